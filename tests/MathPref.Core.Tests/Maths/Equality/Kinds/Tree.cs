using System.Globalization;
using System.Numerics;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Equality.Kinds;

/// <summary>Trees of answers in short, and what is said of two.</summary>
internal static class Tree
{
    public static readonly Expr X = new Sym("x");
    public static readonly Expr Y = new Sym("y");
    public static readonly Expr Infinity = new Const(ConstKind.Infinity);
    public static readonly Expr MinusInfinity = new Neg(Infinity);
    public static readonly Expr Pi = new Const(ConstKind.Pi);
    public static readonly Expr Empty = new SetOf([]);

    public static Expr N(int value) => value < 0 ? new Neg(new Num(-value)) : new Num(value);

    public static Expr Over(Expr top, Expr bottom) => new Quotient(top, bottom);

    public static Expr Over(int top, int bottom) => new Quotient(N(top), N(bottom));

    /// <summary>A decimal as written.</summary>
    public static Expr D(string digits)
    {
        int decimals = digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1;
        string whole = digits.Replace(".", "", StringComparison.Ordinal);
        var value = new Fraction(BigInteger.Parse(whole, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
        return new Num(value, decimals, whole.TrimStart('-', '0').Length);
    }

    public static Expr Sqrt(Expr radicand) => new Call(Function.Root, [radicand]);

    public static Expr Sqrt(int radicand) => Sqrt(N(radicand));

    public static Expr S(string name) => new Sym(name);

    public static Expr Neg(Expr operand) => new Neg(operand);

    public static Expr Add(params Expr[] terms) => new Sum([.. terms]);

    public static Expr Times(params Expr[] factors) => new Product([.. factors]);

    public static Expr Pow(Expr basis, int exponent) => new Power(basis, N(exponent));

    public static Expr PlusMinus(Expr operand) => new PlusMinus(operand, false);

    public static Expr List(params Expr[] items) => new Listing([.. items]);

    public static Expr Set(params Expr[] items) => new SetOf([.. items]);

    public static Expr Point(params Expr[] items) => new MathPref.Core.Maths.Expressions.Tuple([.. items]);

    public static Expr All(params Expr[] statements) => new AllOf([.. statements]);

    public static Expr Any(params Expr[] statements) => new AnyOf([.. statements]);

    public static Expr Eq(Expr left, Expr right) => Rel(left, RelationSign.Equal, right);

    public static Expr Less(Expr left, Expr right) => Rel(left, RelationSign.Less, right);

    public static Expr AtMost(Expr left, Expr right) => Rel(left, RelationSign.LessOrEqual, right);

    public static Expr More(Expr left, Expr right) => Rel(left, RelationSign.Greater, right);

    public static Expr AtLeast(Expr left, Expr right) => Rel(left, RelationSign.GreaterOrEqual, right);

    public static Expr Not(Expr left, Expr right) => Rel(left, RelationSign.NotEqual, right);

    public static Expr Rel(Expr left, RelationSign sign, Expr right) => new Relation([left, right], [sign]);

    public static Expr Chain(Expr low, RelationSign first, Expr middle, RelationSign second, Expr high) => new Relation([low, middle, high], [first, second]);

    public static Expr Open(Expr low, Expr high) => new Interval(low, high, false, false);

    public static Expr Closed(Expr low, Expr high) => new Interval(low, high, true, true);

    public static Expr From(Expr low, Expr high) => new Interval(low, high, true, false);

    public static Expr UpTo(Expr low, Expr high) => new Interval(low, high, false, true);

    public static Expr Union(Expr left, Expr right) => new SetOperation(SetOperator.Union, left, right);

    public static Expr Without(Expr left, Expr right) => new SetOperation(SetOperator.Difference, left, right);

    public static Expr In(Expr subject, Expr set) => new Membership(subject, set, false);

    public static Expr Matrix(params Expr[][] rows) => new MatrixOf([.. rows.Select(r => System.Collections.Immutable.ImmutableArray.Create(r))]);

    public static Expr Det(Expr matrix) => new Call(Function.Det, [matrix]);

    public static Expr Ratio(params int[] items) => new Ratio([.. items.Select(N)]);

    public static Expr Percent(Expr operand) => new Percent(operand);

    public static Expr Degrees(Expr operand) => new Degrees(operand);

    public static Expr Unit(Expr value, string unit) => new Quantity(value, unit);

    public static Expr W(string words) => new Words(words);

    public static Comparison Compare(Expr answer, Expr reference, ComparisonRules? rules = null) => AnswerComparer.Compare(answer, reference, rules ?? new());

    public static void Right(Expr answer, Expr reference) => Is(MathVerdict.Right, answer, reference);

    public static void Wrong(Expr answer, Expr reference) => Is(MathVerdict.Wrong, answer, reference);

    public static void Unknown(Expr answer, Expr reference) => Is(MathVerdict.Unknown, answer, reference);

    /// <summary>The same whichever of the two is the reference.</summary>
    public static void RightBothWays(Expr one, Expr other)
    {
        Right(one, other);
        Right(other, one);
    }

    public static void WrongBothWays(Expr one, Expr other)
    {
        Wrong(one, other);
        Wrong(other, one);
    }

    private static void Is(MathVerdict verdict, Expr answer, Expr reference)
    {
        var comparison = Compare(answer, reference);
        Assert.True(comparison.Verdict == verdict, $"{answer} against {reference}: {comparison}");
    }
}
