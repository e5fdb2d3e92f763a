using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Text;

namespace MathPref.Completion;

/// <summary>Completes the name of an encoding.</summary>
public sealed class EncodingCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.Beginning(wordToComplete, () => EncodingNames.Offered.Select(encoding => new Suggestion(encoding.Name, encoding.Tip)));
}
