namespace MathPref.Core.Text;

/// <summary>How an answer ended.</summary>
internal enum AnswerEnd
{
    /// <summary>Of itself, at a stop text, or unknown: servers say null too.</summary>
    Whole,

    /// <summary>At a limit of tokens: its own or that of the context.</summary>
    Cut,

    /// <summary>The server, or the one behind it, broke off: another attempt may come through.</summary>
    BrokenOff,

    /// <summary>The model or a filter refused; what stands there is no answer.</summary>
    Refused,
}
