using System.Text.Json;
using System.Text.Json.Serialization;
using MathPref.Core.Llm.Thoughts;
using MathPref.Core.Text;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>A reply as the journal keeps it.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Thinking">The model's thinking, where it showed any.</param>
/// <param name="FinishReason">Why the answer ended, in the server's word.</param>
/// <param name="InputTokens">Tokens asked, where the server said.</param>
/// <param name="OutputTokens">Tokens answered, where the server said.</param>
/// <param name="IsCutByBudget">Cut by a length that only the budget asked for: good enough under a budget, and nowhere else.</param>
internal sealed record JournalEntry(string Text, string? Thinking, string? FinishReason, long? InputTokens, long? OutputTokens, bool IsCutByBudget)
{
    /// <summary>How the JSON of an entry with <see cref="Unpriced"/> can be told: a text has no bare quotation mark in it.</summary>
    public static readonly byte[] UnpricedMark = "\"unpriced\":"u8.ToArray();

    /// <summary>What a run asked while its model had no price, for the day on which it has one; null where it was paid for or belongs to no run.</summary>
    public UnpricedTokens? Unpriced { get; init; }

    /// <summary>Whether text and thinking are apart. An entry of an earlier version may have a thought, or a template's marks, in its text.</summary>
    public bool IsSeparated { get; init; }

    /// <summary>What a model that is told how to err or to judge did here; null for all others.</summary>
    public string? Behaviour { get; init; }

    public static JournalEntry From(ChatResponse response, CallOptions call)
    {
        var thinking = string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(t => t.Text));
        return new JournalEntry(
            response.Text,
            thinking.Length == 0 ? null : thinking,
            response.FinishReason?.Value,
            response.Usage?.InputTokenCount,
            response.Usage?.OutputTokenCount,
            call.LengthIsBudgets && FinishReasons.IsCut(response.FinishReason?.Value)) { IsSeparated = true, Behaviour = ToldBehaviour.Of(response) };
    }

    /// <summary>The entry as it would be written today. Its text is empty where it is a thought alone, which is no answer.</summary>
    public JournalEntry Separated()
    {
        if (IsSeparated)
            return this;
        var (text, thinking) = AnswerText.Separate(Text, Thinking is not null);
        thinking = AnswerText.Join(Thinking ?? "", thinking);
        return this with { Text = text, Thinking = thinking.Length == 0 ? null : thinking, IsSeparated = true };
    }

    /// <summary>
    /// What can stand for the answer to a call; null where it has to be asked again. What was kept may come from a time when less was known of what is
    /// no answer.
    /// </summary>
    public JournalEntry? For(CallOptions call) =>
        Separated() is var entry && (!entry.IsCutByBudget || call.LengthIsBudgets) && !string.IsNullOrWhiteSpace(entry.Text)
            && FinishReasons.EndOf(entry.FinishReason) is not (AnswerEnd.BrokenOff or AnswerEnd.Refused)
            ? entry
            : null;

    public ChatResponse ToResponse(string modelName)
    {
        var contents = new List<AIContent>(2);
        if (Thinking is not null)
            contents.Add(new TextReasoningContent(Thinking));
        contents.Add(new TextContent(Text));
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = modelName,
            FinishReason = string.IsNullOrWhiteSpace(FinishReason) ? null : new ChatFinishReason(FinishReason),
            Usage = InputTokens is null && OutputTokens is null ? null : new UsageDetails { InputTokenCount = InputTokens, OutputTokenCount = OutputTokens },
            RawRepresentation = JournalHit.Instance,
        };
        ToldBehaviour.Set(response, Behaviour);
        return response;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JournalJson.Default.JournalEntry);

    /// <summary>Throws <see cref="JsonException"/> for what is no reply.</summary>
    public static JournalEntry FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, JournalJson.Default.JournalEntry) is { Text: not null } entry ? entry : throw new JsonException("it has no text.");
}

/// <summary>Tokens of a question and an answer, by the server's count, else the most that they can be.</summary>
internal sealed record UnpricedTokens(long Input, long Output);

/// <summary>Marks a response that no server was asked for.</summary>
internal sealed class JournalHit
{
    public static readonly JournalHit Instance = new();
}

[JsonSerializable(typeof(JournalEntry))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class JournalJson : JsonSerializerContext;
