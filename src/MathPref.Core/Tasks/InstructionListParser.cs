using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>
/// Finds the instructions in a reply that was asked for one a line and came as it came: numbered, bulleted, quoted, bold,
/// with a preamble before and a closing remark after.
/// </summary>
internal static partial class InstructionListParser
{
    /// <summary>Preambles and closing remarks are short; a longer line is never searched for their words.</summary>
    private const int LongestRemark = 400;

    /// <summary>How many marks around one item are taken off; more are no marks but noise.</summary>
    private const int MostMarks = 8;

    public static IReadOnlyList<string> Parse(string reply, int limit)
    {
        var lines = reply.ReplaceLineEndings("\n").Split('\n').Where(line => !Fence().IsMatch(line)).ToList();
        var items = IsNumbered(lines, limit) ? NumberedItems(lines) : LineItems(lines);
        return items
            .Where(item => item.Any(char.IsLetterOrDigit))
            .DistinctBy(Fold, StringComparer.Ordinal)
            .Take(limit)
            .ToList();
    }

    /// <summary>
    /// Numbers that run 1, 2, 3 … make a numbered reply. A model that changes its mark on the way ("1. …", "2) …", "- …") and
    /// stays short of what was asked has not numbered its reply: there every line is an item.
    /// </summary>
    private static bool IsNumbered(List<string> lines, int limit)
    {
        var count = 0;
        var (first, last) = (-1, -1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (Number(lines[i]) is not { } number)
                continue;
            if (number != ++count)
                return false;
            first = first < 0 ? i : first;
            last = i;
        }
        if (count == 0)
            return false;
        if (count >= limit || count == 1 && lines.Take(last).All(IsBlank) && lines.Skip(last + 1).All(IsBlank))
            return true;

        var depth = Indentation(lines[first]);
        bool IsOfTheList(string line) => !IsBlank(line) && Indentation(line) <= depth && !IsPreamble(line, anywhere: true) && !IsClosingRemark(line);
        if (lines.Take(first).Any(line => IsOfTheList(line) && IsBulletOrQuote(line)))
            return false;
        if (lines[last].TrimEnd().EndsWith(':'))
            return true;
        var next = lines.Skip(last + 1).FirstOrDefault(line => !IsBlank(line));
        if (lines.Skip(first).Take(last - first).All(line => IsBlank(line) || Number(line) is not null))
            return next is null || !IsOfTheList(next) || !IsMarked(next);
        // Marks that change between the numbers too: only where that gives just what was asked for.
        var listed = lines.Where(IsOfTheList).ToList();
        return listed.Count != limit || listed.Any(line => line.TrimEnd().EndsWith(':')) || !listed.Any(line => Number(line) is null && IsMarked(line));
    }

    private static IEnumerable<string> NumberedItems(List<string> lines)
    {
        var items = new List<List<string>>();
        foreach (var line in lines)
        {
            if (Number(line) is not null)
                items.Add([Numbering().Replace(line, "")]);
            else if (items.Count > 0 && !IsPreamble(line, anywhere: true))
                items[^1].Add(line.Trim());
        }
        WithoutClosingRemarks(items[^1]);
        return items.Select(item => Unmark(string.Join('\n', item.Where(line => !IsBlank(line))), mayHaveNumber: false));
    }

    /// <summary>A last paragraph after a blank line is a closing remark, unless the item announces it with a colon or has no other text.</summary>
    private static void WithoutClosingRemarks(List<string> item)
    {
        var paragraphs = 0;
        while (item.Count > 1)
        {
            if (IsBlank(item[^1]) || IsClosingRemark(item[^1]))
            {
                item.RemoveAt(item.Count - 1);
                continue;
            }
            var blank = item.FindLastIndex(IsBlank);
            var before = blank < 1 ? -1 : item.FindLastIndex(blank - 1, line => !IsBlank(line));
            if (before < 0 || paragraphs > 0 && !IsClosingRemark(item[blank + 1]) || item[before].EndsWith(':') && !IsClosingRemark(item[blank + 1]))
                return;
            item.RemoveRange(blank, item.Count - blank);
            paragraphs++;
        }
    }

    private static IEnumerable<string> LineItems(List<string> lines)
    {
        var items = lines.Where(line => !IsBlank(line)).Select(line => line.Trim()).ToList();
        // Where every line is a heading, the mark is how this model writes its items.
        var headingsAreItems = items.Count > 1 && items.All(line => Heading().IsMatch(line));
        bool OpensTheList(string line) =>
            IsPreamble(line)
            || (!headingsAreItems && Heading().IsMatch(line) && !".?!".Contains(line[^1]))
            || (!IsBulletOrQuote(line) && Number(line) is null && line.TrimEnd('*', '_', ' ').EndsWith(':'));
        var first = items.FindIndex(line => !OpensTheList(line));
        if (first < 0)
            return [];
        var last = items.FindLastIndex(line => !IsClosingRemark(line));
        return items
            .Skip(first)
            .Take(last - first + 1)
            .Where(line => !IsPreamble(line, anywhere: true))
            .Select(line => Unmark(line, mayHaveNumber: true));
    }

