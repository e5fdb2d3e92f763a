using System.Text.RegularExpressions;
using MathPref.Core.Text;
using static MathPref.Core.Tasks.JudgementLabels;

namespace MathPref.Core.Tasks;

/// <summary>
/// Reads a judge's reply by the mark of the material and the number of each text; where it bears no mark, by its headings alone. Blank lines,
/// bold marks, line ends and the order of the labels carry no meaning; what a reply does not state stays null for that text alone.
/// </summary>
/// <remarks>
/// A reply quotes texts, and a text may hold a label with a rating. So the first label decides where the format has it, readable or not;
/// one that stands below prose, in a quotation or in a fence counts only where it can be nobody's but the judge's.
/// </remarks>
internal static partial class JudgementParser
{
    private const int Indented = 4;
    private const string Contradiction = "the reply rates it more than once, and differently";

    private sealed record Entry(Label Label, string Text);

    /// <summary>What one part of the reply says of a text, and whether it states a rating, readable or not.</summary>
    private sealed record Reading(Judgement Judgement, bool StatesRating);

    /// <summary>A label with the words behind it.</summary>
    private sealed record Statement(Match Match, string Text)
    {
        public int? Rating => WholeRating(Text);
    }

    public static IReadOnlyList<Judgement> Parse(string reply, JudgementMaterial material, UltraFeedbackAspect aspect)
    {
        var text = WithMarks(reply, material.Mark).ReplaceLineEndings("\n");
        return [.. JudgementSections.Of(text, material)
            .Select(about => about.WhyNone is { } why ? new Judgement(null, null, Problem: why) : Read(about.Parts, material, aspect))];
    }

    /// <summary>The mark, with the brackets around it, is one character from here on.</summary>
    private static string WithMarks(string reply, string mark) => MarkIn().Replace(
        reply.Replace(Mark, ' '),
        match => match.Groups["mark"].Value.Equals(mark, StringComparison.OrdinalIgnoreCase) ? $" {Mark}" : match.Value);

    private static Judgement Read(List<string> sections, JudgementMaterial material, UltraFeedbackAspect aspect)
    {
        var readings = sections.ConvertAll(section => ReadSection(section, material, aspect));
        var stated = readings.Where(r => r.StatesRating).Select(r => r.Judgement).ToList();
        if (stated.Count == 0)
            return readings[0].Judgement;
        // All ratings first and all rationales below: the rationale stands in a section of its own.
        var first = stated[0].Rationale is null && !aspect.HasTypes()
            ? stated[0] with { Rationale = readings.Select(r => r.Judgement.Rationale).FirstOrDefault(r => r is not null) }
            : stated[0];
        return first.Rating is null || stated.All(r => r.Rating == first.Rating)
            ? first
            : first with { Rating = null, Problem = Contradiction };
    }

    private static Reading ReadSection(string section, JudgementMaterial material, UltraFeedbackAspect aspect)
    {
        var part = new Part(section);
        var (stated, unclear) = Stated(part, material);
        var entries = Entries(part, stated?.Match, aspect);
        var (rating, problem) = stated is null ? (null, unclear ?? "the reply gives it no rating") : ReadRating(stated, aspect);
        Judgement judgement;
        if (aspect.HasTypes())
        {
            var rationaleComesFirst = entries.Count > 0 && entries[0].Label is Label.Rationale;
            string? RationaleBeside(Label label)
            {
                var at = entries.FindIndex(e => e.Label == label);
                var beside = rationaleComesFirst ? at - 1 : at + 1;
                return at >= 0 && beside >= 0 && beside < entries.Count && entries[beside].Label is Label.Rationale ? NullIfIdle(entries[beside].Text) : null;
            }
            var types = First(entries, Label.Type) is { } text ? ReadTypes(text) : null;
            judgement = new Judgement(rating, RationaleBeside(Label.Type), types, RationaleBeside(Label.Rating), problem);
        }
        else
        {
            judgement = new Judgement(rating, First(entries, Label.Rationale), Problem: problem);
        }
        return new Reading(judgement, stated is not null || unclear is not null);
    }

