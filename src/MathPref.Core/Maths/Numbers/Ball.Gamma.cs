using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>Gamma is given to this many bits at most.</summary>
    private const int MaxGammaPrecision = 1024;

    public static Ball Factorial(in Ball x, int precision) => Gamma(Add(x, One, precision + 64), precision);

    /// <summary>Undefined at 0 and negative whole numbers, and where the ball is too wide.</summary>
    public static Ball Gamma(in Ball x, int precision)
    {
        precision = Math.Min(precision, MaxGammaPrecision);
        if (x._isUndefined || x.ContainsZero)
            return Undefined;
        if (x._mantissa.Sign < 0)
            return GammaOfNegative(x, precision);
        if (x.Top <= 8 && x.TryGetInteger(out var whole))
            return From(WholeNumbers.Factorial((int)whole - 1), precision);
        // Γ(x) = 1/x ± 1 between 0 and 1
        if (x.Top < -precision && x.UpperAbs.Top <= 0)
            return Add(Divide(One, x, precision), Around0(Bound.Above(1, 0)), precision);
        // Γ(x) = Γ(x + n) / (x (x + 1) … (x + n - 1)), where x + n is large enough for Stirling's series.
        int working = precision + 32;
        int least = working / 5 + 4;
        int steps = 0;
        if (x.Top < 20)
            steps = (int)BigInteger.Max(0, least - Shift(x._mantissa, x._exponent));
        var product = One;
        var shifted = Add(x, steps, working + 64);
        for (int i = 0; i < steps; i++)
            product = Multiply(product, Add(x, i, working), working);
        long size = 2 * Math.Max(0, x.Top) + 8;
        if (size > 128)
            return Undefined;
        var gamma = Exp(LnGammaOfLarge(shifted, working + (int)size), working);
        return Divide(gamma, product, precision);
    }

    /// <summary>Γ(x) = π / (sin(πx) Γ(1 - x)).</summary>
    private static Ball GammaOfNegative(in Ball x, int precision)
    {
        if (x.Top > 40)
            return Undefined;
        int working = precision + 32;
        // sin(πx) has the period 2; x less a whole number is exact where x is.
        var nearest = Nearest(x._mantissa, x._exponent);
        var rest = Add(x, Exactly(-nearest), working + 64);
        var sin = Sin(Multiply(rest, Pi(working), working), working);
        var other = Gamma(Subtract(One, x, working + 64), Math.Min(working, MaxGammaPrecision));
        var result = Divide(Pi(working), Multiply(sin, other, working), precision);
        return nearest.IsEven ? result : -result;
    }

    /// <summary>
    /// (x - 1/2) ln x - x + ln(2π)/2 + Σ B(2k) / (2k (2k - 1) x^(2k - 1)) (Stirling). For real x above 0 what is left is less than the first
    /// term left out.
    /// </summary>
    private static Ball LnGammaOfLarge(in Ball x, int working)
    {
        var sum = Multiply(Subtract(x, Half, working), Ln(x, working), working);
        sum = Subtract(sum, x, working);
        sum = Add(sum, Times2To(Ln(Times2To(Pi(working), 1), working), -1), working);
        var inverse = Divide(One, x, working);
        var square = Multiply(inverse, inverse, working);
        var power = inverse;
        var numbers = Bernoulli.First(Math.Min(Bernoulli.MaxCount, working / 4));
        for (int k = 1; k <= numbers.Length && power.IsDefined; k++)
        {
            var number = numbers[k - 1];
            var factor = Divide(From(number.Numerator, working), Exactly(number.Denominator * (2 * k * (2 * k - 1))), working);
            var term = Multiply(power, factor, working);
            if (k == numbers.Length || term.Magnitude < -working)
                return Add(sum, Around0(term.UpperAbs), working);
            sum = Add(sum, term, working);
            power = Multiply(power, square, working);
        }
        return Undefined;
    }
}
