using System.Text.RegularExpressions;
using MathPref.Core.Text;

namespace MathPref.Core.Tasks;

/// <summary>Finds the JSON in a reply: a list, an object, one of either a line, behind a bullet, a number, a preamble or the name of a variable.</summary>
internal static partial class InstructionJson
{
    /// <summary>Beginnings that turned out to be none; a reply that has more of them is no JSON, and each may have been read to its end.</summary>
    private const int MostMistaken = 20;

    private sealed record Region(int FirstLine, int LastLine, List<string> Texts);

    /// <summary>The instructions in the JSON of a reply, and its lines without that JSON.</summary>
    /// <param name="lines">The lines of the reply.</param>
    /// <param name="isMarked">Whether a line bears a bullet or a number.</param>
    /// <param name="isPreamble">Whether a text announces a list.</param>
    public static (List<string> Texts, List<string> Others) In(List<string> lines, Func<string, bool> isMarked, Func<string, bool> isPreamble)
    {
        var regions = Regions(lines, isPreamble);
        if (regions.Count == 0)
            return ([], lines);
        bool IsOutside(int line) => !regions.Exists(region => line >= region.FirstLine && line <= region.LastLine);
        var texts = regions.SelectMany(region => region.Texts).ToList();
        // A list of queries in which one speaks of a list in brackets is no JSON.
        if (texts.Count > 0 && lines.Where((line, i) => IsOutside(i) && isMarked(line)).Count() > texts.Count)
            return ([], lines);
        return (texts, [.. lines.Where((_, i) => IsOutside(i))]);
    }

    /// <summary>Whether a text that is to be an instruction is JSON all the same: a part of it that could not be read.</summary>
    public static bool IsRaw(string text) => Raw().IsMatch(text);

    private static List<Region> Regions(List<string> lines, Func<string, bool> isPreamble)
    {
        var regions = new List<Region>();
        if (!lines.Exists(line => line.AsSpan().ContainsAny('"', '\'', '“')))
            return regions;
        var starts = new int[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++)
            starts[i + 1] = starts[i] + lines[i].Length + 1;
        var text = string.Join('\n', lines);
        var mistaken = 0;
        for (var i = 0; i < lines.Count && mistaken < MostMistaken; i++)
        {
            if (Start(lines, i, isPreamble) is not (>= 0 and var start))
                continue;
            if (Read(text, starts[i] + start) is not var (texts, end))
            {
                mistaken++;
                continue;
            }
            var last = i;
            while (last + 1 < lines.Count && starts[last + 1] < end)
                last++;
            regions.Add(new Region(i, last, texts));
            i = last;
        }
        return regions;
    }

    /// <summary>Where in a line JSON may begin; -1 where it does not.</summary>
    private static int Start(List<string> lines, int line, Func<string, bool> isPreamble)
    {
        if (Opening().Match(lines[line]) is { Success: true } opening)
            return opening.Groups["json"].Index;
        if (AfterPreamble().Match(lines[line]) is { Success: true } after && isPreamble(after.Groups["words"].Value)
            && lines.Take(line).All(string.IsNullOrWhiteSpace))
            return after.Groups["json"].Index;
        return -1;
    }

    /// <summary>The values from here to the end of a line, separated by nothing or commas; null where other words follow them.</summary>
    private static (List<string> Texts, int End)? Read(string text, int start)
    {
        var texts = new List<string>();
        while (true)
        {
            if (ModelJson.Read(text, start, out var end) is not { } value)
                return null;
            texts.AddRange(InstructionObjects.Texts(value));
            var rest = AfterValue().Match(text, end);
            if (rest.Groups["next"].Success)
                start = rest.Groups["next"].Index;
            else
                return rest.Success ? (texts, end) : null;
        }
    }

    [GeneratedRegex(
        @"^\s*(?:[-*•]\s+|[0-9]{1,3}[.):]\s*|<\w{1,20}>\s*|(?:const\s+|let\s+|var\s+)?[A-Za-z_]\w{0,40}\s*=\s*|`{1,2})*"
        + @"(?:json:?\s+)?(?<json>\[\s*(?:[""'“\[{/#]|$)|\{\s*(?:[""'“/#]|$|\w{1,40}\s*:)|[""“'](?=\w[\w -]{0,40}[""”']\s*:\s*[""'“\[{]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?<words>[^\[{""]{1,200}:)\s*(?<json>\[\s*(?:[""'“{]|$)|\{\s*(?:[""'“]|$))", RegexOptions.CultureInvariant)]
    private static partial Regex AfterPreamble();

    [GeneratedRegex(@"\G[ \t,;)\]}`]*(?:(?:</\w{1,20}>[ \t]*)?(?=\n|\z)|(?<next>[{\[]))", RegexOptions.CultureInvariant)]
    private static partial Regex AfterValue();

    [GeneratedRegex(
        @"^(?:\[\s*)?\{\s*(?:$|[""'“][^""'”\n]{1,80}[""'”]\W{0,3}:)"
        + @"|^\W{0,8}?\w?[\[{(\s]{0,4}[""“'][\w -]{1,40}[""”']\W{0,3}:\s*(?:[""'“\[{]|[0-9.]*,?$|(?:true|false|null),?$)"
        + @"|^[{\[][\s{}\[\]:,""'“”]*\w{0,40}[\s{}\[\]:,""'“”]*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Raw();
}
