using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tasks;

/// <summary>What a line of a judge's reply says: its label, and the rating behind it.</summary>
/// <remarks>
/// A reply can be hostile: every repetition in the patterns is atomic or bounded, so that reading takes time in proportion to its
/// length, and digits are ASCII ones alone.
/// </remarks>
internal static partial class JudgementLabels
{
    /// <summary>Stands for the mark of the material in a reply that is being read; no text of a reply holds it.</summary>
    public const char Mark = '\uFFFE';

    /// <summary>How much of a line is looked at to tell a rating from a sentence.</summary>
    private const int FarthestLookAhead = 200;

    public enum Label { Type, Rating, Rationale }

    public static Label LabelOf(Match match) => match.Groups["label"].Value[0] switch
    {
        'T' or 't' => Label.Type,
        _ when IsRating(match.Groups["label"].Value) => Label.Rating,
        _ => Label.Rationale,
    };

    private static bool IsRating(string label) =>
        label.StartsWith("rating", StringComparison.OrdinalIgnoreCase) || label.StartsWith("score", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text has the label of a rating.</summary>
    public static bool Rates(string text) => AtLineStart().Matches(text).Concat(Anywhere().Matches(text)).Any(m => LabelOf(m) is Label.Rating);

    /// <summary>What stands behind a label, on its line or the next that is not blank.</summary>
    public static string Behind(string section, Match label)
    {
        var start = label.Index + label.Length;
        while (start < section.Length && char.IsWhiteSpace(section[start]))
            start++;
        var near = section.AsSpan(start, Math.Min(section.Length - start, FarthestLookAhead));
        var line = (near.IndexOf('\n') is >= 0 and var end ? near[..end] : near).ToString();
        var rationale = InlineRationale().Match(line);
        return (rationale.Success ? line[..rationale.Index].TrimEnd(BetweenLabels) : line).TrimStart('*', '_', ' ');
    }

    public static bool IsBareRating(string text) =>
        NotApplicable().IsMatch(text) || (Rating().Match(text) is { Success: true } match && BareEnd().IsMatch(text[match.Length..]));

    /// <summary>
    /// A rating that needs no label has its line to itself: "4", "4/5", "**4/5** (good)"; not "1. The first step is right." nor "3 (number of
    /// errors)". Gives the rating itself, or null.
    /// </summary>
    public static string? LoneRating(string line)
    {
        if (line.Length > FarthestLookAhead)
            return null;
        var stated = Rating().Match(line) is { Success: true } rating ? rating : NotApplicable().Match(line);
        var mayBeACount = line.Contains('(') && !stated.Value.Any(c => c is '/' || char.IsLetter(c));
        return stated.Success && !mayBeACount && LoneEnd().IsMatch(line[stated.Length..]) ? stated.Value : null;
    }

    /// <summary>
    /// The rating that a text begins with: a whole number from 1 to 5, its English word or n/5, and behind it nothing, punctuation, a
    /// parenthesis, a dash or why; null for anything else.
    /// </summary>
    public static int? WholeRating(string text)
    {
        var match = Rating().Match(text);
        if (!match.Success || !(BareEnd().IsMatch(text[match.Length..]) || Reason().IsMatch(text[match.Length..])))
            return null;
        var value = match.Groups["word"].Success
            ? Array.IndexOf(Words, match.Groups["word"].Value.ToLowerInvariant()) + 1
            : int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return value is >= 1 and <= 5 ? value : null;
    }

    /// <summary>Whether another number stands behind the rating: it may name a text.</summary>
    public static bool HasAnotherNumber(string text) =>
        Rating().Match(text) is { Success: true } rating && text.AsSpan(rating.Length).ContainsAnyInRange('0', '9');

    public static string FirstLine(string text) => text.IndexOf('\n') is >= 0 and var end ? text[..end] : text;

    public static readonly string[] Words = ["one", "two", "three", "four", "five"];

    public static readonly char[] BetweenLabels = [' ', '\t', '\n', ',', ';', '|', '*', '_', '(', '-', '–', '—', '#', '>'];

    /// <summary>A label with what stands before it on its line.</summary>
    [GeneratedRegex(
        @"^(?<before>(?>(?:[#>*_•\-+(|`""' \t\u00A0]|(?<number>[0-9]{1,3})[.)](?=[ \t*_]))*))"
        + @"(?:(?:(?<whole>overall|final)|my|the)[ \t]{1,3})?(?<label>ratings?|scores?|rationales?|reason(?:ing|s)?|explanation|justification|types?)"
        + @"(?:[ \t]{1,3}(?:for|of)[ \t]{1,3}(?:the[ \t]{1,3})?(?:ratings?|types?|scores?|informativeness|hallucinations?|text[ \t]{0,3}[0-9]{1,4}))?"
        + @"(?>[ \t\u00A0*_]*)(?:[:：=]|(?<=(?:rating|score)s?[ \t*_]{1,8})(?:[-–—][ \t]{0,3})?(?=[1-5](?:[ \t]?/[ \t]?5)?[.*_]{0,3}[ \t]{0,8}(?:\n|\z)))",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    public static partial Regex AtLineStart();

    /// <summary>A label within a line, that no quotation mark opens.</summary>
    [GeneratedRegex(
        @"(?<![""'`“‘«„])\b(?<label>ratings?|scores?|rationales?|types?)\b(?>[\s*_]*)[:：=]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Anywhere();

    /// <summary>A label that bears the mark: no text of the material holds it, so wherever it stands the judge speaks.</summary>
    [GeneratedRegex(
        @"\b(?<label>ratings?|scores?|rationales?|types?)\b(?>[*_` \t\u00A0]*[:：]?[*_` \t\u00A0]*)\uFFFE(?>[*_` \t\u00A0]*)[:：=]?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Marked();

    [GeneratedRegex(
        @"\b(?:rationale|reasoning|reason|explanation|justification)\b(?>[\s*_\uFFFE]*)[:：]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex InlineRationale();

    [GeneratedRegex(
        @"^(?>[\s\[<(""'*_]*)(?:n[ \t]{0,3}/[ \t]{0,3}a|n\.a\.|not applicable|none|null)(?!\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex NotApplicable();

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
        + @"(?![ \t]{0,3}(?:[-–—~]|to|or|and|out\s{1,3}of)[ \t]{0,3}(?:[0-9]|(?:one|two|three|four|five)\b))(?![ \t]{0,3}%)(?![ \t]{0,3}\+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rating();

    /// <summary>What may follow a rating that stands for itself: nothing, punctuation, "stars".</summary>
    [GeneratedRegex(@"^(?>[ \t\])>*_`""'$}]*)(?:$|[.,;:!|(=–—\-\]\n]|(?:stars?|points?)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareEnd();

    /// <summary>"4 because it is right".</summary>
    [GeneratedRegex(
        @"^[*_`$]{0,4}[ \t]{1,3}(?:because|since|as|for|due|given|owing|but|though|although|while|with)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reason();

    [GeneratedRegex(@"^[\])>*_`"".]{0,6}[ \t]{0,8}(?:\([^()\n]{0,100}\))?[.*_]{0,4}\s{0,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex LoneEnd();
}
