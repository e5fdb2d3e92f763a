using System.Collections.Immutable;
using System.Numerics;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Equality;

/// <summary>
/// Solves P(x)/Q(x) sign 0 for polynomials with rational coefficients whose real roots are known exactly (<see cref="RealRoots"/>): from the sign far to
/// the right, it changes at every root of P or Q of odd multiplicity. Roots of Q are poles, and belong to no solution.
/// </summary>
internal static class RationalInequality
{
    /// <summary>The values of the variable; null where the difference is no such function, or its roots are not found or not put in order.</summary>
    public static Region? Solve(Expr left, RelationSign sign, Expr right, string name, ComparisonRun run)
    {
        if (!run.TrySpend(20) || !Variables.Of(left, right).SetEquals([name]))
            return null;
        var forms = new CanonicalForms();
        if (forms.Of(Trees.Subtract(left, right)) is not { } form || !forms.IsOfVariablesAlone || form.Bottom.IsZero)
            return null;
        var bottom = Coefficients(form.Bottom);
        if (RealRoots.Of(bottom) is not { } poles)
            return null;
        if (form.Top.IsZero)
            return Region(poles, [], [], 0, sign, run);
        var top = Coefficients(form.Top);
        if (RealRoots.Of(top) is not { } zeros || InOrder([.. zeros, .. poles], run) is not { } places)
            return null;
        return Region(poles, zeros, places, top[^1].Sign * bottom[^1].Sign, sign, run);
    }

    private static Region? Region(
        List<(Expr Root, int Multiplicity)> poles,
        List<(Expr Root, int Multiplicity)> zeros,
        List<(Expr Root, int Multiplicity)> places,
        int last,
        RelationSign sign,
        ComparisonRun run)
    {
        var spans = ImmutableArray.CreateBuilder<Span>();
        Expr? high = null;
        for (int i = places.Count - 1; i >= -1; i--)
        {
            var low = i < 0 ? null : places[i].Root;
            if (Holds(last, sign))
                spans.Add(new(low, high, false, false));
            if (i >= 0 && places[i].Multiplicity % 2 != 0)
                last = -last;
            high = low;
        }
        if (Equality.Region.Merge(spans.ToImmutable(), run) is not { } merged)
            return null;
        Region? region = new(merged);
        if (Holds(0, sign))
        {
            foreach (var (zero, _) in zeros)
                region = Equality.Region.Union(region, Equality.Region.Of(Span.Point(zero)), run);
        }
        foreach (var (pole, _) in poles)
            region = Equality.Region.Intersection(region, new([new(null, pole, false, false), new(pole, null, false, false)]), run);
        return region;
    }

    private static bool Holds(int value, RelationSign sign) => sign switch
    {
        RelationSign.Less => value < 0,
        RelationSign.LessOrEqual => value <= 0,
        RelationSign.Greater => value > 0,
        RelationSign.GreaterOrEqual => value >= 0,
        RelationSign.Equal => value == 0,
        RelationSign.NotEqual => value != 0,
        _ => false,
    };

    /// <summary>Ascending, each place once with the sum of its multiplicities; null where the order cannot be told.</summary>
    private static List<(Expr Root, int Multiplicity)>? InOrder(List<(Expr Root, int Multiplicity)> roots, ComparisonRun run)
    {
        var places = new List<(Expr Root, int Multiplicity)>();
        foreach (var (root, multiplicity) in roots)
        {
            int at = 0;
            int? order = -1;
            while (at < places.Count && (order = ScalarOrder.Compare(root, places[at].Root, run)) > 0)
                at++;
            if (order is null)
                return null;
            if (at < places.Count && order == 0)
                places[at] = (places[at].Root, places[at].Multiplicity + multiplicity);
            else
                places.Insert(at, (root, multiplicity));
        }
        return places;
    }

    /// <summary>From the constant upwards.</summary>
    private static BigInteger[] Coefficients(Polynomial polynomial)
    {
        int degree = 0;
        foreach (ulong monomial in polynomial.Monomials)
            degree = Math.Max(degree, Polynomial.Exponent(monomial, 0));
        var coefficients = new BigInteger[degree + 1];
        for (int i = 0; i < polynomial.Count; i++)
            coefficients[Polynomial.Exponent(polynomial.Monomials[i], 0)] = polynomial.Coefficients[i];
        return coefficients;
    }
}
