using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

internal static class DiscreteFamilies
{
    public static IReadOnlyList<ProblemFamily> All { get; } =
    [
        new SetOperation(),
        new SetExpression(),
        new EquivalenceClass(),
        new SurveyOfTwo(),
        new UnionOfThree(),
        new SubsetCount(),
        new RelationPairs(),
        new TransitiveClosure(),
        new DegreeSequence(),
        new Handshake(),
        new PlaneFaces(),
        new GraphComponents(),
        new ShortestPath(),
        new MinimumSpanningTree(),
        new SpanningTreeCount(),
        new ChromaticNumber(),
        new EulerTrail(),
        new LinearRecurrence(),
        new RecurrenceFormula(),
        new TruthTable(),
        new Pigeonhole(),
        new GridPaths(),
        new DivisibleCount(),
        new DigitsInBase(),
    ];
}
