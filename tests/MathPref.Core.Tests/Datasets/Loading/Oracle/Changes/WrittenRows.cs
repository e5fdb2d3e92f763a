namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>Rows that were written, and what they took the place of.</summary>
/// <param name="Config">Their config.</param>
/// <param name="Splits">Their split, or several over which they are spread in an order that nobody promises.</param>
/// <param name="Rows">As <see cref="PlainValue"/> has them.</param>
/// <param name="IsWholeConfig">Whether the other splits of the config may go.</param>
internal sealed record WrittenRows(string Config, IReadOnlyList<string> Splits, IReadOnlyList<string> Rows, bool IsWholeConfig)
{
    public bool Replaces(string config, string split) => config == Config && (IsWholeConfig || Splits.Contains(split));

    public static IEnumerable<string> Of(LoadedSplit split) => Enumerable.Range(0, split.Table.Rows).Select(row => PlainValue.Of(split, row));
}
