namespace MathPref.Parquet;

/// <summary>
/// What a stored value means, whether the file says so in the old form (ConvertedType) or the new one (LogicalType). Source:
/// apache/parquet-format, LogicalTypes.md.
/// </summary>
public enum LogicalType
{
    None,
    String,
    List,
    Map,
    Decimal,
    Date,
    TimeMillis,
    TimeMicros,
    TimeNanos,
    TimestampMillis,
    TimestampMicros,
    TimestampNanos,
    Signed,
    Unsigned,
    Uuid,
    Float16,
}
