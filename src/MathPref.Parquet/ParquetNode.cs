namespace MathPref.Parquet;

/// <summary>
/// A place in the schema of a file: a leaf, which is a column, a struct or a list. A column stores, beside each value, how much of the path
/// to it is there (its definition level) and which list it continues (its repetition level); the nodes know what those numbers mean. Source:
/// apache/parquet-format, README.md, Nested Encoding.
/// </summary>
public abstract class ParquetNode
{
    private protected ParquetNode(string name, int parentDefined, int defined, int firstLeaf, int leafCount)
    {
        Name = name;
        ParentDefined = parentDefined;
        Defined = defined;
        FirstLeaf = firstLeaf;
        LeafCount = leafCount;
    }

    public string Name { get; }

    /// <summary>The definition level of a null here: all is there down to the parent, or to the list's item that this is.</summary>
    internal int ParentDefined { get; }

    /// <summary>From which definition level on the value here is not null.</summary>
    internal int Defined { get; }

    /// <summary>The columns below, which are neighbours.</summary>
    internal int FirstLeaf { get; }

    internal int LeafCount { get; }

    /// <summary>The type in words: <c>int64</c>, <c>list&lt;struct&lt;content: string, role: string&gt;&gt;</c>.</summary>
    public abstract override string ToString();
}
