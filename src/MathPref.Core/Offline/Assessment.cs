using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>How the final answer of a text stands to the right one.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Quote">The final answer on one line; null where there is none, or none that is plainly mathematics.</param>
internal readonly record struct Assessment(Standing Standing, string? Quote)
{
    /// <summary>Finds the final answer of a text and compares it with that of the problem.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="worked">The problem.</param>
    /// <param name="question">The problem's words, which may say what is asked for.</param>
    public static Assessment Of(string text, WorkedProblem worked, string question)
    {
        var check = MathAnswer.Check(text, worked.Reference, new() { Question = question });
        // What has the marks of a reply's lines and is no formula is not taken for an answer, though a number may stand in it.
        string? quote = check.Answer is { } answer ? PlainMath.Of(answer) : null;
        var standing = check.Verdict switch
        {
            MathVerdict.Right => check.Answer is null || AnswerForm.IsAsked(worked, check.Answer) ? Standing.Right : Standing.Unfinished,
            MathVerdict.Wrong when check.Answer is null || quote is null && check.Answer.AsSpan().ContainsAny(":#\n") => Standing.Unreadable,
            MathVerdict.Wrong => AnswerParts.AreSome(check.Answer, worked.Kind, worked.Reference) ? Standing.PartlyRight : Standing.Wrong,
            _ => Standing.Unreadable,
        };
        return new(standing, quote);
    }
}

/// <summary>How a given answer stands to the right one.</summary>
internal enum Standing
{
    Right,

    /// <summary>Equal in value, but not in the form that was asked for.</summary>
    Unfinished,

    /// <summary>One of several parts is right.</summary>
    PartlyRight,

    Wrong,

    /// <summary>Nothing that can be read as an answer.</summary>
    Unreadable,
}
