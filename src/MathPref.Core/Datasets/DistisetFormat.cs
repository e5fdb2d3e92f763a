namespace MathPref.Core.Datasets;

/// <summary>How the rows of a distiset are written.</summary>
public enum DistisetFormat
{
    /// <summary>Parquet: typed columns, one schema in all shards.</summary>
    Parquet,

    /// <summary>One file of JSON lines. Any row can stand beside any other.</summary>
    Jsonl,
}
