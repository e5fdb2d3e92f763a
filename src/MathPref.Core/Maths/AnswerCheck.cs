using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Maths;

/// <summary>How the final answer of a text stands to a reference, and why.</summary>
/// <param name="Verdict">How the answer stands to the reference.</param>
/// <param name="Answer">The final answer as written; null where the text has none.</param>
/// <param name="Reference">The final answer of the reference as written; null where it has none.</param>
/// <param name="Method">One word: how the verdict was found (<c>Exact</c>, <c>Numeric</c>, <c>NoAnswer</c> …).</param>
/// <param name="Reason">A sentence that a person can check.</param>
public sealed record AnswerCheck(MathVerdict Verdict, string? Answer, string? Reference, string Method, string Reason)
{
    /// <summary>The method of a text without a final answer: it is wrong, and says nothing that could be rejected.</summary>
    public const string NoAnswer = "NoAnswer";

    /// <summary>True, false, or null where it is unknown.</summary>
    public bool? IsCorrect => Verdict switch
    {
        MathVerdict.Right => true,
        MathVerdict.Wrong => false,
        _ => null,
    };
}
