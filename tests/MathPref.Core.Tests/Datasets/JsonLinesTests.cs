using System.Numerics;
using System.Text;
using System.Text.Json;
using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

public sealed class JsonLinesTests
{
    private static (List<Row> Rows, List<DatasetFormatException> Errors) Read(string path)
    {
        List<DatasetFormatException> errors = [];
        return (JsonLinesReader.Read(path, errors.Add).ToList(), errors);
    }

    private static List<Row> ReadClean(string path) => JsonLinesReader.Read(path, error => throw error).ToList();

    private static string Write(TemporaryFolder folder, params Row[] rows)
    {
        using (JsonLinesWriter writer = new(folder["rows.jsonl"]))
        {
            foreach (var row in rows)
                writer.Write(row);
        }
        return folder["rows.jsonl"];
    }

    private static void AssertSame(object? expected, object? actual)
    {
        Assert.True(RowValues.AreEqual(expected, actual));
        if (expected is Row row)
            Assert.Equal(row.Names, ((Row)actual!).Names);
        if (expected is double or long or bool or string)
            Assert.IsType(expected.GetType(), actual);
    }

    [Fact]
    public void Property_any_rows_come_back_as_they_were_written()
    {
        using TemporaryFolder folder = new();
        TestRows.Row.Array[0, 4].Sample(rows =>
        {
            var back = ReadClean(Write(folder, rows));
            Assert.Equal(rows.Length, back.Count);
            for (var i = 0; i < rows.Length; i++)
            {
                AssertSame(rows[i], back[i]);
                foreach (var (name, value) in rows[i])
                    AssertSame(value, back[i][name]);
            }
            var bytes = File.ReadAllBytes(folder["rows.jsonl"]);
            Assert.Equal(rows.Length, bytes.Count(b => b == '\n'));
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.False(bytes.AsSpan().StartsWith("\uFEFF"u8));
        }, iter: 1000, threads: 1);
    }

    [Theory]
    [InlineData("line\u2028sep\u2029par\u0085nel\vvt\fff")]
    [InlineData("\0\u0001\u001b[31m\u007f")]
    [InlineData("😀 𝕏 \U0010FFFF")]
    [InlineData("\uFEFFbom")]
    [InlineData("a\r\nb\rc\nd")]
    [InlineData("\\ \" / < > & ' + \u00a0 é 数学")]
    public void Any_Unicode_comes_back(string text)
    {
        using TemporaryFolder folder = new();
        var path = Write(folder, new Row { { text, text } }, new Row { { "b", new object?[] { text } } });
        var rows = ReadClean(path);
        Assert.Equal(2, rows.Count);
        Assert.Equal(text, rows[0][text]);
        Assert.Equal(text, Assert.Single((object?[])rows[1]["b"]!));
    }

    [Fact]
    public void Text_stays_readable_in_the_file()
    {
        using TemporaryFolder folder = new();
        Assert.Equal("{\"a\":\"é < 数学 'x' & + √2\\\\\"}\n", File.ReadAllText(Write(folder, new Row { { "a", "é < 数学 'x' & + √2\\" } })));
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Numbers_and_dates_are_written_alike_in_every_culture(string culture) => Cultures.Under(culture, () =>
    {
        using TemporaryFolder folder = new();
        Row row = new()
        {
            { "long", long.MinValue }, { "ulong", ulong.MaxValue }, { "byte", (byte)7 }, { "whole", 4.0 }, { "half", -2.5 }, { "float", 0.1f }, { "decimal", 12.50m },
            { "big", BigInteger.Pow(10, 30) }, { "large", 1e300 }, { "truth", true }, { "time", new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc) },
        };
        Assert.Equal(
            """{"long":-9223372036854775808,"ulong":18446744073709551615,"byte":7,"whole":4.0,"half":-2.5,"float":0.1,"decimal":12.50,"big":1000000000000000000000000000000,"large":1E+300,"truth":true,"time":"2026-11-24T10:00:00.0000000Z"}""" + "\n",
            File.ReadAllText(Write(folder, row)));
    });

