namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A split as it was loaded.</summary>
/// <param name="Features">Those of its config.</param>
/// <param name="Table">Its columns, as they are stored.</param>
internal sealed record LoadedSplit(string Name, StructFeature Features, Table Table)
{
    /// <summary>The rows, as <see cref="ValueText"/> has them.</summary>
    public IReadOnlyList<string> Rows => field ??= [.. RowsOf(name => Features.Fields.ContainsKey(name))];

    /// <summary>The rows of some columns.</summary>
    public IEnumerable<string> RowsOf(Func<string, bool> isWanted)
    {
        List<Column> columns = [.. Table.Columns.Where(column => isWanted(column.Name)).OrderBy(column => column.Name, StringComparer.Ordinal)];
        return Enumerable.Range(0, Table.Rows).Select(row => $"{{{string.Join(", ", columns
            .Select(column => $"{System.Text.Json.JsonSerializer.Serialize(column.Name)}: {ValueText.Of(column.Values[row], Features.Fields[column.Name])}"))}}}");
    }
}

/// <summary>What comes of loading a config.</summary>
internal sealed record PlaceLoad
{
    public string? Kind { get; init; }

    /// <summary>The files of each split, in order; null where it did not come to that.</summary>
    public OrderedDictionary<string, List<string>>? Files { get; init; }

    public IReadOnlyList<LoadedSplit>? Splits { get; init; }

    public StructFeature? Features { get; init; }

    /// <summary>What get_dataset_split_names says; null where it fails.</summary>
    public IReadOnlyList<string>? SplitNames { get; init; }

    public PythonError? Error { get; init; }

    /// <summary>What the model does not know of this config; null where it knows all.</summary>
    public string? Unmodelled { get; init; }

    public bool Loads => Error is null && Unmodelled is null;
}
