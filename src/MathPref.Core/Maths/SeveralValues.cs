using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Maths;

/// <summary>
/// Answers whose ending gives values of several things, "<c>\boxed{2}</c> goats and <c>\boxed{11}</c> chickens". Where the reference is one value and equals
/// one of them, nothing says whether that one was asked for: Unknown. Where it is a list, they are its values.
/// </summary>
internal static class SeveralValues
{
    private const string Method = "Several";

    public static Comparison Compare(Comparison comparison, FinalAnswer final, MathReference reference, ComparisonRules rules)
    {
        if (comparison.Verdict is MathVerdict.Unknown || reference.Readings.Meanings.Count == 0)
            return comparison;
        var given = final.Alternatives.Select(AnswerReadings.Of).Where(readings => readings.Problem is null).ToList();
        bool isList = reference.Readings.Meanings[0] is Listing or SetOf or Expressions.Tuple or AllOf or AnyOf;
        if (isList)
            return comparison.Verdict is MathVerdict.Wrong && final.Place is AnswerPlace.Box ? AsList(comparison, final, given, reference, rules) : comparison;
        // A box that is right among others of other things is as open as one of those; other alternatives are but a second reading.
        if (comparison.Verdict is MathVerdict.Right && final.Place is not AnswerPlace.Box)
            return comparison;
        int equal = given.Count(readings => MathAnswer.Compare(readings.Meanings, reference.Readings.Meanings, rules).Verdict is MathVerdict.Right);
        return equal == (comparison.Verdict is MathVerdict.Right ? final.Alternatives.Count : 0)
            ? comparison
            : Comparison.Unknown(Method, $"the text gives several values, {string.Join(", ", final.Alternatives)} among them; which is asked for is not known");
    }

    private static Comparison AsList(
        Comparison comparison, FinalAnswer final, List<AnswerReadings> given, MathReference reference, ComparisonRules rules)
    {
        var own = final.Parts.Count == 1 ? AnswerReadings.Of(final) : null;
        if (own is { Problem: not null } || given.Count != final.Alternatives.Count)
            return comparison;
        IEnumerable<Expr> items = given.Select(readings => readings.Meanings[0]);
        var list = new Listing([.. own is null ? items : items.Append(own.Meanings[0])]);
        return MathAnswer.Compare([list], reference.Readings.Meanings, rules) is { Verdict: MathVerdict.Right } right ? right : comparison;
    }
}