    [Fact]
    public void Whole_numbers_are_read_whole_and_others_as_doubles()
    {
        using TemporaryFolder folder = new();
        var row = Assert.Single(ReadClean(folder.File("a.jsonl", """{"a":9007199254740993,"b":4.0,"c":1e2,"d":18446744073709551616,"e":-1,"f":0.1,"date":"2024-01-01"}""")));
        Assert.Equal([9007199254740993L, 4.0, 100.0, BigInteger.Pow(2, 64), -1L, 0.1, "2024-01-01"], row.Select(column => column.Value));
    }

    public static TheoryData<string, object?, string> Unwritable => new()
    {
        { "NaN", double.NaN, "NaN" },
        { "infinity", double.PositiveInfinity, "Infinity" },
        { "float NaN", float.NaN, "NaN" },
        { "high half", "a\ud83d", "U+D83D at character 2" },
        { "low half", "\ude00", "U+DE00 at character 1" },
        { "halves in the wrong order", "\ude00\ud83d", "U+DE00" },
        { "in a list", new object?[] { 1, new Row { { "deep", double.NegativeInfinity } } }, "Infinity" },
        { "in a name", new Row { { "\ud83d", 1 } }, "U+D83D" },
    };

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void What_no_JSON_can_hold_is_refused_with_the_column_and_leaves_no_trace(string name, object? value, string problem)
    {
        using TemporaryFolder folder = new();
        using (JsonLinesWriter writer = new(folder["rows.jsonl"]))
        {
            writer.Write(new Row { { "a", name } });
            var refused = Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "ok", 1 }, { "bad", value } }));
            Assert.Contains("'bad'", refused.Message, StringComparison.Ordinal);
            Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
            writer.Write(new Row { { "a", 2 } });
            Assert.Equal(2, writer.Count);
        }
        Assert.Equal([name, 2L], ReadClean(folder["rows.jsonl"]).Select(row => row["a"]));
    }

    [Fact]
    public void A_list_that_holds_itself_is_refused()
    {
        List<object?> loop = [];
        loop.Add(loop);
        using TemporaryFolder folder = new();
        Assert.Contains("'bad'", Assert.Throws<InvalidOperationException>(() => Write(folder, new Row { { "bad", loop } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_row_that_is_written_can_be_read()
    {
        using TemporaryFolder folder = new();
        object? value = "core";
        for (var depth = 0; depth < 255; depth++)
            value = depth % 2 == 0 ? new object?[] { value } : new Row { { "a", value } };
        AssertSame(value, Assert.Single(ReadClean(Write(folder, new Row { { "a", value } })))["a"]);
    }

    [Fact]
    public void A_file_that_is_being_written_holds_whole_lines()
    {
        using TemporaryFolder folder = new();
        using JsonLinesWriter writer = new(folder["rows.jsonl"]);
        for (var i = 0; i < 500; i++)
        {
            writer.Write(new Row { { "a", new string('x', 1000) } });
            if (i % 50 == 0)
                ReadClean(folder["rows.jsonl"]);
        }
        Assert.True(ReadClean(folder["rows.jsonl"]).Count > 400);
    }

    [Fact]
    public void A_line_of_megabytes_is_read_and_so_are_those_beside_it()
    {
        using TemporaryFolder folder = new();
        var long1 = new string('é', 1_500_000);
        var rows = ReadClean(Write(folder, new Row { { "a", 1 } }, new Row { { "a", long1 } }, new Row { { "a", 3 } }, new Row { { "a", long1 + "x" } }, new Row { { "a", 5 } }));
        Assert.Equal([1L, long1, 3L, long1 + "x", 5L], rows.Select(row => row["a"]));
    }

    [Theory]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(131072)]
    public void Lines_that_end_at_the_edge_of_a_buffer_are_read(int length)
    {
        using TemporaryFolder folder = new();
        var first = "{\"a\":\"" + new string('x', length - 9) + "\"}\n";
        Assert.Equal(length, first.Length);
        foreach (var end in (string[])["", "\n", "\r\n"])
            Assert.Equal(3, ReadClean(folder.File("a.jsonl", first + first + "{\"a\":1}" + end)).Count);
    }

    [Fact]
    public void BOM_CRLF_blank_lines_and_a_missing_last_line_end_are_no_trouble()
    {
        using TemporaryFolder folder = new();
        Assert.Equal([1L, 2L, 3L], ReadClean(folder.File("a.jsonl", "\uFEFF{\"a\":1}\r\n\r\n  {\"a\":2}  \r\n\n\t\n{\"a\":3}")).Select(row => row["a"]));
        Assert.Empty(ReadClean(folder.File("b.jsonl", "")));
        Assert.Empty(ReadClean(folder.File("c.jsonl", "\uFEFF\n \n")));
    }

    [Fact]
    public void A_torn_last_line_is_an_error_and_the_rows_before_it_are_read()
    {
        using TemporaryFolder folder = new();
        var path = folder.File("a.jsonl", "{\"a\":1}\n{\"a\":2}\n{\"a\":\"thr");
        var (rows, errors) = Read(path);
        Assert.Equal([1L, 2L], rows.Select(row => row["a"]));
        var error = Assert.Single(errors);
        Assert.Equal((path, 3L), (error.Path, error.Line));
        Assert.Contains($"{path}, line 3, column ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1} x", 9L)]
    [InlineData("   {\"a\":1} x", 12L)]
    [InlineData("{\"a\":nope}", 7L)]
    [InlineData("{\"é\":nope}", 8L)]
    [InlineData("\uFEFF{\"a\":nope}", 10L, 1L)]
    [InlineData("{\"a\":NaN}", 6L)]
    [InlineData("{\"a\":Infinity}", 6L)]
    [InlineData("{'a':1}", 2L)]
    [InlineData("{\"a\":1,}", 8L)]
    [InlineData("[1]", null)]
    [InlineData("\"text\"", null)]
    [InlineData("42", null)]
    [InlineData("{\"a\":1,\"A\":2}", null)]
    [InlineData("{\"a\":1e999}", null)]
    [InlineData("{\"a\":\"\\ud800\"}", null)]
    [InlineData("{\"\\ud800\":1}", null)]
    public void A_broken_line_is_an_error_with_its_place_and_the_others_are_read(string line, long? column, long number = 2)
    {
        using TemporaryFolder folder = new();
        var path = folder.File("a.jsonl", (number == 2 ? "{\"a\":1}\n" : "") + line + "\n{\"a\":3}\n");
        var (rows, errors) = Read(path);
        Assert.Equal(number == 2 ? [1L, 3L] : [3L], rows.Select(row => row["a"]));
        var error = Assert.Single(errors);
        Assert.Equal((path, number, column), (error.Path, error.Line, error.Column));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_an_error_of_their_line_that_names_the_column()
    {
        using TemporaryFolder folder = new();
        var (rows, errors) = Read(folder.File("a.jsonl", [.. "{\"a\":1}\n{\"b\":\"caf"u8, 0xE9, .. "\"}\n{\"a\":3}\n{\""u8, 0xE9, .. "\":1}\n"u8]));
        Assert.Equal([1L, 3L], rows.Select(row => row["a"]));
        Assert.Equal([2L, 4L], errors.Select(error => error.Line));
        Assert.Contains("'b'", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_streams_and_lets_go_of_the_file()
    {
        using TemporaryFolder folder = new();
        var path = folder.File("a.jsonl", "{\"a\":1}\nbroken\n");
        using (var rows = JsonLinesReader.Read(path, error => throw error).GetEnumerator())
        {
            Assert.True(rows.MoveNext());
            Assert.Throws<DatasetFormatException>(() => rows.MoveNext());
        }
        using FileStream free = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Property_no_bytes_make_the_reader_throw()
    {
        using TemporaryFolder folder = new();
        var pieces = Gen.OneOf("{", "}", "[", "]", "\"", "\\", "\\u", "d800", ":", ",", "\n", "\r", " ", "1", "-", "e", "\u00e9", "\0", "{\"a\":1}", "null", "\"a\"").Select(Encoding.UTF8.GetBytes);
        Gen.OneOf(pieces, Gen.Byte.Array[1, 3]).Array[0, 30].Select(parts => parts.SelectMany(part => part).ToArray()).Sample(bytes =>
        {
            var (rows, errors) = Read(folder.File("any.jsonl", bytes));
            Assert.True(rows.Count + errors.Count <= bytes.Count(b => b == '\n') + 1);
        }, iter: 2000, threads: 1);
    }
}
