namespace MathPref.Core.Offline.Answers;

/// <summary>How a given answer stands to the right one.</summary>
internal enum Verdict
{
    Right,

    /// <summary>Equal in value, but not in the form that was asked for.</summary>
    Unfinished,

    /// <summary>One of several parts is right.</summary>
    PartlyRight,

    Wrong,

    /// <summary>Nothing that can be read as an answer of this kind.</summary>
    Unreadable,
}