    /// <summary>The statement of the rating that counts; without one, why none of those that stand there does.</summary>
    private static (Statement? Stated, string? Unclear) Stated(Part part, JudgementMaterial material)
    {
        List<Statement> Ratings(IEnumerable<Match> labels) => labels.Where(m => LabelOf(m) is Label.Rating)
            .Select(m => new Statement(m, part.Behind(m))).Where(r => !Blank().IsMatch(r.Text)).ToList();
        bool IsQuoted(Statement rating) =>
            rating.Rating is not null && material.Holds(rating.Match.Groups["label"].Value + FirstWord().Match(rating.Text).Value);

        if (Ratings(part.MarkedLabels) is [var marked, ..])
            return (marked, null);
        var ratings = Ratings(part.Labels);
        var own = ratings.Where(r => !part.SetsApart(r.Match) && !IsQuoted(r)).ToList();
        // Where no text rates anything, nothing is quoted: a sentence about a rating is none, and another rating is another opinion.
        if (!material.SpeaksOfRatings && own.Exists(r => r.Rating is not null))
            own.RemoveAll(r => r.Rating is null && !IsBareRating(r.Text));
        var agree = own.TrueForAll(r => r.Rating == own[0].Rating);
        if (ratings.Count > 0 && part.HasInItsPlace(ratings[0].Match) && (!IsQuoted(ratings[0]) || part.IsExplainedInOtherWords(ratings[0].Match, material)))
        {
            // One that is in no text and in its place is not outdone by those below it, which may be.
            var isOwn = material.SpeaksOfRatings && !IsQuoted(ratings[0]);
            return isOwn || agree && (own.Count == 0 || own[0].Rating == ratings[0].Rating) ? (ratings[0], null) : (null, Contradiction);
        }

        // Below prose or a rationale a rating may be quoted. It counts where no text holds it and all that stand there agree.
        if (ratings.Count > 0)
        {
            return own.Count == 0 ? (null, "its only rating may be quoted from a text")
                : agree && (own[0].Rating is null || part.EndsWith(own[^1].Match)) ? (own[0], null)
                : (null, "it cannot be told which of the ratings below prose is the judge's");
        }

        // "Good work. Rating: 4/5": within a line only a label that a bare rating follows is one.
        var within = Ratings(Anywhere().Matches(part.Text)).Where(r => IsBareRating(r.Text) && !IsQuoted(r)).ToList();
        return within.Count == 0 ? (null, null)
            : within.TrueForAll(r => r.Rating == within[0].Rating) ? (within[0], null)
            : (null, Contradiction);
    }

    /// <summary>A part of the reply that speaks of one text.</summary>
    private sealed class Part(string text)
    {
        private readonly List<int> _fences = [.. Fence().Matches(text).Select(m => m.Index)];

        public string Text => text;

        public IReadOnlyList<Match> Labels { get; } = AtLineStart().Matches(text);

        public IReadOnlyList<Match> MarkedLabels { get; } = Marked().Matches(text);

        /// <summary>What a label's line says, or the next that is not blank.</summary>
        public string Behind(Match label) => FirstLine(Clean(JudgementLabels.Behind(text, label))).Trim();

        /// <summary>
        /// Whether a rating stands where the format has it: before it in its part is nothing but a label of types, and it is not set apart,
        /// unless the whole reply is, with its rationales.
        /// </summary>
        public bool HasInItsPlace(Match rating)
        {
            var before = Labels.TakeWhile(m => m.Index < rating.Index).ToList();
            if (before.Count > 1 || before.Exists(m => LabelOf(m) is not Label.Type))
                return false;
            var first = before.Count > 0 ? before[0] : rating;
            return !text.Take(first.Index).Any(char.IsLetterOrDigit)
                && (Decoration(rating) is { Length: 0 } || Labels.Any(m => LabelOf(m) is Label.Rationale && Decoration(m) == Decoration(rating)));
        }

        /// <summary>Whether a label is quoted, indented or fenced where the first of its part is not.</summary>
        public bool SetsApart(Match label) =>
            Decoration(label) is { Length: > 0 } decoration && (Labels[0].Index == label.Index || Decoration(Labels[0]) != decoration);

        /// <summary>How a label's line is quoted, indented or fenced; empty where it stands as prose does.</summary>
        public string Decoration(Match label)
        {
            var before = label.Groups["before"].Value;
            var decoration = string.Concat(before.Where(c => c is '>' or '"' or '\'' or '`' or '|'));
            var indent = before.TakeWhile(char.IsWhiteSpace).Sum(c => c is '\t' ? Indented : 1);
            var fences = _fences.BinarySearch(label.Index) is var at && at < 0 ? ~at : at;
            return decoration + (indent >= Indented ? " " : "") + (fences % 2 == 1 ? "~" : "");
        }

