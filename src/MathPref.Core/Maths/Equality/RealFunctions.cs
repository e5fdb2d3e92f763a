using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Functions of one real number that are defined but for poles and edges.</summary>
internal static class RealFunctions
{
    /// <summary>
    /// The bits by which a function can be nearer to its limit or its first term than its argument to 0 or infinity: sin x and x differ by x³/6, arctan x
    /// and π/2 by 1/x, cosh x and sinh x by e^-x.
    /// </summary>
    public static long SpentBits(Function function, Ball x)
    {
        if (function is Function.Root or Function.Abs or Function.Sign || x.Magnitude is long.MinValue or long.MaxValue)
            return 0;
        bool isHyperbolic = function is Function.Sinh or Function.Cosh or Function.Tanh or Function.Coth or Function.Sech or Function.Csch;
        long size = Math.Abs(x.Magnitude);
        return isHyperbolic && x.Magnitude is > 0 and < 32 ? 3L << (int)size : 3 * size;
    }

    /// <summary>The value; undefined where there is none or it is not known, null for a function that is not one of these.</summary>
    public static Ball? Of(Function function, Ball x, int precision)
    {
        // A few bits more than are asked for: what is divided here loses some.
        int p = precision + 8;
        return function switch
        {
            Function.Sin => Ball.Sin(x, precision),
            Function.Cos => Ball.Cos(x, precision),
            Function.Tan => Ball.Tan(x, precision),
            Function.Cot => Ball.Divide(Ball.Cos(x, p), Ball.Sin(x, p), precision),
            Function.Sec => Ball.Divide(1, Ball.Cos(x, p), precision),
            Function.Csc => Ball.Divide(1, Ball.Sin(x, p), precision),
            Function.Arcsin => Ball.Asin(x, precision),
            Function.Arccos => Ball.Acos(x, precision),
            Function.Arctan => Ball.Atan(x, precision),
            Function.Arccot => Ball.Subtract(Ball.Times2To(Ball.Pi(p), -1), Ball.Atan(x, p), precision),
            Function.Arcsec => Ball.Acos(Ball.Divide(1, x, p), precision),
            Function.Arccsc => Ball.Asin(Ball.Divide(1, x, p), precision),
            Function.Sinh => Ball.Sinh(x, precision),
            Function.Cosh => Ball.Cosh(x, precision),
            Function.Tanh => Ball.Tanh(x, precision),
            Function.Coth => Ball.Divide(1, Ball.Tanh(x, p), precision),
            Function.Sech => Ball.Divide(1, Ball.Cosh(x, p), precision),
            Function.Csch => Ball.Divide(1, Ball.Sinh(x, p), precision),
            Function.Arsinh => Ball.Asinh(x, precision),
            Function.Arcosh => Ball.Acosh(x, precision),
            Function.Artanh => Ball.Atanh(x, precision),
            Function.Arcoth => Ball.Atanh(Ball.Divide(1, x, p), precision),
            Function.Arsech => Ball.Acosh(Ball.Divide(1, x, p), precision),
            Function.Arcsch => Ball.Asinh(Ball.Divide(1, x, p), precision),
            Function.Exp => Ball.Exp(x, precision),
            Function.Floor => Ball.Floor(x),
            Function.Ceiling => Ball.Ceiling(x),
            _ => null,
        };
    }

    /// <summary>Whether the function has no real value there.</summary>
    public static bool IsOutside(Function function, Ball x)
    {
        var size = Ball.Abs(x);
        return function switch
        {
            Function.Arcsin or Function.Arccos or Function.Artanh => Ball.Compare(size, 1) > 0,
            Function.Arcsec or Function.Arccsc or Function.Arcoth => Ball.Compare(size, 1) < 0,
            Function.Arcosh => Ball.Compare(x, 1) < 0,
            Function.Arsech => x.IsNegative || Ball.Compare(x, 1) > 0,
            _ => false,
        };
    }
}
