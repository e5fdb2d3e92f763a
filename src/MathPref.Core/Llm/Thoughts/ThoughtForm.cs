using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Thoughts;

/// <summary>One pair of marks between which models think.</summary>
/// <param name="opening">The opening mark.</param>
/// <param name="closing">The closing mark.</param>
internal sealed class ThoughtForm(Regex opening, Regex closing)
{
    private readonly Regex _openingHere = new(@"\G(?:" + opening + ")", opening.Options);
    private readonly Regex _either = new($"(?<opening>{opening})|(?:{closing})", opening.Options);

    /// <summary>Whether the closing mark is this form's alone, so that it tells of a thought that began in the prompt.</summary>
    public bool ClosesAlone { get; init; } = true;

    /// <summary>Whether it is a pair of tags, which models that were not trained on them close by another name.</summary>
    public bool IsTags { get; init; }

    /// <summary>Whether its name is a word of mathematics, so that it has to close where it does not begin the text.</summary>
    public bool IsWord { get; init; }

    /// <summary>Whether it is a thought at the beginning of all alone.</summary>
    public bool BeginsAlone { get; init; }

    /// <summary>Whether the opening mark is no more than words, which only the closing one makes a mark.</summary>
    public bool MustClose { get; init; }

    public Regex Closing => closing;

    /// <summary>The opening mark at that place, or null.</summary>
    public ThoughtMark? OpeningAt(string text, int at) =>
        _openingHere.Match(text, at) is { Success: true } found ? new ThoughtMark(at, at + found.Length, true) : null;

    /// <summary>Whether it opens before that place, but for marks in quotation marks.</summary>
    public bool HasOpeningBefore(string text, int end)
    {
        for (var found = opening.Match(text, 0, end); found.Success; found = found.NextMatch())
        {
            if (!MarkPlace.IsQuoted(text, found.Index, found.Index + found.Length))
                return true;
        }
        return false;
    }

    /// <summary>The marks from that place on.</summary>
    public IEnumerable<ThoughtMark> Marks(string text, int from)
    {
        for (var found = _either.Match(text, from); found.Success; found = found.NextMatch())
            yield return new ThoughtMark(found.Index, found.Index + found.Length, found.Groups["opening"].Success);
    }
}
