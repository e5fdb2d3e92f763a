namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct ComplexBall
{
    public static ComplexBall Sqrt(in ComplexBall z, int precision)
    {
        if (z.IsReal)
        {
            return z.Re.IsZero ? z
                : z.Re.IsPositive ? Real(Ball.Sqrt(z.Re, precision))
                : z.Re.IsNegative ? new(default, Ball.Sqrt(-z.Re, precision)) : Undefined;
        }
        int working = precision + 8;
        var size = Abs(z, working);
        if (!size.IsDefined)
            return Undefined;
        if (!z.Re.IsNegative)
        {
            var re = Ball.Sqrt(Ball.Times2To(Ball.Add(size, z.Re, working), -1), working);
            return new(Ball.Round(re, precision), Ball.Divide(z.Im, Ball.Times2To(re, 1), precision));
        }
        if (z.Im.ContainsZero)
            return Undefined;
        var im = Ball.Sqrt(Ball.Times2To(Ball.Subtract(size, z.Re, working), -1), working);
        if (z.Im.IsNegative)
            im = -im;
        return new(Ball.Divide(z.Im, Ball.Times2To(im, 1), precision), Ball.Round(im, precision));
    }

    /// <summary>The principal n-th root; of a negative number it is not real for n above 2.</summary>
    public static ComplexBall Root(in ComplexBall z, int n, int precision)
    {
        if (n == 2)
            return Sqrt(z, precision);
        if (n == 0)
            return Undefined;
        if (n < 0)
            return n == int.MinValue ? Undefined : Divide(One, Root(z, -n, precision + 8), precision);
        if (z.IsReal && !z.Re.IsNegative)
            return Ball.Root(z.Re, n, precision);
        int working = precision + 8;
        if (z.IsReal)
        {
            var size = Ball.Root(-z.Re, n, working);
            Ball.SinCos(Ball.Divide(Ball.Pi(working), n, working), working, out var sin, out var cos);
            return new(Ball.Multiply(size, cos, precision), Ball.Multiply(size, sin, precision));
        }
        var log = Log(z, working + 8);
        return Exp(new(Ball.Divide(log.Re, n, working + 8), Ball.Divide(log.Im, n, working + 8)), precision);
    }

    public static ComplexBall Exp(in ComplexBall z, int precision)
    {
        if (z.IsReal)
            return Ball.Exp(z.Re, precision);
        int working = precision + 4;
        var size = Ball.Exp(z.Re, working);
        Ball.SinCos(z.Im, working, out var sin, out var cos);
        return new(Ball.Multiply(size, cos, precision), Ball.Multiply(size, sin, precision));
    }

    /// <summary>The principal logarithm: ln|z| + i arg z.</summary>
    public static ComplexBall Log(in ComplexBall z, int precision)
    {
        if (z.IsReal)
            return z.Re.IsNegative ? new(Ball.Ln(-z.Re, precision), Ball.Pi(precision)) : Real(Ball.Ln(z.Re, precision));
        if (!z.IsDefined)
            return Undefined;
        var re = z.Re.IsZero ? Ball.Ln(Ball.Abs(z.Im), precision) : Ball.Times2To(Ball.Ln(NormSquare(z, precision + 8), precision), -1);
        return new(re, Arg(z, precision));
    }

    public static ComplexBall Power(in ComplexBall z, long n, int precision)
    {
        if (z.IsReal)
            return Ball.Power(z.Re, n, precision);
        if (!z.IsDefined)
            return Undefined;
        if (n == 0)
            return One;
        if (n < 0)
            return n == long.MinValue ? Undefined : Divide(One, Power(z, -n, precision + 8), precision);
        if (z.Re.IsZero)
        {
            var size = Ball.Power(z.Im, n, precision);
            return (n & 3) switch
            {
                0 => Real(size),
                1 => new(default, size),
                2 => Real(-size),
                _ => new(default, -size),
            };
        }
        int top = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)n);
        int working = precision + 2 * top + 8;
        var result = z;
        for (int i = top - 1; i >= 0 && result.IsDefined; i--)
        {
            result = Multiply(result, result, working);
            if (((n >> i) & 1) != 0)
                result = Multiply(result, z, working);
        }
        return new(Ball.Round(result.Re, precision), Ball.Round(result.Im, precision));
    }

    /// <summary>e^(w log z), with its principal branch; exact for whole exponents and for 0 with a positive one.</summary>
    public static ComplexBall Power(in ComplexBall z, in ComplexBall w, int precision)
    {
        if (!z.IsDefined || !w.IsDefined)
            return Undefined;
        if (w.IsReal)
        {
            if (w.Re.TryGetInteger(out var whole) && whole.GetBitLength() < 63)
                return Power(z, (long)whole, precision);
            if (z.IsReal && (z.Re.IsPositive || z.Re.IsZero))
                return Ball.Power(z.Re, w.Re, precision);
            if (Ball.Times2To(w.Re, 1).TryGetInteger(out var twice) && twice.GetBitLength() < 63)
                return Power(Sqrt(z, precision + 16), (long)twice, precision);
        }
        int working = precision + 16;
        var log = Log(z, working);
        if (!log.IsDefined)
            return Undefined;
        // As many bits more as the exponent of e has in front of its point.
        long size = Math.Max(0, Math.Min(256, w.Magnitude) + Math.Min(256, log.Magnitude));
        if (size > 128)
            return Undefined;
        working += (int)size;
        return Exp(Multiply(w, Log(z, working), working), precision);
    }

    public static ComplexBall Sin(in ComplexBall z, int precision)
    {
        if (z.IsReal)
            return Ball.Sin(z.Re, precision);
        int working = precision + 4;
        Ball.SinCos(z.Re, working, out var sin, out var cos);
        return new(Ball.Multiply(sin, Ball.Cosh(z.Im, working), precision), Ball.Multiply(cos, Ball.Sinh(z.Im, working), precision));
    }

    public static ComplexBall Cos(in ComplexBall z, int precision)
    {
        if (z.IsReal)
            return Ball.Cos(z.Re, precision);
        int working = precision + 4;
        Ball.SinCos(z.Re, working, out var sin, out var cos);
        return new(Ball.Multiply(cos, Ball.Cosh(z.Im, working), precision), -Ball.Multiply(sin, Ball.Sinh(z.Im, working), precision));
    }

    public static ComplexBall Tan(in ComplexBall z, int precision) =>
        z.IsReal ? Ball.Tan(z.Re, precision) : Divide(Sin(z, precision + 8), Cos(z, precision + 8), precision);

    public static ComplexBall Sinh(in ComplexBall z, int precision) =>
        z.IsReal ? Ball.Sinh(z.Re, precision) : -TimesI(Sin(TimesI(z), precision));

    public static ComplexBall Cosh(in ComplexBall z, int precision) =>
        z.IsReal ? Ball.Cosh(z.Re, precision) : Cos(TimesI(z), precision);

    public static ComplexBall Tanh(in ComplexBall z, int precision) =>
        z.IsReal ? Ball.Tanh(z.Re, precision) : -TimesI(Tan(TimesI(z), precision));
}
