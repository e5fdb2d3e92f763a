namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// Puts the tables of a split together (arrow_writer.py): the features that are known, else those of the first table, hold for all. A table of
/// one row waits for others of the kind, which must have its very schema.
/// </summary>
internal sealed class SplitWriter(StructFeature? features)
{
    private readonly List<Table> _written = [];
    private readonly List<Table> _waiting = [];

    public StructFeature? Features { get; private set; } = features;

    public Table Write(IEnumerable<Table> tables)
    {
        try
        {
            foreach (var table in tables)
                Add(table);
        }
        catch (PythonError failed)
        {
            try
            {
                Flush();
            }
            catch (PythonError later)
            {
                throw Generation(later);
            }
            throw Generation(failed);
        }
        try
        {
            Flush();
        }
        catch (PythonError failed)
        {
            throw Generation(failed);
        }
        if (Features is null)
            throw Generation(new PythonError("SchemaInferenceError", "no features and no example"));
        var known = Features;
        return _written.Count > 0 ? Table.Concat(_written) : new Table([.. known.Fields.Select(field => new Column(field.Key, field.Value.Type, []))], 0);
    }

    private static PythonError Generation(PythonError failed) =>
        failed.Kind.StartsWith("DatasetGeneration", StringComparison.Ordinal) ? failed : new("DatasetGenerationError", failed.Message, failed.Kind);

    private void Add(Table table)
    {
        try
        {
            if (table.Rows == 1)
            {
                _waiting.Add(table);
                if (_waiting.Count >= 1000)
                    Flush();
                return;
            }
            Flush();
            Append(table);
        }
        catch (PythonError failed) when (failed.Kind == "CastError")
        {
            throw new PythonError("DatasetGenerationCastError", failed.Message, "CastError");
        }
    }

    private void Flush()
    {
        if (_waiting.Count == 0)
            return;
        var all = Table.Concat(_waiting);
        Append(all);
        _waiting.Clear();
    }

    private void Append(Table table)
    {
        Features ??= table.Features;
        _written.Add(Caster.Cast(table, Features));
    }
}
