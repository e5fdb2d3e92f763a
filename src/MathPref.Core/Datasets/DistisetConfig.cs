namespace MathPref.Core.Datasets;

/// <summary>One config of a dataset.</summary>
public sealed record DistisetConfig
{
    public required string Name { get; init; }

    public required IReadOnlyList<DistisetSplit> Splits { get; init; }

    /// <summary>
    /// The columns with their types; of a column that has several types in JSON lines, the first. Null where only the data would tell, and these were
    /// not looked at.
    /// </summary>
    public required IReadOnlyList<ColumnField>? Columns { get; init; }

    /// <summary>The models that the rows name, in the order in which they are first named.</summary>
    public IReadOnlyList<string> Models => Splits.SelectMany(split => split.Models).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>Rows in all splits; null where those of one are not known.</summary>
    public long? Rows => Splits.Aggregate((long?)0, (sum, split) => sum + split.Rows);

    public override string ToString() => Name;
}
