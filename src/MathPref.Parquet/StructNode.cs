namespace MathPref.Parquet;

/// <summary>A group of named fields, no two of which differ in case alone. The root is one.</summary>
public sealed class StructNode : ParquetNode
{
    internal StructNode(string name, int parentDefined, int defined, IReadOnlyList<ParquetNode> fields, int firstLeaf, int leafCount)
        : base(name, parentDefined, defined, firstLeaf, leafCount) => Fields = fields;

    public IReadOnlyList<ParquetNode> Fields { get; }

    public override string ToString() => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field}"))}>";
}
