namespace MathPref.Core.Preference;

/// <summary>
/// Finds the pairs in a row of answers whose verdicts are known: chosen is right, and rejected is wrong and states a final answer. An unknown answer is
/// neither, and equal texts never pair.
/// </summary>
public sealed record CorrectnessSelector : PairRules
{
    /// <summary>
    /// Whether the best rated of the right ones and the worst rated of the wrong ones are taken, those without a rating last. Without it, and among
    /// those rated alike, it is the first. With it, a margin that is asked for must be known.
    /// </summary>
    public bool ByRating { get; init; }

    /// <summary>The pairs, or why there are none. The order is by chosen, then by rejected, the best pair first.</summary>
    public IReadOnlyList<PreferencePair> Select(
        string question,
        IReadOnlyList<string?> generations,
        IReadOnlyList<AnswerVerdict> verdicts,
        IReadOnlyList<double?> ratings,
        out NoPairReason reason)
    {
        var shown = Enumerable.Range(0, generations.Count).Where(i => !string.IsNullOrWhiteSpace(generations[i])).ToList();
        var right = shown.FindAll(i => verdicts[i].IsCorrect is true);
        var wrong = shown.FindAll(i => verdicts[i].IsCorrect is false);
        reason = right.Count > 0 ? NoPairReason.NoneWrong : wrong.Count > 0 ? NoPairReason.NoneRight : NoPairReason.NoVerdict;
        if (right.Count == 0 || wrong.Count == 0)
            return [];
        wrong.RemoveAll(i => !verdicts[i].IsStated);
        reason = NoPairReason.NoAnswer;
        if (wrong.Count == 0)
            return [];
        if (ByRating)
        {
            // A stable order: among those rated alike, the first.
            right = [.. right.OrderByDescending(i => ratings[i] ?? double.NegativeInfinity)];
            wrong = [.. wrong.OrderBy(i => ratings[i] ?? double.PositiveInfinity)];
        }
        var all = right.SelectMany(c => wrong.Select(r => new PreferencePair(c, r)));
        return Choose(question, generations, all, ByRating ? p => ratings[p.Chosen] - ratings[p.Rejected] : null, out reason);
    }
}
