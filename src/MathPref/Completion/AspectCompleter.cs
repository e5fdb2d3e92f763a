using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Tasks;

namespace MathPref.Completion;

/// <summary>Completes an aspect of UltraFeedback, with what it rates.</summary>
public sealed class AspectCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => UltraFeedbackAspects.Names.Select(name => new Suggestion(name, UltraFeedbackAspects.Gist(name))));
}
