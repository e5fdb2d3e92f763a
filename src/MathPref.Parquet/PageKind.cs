namespace MathPref.Parquet;

/// <summary>What a page holds. Source: apache/parquet-format, parquet.thrift, PageType.</summary>
internal enum PageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
