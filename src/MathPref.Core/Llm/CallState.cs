namespace MathPref.Core.Llm;

/// <summary>How far one call has come. The layers share it, and so does a copy of the call's options.</summary>
internal sealed class CallState
{
    /// <summary>Whether the permit of an answered attempt is kept until the journal has the answer; what is released by then calls again.</summary>
    public bool KeepsPermit { get; set; }

    /// <summary>Gives the kept permit back.</summary>
    public Action? ReleasePermit { get; set; }

    /// <summary>Whether an attempt has been sent.</summary>
    public bool HasStarted { get; set; }
}
