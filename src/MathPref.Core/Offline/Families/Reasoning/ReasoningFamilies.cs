using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Reasoning;

internal static class ReasoningFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new WrongStep(),
        new LeastCounterexample(),
        new KnightsAndKnaves(),
        new TrueStatements(),
        new ConditionalCount(),
        new NumberMachine(),
        new LeastOverlap(),
    ];
}
