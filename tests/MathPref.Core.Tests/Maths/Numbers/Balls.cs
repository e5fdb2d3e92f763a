using System.Numerics;
using CsCheck;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Numbers;

/// <summary>What balls are asked in tests, by whole numbers alone.</summary>
internal static class Balls
{
    /// <summary>Numbers of all sizes, most of them with many digits, some near whole numbers.</summary>
    public static Gen<Ball> Any { get; } = Gen.OneOf(
        Gen.Int[-30, 30].Select(n => (Ball)n),
        Gen.Select(Gen.Long, Gen.Int[-70, -58], (m, e) => Ball.Times2To(Ball.Exactly(m), e)),
        Gen.Select(Gen.Long, Gen.Int[-160, 20], (m, e) => Ball.Times2To(Ball.Exactly(m), e)),
        Gen.Select(Gen.Int[-20, 20], Gen.Int[1, 1000], Gen.Int[-90, -10], (n, m, e) => Ball.Add(n, Ball.Times2To(m, e), 200)));

    /// <summary>As <see cref="Any"/>, some of them with a radius.</summary>
    public static Gen<Ball> AnyWide { get; } = Gen.OneOf(Any, Gen.Select(Any, Any, (a, b) => Ball.Divide(a, Ball.Add(b, Ball.Pi(40), 40), 40)));

    /// <summary>Decimal text, to far more digits than are looked at.</summary>
    public static Ball Of(string text) => Ball.FromDecimalText(text, 600) ?? throw new ArgumentException(text);

    /// <summary>All that is in the inner ball is in the outer one.</summary>
    public static bool Contains(Ball outer, Ball inner)
    {
        var (m, e, r) = outer;
        var (n, f, s) = inner;
        // Far apart only where one of them is next to 0.
        long low = Math.Max(Math.Min(e, f), Math.Max(e, f) - 20_000);
        return BigInteger.Abs(At(m, e, low) - At(n, f, low)) + At(s, f, low) <= At(r, e, low) + (Math.Abs(e - f) > 20_000 ? 2 : 0);
    }

    /// <summary>Is defined, has so many bits, and a value given in decimal, rounded in its last digit.</summary>
    public static void AssertIs(Ball actual, string expected, long bits)
    {
        Assert.True(actual.IsDefined);
        Assert.True(actual.IsZero || actual.AccurateBits >= bits, $"{actual} knows {actual.AccurateBits} bits");
        AssertNear(actual, expected, 0);
    }

    /// <summary>Contains a value given in decimal, rounded in its last digit, or to 1e-60 of 2^size.</summary>
    public static void AssertNear(Ball actual, string expected, long size)
    {
        var value = Of(expected);
        var slack = value.IsZero ? Ball.Times2To(Ball.Power(10, -60, 64), size) : Ball.Multiply(Ball.Abs(value), Ball.Power(10, -58, 64), 64);
        var off = Ball.Subtract(actual, value, 700);
        Assert.True(Ball.Subtract(Ball.Abs(off), slack, 64).IsNegative || off.ContainsZero, $"{actual.ToText(70)} is not {expected}");
    }

    private static BigInteger At(BigInteger mantissa, long exponent, long low) =>
        exponent >= low ? mantissa << (int)(exponent - low) : mantissa >> (int)Math.Min(low - exponent, int.MaxValue);
}
