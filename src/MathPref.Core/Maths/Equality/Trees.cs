using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>Makes trees of scalars from others, with numbers in digits computed at once.</summary>
internal static class Trees
{
    public static readonly Num Zero = new(0);

    public static readonly Num One = new(1);

    /// <summary>180, the degrees of π.</summary>
    public static readonly Num HalfTurn = new(180);

    public static Expr Negate(Expr operand) => operand switch
    {
        Num { Decimals: null } number => new Num(-number.Value),
        Neg(var positive) => positive,
        _ => new Neg(operand),
    };

    public static Expr Add(Expr left, Expr right)
    {
        if (left is Num { Decimals: null } a && right is Num { Decimals: null } b)
            return new Num(a.Value + b.Value);
        return IsZero(left) ? right : IsZero(right) ? left : new Sum([left, right]);
    }

    public static Expr Subtract(Expr left, Expr right) => Add(left, Negate(right));

    public static Expr Multiply(Expr left, Expr right)
    {
        if (left is Num { Decimals: null } a && right is Num { Decimals: null } b)
            return new Num(a.Value * b.Value);
        if (IsZero(left) || IsZero(right))
            return Zero;
        return IsOne(left) ? right : IsOne(right) ? left : new Product([left, right]);
    }

    /// <summary>The sum of any number of terms, its exact numbers as one.</summary>
    public static Expr Sum(IReadOnlyList<Expr> terms)
    {
        var number = new Fraction(0, 1);
        var others = ImmutableArray.CreateBuilder<Expr>();
        foreach (var term in terms)
        {
            if (term is Num { Decimals: null } exact)
                number += exact.Value;
            else
                others.Add(term);
        }
        if (!number.IsZero || others.Count == 0)
            others.Add(new Num(number));
        return others.Count == 1 ? others[0] : new Sum(others.ToImmutable());
    }

    /// <summary>The product of any number of factors, its exact numbers as one.</summary>
    public static Expr Product(IReadOnlyList<Expr> factors)
    {
        var number = new Fraction(1, 1);
        var others = ImmutableArray.CreateBuilder<Expr>();
        foreach (var factor in factors)
        {
            if (factor is Num { Decimals: null } exact)
                number *= exact.Value;
            else
                others.Add(factor);
        }
        if (number.IsZero)
            return Zero;
        if (!number.Equals(One.Value) || others.Count == 0)
            others.Insert(0, new Num(number));
        return others.Count == 1 ? others[0] : new Product(others.ToImmutable());
    }

    /// <summary>The quotient; the divisor is known not to be zero.</summary>
    public static Expr Divide(Expr left, Expr right)
    {
        if (left is Num { Decimals: null } a && right is Num { Decimals: null } b && !b.Value.IsZero)
            return new Num(a.Value / b.Value);
        return IsOne(right) ? left : new Quotient(left, right);
    }

    /// <summary>A decimal times 10 to the power of <paramref name="tens"/>, with as many digits shown as before; other scalars as a product.</summary>
    public static Expr Shift(Expr scalar, int tens)
    {
        var factor = new Fraction(10, 1).Pow(tens);
        return scalar switch
        {
            Num { Decimals: { } decimals } number => new Num(number.Value * factor, decimals - tens, number.Digits),
            Num number => new Num(number.Value * factor),
            Neg(var operand) => new Neg(Shift(operand, tens)),
            _ => new Product([new Num(factor), scalar]),
        };
    }

    /// <summary>The tree with the same numbers as exact ones, and with every variable in <paramref name="values"/> replaced.</summary>
    public static Expr Substitute(Expr expression, IReadOnlyDictionary<string, Expr> values) => Map(expression, leaf => leaf switch
    {
        Sym(var name) when values.TryGetValue(name, out var value) => value,
        Num { Decimals: not null } number => new Num(number.Value),
        _ => leaf,
    });

    /// <summary>The tree with every leaf replaced by what <paramref name="leaf"/> gives for it. Readers bound the depth of trees.</summary>
    public static Expr Map(Expr expression, Func<Expr, Expr> leaf) => expression switch
    {
        Neg(var operand) => Negate(Map(operand, leaf)),
        Sum(var terms) => new Sum(MapAll(terms, leaf)),
        Product(var factors) => new Product(MapAll(factors, leaf)),
        Quotient(var top, var bottom) => new Quotient(Map(top, leaf), Map(bottom, leaf)),
        Power(var basis, var exponent) => new Power(Map(basis, leaf), Map(exponent, leaf)),
        Call(var function, var arguments) => new Call(function, MapAll(arguments, leaf)),
        Apply(var name, var arguments) => new Apply(name, MapAll(arguments, leaf)),
        Iterated(var isProduct, var index, var from, var to, var body) => new Iterated(isProduct, index, Map(from, leaf), Map(to, leaf),
            Map(body, e => e is Sym(var name) && name == index ? e : leaf(e))),
        Percent(var operand) => new Percent(Map(operand, leaf)),
        Degrees(var operand) => new Degrees(Map(operand, leaf)),
        PlusMinus(var operand, var isMinusFirst) => new PlusMinus(Map(operand, leaf), isMinusFirst),
        _ => leaf(expression),
    };

    private static ImmutableArray<Expr> MapAll(ImmutableArray<Expr> items, Func<Expr, Expr> leaf)
    {
        var mapped = ImmutableArray.CreateBuilder<Expr>(items.Length);
        foreach (var item in items)
            mapped.Add(Map(item, leaf));
        return mapped.MoveToImmutable();
    }

    public static bool IsZero(Expr expression) => expression is Num { Value.IsZero: true };

    private static bool IsOne(Expr expression) => expression is Num { Decimals: null } number && number.Value.Equals(One.Value);
}
