using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

/// <summary>What was written has to be the reference again, and of its kind, to our own eyes.</summary>
internal static class ReadBack
{
    private const int MaxShown = 60;

    /// <summary>Why what was written may not be used; null where it may.</summary>
    public static string? Problem(string latex, Expr meaning, MathReference reference)
    {
        var again = MathReference.Read($@"\boxed{{{latex}}}");
        if (again.Problem is not null || MathAnswer.Check($@"\boxed{{{latex}}}", reference).Verdict is not MathVerdict.Right)
            return $"as '{Beginning(latex)}' it is not read as the reference again";
        var kind = AnswerKinds.Of(AnswerKinds.Plain(again.Readings.Meanings[0]));
        return kind == AnswerKinds.Of(meaning) || IsChoice(meaning, kind) || IsPair(meaning, kind)
            ? null
            : $"as '{Beginning(latex)}' it is read as another kind of answer";
    }

    private static string Beginning(string latex) => latex.Length <= MaxShown ? latex : latex[..MaxShown] + "…";

    /// <summary>A letter in its own words.</summary>
    private static bool IsChoice(Expr meaning, AnswerKind kind) => meaning is Choice || kind is AnswerKind.Choice;

    /// <summary>Two values in round brackets are an open interval and a pair, to us as to the scorers.</summary>
    private static bool IsPair(Expr meaning, AnswerKind kind) => kind is AnswerKind.Ordered && meaning is Interval { HasLow: false, HasHigh: false };
}
