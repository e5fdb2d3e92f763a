using System.Globalization;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>Counts over all rows what went otherwise than it stood in them, for one warning of a kind.</summary>
internal sealed class RecordTally
{
    private readonly Dictionary<RecordChange, (long Count, RecordNote First, string Instruction)> _kinds = [];

    public void Add(PreferenceRecord record, string instruction)
    {
        foreach (var note in record.Notes)
        {
            _kinds[note.Change] = _kinds.TryGetValue(note.Change, out var known)
                ? known with { Count = known.Count + 1 }
                : (1, note, MessageText.Brief(instruction));
        }
    }

    /// <summary>What is to be said: of ratings, of texts, of reasons, of ids.</summary>
    public IEnumerable<string> Warnings()
    {
        var ratings = new List<string>();
        if (Has(RecordChange.NoOption) is { } none)
            ratings.Add($"{Counted(none.Count, "rating is", "ratings are")} no option of the question and became no suggestion ({Shown(none)})");
        if (Has(RecordChange.Rounded) is { } rounded)
            ratings.Add($"{Counted(rounded.Count, "rating was", "ratings were")} rounded to a whole number ({Shown(rounded)})");
        if (ratings.Count > 0)
            yield return $"Argilla rates by whole numbers: {string.Join(", ", ratings)}.";
        if (Has(RecordChange.Blank) is { } blank)
            yield return $"{Counted(blank.Count, "text", "texts")} that {(blank.Count == 1 ? "is" : "are")} empty or blanks alone went to Argilla as " +
                $"{(blank.Count == 1 ? "it is" : "they are")}, and annotators see nothing there (the first: {blank.First.Value} of '{blank.Instruction}').";
        if (Has(RecordChange.NoReason) is { } reason)
            yield return $"{Counted(reason.Count, "rationale is a list or an object", "rationales are lists or objects")} and became no suggestion (the " +
                $"first: of '{reason.Instruction}'). Make them texts.";
        if (Has(RecordChange.NoId) is { } id)
            yield return $"{Counted(id.Count, "id is a list or an object and was not sent", "ids are lists or objects and were not sent")} (the first: " +
                $"of '{id.Instruction}'): Import-ArgillaDataset gives a hash of the instruction in their place. Make them texts.";
    }

    private (long Count, RecordNote First, string Instruction)? Has(RecordChange change) => _kinds.TryGetValue(change, out var known) ? known : null;

    private static string Shown((long Count, RecordNote First, string Instruction) kind) =>
        $"{(kind.Count == 1 ? "" : "the first: ")}{Value(kind.First.Value)} of '{kind.Instruction}'";

    private static string Value(object value) =>
        value is string text ? $"'{MessageText.Brief(text)}'" : MessageText.Brief(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static string Counted(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
