namespace MathPref.Parquet;

/// <summary>A line of the schema, which a file lists in depth-first order (parquet.thrift, SchemaElement).</summary>
public sealed class SchemaElement
{
    public string Name { get; internal set; } = "";

    /// <summary>Null for a group.</summary>
    public PhysicalType? Type { get; internal set; }

    public int TypeLength { get; internal set; }

    /// <summary>The root has none.</summary>
    public Repetition? Repetition { get; internal set; }

    public int Children { get; internal set; }

    public int Scale { get; internal set; }

    public int Precision { get; internal set; }

    public LogicalType LogicalType { get; internal set; }

    /// <summary>Whether a timestamp is a moment; otherwise it is a date and time of no known zone.</summary>
    public bool IsUtc { get; internal set; } = true;

    /// <summary>Whether the meaning is said in the new form, which alone tells of moments; the old one leaves zones open.</summary>
    public bool IsNewForm { get; internal set; }

    /// <summary>Bits of a whole number where the file says them, else 0.</summary>
    public int BitWidth { get; internal set; }

    /// <summary>What else the annotation says that rows have no type for: it changes no value.</summary>
    public OtherMeaning Other { get; internal set; }
}
