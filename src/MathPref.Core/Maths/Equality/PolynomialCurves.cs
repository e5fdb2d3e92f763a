using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Two curves P = 0 and Q = 0 of polynomials that are not proportional. P = c·Q^k has the same points. Where Q is linear and P has both signs on one side
/// of it, P is 0 somewhere on that side (it is convex), so that the curves differ.
/// </summary>
internal static class PolynomialCurves
{
    private const string Method = "Equation";
    private const int MaxPower = 6;

    private static readonly ImmutableArray<Fraction> Coordinates =
        [new(1, 7), new(-1, 5), new(5, 2), new(-7, 3), new(11, 1), new(-13, 1), new(2, 3), new(-3, 4), new(101, 3), new(-97, 2)];

    public static Comparison? Compare(Expr given, Expr asked, SortedSet<string> names, ComparisonRun run)
    {
        if (Degree(given) is not { } degree || Degree(asked) is not { } wanted || degree == wanted || degree == 0 || wanted == 0)
            return null;
        var (low, high) = degree < wanted ? (given, asked) : (asked, given);
        var (power, rest) = Math.DivRem(Math.Max(degree, wanted), Math.Min(degree, wanted));
        if (rest == 0 && power <= MaxPower)
        {
            var raised = new Power(low, Num.Of(power));
            if (Curves.Proportion(raised, high, names, run) is { } factor
                && run.Scalars(Trees.Multiply(raised, factor.Right), Trees.Multiply(high, factor.Left)).Verdict is MathVerdict.Right)
            {
                return Comparison.Right(Method, "one is a power of the other, with the same points");
            }
        }
        return Math.Min(degree, wanted) == 1 && HasBothSigns(low, high, names)
            ? Comparison.Wrong(Method, "one of the equations has points that are not on the line of the other")
            : null;
    }

    /// <summary>Whether the polynomial has values above and below 0 on one side of the line.</summary>
    private static bool HasBothSigns(Expr line, Expr polynomial, SortedSet<string> names)
    {
        var seen = new bool[2, 2];
        for (int i = 0; i < Coordinates.Length * 3; i++)
        {
            var point = new Dictionary<string, Expr>(StringComparer.Ordinal);
            int step = 0;
            foreach (string name in names)
                point[name] = new Num(Coordinates[(i + step++ * (1 + i / Coordinates.Length)) % Coordinates.Length]);
            if (!RationalValue.TryGet(Trees.Substitute(line, point), out var side) || !RationalValue.TryGet(Trees.Substitute(polynomial, point), out var value))
                return false;
            if (side.IsZero || value.IsZero)
                continue;
            seen[side.Sign > 0 ? 1 : 0, value.Sign > 0 ? 1 : 0] = true;
        }
        return seen[0, 0] && seen[0, 1] || seen[1, 0] && seen[1, 1];
    }

    /// <summary>The total degree of a polynomial; null where it is not multiplied out.</summary>
    private static int? Degree(Expr expression)
    {
        var forms = new CanonicalForms();
        if (forms.Of(expression) is not { } form || !forms.IsOfVariablesAlone)
            return null;
        int degree = 0;
        foreach (ulong monomial in form.Top.Monomials)
        {
            int sum = 0;
            for (int slot = 0; slot < Polynomial.Generators; slot++)
                sum += Polynomial.Exponent(monomial, slot);
            degree = Math.Max(degree, sum);
        }
        return degree;
    }
}
