using System.Text.RegularExpressions;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

/// <summary>References of which our reader takes the part that an answer can equal, and no scorer of others does.</summary>
internal static partial class ScorerLimits
{
    /// <summary>Why no spelling stands for all that the reference says; null where one does.</summary>
    public static string? Of(MathReference reference, Expr meaning)
    {
        var text = reference.Text ?? "";
        if (Implication().IsMatch(text))
            return "it says that one thing follows from another, and only one of the two would be compared";
        if (meaning is Choice && reference.Readings.Meanings[0] is Choice { Text: Listing or Words } && text.Contains(','))
            return "it names several things, and only the letter of the first would be compared";
        if (Label().Count(text) > 1 && meaning is Listing or Product)
            return "it names several things, and not in which order they would be compared";
        if (meaning is Product && text.Count(c => c == '$') > 2)
            return "it stands in several formulas, and they would be multiplied";
        if (meaning is Words(var words))
            return Joining().IsMatch(words) ? "scorers take 'and' and 'or' for commas"
                : text.Contains(',') ? "scorers compare a list of words as one text"
                : null;
        return meaning is not (Num or Neg(Num)) && Accent().IsMatch(text) ? "scorers read a letter with an accent as another one" : null;
    }

    [GeneratedRegex(@"\\(implies|iff|(long)?(left)?rightarrow|to)(?![a-zA-Z])|[⇒⟹⇔⟺→⟶]", RegexOptions.IgnoreCase)]
    private static partial Regex Implication();

    [GeneratedRegex(@"(?<![a-zA-Z0-9\\])\([a-h]\)")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(and|or)\b")]
    private static partial Regex Joining();

    [GeneratedRegex(@"\\(bar|hat|vec|tilde|dot|ddot|overline|widehat|overrightarrow|mathbf|boldsymbol|bm)(?![a-zA-Z])")]
    private static partial Regex Accent();
}
