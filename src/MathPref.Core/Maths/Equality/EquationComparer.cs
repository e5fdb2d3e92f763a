using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Equations. Where both give a name a value, the values decide (also of different names: <c>k = 5</c> and <c>x = 5</c>), and of <c>f(t) = …</c> and <c>y
/// = …</c> the right sides. An equation against a bare value or expression: the side behind the name, or the root of a linear equation in one variable.
/// Otherwise both are curves: Right where left minus right is the same up to a constant factor that is not zero, denominators cleared; see <see
/// cref="Curves"/>.
/// </summary>
internal static class EquationComparer
{
    private const string Method = "Equation";

    public static Comparison Compare(Expr answer, AnswerKind kind, Expr reference, AnswerKind asked, ComparisonRun run)
    {
        if (answer is Relation given && kind is AnswerKind.Equation && reference is Relation right && asked is AnswerKind.Equation)
            return Both(given, right, run);
        if (kind is AnswerKind.Equation && answer is Relation equation)
        {
            if (Behind(equation, reference) is { } value)
                return run.Compare(value, reference) with { Method = Method };
            return Assignments.TrySides(equation, out var first, out var last) && asked is AnswerKind.Scalar
                ? Ended(first, last, equation, reference, run)
                : Undecided(answer, reference, asked);
        }
        if (reference is not Relation asks)
            return Undecided(answer, reference, kind);
        if (Behind(asks, answer) is { } wanted)
            return run.Compare(answer, wanted) with { Method = Method };
        // \cos A = 1/2 or m + n = 7 for 1/2 or 7: the value of what the question asks for.
        return kind is AnswerKind.Scalar && Assignments.TrySides(asks, out var named, out var side) && Variables.AreNone(side) && !IsCurve(named)
            && run.Compare(answer, side).Verdict is MathVerdict.Right
            ? Comparison.Right(Method, $"the right side is {AnswerText.Of(side)}")
            : Undecided(answer, reference, kind);
    }

    /// <summary>Whether it is of several variables and not linear in each: x² + y², which is no name of a value.</summary>
    private static bool IsCurve(Expr side)
    {
        var names = Variables.Of(side);
        return names.Count > 1 && names.Any(name => LinearForm.Of(side, name) is null);
    }

    /// <summary>
    /// An equation of several variables for a bare value: <c>a + b = 5</c> for 5, <c>2x - y = -1</c> for 2x + 1. Wrong where its right side is of the
    /// reference's variables, differs, and so do its solutions for each variable.
    /// </summary>
    private static Comparison Ended(Expr left, Expr right, Relation equation, Expr reference, ComparisonRun run)
    {
        var names = Variables.Of(left, right);
        var behind = run.Compare(right, reference);
        if (behind.Verdict is MathVerdict.Right)
            return Comparison.Right(Method, $"the right side is {AnswerText.Of(reference)}");
        bool isComparable = names.Count > 1 && behind.Verdict is MathVerdict.Wrong && Variables.Of(right).SetEquals(Variables.Of(reference));
        foreach (string name in names.Count > 6 ? [] : names)
        {
            if (name.EndsWith(')') || LinearForm.Of(Trees.Subtract(left, right), name) is not { } form || run.IsZero(form.Slope) is not false)
                continue;
            var solved = run.Compare(form.Root, reference).Verdict;
            if (solved is MathVerdict.Right)
                return Comparison.Right(Method, $"{name} is {AnswerText.Of(reference)}");
            isComparable &= solved is MathVerdict.Wrong;
        }
        return isComparable
            ? Comparison.Wrong(Method, $"{AnswerText.Of(equation)} does not end in {AnswerText.Of(reference)}")
            : Mismatch.Unknown(Method, equation, reference);
    }

    private static Comparison Both(Relation answer, Relation reference, ComparisonRun run)
    {
        if (Residue(answer) is { } given && Residue(reference) is { } right)
            return Residues(given, right, run);
        if (Assignments.TrySplit(answer, out string name, out var value) && Assignments.TrySplit(reference, out string wanted, out var wantedValue))
        {
            bool areValues = Variables.AreNone(value) && Variables.AreNone(wantedValue);
            var behind = run.Compare(Renamed(answer, value, reference), wantedValue);
            if (name == wanted || areValues || behind.Verdict is MathVerdict.Right && AreFree(name, wantedValue, wanted, value))
                return behind with { Method = Method };
        }
        return Curves.Compare(answer, reference, run);
    }

