using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// A place in the schema of a Parquet file. A column stores, beside each value, how much of the path to it is there (its definition
/// level) and which list it continues (its repetition level); the nodes know what those numbers mean.
/// </summary>
internal abstract class ParquetNode(string name, int defined)
{
    public string Name { get; } = name;

    /// <summary>From which definition level on the value here is not null.</summary>
    public int Defined { get; } = defined;

    /// <summary>The columns below, which are neighbours.</summary>
    public required int FirstLeaf { get; init; }

    public required int LeafCount { get; init; }

    public abstract ColumnType Type { get; }

    /// <summary>
    /// The next value. Throws <see cref="InvalidDataException"/> where the columns below contradict each other, or their parent, which
    /// says by <paramref name="minimum"/> that it is there.
    /// </summary>
    public abstract object? Read(ColumnCursor[] columns, int minimum);

    protected static InvalidDataException Contradiction() => new("its columns do not fit each other");

    protected int Level(ColumnCursor[] columns, int minimum)
    {
        var column = columns[FirstLeaf];
        if (!column.IsReady || column.Definition < minimum)
            throw Contradiction();
        return column.Definition;
    }

    /// <summary>Passes over the one entry that each column has for a value that is not there.</summary>
    protected void Skip(ColumnCursor[] columns, int level)
    {
        for (var i = FirstLeaf; i < FirstLeaf + LeafCount; i++)
        {
            if (!columns[i].IsReady || columns[i].Definition != level)
                throw Contradiction();
            columns[i].Next();
        }
    }
}

internal sealed class LeafNode(string name, int defined, int repetitionLevel, SchemaElement element, IReadOnlyList<string> path) : ParquetNode(name, defined)
{
    public int RepetitionLevel { get; } = repetitionLevel;

    public SchemaElement Element { get; } = element;

    /// <summary>The names from the root down, lists' inner ones among them.</summary>
    public IReadOnlyList<string> Path { get; } = path;

    public override ColumnType Type { get; } = ParquetValues.TypeOf(element);

    /// <summary>Whether the values are stored as <see cref="ParquetRowWriter"/> stores them.</summary>
    public bool IsAsWritten => (Element.Type, Element.Meaning) is (PhysicalType.Boolean, Meaning.None) or (PhysicalType.Int64, Meaning.None or Meaning.Signed) or (PhysicalType.Double, Meaning.None) or (PhysicalType.ByteArray, Meaning.Text);

    public override object? Read(ColumnCursor[] columns, int minimum)
    {
        var level = Level(columns, minimum);
        var value = level == Defined ? columns[FirstLeaf].Value : null;
        columns[FirstLeaf].Next();
        return value;
    }
}

internal sealed class StructNode(string name, int defined, IReadOnlyList<ParquetNode> fields) : ParquetNode(name, defined)
{
    public IReadOnlyList<ParquetNode> Fields { get; } = fields;

    public override ColumnType Type { get; } = ColumnType.StructOf(fields.Select(field => new ColumnField(field.Name, field.Type)).ToList());

    public override object? Read(ColumnCursor[] columns, int minimum)
    {
        var level = Level(columns, minimum);
        if (level < Defined)
        {
            Skip(columns, level);
            return null;
        }
        var row = new Row();
        foreach (var field in Fields)
            row.Add(field.Name, field.Read(columns, Defined));
        return row;
    }
}

internal sealed class ListNode(string name, int defined, int repetitionLevel, ParquetNode item) : ParquetNode(name, defined)
{
    /// <summary>The repetition level of an item that is not the list's first.</summary>
    public int RepetitionLevel { get; } = repetitionLevel;

    public ParquetNode Item { get; } = item;

    public override ColumnType Type { get; } = ColumnType.ListOf(item.Type);

    public override object? Read(ColumnCursor[] columns, int minimum)
    {
        var level = Level(columns, minimum);
        if (level <= Defined)
        {
            Skip(columns, level);
            return level < Defined ? null : Array.Empty<object?>();
        }
        var items = new List<object?>();
        do
            items.Add(Item.Read(columns, Defined + 1));
        while (GoesOn(columns));
        return items.ToArray();
    }

    private bool GoesOn(ColumnCursor[] columns)
    {
        var goesOn = false;
        for (var i = FirstLeaf; i < FirstLeaf + LeafCount; i++)
        {
            var level = columns[i].IsReady ? columns[i].Repetition : 0;
            if (level > RepetitionLevel || i > FirstLeaf && goesOn != (level == RepetitionLevel))
                throw Contradiction();
            goesOn = level == RepetitionLevel;
        }
        return goesOn;
    }
}

/// <summary>The schema of a Parquet file as a tree, and the columns in the order in which they are stored.</summary>
internal sealed class ParquetTree
{
    private readonly List<SchemaElement> _elements;
    private readonly List<LeafNode> _leaves = [];
    private readonly List<string> _path = [];
    private int _next;

    private ParquetTree(List<SchemaElement> elements) => _elements = elements;

    public IReadOnlyList<LeafNode> Leaves => _leaves;

    public StructNode Root { get; private set; } = null!;

