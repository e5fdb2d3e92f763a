namespace MathPref.Core.Maths.Equality;

/// <summary>How much work one comparison may do: steps and digits, never a clock, so that a verdict is the same on every machine.</summary>
internal static class Bounds
{
    /// <summary>The deepest tree that is computed.</summary>
    public const int Depth = 120;

    /// <summary>Nodes computed for one value, the steps of sums and products among them.</summary>
    public const int Steps = 100_000;

    /// <summary>The longest whole number in an exact value; 10,000! has 118,459 bits.</summary>
    public const int Bits = 200_000;

    /// <summary>Bits moved by the exact arithmetic of one value, so that many long numbers do not add up.</summary>
    public const long BitSteps = 40_000_000;

    /// <summary>Terms of a polynomial, and products of terms for one canonical form.</summary>
    public const int Terms = 500;
    public const int TermProducts = 60_000;

    /// <summary>Steps of a sum or product over whole numbers.</summary>
    public const int Iterations = 20_000;

    /// <summary>Work in balls for one comparison: 1 an operation, 10 a function, times the precision in units of 128 bits.</summary>
    public const int BallWork = 60_000;

    /// <summary>All work of one verdict (<see cref="Equality.Work"/>).</summary>
    public const long Work = 300_000;
}
