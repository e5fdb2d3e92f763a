using System.Text.RegularExpressions;
using MathPref.Core.Text;

namespace MathPref.Core.Tasks;

/// <summary>Finds the JSON in a reply: a list, an object, one of either a line, behind a bullet, a number, a preamble or the name of a variable.</summary>
internal static partial class InstructionJson
{
    /// <summary>Beginnings that turned out to be none; a reply that has more of them is no JSON, and each may have been read to its end.</summary>
    private const int MostMistaken = 20;

    /// <summary>How many places within a text are looked at for a list of queries that was not taken out of it.</summary>
    private const int MostPlacesWithin = 3;

    private sealed record Region(int FirstLine, int LastLine, List<string> Texts, bool IsSure);

    /// <summary>The instructions in the JSON of a reply, and its lines without that JSON.</summary>
    /// <param name="lines">The lines of the reply.</param>
    /// <param name="number">The number that a line bears.</param>
    /// <param name="isMarked">Whether a line bears a bullet or a number.</param>
    /// <param name="isPreamble">Whether a text announces a list.</param>
    public static (List<string> Texts, List<string> Others) In(
        List<string> lines, Func<string, int?> number, Func<string, bool> isMarked, Func<string, bool> isPreamble)
    {
        var regions = Regions(lines, isPreamble);
        if (regions.Count == 0)
            return ([], lines);
        var isWithin = new bool[lines.Count];
        foreach (var region in regions)
            Array.Fill(isWithin, true, region.FirstLine, region.LastLine - region.FirstLine + 1);
        var texts = regions.SelectMany(region => region.Texts).ToList();
        // A list of queries in which one speaks of a list in brackets is no JSON; an explanation in points beside JSON is no list of queries.
        if (texts.Count > 0 && lines.Where((line, i) => !isWithin[i] && isMarked(line)).Count() > texts.Count && AreOfItems())
            return ([], lines);
        return (texts, [.. lines.Where((_, i) => !isWithin[i])]);

        // The first region tells: behind a mark, or below one and either no sentences or with the next number behind it.
        bool AreOfItems()
        {
            var first = regions[0];
            if (isMarked(lines[first.FirstLine]))
                return true;
            var mark = first.FirstLine - 1;
            while (mark >= 0 && !isMarked(lines[mark]))
                mark--;
            if (mark < 0)
                return false;
            var next = lines.FindIndex(first.LastLine + 1, line => number(line) is not null);
            return !first.IsSure || next >= 0 && number(lines[mark]) is { } before && number(lines[next]) == before + 1;
        }
    }

    /// <summary>Whether a text that is to be an instruction is JSON all the same: what could not be read, or not be told from a sentence.</summary>
    public static bool IsRaw(string text)
    {
        text = text.Trim();
        if (Raw().IsMatch(text) || OnlyValues().IsMatch(text) || BeginsAndEnds().IsMatch(text))
            return true;
        var places = 0;
        for (var match = Within().Match(text); match.Success && places < MostPlacesWithin; match = match.NextMatch(), places++)
        {
            if (ModelJson.Read(text, match.Index, out var end) is not { } value || text[end - 1] is not (']' or '}' or ')'))
                continue;
            var texts = InstructionObjects.Texts(value);
            var isSure = InstructionObjects.IsNamed(value) || texts.TrueForAll(IsQuestion)
                || (match.Index == 0 || !IsQuestion(text)) && InstructionObjects.AreQueries(texts);
            if (texts.Count > 0 && isSure)
                return true;
        }
        return false;
    }

    private static bool IsQuestion(string text) => text.TrimEnd() is [.., '?' or '？'];

    private static List<Region> Regions(List<string> lines, Func<string, bool> isPreamble)
    {
        var regions = new List<Region>();
        if (!lines.Exists(line => line.AsSpan().ContainsAny('"', '\'', '“')))
            return regions;
        var starts = new int[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++)
            starts[i + 1] = starts[i] + lines[i].Length + 1;
        var text = string.Join('\n', lines);
        var firstOther = lines.FindIndex(line => !string.IsNullOrWhiteSpace(line) && !isPreamble(line));
        var mistaken = 0;
        for (var i = 0; i < lines.Count && mistaken < MostMistaken; i++)
        {
            var (start, mustBeNamed) = Start(lines[i], isFirst: firstOther < 0 || i <= firstOther, isPreamble);
            if (start < 0)
                continue;
            if (Read(text, starts[i] + start, mustBeNamed) is not var (texts, isSure, end))
            {
                mistaken++;
                continue;
            }
            var last = i;
            while (last + 1 < lines.Count && starts[last + 1] < end)
                last++;
            regions.Add(new Region(i, last, texts, isSure));
            i = last;
        }
        return regions;
    }

    /// <summary>
    /// Where in a line JSON may begin; -1 where it does not. Behind words that may be a query's, only an object that names its instruction is one.
    /// </summary>
    private static (int Start, bool MustBeNamed) Start(string line, bool isFirst, Func<string, bool> isPreamble)
    {
        if (Opening().Match(line) is { Success: true } opening)
            return (opening.Groups["json"].Index, false);
        return AfterPreamble().Match(line) is { Success: true } after && isPreamble(after.Groups["words"].Value)
            ? (after.Groups["json"].Index, !isFirst && !Label().IsMatch(after.Groups["words"].Value))
            : (-1, false);
    }

