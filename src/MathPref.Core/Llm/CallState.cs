namespace MathPref.Core.Llm;

/// <summary>How far one call has come. The layers share it, and so does a copy of the call's options.</summary>
internal sealed class CallState
{
    /// <summary>Whether the permit of an answered attempt is kept until the journal has the answer; what is released by then calls again.</summary>
    public bool KeepsPermit { get; set; }

    /// <summary>Gives the kept permit back.</summary>
    public Action? ReleasePermit { get; set; }

    /// <summary>Looked at before each attempt goes out; throws <see cref="ClaimLostException"/> where it may not any more.</summary>
    public Action? BeforeSending { get; set; }

    /// <summary>Whether the question has gone out to the server and neither an answer nor a failure has come back: then it may be billed.</summary>
    public bool IsSent { get; set; }
}
