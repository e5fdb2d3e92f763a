namespace MathPref.Pump;

/// <summary>Warnings about rows: the first of a kind are said, the others are told by -Verbose and counted.</summary>
internal sealed class WarningTally
{
    private const int MostSaid = 3;

    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);

    public bool IsToBeSaid(string kind) => (_kinds[kind] = _kinds.GetValueOrDefault(kind) + 1) <= MostSaid;

    /// <summary>What was not said, a line a kind.</summary>
    public IEnumerable<string> Describe() => _kinds.Where(kind => kind.Value > MostSaid)
        .Select(kind => $"{Text.Count(kind.Value - MostSaid, "more warning")} of rows {kind.Key}, {kind.Value} in all; -Verbose says each.");
}
