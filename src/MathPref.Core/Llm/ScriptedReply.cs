namespace MathPref.Core.Llm;

/// <summary>What a scripted model does with one call: it says a text, or fails.</summary>
internal sealed record ScriptedReply
{
    public string Text { get; init; } = "";

    /// <summary>Why the answer ended; <c>stop</c> where nothing is said.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Tokens of the messages; estimated where nothing is said.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer; estimated where nothing is said.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The call fails with this.</summary>
    public ScriptedReplyException? Failure { get; init; }

    /// <summary>A failure that the script plays.</summary>
    public static ScriptedReply Failed(Exception played) => new() { Failure = new ScriptedReplyException(ScriptedFailure.Played, played.Message, played) };
}
