using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

/// <summary>hyparquet, a reader in JavaScript that shares no code with us nor with DuckDB, reads what we write, to the same values and types.</summary>
public sealed class HyparquetTests
{
    private static readonly NodePackage s_hyparquet = new("hyparquet", "read.mjs");

    /// <summary>hyparquet joins the names of a path by dots to find a column, and drops a byte order mark from the front of a name.</summary>
    private static readonly Gen<string> s_name = TestRows.Text.Select(name => name.Replace(".", "", StringComparison.Ordinal).TrimStart('\uFEFF'));

    private static readonly Lazy<string?> s_absence = new(s_hyparquet.Absence);

    public HyparquetTests() => Tools.Need(s_absence.Value);

    private sealed record Contents(long Rows, int RowGroups, string Type, List<Row> Values);

    private static void AssertReads(IReadOnlyList<Row> rows, string path, int? rowGroups = null)
    {
        var contents = Assert.Single(Read(path));
        Assert.Equal(ParquetFiles.Learn(rows).Settle().ToString(), contents.Type);
        Assert.Equal(rows.Count, contents.Rows);
        Assert.Equal(rowGroups ?? contents.RowGroups, contents.RowGroups);
        ParquetFiles.AssertSame(ParquetFiles.Settled(rows), contents.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Each_shape_of_nested_values_is_read(int perGroup)
    {
        using TemporaryFolder folder = new();
        var rows = Enumerable.Range(0, 5).SelectMany(_ => ParquetFiles.Shapes()).ToList();
        AssertReads(rows, ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = perGroup }), (rows.Count + perGroup - 1) / perGroup);
    }