    /// <summary>"Here are five queries:" also turns up between the items, and so do labels such as "Commands:".</summary>
    private static bool IsPreamble(string line, bool anywhere = false)
    {
        if (line.Length > LongestRemark)
            return false;
        var text = line.Trim('*', '_', '#', ' ', '\t');
        return Preamble().IsMatch(text) || (anywhere && ListLabel().IsMatch(text));
    }

    private static bool IsClosingRemark(string line)
    {
        if (line.Length > LongestRemark || Bullet().IsMatch(line) || Number(line) is not null)
            return false;
        var text = line.Trim('*', '_', ' ', '\t', '(', '#');
        return Closing().IsMatch(text);
    }

    private static int? Number(string line) =>
        Numbering().Match(line) is { Success: true } match && int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsBulletOrQuote(string line) => Bullet().IsMatch(line) || OpeningQuote().IsMatch(line);

    private static bool IsMarked(string line) => IsBulletOrQuote(line) || Number(line) is not null || WholeBold().IsMatch(line);

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;

    private static string Unmark(string item, bool mayHaveNumber)
    {
        var text = item.Trim();
        for (var (before, marks) = ("", 0); before != text && marks < MostMarks; marks++)
        {
            before = text;
            text = Heading().Replace(text, "");
            text = Bullet().Replace(text, "");
            if (mayHaveNumber && Numbering().IsMatch(text))
            {
                // What follows a number is the item: "1. 2: 3 = x: 9" asks about a ratio.
                text = Numbering().Replace(text, "");
                mayHaveNumber = false;
            }
            text = Bold().Replace(WithoutWholeBold(text), "${text}");
            text = Italic().Replace(text, "${text}");
            text = WithoutQuotes(WithoutHalfOfBold(text.Trim()));
        }
        return text;
    }

    /// <summary>Stars around the whole item, though there be powers in it: "**Compute 2**3.**".</summary>
    private static string WithoutWholeBold(string text) =>
        text.Length > 4 && text.StartsWith("**", StringComparison.Ordinal) && text.EndsWith("**", StringComparison.Ordinal)
            && Stars().Count(text[2..^2]) == Powers().Count(text[2..^2]) && !char.IsWhiteSpace(text[2]) && !char.IsWhiteSpace(text[^3])
            ? text[2..^2]
            : text;

    /// <summary>"**1. What is x?**" loses its opening stars with the number.</summary>
    private static string WithoutHalfOfBold(string text)
    {
        if (!text.EndsWith("**", StringComparison.Ordinal) && !text.StartsWith("**", StringComparison.Ordinal) || Stars().Count(text) % 2 == 0)
            return text;
        return (text.EndsWith("**", StringComparison.Ordinal) ? text[..^2] : text[2..]).Trim();
    }

    private static string WithoutQuotes(string text)
    {
        var inner = text.EndsWith(',') && text.Length > 2 && IsClosingQuote(text[^2]) ? text[..^1] : text;
        if (inner.Length < 3 || !IsOpeningQuote(inner[0]) || !IsClosingQuote(inner[^1]))
            return text;
        for (var i = 1; i < inner.Length - 1; i++)
        {
            // "a" and "b" are two quotations; the apostrophe of 'What's this?' is none.
            var isApostrophe = char.IsLetter(inner[i - 1]) && char.IsLetter(inner[i + 1]);
            if ((inner[i] == inner[0] || inner[i] == inner[^1]) && !isApostrophe)
                return text;
        }
        return inner[1..^1].Trim();
    }

    private static bool IsOpeningQuote(char c) => c is '"' or '\'' or '`' or '“' or '‘' or '«' or '„';

    private static bool IsClosingQuote(char c) => c is '"' or '\'' or '`' or '”' or '’' or '»' or '“';

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static string Fold(string item) => Spaces().Replace(item, " ").Trim().TrimEnd('.', '?').ToLowerInvariant();

    [GeneratedRegex(@"^\s*(?:```|~~~)")]
    private static partial Regex Fence();

