namespace MathPref.Core.Maths.Extraction;

/// <summary>The final answer of a text, not yet read.</summary>
/// <param name="Parts">The answers as written, without their box or phrase: one, or several where several boxes stand together; empty where there is
/// none.</param>
/// <param name="Place">Where it stood.</param>
/// <param name="Reason">For people: "the last \boxed", "no answer: the last box does not end".</param>
internal sealed record FinalAnswer(IReadOnlyList<string> Parts, AnswerPlace Place, string Reason)
{
    /// <summary>
    /// What the same ending gives beside it, of another thing, or reads otherwise: "\boxed{2} goats and \boxed{11} chickens" answers both "how many goats"
    /// and "how many chickens", and the 5! of "it is 5!" may be five. Where a reference equals one of them, the answer is not surely wrong.
    /// </summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>As one text; null where there is none.</summary>
    public string? Text => Parts.Count == 0 ? null : string.Join(", ", Parts);
}
