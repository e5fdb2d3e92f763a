using MathPref.Core.Hub;
using Xunit;

namespace MathPref.Core.Tests.Hub;

public sealed class HubAddressTests
{
    [Theory]
    [InlineData("hf://datasets/openai/gsm8k", "openai/gsm8k", null, "")]
    [InlineData("hf://datasets/openai/gsm8k/", "openai/gsm8k", null, "")]
    [InlineData("HF://datasets/openai/gsm8k", "openai/gsm8k", null, "")]
    [InlineData("hf://datasets/openai/gsm8k/main/train-00000-of-00001.parquet", "openai/gsm8k", null, "main/train-00000-of-00001.parquet")]
    [InlineData("hf://datasets/openai/gsm8k@v1/data", "openai/gsm8k", "v1", "data")]
    [InlineData("hf://datasets/openai/gsm8k@refs/convert/parquet", "openai/gsm8k", "refs/convert/parquet", "")]
    [InlineData("hf://datasets/openai/gsm8k@refs/convert/parquet/main/train/0000.parquet", "openai/gsm8k", "refs/convert/parquet", "main/train/0000.parquet")]
    [InlineData("hf://datasets/openai/gsm8k@refs/pr/12/data/a.jsonl", "openai/gsm8k", "refs/pr/12", "data/a.jsonl")]
    [InlineData("hf://datasets/openai/gsm8k@refs%2Fpr%2F12/data/a.jsonl", "openai/gsm8k", "refs/pr/12", "data/a.jsonl")]
    [InlineData("hf://datasets/openai/gsm8k@my%2Fbranch/a.jsonl", "openai/gsm8k", "my/branch", "a.jsonl")]
    [InlineData("hf://datasets/openai/gsm8k@my/branch/a.jsonl", "openai/gsm8k", "my", "branch/a.jsonl")]
    [InlineData("hf://datasets/openai/gsm8k/data/a@b.jsonl", "openai/gsm8k", null, "data/a@b.jsonl")]
    [InlineData("hf://datasets/openai/gsm8k@main/data/a@b.jsonl", "openai/gsm8k", "main", "data/a@b.jsonl")]
    [InlineData("hf://datasets/openai/gsm8k/**/*.jsonl", "openai/gsm8k", null, "**/*.jsonl")]
    [InlineData("https://huggingface.co/datasets/openai/gsm8k", "openai/gsm8k", null, "")]
    [InlineData("https://huggingface.co/datasets/openai/gsm8k/tree/main/socratic", "openai/gsm8k", "main", "socratic")]
    [InlineData("https://huggingface.co/datasets/openai/gsm8k/resolve/refs%2Fconvert%2Fparquet/main/train/0000.parquet?download=true", "openai/gsm8k", "refs/convert/parquet", "main/train/0000.parquet")]
    [InlineData("https://hf.co/datasets/openai/gsm8k/blob/main/my%20file.csv#L1", "openai/gsm8k", "main", "my file.csv")]
    public void An_address_is_a_repository_a_revision_and_a_path(string text, string repo, string? revision, string path)
    {
        Assert.True(HubAddress.Is(text));
        Assert.Equal(new HubAddress(repo, revision, path), HubAddress.Parse(text));
    }

    [Theory]
    [InlineData("hf://openai/gsm8k", "hf://datasets/openai/gsm8k")]
    [InlineData("hf://datasets/gsm8k", "owner")]
    [InlineData("hf://datasets/", "hf://datasets/<owner>/<name>")]
    [InlineData("hf://", "hf://datasets/<owner>/<name>")]
    [InlineData("hf://datasets/openai/gsm8k@", "no revision")]
    [InlineData("hf://datasets/openai/gsm8k@/a", "no revision")]
    [InlineData("hf://datasets/openai@main/gsm8k", "owner")]
    [InlineData("hf://datasets/-openai/gsm8k", "begin or end")]
    [InlineData("hf://datasets/openai/gsm8k/../../x", "'..'")]
    [InlineData("hf://datasets/openai/gsm8k/a\\..\\b", "'..'")]
    [InlineData("hf://datasets/openai/gsm8k@a..b/c", "'..'")]
    [InlineData("hf://spaces/openai/gsm8k", "hf://datasets/<owner>/<name>")]
    [InlineData("https://huggingface.co/openai/gsm8k", "no page of a dataset")]
    [InlineData("https://example.org/datasets/a/b", "no address of the Hub")]
    [InlineData("https://huggingface.co/datasets/openai/gsm8k/viewer/main/train", "hf://datasets/openai/gsm8k")]
    public void What_is_wrong_with_an_address_is_said_with_the_remedy(string text, string said)
    {
        Assert.True(HubAddress.Is(text));
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => HubAddress.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/openai/gsm8k")]
    [InlineData("C:\\data\\x.jsonl")]
    [InlineData("hf/datasets/a/b")]
    public void Another_path_is_no_address(string text) => Assert.False(HubAddress.Is(text));

    [Theory]
    [InlineData("hf://datasets/a/b")]
    [InlineData("hf://datasets/a/b@refs/pr/3/x/y.jsonl")]
    [InlineData("hf://datasets/a/b@my%2Fbranch")]
    [InlineData("hf://datasets/a/b@%72efs/pr/3")]
    public void An_address_is_written_as_it_is_read(string text) => Assert.Equal(text, HubAddress.Parse(text).ToString());

    [Fact]
    public void A_revision_beside_the_address_is_its_own_or_the_same()
    {
        Assert.Equal("v1", HubAddress.Parse("hf://datasets/a/b").With("v1").Revision);
        Assert.Equal("v1", HubAddress.Parse("hf://datasets/a/b@v1").With("v1").Revision);
        Assert.Contains("'v2'", Assert.Throws<ArgumentException>(() => HubAddress.Parse("hf://datasets/a/b@v1").With("v2")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HubAddress.Parse("hf://datasets/a/b").With("a b"));
    }

    [Fact]
    public void A_repository_needs_its_owner()
    {
        Assert.Equal(new HubAddress("openai/gsm8k", null, ""), HubAddress.OfRepo("openai/gsm8k", null));
        Assert.Contains("owner", Assert.Throws<ArgumentException>(() => HubAddress.OfRepo("gsm8k", null)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HubAddress.OfRepo("a/b/c", null));
    }
}
