using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Maths;

/// <summary>Invoke-UltraFeedback with a reference: what rows need for it, and what is said of those without one.</summary>
public sealed class JudgeReferenceTests : IDisposable
{
    private const string Row = "[pscustomobject]@{ instruction = 'Solve the equation $5x + 3 = 2x + 9$ for $x$.'; generations = 'x = 2', 'x = 5'; answer = ANSWER } | ";
    private const string Judge = "Invoke-UltraFeedback -Llm offline/judge -NoJournal";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private Engine.Result Run(string answer, string parameters) => _engine.Run(Row.Replace("ANSWER", answer, StringComparison.Ordinal) + Judge + parameters);

    [Theory]
    [InlineData("'2'")]
    [InlineData("2")]
    [InlineData("'so x = \\boxed{2}. Rating: 5'")]
    public void A_row_is_judged_with_its_reference(string answer)
    {
        var row = Assert.Single(Run(answer, " -ReferenceColumn answer").Clean());
        Assert.Equal([4L, 1L], ((System.Collections.IEnumerable)row.Properties["ratings"].Value).Cast<object>().Select(Convert.ToInt64));
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("' '")]
    public void A_row_with_an_empty_reference_is_judged_without_one_and_counted(string answer)
    {
        var result = Run(answer, " -ReferenceColumn answer");
        Assert.Single(result.Output);
        Assert.Equal("1 row went to the judge without a reference, as 'answer' is empty there.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_row_without_the_column_is_an_error_that_names_those_it_has()
    {
        var error = Run("2", " -ReferenceColumn solution").OneError();
        Assert.StartsWith("MissingColumn", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("answer", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-ReferenceColumn", error.ToString(), StringComparison.Ordinal);
    }
}
