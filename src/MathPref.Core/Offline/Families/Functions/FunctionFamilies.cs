using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Functions;

internal static class FunctionFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new PolynomialValue(),
        new PolynomialRemainder(),
        new ExponentialEquation(),
        new ExponentialValue(),
        new Growth(),
        new LogarithmValue(),
        new LogarithmEquation(),
        new LogarithmSum(),
    ];
}
