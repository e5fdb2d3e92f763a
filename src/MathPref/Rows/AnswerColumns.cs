using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>The columns of a row of answers, as every cmdlet reads them.</summary>
internal static class AnswerColumns
{
    /// <summary>A row of answers, its columns checked against each other.</summary>
    /// <param name="row">The row.</param>
    /// <param name="instruction">What was answered.</param>
    /// <param name="generations">The answers.</param>
    /// <param name="ratings">Their ratings; null where it has none.</param>
    /// <param name="author">Who gave the only answer, where the row names him in the singular.</param>
    public static AnsweredRow Of(Row row, string instruction, IReadOnlyList<string?> generations, IReadOnlyList<object?>? ratings, string? author) => new()
    {
        Source = row,
        Instruction = instruction,
        SystemPrompt = row[Columns.SystemPrompt] as string,
        Generations = generations,
        Ratings = ratings ?? new object?[generations.Count],
        Models = (PSRow.AsList(row[Columns.ModelNames]) ?? PSRow.AsList(row[Columns.GenerationModels]) ?? (author is null ? null : [author]))
            ?.Select(model => model as string).ToList(),
        Thinkings = (PSRow.AsList(row[Columns.Thinkings]) ?? (generations.Count == 1 && row.Has(Columns.Thinking) ? [row[Columns.Thinking]] : null))
            ?.Select(thinking => thinking as string).ToList(),
    };

    /// <summary>A column that is a list of texts; null where it is no list. Throws a <see cref="RowException"/> for an item that is no text.</summary>
    public static IReadOnlyList<string?>? Texts(Row row, string column) =>
        PSRow.AsList(row[column])?.Select(item => item is null or string ? (string?)item : throw Errors.WrongColumn(column, "a list of texts")).ToList();

    /// <summary>A column with an item for each answer. Throws a <see cref="RowException"/> for another number.</summary>
    public static IReadOnlyList<object?> OneForEach(IReadOnlyList<string?> generations, IReadOnlyList<object?> list, string column) =>
        list.Count == generations.Count
            ? list
            : throw Errors.WrongColumn(column, $"as long as generations ({list.Count} and {generations.Count})");
}
