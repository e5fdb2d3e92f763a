using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Llm;

namespace MathPref.Completion;

/// <summary>Completes a model that this process has asked, with what it was asked.</summary>
public sealed class UsedModelCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => UsageLedger.All
            .GroupBy(usage => $"{usage.Provider}/{usage.Model}", StringComparer.Ordinal)
            .Select(model => new Suggestion(
                model.Key,
                $"{Text.Count(model.Sum(usage => usage.Calls), "call")}, {Text.Tokens(model.Sum(usage => usage.InputTokens + usage.OutputTokens))} so far.")));
}
