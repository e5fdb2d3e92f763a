using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>
/// Reads a reply to <see cref="AnswerCheckTask"/>. What bears the mark is the model's own, since no material holds it; where nothing does, a line counts
/// that no material holds, and a reply that is one word. Verdicts that contradict each other are none, and neither is one that its line takes back or
/// makes depend on something.
/// </summary>
/// <remarks>A reply can be hostile: every repetition in the patterns is bounded or of one class, so that reading is linear in its length.</remarks>
internal static partial class AnswerCheckParser
{
    /// <summary>Stands for the mark with its brackets; no text of a reply holds it.</summary>
    private const char Mark = '\uFFFE';

    public static AnswerVerdictReply Parse(string reply, JudgementMaterial material)
    {
        var text = AnyMark().Replace(
            reply.Replace(Mark, ' ').ReplaceLineEndings("\n"),
            match => match.Groups["mark"].Value.Equals(material.Mark, StringComparison.OrdinalIgnoreCase) ? $" {Mark} " : match.Value);
        var marked = Marked().Matches(text).ToList();
        if (marked.Count > 0)
            return Agreed(marked, ReasonIn(text, MarkedReason()));
        var plain = Plain().Matches(text).Where(match => !material.Holds(match.Value[..^match.Groups["rest"].Length])).ToList();
        if (plain.Count > 0)
            return Agreed(plain, ReasonIn(text, PlainReason()));
        return Lone().Match(text) is { Success: true } lone
            ? new AnswerVerdictReply(Read(lone), Reason: null)
            : new AnswerVerdictReply(null, null, "the reply states no verdict");
    }

    private static AnswerVerdictReply Agreed(List<Match> matches, string? reason) =>
        !matches.TrueForAll(StandsAlone) ? new(null, reason, "the reply takes its verdict back or makes it depend on something")
        : matches.Select(Read).Distinct().ToList() is [var one] ? new(one, reason)
        : new(null, reason, "the reply states more than one verdict");

    /// <summary>Whether nothing follows the verdict's word on its line but the end or a reason that leaves it as it is.</summary>
    private static bool StandsAlone(Match match)
    {
        var rest = match.Groups["rest"].Value;
        // The label of the reason, where it follows on the same line.
        if (rest.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var mark
            && rest.LastIndexOf("reason", mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var label)
            rest = rest[..label];
        return !Objection().IsMatch(rest) && (Read(match) is not true || !Difference().IsMatch(rest)) && Ending().IsMatch(rest);
    }

    private static string? ReasonIn(string text, Regex pattern) =>
        pattern.Match(text) is { Success: true } match
            && match.Groups["reason"].Value.Trim(' ', '\t', '*', '_', Mark) is { Length: > 0 } reason ? reason : null;

    private static bool? Read(Match match) => match.Groups["verdict"].Value.ToLowerInvariant() switch
    {
        "right" or "correct" => true,
        "wrong" or "incorrect" => false,
        _ => null,
    };

    /// <summary>Letters in brackets, or alone: the mark as a model writes it.</summary>
    [GeneratedRegex(@"\[[ \t]{0,3}(?<mark>[a-z]{5,64})[ \t]{0,3}\]|(?<![A-Za-z])(?<mark>[a-z]{5,64})(?![A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnyMark();

    private const string Value =
        @"[*_`""'<\[( \t\n]{0,8}(?<verdict>right|wrong|unknown|correct|incorrect)\b"
        + @"(?![ \t]{0,3}(?:,|/|\||or\b)[ \t]{0,3}(?:right|wrong|unknown|correct|incorrect))(?<rest>[^\n]*)";

    /// <summary>The end of the line, or a sign with which a reason begins.</summary>
    [GeneratedRegex(@"^[*_`""'>\])\uFFFE \t\u00A0]{0,8}(?:\z|[.,;!:(—–]|(?<=[ \t])-[ \t])", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    /// <summary>Another verdict, or a condition.</summary>
    [GeneratedRegex(
        @"\b(?:right|wrong|unknown|correct|incorrect|correctly|incorrectly|if|unless|except|otherwise|but|however|although|though|only|maybe|perhaps"
        + @"|possibly|probably|partly|partially|depends|depending|provided|assuming|wait)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Objection();

    /// <summary>What no reason of a right answer says.</summary>
    [GeneratedRegex(@"\b(?:no|not|never|cannot|differs?|different|unequal|mismatch)\b|n['’]t\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Difference();

    [GeneratedRegex(@"\bverdict[*_` \t\u00A0\uFFFE]{0,8}\uFFFE[*_` \t\u00A0]{0,8}[:：=]?" + Value, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex(
        @"^[#*_`\-+•| \t]{0,8}(?:final[ \t]{1,3})?verdict[*_` \t]{0,8}[:：=]" + Value,
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    /// <summary>A reply that is one word.</summary>
    [GeneratedRegex(@"^[\s*_`""'<\[(]{0,8}(?<verdict>right|wrong|unknown|correct|incorrect)[\s*_`""'>\]).!]{0,8}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lone();

    [GeneratedRegex(@"\breason[*_` \t\u00A0]{0,8}\uFFFE[*_` \t\u00A0]{0,8}[:：=]?(?<reason>[^\n]{0,2000})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MarkedReason();

    [GeneratedRegex(@"^[#*_`\-+•| \t]{0,8}reason[*_` \t]{0,8}[:：=](?<reason>[^\n]{0,2000})",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PlainReason();
}
