using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>
/// Reads a judge's reply by the number of each text. Blank lines, bold marks, line ends and the order of the labels carry no
/// meaning; what a reply does not state stays null for that text alone.
/// </summary>
/// <remarks>
/// A reply can be hostile: every repetition in the patterns is atomic or bounded, so that reading takes time in proportion to its
/// length, and digits are ASCII ones alone.
/// </remarks>
internal static partial class JudgementParser
{
    /// <summary>How much of a line is looked at to tell a rating from a sentence.</summary>
    private const int FarthestLookAhead = 200;

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
        if (count == 0)
            return sections;
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
            if (NumberOf(headings[i]) is { } number && number <= count)
                sections[number - 1].Add(reply[start..end]);
        }
        // A model that goes on where the prompt ends leaves the first heading out.
        var beforeHeadings = reply[..headings[0].Index];
        if (sections[0].Count == 0 && NumberOf(headings[0]) == 2 && LabelAtLineStart().Matches(beforeHeadings).Count(m => LabelOf(m) is Label.Rating) == 1)
            sections[0].Add(beforeHeadings);
        return sections;
    }

    private static int? NumberOf(Match heading) =>
        int.TryParse(heading.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;

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
        var entries = Entries(section, aspect);
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

    private static List<Entry> Entries(string section, UltraFeedbackAspect aspect)
    {
        var labels = LabelAtLineStart().Matches(section).Where(m => aspect.HasTypes() || LabelOf(m) is not Label.Type).ToList();
        var ratings = labels.Where(m => LabelOf(m) is Label.Rating).ToList();
        if (ratings.Count == 0)
        {
            // "Good work. Rating: 4/5": within a line only a label that a bare rating follows is one.
            labels = LabelAnywhere().Matches(section).Where(m => LabelOf(m) is not Label.Rating || IsBareRating(Behind(section, m))).ToList();
        }
        else if (ratings.Any(m => IsBareRating(Behind(section, m))))
        {
            // "Rating: 5 would be too much" in a rationale is no second rating.
            labels.RemoveAll(m => LabelOf(m) is Label.Rating && !IsBareRating(Behind(section, m)));
        }
        if (labels.Count == 0 && IsBareRating(FirstLine(section.Trim())))
            return [new Entry(Label.Rating, section.Trim())];
        var entries = new List<Entry>();
        for (var i = 0; i < labels.Count; i++)
        {
            var start = labels[i].Index + labels[i].Length;
            var end = i + 1 < labels.Count ? labels[i + 1].Index : section.Length;
            var (label, text) = (LabelOf(labels[i]), section[start..end]);
            // "Rating: 4 Rationale: …" on one line.
            if (label is not Label.Rationale && InlineRationale().Match(text) is { Success: true } inline)
            {
                entries.Add(new Entry(label, Clean(text[..inline.Index].TrimEnd(s_betweenLabels))));
                entries.Add(new Entry(Label.Rationale, Clean(text[(inline.Index + inline.Length)..])));
            }
            else
            {
                entries.Add(new Entry(label, Clean(text)));
            }
        }
        return entries;
    }

    /// <summary>What stands behind a label, on its line or the next that is not blank.</summary>
    private static string Behind(string section, Match label)
    {
        var start = label.Index + label.Length;
        while (start < section.Length && char.IsWhiteSpace(section[start]))
            start++;
        var near = section.AsSpan(start, Math.Min(section.Length - start, FarthestLookAhead));
        var line = (near.IndexOf('\n') is >= 0 and var end ? near[..end] : near).ToString();
        var rationale = InlineRationale().Match(line);
        return (rationale.Success ? line[..rationale.Index].TrimEnd(s_betweenLabels) : line).TrimStart('*', '_', ' ');
    }

    private static bool IsBareRating(string text) =>
        NotApplicable().IsMatch(text) || (Rating().Match(text) is { Success: true } match && BareEnd().IsMatch(text[match.Length..]));

    private static (int? Rating, string? Problem) ReadRating(List<Entry> entries, UltraFeedbackAspect aspect)
    {
        var stated = entries.Where(e => e.Label is Label.Rating).Select(e => FirstLine(e.Text).Trim()).ToList();
        if (stated.Count == 0)
            return (null, "the reply gives it no rating");
        if (stated.Any(NotApplicable().IsMatch))
            return aspect is UltraFeedbackAspect.Honesty ? (null, null) : (null, "the rating is 'N/A'");
        var ratings = stated.Select(WholeRating).Where(r => r is not null).Distinct().ToList();
        return ratings.Count switch
        {
            0 => (null, stated[0].Length == 0 ? "its rating is empty" : $"the rating '{Shorten(stated[0])}' is not a whole number from 1 to 5"),
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
            : int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return value is >= 1 and <= 5 ? value : null;
    }

    /// <summary>Types are numbered 1 to 3 in both aspects that have them; they may stand one a line.</summary>
    private static List<int>? ReadTypes(string text)
    {
        var types = TypeNumber().Matches(text.Length <= 40 ? text : FirstLine(text)).Select(m => m.ValueSpan[0] - '0').Distinct().ToList();
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
        var clean = text.AsSpan().Trim().TrimStart("*_ ");
        while (true)
        {
            var rest = clean.TrimEnd(Marks);
            if (rest.Length == clean.Length || (rest.Length > 0 && !char.IsWhiteSpace(rest[^1])))
                break;
            clean = rest.TrimEnd();
        }
        // "**Rationale: It is right.**" lost its opening stars with the label.
        if (clean.EndsWith("**") && clean.Count("**") % 2 == 1)
            clean = clean[..^2].TrimEnd();
        return clean.ToString();
    }

    private static string FirstLine(string text) => text.IndexOf('\n') is >= 0 and var end ? text[..end] : text;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static readonly string[] s_words = ["one", "two", "three", "four", "five"];

    private const string Marks = "*_#>-";

    private static readonly char[] s_betweenLabels = [' ', '\t', '\n', ',', ';', '|', '*', '_', '(', '-', '–', '—', '#', '>'];

    private const string Ahead = @"(?=[ \t\u00A0]*(?:\n|\z|[(*_ ]{0,4}(?:(?:overall|final|my|the)\ )?(?:ratings?|scores?|rationales?|reasoning|explanation|justification|types?)\b[ *_]{0,6}[:：=]|[1-5](?:\ ?/\ ?5)?[*_.]{0,3}[ \t]{0,8}(?:\n|\z)))";

    private const string Judging = "output|evaluation|assessment|annotation|feedback|judge?ment|review";

    /// <summary>
    /// "#### Output for Text 2", "**Text 2:**", "Text 2" alone on a line, "Text 2 (Rating: 4)" or "Output for Text 2: Rating: 4". Not
    /// "Text 2 is better".
    /// </summary>
    [GeneratedRegex(
        @"^(?>(?:[#>*_\[(\-•+|<`""'= \t\u00A0]|[0-9]{1,2}[.)](?=[ \t*_]))*)(?:"
        + @"(?:(?:" + Judging + @"|ratings?|scores?)\s{1,3}(?:for|of|on)\s{1,3}(?:the\s{1,3})?)?(?>[*_<\[(`""']*)(?:text|response|answer|candidate|generation|output)(?>[ \t\u00A0]*)(?:\#|no\.|number)?(?>[ \t\u00A0]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?![.,][0-9])"
        + @"(?>(?:[ \t]{1,3}(?:" + Judging + @"))?)(?>(?:[ \t]{0,3}\([^():\n]{0,80}\))?)(?>[>*_\])(#:：.,\-–—|`""' \t\u00A0]*)" + Ahead
        + @"|(?:" + Judging + @")\s{1,3}for\s{1,3}text(?>[ \t\u00A0]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?>[:*_.\- \t]*))"
        + @"|^[ \t]{0,3}\#{1,6}(?>[ \t*_]*)text(?>[ \t]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?>[:*_.\- \t]*)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^(?>(?:[#>*_•\-+(|`""' \t\u00A0]|[0-9]{1,3}[.)](?=[ \t*_]))*)(?:(?:overall|final|my|the)[ \t]{1,3})?(?<label>ratings?|scores?|rationales?|reason(?:ing|s)?|explanation|justification|types?)"
        + @"(?:[ \t]{1,3}(?:for|of)[ \t]{1,3}(?:the[ \t]{1,3})?(?:ratings?|types?|scores?|informativeness|hallucinations?|text[ \t]{0,3}[0-9]{1,4}))?(?>[ \t\u00A0*_]*)(?:[:：=]|(?<=(?:rating|score)s?[ \t*_]{1,8})(?:[-–—][ \t]{0,3})?(?=[1-5](?:[ \t]?/[ \t]?5)?[.*_]{0,3}[ \t]{0,8}(?:\n|\z)))",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LabelAtLineStart();

    [GeneratedRegex(@"\b(?<label>ratings?|scores?|rationales?|types?)\b(?>[\s*_]*)[:：=]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelAnywhere();

    [GeneratedRegex(@"\b(?:rationale|reasoning|reason|explanation|justification)\b(?>[\s*_]*)[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineRationale();

    [GeneratedRegex(@"^(?>[\s\[<(""'*_]*)(?:n[ \t]{0,3}/[ \t]{0,3}a|n\.a\.|not applicable|none|null)(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotApplicable();

    /// <summary>A whole number or its word, perhaps "/5" or "out of 5" behind it; not "4.5", "4-5", "4 or 5", "4/10", "45".</summary>
    [GeneratedRegex(@"^(?>[\s\[<(""'*_`$]*)(?:(?<n>[0-9]{1,6})(?:[.,]0+)?(?![0-9\p{L}\p{No}])(?![.,][0-9])|(?<word>one|two|three|four|five)\b)[*_`$]{0,4}(?:[ \t]{0,3}(?:/|(?:out\s{1,3})?of)[ \t]{0,3}[*_]{0,2}(?:5(?:[.,]0+)?|five)(?![0-9.,]{0,9}[0-9]))?(?![ \t]{0,3}/)(?![ \t]{0,3}(?:[-–—~]|to|or|and|out\s{1,3}of)[ \t]{0,3}[0-9])(?![ \t]{0,3}%)(?![ \t]{0,3}\+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rating();

    /// <summary>What may follow a rating that stands for itself: nothing, punctuation, "stars".</summary>
    [GeneratedRegex(@"^(?>[ \t\])>*_`""']*)(?:$|[.,;:!|(=–—\-\]\n]|(?:stars?|points?)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareEnd();

    [GeneratedRegex(@"(?<![0-9A-Za-z.,])[1-3](?![0-9A-Za-z]|[.,][0-9])")]
    private static partial Regex TypeNumber();
}
