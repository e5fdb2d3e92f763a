using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Scorers;

internal sealed partial class LatexWriter
{
    private string OfAnswer(Expr expression) => expression switch
    {
        Percent(var operand) => (operand is Num or Neg(Num) ? Of(operand) : Factor(operand)) + @"\%",
        Degrees(var operand) => Argument(operand) + @"^\circ",
        Quantity(var value, var unit) => OfQuantity(value, unit),
        Expressions.Tuple(var items) => $"({Items(items)})",
        Listing(var items) => Items(items),
        SetOf(var items) => items.Length == 0 ? @"\emptyset" : $@"\{{{Items(items)}\}}",
        Interval(var low, var high, var hasLow, var hasHigh) => $"{(hasLow ? '[' : '(')}{Of(low)}, {Of(high)}{(hasHigh ? ']' : ')')}",
        SetOperation(var sign, var left, var right) => OfSets(sign, left, right),
        NumberSet set => OfNumbers(set),
        Membership(var subject, var set, var isNot) => $@"{Of(subject)} {(isNot ? @"\notin" : @"\in")} {Of(set)}",
        Relation(var operands, var signs) => OfRelation(operands, signs),
        AllOf(var statements) => Items(statements),
        AnyOf(var statements) => Items(statements, statements.Any(s => s is not Relation { Signs: [RelationSign.Equal] }) ? @" \text{ or } " : ", "),
        MatrixOf(var rows) => OfMatrix(rows),
        Ratio(var items) => Items(items, ":"),
        BasedNumber(var digits, var basis, _) => basis < 10 ? FormattableString.Invariant($"{digits}_{basis}")
            : FormattableString.Invariant($"{digits}_{{{basis}}}"),
        Words(var text) => OfWords(text),
        Choice(var letter, _) => $@"\text{{{letter}}}",
        TimeOfDay => Fail("scorers read no times of day"),
        Date => Fail("scorers read no dates"),
        _ => Fail($"there is no LaTeX that scorers read for a {expression.GetType().Name.ToLowerInvariant()}"),
    };

    private string OfQuantity(Expr value, string unit)
    {
        string text = value is Sum ? $"({Of(value)})" : Of(value);
        return unit == "dollar" ? text.StartsWith('-') ? @"-\$" + text[1..] : @"\$" + text
            : unit.All(c => char.IsLetterOrDigit(c) || c is '/' or '^' or '*' or '°' or ' ') ? $@"{text} \text{{ {unit.Replace('*', '·')}}}"
            : Fail($"the unit '{unit}' is no word");
    }

    private string OfSets(SetOperator sign, Expr left, Expr right)
    {
        string name = sign switch { SetOperator.Union => @"\cup", SetOperator.Intersection => @"\cap", _ => @"\setminus" };
        // Operations of one sign stand one behind the other; difference does not go so.
        string first = left is SetOperation inner && (inner.Operator != sign) ? $"({Of(left)})" : Of(left);
        string second = right is SetOperation other && (other.Operator != sign || sign is SetOperator.Difference) ? $"({Of(right)})" : Of(right);
        return $"{first} {name} {second}";
    }

    private string OfNumbers(NumberSet set) => set switch
    {
        { Sign: 0 } => set.Kind switch
        {
            NumberSetKind.Naturals => @"\mathbb{N}",
            NumberSetKind.Integers => @"\mathbb{Z}",
            NumberSetKind.Rationals => @"\mathbb{Q}",
            NumberSetKind.Reals => @"\mathbb{R}",
            _ => @"\mathbb{C}",
        },
        { Kind: NumberSetKind.Reals } => set.Sign > 0 ? @"(0, \infty)" : @"(-\infty, 0)",
        _ => Fail("scorers read no set of positive or negative numbers but the real ones"),
    };

    private string OfRelation(ImmutableArray<Expr> operands, ImmutableArray<RelationSign> signs)
    {
        string text = Of(operands[0]);
        for (int i = 0; i < signs.Length; i++)
        {
            string? sign = signs[i] switch
            {
                RelationSign.Equal => "=",
                RelationSign.NotEqual => @"\neq",
                RelationSign.Less => "<",
                RelationSign.LessOrEqual => @"\leq",
                RelationSign.Greater => ">",
                RelationSign.GreaterOrEqual => @"\geq",
                _ => null,
            };
            if (sign is null)
                return Fail(signs[i] is RelationSign.Congruent ? "scorers read no congruence" : "scorers read one side of ≈ only");
            text += $" {sign} {Of(operands[i + 1])}";
        }
        return text;
    }

    private string OfMatrix(ImmutableArray<ImmutableArray<Expr>> rows)
    {
        var texts = new List<string>(rows.Length);
        foreach (var row in rows)
            texts.Add(Items(row, " & "));
        return $@"\begin{{pmatrix}} {string.Join(@" \\ ", texts)} \end{{pmatrix}}";
    }

    private string OfWords(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or ',' or '.')
        ? $@"\text{{{text}}}"
        : Fail("it is a text with signs that scorers do not compare");
}
