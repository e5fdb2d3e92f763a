using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tasks.JudgementLabels;

namespace MathPref.Core.Tasks;

/// <summary>Which parts of a judge's reply speak of which text.</summary>
internal static partial class JudgementSections
{
    /// <summary>What speaks of one text.</summary>
    /// <param name="Parts">In the order of the reply; a text can have several, as a model may repeat the format before it fills it in.</param>
    /// <param name="WhyNone">Why there is none; null where there is.</param>
    public sealed record About(List<string> Parts, string? WhyNone);

    /// <summary>What speaks of each text of the material.</summary>
    public static About[] Of(string reply, JudgementMaterial material)
    {
        var count = material.Texts.Count;
        if (count == 0)
            return [];
        // A heading that bears the mark is the judge's own.
        var sections = MarkedHeading().IsMatch(reply) ? ByMarks(reply, material) : ByHeadings(reply, material);
        var ratesNoneByName = sections.All(s => s.Count == 0) && RatesNoneByName(reply, count);
        return [.. sections.Select((parts, i) => new About(parts, parts.Count > 0 ? null
            : Heading().Matches(reply).Any(m => NumberOf(m) == i + 1 && material.Holds(m.Value)) ? "its heading may be quoted from a text"
            : ratesNoneByName ? "the reply does not say which text it rates"
            : "the reply says nothing of it"))];
    }

    private static bool RatesNoneByName(string reply, int count) =>
        AtLineStart().Matches(reply).Concat(Marked().Matches(reply)).Any(m => LabelOf(m) is Label.Rating)
        && !Heading().Matches(reply).Concat(MarkedHeading().Matches(reply)).Any(m => NumberOf(m) > count);

    private static List<string>[] ByMarks(string reply, JudgementMaterial material)
    {
        var count = material.Texts.Count;
        if (FirstRating(reply) is { } rating && MarkedPromptHeading().Match(reply, rating.Index) is { Success: true } ramble)
            reply = reply[..ramble.Index];
        var marked = MarkedHeading().Matches(reply);
        if (marked.Count == 0)
            return ByHeadings(reply, material);
        var named = marked.Select(NumberOf).ToHashSet();
        // One without the mark counts where its text has no other, and no text holds it.
        var plain = Heading().Matches(reply).Where(m => NumberOf(m) is { } number && number <= count && !named.Contains(number) && !material.Holds(m.Value));
        var headings = marked.Concat(plain).OrderBy(m => m.Index).ToList();
        var sections = Enumerable.Range(0, count).Select(_ => new List<string>()).ToArray();
        for (var i = 0; i < headings.Count; i++)
        {
            var start = headings[i].Index + headings[i].Length;
            var section = reply[start..(i + 1 < headings.Count ? headings[i + 1].Index : reply.Length)];
            // Without a label that bears the mark, what stands below a quoted heading is not about this text.
            if (!MarksARating(section) && Heading().Match(section) is { Success: true } quoted)
                section = section[..quoted.Index];
            if (NumberOf(headings[i]) is { } number && number <= count)
                sections[number - 1].Add(AsLabelled(headings[i].Value, WithoutSummary(section, MarkedPromptHeading().Match(section)), material));
        }
        // A model that goes on where the prompt ends leaves the first heading out.
        var before = reply[..headings[0].Index];
        if (sections[0].Count == 0 && NumberOf(headings[0]) == 2 && Marked().Matches(before).Count(m => LabelOf(m) is Label.Rating) == 1)
            sections[0].Add(before);
        return sections;
    }

    private static bool MarksARating(string section) => Marked().Matches(section).Any(m => LabelOf(m) is Label.Rating);

    /// <summary>Labels with the mark and not a single heading: no text can have put them there, so they stand in order, one part a text.</summary>
    private static IReadOnlyList<string> MarkedBlocksInOrder(string reply, int count)
    {
        var labels = Marked().Matches(reply);
        if (labels.Count(m => LabelOf(m) is Label.Rating) != count)
            return [];
        var openers = labels.Where(m => LabelOf(m) == LabelOf(labels[0])).ToList();
        if (openers.Count == 2 * count)
            openers = openers.Where((_, i) => i % 2 == 0).ToList();
        return openers.Count != count ? [] : [.. openers.Select((m, i) => reply[m.Index..(i + 1 < count ? openers[i + 1].Index : reply.Length)])];
    }

