namespace MathPref.Core.Datasets;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>No value has been seen.</summary>
    Null,
    Boolean,
    Int64,
    Double,

    /// <summary>Decimals of 38 digits, for what neither of the two before holds as it is.</summary>
    Decimal,
    String,
    List,
    Struct,
}
