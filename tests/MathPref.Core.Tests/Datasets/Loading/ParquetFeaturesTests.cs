using System.Buffers.Binary;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets.Loading;

public sealed class ParquetFeaturesTests
{
    private static ParquetFeatures Write(TemporaryFolder folder, Row row, string? key)
    {
        var path = folder["rows.parquet"];
        using (var stream = File.Create(path))
        {
            var layout = key is null ? new ParquetLayout() : new ParquetLayout { Metadata = new Dictionary<string, string> { ["huggingface"] = key } };
            using ParquetRowWriter writer = new(stream, ParquetFiles.Learn([row]), layout);
            writer.Write(row);
            writer.Complete();
        }
        return ParquetFeatures.ReadFile(path);
    }

    [Fact]
    public void Types_beyond_text_are_those_that_the_library_gives()
    {
        var features = ParquetFeatures.ReadFile(LoadingFiles.Fixture("parquet-types.parquet"));
        Assert.Equal(
            "i: int8, u: uint64, f: float, d: decimal128(10, 2), day: date32[day], at: timestamp[us, tz=UTC], bin: binary, ls: large_string, dict: string, " +
            "steps: list<item: struct<t: string, ok: bool>>",
            features.Columns.ToString());
        Assert.Equal(1, features.Rows);
    }

    [Theory]
    [InlineData("format_dpo")]
    [InlineData("trl")]
    public void The_key_of_the_library_is_written_as_it_wrote_it(string name) =>
        Assert.Equal(
            File.ReadAllText(LoadingFiles.Fixture($"{name}.huggingface.json")).Trim(),
            ParquetFeatures.ReadFile(ParquetFiles.Fixture("to_parquet", $"{name}.parquet")).Columns.ToHuggingFaceKey());

    [Theory]
    [InlineData("pyarrow-dict-zstd")]
    [InlineData("pyarrow-plain-none")]
    [InlineData("pyarrow-rowgroups-2-snappy")]
    [InlineData("pyarrow-v2-delta-gzip")]
    public void Nested_columns_are_the_same_with_and_without_an_Arrow_schema(string name) =>
        Assert.Equal(
            ParquetFeatures.ReadFile(ParquetFiles.Fixture("nested", "pyarrow-rowgroups-2-snappy.parquet")).Columns,
            ParquetFeatures.ReadFile(ParquetFiles.Fixture("nested", $"{name}.parquet")).Columns);

    [Fact]
    public void Large_texts_and_lists_are_told_by_the_Arrow_schema_alone()
    {
        var columns = ParquetFeatures.ReadFile(ParquetFiles.Fixture("nested", "polars.parquet")).Columns;
        Assert.Equal(("large_string", "large_list<item: large_string>"), (columns["text"]!.ToString(), columns["tags"]!.ToString()));
    }

    [Fact]
    public void Rows_of_ours_have_the_types_that_their_schema_foretells()
    {
        using TemporaryFolder folder = new();
        Row row = new()
        {
            { "n", 1L }, { "x", 0.5 }, { "t", "a" }, { "b", true }, { "none", null }, { "l", new object?[] { 1L } },
            { "m", new object?[] { ParquetFiles.Message("a", "b") } },
        };
        var columns = Write(folder, row, key: null).Columns;
        Assert.Equal(LoadedColumns.Of(ParquetFiles.Learn([row])), columns);
        Assert.Equal(
            "n: int64, x: double, t: string, b: bool, none: string, l: list<item: int64>, m: list<item: struct<content: string, role: string>>",
            columns.ToString());
    }

    [Fact]
    public void The_key_holds_for_a_column_that_is_stored_as_it_says_and_for_no_other()
    {
        using TemporaryFolder folder = new();
        Row row = new() { { "label", 1L }, { "other", "right" }, { "json", "{}" }, { "plain", "a" } };
        var columns = Write(folder, row, """
            {"info": {"features": {"label": {"names": ["wrong", "right"], "_type": "ClassLabel"}, "other": {"names": ["wrong", "right"], "_type": "ClassLabel"},
             "json": {"_type": "Json"}, "gone": {"dtype": "string", "id": null, "_type": "Value"}}}}
            """).Columns;
        Assert.Equal(LoadedType.ClassLabel(["wrong", "right"]), columns["label"]);
        Assert.Equal((LoadedType.String, LoadedType.String, LoadedType.String), (columns["other"], columns["json"], columns["plain"]));
        Assert.Equal(4, columns.Fields.Count);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"info": {"features": {"a": {"dtype": "text", "_type": "Value"}}}}""")]
    [InlineData("""{"info": {"features": {"a": {"_type": "Vector"}}}}""")]
    [InlineData("""{"info": {"features": {"a": {"dtype": "string", "_type": "Value"}, "a": {"dtype": "string", "_type": "Value"}}}}""")]
    public void A_key_on_which_loading_fails_is_an_error_of_the_file(string key)
    {
        using TemporaryFolder folder = new();
        Assert.Contains("rows.parquet", Assert.Throws<DatasetFormatException>(() => Write(folder, new Row { { "a", "b" } }, key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_a_file_is_enough()
    {
        var bytes = File.ReadAllBytes(LoadingFiles.Fixture("parquet-types.parquet"));
        var needed = ParquetFeatures.Needed(bytes.AsSpan(bytes.Length - ParquetFeatures.MarkLength), "train.parquet");
        Assert.InRange(needed, ParquetFeatures.MarkLength, bytes.Length);
        var whole = ParquetFeatures.ReadFile(LoadingFiles.Fixture("parquet-types.parquet"));
        Assert.Equal(whole.Columns, ParquetFeatures.Read(bytes.AsMemory(bytes.Length - (int)needed), "train.parquet").Columns);
        Assert.Throws<DatasetFormatException>(() => ParquetFeatures.Read(bytes.AsMemory(bytes.Length - (int)needed + 1), "train.parquet"));
        Assert.Throws<DatasetFormatException>(() => ParquetFeatures.Read(bytes.AsMemory(0, 8), "train.parquet"));
        Assert.Throws<DatasetFormatException>(() => ParquetFeatures.Read(default, "train.parquet"));
    }

    [Fact]
    public void Footers_whose_bytes_are_broken_end_in_no_other_error()
    {
        var bytes = File.ReadAllBytes(LoadingFiles.Fixture("parquet-types.parquet"));
        Random random = new(7);
        for (var i = 0; i < 20_000; i++)
        {
            var copy = (byte[])bytes.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                copy[random.Next(copy.Length - BinaryPrimitives.ReadInt32LittleEndian(copy.AsSpan(copy.Length - 8)) - 8, copy.Length - 8)] = (byte)random.Next(256);
            try
            {
                Assert.NotNull(ParquetFeatures.Read(copy, "train.parquet").Columns.ToString());
            }
            catch (DatasetFormatException)
            {
                // Which it is meant to be.
            }
        }
    }
}
