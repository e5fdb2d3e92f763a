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
        Ratings = ratings is null ? new object?[generations.Count] : Ratings(ratings),
        Models = (List(row, Columns.ModelNames) ?? List(row, Columns.GenerationModels) ?? (author is null ? null : [author]))
            ?.Select(model => model as string).ToList(),
        Thinkings = (List(row, Columns.Thinkings) ?? (generations.Count == 1 && row.Has(Columns.Thinking) ? [row[Columns.Thinking]] : null))
            ?.Select(thinking => thinking as string).ToList(),
    };

    /// <summary>A column that is a list of texts; null where it is no list. Throws a <see cref="RowException"/> for an item that is no text.</summary>
    public static IReadOnlyList<string?>? Texts(Row row, string column) =>
        List(row, column)?.Select(item => item is null or string ? (string?)item : throw Errors.WrongColumn(column, "a list of texts")).ToList();

    /// <summary>A column that is a list, or the JSON text of one; null where it is none.</summary>
    public static IReadOnlyList<object?>? List(Row row, string column) =>
        row[column] is string text ? ListTexts.Read(text) : PSRow.AsList(row[column]);

    /// <summary>A column that is the text of one answer, and neither the JSON text of a list nor what is left of one in a CSV.</summary>
    public static string? TextOfOne(Row row, string column) =>
        row[column] is string text && !ListTexts.IsLost(text) && (column != Columns.Generations || ListTexts.Read(text) is null) ? text : null;

    /// <summary>Ratings as numbers. Throws a <see cref="RowException"/> for one that is none.</summary>
    private static IReadOnlyList<object?> Ratings(IReadOnlyList<object?> given)
    {
        object?[]? read = null;
        for (var i = 0; i < given.Count; i++)
        {
            if (!RatingValue.TryRead(given[i], out var rating))
                throw Errors.BadRating(given[i]!, i, given.Count);
            if (!ReferenceEquals(rating, given[i]))
                (read ??= [.. given])[i] = rating;
        }
        return read ?? given;
    }

    /// <summary>Whether an answer is right, as rows and files have it: a truth value or its word, null or nothing for unknown. False for anything
    /// else.</summary>
    public static bool TryReadVerdict(object? value, out bool? isCorrect)
    {
        isCorrect = value switch
        {
            bool known => known,
            string word when bool.TryParse(word, out var read) => read,
            _ => null,
        };
        return isCorrect is not null || value is null or "";
    }

    /// <summary>A column with an item for each answer. Throws a <see cref="RowException"/> for another number.</summary>
    public static IReadOnlyList<object?> OneForEach(IReadOnlyList<string?> generations, IReadOnlyList<object?> list, string column) =>
        list.Count == generations.Count
            ? list
            : throw Errors.WrongColumn(column, $"as long as generations ({list.Count} and {generations.Count})");
}
