using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>The answers that a row has already, to which further ones are added. Lists that go index by index with them grow by null.</summary>
internal sealed class EarlierAnswers
{
    /// <summary>Columns of several cmdlets with an item for each answer.</summary>
    private static readonly string[] s_besides =
    [
        Columns.Ratings, Columns.Rationales, Columns.Types, Columns.RationalesForRatings, Columns.AnswersCorrect, Columns.AnswerMethods, "verdicts",
    ];

    /// <summary>Those that a judge names by what it looked at.</summary>
    private static readonly string[] s_byAspect = [Columns.Ratings + "_", Columns.Rationales + "_", Columns.Types + "_"];

    private readonly IReadOnlyList<string?> _texts;
    private readonly IReadOnlyList<object?> _models;

    private EarlierAnswers(IReadOnlyList<string?> texts, IReadOnlyList<object?> models) => (_texts, _models) = (texts, models);

    /// <summary>One answer more.</summary>
    internal readonly record struct Added(string? Text, string Model, string? FinishReason, string? Thinking);

    /// <summary>Those of a row; null where it has none. Throws a <see cref="RowException"/> for what cannot be added to.</summary>
    public static EarlierAnswers? Of(Row row)
    {
        if (row[Columns.Generations] is { } several)
        {
            var texts = several is string one ? [one] : AnswerColumns.Texts(row, Columns.Generations) ?? throw Refused(Columns.Generations, "a list of texts");
            if (texts.Count == 0)
                return null;
            var named = PSRow.AsList(row[Columns.ModelNames]) ?? PSRow.AsList(row[Columns.GenerationModels]);
            return new EarlierAnswers(texts, named is null ? new object?[texts.Count] : AnswerColumns.OneForEach(texts, named, Columns.ModelNames));
        }
        if (row[Columns.Generation] is not { } single)
            return null;
        // The one name in a row that was judged is the judge's.
        return new EarlierAnswers(
            [single as string ?? throw Refused(Columns.Generation, "a text")],
            PSRow.AsList(row[Columns.ModelNames]) is [var author] ? [author] : [row[Columns.Ratings] is null ? row[Columns.ModelName] as string : null]);
    }

    /// <summary>How many of them are by that model.</summary>
    public int By(string model) => _models.Count(name => model.Equals(name as string, StringComparison.Ordinal));

    /// <summary>Whether one of them is that text, by that model or by nobody knows whom.</summary>
    public bool Holds(string model, string text) =>
        Enumerable.Range(0, _texts.Count).Any(i => _texts[i] == text && (_models[i] as string ?? model) == model);

    /// <summary>Writes them and the new ones into the row, as lists.</summary>
    public void Add(Row row, IReadOnlyList<Added> added)
    {
        var reasons = ListOf(row, Columns.FinishReasons, Columns.FinishReason);
        var thinkings = ListOf(row, Columns.Thinkings, Columns.Thinking);
        row[Columns.Generations] = _texts.Concat(added.Select(a => a.Text)).ToArray();
        row[Columns.ModelNames] = _models.Select(name => name as string).Concat(added.Select(a => a.Model)).ToArray();
        row[Columns.FinishReasons] = reasons.Concat(added.Select(a => a.FinishReason)).ToArray();
        if (thinkings.Concat(added.Select(a => a.Thinking)).ToArray() is var thoughts && Array.Exists(thoughts, thought => thought is not null))
            row[Columns.Thinkings] = thoughts;
        foreach (var column in row.Names.Where(IsBesides).Concat(row.Has(Columns.AnswersCorrect) ? [Columns.Answers] : []).ToList())
        {
            if (PSRow.AsList(row[column]) is { } list && list.Count == _texts.Count)
                row[column] = list.Concat(new object?[added.Count]).ToArray();
        }
        row.Remove(Columns.Generation);
        row.Remove(Columns.FinishReason);
        row.Remove(Columns.GenerationModels);
        // Another value under that name is the user's.
        if (row[Columns.Thinking] is null or string)
            row.Remove(Columns.Thinking);
        if (row[Columns.Ratings] is null)
            row.Remove(Columns.ModelName);
    }

    private static bool IsBesides(string column) => s_besides.Contains(column, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(s_byAspect, beginning => column.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static RowException Refused(string column, string expected) =>
        Errors.WrongColumn(column, $"{expected}, so no answer can be added (-Replace starts anew)");

    private IEnumerable<string?> ListOf(Row row, string several, string single) =>
        PSRow.AsList(row[several]) is { } list && list.Count == _texts.Count ? list.Select(item => item as string)
        : _texts.Count == 1 && row[single] is string one ? [one]
        : new string?[_texts.Count];
}
