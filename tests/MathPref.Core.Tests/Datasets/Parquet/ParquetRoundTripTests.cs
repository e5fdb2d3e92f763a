using System.Globalization;
using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

public sealed class ParquetRoundTripTests
{
    [Fact]
    public void Property_any_rows_come_back_as_they_were_written()
    {
        using TemporaryFolder folder = new();
        Gen.Select(TypedRows.Rows(TypedRows.AnyDouble), Gen.Int[1, 50]).Sample((rows, perGroup) =>
            ParquetFiles.AssertSame(ParquetFiles.Settled(rows), ParquetFiles.Read(ParquetFiles.Write(folder["rows.parquet"], rows, new ParquetLayout { RowsPerGroup = perGroup }))),
            iter: 600, threads: 1);
    }

    [Theory]
    [InlineData("line\u2028sep\u2029par\u0085nel\vvt\fff")]
    [InlineData("\0\u0001\u001b[31m\u007f")]
    [InlineData("\U00010000\U0001F600\U00020000\U000E0001\U000F0000\U0010FFFF")]
    [InlineData("\uFEFFbom \uFFFD \uFFFF \uE000")]
    [InlineData("a\r\nb\rc\nd")]
    public void Any_Unicode_comes_back_in_values_and_names(string text)
    {
        using TemporaryFolder folder = new();
        Row[] rows = [new() { { text, text } }, new() { { text, null }, { "b", new object?[] { text, null, text } }, { "c", new Row { { text, text } } } }];
        ParquetFiles.AssertSame(ParquetFiles.Settled(rows), ParquetFiles.Read(ParquetFiles.Write(folder["a.parquet"], rows)));
    }

