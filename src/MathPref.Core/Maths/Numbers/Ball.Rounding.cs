using System.Numerics;

namespace MathPref.Core.Maths.Numbers;

internal readonly partial struct Ball
{
    /// <summary>Undefined where whole numbers lie inside the ball, unless it is exact.</summary>
    public static Ball Floor(in Ball x)
    {
        if (x._isUndefined || (x._exponent >= 0 && x._radius == 0))
            return x;
        if (x._exponent >= 0)
            return Undefined;
        var low = Shift(x._mantissa - x._radius, x._exponent);
        return x._radius == 0 || low == Shift(x._mantissa + x._radius, x._exponent) ? new(low, 0, 0) : Undefined;
    }

    public static Ball Ceiling(in Ball x) => -Floor(-x);

    /// <summary>The larger of the two; both together where they touch.</summary>
    public static Ball Max(in Ball a, in Ball b, int precision) => Compare(a, b) switch
    {
        null => Hull(a, b, precision),
        < 0 => Round(b, precision),
        _ => Round(a, precision),
    };

    public static Ball Min(in Ball a, in Ball b, int precision) => -Max(-a, -b, precision);

    /// <summary>A ball around both.</summary>
    public static Ball Hull(in Ball a, in Ball b, int precision)
    {
        var distance = Difference(a, b);
        return distance._isUndefined ? distance : Add(a, Around0(distance.UpperAbs), precision);
    }

    /// <summary>The whole number nearest to the middle, where that is below 2^64 in size.</summary>
    public bool TryNearestInteger(out BigInteger nearest)
    {
        nearest = default;
        if (_isUndefined || Top > 64)
            return false;
        nearest = Nearest(_mantissa, _exponent);
        return true;
    }
}
