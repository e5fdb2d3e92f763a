using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>A mistake that row after row brings is said once at once, and counted.</summary>
public sealed class RepeatedMistakeTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("ConvertTo-DpoFormat", "MissingColumn")]
    [InlineData("Expand-Column instructions", "MissingColumn")]
    [InlineData("Merge-Column", "MissingColumn")]
    [InlineData("Invoke-TextGeneration -Llm (New-Llm -Reply x)", "MissingColumn")]
    public void Missing_column_is_said_once_with_the_columns_that_there_are_and_the_rest_in_one_error(string cmdlet, string id)
    {
        var result = _engine.Run($"1..2500 | ForEach-Object {{ [pscustomobject]@{{ question = \"q$_\"; level = 1 }} }} | {cmdlet}");
        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith(id + ",", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("it has question, level.", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith(id + ",", result.Errors[1].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("2499 more rows", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("The first 1000 of them", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(1000, Assert.IsType<object[]>(result.Errors[1].TargetObject).Length);
        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_both_errors_can_be_tried_again()
    {
        var result = _engine.Run("'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ question = $_ } } | Expand-Column list -ErrorVariable failed -ErrorAction SilentlyContinue; " +
            "$failed.TargetObject | Expand-Column question");
        Assert.Equal(["a", "b", "c"], result.Output.Select(row => row.Properties["question"].Value));
    }

    [Fact]
    public void Mistakes_of_other_kinds_have_their_own_errors_and_good_rows_pass()
    {
        var result = _engine.Run("@{ x = 1 }, @{ list = $null }, @{ list = 'a' }, @{ x = 1 }, @{ list = $null } | Expand-Column list");
        Assert.Single(result.Output);
        Assert.Equal(
            ["MissingColumn", "NotAList", "MissingColumn", "NotAList"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void ErrorAction_Stop_ends_at_the_first()
    {
        var result = _engine.Run("1..5 | ForEach-Object { @{ x = $_ } } | Expand-Column list -ErrorAction Stop");
        Assert.NotNull(result.Ended);
        Assert.Contains("no column 'list'", result.Ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_of_a_server_stay_one_error_a_row()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", Status: 400));
        var result = await Task.Run(() => _engine.Run(
            "'a', 'b', 'c' | Invoke-TextGeneration -Llm (New-Llm openai/test -Endpoint $url) -MaximumRetryCount 0", ("url", server.Address)));
        Assert.Equal(["a", "b", "c"], result.Errors.Select(error => error.TargetObject));
    }

    [Fact]
    public void Warnings_of_one_kind_are_the_first_three_and_a_count()
    {
        var result = _engine.Run("1..200 | ForEach-Object { [pscustomobject]@{ instruction = \"q$_\"; generations = @('a', 'b') } } | " +
            "Invoke-UltraFeedback -Llm (New-Llm -Reply 'They are both fine.')");
        Assert.Equal(200, result.Output.Count);
        Assert.Equal(4, result.Warnings.Count);
        Assert.All(result.Warnings.Take(3), warning => Assert.StartsWith("No rating for", warning, StringComparison.Ordinal));
        Assert.Contains("197 more warnings of rows with answers that have no rating, 200 in all", result.Warnings[3], StringComparison.Ordinal);
    }
}
