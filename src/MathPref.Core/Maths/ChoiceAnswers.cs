using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths;

/// <summary>
/// A letter of multiple choice against a value, either way round: what the letter stands for is looked up in the options of the question or, for an
/// answer's letter, in its text.
/// </summary>
internal static class ChoiceAnswers
{
    /// <summary>The comparison; null where neither is a letter against a value, or no options say what it stands for.</summary>
    public static Comparison? Compare(
        string text, IReadOnlyList<Expr> answers, MathReference reference, string? question, ComparisonRules rules)
    {
        var references = reference.Readings.Meanings;
        if (answers is [Choice { Text: null } given, ..] && references is [not Choice, ..])
        {
            string? option = question is null ? null : ChoiceOptions.Of(question, given.Letter);
            option ??= ChoiceOptions.Of(text, given.Letter);
            return option is null || AnswerReadings.Of(option) is not { Problem: null } readings
                ? null
                : Named(MathAnswer.Compare(readings.Meanings, references, rules), $"({given.Letter}) stands for {option}");
        }
        if (question is null || references is not [Choice { Text: null } asked, ..] || answers is not [not Choice, ..])
            return null;
        char? equal = null;
        for (char letter = ChoiceOptions.First; letter <= ChoiceOptions.Last; letter++)
        {
            if (ChoiceOptions.Of(question, letter) is not { } option || AnswerReadings.Of(option) is not { Problem: null } readings
                || MathAnswer.Compare(answers, readings.Meanings, rules).Verdict is not MathVerdict.Right)
                continue;
            if (equal is not null)
                return null;
            equal = letter;
        }
        return equal is not { } found ? null
            : found == asked.Letter ? Comparison.Right("Choice", $"the answer is what ({found}) stands for")
            : Comparison.Wrong("Choice", $"the answer is what ({found}) stands for, not ({asked.Letter})");
    }

    private static Comparison Named(Comparison comparison, string why) => comparison with { Reason = $"{why}; {comparison.Reason}" };
}
