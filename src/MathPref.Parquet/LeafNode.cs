using System.Globalization;

namespace MathPref.Parquet;

/// <summary>A column: the place of single values.</summary>
public sealed class LeafNode : ParquetNode
{
    internal LeafNode(int parentDefined, int defined, int repetitionLevel, SchemaElement element, IReadOnlyList<string> path, int position)
        : base(element.Name, parentDefined, defined, position, 1)
    {
        RepetitionLevel = repetitionLevel;
        Element = element;
        Path = path;
        Kind = LogicalValues.KindOf(element);
    }

    /// <summary>What its values are.</summary>
    public ValueKind Kind { get; }

    /// <summary>How many digits of a <see cref="ValueKind.Decimal"/> stand behind the point; 0 for what is none.</summary>
    public int Scale => Kind is ValueKind.Decimal ? Element.Scale : 0;

    /// <summary>How many digits a <see cref="ValueKind.Decimal"/> may have in all; 0 for what is none.</summary>
    public int Precision => Kind is ValueKind.Decimal ? Element.Precision : 0;

    /// <summary>The names from the root down, lists' inner ones among them, joined by dots.</summary>
    public string FullName => string.Join('.', Path);

    /// <summary>Whether the values are stored as <see cref="ParquetWriter"/> stores them.</summary>
    public bool IsAsWritten => Element.Type switch
    {
        PhysicalType.Boolean or PhysicalType.Double => Element.LogicalType is LogicalType.None,
        PhysicalType.Int64 => Element.LogicalType is LogicalType.None or LogicalType.Signed,
        PhysicalType.ByteArray => Element.LogicalType is LogicalType.String,
        PhysicalType.FixedLengthByteArray => Element is
        {
            LogicalType: LogicalType.Decimal,
            TypeLength: ParquetSchemaBuilder.DecimalBytes,
            Precision: ParquetSchemaBuilder.DecimalPrecision,
            Scale: <= ParquetSchemaBuilder.DecimalPrecision,
        },
        _ => false,
    };

    /// <summary>Whether the values are BYTE_ARRAY that nothing says to be text or anything else.</summary>
    public bool IsBareBytes => Element is { Type: PhysicalType.ByteArray, LogicalType: LogicalType.None };

    /// <summary>The highest repetition level: how many lists are around it.</summary>
    internal int RepetitionLevel { get; }

    internal SchemaElement Element { get; }

    internal IReadOnlyList<string> Path { get; }

    public override string ToString() => Kind switch
    {
        ValueKind.Boolean => "bool",
        ValueKind.Int64 => "int64",
        ValueKind.Double => "double",
        ValueKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal128({Precision}, {Scale})"),
        ValueKind.String => "string",
        _ => "bytes",
    };
}
