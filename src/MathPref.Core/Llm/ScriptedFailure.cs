namespace MathPref.Core.Llm;

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
