using MathPref.Benchmarks.Fuzz.Targets;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>Every parser of foreign text.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new JudgeTarget(), new InstructionsTarget(), new ChatTarget(), new AnswerTarget(), new MathsTarget(), new HubTarget(), new ArgillaTarget(), new JsonLinesTarget(), new JsonTarget(), new CsvTarget(), new ParquetTarget(), new ThriftTarget(), new CardTarget(), new RecordTarget(), new NameTarget(), new OfflineTarget(), new PlaceTarget(),
    ];

    /// <summary>Throws <see cref="ArgumentException"/>, which lists them, for a name that is none.</summary>
    public static FuzzTarget Find(string name) =>
        All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"'{name}' is not a target. There are: {string.Join(", ", All.Select(target => target.Name))}.");
}