    /// <summary>
    /// "1.", "1)", "(1)", "**1.**", "- 1.", "Query 1:", "Q1.", "#1:" with something behind it or alone on the line, and "Query 1"
    /// alone on the line. Not "-1.", which may be a number.
    /// </summary>
    [GeneratedRegex(@"^(?>(?:[\s>*_#]|[-+•–—‣◦▪●○·](?=[\s*_]))*)(?:(?>(?:quer(?:y|ies)|question|instruction|problem|task|item|prompt|exercise|no\.|q)\s*)?[#(\[]?(?<n>[0-9]{1,3})(?:[.):\]][*_)]*|\*\*[.):])(?:\s+|$|(?=[*_""“A-Z$\\]))|(?:query|question|instruction|problem|task|prompt|exercise)\s*\#?(?<n>[0-9]{1,3})[*_]*\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"^\s*(?:[-*+•–—‣◦▪●○·]|\[[ xX]?\])\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*[""“‘«„`]")]
    private static partial Regex OpeningQuote();

    [GeneratedRegex(@"^\s*(?<mark>\*\*|__)(?=\S).*\S\k<mark>\s*$")]
    private static partial Regex WholeBold();

    [GeneratedRegex(@"^\s*#{1,6}\s+")]
    private static partial Regex Heading();

    /// <summary>Bold marks around words; "2**3" has letters or digits right before the stars and stays.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}*_)\]}])(?<mark>\*\*|__)(?=[^\s*_])(?<text>(?:(?!\k<mark>)[^\n])+)(?<=\S)\k<mark>(?![\p{L}\p{N}*_({\[])")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\*\*")]
    private static partial Regex Stars();

    [GeneratedRegex(@"(?<=[\p{L}\p{N})\]}])\*\*(?=[\p{L}\p{N}({\[])")]
    private static partial Regex Powers();

    /// <summary>One mark around the whole item.</summary>
    [GeneratedRegex(@"^(?<mark>[*_])(?=[^\s*_])(?<text>(?:(?!\k<mark>)[^\n])+)(?<=\S)\k<mark>$")]
    private static partial Regex Italic();

    [GeneratedRegex(@"^(?:(?:sure(?:\s+thing)?|certainly|of course|absolutely|okay|ok|great|alright|all right|no problem|understood|got it|here you go|here we go)\s*(?:[!,.:—–-]|$).*|(?:here|below|following|these)\s+(?:are|is)\b.*\b(?:quer(?:y|ies)|questions?|instructions?|problems?|prompts?|exercises?|tasks?|examples?|list|ideas|options)\b[^.?:]*[.:!]?|here\s+(?:are|is)\b.*:|here['’]s\b.*:|(?:the following|as requested)\b.*:)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Preamble();

    /// <summary>"Queries:", "Five questions about matrices:", "Commands" over a part of the list.</summary>
    [GeneratedRegex(@"^(?:[\p{L}\p{N}'’-]+\s+){0,3}(?:quer(?:y|ies)|questions?|instructions?|problems|prompts|exercises|tasks|commands|output|list)(?:\s+(?:about|on|for|of|in|from)\b[^.?:]{0,80})?\s*[*_]*\s*:\s*[*_]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ListLabel();

    [GeneratedRegex(
        @"^(?:i hope\b|i(?:['’]ve| have) (?:tried|made sure|included|kept)\b|hope (?:this|these|that|it)\b|(?:please )?let me know\b|(?:please )?feel free\b"
        + @"|these (?:queries|questions|instructions|problems|prompts|tasks|exercises|examples|should|cover)\b|these are\b.*\b(?:queries|questions|instructions|prompts|exercises|examples of|ideas|suggestions)\b[^:]*$"
        + @"|if you\b.*\b(?:let me know|feel free|just (?:ask|say|tell)|(?:i['’]?d|i would|i['’]m|i am) (?:be )?(?:happy|glad)|i can|(?:need|want|like|have)\b.*\b(?:queries|questions|instructions|examples|exercises|help|assistance|clarification|details|variations?))\b[^?]*$"
        + @"|would you like (?:me|more|some|any|to (?:see|have|try))\b|do you (?:want|need) (?:me|more|any)\b|(?:i['’]?m |i am )?happy (?:to|learning|studying)\b|enjoy\b[^?]*$|good luck\b|note:|note that (?:these|this|all|each|the (?:queries|questions|instructions|problems)|i)\b"
        + @"|all (?:of )?(?:these|the) (?:queries|questions|instructions|prompts|exercises|tasks)\b[^?]*$|each (?:of these )?(?:query|question|instruction|problem|prompt) (?:is (?:designed|meant|intended|self-contained|unique|complete|different|clear)|covers|addresses|tests|uses|starts|begins|focuses|can be)\b|is there anything\b|thank(?:s| you)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
