using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Matrices;

internal static class MatrixFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new MatrixProduct(),
        new MatrixCombination(),
        new MatrixInverse(),
        new Determinant2(),
        new Determinant3(),
        new DeterminantUnknown(),
    ];
}
