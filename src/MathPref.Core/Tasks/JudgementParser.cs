using System.Globalization;
using System.Text;
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
        var text = WithoutRamble(reply.ReplaceLineEndings("\n"));
        var sections = Sections(text, count);
        // Ratings that stand nowhere near the number of a text: by position they would be a guess.
        var silence = sections.All(s => s.Count == 0)
            && LabelAtLineStart().Matches(text).Any(m => LabelOf(m) is Label.Rating)
            && !Heading().Matches(text).Any(m => NumberOf(m) > count)
            ? "the reply does not say which text it rates"
            : "the reply says nothing of it";
        var judgements = new Judgement[count];
        for (var i = 0; i < count; i++)
            judgements[i] = sections[i].Count == 0 ? new Judgement(null, null, Problem: silence) : Read(sections[i], aspect);
        return judgements;
    }

    /// <summary>A small model goes on with the prompt once it has judged: what follows such a heading speaks of other texts.</summary>
    private static string WithoutRamble(string reply)
    {
        var rating = LabelAtLineStart().Matches(reply).FirstOrDefault(m => LabelOf(m) is Label.Rating && IsBareRating(Behind(reply, m)));
        if (rating is null)
            return reply;
        var echo = PromptHeading().Match(reply, rating.Index);
        return echo.Success ? reply[..echo.Index] : reply;
    }

    /// <summary>The parts of the reply that speak of each text. A text can have several: a model may repeat the format before it fills it in.</summary>
    private static List<StringBuilder>[] Sections(string reply, int count)
    {
        var sections = new List<StringBuilder>[count];
        for (var i = 0; i < count; i++)
            sections[i] = [];
        if (count == 0)
            return sections;
        var headings = Heading().Matches(reply);
        if (headings.Count == 0)
        {
            foreach (var (block, i) in BlocksInOrder(reply, count).Select((block, i) => (block, i)))
                sections[i].Add(new StringBuilder(block));
            return sections;
        }
        var beforeHeadings = reply[..headings[0].Index];
        var ratingsBefore = LabelAtLineStart().Matches(beforeHeadings).Count(m => LabelOf(m) is Label.Rating);
        var last = reply[(headings[^1].Index + headings[^1].Length)..];
        // "Rating: 2\nText 2\nRating: 5\nText 1": here the names stand below their ratings.
        if (ratingsBefore > 0 && string.IsNullOrWhiteSpace(last))
            return sections;
        var previous = 0;
        for (var i = 0; i < headings.Count; i++)
        {
            var start = headings[i].Index + headings[i].Length;
            var end = i + 1 < headings.Count ? headings[i + 1].Index : reply.Length;
            if (NumberOf(headings[i]) is not { } number || number > count)
            {
                previous = 0;
                continue;
            }
            var section = WithoutSummary(reply[start..end]);
            // "Rationale for Text 1: …" is both the heading and the label.
            if (headings[i].Groups["own"] is { Success: true } own)
                section = $"{own.Value}: {section}";
            else if (IsLoneRating(FirstLine(section.Trim())) && !LabelAtLineStart().Matches(section).Any(m => LabelOf(m) is Label.Rating))
                section = $"Rating: {section.TrimStart()}";
            else if (IsProse(headings[i].Value, section))
                section = $"Rationale: {section}";
            // "Text 1 Rating: 4\nText 1 Rationale: …" speaks of one text twice.
            if (number == previous)
                sections[number - 1][^1].Append('\n').Append(section);
            else
                sections[number - 1].Add(new StringBuilder(section));
            previous = number;
        }
        // A model that goes on where the prompt ends leaves the first heading out.
        if (sections[0].Count == 0 && NumberOf(headings[0]) == 2 && ratingsBefore == 1 && HoldsLabelledBlocksAlone(beforeHeadings))
            sections[0].Add(new StringBuilder(beforeHeadings));
        return sections;
    }

    /// <summary>Prose right below a heading says why, though it bears no label; a text that is shown again says nothing.</summary>
    private static bool IsProse(string heading, string section) =>
        !heading.Contains('<') && section.Any(char.IsLetter) && !LabelAtLineStart().IsMatch(section) && !LabelAnywhere().IsMatch(section);

    /// <summary>What stands under a heading of the prompt, or under a summary once the rating is given, speaks of no single text.</summary>
    private static string WithoutSummary(string section)
    {
        if (PromptHeading().Match(section) is { Success: true } echo)
            section = section[..echo.Index];
        var rating = LabelAtLineStart().Matches(section).FirstOrDefault(m => LabelOf(m) is Label.Rating && IsBareRating(Behind(section, m)));
        return rating is not null && Summary().Match(section, rating.Index) is { Success: true } summary ? section[..summary.Index] : section;
    }

    private static int? NumberOf(Match heading)
    {
        if (heading.Groups["letter"] is { Success: true } letter)
            return char.ToUpperInvariant(letter.ValueSpan[0]) - 'A' + 1;
        if (heading.Groups["word"] is { Success: true } word)
            return Array.FindIndex(s_words, w => word.ValueSpan.Equals(w, StringComparison.OrdinalIgnoreCase)) + 1;
        if (heading.Groups["ordinal"] is { Success: true } ordinal)
            return Array.FindIndex(s_ordinals, o => ordinal.ValueSpan.Equals(o, StringComparison.OrdinalIgnoreCase)) % s_words.Length + 1;
        return int.TryParse(heading.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
    }

    /// <summary>
    /// A reply without a single heading can still be read when it is nothing but labelled blocks, one a text: then they stand in order.
    /// </summary>
    private static IReadOnlyList<string> BlocksInOrder(string reply, int count)
    {
        if (count == 1)
            return [reply];
        var entries = LabelAtLineStart().Matches(reply);
        var ratings = entries.Where(m => LabelOf(m) is Label.Rating).ToList();
        if (ratings.Count != count || !HoldsLabelledBlocksAlone(reply))
            return [];
        // "Rating: 4 … Overall rating: 4" are no two texts.
        if (ratings.Any(m => m.Groups["whole"].Success) && !ratings.All(m => m.Groups["whole"].Success))
            return [];
        // A block begins with whatever label the first one begins with.
        var opener = LabelOf(entries[0]);
        var openers = entries.Where(m => LabelOf(m) == opener).ToList();
        if (opener is Label.Rationale && openers.Count == 2 * count)
            openers = openers.Where((_, i) => i % 2 == 0).ToList();
        // "2. Rating: … 1. Rating: …" is numbered otherwise than by position.
        var numbers = openers.Select(m => m.Groups["number"].Success ? m.Groups["number"].Value.TrimStart('0') : "").ToList();
        if (openers.Count != count
            || !(numbers.TrueForAll(n => n == numbers[0])
                || numbers.SequenceEqual(Enumerable.Range(1, count).Select(n => n.ToString(CultureInfo.InvariantCulture)))))
            return [];
        return openers.Select((m, i) => reply[m.Index..(i + 1 < openers.Count ? openers[i + 1].Index : reply.Length)]).ToList();
    }

    /// <summary>
    /// Position tells which text is meant only where nothing else could: each line is a label's, a rule, a sentence of a rationale
    /// or, at the top, a sentence that leads in. A line that names a text, a heading or a summary says otherwise.
    /// </summary>
    private static bool HoldsLabelledBlocksAlone(string reply)
    {
        Label? label = null;
        var awaitsValue = false;
        foreach (var line in reply.Split('\n'))
        {
            if (!line.Any(char.IsLetterOrDigit))
                continue;
            if (NamesAText().IsMatch(line))
                return false;
            if (LabelAtLineStart().Match(line) is { Success: true } match)
            {
                label = LabelOf(match);
                var value = Behind(line, match);
                // "Rating: 2 [text 2]", "Rationale: (2) …": another number beside the rating or before the reason may be a text's.
                if (label is Label.Rating && Rating().Match(value) is { Success: true } rating && value.AsSpan(rating.Length).ContainsAnyInRange('0', '9')
                    || label is Label.Rationale && NumberMark().IsMatch(value))
                    return false;
                awaitsValue = value.Length == 0;
                if (InlineRationale().IsMatch(line))
                    label = Label.Rationale;
                continue;
            }
            var text = line.Trim().TrimEnd('*', '_', '`', '"', ')', ' ');
            var isSentence = text.Any(char.IsLetter) && ".!?".Contains(text[^1]) && !line.TrimStart().StartsWith('#');
            var isValue = awaitsValue && label is not Label.Rationale && text.Length <= FarthestLookAhead && IsBareRating(line.Trim().TrimStart('*', '_', ' '));
            var leadsIn = label is null && text.Any(char.IsLetter) && (isSentence || text.EndsWith(':'));
            awaitsValue = false;
            if (!(leadsIn || isValue || (label is Label.Rationale && isSentence)))
                return false;
        }
        return true;
    }

    private static Judgement Read(List<StringBuilder> sections, UltraFeedbackAspect aspect)
    {
        var readings = sections.Select(section => ReadSection(section.ToString(), aspect)).ToList();
        var rated = readings.Where(r => r.Rating is not null).ToList();
        if (rated.Count == 0)
            return readings.FirstOrDefault(r => r.Problem is null) ?? readings[0];
        // All ratings first and all rationales below: the rationale stands in a section of its own.
        var best = rated[0].Rationale is null && !aspect.HasTypes()
            ? rated[0] with { Rationale = readings.Select(r => r.Rationale).FirstOrDefault(r => r is not null) }
            : rated[0];
        return rated.All(r => r.Rating == best.Rating)
            ? best
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
            return at >= 0 && beside >= 0 && beside < entries.Count && entries[beside].Label is Label.Rationale ? NullIfIdle(entries[beside].Text) : null;
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
        if (labels.Count == 0 && IsLoneRating(FirstLine(section.Trim())))
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

    /// <summary>A rating that needs no label has its line to itself: "4", "4/5", "**4** (good)"; not "1. The first step is right."</summary>
    private static bool IsLoneRating(string line) =>
        line.Length <= FarthestLookAhead
        && (Rating().Match(line) is { Success: true } rating
            ? LoneEnd().IsMatch(line[rating.Length..])
            : NotApplicable().Match(line) is { Success: true } none && LoneEnd().IsMatch(line[none.Length..]));

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
            : int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return value is >= 1 and <= 5 ? value : null;
    }

    /// <summary>Types are numbered 1 to 3 in both aspects that have them; they may stand one a line.</summary>
    private static List<int>? ReadTypes(string text)
    {
        var stated = text.Length <= 40 ? text : FirstLine(text);
        // "None, since 1 …" names none, and "1-3" may be a range, the ends of one, or our own words for what is allowed.
        if (NotApplicable().IsMatch(stated) || TypeRange().IsMatch(stated))
            return null;
        var types = TypeNumber().Matches(stated).Select(m => m.ValueSpan[0] - '0').Distinct().ToList();
        return types.Count == 0 ? null : types;
    }

    private static string? First(List<Entry> entries, Label label) =>
        entries.Where(e => e.Label == label).Select(e => NullIfIdle(e.Text)).FirstOrDefault(text => text is not null);

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
        var clean = text.AsSpan().Trim().TrimStart("*_ ").TrimStart();
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

    /// <summary>Nothing, and the blanks of our own format that were copied instead of filled in, are no text.</summary>
    private static string? NullIfIdle(string text) => text.Length == 0 || Blank().IsMatch(text) ? null : text;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static readonly string[] s_words = ["one", "two", "three", "four", "five"];

    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th"];

    private const string Marks = "*_#>-";

    private static readonly char[] s_betweenLabels = [' ', '\t', '\n', ',', ';', '|', '*', '_', '(', '-', '–', '—', '#', '>'];

    private const string Ahead =
        @"(?=[ \t\u00A0]*(?:\n|\z|[(*_ ]{0,4}(?:(?:overall|final|my|the)\ )?"
        + @"(?:ratings?|scores?|rationales?|reasoning|explanation|justification|types?)\b[ *_]{0,6}[:：=]"
        + @"|[1-5](?:\ ?/\ ?5)?[*_.]{0,3}[ \t]{0,8}(?:\n|\z)))";

    private const string Nouns = "text|response|answer|candidate|generation|output";

    private const string OtherNouns = Nouns + "|number|no\\.|option|assistant|model|solution|method|version|sample|student|attempt";

    private const string Words = "one|two|three|four|five";

    private const string Ordinals = "first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th";

    private const string Judging = "output|evaluation|assessment|annotation|feedback|judge?ment|review";

    /// <summary>
    /// "#### Output for Text 2", "**Text 2:**", "Text 2" alone on a line, "Text 2 (Rating: 4)" or "Output for Text 2: Rating: 4". Not
    /// "Text 2 is better".
    /// </summary>
    [GeneratedRegex(
        @"^(?>(?:[#>*_\[(\-•+|<`""'= \t\u00A0]|[0-9]{1,2}[.)](?=[ \t*_]))*)(?:"
        + @"(?:(?:" + Judging + @"|ratings?|scores?)\s{1,3}(?:for|of|on)\s{1,3}(?:the\s{1,3})?)?"
        + @"(?>[*_<\[(`""']*)(?:text|response|answer|candidate|generation|output)(?>[ \t\u00A0]*)(?:\#|no\.|number)?(?>[ \t\u00A0]*)"
        + @"(?<n>[0-9]{1,4})(?![0-9\p{L}])(?![.,][0-9])"
        + @"(?>(?:[ \t]{1,3}(?:" + Judging + @"))?)(?>(?:[ \t]{0,3}\([^():\n]{0,80}\))?)(?>[>*_\])(#:：.,\-–—|`""' \t\u00A0]*)" + Ahead
        + @"|(?:(?:" + Judging + @")[ \t]{1,3})?(?:(?:for|of)[ \t]{1,3})?(?:the[ \t]{1,3})?"
        + @"(?:(?<ordinal>" + Ordinals + @")[ \t]{1,3}(?:" + Nouns + @")"
        + @"|(?:" + Nouns + @")[ \t]{1,3}(?:(?<letter>[a-e])|(?<word>" + Words + @"))(?![0-9\p{L}]))"
        + @"(?>(?:[ \t]{0,3}\([^():\n]{0,80}\))?)(?>[>*_\])(#:：.,\-–—|`""' \t\u00A0]*)" + Ahead
        + @"|(?:(?:overall|final|my|the)[ \t]{1,3})?(?<own>rationale|reasoning|explanation|justification|type)s?[ \t]{1,3}"
        + @"(?:for|of)[ \t]{1,3}(?:the[ \t]{1,3})?(?:" + Nouns + @")(?>[ \t\u00A0]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])[*_ \t]{0,6}[:：](?>[*_ \t]*)"
        + @"|(?:" + Judging + @")\s{1,3}for\s{1,3}text(?>[ \t\u00A0]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?>[:*_.\- \t]*))"
        + @"|^[ \t]{0,3}\#{1,6}(?>[ \t*_]*)text(?>[ \t]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?>[:*_.\- \t]*)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^(?>(?:[#>*_•\-+(|`""' \t\u00A0]|(?<number>[0-9]{1,3})[.)](?=[ \t*_]))*)"
        + @"(?:(?:(?<whole>overall|final)|my|the)[ \t]{1,3})?(?<label>ratings?|scores?|rationales?|reason(?:ing|s)?|explanation|justification|types?)"
        + @"(?:[ \t]{1,3}(?:for|of)[ \t]{1,3}(?:the[ \t]{1,3})?(?:ratings?|types?|scores?|informativeness|hallucinations?|text[ \t]{0,3}[0-9]{1,4}))?"
        + @"(?>[ \t\u00A0*_]*)(?:[:：=]|(?<=(?:rating|score)s?[ \t*_]{1,8})(?:[-–—][ \t]{0,3})?(?=[1-5](?:[ \t]?/[ \t]?5)?[.*_]{0,3}[ \t]{0,8}(?:\n|\z)))",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LabelAtLineStart();

    [GeneratedRegex(@"\b(?<label>ratings?|scores?|rationales?|types?)\b(?>[\s*_]*)[:：=]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelAnywhere();

    [GeneratedRegex(@"\b(?:rationale|reasoning|reason|explanation|justification)\b(?>[\s*_]*)[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineRationale();

    [GeneratedRegex(
        @"^(?>[\s\[<(""'*_]*)(?:n[ \t]{0,3}/[ \t]{0,3}a|n\.a\.|not applicable|none|null)(?!\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotApplicable();

    /// <summary>
    /// A whole number or its word, perhaps "/5", "out of 5" or "stars" behind it; not "4.5", "4-5", "4 or 5", "4? No, 2", "4/10",
    /// "4 stars out of 10", "45".
    /// </summary>
    [GeneratedRegex(
        @"^(?>[\s\[<(""'*_`$]*)(?:(?<n>[0-9]{1,6})(?:[.,]0+)?(?![0-9\p{L}\p{No}])(?![.,][0-9])|(?<word>one|two|three|four|five)\b)"
        + @"[*_`$]{0,4}(?>(?:[ \t]{0,3}(?:stars?|points?)\b)?)"
        + @"(?>(?:[ \t]{0,3}\(?(?:/|(?:out\s{1,3})?of)[ \t]{0,3}[*_]{0,2}(?:5(?:[.,]0{1,9})?|five)(?![0-9.,]{0,9}[0-9]))?)"
        + @"(?![ \t]{0,3}(?:/|\(?out\s{1,3}of\b|\(?of[ \t]{1,3}[0-9]))(?![ \t]{0,3}\?)"
        + @"(?![ \t.,;(]{0,6}(?:no|actually|wait|sorry|rather|or|perhaps|maybe)[ \t.,;:!]{1,4}[0-9])"
        + @"(?![ \t]{0,3}(?:[-–—~]|to|or|and|out\s{1,3}of)[ \t]{0,3}[0-9])(?![ \t]{0,3}%)(?![ \t]{0,3}\+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rating();

    /// <summary>What may follow a rating that stands for itself: nothing, punctuation, "stars".</summary>
    [GeneratedRegex(@"^(?>[ \t\])>*_`""']*)(?:$|[.,;:!|(=–—\-\]\n]|(?:stars?|points?)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareEnd();

    [GeneratedRegex(@"^[\])>*_`"".]{0,6}[ \t]{0,8}(?:\([^()\n]{0,100}\))?[.*_]{0,4}\s{0,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex LoneEnd();

    [GeneratedRegex(@"(?<![0-9A-Za-z.\-–—−/])[1-3](?![0-9A-Za-z/]|\.[0-9])")]
    private static partial Regex TypeNumber();

    [GeneratedRegex(@"[0-9][ \t]{0,3}(?:[-–—~]|to|through)[ \t]{0,3}[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypeRange();

    /// <summary>The headings of our own prompt, with the rule above them; "Overall Rating" may also stand over a rating.</summary>
    [GeneratedRegex(
        @"(?:^[ \t]{0,8}-{3,}[ \t]{0,8}\n\s{0,8})?^[ \t]{0,3}(?:\#{1,6}[ \t]{0,3}[*_]{0,2}(?:(?:annotation|format|input)[*_:]{0,4}[ \t]{0,8}$"
        + @"|(?:honesty\ and\ uncertainty|instruction\ following|informativeness\ and\ helpfulness|truthfulness\ and\ hallucination)\ assessment\b"
        + @"|overall\ rating[*_:]{0,4}[ \t]{0,8}$(?!\s{0,8}[\#*_>\- ]{0,6}(?:(?:the|my|overall|final)\ )?(?:ratings?|scores?|[1-5]|n/a)\b))"
        + @"|instruction:[^\n]{0,2000}\n\s{0,8}texts:)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PromptHeading();

    [GeneratedRegex(
        @"^[ \t]{0,3}(?:\#{1,6}[ \t]{0,3}[*_]{0,2}|\*\*)(?:(?:overall|final)[ \t]{1,3})?"
        + @"(?:summary|conclusion|overall|comparison|verdict|assessment|evaluation)[*_:]{0,4}[ \t]{0,8}$",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Summary();

    /// <summary>What stands in angle brackets in our format (UltraFeedbackRubric.OutputFormat), copied.</summary>
    [GeneratedRegex(
        @"^[<\[(""'`*_ ]{0,6}(?:why(?: th(?:is|ese) (?:types?|rating))?, in short sentences|a whole number from 1 to 5"
        + @"|numbers of the types, separated by commas)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Blank();

    [GeneratedRegex(@"^\W{0,4}[0-9]{1,3}[).:\]]", RegexOptions.CultureInvariant)]
    private static partial Regex NumberMark();

    /// <summary>"the second answer", "Text B", "Response 2", "## Summary", "Overall, …".</summary>
    [GeneratedRegex(
        @"\b(?:" + Ordinals + @"|last|other)[ \t]{1,3}(?:one|" + OtherNouns + @")\b"
        + @"|\bthe (?:" + Ordinals + @")[ \t]{0,3}(?:$|[^ \t\p{L}0-9])"
        + @"|\b(?:" + OtherNouns + @")[ \t]{0,3}[\#(]?[ \t]{0,3}(?:[1-9](?![0-9.,]*[0-9])|(?:[b-e]|" + Words + @")\b)"
        + @"|\b(?:former|latter)\b"
        + @"|^\W{0,12}(?:" + Ordinals + @"|(?:in )?summary|in conclusion|conclusion|overall(?![ \t]{1,3}(?:ratings?|scores?)\b))(?:ly)?\b[^\n]{0,3}(?:$|[:,.])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesAText();
}
