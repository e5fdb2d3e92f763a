using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Numbers;

/// <summary>Functions of one real number by their names.</summary>
internal static class RealFunctions
{
    public static string[] Names { get; } =
    [
        "Exp", "Ln", "Sin", "Cos", "Tan", "Atan", "Asin", "Acos", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "Gamma", "Sqrt", "CubeRoot",
        "Seventh", "Inverse",
    ];

    public static Ball Of(string name, Ball x, int precision) => name switch
    {
        "Exp" => Ball.Exp(x, precision),
        "Ln" => Ball.Ln(x, precision),
        "Sin" => Ball.Sin(x, precision),
        "Cos" => Ball.Cos(x, precision),
        "Tan" => Ball.Tan(x, precision),
        "Atan" => Ball.Atan(x, precision),
        "Asin" => Ball.Asin(x, precision),
        "Acos" => Ball.Acos(x, precision),
        "Sinh" => Ball.Sinh(x, precision),
        "Cosh" => Ball.Cosh(x, precision),
        "Tanh" => Ball.Tanh(x, precision),
        "Asinh" => Ball.Asinh(x, precision),
        "Acosh" => Ball.Acosh(x, precision),
        "Atanh" => Ball.Atanh(x, precision),
        "Gamma" => Ball.Gamma(x, precision),
        "Sqrt" => Ball.Sqrt(x, precision),
        "CubeRoot" => Ball.Root(x, 3, precision),
        "Seventh" => Ball.Power(x, 7, precision),
        "Inverse" => Ball.Power(x, -1, precision),
        _ => throw new ArgumentException(name),
    };
}
