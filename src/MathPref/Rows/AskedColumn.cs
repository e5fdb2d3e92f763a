using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>Which column of a row holds the question that its answers answer.</summary>
internal static class AskedColumn
{
    /// <summary>
    /// In this order: the column that is named, the one that was asked when the row's answers were made, instruction. A row that has an instruction
    /// as well was still asked what it was asked.
    /// </summary>
    public static string Of(Row row, string? given) => given ?? Told(row)?.Column ?? Columns.Instruction;

    /// <summary>
    /// What the answers of a row answer; null where it does not tell that. It carries it, unseen, as long as it is the same object. A row of answers
    /// that was read from a file, or made of another, tells it by its metadata: the column whose text a model was sent.
    /// </summary>
    public static AskedText? Told(Row row)
    {
        if (row.Asked is { } asked)
            return row.Has(asked.Column) ? asked : null;
        if (!row.Has(Columns.Generations) && !row.Has(Columns.Generation) || PSRow.ToPlain(row[Columns.Metadata]) is not Row metadata)
            return null;
        var sent = StepMetadata.Questions(metadata).ToHashSet(StringComparer.Ordinal);
        return row.Names.OrderByDescending(name => name.Equals(Columns.Instruction, StringComparison.OrdinalIgnoreCase))
            .Where(name => !IsWrittenByStages(name) && row[name] is string text && sent.Contains(text))
            .Select(name => new AskedText(name, (string)row[name]!))
            .FirstOrDefault();
    }

    /// <summary>Whether the stages write that column themselves: what was asked by it would not be there any more.</summary>
    public static bool IsWrittenByStages(string column) => s_written.Contains(column);

    /// <summary>
    /// Notes which column was asked. One that the stages write gives its text to instruction, where the row has none: an instruction that is there
    /// stays the question of what comes of the row.
    /// </summary>
    public static void Note(Row row, string column, string? text)
    {
        if (!IsWrittenByStages(column))
        {
            row.Asked = new AskedText(column, text);
            return;
        }
        if (row[Columns.Instruction] is null)
            row[Columns.Instruction] = text;
        row.Asked = null;
    }

    private static readonly HashSet<string> s_written = new(StringComparer.OrdinalIgnoreCase)
    {
        Columns.Generation, Columns.Generations, Columns.ModelName, Columns.ModelNames, Columns.GenerationModels, Columns.FinishReason,
        Columns.FinishReasons, Columns.Thinking, Columns.Thinkings, Columns.Ratings, Columns.Rationales, Columns.Types, Columns.RationalesForRatings,
        Columns.Metadata,
    };

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
