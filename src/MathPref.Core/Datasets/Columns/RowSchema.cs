namespace MathPref.Core.Datasets;

/// <summary>The columns of rows, with their types.</summary>
public sealed class RowSchema
{
    public RowSchema(IReadOnlyList<ColumnField> fields) => Root = ColumnType.StructOf(fields);

    internal RowSchema(ColumnType root) => Root = root;

    /// <summary>The row as a struct.</summary>
    public ColumnType Root { get; }

    public IReadOnlyList<ColumnField> Fields => Root.Fields;

    /// <inheritdoc cref="ColumnType.Settle"/>
    public RowSchema Settle() => new(Root.Fields.Select(field => field with { Type = field.Type.Settle() }).ToList());

    public override string ToString() => Root.ToString();
}