    /// <summary>Throws <see cref="InvalidDataException"/> for a schema that is none, or cannot be held by rows.</summary>
    public static ParquetTree Build(List<SchemaElement> elements)
    {
        var tree = new ParquetTree(elements);
        var root = tree.Take();
        tree.Root = tree.BuildStruct(root, 0, 0);
        return tree._next == elements.Count ? tree : throw new InvalidDataException("its schema has columns beyond its end");
    }

    /// <summary>The schema of rows in Parquet's standard form: everything may be null, lists have three levels.</summary>
    public static List<SchemaElement> Elements(RowSchema schema)
    {
        List<SchemaElement> elements = [new() { Name = "schema", Children = schema.Fields.Count }];
        foreach (var field in schema.Fields)
            AddElements(elements, field.Name, field.Type);
        return elements;
    }

    private static void AddElements(List<SchemaElement> elements, string name, ColumnType type)
    {
        var element = new SchemaElement { Name = name, Repetition = Repetition.Optional };
        elements.Add(element);
        switch (type.Kind)
        {
            case ColumnKind.List:
                element.Meaning = Meaning.List;
                element.Children = 1;
                elements.Add(new SchemaElement { Name = "list", Repetition = Repetition.Repeated, Children = 1 });
                AddElements(elements, "element", type.Item!);
                break;
            case ColumnKind.Struct:
                element.Children = type.Fields.Count;
                foreach (var field in type.Fields)
                    AddElements(elements, field.Name, field.Type);
                break;
            default:
                (element.Type, element.Meaning) = type.Kind switch
                {
                    ColumnKind.Boolean => (PhysicalType.Boolean, Meaning.None),
                    ColumnKind.Int64 => (PhysicalType.Int64, Meaning.None),
                    ColumnKind.Double => (PhysicalType.Double, Meaning.None),
                    _ => (PhysicalType.ByteArray, Meaning.Text),
                };
                break;
        }
    }

    private SchemaElement Take() => _next < _elements.Count ? _elements[_next++] : throw new InvalidDataException("its schema ends too early");

    private ParquetNode Build(int parentDefined, int repetitionLevel)
    {
        var element = Take();
        if (element.Repetition is not Repetition.Repeated)
            return Build(element, parentDefined + (element.Repetition is Repetition.Optional ? 1 : 0), repetitionLevel);
        // Repeated with no list around it: a list that is never null, of items that are never null.
        var first = _leaves.Count;
        var item = Build(element, parentDefined + 1, repetitionLevel + 1);
        return new ListNode(element.Name, parentDefined, repetitionLevel + 1, item) { FirstLeaf = first, LeafCount = _leaves.Count - first };
    }

    private ParquetNode Build(SchemaElement element, int defined, int repetitionLevel)
    {
        if (element.Type is null)
            return element.Meaning is Meaning.List or Meaning.Map && element.Children == 1 ? BuildList(element, defined, repetitionLevel) : BuildStruct(element, defined, repetitionLevel);
        if (element.Meaning is Meaning.Decimal && (element.Scale < 0 || element.Precision < 0 || element.Scale > 1000))
            throw new InvalidDataException($"its schema has a broken decimal at '{element.Name}'");
        _leaves.Add(new LeafNode(element.Name, defined, repetitionLevel, element, [.. _path, element.Name]) { FirstLeaf = _leaves.Count, LeafCount = 1 });
        return _leaves[^1];
    }

    /// <summary>A map is read as a list of structs of key and value. The forms of lists: apache/parquet-format, LogicalTypes.md, Lists.</summary>
    private ListNode BuildList(SchemaElement element, int defined, int repetitionLevel)
    {
        var first = _leaves.Count;
        Enter(element);
        var repeated = Take();
        if (repeated.Repetition is not Repetition.Repeated)
            throw new InvalidDataException($"its schema has a broken list at '{element.Name}'");
        var isItem = repeated.Type is not null || repeated.Children != 1 || repeated.Name == "array" || repeated.Name == element.Name + "_tuple" || element.Meaning is Meaning.Map
            || _next < _elements.Count && _elements[_next].Repetition is Repetition.Repeated;
        ParquetNode item;
        if (isItem)
        {
            item = Build(repeated, defined + 1, repetitionLevel + 1);
        }
        else
        {
            Enter(repeated);
            item = Build(defined + 1, repetitionLevel + 1);
            Leave();
        }
        Leave();
        return new ListNode(element.Name, defined, repetitionLevel + 1, item) { FirstLeaf = first, LeafCount = _leaves.Count - first };
    }

    private StructNode BuildStruct(SchemaElement element, int defined, int repetitionLevel)
    {
        if (element.Children <= 0 || element.Type is not null)
            throw new InvalidDataException($"its schema has a struct without fields at '{element.Name}'");
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
                throw new InvalidDataException($"its schema has the name '{fields[^1].Name}' twice (names are compared without case)");
        }
        if (!isRoot)
            Leave();
        return new StructNode(element.Name, defined, fields) { FirstLeaf = first, LeafCount = _leaves.Count - first };
    }

    private void Enter(SchemaElement element)
    {
        _path.Add(element.Name);
        if (_path.Count > 2 * SchemaLearner.MaximumDepth)
            throw new InvalidDataException("its schema is nested too deeply");
    }

    private void Leave() => _path.RemoveAt(_path.Count - 1);
}
