using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Conics;

internal static class ConicFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new ConicKind(),
        new ParabolicCoefficient(),
        new ConicCentre(),
        new ConicEccentricity(),
        new FocusDirectrixConic(),
        new PolarEllipse(),
        new CutChordMidpoint(),
        new TangencyConstant(),
        new EllipseOfFoci(),
        new EllipseLatusRectum(),
        new EllipseArea(),
        new FocalTriangle(),
        new EllipseTangent(),
        new BisectedChord(),
        new ParabolaFocus(),
        new ParabolaDirectrix(),
        new ParabolaOfFocus(),
        new ParabolicArch(),
        new FocalChordEnd(),
        new ParabolaTangent(),
        new HyperbolaAsymptote(),
        new HyperbolaOfFoci(),
        new HyperbolaFociDistance(),
        new RectangularTangent(),
        new HyperbolaOfAsymptotes(),
        new AsymptoteDistances(),
    ];
}
