using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Maths;

/// <summary>
/// Says whether the final answer of a text equals a reference: right, wrong or unknown. Any text gives a verdict; nothing throws, nothing waits,
/// and the verdict depends on the texts alone.
/// </summary>
public static class MathAnswer
{
    /// <summary>Compares the final answer of <paramref name="answer"/> with that of <paramref name="reference"/>.</summary>
    public static AnswerCheck Check(string answer, string reference, MathOptions? options = null) => Check(answer, MathReference.Read(reference), options);

    /// <summary>Compares the final answer of <paramref name="answer"/> with a reference that was read before.</summary>
    public static AnswerCheck Check(string answer, MathReference reference, MathOptions? options = null)
    {
        options ??= new();
        var final = FinalAnswers.Find(answer);
        if (options.IsCut && final.Place is not (AnswerPlace.None or AnswerPlace.Box or AnswerPlace.Hashes or AnswerPlace.Phrase))
            final = new([], AnswerPlace.None, "no answer: the text was cut at its greatest length before it announced one");
        var check = Check(answer, final, reference, options);
        bool isAnnounced = final.Place is not (AnswerPlace.None or AnswerPlace.Statement or AnswerPlace.Formula or AnswerPlace.Number or AnswerPlace.Phrase);
        return check.Verdict is MathVerdict.Right || isAnnounced ? check : LastWords.Compare(answer, final, reference) ?? check;
    }

    private static AnswerCheck Check(string answer, FinalAnswer final, MathReference reference, MathOptions options)
    {
        if (final.Place is AnswerPlace.None)
            return new(MathVerdict.Wrong, null, reference.Text, "NoAnswer", final.Reason);
        if (reference.Problem is { } problem)
            return Of(final, reference, SameText(final, reference) ?? Comparison.Unknown("Unread", $"the reference cannot be read: {problem}"));
        var readings = AnswerReadings.Of(final);
        var rules = ComparisonRulesFor(options);
        var comparison = readings.Problem is { } unread
            ? Comparison.Unknown("Unread", $"the answer cannot be read: {unread}")
            : Compare(readings.Meanings, reference.Readings.Meanings, rules);
        if (comparison.Verdict is not MathVerdict.Right)
        {
            comparison = ChoiceAnswers.Compare(answer, readings.Meanings, reference, options.Question, rules)
                ?? Restatement.Compare(readings.Meanings, reference.Readings.Meanings, rules)
                ?? SameText(final, reference)
                ?? comparison;
        }
        return Of(final, reference, final.Alternatives.Count == 0 ? comparison : SeveralValues.Compare(comparison, final, reference, rules));
    }

    /// <summary>What is written alike and can be read is the same, whatever it is.</summary>
    private static Comparison? SameText(FinalAnswer final, MathReference reference) =>
        string.Equals(final.Text, reference.Text, StringComparison.Ordinal) ? Comparison.Right("Text", "both are written alike") : null;

    /// <summary>What two answers with these meanings are to each other, within the work of one verdict.</summary>
    internal static Comparison Compare(IReadOnlyList<Expr> answers, IReadOnlyList<Expr> references, ComparisonRules rules)
    {
        Work.Begin();
        var comparison = OfMeanings(answers, references, rules);
        // What was not computed for want of work may look like a difference.
        if (comparison.Verdict is MathVerdict.Wrong && Work.IsOver)
            comparison = Comparison.Unknown("Undecided", "the two are too much to compute");
        Work.End();
        return comparison;
    }

    /// <summary>Right where any two meanings are equal; else what holds of the likeliest two.</summary>
    private static Comparison OfMeanings(IReadOnlyList<Expr> answers, IReadOnlyList<Expr> references, ComparisonRules rules)
    {
        Comparison? likeliest = null;
        foreach (var answer in answers)
        {
            foreach (var reference in references)
            {
                var comparison = AnswerComparer.Compare(answer, reference, rules);
                if (comparison.Verdict is MathVerdict.Right)
                    return comparison;
                likeliest ??= comparison;
            }
        }
        return likeliest!;
    }

    private static ComparisonRules ComparisonRulesFor(MathOptions options) => new()
    {
        Precision = options.Precision,
        AsksForPercent = options.Question is { } question && PercentQuestion.IsOne(question),
    };

    private static AnswerCheck Of(FinalAnswer final, MathReference reference, Comparison comparison) =>
        new(comparison.Verdict, final.Text, reference.Text, comparison.Method, comparison.Reason);
}
