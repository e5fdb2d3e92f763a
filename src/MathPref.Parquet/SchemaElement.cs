namespace MathPref.Parquet;

/// <summary>A line of the schema, which a file lists in depth-first order (parquet.thrift, SchemaElement).</summary>
internal sealed class SchemaElement
{
    public string Name { get; set; } = "";

    /// <summary>Null for a group.</summary>
    public PhysicalType? Type { get; set; }

    public int TypeLength { get; set; }

    /// <summary>The root has none.</summary>
    public Repetition? Repetition { get; set; }

    public int Children { get; set; }

    public int Scale { get; set; }

    public int Precision { get; set; }

    public LogicalType LogicalType { get; set; }

    /// <summary>Whether a timestamp is a moment; otherwise it is a date and time of no known zone.</summary>
    public bool IsUtc { get; set; } = true;
}
