namespace MathPref.Parquet;

/// <summary>
/// What an annotation says beyond <see cref="LogicalType"/>: it changes no value, but other programs give the column a type for it. Source:
/// apache/parquet-format, LogicalTypes.md.
/// </summary>
public enum OtherMeaning
{
    None,

    /// <summary>One of a set of texts.</summary>
    Enum,

    /// <summary>Text that is JSON.</summary>
    Json,

    /// <summary>Bytes that are BSON.</summary>
    Bson,

    /// <summary>Months, days and milliseconds.</summary>
    Interval,

    /// <summary>Null in every row (UNKNOWN).</summary>
    Null,

    /// <summary>What the version of the format that is known here does not have.</summary>
    Unknown,
}
