using System.Text.RegularExpressions;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Scorers;

/// <summary>What math-verify 0.9.0 with latex2sympy2_extended 1.11.0 reads as something else, though the LaTeX is right.</summary>
internal static partial class TrlLimits
{
    /// <summary>Why TRL's scorer does not read it; null where it does.</summary>
    public static string? Of(Expr meaning, string latex) => meaning switch
    {
        _ when IsNearZero(meaning) => "TRL's scorer rounds to six places, and would take other small numbers for it",
        Words or Choice => null,
        Quantity(var value, _) => Of(value, LatexWriter.Write(value, out _) ?? latex),
        Ratio { Items.Length: > 2 } => "TRL's scorer reads a ratio of three or more as divisions one after the other",
        Ratio when ClockTime().IsMatch(latex) => "it may be a time of day, which TRL's scorer reads as a division",
        Ratio(var items) => FirstInside(items),
        BasedNumber => "TRL's scorer drops the base of a number",
        Relation { Operands: [Sym or Apply, Quantity(var value, "dollar")] } => Of(value, latex),
        Relation { Operands: [Sym or Apply, Quantity(var value, _)] } => Of(value, LatexWriter.Write(value, out _) ?? latex),
        Listing(var items) when items.All(item => item is Words or Choice) => null,
        _ => Inside(meaning) ?? OfText(meaning, latex),
    };

    /// <summary>Other numbers than 0 of which six places behind the point show fewer than two digits.</summary>
    private static bool IsNearZero(Expr meaning)
    {
        Work.Begin();
        var value = ExactEvaluator.Of(meaning);
        Work.End();
        return value is { IsZero: false } known && known.Abs() < new Fraction(1, 100_000);
    }

    /// <summary>What of an answer's parts is not read.</summary>
    private static string? Inside(Expr meaning) => meaning switch
    {
        Percent(Num number) when PlainNumber.Of(number) is not null => null,
        Percent(Neg(Num number)) when PlainNumber.Of(number) is not null => null,
        Percent => "TRL's scorer reads a percent sign only behind a number in digits",
        Quantity(var value, "dollar") => Inside(value),
        Quantity => "TRL's scorer reads only a unit at the end, and takes others for letters",
        Words or Choice => "TRL's scorer drops a word at the end of an answer of several parts",
        Membership => "TRL's scorer reads membership only of a whole answer",
        Ratio or BasedNumber or SetBuilder => "TRL's scorer does not read this within another answer",
        Sym("I") => "TRL's scorer reads I as the imaginary unit",
        _ => FirstInside(Parts(meaning)),
    };

    private static string? FirstInside(IEnumerable<Expr> parts)
    {
        foreach (var part in parts)
        {
            if (Inside(part) is { } problem)
                return problem;
        }
        return null;
    }

    private static IEnumerable<Expr> Parts(Expr meaning) => meaning switch
    {
        Neg(var operand) => [operand],
        Degrees(var operand) => [operand],
        PlusMinus(var operand, _) => [operand],
        Sum(var terms) => terms,
        Product(var factors) => factors,
        Quotient(var top, var bottom) => [top, bottom],
        Power(var basis, var exponent) => [basis, exponent],
        Call(_, var arguments) => arguments,
        Apply(_, var arguments) => arguments,
        Expressions.Tuple(var items) => items,
        Listing(var items) => items,
        SetOf(var items) => items,
        AllOf(var statements) => statements,
        AnyOf(var statements) => statements,
        Interval(var low, var high, _, _) => [low, high],
        SetOperation(_, var left, var right) => [left, right],
        Relation(var operands, _) => operands,
        Ratio(var items) => items,
        Iterated(_, _, var from, var to, var body) => [from, to, body],
        MatrixOf(var rows) => rows.SelectMany(row => row),
        _ => [],
    };

    private static string? OfText(Expr meaning, string latex)
    {
        if (UnitAtEnd().Match(latex) is { Success: true } unit)
            return $"TRL's scorer takes the '{unit.Value.TrimEnd(')')[^1]}' at the end for a unit and drops it";
        if (Differential().IsMatch(latex))
            return "TRL's scorer reads a d before a letter as a differential";
        if (Transposed().IsMatch(latex))
            return "TRL's scorer reads a power T as transposed";
        var names = Variables.Of(meaning);
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count
            ? "TRL's scorer does not tell capital letters from small ones"
            : null;
    }

    // The one-letter ones of latex2sympy2_extended's units; longer ones stand in no LaTeX that is written here.
    // A model writes \cos t without brackets.
    [GeneratedRegex(@"[\d}\s]\s*[othclsgmd]s?$|\\[a-z]+\([othclsgmd]\)$")]
    private static partial Regex UnitAtEnd();

    [GeneratedRegex(@"^([01]?\d|2[0-4]):[0-5]\d$")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"(?<![a-zA-Z\\])d\s*\\?[a-zA-Z]")]
    private static partial Regex Differential();

    [GeneratedRegex(@"\^\{?T\b")]
    private static partial Regex Transposed();
}
