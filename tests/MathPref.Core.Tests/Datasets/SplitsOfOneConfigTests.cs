using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Loaders take all splits of a config or none, so they need the same columns.</summary>
public sealed class SplitsOfOneConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string Card => File.ReadAllText(_folder["set", "README.md"]);

    private DistisetWriter Open(string split, DistisetFormat format = DistisetFormat.Parquet, bool force = false) => DistisetWriter.Open(new DistisetTarget { Root = Root, Split = split, Format = format, Force = force });

    private void Export(string split, Row row, DistisetFormat format = DistisetFormat.Parquet, bool force = false)
    {
        using var writer = Open(split, format, force);
        writer.Write(row);
        Assert.True(writer.Complete());
    }

    [Theory]
    [InlineData(DistisetFormat.Parquet)]
    [InlineData(DistisetFormat.Jsonl)]
    public void A_second_split_counts_beside_the_first_and_has_its_columns(DistisetFormat format)
    {
        Export("test", new Row { { "a", 0.5 }, { "b", "x" } }, format);
        Export("train", new Row { { "a", 1L }, { "c", true } }, format);
        Assert.Contains("  - name: a\n    dtype: float64\n  - name: b\n    dtype: string\n  - name: c\n    dtype: bool\n  splits:\n  - name: train\n", Card, StringComparison.Ordinal);
        Assert.Contains("  - name: test\n", Card, StringComparison.Ordinal);
        Assert.DoesNotContain(DistisetChecker.Check(Root), p => p.Severity is ProblemSeverity.Error);
    }

    [Theory]
    [InlineData(DistisetFormat.Parquet)]
    [InlineData(DistisetFormat.Jsonl)]
    public void A_fraction_beside_a_split_of_whole_numbers_is_refused_which_loaders_would_give_as_doubles(DistisetFormat format)
    {
        Export("test", new Row { { "a", 1L } }, format);
        var refused = Assert.Throws<InvalidOperationException>(() => Export("train", new Row { { "a", 0.5 } }, format));
        Assert.Contains("'a' is int64 there, and 0.5 is none", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dtype: int64", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_does_not_go_with_the_other_split_is_refused_and_the_other_split_is_named()
    {
        Export("test", new Row { { "a", 1L } });
        using var writer = Open("train");
        var refused = Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "a", "text" } }));
        Assert.Contains("'a'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("test", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_is_replaced_has_no_say_in_the_new_columns()
    {
        Export("train", new Row { { "a", 1L } });
        Export("train", new Row { { "b", "text" } }, force: true);
        Assert.Equal("struct<b: string>", ParquetRowReader.ReadInfo(_folder["set", "data", "train-00000-of-00001.parquet"]).Schema.ToString());
    }

    [Fact]
    public void Beside_files_of_others_with_types_that_are_not_ours_no_columns_are_claimed()
    {
        Directory.CreateDirectory(_folder["set", "data"]);
        File.Copy(Parquet.ParquetFiles.Fixture("nested", "pages-dict-zstd.parquet"), _folder["set", "data", "test-00000-of-00001.parquet"]);
        var hasOtherTypes = ParquetRowReader.ReadInfo(_folder["set", "data", "test-00000-of-00001.parquet"]).OtherColumns.Count > 0;
        var first = Parquet.ParquetFiles.Read(_folder["set", "data", "test-00000-of-00001.parquet"])[0];
        Export("train", first);
        Assert.Equal(!hasOtherTypes, Card.Contains("dataset_info", StringComparison.Ordinal));
        Assert.Contains("| default | train | 1 |\n", Card, StringComparison.Ordinal);
    }
}
