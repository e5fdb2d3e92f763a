using System.Text.Json;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Argilla;

/// <summary>What a row suggests to annotators, and what it leaves open.</summary>
internal sealed class RecordSuggestions(PreferenceTarget target, string? agent)
{
    /// <summary>Far beyond every scale, and far within the whole numbers.</summary>
    private const double Largest = 1e9;

    private readonly List<(ArgillaQuestion Question, long? Rating, string? Reason)> _given = [];
    private readonly List<string> _open = [];
    private readonly List<RecordNote> _notes = [];

    public int Count => _given.Count;

    /// <inheritdoc cref="PreferenceRecord.Open"/>
    public IReadOnlyList<string> Open => _open;

    /// <inheritdoc cref="PreferenceRecord.Notes"/>
    public IReadOnlyList<RecordNote> Notes => _notes;

    /// <inheritdoc cref="PreferenceRecord.Of"/>
    public void Take(AnsweredRow row, IReadOnlyList<object?>? rationales, bool isRated)
    {
        if (string.IsNullOrWhiteSpace(row.Instruction))
            _notes.Add(new RecordNote(RecordChange.Blank, Columns.Instruction));
        for (var i = 0; i < row.Generations.Count; i++)
        {
            // Nobody can rate what is not there.
            if (row.Generations[i] is not { } answer)
                continue;
            if (string.IsNullOrWhiteSpace(answer))
                _notes.Add(new RecordNote(RecordChange.Blank, Columns.Generations));
            if (isRated && target.Ratings[i] is { } rated)
            {
                if (Rating(row.Ratings[i], rated) is { } rating)
                    _given.Add((rated, rating, null));
                else
                    _open.Add(rated.Id);
            }
            if (rationales is not null && target.Rationales[i] is { } reasoned)
            {
                var given = rationales.ElementAtOrDefault(i);
                var reason = ScalarText.Of(given);
                if (string.IsNullOrWhiteSpace(reason))
                    _open.Add(reasoned.Id);
                else
                    _given.Add((reasoned, null, reason));
                if (given is not null && reason is null)
                    _notes.Add(new RecordNote(RecordChange.NoReason, Columns.Rationales));
            }
        }
    }

    /// <summary>Writes them as a property. Throws <see cref="InvalidOperationException"/> for text that is no Unicode.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("suggestions");
        foreach (var (question, rating, reason) in _given)
        {
            json.WriteStartObject();
            json.WriteString("question_id", question.Id);
            if (rating is { } number)
                json.WriteNumber("value", number);
            else
                PreferenceRecord.WriteText(json, "value", reason, Columns.Rationales);
            if (agent is not null)
                json.WriteString("agent", agent);
            json.WriteString("type", "model");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The option that a rating is; null where it is none. The server takes 4 and not 4.0.</summary>
    private long? Rating(object? given, ArgillaQuestion question)
    {
        var isRead = RatingValue.TryRead(given, out var read);
        if (given is null || isRead && read is null)
            return null;
        var number = isRead ? RowValues.AsNumber(read) : null;
        var rating = number is >= -Largest and <= Largest ? (long)Math.Floor(number.Value + 0.5) : long.MinValue;
        if (!question.Options.Contains(rating))
        {
            _notes.Add(new RecordNote(RecordChange.NoOption, given));
            return null;
        }
        if (rating != number)
            _notes.Add(new RecordNote(RecordChange.Rounded, given));
        return rating;
    }
}
