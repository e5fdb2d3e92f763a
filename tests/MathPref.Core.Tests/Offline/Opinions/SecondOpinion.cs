namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>
/// Checks an answer to a problem by another way than the solver's: substitution, enumeration, permutations, numeric integration, values at many points.
/// It reads problem and answer by itself, shares no code with the solver, and judges the value only, not the form.
/// </summary>
internal static class SecondOpinion
{
    public static IReadOnlyDictionary<string, Func<string, string, bool>> ByFamily { get; } = new[]
    {
        AlgebraOpinions.ByFamily,
        TrigonometryOpinions.ByFamily,
        DifferentiationOpinions.ByFamily,
        IntegrationOpinions.ByFamily,
        GeometryOpinions.ByFamily,
        CoordinateOpinions.ByFamily,
        VectorOpinions.ByFamily,
        CircleOpinions.ByFamily,
        ComplexOpinions.ByFamily,
        ConicOpinions.ByFamily,
        SequenceOpinions.ByFamily,
        DiscreteOpinions.ByFamily,
        GraphOpinions.ByFamily,
        NumberOpinions.ByFamily,
        CountingOpinions.ByFamily,
        SteppingOpinions.ByFamily,
        ReasoningOpinions.ByFamily,
        ChanceOpinions.ByFamily,
    }.SelectMany(each => each).ToDictionary(each => each.Key, each => each.Value);
}
