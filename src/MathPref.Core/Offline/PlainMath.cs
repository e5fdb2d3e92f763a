using System.Text.RegularExpressions;

namespace MathPref.Core.Offline;

/// <summary>
/// What of an answer may stand in a rationale. The words of a text could pass for a rating of the reply that quotes them, so only formulas are quoted:
/// numbers, single letters, signs, and the names that mathematics has.
/// </summary>
internal static partial class PlainMath
{
    private const int MaxQuoted = 80;

    /// <summary>The answer on one line, cut where it is long; null where it is not plainly mathematics.</summary>
    public static string? Of(string answer)
    {
        string line = Blanks().Replace(answer, " ").Replace(@"\:", " ").Replace("$", "").Trim();
        if (line.Length is 0 or > 1000 || !Formula().IsMatch(line) || !line.Any(char.IsAsciiLetterOrDigit))
            return null;
        return line.Length <= MaxQuoted ? line : line[..MaxQuoted] + "...";
    }

    // What was read is not read otherwise (?>): a word in \text could be one in several ways, and many of them in a row would take for ever.
    // Neither a hash nor a colon: both belong to the labels of a reply. In \text{...} stand conjunctions and short units alone.
    [GeneratedRegex(
        @"\A(?>(?:[0-9\s.,;+\-\u2212*/^_=<>|!'()\[\]{}&%]|" +
        @"\\(?:begin|end)\{(?:[pbvBV]?matrix|cases)\}|\\(?:text|mathrm|mbox)\s*\{\s*(?:or|and|if|[a-z]{1,2})\s*[,.]?\s*\}|" +
        @"\\(?:[dtc]?frac|sqrt|d?binom|cdot|times|div|pm|mp|l[et]|g[et]|[lgn]eq|ne|approx|equiv|sim|(?:not)?in|cup|cap|setminus|subseteq?|" +
        @"emptyset|varnothing|infty|mathbb|mathbf|vec|hat|bar|overline|left|right|[Bb]ig[lrg]?|q?quad|arc(?:sin|cos|tan)|(?:sin|cos|tan)h?|" +
        @"cot|sec|csc|ln|log|exp|det|gcd|max|min|lim|to|[lc]?dots|circ|angle|degree|mid|[lr](?:floor|ceil|angle|vert|brace)|lor|land|displaystyle|prime|" +
        @"int|sum|prod|partial|nabla|" +
        @"(?:var)?(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega|Gamma|Delta|Theta|" +
        @"Lambda|Pi|Sigma|Phi|Psi|Omega))(?![A-Za-z])|" +
        @"\\[^A-Za-z\s:#]|(?<![A-Za-z\\])(?:or|and|sin|cos|tan|ln|log|sqrt|pi)(?![A-Za-z])|(?<![A-Za-z\\])[A-Za-z]{1,2}(?![A-Za-z]))+)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
