namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    public static Ball Sinh(in Ball x, int precision)
    {
        if (x._isUndefined || x.IsZero)
            return x;
        if (x.Top < -precision / 2 - 2 && x.UpperAbs.Top < 0)
            return NearItself(x, precision);
        int working = Closer(x, precision);
        var exp = Exp(x, working);
        return Round(Times2To(Subtract(exp, Divide(One, exp, working), working), -1), precision);
    }

    public static Ball Cosh(in Ball x, int precision)
    {
        var exp = Exp(x, precision + 4);
        return Times2To(Add(exp, Divide(One, exp, precision + 4), precision), -1);
    }

    public static Ball Tanh(in Ball x, int precision)
    {
        if (x._isUndefined || x.IsZero)
            return x;
        if (x.Top < -precision / 2 - 2 && x.UpperAbs.Top < 0)
            return NearItself(x, precision);
        // ±(1 - 2 / (e^2|x| + 1))
        int working = Closer(x, precision);
        var size = Abs(x);
        if (size.Top > 20 && size.IsPositive && size.Radius.Top < 19)
            size = new(1, 19, 0);
        var result = Round(Subtract(One, Divide(2, Add(Exp(Times2To(size, 1), working), One, working), working), working), precision);
        // Beyond 2^19 it lies between what it is there and 1.
        if (x.Top > 20)
            result = Hull(result, One, precision);
        return !x.ContainsZero ? x._mantissa.Sign < 0 ? -result : result : Add(x, Around0(x.Radius), precision);
    }

    public static Ball Asinh(in Ball x, int precision)
    {
        if (x._isUndefined || x.IsZero)
            return x;
        if (x.ContainsZero || x.Top < -precision / 2 - 2)
            return x.UpperAbs.Top < 0 ? NearItself(x, precision) : Undefined;
        int working = Closer(x, precision);
        var size = Abs(x);
        var result = Ln(Add(size, Sqrt(Add(Multiply(x, x, working), One, working), working), working), precision);
        return x._mantissa.Sign < 0 ? -result : result;
    }

    /// <summary>Of numbers from 1 on.</summary>
    public static Ball Acosh(in Ball x, int precision)
    {
        int working = precision + 16;
        return Ln(Add(x, Sqrt(Multiply(Add(x, One, working), Subtract(x, One, working), working), working), working), precision);
    }

    /// <summary>Of numbers between -1 and 1.</summary>
    public static Ball Atanh(in Ball x, int precision)
    {
        if (x._isUndefined || x.IsZero)
            return x;
        if (x.Top < -precision / 2 - 2 && x.UpperAbs.Top < 0)
            return NearItself(x, precision);
        int working = Closer(x, precision);
        return Times2To(Ln(Divide(Add(One, x, working), Subtract(One, x, working), working), precision), -1);
    }

    /// <summary>x ± |x|^3: sinh, tanh, arsinh and artanh of at most a half.</summary>
    private static Ball NearItself(in Ball x, int precision) => Add(x, Around0(x.UpperAbs * x.UpperAbs * x.UpperAbs), precision);

    /// <summary>As many bits more as are lost near 0.</summary>
    private static int Closer(in Ball x, int precision) => precision + 16 + (int)Math.Clamp(-x.Top, 0, precision);
}