    /// <summary>The values from here to the end of a line, separated by nothing or commas; null where the words behind them make a sentence of it.</summary>
    private static (List<string> Texts, bool IsSure, int End)? Read(string text, int start, bool mustBeNamed)
    {
        var texts = new List<string>();
        var isNamed = false;
        while (true)
        {
            if (ModelJson.Read(text, start, out var end) is not { } value)
                return null;
            texts.AddRange(InstructionObjects.Texts(value));
            isNamed = isNamed || InstructionObjects.IsNamed(value);
            var isSure = texts.Count > 0 && (isNamed || InstructionObjects.AreQueries(texts));
            // Mathematics has sets and tuples of its own.
            if (mustBeNamed && !isNamed || !isSure && (text[start] is '(' || text[start] is '{' && value is ModelJsonValue.List))
                return null;
            var rest = AfterValue().Match(text, end);
            if (rest.Groups["next"].Success)
                start = rest.Groups["next"].Index;
            else if (rest.Success || isSure && (isNamed || texts.TrueForAll(IsQuestion) || Remark().IsMatch(text, end)))
                return (texts, isSure, end);
            else
                return null;
        }
    }

    private const string Json = @"\[\s*(?:[""'“\[{/#]|$|(?:(?:null|true|false|none|undefined|nan|-?[0-9][0-9.]{0,20})\s*,\s*){1,20}[""'“\[{])";

    [GeneratedRegex(
        @"^\s*(?>(?:[-*•>]\s+|[0-9]{1,3}[.):]\s*|<\|?\w{1,20}\|?>\s*|\[[A-Z_]{1,20}\]\s*|(?:const\s+|let\s+|var\s+)?[A-Za-z_]\w{0,40}\s*=\s*"
        + @"|[*_]{0,3}(?:query|question|instruction|problem|task|item|prompt|exercise)\s*\#?[0-9]{1,3}[*_]{0,3}\s*[:.)]\s*[*_]{0,3}\s*|return\s+"
        + @"|[A-Za-z_][\w.]{0,40}\((?=\s*[\[{])|\((?=\s*[\[{])|\$*\\\w{1,20}\{(?=\s*[\[{])|\{(?=\s*\{)|[""'“`]{1,3}(?=\s*[\[{])|`{1,2})*)"
        + @"(?:json:?\s+)?(?<json>" + Json + @"|\(\s*[""'“]|\{\s*(?:[""'“/#]|$|\w{1,40}\s*:)"
        + @"|[""“'](?=\w[\w -]{0,40}[""”']\s*:\s*[""'“\[{]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"^(?<words>[^""]{1,200}?[:!.])[*_]{0,3}\s*(?<json>" + Json + @"|\{\s*(?:[""'“]|$))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AfterPreamble();

    /// <summary>"**Instructions:", "The five questions:".</summary>
    [GeneratedRegex(
        @"^[\s*_#]{0,8}(?:[\p{L}\p{N}]{1,20}\s){0,3}"
        + @"(?:queries|(?:question|instruction|problem|prompt|exercise|task|answer|result|response)s?|output|json|list)[\s*_]{0,4}:$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"\G[ \t,;.!)\]}`'""”$]*(?:(?:(?:</\w{1,20}>|\[/\w{1,20}\]|<\|\w{1,20}\|>)[ \t]*)?(?=\n|\z)|(?<next>[{\[](?!/)))",
        RegexOptions.CultureInvariant)]
    private static partial Regex AfterValue();

    /// <summary>A new sentence, not the rest of one that began with the list.</summary>
    [GeneratedRegex(@"\G[ \t,;.!)\]}`'""”$]*[*_]{0,3}[\p{Lu}(—–]", RegexOptions.CultureInvariant)]
    private static partial Regex Remark();

    /// <summary>null; [true, false]; [1, -2].</summary>
    [GeneratedRegex(
        @"^[\s,\[\](){}""']*(?:(?:null|true|false|none|undefined|nan)(?:[\s,\[\](){}""']+|$))+$|^[\[{(][-0-9.,\s\[\](){}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OnlyValues();

    /// <summary>["…"], {'…'}, [{\"…\"}], [null, "…"] and what else has the brackets and quotes of JSON at both of its ends.</summary>
    [GeneratedRegex(
        @"^\W{0,8}?[\[{(][\s\[{(]{0,8}(?:\\n\s{0,8})?(?:(?:null|true|false|none|undefined|[0-9]{1,9}),\s?)?"
        + @"(?:\\?[""'“‘«„`]|&quot;)(?:.*[^\s])?[\]})][""'`.,;]*$"
        + @"|^\[[^\[\]]*\?\s?(?:,[^\[\]]*)?\]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex BeginsAndEnds();

    [GeneratedRegex(
        @"[\[{(]\s{0,8}[\[{""'“]|[\[(]\s{0,8}(?:null|true|false|none|undefined|[0-9]{1,9})\s?,",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Within();

    [GeneratedRegex(
        @"^(?:\[\s*)?\{\s*(?:$|[""'“][^""'”\n]{1,80}[""'”]\W{0,3}:)"
        + @"|^\W{0,8}?\w?[\[{(\s]{0,4}[""“'][\w -]{1,40}[""”']\W{0,3}:\s*(?:[""'“\[{]|[0-9.]*,?$|(?:true|false|null),?$)"
        + @"|^[{\[][\s{}\[\]:,""'“”]*\w{0,40}[\s{}\[\]:,""'“”]*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Raw();
}
