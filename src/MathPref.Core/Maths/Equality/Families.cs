using System.Collections.Immutable;
using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Values a + b·k for all integers k, as solutions of trigonometric equations are written, compared exactly where a and b are p + q·π with rational p and
/// q: modulo the common period of both sides the same remainders are the same numbers, whatever k is called and from where it counts.
/// </summary>
internal static class Families
{
    private const string Pi = "π";

    /// <summary>Remainders of one side.</summary>
    private const int MaxRemainders = 500;

    /// <summary>Null where one side is not of this form.</summary>
    public static Comparison? Compare(Expr answer, ImmutableArray<Expr> conditions, Expr reference, ImmutableArray<Expr> asked)
    {
        if (Read(answer, conditions) is not { } given || Read(reference, asked) is not { } right)
            return null;
        var unit = right[0].Step;
        Fraction period = 1;
        foreach (var (_, step) in given.Concat(right))
        {
            if (!TryDivide(step, unit, out var times))
                return null;
            period = Common(period, times.Abs());
        }
        if (Remainders(given, unit, period) is not { } one || Remainders(right, unit, period) is not { } two)
            return null;
        return one.SetEquals(two)
            ? Comparison.Right("Set", "the same values modulo their common period")
            : Comparison.Wrong("Set", "other values modulo their common period");
    }

    /// <summary>
    /// The same where no side says what its letter runs over: k, l, m or n beside a multiple of π is an integer. Null where a side is not of this form.
    /// </summary>
    public static Comparison? CompareImplied(Expr answer, Expr reference) =>
        Runs(answer) is { } given && Runs(reference) is { } right
            && Families.Compare(answer, [given], reference, [right]) is { } comparison ? comparison : null;

    /// <summary>The integer that runs in values of π.</summary>
    private static Membership? Runs(Expr values)
    {
        if (values is Num or Const || Variables.Of(values) is not { Count: 1 } names || names.Min is not ("k" or "l" or "m" or "n") || !HasPi(values))
            return null;
        return new(new Sym(names.Min), new NumberSet(NumberSetKind.Integers), false);
    }

    private static bool HasPi(Expr values)
    {
        bool hasPi = false;
        foreach (var item in ValueList.Of(values))
        {
            if (AnswerKinds.Of(item) is not AnswerKind.Scalar)
                return false;
            Trees.Map(item, leaf =>
            {
                hasPi |= leaf is Const(ConstKind.Pi);
                return leaf;
            });
        }
        return hasPi;
    }

    private static List<(Line Start, Line Step)>? Read(Expr values, ImmutableArray<Expr> conditions)
    {
        if (conditions is not [Membership { Subject: Sym(var name), Set: NumberSet { Kind: NumberSetKind.Integers, Sign: 0 }, IsNot: false }])
            return null;
        var found = new List<(Line, Line)>();
        foreach (var item in ValueList.Of(values))
        {
            var value = item is Relation relation && Assignments.TrySplit(relation, out _, out var behind) ? behind : item;
            if (AnswerKinds.Of(value) is not AnswerKind.Scalar || LinearForm.Of(value, name) is not { } form
                || !Line.TryRead(form.Rest, out var start) || !Line.TryRead(form.Slope, out var step) || step.Rational.IsZero && step.OfPi.IsZero)
            {
                return null;
            }
            found.Add((start, step));
        }
        return found.Count == 0 ? null : found;
    }

    private static HashSet<(Fraction, Fraction)>? Remainders(List<(Line Start, Line Step)> values, Line unit, Fraction period)
    {
        var found = new HashSet<(Fraction, Fraction)>();
        foreach (var (start, step) in values)
        {
            TryDivide(step, unit, out var times);
            var count = period / times.Abs();
            if (!count.IsInteger || count.Numerator > MaxRemainders)
                return null;
            // Along the unit, and what is beside it.
            bool isOfPi = !unit.OfPi.IsZero;
            var along = isOfPi ? start.OfPi / unit.OfPi : start.Rational / unit.Rational;
            var beside = isOfPi ? start.Rational - along * unit.Rational : start.OfPi;
            for (int i = 0; i < (int)count.Numerator; i++)
                found.Add((Modulo(along + times * i, period), beside));
        }
        return found;
    }

    private static Fraction Modulo(Fraction value, Fraction period)
    {
        var quotient = value / period;
        var whole = BigInteger.DivRem(quotient.Numerator, quotient.Denominator, out var rest);
        return value - period * (rest.Sign < 0 ? whole - 1 : whole);
    }

    /// <summary>The least common multiple of two positive fractions.</summary>
    private static Fraction Common(Fraction a, Fraction b)
    {
        var denominator = BigInteger.GreatestCommonDivisor(a.Denominator, b.Denominator);
        var top = a.Numerator / BigInteger.GreatestCommonDivisor(a.Numerator, b.Numerator) * b.Numerator;
        return new(top, denominator);
    }

    private static bool TryDivide(Line line, Line unit, out Fraction times)
    {
        times = !unit.OfPi.IsZero ? line.OfPi / unit.OfPi : line.Rational / unit.Rational;
        return !times.IsZero && line.Rational.Equals(unit.Rational * times) && line.OfPi.Equals(unit.OfPi * times);
    }

    /// <summary>Rational + OfPi · π.</summary>
    private readonly record struct Line(Fraction Rational, Fraction OfPi)
    {
        public static bool TryRead(Expr expression, out Line line)
        {
            line = default;
            var named = Trees.Map(expression, leaf => leaf is Const(ConstKind.Pi) ? new Sym(Pi) : leaf);
            if (LinearForm.Of(named, Pi) is not { } form || !RationalValue.TryGet(form.Rest, out var rest) || !RationalValue.TryGet(form.Slope, out var slope))
                return false;
            line = new(rest, slope);
            return true;
        }
    }
}