    /// <summary>A small model goes on with the prompt once it has judged: what follows such a heading speaks of other texts.</summary>
    private static string WithoutRamble(string reply, JudgementMaterial material) =>
        FirstRating(reply) is { } rating && PlainPromptHeading(reply, rating.Index, material) is { } echo ? reply[..echo.Index] : reply;

    /// <summary>Where the prompt begins anew without its mark, and no text is quoted.</summary>
    private static Match? PlainPromptHeading(string text, int from, JudgementMaterial material) =>
        PromptHeading().Matches(text, from).FirstOrDefault(m => !material.Holds(m.Value));

    private static Match? FirstRating(string text) =>
        Marked().Matches(text).FirstOrDefault(m => IsOwnRating(text, m)) ?? AtLineStart().Matches(text).FirstOrDefault(m => IsOwnRating(text, m));

    private static bool IsOwnRating(string text, Match label) => LabelOf(label) is Label.Rating && IsBareRating(Behind(text, label));

    private static List<string>[] ByHeadings(string reply, JudgementMaterial material) =>
        [.. HeadedParts(reply, material).Select(parts => parts.ConvertAll(lines => string.Join('\n', lines)))];

    private static List<List<string>>[] HeadedParts(string reply, JudgementMaterial material)
    {
        reply = WithoutRamble(reply, material);
        var count = material.Texts.Count;
        var sections = Enumerable.Range(0, count).Select(_ => new List<List<string>>()).ToArray();
        var headings = Heading().Matches(reply);
        if (headings.Count == 0)
        {
            // Position alone gives a rating to a text only where no text could have put it there.
            var blocks = count > 1 && MarksARating(reply) ? MarkedBlocksInOrder(reply, count)
                : count == 1 || !material.SpeaksOfRatings ? BlocksInOrder(reply, material)
                : [];
            foreach (var (i, block) in blocks.Index())
                sections[i].Add([block]);
            return sections;
        }
        var beforeHeadings = reply[..headings[0].Index];
        var ratingsBefore = AtLineStart().Matches(beforeHeadings).Count(m => LabelOf(m) is Label.Rating);
        var last = reply[(headings[^1].Index + headings[^1].Length)..];
        // "Rating: 2\nText 2\nRating: 5\nText 1": here the names stand below their ratings.
        if (ratingsBefore > 0 && string.IsNullOrWhiteSpace(last))
            return sections;
        var previous = 0;
        for (var i = 0; i < headings.Count; i++)
        {
            var start = headings[i].Index + headings[i].Length;
            var end = i + 1 < headings.Count ? headings[i + 1].Index : reply.Length;
            // A heading that a text holds too may be a quotation of it: what stands below speaks of no one knows whom.
            if (NumberOf(headings[i]) is not { } number || number > count || material.Holds(headings[i].Value))
            {
                previous = 0;
                continue;
            }
            var section = reply[start..end];
            section = WithoutSummary(section, PlainPromptHeading(section, 0, material));
            // "Rationale for Text 1: …" is both the heading and the label.
            section = headings[i].Groups["own"] is { Success: true } own ? $"{own.Value}: {section}" : AsLabelled(headings[i].Value, section, material);
            // "Text 1 Rating: 4\nText 1 Rationale: …" speaks of one text twice.
            if (number == previous)
                sections[number - 1][^1].Add(section);
            else
                sections[number - 1].Add([section]);
            previous = number;
        }
        // A model that goes on where the prompt ends leaves the first heading out.
        if (sections[0].Count == 0 && NumberOf(headings[0]) == 2 && ratingsBefore == 1 && !material.SpeaksOfRatings && HoldsLabelledBlocksAlone(beforeHeadings))
            sections[0].Add([beforeHeadings]);
        return sections;
    }

    /// <summary>What stands below a heading without a label and yet in a label's place gets it.</summary>
    private static string AsLabelled(string heading, string section, JudgementMaterial material) =>
        WithLoneRating(section, material) is var rated && IsProse(heading, rated) ? $"Rationale: {rated}" : rated;

    /// <summary>"4" is a rating; "1." is not where the next line rates, and neither is a number that a text has: its result may be repeated.</summary>
    private static string WithLoneRating(string section, JudgementMaterial material)
    {
        var text = section.TrimStart();
        var line = FirstLine(text);
        return LoneRating(line.TrimEnd()) is { } lone && !Marked().IsMatch(section) && !material.TextsHold(lone)
            && !(NumberMark().IsMatch(line) && StartsWithRating(text[line.Length..].TrimStart())) ? $"Rating: {text}" : section;
    }

