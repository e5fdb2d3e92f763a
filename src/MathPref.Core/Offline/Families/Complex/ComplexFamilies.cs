using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

internal static class ComplexFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new ComplexProduct(),
        new ComplexExpression(),
        new ComplexQuotient(),
        new ComplexPower(),
        new ConjugateEquation(),
        new ComplexRoots(),
        new ComplexSquareRoots(),
        new ComplexModulus(),
        new ComplexArgument(),
        new PolarProduct(),
        new PowersOfI(),
        new QuotientOnAxis(),
    ];
}
