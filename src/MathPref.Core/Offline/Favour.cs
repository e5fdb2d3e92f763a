using System.Globalization;
using MathPref.Core.Llm;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>What a judge that is told to favour texts adds to their ratings.</summary>
/// <param name="judge">What it is told.</param>
/// <param name="request">The texts. Of a single one nothing is the first or the longer.</param>
/// <param name="worked">The problem, of which it knows what the embedded models write.</param>
/// <param name="rng">Decides about parts of a point.</param>
internal sealed class Favour(EmbeddedModel judge, JudgementRequest request, WorkedProblem worked, Rng rng)
{
    private const int LeastRating = 1;
    private const int MostRating = 5;

    private readonly int _longest = Longest(request.Texts);
    private readonly Lazy<HashSet<string>> _hastys = new(() => [.. HastyWriter.All(worked)]);
    private readonly List<string> _notes = [];

    /// <summary>What it did, of each text that it favoured or disfavoured: "text 1: first +1 (4 to 5)".</summary>
    public string Notes => _notes.Count == 0 ? "nothing" : string.Join("; ", _notes);

    /// <summary>
    /// The rating that a text gets instead of the one that it has earned. A part of a point is a whole one now and then: of 0.5 every other time, by
    /// the seed.
    /// </summary>
    public int Moved(int index, int earned)
    {
        string text = request.Texts[index].Text.Trim();
        var reasons = EmbeddedModel.Favourites
            .Where(of => Is(of, index, text))
            .Select(of => (Of: of, Points: judge[of] ?? 0))
            .Where(reason => reason.Points != 0)
            .ToList();
        if (reasons.Count == 0)
            return earned;
        decimal points = reasons.Sum(reason => reason.Points), part = points - Math.Floor(points);
        int whole = (int)Math.Floor(points) + (part > 0 && rng.Next(0, 999_999) / 1_000_000m < part ? 1 : 0);
        int given = Math.Clamp(earned + whole, LeastRating, MostRating);
        string why = string.Join(
            ", ", reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Of} {reason.Points:+0.######;-0.######}")));
        _notes.Add(string.Create(CultureInfo.InvariantCulture, $"text {request.Texts[index].Number}: {why} ({earned} to {given})"));
        return given;
    }

    private bool Is(string favourite, int index, string text) => judge[favourite] is not null && favourite switch
    {
        "first" => index == 0 && request.Texts.Count > 1,
        "longer" => index == _longest,
        EmbeddedModel.Careful => text == AnswerWriter.Careful(worked),
        _ => _hastys.Value.Contains(text),
    };

    /// <summary>The place of the text that is longer than all others; -1 where there is none.</summary>
    private static int Longest(IReadOnlyList<(string Number, string Text)> texts)
    {
        int most = texts.Max(text => text.Text.Trim().Length);
        var longest = Enumerable.Range(0, texts.Count).Where(i => texts[i].Text.Trim().Length == most).ToList();
        return texts.Count > 1 && longest is [var one] ? one : -1;
    }
}
