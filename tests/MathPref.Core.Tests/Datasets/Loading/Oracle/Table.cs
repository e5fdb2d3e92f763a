namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>A column of a table.</summary>
internal sealed record Column(string Name, ArrowType Type, object?[] Values, bool IsNullable = true);

/// <summary>An Arrow table: columns of one length, and the features that its metadata name, if any.</summary>
internal sealed record Table(IReadOnlyList<Column> Columns, int Rows)
{
    public StructFeature? MetadataFeatures { get; init; }

    public Column? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>What datasets takes for the features of its schema: those of the metadata where they have the type of the column.</summary>
    public StructFeature Features => FeaturesOf(Columns, MetadataFeatures);

    public static StructFeature FeaturesOf(IReadOnlyList<Column> columns, StructFeature? metadata) => new(columns.Select(column =>
        (column.Name, metadata?.Fields.GetValueOrDefault(column.Name) is { } known && known.Type == column.Type && column.IsNullable ? known : FeatureOf(column))));

    private static Feature FeatureOf(Column column) => column.Type.ToString().Contains("map<", StringComparison.Ordinal)
        ? throw PythonError.ValueError($"Arrow type {column.Type} does not have a datasets dtype equivalent.")
        : Feature.Of(column.Type);

    public bool HasSchemaOf(Table other) =>
        Columns.Count == other.Columns.Count && Columns.Zip(other.Columns).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type == pair.Second.Type);

    public static Table Concat(IReadOnlyList<Table> tables)
    {
        if (tables.Any(table => !table.HasSchemaOf(tables[0])))
            throw PythonError.ArrowInvalid("Schema at index 1 was different");
        return new Table([.. tables[0].Columns.Select((column, i) => column with { Values = [.. tables.SelectMany(table => table.Columns[i].Values)] })], tables.Sum(table => table.Rows))
        {
            MetadataFeatures = tables[0].MetadataFeatures,
        };
    }
}
