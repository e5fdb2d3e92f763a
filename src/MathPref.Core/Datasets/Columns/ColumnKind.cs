namespace MathPref.Core.Datasets;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>No value has been seen.</summary>
    Null,
    Boolean,
    Int64,
    Double,
    String,
    List,
    Struct,
}
