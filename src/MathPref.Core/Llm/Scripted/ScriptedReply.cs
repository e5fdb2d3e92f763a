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

/// <summary>Why a scripted model gave no answer.</summary>
public enum ScriptedFailure
{
    /// <summary>The script says that the call fails; the inner exception is the script's own.</summary>
    Played,

    /// <summary>More calls than replies.</summary>
    RanOut,

    /// <summary>No pattern matches the prompt.</summary>
    NoMatch,

    /// <summary>Two patterns match the prompt, and neither goes before the other.</summary>
    Ambiguous,

    /// <summary>What the script gave is no reply.</summary>
    NotAReply,
}

/// <summary>A call that a scripted model did not answer.</summary>
public sealed class ScriptedReplyException(ScriptedFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public ScriptedFailure Failure { get; } = failure;
}