    private static bool StartsWithRating(string text) => AtLineStart().Match(text) is { Success: true, Index: 0 } label && LabelOf(label) is Label.Rating;

    /// <summary>Prose right below a heading says why, though it bears no label; a text that is shown again says nothing.</summary>
    private static bool IsProse(string heading, string section) =>
        !heading.Contains('<') && section.Any(char.IsLetter) && !AtLineStart().IsMatch(section) && !Anywhere().IsMatch(section) && !Marked().IsMatch(section);

    /// <summary>What stands under a heading of the prompt, or under a summary once the rating is given, speaks of no single text.</summary>
    private static string WithoutSummary(string section, Match? promptHeading)
    {
        if (promptHeading is { Success: true })
            section = section[..promptHeading.Index];
        return FirstRating(section) is { } rating && Summary().Match(section, rating.Index) is { Success: true } summary ? section[..summary.Index] : section;
    }

    private static int? NumberOf(Match heading)
    {
        if (heading.Groups["letter"] is { Success: true } letter)
            return char.ToUpperInvariant(letter.ValueSpan[0]) - 'A' + 1;
        if (heading.Groups["word"] is { Success: true } word)
            return Array.FindIndex(Words, w => word.ValueSpan.Equals(w, StringComparison.OrdinalIgnoreCase)) + 1;
        if (heading.Groups["ordinal"] is { Success: true } ordinal)
            return Array.FindIndex(s_ordinals, o => ordinal.ValueSpan.Equals(o, StringComparison.OrdinalIgnoreCase)) % Words.Length + 1;
        return int.TryParse(heading.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
    }

    /// <summary>
    /// A reply without a single heading can still be read when it is nothing but labelled blocks, one a text: then they stand in order.
    /// </summary>
    private static IReadOnlyList<string> BlocksInOrder(string reply, JudgementMaterial material)
    {
        var count = material.Texts.Count;
        if (count == 1)
            return [WithLoneRating(reply, material)];
        var entries = AtLineStart().Matches(reply);
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
            if (AtLineStart().Match(line) is { Success: true } match)
            {
                label = LabelOf(match);
                var value = Behind(line, match);
                // "Rating: 2 [text 2]", "Rationale: (2) …": another number beside the rating or before the reason may be a text's.
                if (label is Label.Rating && HasAnotherNumber(value)
                    || label is Label.Rationale && NumberMark().IsMatch(value))
                    return false;
                awaitsValue = value.Length == 0;
                if (InlineRationale().IsMatch(line))
                    label = Label.Rationale;
                continue;
            }
            var text = line.Trim().TrimEnd('*', '_', '`', '"', ')', ' ');
            var isSentence = text.Any(char.IsLetter) && ".!?".Contains(text[^1]) && !line.TrimStart().StartsWith('#');
            var isValue = awaitsValue && label is not Label.Rationale && text.Length <= LongestLone && IsBareRating(line.Trim().TrimStart('*', '_', ' '));
            var leadsIn = label is null && text.Any(char.IsLetter) && (isSentence || text.EndsWith(':'));
            awaitsValue = false;
            if (!(leadsIn || isValue || (label is Label.Rationale && isSentence)))
                return false;
        }
        return true;
    }

    private const int LongestLone = 200;

    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th"];

    private const string Ahead =
        @"(?=[ \t\u00A0]*(?:\n|\z|[(*_ ]{0,4}(?:(?:overall|final|my|the)\ )?"
        + @"(?:ratings?|scores?|rationales?|reasoning|explanation|justification|types?)\b[ *_]{0,6}[:：=]"
        + @"|[1-5](?:\ ?/\ ?5)?[*_.]{0,3}[ \t]{0,8}(?:\n|\z)))";

    private const string Nouns = "text|response|answer|candidate|generation|output";

    private const string OtherNouns = Nouns + "|number|no\\.|option|assistant|model|solution|method|version|sample|student|attempt";

    private const string Numerals = "one|two|three|four|five";

    private const string Ordinals = "first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th";

    private const string Judging = "output|evaluation|assessment|annotation|feedback|judge?ment|review";

