using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Offline;
using MathPref.Core.Rows;

namespace MathPref.Completion;

/// <summary>Completes the name of a topic by any part of it.</summary>
public sealed class TopicCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Suggestions.For(wordToComplete, word => MathTopics.All
            .Where(topic => topic.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(topic => new Suggestion(
                topic,
                OfflineChatClient.Topics.Contains(topic, StringComparer.OrdinalIgnoreCase)
                    ? $"{topic}: the embedded models have problems for it."
                    : $"{topic}: for real models.")));
}
