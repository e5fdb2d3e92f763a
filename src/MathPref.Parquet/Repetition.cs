namespace MathPref.Parquet;

/// <summary>Whether a place of the schema may be null, or is there several times. Source: apache/parquet-format, parquet.thrift, FieldRepetitionType.</summary>
public enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
