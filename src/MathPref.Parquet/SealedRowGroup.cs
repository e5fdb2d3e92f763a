namespace MathPref.Parquet;

/// <summary>A row group whose pages are made and lie in memory: it may go into this file or into the next one of the same schema.</summary>
public sealed class SealedRowGroup
{
    internal SealedRowGroup(RowGroup group, ByteBuffer pages) => (Group, Pages) = (group, pages);

    public long Rows => Group.Rows;

    internal RowGroup Group { get; }

    internal ByteBuffer Pages { get; }
}
