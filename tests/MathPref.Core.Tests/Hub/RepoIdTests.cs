using MathPref.Core.Hub;

namespace MathPref.Core.Tests.Hub;

public sealed class RepoIdTests
{
    [Theory]
    [InlineData("maths")]
    [InlineData("ada/maths")]
    [InlineData("Ada-L/math_pref.v1-2")]
    [InlineData("_a/_b_")]
    [InlineData("a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Names_that_the_Hub_takes_are_taken(string id) => Assert.Equal(id, RepoId.Parse(id).ToString());

    [Theory]
    [InlineData("", "give namespace/name")]
    [InlineData("/", "give namespace/name")]
    [InlineData("ada/", "give namespace/name")]
    [InlineData("/maths", "give namespace/name")]
    [InlineData("datasets/ada/maths", "more than one slash")]
    [InlineData("https://huggingface.co/datasets/ada/maths", "more than one slash")]
    [InlineData("ada/my maths", "letters A to Z")]
    [InlineData("ada/mathé", "letters A to Z")]
    [InlineData("ada/maths\n", "letters A to Z")]
    [InlineData("ada/ma%2fths", "letters A to Z")]
    [InlineData("ada/-maths", "begin or end")]
    [InlineData("ada/maths.", "begin or end")]
    [InlineData(".ada/maths", "begin or end")]
    [InlineData("ada-/maths", "begin or end")]
    [InlineData("ada/ma--ths", "'--' and '..'")]
    [InlineData("ada/ma..ths", "'--' and '..'")]
    [InlineData("ada/maths.git", ".git")]
    [InlineData("a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "96 characters")]
    public void Names_that_it_would_refuse_are_refused_with_the_rule(string id, string rule)
    {
        var error = Assert.Throws<ArgumentException>(() => RepoId.Parse(id));
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
    }
}
