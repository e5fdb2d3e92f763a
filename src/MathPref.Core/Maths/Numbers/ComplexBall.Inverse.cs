namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct ComplexBall
{
    /// <summary>-i log(iz + √(1 - z²)).</summary>
    public static ComplexBall Asin(in ComplexBall z, int precision)
    {
        if (z.IsReal && IsWithin1(z.Re))
            return Ball.Asin(z.Re, precision);
        int working = precision + 16;
        var rest = Sqrt(Subtract(One, Multiply(z, z, working), working), working);
        return -TimesI(Log(Add(TimesI(z), rest, working), precision));
    }

    /// <summary>π/2 - arcsin z.</summary>
    public static ComplexBall Acos(in ComplexBall z, int precision)
    {
        if (z.IsReal && IsWithin1(z.Re))
            return Ball.Acos(z.Re, precision);
        return Subtract(Ball.Times2To(Ball.Pi(precision + 8), -1), Asin(z, precision + 8), precision);
    }

    /// <summary>i/2 (log(1 - iz) - log(1 + iz)).</summary>
    public static ComplexBall Atan(in ComplexBall z, int precision)
    {
        if (z.IsReal)
            return Ball.Atan(z.Re, precision);
        int working = precision + 16;
        var turned = TimesI(z);
        var twice = TimesI(Subtract(Log(Subtract(One, turned, working), working), Log(Add(One, turned, working), working), precision));
        return new(Ball.Times2To(twice.Re, -1), Ball.Times2To(twice.Im, -1));
    }

    /// <summary>log(z + √(z² + 1)).</summary>
    public static ComplexBall Asinh(in ComplexBall z, int precision) =>
        z.IsReal ? Ball.Asinh(z.Re, precision) : -TimesI(Asin(TimesI(z), precision));

    /// <summary>log(z + √(z + 1) √(z - 1)).</summary>
    public static ComplexBall Acosh(in ComplexBall z, int precision)
    {
        int working = precision + 16;
        if (z.IsReal && (z.Re.IsExactly(1) || Ball.Subtract(z.Re, Ball.One, working).IsPositive))
            return Ball.Acosh(z.Re, precision);
        var rest = Multiply(Sqrt(Add(z, One, working), working), Sqrt(Subtract(z, One, working), working), working);
        return Log(Add(z, rest, working), precision);
    }

    /// <summary>1/2 (log(1 + z) - log(1 - z)).</summary>
    public static ComplexBall Atanh(in ComplexBall z, int precision)
    {
        int working = precision + 16;
        if (z.IsReal && Ball.Subtract(Ball.One, Ball.Abs(z.Re), working).IsPositive)
            return Ball.Atanh(z.Re, precision);
        var twice = Subtract(Log(Add(One, z, working), working), Log(Subtract(One, z, working), working), precision);
        return new(Ball.Times2To(twice.Re, -1), Ball.Times2To(twice.Im, -1));
    }

    private static bool IsWithin1(in Ball x)
    {
        var size = Ball.Abs(x);
        return size.IsExactly(1) || Ball.Compare(size, Ball.One) < 0;
    }
}
