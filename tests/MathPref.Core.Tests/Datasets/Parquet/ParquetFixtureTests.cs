using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

/// <summary>Files that datasets, pyarrow and polars wrote, each with its rows as JSON lines.</summary>
public sealed class ParquetFixtureTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "to_parquet/format_dpo.parquet", "format_dpo.jsonl" },
        { "to_parquet/trl.parquet", "trl.jsonl" },
        { "hub-one-config/data/train-00000-of-00001.parquet", "format_dpo.jsonl" },
        { "nested/pyarrow-dict-zstd.parquet", "nested/nested.jsonl" },
        { "nested/pyarrow-plain-none.parquet", "nested/nested.jsonl" },
        { "nested/pyarrow-v2-delta-gzip.parquet", "nested/nested.jsonl" },
        { "nested/pyarrow-rowgroups-2-snappy.parquet", "nested/nested.jsonl" },
        { "nested/polars.parquet", "nested/nested.jsonl" },
        { "nested/polars-lz4-rowgroups-3.parquet", "nested/nested.jsonl" },
        { "nested/pages-dict-zstd.parquet", "nested/pages.jsonl" },
        { "nested/pages-v2-snappy.parquet", "nested/pages.jsonl" },
    };

    private static List<Row> Lines(string path) => JsonLinesReader.Read(path, error => throw error).ToList();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_another_library_holds_the_rows_of_its_JSON_lines(string parquet, string lines) =>
        ParquetFiles.AssertSame(Lines(ParquetFiles.Fixture(lines)), ParquetFiles.Read(ParquetFiles.Fixture(parquet)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Rows_of_another_library_come_back_from_our_own_file(string parquet, string lines)
    {
        using TemporaryFolder folder = new();
        var rows = ParquetFiles.Read(ParquetFiles.Fixture(parquet));
        ParquetFiles.AssertSame(Lines(ParquetFiles.Fixture(lines)), ParquetFiles.Read(ParquetFiles.Write(folder["own.parquet"], rows)));
    }

    [Theory]
    [InlineData("format_dpo", "format_dpo.jsonl")]
    [InlineData("trl", "trl.jsonl")]
    public void The_shards_of_a_pushed_config_hold_its_rows_in_order(string config, string lines)
    {
        var rows = Directory.GetFiles(ParquetFiles.Fixture("hub-two-configs", config), "*.parquet").Order(StringComparer.Ordinal).SelectMany(ParquetFiles.Read).ToList();
        ParquetFiles.AssertSame(Lines(ParquetFiles.Fixture(lines)), rows);
    }

    [Theory]
    [InlineData("nested/no-row-group.parquet", 0)]
    [InlineData("nested/one-empty-row-group.parquet", 1)]
    public void A_file_without_rows_has_none_and_is_not_broken(string parquet, int groups)
    {
        Assert.Empty(ParquetFiles.Read(ParquetFiles.Fixture(parquet)));
        var info = ParquetRowReader.ReadInfo(ParquetFiles.Fixture(parquet));
        Assert.Equal((0, groups), (info.Rows, info.RowGroups));
    }

    [Fact]
    public void The_footer_tells_columns_types_and_counts()
    {
        var info = ParquetRowReader.ReadInfo(ParquetFiles.Fixture("to_parquet/trl.parquet"));
        Assert.Equal("struct<prompt: list<struct<content: string, role: string>>, chosen: list<struct<content: string, role: string>>, rejected: list<struct<content: string, role: string>>>", info.Schema.ToString());
        Assert.Equal(Lines(ParquetFiles.Fixture("trl.jsonl")).Count, info.Rows);
        Assert.Contains("huggingface", info.Metadata.Keys);
        Assert.Equal(4, ParquetRowReader.ReadInfo(ParquetFiles.Fixture("nested/pyarrow-rowgroups-2-snappy.parquet")).RowGroups);
    }
}
