using System.Text;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>The replies of one model to one prompt, as the metadata of a row has them.</summary>
internal static class Replies
{
    /// <summary>One answer is written as a text, several as a list; tokens are added up.</summary>
    public static void AddMetadata(Row metadata, string step, IReadOnlyList<ChatMessage> messages, ReadOnlySpan<ChatResponse?> replies)
    {
        if (replies is [var only])
        {
            StepMetadata.Add(metadata, step, messages, only?.Text, only?.Usage, Thinking(only), ToldBehaviour.Of(only));
            return;
        }
        var usage = new UsageDetails();
        var (texts, thoughts, told) = (new object?[replies.Length], new object?[replies.Length], new object?[replies.Length]);
        for (var i = 0; i < replies.Length; i++)
        {
            if (replies[i]?.Usage is { } used)
                usage.Add(used);
            (texts[i], thoughts[i], told[i]) = (replies[i]?.Text, Thinking(replies[i]), ToldBehaviour.Of(replies[i]));
        }
        StepMetadata.Add(metadata, step, messages, texts, usage, WhereAny(thoughts), WhereAny(told));
    }

    private static object?[]? WhereAny(object?[] said) => Array.Exists(said, one => one is not null) ? said : null;

    /// <summary>What a plan knows of a step: what would be asked. By it a row tells which of its columns that was.</summary>
    public static void AddPlanned(Row row, Row metadata, IEnumerable<string> steps, IReadOnlyList<ChatMessage> messages)
    {
        foreach (var step in steps)
            StepMetadata.Add(metadata, step, messages, output: null, usage: null);
        row[Columns.Metadata] = metadata;
    }

    /// <summary>What the model thought; null where it showed nothing.</summary>
    public static string? Thinking(ChatResponse? reply)
    {
        StringBuilder? text = null;
        foreach (var message in reply?.Messages ?? [])
        {
            foreach (var content in message.Contents)
            {
                if (content is TextReasoningContent { Text.Length: > 0 } thought)
                    (text ??= new StringBuilder()).Append(thought.Text);
            }
        }
        return text?.ToString();
    }
}
