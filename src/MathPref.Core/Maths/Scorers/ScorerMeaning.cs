using System.Text.RegularExpressions;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Maths.Scorers;

/// <summary>What of a reference's likeliest meaning a scorer has to read.</summary>
internal static partial class ScorerMeaning
{
    public static Expr Of(MathReference reference) => Reduce(AnswerKinds.Plain(reference.Readings.Meanings[0])) switch
    {
        // As they were written: the reader leaves articles out, which scorers compare.
        Words when WordsAsWritten().Match(reference.Text!) is { Success: true } words => new Words(words.Groups["words"].Value.Trim()),
        var meaning => meaning,
    };

    [GeneratedRegex(@"\A(\\(text|textbf|textit|mathrm|mbox)\{)?(?<words>[A-Za-z][A-Za-z -]*)\}?\z")]
    private static partial Regex WordsAsWritten();

    private static Expr Reduce(Expr meaning) => meaning switch
    {
        // The letter is the answer; what stands behind it tells people what it means.
        Choice(var letter, not null) => new Choice(letter, null),
        // Scorers drop units, and do not know every word for one.
        Quantity(var value, var unit) when Units.Find(unit) is null && !Units.TryMeasure(unit, out _, out _) => Reduce(value),
        Quotient(Num { Value: { IsInteger: true } top }, Num { Value: { IsInteger: true, IsZero: false } bottom }) when (top / bottom).IsInteger =>
            new Num(top / bottom),
        Relation { Operands: [var first, .., var last] } chain when chain.Signs.All(s => s is RelationSign.Equal or RelationSign.Approximately) =>
            OfEquations(chain, first, last),
        _ when PlusMinusExpander.Has(meaning) && !IsPlainPlusMinus(meaning) => PlusMinusExpander.Together(meaning),
        _ => meaning,
    };

    /// <summary>A calculation is its result, and a chain of equations what its first side is in the end.</summary>
    private static Expr OfEquations(Relation chain, Expr first, Expr last)
    {
        if (Variables.AreNone(first) && Variables.AreNone(last))
        {
            // The last exact one: what stands behind ≈ is less than the reference.
            var rounded = chain.Signs.IndexOf(RelationSign.Approximately);
            return Reduce(rounded < 0 ? last : chain.Operands[rounded]);
        }
        if (chain.Operands.Length == 2 && chain.Signs[0] is RelationSign.Equal && last is Sym && first is not Sym)
            return new Relation([last, first], [RelationSign.Equal]);
        return chain.Operands.Length == 2 && chain.Signs[0] is RelationSign.Equal || first is not (Sym or Apply)
            ? chain
            : new Relation([first, last], [RelationSign.Equal]);
    }

    private static bool IsPlainPlusMinus(Expr meaning) => meaning switch
    {
        PlusMinus(var operand, false) => !PlusMinusExpander.Has(operand),
        Sum { Terms: [.. var before, PlusMinus(var operand, false)] } => !PlusMinusExpander.Has(operand) && !before.Any(PlusMinusExpander.Has),
        _ => false,
    };
}
