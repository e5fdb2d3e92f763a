namespace MathPref.Parquet;

/// <summary>
/// Makes the schema of a file that is to be written, in the order in which a file lists it: a group, then what is in it. Everything may be
/// null, lists have the standard form of three levels. Source: apache/parquet-format, LogicalTypes.md, Lists.
/// </summary>
public sealed class ParquetSchemaBuilder
{
    /// <summary>How the format calls a list's item.</summary>
    public const string ItemName = "element";

    /// <summary>Digits of the decimals that are written: as many as 128 bits always hold, and as readers take at most.</summary>
    public const int DecimalPrecision = 38;

    internal const int DecimalBytes = 16;

    private readonly List<SchemaElement> _elements = [new() { Name = "schema" }];
    private readonly Stack<SchemaElement> _open = new();

    public ParquetSchemaBuilder() => _open.Push(_elements[0]);

    /// <summary>
    /// A column. Throws <see cref="ArgumentOutOfRangeException"/> for what <see cref="AddDecimal"/> adds, and for bytes, which are not written.
    /// </summary>
    public void Add(string name, ValueKind kind)
    {
        var element = Place(name, Repetition.Optional);
        (element.Type, element.LogicalType) = kind switch
        {
            ValueKind.Boolean => (PhysicalType.Boolean, LogicalType.None),
            ValueKind.Int64 => (PhysicalType.Int64, LogicalType.None),
            ValueKind.Double => (PhysicalType.Double, LogicalType.None),
            ValueKind.String => (PhysicalType.ByteArray, LogicalType.String),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>
    /// A column of decimals of <see cref="DecimalPrecision"/> digits, so many of them behind the point. Source: apache/parquet-format,
    /// LogicalTypes.md, DECIMAL.
    /// </summary>
    public void AddDecimal(string name, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, DecimalPrecision);
        var element = Place(name, Repetition.Optional);
        (element.Type, element.LogicalType, element.TypeLength) = (PhysicalType.FixedLengthByteArray, LogicalType.Decimal, DecimalBytes);
        (element.Precision, element.Scale) = (DecimalPrecision, scale);
    }

    /// <summary>Begins a struct: what follows until <see cref="End"/> are its fields, of which it needs one.</summary>
    public void BeginStruct(string name) => _open.Push(Place(name, Repetition.Optional));

    /// <summary>Begins a list: the one place that follows until <see cref="End"/> is its item, and is called <see cref="ItemName"/>.</summary>
    public void BeginList(string name)
    {
        _open.Push(Place(name, Repetition.Optional));
        _open.Peek().LogicalType = LogicalType.List;
        _open.Push(Place("list", Repetition.Repeated));
    }

    /// <summary>Ends the struct or list that was begun last.</summary>
    public void End()
    {
        if (_open.Pop().Repetition is Repetition.Repeated)
            _open.Pop();
    }

    /// <summary>The schema, when all groups have ended. Throws <see cref="ParquetException"/> for one that a reader would refuse.</summary>
    public ParquetSchema Build() => ParquetSchema.Of(_elements);

    private SchemaElement Place(string name, Repetition repetition)
    {
        _open.Peek().Children++;
        var element = new SchemaElement { Name = name, Repetition = repetition };
        _elements.Add(element);
        return element;
    }
}
