namespace MathPref.Core.Offline.Problems;

/// <summary>What a final answer is.</summary>
internal enum AnswerKind
{
    /// <summary>One number, rational or not, perhaps named (<c>x = 3</c>).</summary>
    Value,

    /// <summary>A formula in one or several letters, any equal form of which will do.</summary>
    Expression,

    /// <summary>A polynomial without brackets and with like terms collected.</summary>
    Expanded,

    /// <summary>A single fraction with nothing left to cancel.</summary>
    Reduced,

    /// <summary>The solutions of an equation, in any order.</summary>
    Roots,

    /// <summary>Values in a certain order: a point, a vector, a pair of numbers.</summary>
    Point,

    /// <summary>A matrix of numbers.</summary>
    Matrix,

    /// <summary>A finite set, listed in any order.</summary>
    Set,

    /// <summary>An interval or a union of intervals.</summary>
    Interval,

    /// <summary>An equation, any equivalent form of which will do.</summary>
    Equation,

    /// <summary>A word out of a few that the problem names, or yes and no.</summary>
    Word,
}
