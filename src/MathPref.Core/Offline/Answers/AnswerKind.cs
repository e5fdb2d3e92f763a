
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
