using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Rows;

namespace MathPref.Completion;

/// <summary>Completes the name of a topic.</summary>
public sealed class TopicCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return MathTopics.All
            .Where(topic => topic.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(topic => new CompletionResult(topic.Contains(' ') ? $"'{topic}'" : topic, topic, CompletionResultType.ParameterValue, topic));
    }
}
