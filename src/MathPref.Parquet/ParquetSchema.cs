namespace MathPref.Parquet;

/// <summary>
/// The schema of a file as a tree, and its columns in the order in which they are stored. Source: apache/parquet-format, parquet.thrift,
/// SchemaElement, and LogicalTypes.md, Nested Types.
/// </summary>
public sealed class ParquetSchema
{
    /// <summary>Names on the way from the root to a column: readers go down by recursion.</summary>
    private const int MaximumDepth = 128;

    private readonly IReadOnlyList<SchemaElement> _elements;
    private readonly List<LeafNode> _leaves = [];
    private readonly List<string> _path = [];
    private int _next;

    private ParquetSchema(IReadOnlyList<SchemaElement> elements)
    {
        _elements = elements;
        Root = BuildStruct(Take(), 0, 0, 0);
        if (_next != elements.Count)
            throw new ParquetException("its schema has columns beyond its end");
    }

    /// <summary>A row: its fields are the file's columns, as people count them.</summary>
    public StructNode Root { get; }

    /// <summary>What is stored as a column each.</summary>
    public IReadOnlyList<LeafNode> Leaves => _leaves;

    /// <summary>The lines of the schema as the footer lists them.</summary>
    internal IReadOnlyList<SchemaElement> Elements => _elements;

    /// <summary>Throws <see cref="ParquetException"/> for a schema that is none, or has names that differ in case alone.</summary>
    internal static ParquetSchema Of(IReadOnlyList<SchemaElement> elements) => new(elements);

    private SchemaElement Take() => _next < _elements.Count ? _elements[_next++] : throw new ParquetException("its schema ends too early");

    private ParquetNode Build(int parentDefined, int repetitionLevel)
    {
        var element = Take();
        if (element.Repetition is not Repetition.Repeated)
            return Build(element, parentDefined, parentDefined + (element.Repetition is Repetition.Optional ? 1 : 0), repetitionLevel);
        // Repeated with no list around it: a list that is never null, of items that are never null.
        var first = _leaves.Count;
        var item = Build(element, parentDefined + 1, parentDefined + 1, repetitionLevel + 1);
        return new ListNode(element.Name, parentDefined, parentDefined, repetitionLevel + 1, item, first, _leaves.Count - first);
    }

    private ParquetNode Build(SchemaElement element, int parentDefined, int defined, int repetitionLevel)
    {
        if (element.Type is null)
        {
            return element.LogicalType is LogicalType.List or LogicalType.Map && element.Children == 1
                ? BuildList(element, parentDefined, defined, repetitionLevel)
                : BuildStruct(element, parentDefined, defined, repetitionLevel);
        }
        if (element.LogicalType is LogicalType.Decimal && (element.Scale < 0 || element.Precision < 0 || element.Scale > 1000))
            throw new ParquetException($"its schema has a broken decimal at '{element.Name}'");
        _leaves.Add(new LeafNode(parentDefined, defined, repetitionLevel, element, [.. _path, element.Name], _leaves.Count));
        return _leaves[^1];
    }

    private ListNode BuildList(SchemaElement element, int parentDefined, int defined, int repetitionLevel)
    {
        var first = _leaves.Count;
        Enter(element);
        var repeated = Take();
        if (repeated.Repetition is not Repetition.Repeated)
            throw new ParquetException($"its schema has a broken list at '{element.Name}'");
        ParquetNode item;
        if (IsItem(element, repeated))
        {
            item = Build(repeated, defined + 1, defined + 1, repetitionLevel + 1);
        }
        else
        {
            Enter(repeated);
            item = Build(defined + 1, repetitionLevel + 1);
            Leave();
        }
        Leave();
        return new ListNode(element.Name, parentDefined, defined, repetitionLevel + 1, item, first, _leaves.Count - first);
    }

    /// <summary>
    /// Whether the repeated place within a list is the item itself, as older writers have it, and not a group around the item. Source:
    /// apache/parquet-format, LogicalTypes.md, Lists, backward-compatibility rules.
    /// </summary>
    private bool IsItem(SchemaElement list, SchemaElement repeated) =>
        repeated.Type is not null || repeated.Children != 1 || list.LogicalType is LogicalType.Map
        || repeated.Name == "array" || repeated.Name == list.Name + "_tuple"
        || _next < _elements.Count && _elements[_next].Repetition is Repetition.Repeated;

    private StructNode BuildStruct(SchemaElement element, int parentDefined, int defined, int repetitionLevel)
    {
        if (element.Children <= 0 || element.Type is not null)
            throw new ParquetException($"its schema has a struct without fields at '{element.Name}'");
        var first = _leaves.Count;
        var isRoot = _next == 1;
        if (!isRoot)
            Enter(element);
        var fields = new List<ParquetNode>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < element.Children; i++)
        {
            fields.Add(Build(defined, repetitionLevel));
            if (!names.Add(fields[^1].Name))
                throw new ParquetException($"its schema has the name '{fields[^1].Name}' twice (names are compared without case)");
        }
        if (!isRoot)
            Leave();
        return new StructNode(element.Name, parentDefined, defined, fields, first, _leaves.Count - first);
    }

    private void Enter(SchemaElement element)
    {
        _path.Add(element.Name);
        if (_path.Count > MaximumDepth)
            throw new ParquetException("its schema is nested too deeply");
    }

    private void Leave() => _path.RemoveAt(_path.Count - 1);
}
