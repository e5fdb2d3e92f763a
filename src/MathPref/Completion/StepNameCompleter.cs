using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Llm;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Completion;

/// <summary>Completes a step's name: as it is called where nobody names it, and by the models as the tutorial names its own.</summary>
public sealed class StepNameCompleter : IArgumentCompleter
{
    private const int Numbers = 2;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => Names(commandName, fakeBoundParameters));

    private static IEnumerable<Suggestion> Names(string cmdlet, IDictionary given)
    {
        if (PipelineBlock.TaskOf(cmdlet) is not { } task)
            yield break;
        for (var number = 0; number < Numbers; number++)
            yield return new Suggestion(StepNames.Of(task, number), number == 0 ? "The name where none is given." : "The name of the next such step in a run.");
        foreach (var model in Models(given["Llm"]))
            yield return new Suggestion($"generate_{model.Model}", $"As the tutorial names the step of {model}.");
    }

    private static IEnumerable<LlmSpec> Models(object? given)
    {
        foreach (var item in PSRow.AsList(given) ?? [PSRow.Unwrap(given)])
        {
            if (item is LlmSpec spec)
                yield return spec;
            else if (item is string text && TryParse(text) is { } parsed)
                yield return parsed;
        }
    }

    private static LlmSpec? TryParse(string text)
    {
        try
        {
            return LlmSpec.Parse(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