    /// <summary>What follows ≡: the remainder, and the modulus, as <c>mod(3, 7)</c>.</summary>
    private static Call? Residue(Relation relation) =>
        relation is { Operands: [_, Call { Function: Function.Mod, Arguments.Length: 2 } residue], Signs: [RelationSign.Congruent] } ? residue : null;

    /// <summary>x ≡ a (mod n) and x ≡ b (mod n): the same where n divides a - b.</summary>
    private static Comparison Residues(Call answer, Call reference, ComparisonRun run)
    {
        if (RationalValue.TryGet(answer.Arguments[0], out var value) && RationalValue.TryGet(answer.Arguments[1], out var modulus)
            && RationalValue.TryGet(reference.Arguments[0], out var right) && RationalValue.TryGet(reference.Arguments[1], out var asked)
            && !modulus.IsZero && !asked.IsZero)
        {
            return modulus.Abs().Equals(asked.Abs()) && ((value - right) / asked).IsInteger
                ? Comparison.Right(Method, $"the same remainder modulo {AnswerText.Of(reference.Arguments[1])}")
                : Comparison.Wrong(Method, $"{AnswerText.Of(answer)} is not {AnswerText.Of(reference)}");
        }
        return run.Compare(answer.Arguments[1], reference.Arguments[1]).Verdict is MathVerdict.Right
            && run.Compare(answer.Arguments[0], reference.Arguments[0]).Verdict is MathVerdict.Right
            ? Comparison.Right(Method, "the same congruence")
            : Comparison.Unknown(Method, "the congruences are not the same by their look");
    }

    /// <summary>Whether neither name stands in the other's side: y = x + 1 and x = y + 1 have equal sides only by their look.</summary>
    private static bool AreFree(string name, Expr right, string wanted, Expr value) =>
        !Variables.Of(right).Contains(name) && !Variables.Of(value).Contains(wanted);

    /// <summary>The right side of f(t) with the variable that the reference's f(x) has.</summary>
    private static Expr Renamed(Relation answer, Expr value, Relation reference)
    {
        if (answer.Operands[0] is not Apply { Arguments: [Sym(var from)] } || reference.Operands[0] is not Apply { Arguments: [Sym(var to)] } || from == to
            || Variables.Of(value).Contains(to))
        {
            return value;
        }
        return Trees.Map(value, leaf => leaf is Sym(var name) && name == from ? new Sym(to) : leaf);
    }

    /// <summary>What an equation says that a bare answer would say alone: the side behind the name, or the root of a linear equation in one variable.</summary>
    private static Expr? Behind(Relation equation, Expr other)
    {
        if (Assignments.TrySplit(equation, out _, out var value))
            return value;
        if (!Assignments.TrySides(equation, out var left, out var right))
            return null;
        if (left is Ratio || IsSegment(left) && Variables.AreNone(right))
            return right;
        if (Variables.AreNone(other) && Variables.Of(left, right) is { Count: 1 } names && !names.Min!.EndsWith(')')
            && LinearForm.Of(Trees.Subtract(left, right), names.Min) is { } form && RationalValue.TryGet(form.Slope, out var slope) && !slope.IsZero)
        {
            return form.Root;
        }
        // 3 + 4 = 7 is a computation whose end is the answer.
        return Variables.AreNone(left) && Variables.AreNone(right) ? right : null;
    }

    /// <summary>AB, ABC, |AB|: letters of points, though they read as a product.</summary>
    private static bool IsSegment(Expr expression)
    {
        if (expression is Call(Function.Abs, [var inner]))
            expression = inner;
        if (expression is not Product(var factors))
            return false;
        foreach (var factor in factors)
        {
            if (factor is not Sym { Name: [>= 'A' and <= 'Z', ..] })
                return false;
        }
        return true;
    }

    /// <summary>An equation that has no name before its value, against something else.</summary>
    private static Comparison Undecided(Expr answer, Expr reference, AnswerKind other) =>
        other is AnswerKind.Ordered or AnswerKind.Matrix or AnswerKind.Region or AnswerKind.Inequality
            ? Mismatch.Wrong(Method, answer, reference)
            : Mismatch.Unknown(Method, answer, reference);
}
