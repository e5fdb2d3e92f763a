using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Chance;

internal static class ChanceFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new DiceSum(),
        new UrnDraws(),
        new Bayes(),
        new BinomialTrials(),
        new IndependentEvents(),
        new ConditionalProbability(),
        new Average(),
        new PopulationVariance(),
        new LinearChange(),
        new MissingValue(),
        new CombinedMean(),
        new RegressionLine(),
        new InterquartileRange(),
        new ExpectedValue(),
    ];
}
