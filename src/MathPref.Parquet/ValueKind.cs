namespace MathPref.Parquet;

/// <summary>What the values of a column are once they are read, whatever they are stored as (apache/parquet-format, LogicalTypes.md).</summary>
public enum ValueKind
{
    /// <summary>BOOLEAN, as <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Whole numbers, as <see cref="long"/>; UINT_64 beyond it as BigInteger.</summary>
    Int64,

    /// <summary>FLOAT, DOUBLE and FLOAT16, as <see cref="double"/>.</summary>
    Double,

    /// <summary>DECIMAL, as its digits without the point, a BigInteger; <see cref="LeafNode.Scale"/> tells where the point is.</summary>
    Decimal,

    /// <summary>STRING, ENUM, JSON, UUID, and dates, times and timestamps in ISO 8601, as <see cref="string"/>.</summary>
    String,

    /// <summary>BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY without any of these meanings, as an array of <see cref="byte"/>.</summary>
    Bytes,
}
