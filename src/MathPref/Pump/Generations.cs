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
        object? output = replies.Count == 1 ? replies[0]?.Text : replies.Select(object? (r) => r?.Text).ToArray();
        StepMetadata.Add(metadata, step, messages, output, usage);
    }
}
