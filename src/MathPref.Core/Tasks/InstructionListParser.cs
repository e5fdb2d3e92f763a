using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>
/// Finds the instructions in a reply that was asked for one a line and came as it came: numbered, bulleted, quoted, bold,
/// with a preamble before and a closing remark after.
/// </summary>
internal static partial class InstructionListParser
{
    public static IReadOnlyList<string> Parse(string reply, int limit)
    {
        var lines = reply.ReplaceLineEndings("\n").Split('\n').Where(line => !Fence().IsMatch(line)).ToList();
        var items = IsNumbered(lines, limit) ? NumberedItems(lines) : LineItems(lines);
        return items
            .Select(Unmark)
            .Where(item => item.Any(char.IsLetterOrDigit))
            .DistinctBy(Fold, StringComparer.Ordinal)
            .Take(limit)
            .ToList();
    }

    /// <summary>
    /// Numbers that run 1, 2, 3 … make a numbered reply. A model that changes its mark on the way ("1. …", "2. …", "- …") and
    /// stays short of what was asked has not numbered its reply: there every line is an item.
    /// </summary>
    private static bool IsNumbered(List<string> lines, int limit)
    {
        var expected = 1;
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (Number(lines[i]) is not { } number)
                continue;
            if (number != expected++)
                return false;
            last = i;
        }
        if (last < 0)
            return false;
        if (expected - 1 >= limit || lines[last].TrimEnd().EndsWith(':'))
            return true;
        var first = lines.FindIndex(line => Number(line) is not null);
        var unnumberedBetween = lines[first..last].Any(line => !IsBlank(line) && Number(line) is null);
        var next = lines[(last + 1)..].FirstOrDefault(line => !IsBlank(line));
        return unnumberedBetween || next is null || !LineMark().IsMatch(next);
    }

    private static IEnumerable<string> NumberedItems(List<string> lines)
    {
        var items = new List<List<string>>();
        foreach (var line in lines)
        {
            if (Number(line) is not null)
                items.Add([Numbering().Replace(line, "")]);
            else if (items.Count > 0)
                items[^1].Add(line.Trim());
        }
        var tail = items[^1];
        while (IsBlank(tail[^1]) && tail.Count > 1)
            tail.RemoveAt(tail.Count - 1);
        var blank = tail.FindLastIndex(IsBlank);
        if (blank > 0)
            tail.RemoveRange(blank, tail.Count - blank);
        return items.Select(item => string.Join('\n', item.Where(line => !IsBlank(line))));
    }

    private static List<string> LineItems(List<string> lines)
    {
        var items = lines.Where(line => !IsBlank(line)).Select(line => line.Trim()).ToList();
        while (items.Count > 0 && IsPreamble(items[0]))
            items.RemoveAt(0);
        while (items.Count > 0 && IsClosingRemark(items[^1]))
            items.RemoveAt(items.Count - 1);
        return items.Where(line => !IsPreamble(line, anywhere: true)).ToList();
    }

    /// <summary>"Here are five queries:" also turns up between the items; a line that merely ends with a colon is a preamble only at the top.</summary>
    private static bool IsPreamble(string line, bool anywhere = false)
    {
        var text = line.Trim('*', '_', '#', ' ', '\t');
        if (Preamble().IsMatch(text))
            return true;
        return !anywhere && (Heading().IsMatch(line) || (text.EndsWith(':') && !LineMark().IsMatch(line)));
    }

    private static bool IsClosingRemark(string line) => !Bullet().IsMatch(line) && Number(line) is null && Closing().IsMatch(line.Trim('*', '_', ' '));

    private static int? Number(string line) =>
        Numbering().Match(line) is { Success: true } match && int.TryParse(match.Groups["n"].ValueSpan, out var number) ? number : null;

    private static string Unmark(string item)
    {
        var text = item.Trim();
        for (var before = ""; before != text;)
        {
            before = text;
            text = Heading().Replace(text, "");
            text = Bullet().Replace(text, "");
            text = Numbering().Replace(text, "");
            text = Bold().Replace(text, "${text}");
            text = WithoutQuotes(text.Trim());
        }
        return text;
    }

    private static string WithoutQuotes(string text)
    {
        var inner = text.EndsWith(',') && text.Length > 2 && IsClosingQuote(text[^2]) ? text[..^1] : text;
        if (inner.Length < 3 || !IsOpeningQuote(inner[0]) || !IsClosingQuote(inner[^1]))
            return text;
        var middle = inner[1..^1];
        return middle.Contains(inner[0]) || middle.Contains(inner[^1]) ? text : middle.Trim();
    }

    private static bool IsOpeningQuote(char c) => c is '"' or '\'' or '`' or '“' or '‘' or '«' or '„';

    private static bool IsClosingQuote(char c) => c is '"' or '\'' or '`' or '”' or '’' or '»' or '“';

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static string Fold(string item) => Spaces().Replace(item, " ").Trim().TrimEnd('.', '?', '!').ToLowerInvariant();

    [GeneratedRegex(@"^\s*(?:```|~~~)")]
    private static partial Regex Fence();

    /// <summary>"1.", "1)", "(1)", "**1.**", "- 1.", "Query 1:", "Q1.", "#1:" with something behind it.</summary>
    [GeneratedRegex(@"^[\s>*_#\-•]*(?:(?:quer(?:y|ies)|question|instruction|problem|task|item|prompt|exercise|no\.|q)\s*)?[#(\[]?(?<n>\d{1,3})(?:[.):\]][*_)]*|\*\*[.):])(?:\s+|(?=[*_""“A-Z$\\]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"^\s*(?:[-*+•–—‣◦▪●○·]|\[[ xX]?\])\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*(?:[-*+•–—‣◦▪●○·]\s|\*\*\S|[""“‘«„`]|\(?\d{1,3}[.):])")]
    private static partial Regex LineMark();

    [GeneratedRegex(@"^\s*#{1,6}\s+")]
    private static partial Regex Heading();

    /// <summary>Bold marks around words; "2**3" has letters or digits right before the stars and stays.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}*)\]])(?<mark>\*\*|__)(?=\S)(?<text>[^*_]+?)(?<=\S)\k<mark>(?![\p{L}\p{N}*])")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^(?:(?:sure|certainly|of course|absolutely|okay|ok|great|here you go|alright)\b[^a-z]*(?:here\b.*|i\b.*|[^\p{L}]*)$|(?:here|below|following|these)\s+(?:are|is)\b.*\b(?:quer(?:y|ies)|questions?|instructions?|problems?|prompts?|exercises?|tasks?|examples?|list|ideas|options)\b[^.?]*[.:!]?$|here\s+(?:are|is)\b.*:$|here's\b.*:$|(?:the following|as requested)\b.*:$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"^(?:i hope\b|hope (?:this|these|that)\b|let me know\b|please let me know\b|feel free\b|please feel free\b|these (?:are|queries|questions|instructions|problems|prompts|tasks|exercises|should|cover|examples|all)\b|if you(?:'d| would| need| want|'re| are| have)\b.*\b(?:let me know|me know|feel free|more|help|ask|happy)\b|would you like\b|do you (?:want|need) (?:me|more|any)\b|happy (?:to|learning|studying)\b|enjoy\b|good luck\b|note:|\(?note that\b|all (?:of )?(?:these|the) (?:queries|questions|instructions|problems)\b|each (?:of these )?(?:query|question|instruction|problem) (?:is|covers|has|can|should|addresses|tests)\b|is there anything\b|thank you\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