    [Fact]
    public void Every_code_point_comes_back()
    {
        using TemporaryFolder folder = new();
        var rows = Enumerable.Range(0, 0x110000 / 0x400).Select(block => new Row
        {
            { "text", string.Concat(Enumerable.Range(block * 0x400, 0x400).Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)) },
        }).ToList();
        ParquetFiles.AssertSame(rows, ParquetFiles.Read(ParquetFiles.Write(folder["a.parquet"], rows)));
    }

    [Fact]
    public void Huge_texts_come_back_and_end_their_row_group()
    {
        using TemporaryFolder folder = new();
        var rows = new[] { 1, 5_000_000, 3, 6_000_000, 0, 10 }.Select((length, i) => new Row { { "n", (long)i }, { "text", new string('é', length) + i } }).ToList();
        ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { BytesPerGroup = 4_000_000 });
        Assert.Equal(3, ParquetRowReader.ReadInfo(folder["a.parquet"]).RowGroups);
        ParquetFiles.AssertSame(rows, ParquetFiles.Read(folder["a.parquet"]));
    }

    [Fact]
    public void The_deepest_value_that_can_be_learnt_comes_back()
    {
        using TemporaryFolder folder = new();
        object? value = "core";
        for (var depth = 1; depth < SchemaLearner.MaximumDepth; depth++)
            value = depth % 2 == 0 ? new object?[] { value, null } : new Row { { "a", value } };
        Row[] rows = [new() { { "a", value } }, new() { { "a", null } }];
        ParquetFiles.AssertSame(rows, ParquetFiles.Read(ParquetFiles.Write(folder["a.parquet"], rows)));
        Assert.Throws<InvalidOperationException>(() => ParquetFiles.Learn([new Row { { "a", new Row { { "a", value } } } }]));
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        var rows = ParquetFiles.Read(ParquetFiles.Fixture("nested", "pages-dict-zstd.parquet"));
        ParquetFiles.Write(folder["a.parquet"], rows);
        Cultures.Under("tr-TR", () => ParquetFiles.Write(folder["b.parquet"], rows));
        Assert.Equal(File.ReadAllBytes(folder["a.parquet"]), File.ReadAllBytes(folder["b.parquet"]));
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Numbers_and_dates_are_the_same_in_every_culture(string culture) => Cultures.Under(culture, () =>
    {
        using TemporaryFolder folder = new();
        Row row = new()
        {
            { "float", 0.1f }, { "decimal", 12.50m }, { "whole", 5m }, { "time", new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc) },
            { "offset", new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(2)) }, { "ulong", ulong.MaxValue / 2 }, { "char", 'ı' },
        };
        var back = Assert.Single(ParquetFiles.Read(ParquetFiles.Write(folder["a.parquet"], [row])));
        Assert.Equal([0.1, 12.5, 5L, "2026-11-24T10:00:00.0000000Z", "2026-11-24T10:00:00.0000000+02:00", long.MaxValue, "ı"], back.Select(column => column.Value));
    });

    [Fact]
    public void What_a_row_gives_by_JSON_lines_it_gives_by_Parquet()
    {
        using TemporaryFolder folder = new();
        Row[] rows = [new() { { "float", 1.1f }, { "decimal", 1234567890.1234567890123m }, { "time", DateTime.UnixEpoch }, { "guid", Guid.Empty }, { "bytes", new byte[] { 1, 255 } }, { "half", 1m / 3 }, { "zero", 0.0m }, { "char", 'c' } }];
        using (JsonLinesWriter writer = new(folder["a.jsonl"]))
            writer.Write(rows[0]);
        ParquetFiles.AssertSame(JsonLinesReader.Read(folder["a.jsonl"], error => throw error).ToList(), ParquetFiles.Read(ParquetFiles.Write(folder["a.parquet"], rows)));
    }

    [Fact]
    public void Rows_in_memory_are_never_more_than_a_row_group()
    {
        using TemporaryFolder folder = new();
        using FileStream file = new(folder["a.parquet"], FileMode.Create, FileAccess.Write, FileShare.Read);
        using ParquetRowWriter writer = new(file, new RowSchema([new("n", ColumnType.Int64), new("text", ColumnType.String)]));
        var most = 0;
        for (var i = 0L; i < 200_000; i++)
        {
            writer.Write(new Row { { "n", i }, { "text", "row " + i.ToString(CultureInfo.InvariantCulture) } });
            most = Math.Max(most, writer.Buffered);
            Assert.Equal(i / 1000 + (i % 1000 == 999 ? 1 : 0), writer.RowGroups);
        }
        writer.Complete();
        file.Flush();
        Assert.Equal((999, 200, 200_000), (most, writer.RowGroups, writer.Count));
        var next = 0L;
        foreach (var row in ParquetRowReader.Read(folder["a.parquet"], error => throw error))
            Assert.Equal(next++, row["n"]);
        Assert.Equal(200_000, next);
    }

    [Fact]
    public void A_row_that_cannot_be_written_leaves_no_trace()
    {
        using TemporaryFolder folder = new();
        RowSchema schema = new([new("a", ColumnType.String), new("list", ColumnType.ListOf(ColumnType.StructOf([new("x", ColumnType.Int64), new("y", ColumnType.String)])))]);
        object?[] Items(object? last) => [new Row { { "x", 1L } }, new Row { { "y", last } }];
        using (var file = File.Create(folder["a.parquet"]))
        {
            using ParquetRowWriter writer = new(file, schema);
            writer.Write(new Row { { "a", "first" }, { "list", Items("y") } });
            void Refuses(Row row, string problem) => Assert.Contains(problem, Assert.Throws<InvalidOperationException>(() => writer.Write(row)).Message, StringComparison.Ordinal);
            Refuses(new Row { { "a", "bad" }, { "list", Items("\ud83d") } }, "'list[].y' holds half of a surrogate pair (U+D83D");
            Refuses(new Row { { "a", "bad" }, { "list", Items(5L) } }, "'list[].y' is string in this file and cannot hold 5");
            Refuses(new Row { { "a", "bad" }, { "list", "text" } }, "'list' is list<struct<x: int64, y: string>> in this file and cannot hold a text");
            Refuses(new Row { { "a", "bad" }, { "other", 1L } }, "'other' is not in the schema");
            Refuses(new Row { { "a", "bad" }, { "list", new object?[] { new Row { { "z", 1L } } } } }, "'list[].z' is not in the schema");
            writer.Write(new Row { { "list", Items(null) } });
            writer.Complete();
        }
        var rows = ParquetFiles.Read(folder["a.parquet"]);
        Assert.Equal(["first", null], rows.Select(row => row["a"]));
        Assert.All(rows, row => Assert.Equal(2, ((object?[])row["list"]!).Length));
    }

    [Fact]
    public void Rows_without_columns_are_refused() =>
        Assert.Contains("no columns", Assert.Throws<InvalidOperationException>(() => new ParquetRowWriter(Stream.Null, new RowSchema([]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_without_rows_has_no_row_group()
    {
        using TemporaryFolder folder = new();
        ParquetFiles.Write(folder["a.parquet"], [], schema: new RowSchema([new("a", ColumnType.Int64)]));
        Assert.Empty(ParquetFiles.Read(folder["a.parquet"]));
        Assert.Equal(0, ParquetRowReader.ReadInfo(folder["a.parquet"]).RowGroups);
    }

    [Fact]
    public void Metadata_comes_back()
    {
        using TemporaryFolder folder = new();
        ParquetFiles.Write(folder["a.parquet"], [new Row { { "a", 1L } }], new ParquetLayout { Metadata = new Dictionary<string, string> { ["z"] = "é", ["key"] = "" } });
        Assert.Equal(["key=", "z=é"], ParquetRowReader.ReadInfo(folder["a.parquet"]).Metadata.Select(pair => $"{pair.Key}={pair.Value}"));
    }
}
