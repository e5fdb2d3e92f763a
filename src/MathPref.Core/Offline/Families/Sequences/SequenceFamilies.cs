using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

internal static class SequenceFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new ArithmeticTerm(),
        new ArithmeticSum(),
        new GeometricSum(),
        new InfiniteSeries(),
        new ArithmeticFromTwo(),
        new ArithmeticMeansBetween(),
        new ArithmeticTriple(),
        new ArithmeticCount(),
        new GeometricFromTwo(),
        new GeometricMeansBetween(),
        new GeometricTriple(),
        new GeometricFirstOver(),
        new HarmonicTerm(),
        new HarmonicFromTwo(),
        new HarmonicIndex(),
        new HarmonicMean(),
        new HarmonicMeansBetween(),
        new AverageSpeed(),
        new NumbersOfMeans(),
    ];
}
