using System.Globalization;
using System.Text;
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

    /// <summary>A title over a list is a few words: "Math Queries".</summary>
    private const int MostWordsOfATitle = 4;

    public static IReadOnlyList<string> Parse(string reply, int limit, bool isCutShort = false)
    {
        // Behind the mark of a fence may stand the language, or the list itself.
        var lines = InstructionMarkup.Without(reply).ReplaceLineEndings("\n").Split('\n')
            .Select(line => FenceBeforeJson().Replace(line, ""))
            .Where(line => !Fence().IsMatch(line)).ToList();
        foreach (var (part, isLast) in Parts(lines))
        {
            // What the token limit cut off is no query that anyone wrote, and the number of the next one is no part of the last.
            if (isCutShort && isLast && part.Count > 0 && !SaysSomething(part[^1]))
                part.RemoveAt(part.Count - 1);
            var (items, isQuoted) = Items(part, limit);
            if (isCutShort && isLast && !isQuoted && items.Count > 0 && !EndsAsAWhole(items[^1]))
                items.RemoveAt(items.Count - 1);
            var kept = items.Where(item => SaysSomething(item) && !InstructionJson.IsRaw(item)).DistinctBy(Fold, StringComparer.Ordinal).Take(limit).ToList();
            if (kept.Count > 0)
                return kept;
        }
        return [];
    }

    /// <summary>
    /// Small models go on with the prompt: a heading of ours ends the list. Where none has begun, it begins under "Output"; what
    /// stands under the other headings ("Context", "Input" …) is the prompt's.
    /// </summary>
    private static IEnumerable<(List<string> Part, bool IsLast)> Parts(List<string> lines)
    {
        var start = 0;
        var isWanted = true;
        for (var i = 0; i <= lines.Count; i++)
        {
            var heading = i < lines.Count ? PromptHeading().Match(lines[i]) : Match.Empty;
            if (i < lines.Count && !heading.Success)
                continue;
            if (isWanted)
                yield return (lines[start..i], i == lines.Count);
            isWanted = heading.Groups["output"].Success;
            start = i + 1;
        }
    }

    /// <summary>The items, and whether each stood whole within quotes.</summary>
    private static (List<string> Items, bool AreQuoted) Items(List<string> part, int limit)
    {
        var (texts, others) = InstructionJson.In(part, Number, IsBulletOrNumber, OpensAList);
        // {"queries": "1. What is x?\n2. Find y."}
        if (texts is [var only] && only.Split('\n') is var within && within.Count(IsBulletOrNumber) > 1)
            return (ItemsOfLines([.. within], limit), AreQuoted: true);
        // ["What is x?\nWhat is y?"]
        if (texts is [var all] && all.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 } questions
            && questions.All(line => line.EndsWith('?')))
            texts = [.. questions];
        return texts.Count > 0
            ? (texts.ConvertAll(text => Unmark(WithoutBlankLines(text), mayHaveNumber: true)), AreQuoted: true)
            : (ItemsOfLines(others, limit), AreQuoted: false);
    }

    private static string WithoutBlankLines(string text) => !text.AsSpan().ContainsAny('\n', '\r') ? text
        : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.TrimEnd()));

    private static bool IsBulletOrNumber(string line) => Bullet().IsMatch(line) || Number(line) is not null;

    private static List<string> ItemsOfLines(List<string> part, int limit)
    {
        var lines = WithOneKindOfNumber(WithNumbersBeforeTheirTexts(WithCommonBullets(WithoutTables(part))));
        return (IsNumbered(lines, limit) ? NumberedItems(lines) : LineItems(lines)).ToList();
    }

    /// <summary>The rows of a Markdown table become the texts of their one column of queries; without such a column they are left out.</summary>
    private static List<string> WithoutTables(List<string> lines)
    {
        var result = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!TableRule().IsMatch(lines[i]))
            {
                result.Add(lines[i]);
                continue;
            }
            List<string> header = [];
            if (result.Count > 0 && IsTableRow(result[^1]))
            {
                header = Cells(result[^1]);
                result.RemoveAt(result.Count - 1);
            }
            var column = header.FindIndex(cell => QueryColumn().IsMatch(cell));
            for (; i + 1 < lines.Count && IsTableRow(lines[i + 1]); i++)
            {
                var cells = Cells(lines[i + 1]);
                var texts = cells.Where(cell => cell.Any(char.IsLetter)).ToList();
                // A bar within a formula makes more cells than the header has: then nothing tells where the query is.
                if (header.Count > 0 && cells.Count != header.Count)
                    continue;
                if (column >= 0)
                    result.Add(cells[column]);
                else if (texts.Count == 1)
                    result.Add(texts[0]);
            }
        }
        return result;
    }

    private static bool IsTableRow(string line) => line.Trim() is ['|', _, .., '|'];

    private static List<string> Cells(string row) => row.Trim()[1..^1].Split('|').Select(cell => cell.Trim()).ToList();

    /// <summary>"+ 5 is what?" begins with a plus sign; where two lines begin so, it is a bullet.</summary>
    private static List<string> WithCommonBullets(List<string> lines) =>
        lines.Count(line => Plus().IsMatch(line)) < 2 ? lines : lines.Select(line => Plus().Replace(line, "${indent}- ")).ToList();

    /// <summary>"### 1.", "**Problem 1**" or "SUGGESTION 1" alone on its line is the number of the text on the next.</summary>
    private static List<string> WithNumbersBeforeTheirTexts(List<string> lines)
    {
        var result = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (LoneNumber(lines[i]) is not { } number)
            {
                result.Add(lines[i]);
                continue;
            }
            var next = i + 1;
            while (next < lines.Count && IsBlank(lines[next]))
                next++;
            if (next < lines.Count && LoneNumber(lines[next]) is null && Number(lines[next]) is null)
                result.Add($"{number}. {lines[next].Trim()}");
            else
                next--;
            i = next;
        }
        return result;
    }

    private static string? LoneNumber(string line) =>
        LoneNumber().Match(line) is { Success: true } match && line.Trim().Length > match.Groups["n"].Length ? match.Groups["n"].Value : null;

    /// <summary>"a)", "i." and "1 -" number a reply as "1." does, where they run without a gap from its first item on.</summary>
    private static List<string> WithOneKindOfNumber(List<string> lines)
    {
        if (lines.Any(line => Number(line) is not null))
            return lines;
        var first = lines.Find(line => line.Any(char.IsLetterOrDigit) && !OpensAList(line) && !IsBareHeading(line));
        if (first is null)
            return lines;
        foreach (var (mark, valueOf) in s_otherNumbers)
        {
            if (!mark().IsMatch(first))
                continue;
            var numbers = lines.Select(line => mark().Match(line)).Where(m => m.Success).Select(m => valueOf(m.Groups["n"].Value)).ToList();
            if (numbers.Count > 1 && numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)))
                return lines.Select(line => mark().Match(line) is { Success: true } m ? $"{valueOf(m.Groups["n"].Value)}. {line[m.Length..]}" : line).ToList();
        }
        return lines;
    }

    private static readonly string[] s_roman =
    [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];

    private static readonly (Func<Regex> Mark, Func<string, int> ValueOf)[] s_otherNumbers =
    [
        (NumberAndDash, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0),
        (Letter, text => char.ToLowerInvariant(text[0]) - 'a' + 1),
        (Roman, text => Array.IndexOf(s_roman, text.ToLowerInvariant()) + 1),
    ];

    /// <summary>"1.1.1.1" and "2." say nothing; "2 + 3 = ?" does, and so does a sum of apples that are pictures.</summary>
    private static bool SaysSomething(string item) =>
        item.Any(char.IsLetter) || (item.Any(char.IsDigit) && HasMaths(item))
        || (item.Contains('=', StringComparison.Ordinal) && item.EnumerateRunes().Any(c => Rune.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol));

    private static bool EndsAsAWhole(string item)
    {
        var text = item.TrimEnd('*', '_', '"', '\'', '”', '’', '»', '`', ' ');
        return text.Length > 0 && (text[^1] is '.' or '?' or '!' or '…' or ')' or ']' || (text[^1] == '$' && text.Count(c => c == '$') % 2 == 0));
    }

    private static bool HasMaths(string text) => text.AsSpan().ContainsAny(s_maths);

    private static readonly System.Buffers.SearchValues<char> s_maths = System.Buffers.SearchValues.Create("=+*/^<>≤≥≠±−×÷·√∫∑$\\|!%-");

    /// <summary>A line of a formula, not a sentence with a formula in it.</summary>
    private static bool IsFormula(string line) =>
        line.TrimStart() is ['$', ..] or ['\\', ..] || (line.AsSpan().ContainsAny("=<>≤≥≠^") && line.Length <= LongestRemark && Words().Count(line) <= 1);

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
        var depth = 0;
        foreach (var line in lines)
        {
            if (Number(line) is not null)
            {
                depth = Indentation(line);
                items.Add([Numbering().Replace(line, "")]);
            }
            else if (items.Count > 0 && !IsPreamble(line, anywhere: true))
            {
                // A heading over the next items is not part of the item before it.
                items[^1].Add(IsBareHeading(line) ? "" : line);
            }
        }
        WithoutClosingRemarks(items[^1], depth);
        return items.Select(item => Unmark(string.Join('\n', WithoutTitle(item).Select(line => line.Trim())), mayHaveNumber: false));

        // A bold title over the next items, too, is not part of the item before it.
        IEnumerable<string> WithoutTitle(List<string> item)
        {
            var last = item.FindLastIndex(line => !IsBlank(line));
            var isTitle = item != items[^1] && last > 1 && IsBlank(item[last - 1]) && WholeBold().IsMatch(item[last]) && IsTitle(item[last]);
            return item.Where((line, i) => !IsBlank(line) && !(isTitle && i == last));
        }
    }

    /// <summary>
    /// What follows the first blank line of the last item is a closing remark, however many paragraphs it has, unless the item
    /// announces it with a colon or it is indented or a formula.
    /// </summary>
    private static void WithoutClosingRemarks(List<string> item, int depth)
    {
        while (item.Count > 1 && (IsBlank(item[^1]) || IsClosingRemark(item[^1])))
            item.RemoveAt(item.Count - 1);
        var end = item.FindIndex(line => !IsBlank(line)) is >= 0 and var first ? first + 1 : item.Count;
        for (; end < item.Count; end++)
        {
            if (IsBlank(item[end]) || !IsBlank(item[end - 1]))
                continue;
            var before = item[item.FindLastIndex(end - 1, line => !IsBlank(line))].TrimEnd();
            if (IsClosingRemark(item[end]) || !(before.EndsWith(':') || Indentation(item[end]) > depth || IsFormula(item[end])))
                break;
        }
        item.RemoveRange(end, item.Count - end);
        while (item.Count > 1 && (IsBlank(item[^1]) || IsClosingRemark(item[^1])))
            item.RemoveAt(item.Count - 1);
    }

    private static IEnumerable<string> LineItems(List<string> lines)
    {
        var items = lines.Where(line => !IsBlank(line)).Select(line => line.Trim()).ToList();
        // Where every line is a heading, the mark is how this model writes its items.
        var headingsAreItems = items.Count(Heading().IsMatch) > 1 && items.All(line => Heading().IsMatch(line) || OpensAList(line) || IsClosingRemark(line));
        var firstNumber = items.FindIndex(line => Number(line) is not null);
        bool IsNoItem(string line, int i) =>
            (!headingsAreItems && IsBareHeading(line))
            || IsTitleOfAList(items, i, isWithinAList: firstNumber >= 0 && firstNumber < i);
        items = items.Where((line, i) => !IsNoItem(line, i)).ToList();
        var first = items.FindIndex(line => !OpensAList(line));
        if (first < 0)
            return [];
        var last = items.FindLastIndex(line => !IsClosingRemark(line));
        return items
            .Skip(first)
            .Take(last - first + 1)
            .Where(line => !IsPreamble(line, anywhere: true))
            .Select(line => Unmark(line, mayHaveNumber: true));
    }

    private static bool OpensAList(string line) =>
        IsPreamble(line) || (!IsBulletOrQuote(line) && Number(line) is null && line.TrimEnd('*', '_', ' ').EndsWith(':'));

    /// <summary>"## Example" heads something; "## What is x?" and "## 2x = 4" are queries.</summary>
    private static bool IsBareHeading(string line) =>
        Heading().IsMatch(line) && Number(line) is null
        && !".?!".Contains(line.TrimEnd('*', '_', ' ')[^1])
        && !HasMaths(Heading().Replace(line, "").Trim('*', '_', ' ', '\t'));

    private static bool IsTitle(string line)
    {
        var text = line.Trim('*', '_', '#', '[', ']', ' ', '\t');
        return text.Length is > 0 and <= 60 && !".?!,;".Contains(text[^1]) && !HasMaths(text) && text.Count(c => c == ' ') < MostWordsOfATitle;
    }

    /// <summary>A few words without a mark or in bold, and a numbered or bulleted list right below.</summary>
    private static bool IsTitleOfAList(List<string> lines, int i, bool isWithinAList)
    {
        if (i + 1 >= lines.Count || IsBulletOrQuote(lines[i]) || Number(lines[i]) is not null || !IsTitle(lines[i]))
            return false;
        if (i > 0 && !IsMarked(lines[i - 1]) && !OpensAList(lines[i - 1]) && !IsClosingRemark(lines[i - 1]))
            return false;
        var (next, afterNext) = (lines[i + 1], i + 2 < lines.Count ? lines[i + 2] : "");
        if (Number(next) == 1)
            return Number(afterNext) is 1 or 2 || WholeBold().IsMatch(lines[i]) || isWithinAList;
        return Number(next) is null && Number(afterNext) is null && Bullet().IsMatch(next) && Bullet().IsMatch(afterNext) && next[0] == afterNext[0];
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
        Numbering().Match(line) is { Success: true } match
        && int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

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
            text = OwnLabel().Replace(text, "");
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

    /// <summary>Case and marks carry meaning in mathematics: "What is 3!" is not "What is 3?".</summary>
    private static string Fold(string item) => Spaces().Replace(item, " ").Trim().TrimEnd('.');

    [GeneratedRegex(@"^\s*(?:```|~~~)")]
    private static partial Regex Fence();

    /// <summary>The list may begin on the line of the mark.</summary>
    [GeneratedRegex(@"^\s*(?:```|~~~)\s*\w{0,20}\s*(?=[\[{])")]
    private static partial Regex FenceBeforeJson();

    /// <summary>
    /// "1.", "1)", "(1)", "**1.**", "- 1.", "Query 1:", "Q1.", "#1:" with something behind it or alone on the line, and "Query 1"
    /// alone on the line. Not "-1.", which may be a number.
    /// </summary>
    [GeneratedRegex(
        @"^(?>(?:[\s>*_#]|[-+•–—‣◦▪●○·](?=[\s*_]))*)(?:(?>(?:quer(?:y|ies)|question|instruction|problem|task|item|prompt|exercise|no\.|q)\s*)?"
        + @"[#(\[]?(?<n>[0-9]{1,3})(?:[.):\]][*_)]*|\*\*[.):])(?:\s+|$|(?=[*_""“A-Z$\\]))"
        + @"|(?:query|question|instruction|problem|task|prompt|exercise)\s*\#?(?<n>[0-9]{1,3})[*_]*\s*$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"^\s*(?:[-*•–—‣◦▪●○·]|\[[ xX]?\])\s+")]
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

    [GeneratedRegex(
        @"^(?:(?:sure(?:\s+thing)?|certainly|of course|absolutely|okay|ok"
        + @"|great|alright|all right|no problem|understood|got it|here you go|here we go)\s*(?:[!,.:—–-]|$).*"
        + @"|(?:here|below|following|these)\s+(?:are|is)\b.*"
        + @"\b(?:quer(?:y|ies)|questions?|instructions?|problems?|prompts?|exercises?|tasks?|examples?|list|ideas|options)\b[^.?:]*[.:!]?"
        + @"|here\s+(?:are|is)\b.*:|here['’]s\b.*:|(?:the following|as requested)\b.*:)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Preamble();

    /// <summary>"Queries:", "Five questions about matrices:", "Commands" over a part of the list.</summary>
    [GeneratedRegex(
        @"^(?:[\p{L}\p{N}'’-]+\s+){0,3}"
        + @"(?:quer(?:y|ies)|questions?|instructions?|problems|prompts|exercises|tasks|commands|output|input|context|examples?|list)"
        + @"(?:\s+(?:about|on|for|of|in|from)\b[^.?:]{0,80})?\s*[*_]*\s*:\s*[*_]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ListLabel();

    [GeneratedRegex(
        @"^(?:i hope\b|i(?:['’]ve| have) (?:tried|made sure|included|kept)\b|hope (?:this|these|that|it)\b|(?:please )?let me know\b|(?:please )?feel free\b"
        + @"|these (?:queries|questions|instructions|problems|prompts|tasks|exercises|examples|should|cover)\b"
        + @"|these are\b.*\b(?:queries|questions|instructions|prompts|exercises|examples of|ideas|suggestions)\b[^:]*$"
        + @"|if you\b.*\b(?:let me know|feel free|just (?:ask|say|tell)|(?:i['’]?d|i would|i['’]m|i am) (?:be )?(?:happy|glad)|i can"
        + @"|(?:need|want|like|have)\b.*\b(?:queries|questions|instructions|examples|exercises|help|assistance|clarification|details|variations?))\b[^?]*$"
        + @"|would you like (?:me|more|some|any|to (?:see|have|try))\b"
        + @"|do you (?:want|need) (?:me to\b|(?:any )?more(?: of (?:them|these)|\s+(?:help|quer|question|instruction|example|problem)[a-z]*)?\s*\?"
        + @"|any\s+(?:help|other|further|quer|question|instruction|example|clarification))"
        + @"|(?:i['’]?m |i am )?happy (?:to|learning|studying)\b|enjoy\b[^?]*$|good luck\b|note:"
        + @"|note that (?:these|this|all|each|the (?:queries|questions|instructions|problems)|i)\b"
        + @"|all (?:of )?(?:these|the) (?:queries|questions|instructions|prompts|exercises|tasks)\b[^?]*$"
        + @"|each (?:of these )?(?:query|question|instruction|problem|prompt) (?:is (?:designed|meant|intended|self-contained|unique|complete|different|clear)"
        + @"|covers|addresses|tests|uses|starts|begins|focuses|can be)\b"
        + @"|is there anything\b|thank(?:s| you)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>The headings of our own prompt, and those that models put beside them.</summary>
    [GeneratedRegex(
        @"^\s*(?:(?:#{1,6}[ \t]*[*_]{0,3}|\*\*)(?:task description|criteria(?: for queries)?|ai (?:application|assistant)"
        + @"|difficulty|context|expected output|(?<output>output))"
        + @"|#{1,6}[ \t]*[*_]{0,3}(?:expected )?input)[ \t]*:?[*_]{0,3}:?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PromptHeading();

    [GeneratedRegex(@"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|\s*(?::?-{2,}:?\s*)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TableRule();

    [GeneratedRegex(
        @"^[*_]{0,2}(?:quer(?:y|ies)|questions?|instructions?|problems?|prompts?|exercises?|tasks?)[*_]{0,2}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QueryColumn();

    [GeneratedRegex(@"^(?<indent>[ \t]*)\+[ \t]+")]
    private static partial Regex Plus();

    [GeneratedRegex(
        @"^\s*(?:#{1,6}\s*)?[*_]{0,3}(?:(?:query|question|instruction|problem|task|item|prompt|exercise|suggestion|example|idea|q)\s*)?"
        + @"[#(\[]?(?<n>[0-9]{1,3})[.):\]]{0,2}[*_]{0,3}[.:]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LoneNumber();

    [GeneratedRegex(@"^[ \t]*[*_]{0,2}(?<n>[0-9]{1,3})[*_]{0,2}[ \t]+[-–—][ \t]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberAndDash();

    [GeneratedRegex(@"^[ \t]*[*_]{0,2}\(?(?<n>[A-Za-z])[.)][*_]{0,2}[ \t]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^[ \t]*[*_]{0,2}\(?(?<n>[IVXivx]{1,6})[.)][*_]{0,2}[ \t]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Roman();

    /// <summary>"Instruction: Find x." is the query "Find x.".</summary>
    [GeneratedRegex(
        @"^(?:query|question|instruction|problem|task|prompt|exercise)[*_]{0,2}[ \t]{0,3}:[*_]{0,2}[ \t]{1,8}(?=\S)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnLabel();

    /// <summary>Words that are no names of variables.</summary>
    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Words();
}
