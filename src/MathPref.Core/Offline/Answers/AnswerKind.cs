using MathPref.Core.Offline.Algebra;

namespace MathPref.Core.Offline.Answers;

/// <summary>What a final answer is, and so how two of them are compared.</summary>
internal enum AnswerKind
{
    /// <summary>One number.</summary>
    Value,

    /// <summary>A polynomial without brackets and with like terms collected.</summary>
    Expanded,

    /// <summary>A single fraction with nothing left to cancel.</summary>
    Reduced,

    /// <summary>The solutions of an equation, in any order.</summary>
    Roots,

    /// <summary>Values for x and y.</summary>
    Point,

    /// <summary>A matrix of numbers.</summary>
    Matrix,
}

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