    [Fact]
    public void Types_are_what_they_are_called()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            "struct<n: int64, text: string, truth: bool, number: double, list: list<string>, struct: struct<x: int64, y: struct<content: string, role: string>>, messages: list<struct<content: string, role: string>>, " +
            "lists: list<list<int64>>, deep: list<struct<items: list<struct<values: list<double>>>>>, none: string>",
            Assert.Single(Read(ParquetFiles.Write(folder["a.parquet"], ParquetFiles.Shapes()))).Type);
    }

    [Fact]
    public void Every_code_point_is_read()
    {
        using TemporaryFolder folder = new();
        var rows = Enumerable.Range(0, 0x110000 / 0x400).Select(block => new Row
        {
            { "text", string.Concat(Enumerable.Range(block * 0x400, 0x400).Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)) },
        }).ToList();
        AssertReads(rows, ParquetFiles.Write(folder["a.parquet"], rows), 2);
    }

    [Fact]
    public void Numbers_at_the_ends_of_their_ranges_are_read()
    {
        using TemporaryFolder folder = new();
        long[] wholes = [long.MinValue, long.MaxValue, 9007199254740993, -9007199254740993, 9007199254740992, 0, -1];
        double[] numbers = [double.MaxValue, double.MinValue, double.Epsilon, 2.2250738585072009E-308, -0.0, 0.0, 0.1, 1e16, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        var rows = Enumerable.Range(0, 77).Select(i => new Row { { "whole", wholes[i % 7] }, { "number", numbers[i % 11] }, { "list", new object?[] { wholes[(i + 3) % 7], null } } }).ToList();
        AssertReads(rows, ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = 10 }), 8);
    }

    [Fact]
    public void Decimals_are_read_with_all_their_digits()
    {
        using TemporaryFolder folder = new();
        string[] numbers = ["12345678901234567.89", "-0.01", "0.00", "99999999999999999999999999.99", "-99999999999999999999999999.99", "-1.00"];
        var rows = numbers.Select(number => new Row { { "a", Number(number) }, { "list", new object?[] { null, Number(number) } } }).Append(new Row { { "a", null }, { "list", null } }).ToList();
        AssertReads(rows, ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = 2 }), 4);

        static object Number(string digits) => BigDecimal.TryParse(digits, out var number) ? number.ToValue() : throw new FormatException(digits);
    }

    [Theory]
    [MemberData(nameof(ParquetFixtureTests.Files), MemberType = typeof(ParquetFixtureTests))]
    public void Rows_of_another_library_are_read_from_our_own_file(string parquet, string lines)
    {
        using TemporaryFolder folder = new();
        var rows = ParquetFiles.Read(ParquetFiles.Fixture(parquet.Split('/')));
        Assert.EndsWith(".jsonl", lines, StringComparison.Ordinal);
        AssertReads(rows, ParquetFiles.Write(folder["own.parquet"], rows, new ParquetLayout { RowsPerGroup = Math.Max(1, rows.Count / 3) }));
    }

    [Fact]
    public void The_shards_of_a_distiset_are_read()
    {
        using TemporaryFolder folder = new();
        var rows = ParquetFiles.Pairs(4500);
        ParquetFiles.Export(folder.Path, rows);
        var shards = Read([.. Directory.GetFiles(folder["data"]).Order(StringComparer.Ordinal)]);
        Assert.Equal([1000, 1000, 1000, 1000, 500], shards.Select(shard => shard.Rows));
        Assert.Equal(ParquetFiles.Learn(rows).Settle().ToString(), Assert.Single(shards.Select(shard => shard.Type).Distinct()));
        ParquetFiles.AssertSame(ParquetFiles.Settled(rows), shards.SelectMany(shard => shard.Values).ToList());
    }

    [Fact]
    public void Property_any_rows_are_read()
    {
        using TemporaryFolder folder = new();
        // Many files at once, since each start of the reader costs more than its reading.
        Gen.Select(TypedRows.Rows(TypedRows.AnyDouble, s_name), Gen.Int[1, 50]).Array[60].Sample(files =>
        {
            var paths = files.Select((file, i) => ParquetFiles.Write(folder[$"{i}.parquet"], file.Item1, new ParquetLayout { RowsPerGroup = file.Item2 })).ToArray();
            var contents = Read(paths);
            for (var i = 0; i < files.Length; i++)
            {
                Assert.Equal(ParquetFiles.Learn(files[i].Item1).Settle().ToString(), contents[i].Type);
                ParquetFiles.AssertSame(ParquetFiles.Settled(files[i].Item1), contents[i].Values);
            }
        }, iter: 6, threads: 1);
    }

    private static List<Contents> Read(params string[] paths)
    {
        using var node = s_hyparquet.Run(paths);
        var error = node.StandardError.ReadToEndAsync();
        List<Contents> files = [];
        while (node.StandardOutput.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line, JsonRows.ReaderOptions);
            var value = document.RootElement;
            if (value.TryGetProperty("rows", out var rows))
                files.Add(new Contents(rows.GetInt64(), value.GetProperty("rowGroups").GetInt32(), value.GetProperty("type").GetString()!, []));
            else
                files[^1].Values.Add((Row)Decode(value)!);
        }
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, error.Result);
        Assert.Equal(paths.Length, files.Count);
        return files;
    }

    /// <summary>The form is told in read.mjs.</summary>
    private static object? Decode(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(Decode).ToArray();
            case JsonValueKind.Object:
                Row row = [];
                foreach (var pair in value.GetProperty("row").EnumerateArray())
                    row.Add(pair[0].GetString()!, Decode(pair[1]));
                return row;
        }
        var text = value.GetString()!;
        return text[..2] switch
        {
            "i:" => long.Parse(text.AsSpan(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            "d:" => double.Parse(text.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture),
            "s:" => text[2..],
            "m:" when text[2..].Split('/') is [var digits, var scale] =>
                new BigDecimal(BigInteger.Parse(digits, CultureInfo.InvariantCulture), int.Parse(scale, CultureInfo.InvariantCulture)).ToValue(),
            // A kind that we do not write is equal to nothing.
            _ => text,
        };
    }
}
