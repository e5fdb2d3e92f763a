using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

internal static class TrigonometryFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new LawOfCosines(),
        new AngleFromSides(),
        new LawOfSines(),
        new AngleOfElevation(),
        new AnglesOfDepression(),
        new TrigEquation(),
        new WaveRange(),
        new WavePeriod(),
        new RatioFromSides(),
        new RatioFromRatio(),
        new SpecialAngles(),
        new AngleMeasure(),
        new MultipleAngle(),
        new SumFormula(),
        new ProductToSum(),
        new HarmonicExtreme(),
        new IdentityConstant(),
        new InverseValue(),
        new InverseComposition(),
        new InverseOfFunction(),
        new InverseDomain(),
        new HyperbolicAtLogarithm(),
        new HyperbolicFromOther(),
        new InverseHyperbolic(),
        new HyperbolicEquation(),
    ];
}
