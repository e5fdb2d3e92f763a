using MathPref.Core.Hub;

namespace MathPref.Core.Tests.Hub;

public sealed class PublishRequestTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("try/one")]
    [InlineData("v1.0-rc_2")]
    [InlineData("refs/pr/3")]
    [InlineData("übung#2")]
    public void What_git_takes_as_a_branch_is_taken(string revision) => Assert.Null(PublishRequest.ProblemWithRevision(revision));

    /// <summary>The first two would name another address: a part of a path that is dots alone leads up.</summary>
    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData("a/.b")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("a\u001bb")]
    [InlineData("a~1")]
    [InlineData("a^")]
    [InlineData("a:b")]
    [InlineData("a?")]
    [InlineData("a*")]
    [InlineData("a[0]")]
    [InlineData("a\\b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a.")]
    [InlineData("a.lock")]
    [InlineData("a.lock/b")]
    [InlineData("@")]
    [InlineData("a@{1}")]
    public void What_git_refuses_as_a_branch_is_refused_with_the_rule(string revision) => Assert.NotNull(PublishRequest.ProblemWithRevision(revision));
}
