using CsCheck;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Numbers;

public class BallPropertyTests
{
    private const int Times = 3000;

    private static readonly Gen<string> s_names = Gen.Int[0, RealFunctions.Names.Length - 1].Select(i => RealFunctions.Names[i]);

    [Fact]
    public void Property_a_ball_contains_what_more_digits_give()
    {
        Gen.Select(s_names, Balls.Any).Sample((name, x) =>
        {
            var rough = RealFunctions.Of(name, x, 96);
            var fine = RealFunctions.Of(name, x, 400);
            // An argument given exactly has its value to nearly all the digits asked for, or none.
            return !rough.IsDefined || (Balls.Contains(rough, fine) && (rough.ContainsZero || rough.AccurateBits > 24));
        }, iter: Times);
    }

    [Fact]
    public void Property_a_wide_argument_contains_the_values_of_what_it_contains()
    {
        Gen.Select(s_names, Balls.Any, Gen.Int[20, 60], Gen.Int[-16, 16]).Sample((name, x, bits, part) =>
        {
            // x ± 2^-bits |x|, and a number within.
            var size = Ball.Times2To(Ball.Abs(x), -bits);
            var wide = Ball.Hull(x, Ball.Add(x, size, 400), 80);
            var inner = Ball.Add(x, Ball.Times2To(Ball.Multiply(part, size, 400), -4), 500);
            var outer = RealFunctions.Of(name, wide, 80);
            return !outer.IsDefined || Balls.Contains(outer, RealFunctions.Of(name, inner, 500));
        }, iter: Times);
    }

    [Fact]
    public void Property_arithmetic_contains_what_more_digits_give()
    {
        Gen.Select(Gen.Int[0, 5], Balls.Any, Balls.Any, Gen.Int[20, 200]).Sample((operation, a, b, precision) =>
        {
            var rough = Operation(operation, a, b, precision);
            return !rough.IsDefined || Balls.Contains(rough, Operation(operation, a, b, 1000));
        }, iter: Times);
    }

    [Fact]
    public void Property_arithmetic_of_rounded_numbers_contains_that_of_the_exact_ones()
    {
        Gen.Select(Gen.Int[0, 4], Balls.Any, Balls.Any, Gen.Int[16, 60]).Sample((operation, a, b, precision) =>
        {
            var rough = Operation(operation, Ball.Round(a, precision), Ball.Round(b, precision), precision);
            return !rough.IsDefined || Balls.Contains(rough, Operation(operation, a, b, 1000));
        }, iter: Times);
    }

    [Fact]
    public void Property_identities_hold_within_the_radius()
    {
        Balls.Any.Sample(x =>
        {
            Ball.SinCos(x, 128, out var sin, out var cos);
            var ln = Ball.Ln(x, 160);
            return Ball.Overlap(Ball.Add(Ball.Multiply(sin, sin, 128), Ball.Multiply(cos, cos, 128), 128), 1)
                && (!ln.IsDefined || Ball.Overlap(Ball.Exp(ln, 128), x))
                && Ball.Overlap(Ball.Tan(Ball.Atan(x, 128), 128), x)
                && Ball.Overlap(Ball.Sinh(Ball.Asinh(x, 128), 128), x)
                && Ball.Overlap(Ball.Multiply(Ball.Gamma(x, 128), x, 128), Ball.Gamma(Ball.Add(x, 1, 300), 128));
        }, iter: Times);
    }

    [Fact]
    public void Property_text_is_read_back()
    {
        Gen.Select(Balls.AnyWide, Gen.Int[1, 30]).Sample((x, digits) =>
        {
            string text = x.ToText(digits);
            bool isExact = !text.EndsWith('…');
            if (text.StartsWith("10^", StringComparison.Ordinal) || text.StartsWith("-10^", StringComparison.Ordinal) || text == "0…")
                return !isExact;
            var back = Balls.Of(text.TrimEnd('…'));
            // One in the last digit shown.
            var slack = isExact ? 0 : Ball.Multiply(Ball.Abs(back), Ball.Power(10, 1 - Figures(text), 64), 64);
            return isExact ? Ball.Overlap(x, back) : Ball.Overlap(x, back) || Ball.Subtract(Ball.Abs(Ball.Subtract(x, back, 600)), slack, 64).IsNegative;
        }, iter: Times);
    }

    [Fact]
    public void Property_nothing_throws()
    {
        var hostile = Gen.OneOf(
            Balls.AnyWide,
            Gen.Select(Gen.Int, Gen.Long[-(1L << 50), 1L << 50], (m, e) => Ball.Times2To(m, e)),
            Gen.Select(Gen.Int[-3, 3], Gen.Long[-4000, 4000], (m, e) => Ball.Add(m, Ball.PowerOfTwo(e), 64)),
            Gen.Const(Ball.Undefined));
        Gen.Select(s_names, hostile, hostile, Gen.Int[2, 300]).Sample((name, a, b, precision) =>
        {
            RealFunctions.Of(name, a, precision).ToText(10);
            for (int operation = 0; operation < 8; operation++)
            {
                var (m, e, _) = Operation(operation, a, b, precision);
                Assert.True(m.GetBitLength() <= precision + 40 || e >= 0 || operation > 5);
            }
            Ball.Floor(a);
            ComplexBall z = new(a, b);
            ComplexBall.Sqrt(z, precision);
            ComplexBall.Power(z, new ComplexBall(b, a), precision);
            ComplexBall.Asin(z, precision);
            ComplexBall.Tan(z, precision);
            ComplexBall.Acosh(z, precision);
        }, iter: Times);
    }

    /// <summary>How many significant digits are shown.</summary>
    private static int Figures(string text) => text.Split('e', '…')[0].TrimStart('-', '0', '.').Count(char.IsDigit);

    private static Ball Operation(int operation, Ball a, Ball b, int precision) => operation switch
    {
        0 => Ball.Add(a, b, precision),
        1 => Ball.Subtract(a, b, precision),
        2 => Ball.Multiply(a, b, precision),
        3 => Ball.Divide(a, b, precision),
        4 => Ball.Atan2(a, b, precision),
        5 => Ball.Power(Ball.Abs(a), b, precision),
        6 => Ball.Max(a, b, precision),
        _ => Ball.Hull(a, b, precision),
    };
}
