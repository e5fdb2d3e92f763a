namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>Of numbers from -1 to 1.</summary>
    public static Ball Asin(in Ball x, int precision)
    {
        if (x._isUndefined || x.IsZero)
            return x;
        if (x.IsExactly(1) || x.IsExactly(-1))
        {
            var right = Times2To(Pi(precision), -1);
            return x._mantissa.Sign < 0 ? -right : right;
        }
        // 1 - x loses nothing: what is rounded is small beside it.
        int working = precision + 16;
        var rest = Sqrt(Multiply(Subtract(One, x, working), Add(One, x, working), working), working);
        return Atan(Divide(x, rest, working), precision);
    }

    /// <summary>Of numbers from -1 to 1.</summary>
    public static Ball Acos(in Ball x, int precision)
    {
        if (x._isUndefined)
            return x;
        if (x.IsExactly(1))
            return default;
        if (x.IsExactly(-1))
            return Pi(precision);
        int working = precision + 16;
        var rest = Sqrt(Multiply(Subtract(One, x, working), Add(One, x, working), working), working);
        return rest.IsDefined ? Atan2(rest, x, precision) : Undefined;
    }

    /// <summary>The angle of (x, y), above -π and at most π; undefined where the ball lies across the negative axis, and at 0.</summary>
    public static Ball Atan2(in Ball y, in Ball x, int precision)
    {
        if (x._isUndefined || y._isUndefined)
            return Undefined;
        if (y.IsZero)
            return x.IsPositive ? default : x.IsNegative ? Pi(precision) : Undefined;
        int working = precision + 8;
        if (x.IsPositive)
            return Atan(Divide(y, x, working), precision);
        if (y.ContainsZero)
            return Undefined;
        if (x.IsNegative && x.Top > y.Top)
        {
            var near = Atan(Divide(y, x, working), working);
            return y._mantissa.Sign > 0 ? Add(Pi(working), near, precision) : Subtract(near, Pi(working), precision);
        }
        var right = Times2To(Pi(working), -1);
        return Subtract(y._mantissa.Sign > 0 ? right : -right, Atan(Divide(x, y, working), working), precision);
    }
}
