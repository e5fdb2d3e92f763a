using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>Which column of a row holds the question that its answers answer.</summary>
internal static class AskedColumn
{
    /// <summary>
    /// In this order: the column that is named, the one that was asked when the row's answers were made (the row carries that, unseen, as long as
    /// it is the same object), instruction. A row that has an instruction as well was still asked what it was asked.
    /// </summary>
    public static string Of(Row row, string? given) => given ?? (row.Asked is { } asked && row.Has(asked.Column) ? asked.Column : Columns.Instruction);

    /// <summary>The question. Throws a <see cref="RowException"/> that names the columns that there are where it is missing.</summary>
    public static string Text(Row row, string? given, string cmdlet)
    {
        var column = Of(row, given);
        return row[column] switch
        {
            string { Length: > 0 } text => text,
            null or "" => throw Errors.NoQuestion(column, cmdlet, row.Names, isNull: row.Has(column)),
            var other => throw Errors.WrongColumn(column, $"a text (it is {other.GetType().Name})"),
        };
    }
}
