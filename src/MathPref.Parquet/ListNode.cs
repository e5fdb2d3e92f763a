namespace MathPref.Parquet;

/// <summary>
/// A list of items of one type; a map is one of structs of key and value. Source: apache/parquet-format, LogicalTypes.md, Lists and Maps.
/// </summary>
public sealed class ListNode : ParquetNode
{
    internal ListNode(string name, int parentDefined, int defined, int repetitionLevel, ParquetNode item, int firstLeaf, int leafCount)
        : base(name, parentDefined, defined, firstLeaf, leafCount)
    {
        RepetitionLevel = repetitionLevel;
        Item = item;
    }

    public ParquetNode Item { get; }

    /// <summary>The repetition level of an item that is not the list's first.</summary>
    public int RepetitionLevel { get; }

    public override string ToString() => $"list<{Item}>";
}
