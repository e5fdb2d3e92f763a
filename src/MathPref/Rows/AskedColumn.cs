using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>Which column of a row holds the question that its answers answer.</summary>
internal static class AskedColumn
{
    /// <summary>
    /// In this order: the column that is named, the one that was asked when the row's answers were made, instruction. A row that has an instruction
    /// as well was still asked what it was asked.
    /// </summary>
    public static string Of(Row row, string? given) => given ?? Told(row) ?? Columns.Instruction;

    /// <summary>
    /// The column that the row tells; null where it tells none. It carries it, unseen, as long as it is the same object. A row from a file that has no
    /// instruction tells it by its metadata: the column whose text a model was sent.
    /// </summary>
    public static string? Told(Row row) => row.Asked is { } asked
        ? row.Has(asked.Column) ? asked.Column : null
        : row.Has(Columns.Instruction) || PSRow.ToPlain(row[Columns.Metadata]) is not Row metadata ? null
        : StepMetadata.Questions(metadata).Select(text => row.Names.FirstOrDefault(name => text.Equals(row[name] as string, StringComparison.Ordinal)))
            .FirstOrDefault(name => name is not null);

    /// <summary>The question. Throws a <see cref="RowException"/> that names the columns that there are where it is missing.</summary>
    public static string Text(Row row, string? given, string cmdlet)
    {
        var column = Of(row, given);
        return row[column] switch
        {
            string { Length: > 0 } text => text,
            null or "" => throw Errors.NoQuestion(column, cmdlet, row),
            var other => throw Errors.WrongColumn(column, $"a text (it is {other.GetType().Name})"),
        };
    }
}
