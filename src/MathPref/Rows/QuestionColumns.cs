using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>Which columns of a dataset are its questions and their answers, by the names that datasets of mathematics give them.</summary>
internal static class QuestionColumns
{
    /// <summary>What they are called, the surest name first.</summary>
    public static readonly string[] Questions = ["question", "problem", Columns.Instruction, Columns.Prompt, "query", Columns.Input];

    /// <summary>Final answers before worked solutions that end in one.</summary>
    public static readonly string[] References =
        [Columns.ReferenceAnswer, "final_answer", "expected_answer", "ground_truth", "answer", "solution"];

    /// <summary>The first of these names whose column holds a text or a number; null where none does.</summary>
    public static string? Find(IReadOnlyList<Row> rows, IReadOnlyList<string> names) =>
        names.SelectMany(name => NamesOf(rows).Where(column => column.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(column => rows.Select(row => row[column]).FirstOrDefault(value => value is not null) is { } value
                && AnswerChecks.TextOf(value) is not null);

    /// <summary>The columns that any of the rows has.</summary>
    public static IEnumerable<string> NamesOf(IReadOnlyList<Row> rows) => rows.SelectMany(row => row.Names).Distinct(StringComparer.OrdinalIgnoreCase);
}
