using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Equations as the sets of points that fulfil them. With D = (left - right) without denominators, two are the same where D₁(x)·D₂(p) = D₂(x)·D₁(p) for a
/// fixed point p at which neither is zero. Where that fails, points of the one curve are put into the other: one that is not on it proves them
/// different; for curves that are solved for a variable each (<c>y = \ln x</c>, <c>e^y = x</c>), all points on both make them the same, unless that
/// holds where all variables are positive alone (<c>y = \sqrt x</c>, <c>y^2 = x</c>). Of two polynomials that are not proportional one may be a power of
/// the other (<see cref="PolynomialCurves"/>); else they are different. What is left is Unknown.
/// </summary>
internal static class Curves
{
    private const string Method = "Equation";

    /// <summary>Points at which the curves are compared, one for a variable each; first all positive, for roots and logarithms.</summary>
    private static readonly ImmutableArray<Num> Coordinates =
        [new(new(7, 3)), new(new(11, 5)), new(new(17, 7)), new(new(23, 11)), new(new(29, 13)), new(new(31, 17)), new(new(37, 19)), new(new(41, 23))];

    /// <summary>How many points of one curve are put into the other.</summary>
    private const int Probes = 3;

    public static Comparison Compare(Relation answer, Relation reference, ComparisonRun run)
    {
        if (!Assignments.TrySides(answer, out var left, out var right) || !Assignments.TrySides(reference, out var first, out var second))
            return Comparison.Unknown(Method, "a congruence is compared by its look alone");
        if (run.Compare(left, first).Verdict is MathVerdict.Right && run.Compare(right, second).Verdict is MathVerdict.Right)
            return Comparison.Right(Method, "both sides are the same");
        if (!AreScalars(left, right, first, second))
            return Comparison.Unknown(Method, "equations of other things than numbers are compared side by side");
        var names = Variables.Of(left, right);
        var wanted = Variables.Of(first, second);
        var given = Cleared(left, right);
        var asked = Cleared(first, second);
        if (names.Count > Coordinates.Length || wanted.Count > Coordinates.Length || given is null || asked is null)
            return Comparison.Unknown(Method, "the equations have too many variables or parts");
        if (!names.SetEquals(wanted))
        {
            if (names.Count == 1 && wanted.Count == 1 && !names.Min!.EndsWith(')') && !wanted.Min!.EndsWith(')'))
                given = Trees.Map(given, leaf => leaf is Sym ? new Sym(wanted.Min) : leaf);
            else if (names.Count == wanted.Count && !names.Overlaps(wanted))
                return Comparison.Unknown(Method, "the equations have other variables");
        }
        var all = new SortedSet<string>(names.Count == 1 && wanted.Count == 1 ? wanted : names.Union(wanted), StringComparer.Ordinal);
        if (Proportion(given, asked, all, run) is { } factor)
        {
            var verdict = run.Scalars(Trees.Multiply(given, factor.Right), Trees.Multiply(asked, factor.Left)).Verdict;
            if (verdict is MathVerdict.Right)
                return Comparison.Right(Method, "the same equation up to a constant factor");
        }
        return ByPoints(given, asked, all, run);
    }

    private static bool AreScalars(params ReadOnlySpan<Expr> sides)
    {
        foreach (var side in sides)
        {
            if (AnswerKinds.Of(side) is not AnswerKind.Scalar)
                return false;
        }
        return true;
    }

    /// <summary>Left minus right without the denominators that hold variables; null where the tree is too large for that.</summary>
    public static Expr? Cleared(Expr left, Expr right) =>
        Fractions.Of(Exact(left)) is { } a && Fractions.Of(Exact(right)) is { } b
            ? Trees.Subtract(Trees.Multiply(a.Top, b.Bottom), Trees.Multiply(b.Top, a.Bottom))
            : null;

    /// <summary>The values of both at a point at which neither is zero; null where none of a few is one.</summary>
    public static (Expr Left, Expr Right)? Proportion(Expr left, Expr right, SortedSet<string> names, ComparisonRun run)
    {
        for (int i = 0; i < Probes; i++)
        {
            var point = Point(names, i);
            var (a, b) = (Trees.Substitute(left, point), Trees.Substitute(right, point));
            if (run.IsZero(a) is false && run.IsZero(b) is false)
                return (Value(a), Value(b));
        }
        return null;
    }

    private static Expr Value(Expr expression) => RationalValue.TryGet(expression, out var value) ? new Num(value) : expression;

    private static Comparison ByPoints(Expr given, Expr asked, SortedSet<string> names, ComparisonRun run)
    {
        var there = OnOther(given, asked, names, run, out string? off);
        if (there is false)
            return Comparison.Wrong(Method, $"the point {off} is on the answer's curve alone");
        var back = OnOther(asked, given, names, run, out off);
        if (back is false)
            return Comparison.Wrong(Method, $"the point {off} is on the reference's curve alone");
        bool arePolynomials = Polynomials.AreBoth(given, asked);
        if (arePolynomials && PolynomialCurves.Compare(given, asked, names, run) is { } decided)
            return decided;
        if (arePolynomials && (there is true || back is true))
            return Comparison.Unknown(Method, "one of the equations has a factor that the other has not, and may have no points of its own");
        if (there is true && back is true)
            return Comparison.Right(Method, "points of either equation fulfil the other");
        return arePolynomials
            ? Comparison.Wrong(Method, "the equations are not the same up to a factor")
            : Comparison.Unknown(Method, "the equations are not the same up to a factor, and could not be told apart by points");
    }

    /// <summary>
    /// Whether points of a curve are on another: the curve is solved for a variable in which it is linear. Null where there is none, or where a value cannot be
    /// told.
    /// </summary>
    private static bool? OnOther(Expr curve, Expr other, SortedSet<string> names, ComparisonRun run, out string? off)
    {
        off = null;
        foreach (string name in names)
        {
            if (name.EndsWith(')') || LinearForm.Of(curve, name) is not { } form || Trees.IsZero(form.Slope))
                continue;
            int found = 0;
            bool isOpen = false;
            for (int i = 0; i < 2 * Probes; i++)
            {
                var point = Point(names, i);
                point.Remove(name);
                var slope = Trees.Substitute(form.Slope, point);
                if (run.IsZero(slope) is not false)
                    continue;
                point[name] = Value(Trees.Divide(Trees.Negate(Value(Trees.Substitute(form.Rest, point))), Value(slope)));
                if (run.IsZero(Trees.Substitute(other, point)) is not { } isOn)
                    continue;
                if (!isOn && i >= Probes && !Polynomials.AreBoth(curve, other))
                {
                    isOpen = true;
                    continue;
                }
                if (!isOn)
                {
                    off = string.Join(", ", point.Select(p => $"{p.Key} = {AnswerText.Of(p.Value)}"));
                    return false;
                }
                if (i < Probes)
                    found++;
            }
            if (found > 0)
                return found == Probes && !isOpen ? true : null;
        }
        return null;
    }

    /// <summary>Positive coordinates in the first turns, of both signs later.</summary>
    private static Dictionary<string, Expr> Point(SortedSet<string> names, int turn)
    {
        var point = new Dictionary<string, Expr>(StringComparer.Ordinal);
        int i = turn;
        foreach (string name in names)
        {
            var value = Coordinates[i % Coordinates.Length];
            point[name] = turn >= Probes && (i + turn / Probes) % 2 == 0 ? new Num(-value.Value) : value;
            i++;
        }
        return point;
    }

    private static Expr Exact(Expr expression) => Trees.Map(expression, leaf => leaf is Num { Decimals: not null } number ? new Num(number.Value) : leaf);
}
