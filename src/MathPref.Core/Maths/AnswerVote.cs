using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Maths;

/// <summary>
/// What several answers to one question say together, without a reference: the largest group of equal answers, and how each answer stands to it
/// (self-consistency: Wang et al., 2023, arXiv 2203.11171).
/// </summary>
public sealed record AnswerVote
{
    /// <summary>The method of an answer that was compared with the largest group.</summary>
    public const string Method = "Vote";

    /// <summary>For each text its answer and its verdict; null for one that never came.</summary>
    public required IReadOnlyList<AnswerCheck?> Checks { get; init; }

    /// <summary>The share of the largest group among the texts that came, with an answer or without; null where none came.</summary>
    public required double? Agreement { get; init; }

    /// <summary>The answer of the largest group as its first member writes it; null where no group decides.</summary>
    public required string? Answer { get; init; }

    /// <summary>
    /// Counts the answers. A group is of one answer and those that equal it, whichever of the two is taken for the reference; an answer belongs to the
    /// first group that it equals. Where two groups are the largest, or the largest is too small, none decides and every answer is unknown.
    /// </summary>
    /// <param name="texts">The texts; null for one that never came.</param>
    /// <param name="minimumAgreement">The least share with which a group decides, 0 to 1.</param>
    /// <param name="options">How answers are compared.</param>
    /// <param name="cancellation">Ends the work between two comparisons.</param>
    public static AnswerVote Count(
        IReadOnlyList<string?> texts, double minimumAgreement, MathOptions? options = null, CancellationToken cancellation = default)
    {
        var finals = new AnswerCheck?[texts.Count];
        var groups = new List<Group>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is not { } text)
                continue;
            finals[i] = Find(text);
            if (finals[i]!.Answer is not { } answer)
                continue;
            var reference = MathReference.Read(answer);
            // The same words are the same answer, though nobody can read them.
            var group = groups.Find(g => string.Equals(g.Text, answer, StringComparison.Ordinal)) ?? groups.Find(g =>
            {
                cancellation.ThrowIfCancellationRequested();
                return g.Compare(answer, options) is MathVerdict.Right
                    || (DependsOnSide(g.Text) || DependsOnSide(answer)) && MathAnswer.Check(g.Text, reference, options).Verdict is MathVerdict.Right;
            });
            if (group is null)
                groups.Add(group = new Group(answer, reference));
            group.Members.Add(i);
        }
        var came = finals.Count(final => final is not null);
        var size = groups.Count == 0 ? 0 : groups.Max(group => group.Members.Count);
        double? share = came == 0 ? null : (double)size / came;
        var largest = groups.FindAll(group => group.Members.Count == size);
        var deciding = largest.Count == 1 && share >= minimumAgreement ? largest[0] : null;
        return new AnswerVote
        {
            Checks = [.. finals.Select((final, i) => final?.Answer is null ? final : Judge(final, i, deciding, largest.Count, came, options))],
            Agreement = share,
            Answer = deciding?.Text,
        };
    }

    /// <summary>Whether it can matter which of two is the reference: a decimal is rounded, and a percentage stands for a number, on one side alone.</summary>
    private static bool DependsOnSide(string answer) => answer.AsSpan().IndexOfAny('.', ',', '%') >= 0;

    /// <summary>The final answer of a text, compared with nothing yet.</summary>
    private static AnswerCheck Find(string text)
    {
        var final = FinalAnswers.Find(text);
        return final.Place is AnswerPlace.None
            ? new AnswerCheck(MathVerdict.Wrong, null, null, AnswerCheck.NoAnswer, final.Reason)
            : new AnswerCheck(MathVerdict.Unknown, final.Text, null, Method, final.Reason);
    }

    private static AnswerCheck Judge(AnswerCheck final, int index, Group? deciding, int largest, int came, MathOptions? options)
    {
        if (deciding is null)
        {
            var why = largest > 1 ? "Several groups of equal answers are the largest." : "No group of equal answers is large enough.";
            return final with { Verdict = MathVerdict.Unknown, Method = Method, Reason = why };
        }
        var counted = FormattableString.Invariant($"{deciding.Members.Count} of {came} answers equal {deciding.Text}");
        if (deciding.Members.Contains(index))
            return final with { Verdict = MathVerdict.Right, Reference = deciding.Text, Method = Method, Reason = $"{counted}, this one among them." };
        var check = deciding.Check(final.Answer!, options);
        return final with { Verdict = check.Verdict, Reference = deciding.Text, Method = Method, Reason = $"{counted}. {check.Reason}" };
    }

    private sealed class Group(string text, MathReference reference)
    {
        public string Text => text;

        public List<int> Members { get; } = [];

        public AnswerCheck Check(string answer, MathOptions? options) => MathAnswer.Check(answer, reference, options);

        public MathVerdict Compare(string answer, MathOptions? options) => Check(answer, options).Verdict;
    }
}
