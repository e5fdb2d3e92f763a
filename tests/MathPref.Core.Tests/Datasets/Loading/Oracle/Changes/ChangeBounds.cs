namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>How long changes of places are tried, and which are drawn: more and others by two variables.</summary>
internal static class ChangeBounds
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("MATHPREF_TESTS_PLACES_SECONDS"), out var seconds) ? seconds : 20);

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("MATHPREF_TESTS_PLACES_SEED"), out var seed) ? seed : 22;

    /// <summary>Of one change: the same in every process.</summary>
    public static Random RandomOf(int number) => new(unchecked(Seed * 1_000_003 + number));

    /// <summary>How many places are drawn at most: a faster machine tries the same, unless somebody gives the time.</summary>
    public static int Most(int usual) => Environment.GetEnvironmentVariable("MATHPREF_TESTS_PLACES_SECONDS") is null ? usual : int.MaxValue;
}
