using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Algebra;

internal static class AlgebraFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new ExpandProduct(),
        new CollectTerms(),
        new EvaluateExpression(),
        new LinearEquation(),
        new LinearSystem(),
        new QuadraticRoots(),
        new Discriminant(),
        new RootSquares(),
        new SimplifyFraction(),
        new AddFractions(),
    ];
}
