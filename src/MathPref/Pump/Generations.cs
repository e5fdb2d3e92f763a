using MathPref.Core.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>Several answers of one model to one prompt.</summary>
internal static class Generations
{
    /// <summary>Asks for all at once. Every call is awaited before a failure is thrown: what is under way is paid for.</summary>
    public static Task<ChatResponse[]> AskAsync(LlmCaller caller, RowContext context, int model, IReadOnlyList<ChatMessage> messages, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => caller.AskAsync(context, model, messages, number, count)));

    /// <summary>One answer is written as a text, several as a list; tokens are added up.</summary>
    public static void AddMetadata(Row metadata, string step, IReadOnlyList<ChatMessage> messages, IReadOnlyList<ChatResponse?> replies)
    {
        var usage = new UsageDetails();
        foreach (var reply in replies)
        {
            if (reply?.Usage is { } used)
                usage.Add(used);
        }
        var thoughts = replies.Select(Thinking).ToArray();
        StepMetadata.Add(metadata, step, messages, OneOrList(replies.Select(r => r?.Text)), usage, thoughts.Any(t => t is not null) ? OneOrList(thoughts) : null);
    }

    private static object? OneOrList(IEnumerable<string?> texts)
    {
        var list = texts.ToArray<object?>();
        return list.Length == 1 ? list[0] : list;
    }

    private static string? Thinking(ChatResponse? reply)
    {
        var text = string.Concat(reply?.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(t => t.Text) ?? []);
        return text.Length == 0 ? null : text;
    }
}
