namespace MathPref.Core.Maths.Equality;

/// <summary>How an answer stands to the reference.</summary>
public enum MathVerdict
{
    /// <summary>It is known to be equal.</summary>
    Right,

    /// <summary>It is known to be different.</summary>
    Wrong,

    /// <summary>One of the two could not be read, or nothing here decides.</summary>
    Unknown,
}
