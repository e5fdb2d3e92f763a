using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Test-Distiset of what this module writes itself, and what Export-Distiset says of the same.</summary>
public sealed class TestDistisetTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("here", _scratch.Path));

    private const string Judged =
        "Get-MathTopic -First 3 | New-SelfInstruct -Llm offline/careful | Expand-Column instructions -As instruction | " +
        "Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge";

    [Theory]
    [InlineData("Parquet")]
    [InlineData("Jsonl")]
    public void All_shapes_of_the_tutorial_s_rows_are_exported_without_a_warning_and_tested_without_an_error(string format)
    {
        foreach (var (name, shape, warns) in new[]
        {
            ("judged", "", false), ("trl", "| ConvertTo-DpoFormat -Format Trl", false), ("openai", "| ConvertTo-DpoFormat -Format OpenAI", false),
            ("distilabel", "| ConvertTo-DpoFormat", true), ("kto", "| ConvertTo-KtoFormat", false), ("sft", "| ConvertTo-SftFormat", false),
        })
        {
            Run($"{Judged} {shape} | Export-Distiset $here/{name} -Format {format}").Clean();
            var found = Run($"Test-Distiset $here/{name}").Clean().Select(problem => (DistisetProblem)problem.BaseObject).ToList();
            Assert.Equal((name, warns ? "Shape" : ""), (name, string.Join(',', found.Select(problem => problem.Check))));
        }
    }

    [Fact]
    public void JSON_lines_that_come_back_as_something_else_are_one_warning_that_recommends_Parquet()
    {
        const string Rows = "[pscustomobject]@{ day = '2026-01-02'; answer = 'x' }";
        var warning = Assert.Single(Run($"{Rows} | Export-Distiset $here/set -Format Jsonl").Warnings);
        Assert.Contains("'day'", warning, StringComparison.Ordinal);
        Assert.Contains("-Format Parquet", warning, StringComparison.Ordinal);
        Run($"{Rows} | Export-Distiset $here/parquet").Clean();
        Assert.Empty(Run("Test-Distiset $here/parquet").Clean());
    }

    [Fact]
    public void A_column_that_TRL_takes_for_its_own_is_said_by_the_export_and_the_test()
    {
        const string Rows = "[pscustomobject]@{ messages = @(@{ role = 'user'; content = 'a' }, @{ role = 'assistant'; content = 'b' }); input_ids = 1, 2 }";
        Assert.Contains("'input_ids'", Assert.Single(Run($"{Rows} | Export-Distiset $here/set").Warnings), StringComparison.Ordinal);
        var problem = (DistisetProblem)Assert.Single(Run("Test-Distiset $here/set").Clean()).BaseObject;
        Assert.Equal((ProblemSeverity.Warning, "Shape", "input_ids"), (problem.Severity, problem.Check, problem.Column));
    }
}
