using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Llm;
using MathPref.Rows;

namespace MathPref.Completion;

/// <summary>Completes an effort to think: those of the model's provider, where the model is known, else all. Others can be typed.</summary>
public sealed class ReasoningEffortCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] s_all =
    [
        new("none", "No thinking."),
        new("minimal", "As little thinking as the model can."),
        new("low", "A little thinking."),
        new("medium", "The default of most models."),
        new("high", "Much thinking, and many tokens."),
        new("xhigh", "More than high, where a model knows it."),
        new("max", "As much as the model can."),
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () =>
        {
            var known = (fakeBoundParameters["Llm"] ?? fakeBoundParameters["Model"]) is { } models ? EffortsOf(models) : [];
            return known.Count == 0 ? s_all : s_all.Where(effort => known.Contains(effort.Text));
        });

    /// <summary>What every one of the models takes; empty where that is not known.</summary>
    private static List<string> EffortsOf(object models)
    {
        var efforts = (PSRow.AsList(models) ?? [models])
            .Select(model => PSRow.Unwrap(model) is LlmSpec spec ? spec.Profile : Providers.Find($"{model}".Split('/')[0]))
            .Select(profile => profile?.ReasoningEfforts ?? [])
            .ToList();
        return efforts.Count == 0 ? [] : efforts.Aggregate((all, more) => all.Intersect(more).ToList()).ToList();
    }
}