        /// <summary>Whether a rating is followed by nothing or by a rationale that no text holds: one that a text holds with it is quoted with it.</summary>
        public bool IsExplainedInOtherWords(Match rating, JudgementMaterial material) =>
            Decoration(rating).Length == 0 && EndsWith(rating)
            && !(Labels.FirstOrDefault(m => m.Index > rating.Index) is { } next && material.Holds(Beginning().Match(Behind(next)).Value));

        /// <summary>Whether nothing follows a rating but another label.</summary>
        public bool EndsWith(Match rating)
        {
            var rest = text[(rating.Index + rating.Length)..].TrimStart();
            rest = rest[FirstLine(rest).Length..];
            return !rest.Any(char.IsLetterOrDigit) || AtLineStart().Match(rest.TrimStart()) is { Success: true, Index: 0 };
        }
    }

    private static List<Entry> Entries(Part part, Match? rating, UltraFeedbackAspect aspect)
    {
        var section = part.Text;
        bool Counts(Match m) => LabelOf(m) switch
        {
            Label.Rating => m.Index == rating?.Index || Blank().IsMatch(part.Behind(m)),
            Label.Type => aspect.HasTypes(),
            _ => true,
        };
        // Labels of the rating's own kind: beside one with the mark, those without it may be quoted.
        var kinds = part.MarkedLabels.Count > 0 && (rating is null || part.MarkedLabels.Any(m => m.Index == rating.Index)) ? part.MarkedLabels
            : rating is null || part.Labels.Any(m => m.Index + m.Length == rating.Index + rating.Length) ? part.Labels
            : Anywhere().Matches(section);
        var labels = kinds.Where(Counts).ToList();
        var entries = new List<Entry>();
        for (var i = 0; i < labels.Count; i++)
        {
            var start = labels[i].Index + labels[i].Length;
            var end = i + 1 < labels.Count ? labels[i + 1].Index : section.Length;
            var (label, text) = (LabelOf(labels[i]), section[start..end]);
            // "Rating: 4 Rationale: …" on one line.
            if (label is not Label.Rationale && InlineRationale().Match(text) is { Success: true } inline)
            {
                entries.Add(new Entry(label, Clean(text[..inline.Index].TrimEnd(BetweenLabels))));
                entries.Add(new Entry(Label.Rationale, Clean(text[(inline.Index + inline.Length)..])));
            }
            else
            {
                entries.Add(new Entry(label, Clean(text)));
            }
        }
        return entries;
    }

    private static (int? Rating, string? Problem) ReadRating(Statement stated, UltraFeedbackAspect aspect) =>
        NotApplicable().IsMatch(stated.Text) ? (null, aspect is UltraFeedbackAspect.Honesty ? null : "the rating is 'N/A'")
        : stated.Rating is { } rating ? (rating, null)
        : (null, stated.Text.Length == 0 ? "its rating is empty" : $"the rating '{MessageText.Brief(stated.Text)}' is not a whole number from 1 to 5");

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

    /// <summary>The marks that belong to the next label or to the end of the reply are not part of the text.</summary>
    private static string Clean(string text)
    {
        var clean = text.Replace($" {Mark}", "", StringComparison.Ordinal).AsSpan().Trim().TrimStart("*_ ").TrimStart();
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

    /// <summary>Nothing, and the blanks of our own format that were copied instead of filled in, are no text.</summary>
    private static string? NullIfIdle(string text) => text.Length == 0 || Blank().IsMatch(text) ? null : text;

    private const string Marks = "*_#>-";

    /// <summary>The mark that this material has, or letters like it.</summary>
    [GeneratedRegex(@"[ \t]{0,3}\\?[\[(<{]?(?<![a-z0-9])(?<mark>[a-z]{5,32})(?![a-z0-9])\\?[\])>}]?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MarkIn();

    [GeneratedRegex(@"^[ \t>]*(?:```|~~~)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    /// <summary>Whoever quotes may go on in words of his own.</summary>
    [GeneratedRegex(@"^\W*(?:\w+\W+){0,2}\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"[0-9\p{L}]+", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"(?<![0-9A-Za-z.\-–—−/])[1-3](?![0-9A-Za-z/]|\.[0-9])")]
    private static partial Regex TypeNumber();

    [GeneratedRegex(@"[0-9][ \t]{0,3}(?:[-–—~]|to|through)[ \t]{0,3}[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TypeRange();

    /// <summary>What stands in angle brackets in our format (UltraFeedbackRubric.OutputFormat), copied.</summary>
    [GeneratedRegex(
        @"^[<\[(""'`*_ ]{0,6}(?:why(?: th(?:is|ese) (?:types?|rating))?, in short sentences|a whole number from 1 to 5"
        + @"|numbers of the types, separated by commas)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
