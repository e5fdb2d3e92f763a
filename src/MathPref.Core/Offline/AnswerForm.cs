using System.Text.RegularExpressions;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>Whether an answer with the right value has the form that was asked for too: without brackets, or with nothing left to cancel.</summary>
internal static partial class AnswerForm
{
    public static bool IsAsked(WorkedProblem worked, string answer)
    {
        if (worked.Kind is not (AnswerKind.Expanded or AnswerKind.Reduced))
            return true;
        var (given, right) = (Formula(answer), Formula(worked.Answer));
        // What the reader does not know is equal all the same: its form is not called wrong.
        if (ExpressionReader.Read(given) is not { } value || ExpressionReader.Read(right) is not { } wanted)
            return true;
        return worked.Kind is AnswerKind.Reduced
            ? value.Bottom.Degree == wanted.Bottom.Degree
            : !given.Contains('(') && TermSigns().Count(given) + 1 <= Math.Max(1, wanted.Top.Terms.Count);
    }

    /// <summary>What stands behind the last equals sign, without what changes its look alone.</summary>
    private static string Formula(string text)
    {
        text = Look().Replace(text, m => m.Value[^1] == 'c' ? @"\frac" : " ").Replace('\u2212', '-').Replace("**", "");
        return text[(text.LastIndexOf('=') + 1)..].Trim().TrimEnd('.', ' ');
    }

    // A sign directly after an opening brace or a caret belongs to an exponent or a fraction, the first one to the first term.
    [GeneratedRegex(@"(?<=[^\s({^])\s*[+-]", RegexOptions.CultureInvariant)]
    private static partial Regex TermSigns();

    [GeneratedRegex(@"\\[dtc]frac(?![A-Za-z])|\\(?:left|right|displaystyle|bigg?|Bigg?|q?quad)(?![A-Za-z])|\\[,;:! ]|[~$]", RegexOptions.CultureInvariant)]
    private static partial Regex Look();
}
