namespace MathPref.Core.Datasets;

/// <summary>What there is among the numbers of a column.</summary>
[Flags]
internal enum NumberTraits
{
    None = 0,

    /// <summary>A whole number within 64 bits that no double holds.</summary>
    Large = 1,

    /// <summary>A whole number beyond 64 bits.</summary>
    Beyond = 2,

    /// <summary>A number with a point, if only 4.0.</summary>
    Point = 4,

    /// <summary>A decimal that a double would change: its digits are not what a program writes of the nearest.</summary>
    Long = 8,

    /// <summary>A number that is long, or beyond and no double.</summary>
    Lossy = 16,

    /// <summary>A double that is whole.</summary>
    WholeDouble = 32,

    /// <summary>A double with a fraction, or one that no other type holds.</summary>
    Fraction = 64,

    /// <summary>The type is that of a file.</summary>
    Fixed = 128,
}
