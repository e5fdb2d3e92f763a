using MathPref.Core.Hub;
using Xunit;

namespace MathPref.Core.Tests.Hub;

public sealed class ConvertedParquetTests
{
    [Fact]
    public void Folders_are_configs_and_splits()
    {
        var plan = ConvertedParquet.PlanOf(
            [".gitattributes", "b/test/0000.parquet", "b/train/0001.parquet", "b/train/0000.parquet", "a/x/extra/0000.parquet", "stray.parquet", "b/train/index.duckdb"],
            "here")!;

        Assert.Equal(
            ["a/x/extra: a/x/extra/0000.parquet", "b/train: b/train/0000.parquet, b/train/0001.parquet", "b/test: b/test/0000.parquet"],
            plan.Splits.Select(split => $"{split.Config}/{split.Split}: {string.Join(", ", split.Files)}"));
        Assert.Null(plan.DefaultConfig);
        Assert.All(plan.Splits, split => Assert.Null(split.Warning));
    }

    [Fact]
    public void One_config_or_the_one_called_default_is_the_default()
    {
        Assert.Equal("main", ConvertedParquet.PlanOf(["main/train/0000.parquet"], "here")!.DefaultConfig);
        Assert.Equal("default", ConvertedParquet.PlanOf(["a/train/0000.parquet", "default/train/0000.parquet"], "here")!.DefaultConfig);
    }

    [Fact]
    public void What_was_converted_in_part_is_warned_of() =>
        Assert.Contains("a/train", Assert.Single(ConvertedParquet.PlanOf(["a/partial-train/0000.parquet"], "here")!.Splits).Warning, StringComparison.Ordinal);

    [Fact]
    public void What_is_there_whole_and_in_part_is_read_whole()
    {
        var split = Assert.Single(ConvertedParquet.PlanOf(["a/partial-train/0000.parquet", "a/train/0000.parquet"], "here")!.Splits);
        Assert.Equal(["a/train/0000.parquet"], split.Files);
        Assert.Null(split.Warning);
    }

    [Fact]
    public void Without_such_files_there_is_none() => Assert.Null(ConvertedParquet.PlanOf(["README.md", "train.parquet"], "here"));
}
