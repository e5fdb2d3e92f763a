using System.Text.Json;
using MathPref.Core.Rows;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>
/// Reads the records of a dataset back as rows, page by page, with the annotators' ratings in place of the judge's: for each generation
/// of which minimumResponses annotators at least have submitted a rating.
/// </summary>
internal sealed class AnnotatedRecords(ArgillaClient client, PreferenceTarget target, RatingAggregate aggregate, int minimumResponses)
{
    /// <summary>Submitted ratings of each generation.</summary>
    public const string NumResponses = "num_responses";

    /// <summary>What the judge had suggested.</summary>
    public const string SuggestedRatings = "suggested_ratings";

    /// <summary>Annotators who discarded the record.</summary>
    public const string NumDiscarded = "num_discarded";

    /// <summary>What the record is known by to whoever sent it; of a row that Export-ArgillaDataset sent, the hash of its texts.</summary>
    public const string ExternalId = "external_id";

    /// <summary>The id that the row had when it was sent, or else the record's field of that name.</summary>
    public const string Id = PreferenceRecord.RowId;

    private const string Asked = "read records";
    private const double LargestRating = 1L << 53;

    private readonly RecordPages _pages = new(client, target.Dataset);

    /// <summary>Records of the dataset, known after the first page.</summary>
    public long Total => _pages.Total;

    /// <inheritdoc cref="RecordPages.Missing"/>
    public ArgillaException? Missing => _pages.Missing;

    /// <summary>The next rows; none when all have been read that come. Each record comes once.</summary>
    public async Task<IReadOnlyList<Row>> NextAsync(CancellationToken cancellation)
    {
        var page = await _pages.NextAsync(cancellation).ConfigureAwait(false);
        try
        {
            return page.Select(ReadRecord).ToList();
        }
        catch (Exception broken) when (broken is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw client.Unreadable(Asked);
        }
    }

    private Row ReadRecord(JsonElement record)
    {
        var fields = record.GetProperty("fields");
        var metadata = Member(record, "metadata");
        var texts = Enumerable.Range(0, target.Generations).Select(i => TextOf(Member(fields, PreferenceTarget.Generation(i)))).ToList();
        var models = Enumerable.Range(0, target.Generations).Select(i => TextOf(Member(metadata, PreferenceTarget.Model(i)))).ToList();
        // A row with fewer generations than the dataset has fields ends where neither a text nor a model was sent.
        var count = Enumerable.Range(0, target.Generations).LastOrDefault(i => texts[i] is not null || models[i] is not null, -1) + 1;
        var suggestions = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var suggestion in Items(record, "suggestions"))
            suggestions[TextOf(Member(suggestion, "question_id")) ?? ""] = suggestion;
        var submitted = new List<JsonElement>();
        long discarded = 0;
        foreach (var response in Items(record, "responses"))
        {
            switch (TextOf(Member(response, "status")))
            {
                case "submitted":
                    submitted.Add(Member(response, "values"));
                    break;
                case "discarded":
                    discarded++;
                    break;
            }
        }

        var row = new Row
        {
            { Columns.Instruction, TextOf(Member(fields, "instruction")) },
            { Columns.Generations, texts.Take(count).ToArray() },
        };
        if (models.Exists(m => m is not null))
            row.Add(Columns.ModelNames, models.Take(count).ToArray());
        if (TextOf(Member(metadata, Columns.SystemPrompt)) is { } system)
            row.Add(Columns.SystemPrompt, system);
        var isJudged = false;
        var (ratings, rationales, counts, suggested) = (new object?[count], new string?[count], new object?[count], new object?[count]);
        for (var i = 0; i < count; i++)
        {
            var given = Answers(submitted, target.Ratings[i]).Select(NumberOf).OfType<double>().ToList();
            var judges = NumberOf(Suggestion(suggestions, target.Ratings[i]));
            var isAnnotated = given.Count >= minimumResponses;
            var rating = isAnnotated ? Aggregate(given) : judges;
            isJudged |= !isAnnotated && rating is not null;
            ratings[i] = Typed(rating);
            counts[i] = (long)given.Count;
            suggested[i] = judges is { } one ? Whole(one) : null;
            var reasons = isAnnotated
                ? Answers(submitted, target.Rationales[i]).Select(TextOf).Where(t => !string.IsNullOrWhiteSpace(t)).Distinct(StringComparer.Ordinal).ToList()
                : [];
            // The judge's reason speaks for the judge's rating and for no other.
            rationales[i] = reasons.Count > 0 ? string.Join("\n\n", reasons) : rating == judges ? TextOf(Suggestion(suggestions, target.Rationales[i])) : null;
        }
        row.Add(Columns.Ratings, ratings);
        row.Add(Columns.Rationales, rationales);
        // The judge has rated the row as long as one of its ratings stands.
        row.Add(Columns.ModelName, isJudged ? suggestions.Values.Select(s => TextOf(Member(s, "agent"))).OfType<string>().FirstOrDefault() : null);
        row.Add(SuggestedRatings, suggested);
        row.Add(NumResponses, counts);
        row.Add(NumDiscarded, discarded);
        row.Add(Id, RowIdOf(Member(metadata, PreferenceRecord.RowId)) ?? TextOf(Member(fields, PreferenceRecord.RowId)));
        row.Add(ExternalId, TextOf(Member(record, "external_id")));
        return row;
    }

    private static object? RowIdOf(JsonElement id) =>
        id.ValueKind is JsonValueKind.Number && id.TryGetInt64(out var number) ? number : TextOf(id);

    private double Aggregate(List<double> ratings)
    {
        if (aggregate is RatingAggregate.Mean)
            return ratings.Average();
        ratings.Sort();
        return aggregate is RatingAggregate.Minimum ? ratings[0] : (ratings[(ratings.Count - 1) / 2] + ratings[ratings.Count / 2]) / 2;
    }

    /// <summary>A mean may have places, so that with one all ratings of the column are of its type: a trainer's loader wants one type a column.</summary>
    private object? Typed(double? rating) => rating is not { } number ? null : aggregate is RatingAggregate.Minimum ? Whole(number) : number;

    private static object Whole(double number) => number == Math.Floor(number) ? (object)(long)number : number;

    private static IEnumerable<JsonElement> Answers(List<JsonElement> submitted, ArgillaQuestion? question) =>
        question is null ? [] : submitted.Select(values => Member(Member(values, question.Name), "value"));

    private static JsonElement Suggestion(Dictionary<string, JsonElement> suggestions, ArgillaQuestion? question) =>
        question is not null && suggestions.TryGetValue(question.Id, out var suggestion) ? Member(suggestion, "value") : default;

    private static IEnumerable<JsonElement> Items(JsonElement record, string name) =>
        Member(record, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>Null for what is no rating on any scale: beyond 2^53 a number could neither be averaged nor written as a whole one.</summary>
    private static double? NumberOf(JsonElement element) =>
        element.ValueKind is JsonValueKind.Number && element.GetDouble() is >= -LargestRating and <= LargestRating and var number ? number : null;

    private static string? TextOf(JsonElement element) => element.ValueKind is JsonValueKind.String ? JsonText.Of(element) : null;
}