    /// <summary>"#### Output for Text 2" with the mark, which is the judge's own wherever it begins a line; not the tag of a text.</summary>
    [GeneratedRegex(
        @"^(?>(?:[#>*_\[(\-•+|`""' \t\u00A0]|[0-9]{1,2}[.)](?=[ \t*_]))*)"
        + @"(?:(?:output\s{1,3}for\s{1,3})?text[ \t\u00A0\#]{0,3}(?<n>[0-9]{1,4})(?>[*_:`\]) \t\u00A0]*)\uFFFE"
        + @"|\uFFFE[ \t]{0,3}(?:output\s{1,3}for\s{1,3})?text[ \t\u00A0\#]{0,3}(?<n>[0-9]{1,4})(?![0-9\p{L}]))(?>[*_:.`)\-–— \t]*)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkedHeading();

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
        + @"|(?:" + Nouns + @")[ \t]{1,3}(?:(?<letter>[a-e])|(?<word>" + Numerals + @"))(?![0-9\p{L}]))"
        + @"(?>(?:[ \t]{0,3}\([^():\n]{0,80}\))?)(?>[>*_\])(#:：.,\-–—|`""' \t\u00A0]*)" + Ahead
        + @"|(?:(?:overall|final|my|the)[ \t]{1,3})?(?<own>rationale|reasoning|explanation|justification|type)s?[ \t]{1,3}"
        + @"(?:for|of)[ \t]{1,3}(?:the[ \t]{1,3})?(?:" + Nouns + @")(?>[ \t\u00A0]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])[*_ \t]{0,6}[:：](?>[*_ \t]*)"
        + @"|(?:" + Judging + @")\s{1,3}for\s{1,3}text(?>[ \t\u00A0]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?>[:*_.\- \t]*))"
        + @"|^[ \t]{0,3}\#{1,6}(?>[ \t*_]*)text(?>[ \t]*)(?<n>[0-9]{1,4})(?![0-9\p{L}])(?>[:*_.\- \t]*)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    /// <summary>The headings of our own prompt, with the rule above them; "Overall Rating" may also stand over a rating.</summary>
    [GeneratedRegex(
        @"(?:^[ \t]{0,8}-{3,}[ \t]{0,8}\n\s{0,8})?^[ \t]{0,3}(?:\#{1,6}[ \t]{0,3}[*_]{0,2}(?:(?:annotation|format|input)[*_:]{0,4}[ \t]{0,8}$"
        + @"|(?:honesty\ and\ uncertainty|instruction\ following|informativeness\ and\ helpfulness|truthfulness\ and\ hallucination)\ assessment\b"
        + @"|overall\ rating[*_:]{0,4}[ \t]{0,8}$(?!\s{0,8}[\#*_>\- ]{0,6}(?:(?:the|my|overall|final)\ )?(?:ratings?|scores?|[1-5]|n/a)\b))"
        + @"|instruction:[^\n]{0,2000}\n\s{0,8}texts:)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PromptHeading();

    /// <summary>Where the prompt itself begins anew, with its mark.</summary>
    [GeneratedRegex(
        @"^[ \t]{0,3}(?:\#{1,6}[ \t]{0,3}[*_]{0,2}(?:annotation|input)(?>[*_: \t]*)\uFFFE"
        + @"|the\ mark\ of\ this\ task\ is[ \t]{0,3}\uFFFE|(?:instruction:[ \t]{0,3})?<instruction[ \t]{0,3}\uFFFE)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkedPromptHeading();

    [GeneratedRegex(
        @"^[ \t]{0,3}(?:\#{1,6}[ \t]{0,3}[*_]{0,2}|\*\*)(?:(?:overall|final)[ \t]{1,3})?"
        + @"(?:summary|conclusion|overall|comparison|verdict|assessment|evaluation)[*_:]{0,4}[ \t]{0,8}$",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^\W{0,4}[0-9]{1,3}[).:\]]", RegexOptions.CultureInvariant)]
    private static partial Regex NumberMark();

    /// <summary>"the second answer", "Text B", "Response 2", "## Summary", "Overall, …".</summary>
    [GeneratedRegex(
        @"\b(?:" + Ordinals + @"|last|other)[ \t]{1,3}(?:one|" + OtherNouns + @")\b"
        + @"|\bthe (?:" + Ordinals + @")[ \t]{0,3}(?:$|[^ \t\p{L}0-9])"
        + @"|\b(?:" + OtherNouns + @")[ \t]{0,3}[\#(]?[ \t]{0,3}(?:[1-9](?![0-9.,]*[0-9])|(?:[b-e]|" + Numerals + @")\b)"
        + @"|\b(?:former|latter)\b"
        + @"|^\W{0,12}(?:" + Ordinals + @"|(?:in )?summary|in conclusion|conclusion|overall(?![ \t]{1,3}(?:ratings?|scores?)\b))(?:ly)?\b[^\n]{0,3}(?:$|[:,.])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesAText();
}
