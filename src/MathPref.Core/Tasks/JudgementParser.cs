using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>
/// Reads a judge's reply by the number of each text. Blank lines, bold marks, line ends and the order of the labels carry no
/// meaning; what a reply does not state stays null for that text alone.
/// </summary>
internal static partial class JudgementParser
{
    private enum Label { Type, Rating, Rationale }

    private sealed record Entry(Label Label, string Text);

    public static IReadOnlyList<Judgement> Parse(string reply, int count, UltraFeedbackAspect aspect)
    {
        var sections = Sections(reply.ReplaceLineEndings("\n"), count);
        var judgements = new Judgement[count];
        for (var i = 0; i < count; i++)
            judgements[i] = Read(sections[i], aspect);
        return judgements;
    }

    /// <summary>The parts of the reply that speak of each text. A text can have several: a model may repeat the format before it fills it in.</summary>
    private static List<string>[] Sections(string reply, int count)
    {
        var sections = new List<string>[count];
        for (var i = 0; i < count; i++)
            sections[i] = [];
        var headings = Heading().Matches(reply);
        if (headings.Count == 0)
        {
            foreach (var (block, i) in BlocksInOrder(reply, count).Select((block, i) => (block, i)))
                sections[i].Add(block);
            return sections;
        }
        for (var i = 0; i < headings.Count; i++)
        {
            var start = headings[i].Index + headings[i].Length;
            var end = i + 1 < headings.Count ? headings[i + 1].Index : reply.Length;
            if (int.TryParse(headings[i].Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count)
                sections[number - 1].Add(reply[start..end]);
        }
        return sections;
    }

    /// <summary>
    /// A reply without a single heading can still be read when it states exactly one rating a text: then they stand in order.
    /// </summary>
    private static IReadOnlyList<string> BlocksInOrder(string reply, int count)
    {
        if (count == 1)
            return [reply];
        var entries = LabelAtLineStart().Matches(reply);
        var ratings = entries.Where(m => LabelOf(m) is Label.Rating).ToList();
        if (ratings.Count != count)
            return [];
        // A block begins with whatever label the first one begins with.
        var opener = LabelOf(entries[0]);
        var openers = entries.Where(m => LabelOf(m) == opener).ToList();
        if (opener is Label.Rationale && openers.Count == 2 * count)
            openers = openers.Where((_, i) => i % 2 == 0).ToList();
        if (openers.Count != count)
            return [];
        return openers.Select((m, i) => reply[m.Index..(i + 1 < openers.Count ? openers[i + 1].Index : reply.Length)]).ToList();
    }

    private static Judgement Read(List<string> sections, UltraFeedbackAspect aspect)
    {
        if (sections.Count == 0)
            return new Judgement(null, null, Problem: "the reply says nothing of it");
        var readings = sections.Select(section => ReadSection(section, aspect)).ToList();
        var rated = readings.Where(r => r.Rating is not null).ToList();
        if (rated.Count == 0)
            return readings.FirstOrDefault(r => r.Problem is null) ?? readings[0];
        return rated.All(r => r.Rating == rated[0].Rating)
            ? rated[0]
            : rated[0] with { Rating = null, Problem = "the reply rates it more than once, and differently" };
    }

    private static Judgement ReadSection(string section, UltraFeedbackAspect aspect)
    {
        var entries = Entries(section);
        var (rating, problem) = ReadRating(entries, aspect);
        if (!aspect.HasTypes())
            return new Judgement(rating, First(entries, Label.Rationale), Problem: problem);

        var rationaleComesFirst = entries.Count > 0 && entries[0].Label is Label.Rationale;
        string? RationaleBeside(Label label)
        {
            var at = entries.FindIndex(e => e.Label == label);
            var beside = rationaleComesFirst ? at - 1 : at + 1;
            return at >= 0 && beside >= 0 && beside < entries.Count && entries[beside].Label is Label.Rationale ? NullIfEmpty(entries[beside].Text) : null;
        }
        var types = First(entries, Label.Type) is { } text ? ReadTypes(text) : null;
        return new Judgement(rating, RationaleBeside(Label.Type), types, RationaleBeside(Label.Rating), problem);
    }

    private static List<Entry> Entries(string section)
    {
        var labels = LabelAtLineStart().Matches(section).ToList();
        if (!labels.Any(m => LabelOf(m) is Label.Rating))
            labels = LabelAnywhere().Matches(section).ToList();
        var entries = new List<Entry>();
        for (var i = 0; i < labels.Count; i++)
        {
            var start = labels[i].Index + labels[i].Length;
            var end = i + 1 < labels.Count ? labels[i + 1].Index : section.Length;
            var (label, text) = (LabelOf(labels[i]), section[start..end]);
            // "Rating: 4 Rationale: …" on one line.
            if (label is not Label.Rationale && InlineRationale().Match(text) is { Success: true } inline)
            {
                entries.Add(new Entry(label, Clean(text[..inline.Index])));
                entries.Add(new Entry(Label.Rationale, Clean(text[(inline.Index + inline.Length)..])));
            }
            else
            {
                entries.Add(new Entry(label, Clean(text)));
            }
        }
        return entries;
    }

    private static (int? Rating, string? Problem) ReadRating(List<Entry> entries, UltraFeedbackAspect aspect)
    {
        var stated = entries.Where(e => e.Label is Label.Rating).Select(e => e.Text.Split('\n')[0].Trim()).ToList();
        if (stated.Count == 0)
            return (null, "the reply gives it no rating");
        if (stated.Any(NotApplicable().IsMatch))
            return aspect is UltraFeedbackAspect.Honesty ? (null, null) : (null, "the rating is 'N/A'");
        var ratings = stated.Select(WholeRating).Where(r => r is not null).Distinct().ToList();
        return ratings.Count switch
        {
            0 => (null, $"the rating '{Shorten(stated[0])}' is not a whole number from 1 to 5"),
            1 => (ratings[0], null),
            _ => (null, "the reply rates it more than once, and differently"),
        };
    }

    private static int? WholeRating(string text)
    {
        var match = Rating().Match(text);
        if (!match.Success)
            return null;
        var value = match.Groups["word"].Success
            ? Array.IndexOf(s_words, match.Groups["word"].Value.ToLowerInvariant()) + 1
            : int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        return value is >= 1 and <= 5 ? value : null;
    }

    private static List<int>? ReadTypes(string text)
    {
        var types = TypeNumber().Matches(text.Split('\n')[0]).Select(m => int.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).Distinct().ToList();
        return types.Count == 0 ? null : types;
    }

    private static string? First(List<Entry> entries, Label label) =>
        entries.Where(e => e.Label == label).Select(e => NullIfEmpty(e.Text)).FirstOrDefault(text => text is not null);

    private static Label LabelOf(Match match) => match.Groups["label"].Value[0] switch
    {
        'T' or 't' => Label.Type,
        _ when IsRating(match.Groups["label"].Value) => Label.Rating,
        _ => Label.Rationale,
    };

    private static bool IsRating(string label) =>
        label.StartsWith("rating", StringComparison.OrdinalIgnoreCase) || label.StartsWith("score", StringComparison.OrdinalIgnoreCase);

    /// <summary>The marks that belong to the next label or to the end of the reply are not part of the text.</summary>
    private static string Clean(string text)
    {
        var clean = text.Trim().TrimStart('*', '_', ' ');
        while (Trailing().Match(clean) is { Success: true, Length: > 0 } tail)
            clean = clean[..tail.Index].TrimEnd();
        return clean;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static readonly string[] s_words = ["one", "two", "three", "four", "five"];

    /// <summary>"#### Output for Text 2", "**Text 2:**", "Text 2" alone on a line, or "Output for Text 2: Rating: 4". Not "Text 2 is better".</summary>
    [GeneratedRegex(@"^[^\S\n]*[#>*_\[(\-•\s]*(?:(?:output|evaluation|assessment|annotation|feedback|judg(?:e)?ment)\s+(?:for|of)\s+)?<?\s*text\s*(?:\#|no\.|number)?\s*(?<n>\d{1,4})\b(?:[^\S\n]*[>*_\])#:.\-–—]*[^\S\n]*(?=\n|$)|[^\S\n]*[>*_\])#:.\-–—,]*[^\S\n]*(?=[*_]*(?:overall\s+)?(?:rating|score|rationale|type)s?\b\s*[*_]*\s*[:：=]))|^[^\S\n]*[#>*_\-•\s]*output\s+for\s+text\s*(?<n>\d{1,4})\b[^\S\n]*[:*_.\-]*", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[^\S\n]*(?:[#>*_•\-+]+[^\S\n]*|\d+[.)][^\S\n]+)*(?:(?:overall|final|my|the)\s+)?(?<label>ratings?|scores?|rationales?|reason(?:ing|s)?|explanation|justification|types?)(?:\s+(?:for|of)\s+(?:the\s+)?(?:rating|types?|text\s*\d+))?\s*[*_]*\s*[:：=]", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LabelAtLineStart();

    [GeneratedRegex(@"\b(?<label>ratings?|scores?|rationales?|types?)\b\s*[*_]*\s*[:：=]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelAnywhere();

    [GeneratedRegex(@"[\s,;|*_(\-–—]*\brationale\b\s*[*_]*\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineRationale();

    [GeneratedRegex(@"^[\s\[<(""'*_]*(?:n\s*/\s*a|n\.a\.|not applicable|none|null)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotApplicable();

    /// <summary>A whole number or its word, perhaps "/5" or "out of 5" behind it; not "4.5", "4-5", "4 or 5", "4/10", "45".</summary>
    [GeneratedRegex(@"^[\s\[<(""'*_`]*(?:(?<n>\d{1,6})(?:[.,]0+)?(?![\d])(?![.,]\d)|(?<word>one|two|three|four|five)\b)[*_`]*(?:\s*(?:/|out\s+of)\s*[*_]*(?:5|five)(?![\d.,]*\d))?(?!\s*/)(?!\s*(?:[-–—~]|to|or|and|out\s+of)\s*\d)(?!\s*%)(?!\s*\+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rating();

    [GeneratedRegex(@"\b\d\b")]
    private static partial Regex TypeNumber();

    [GeneratedRegex(@"(?:\n\s*(?:-{3,}|[#*_>]+)\s*|\s[*_#>\-]+)$")]
    private static partial Regex Trailing();
}
