using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Algebra;

/// <summary>A quotient of two quadratics with one common factor.</summary>
internal sealed partial class SimplifyFraction() : ProblemFamily("simplify-fraction", ["Rational Expressions"],
[
    "Simplify the rational expression $<0>$.",
    "Reduce $<0>$ to lowest terms.",
    "What does the fraction $<0>$ simplify to?",
    "Cancel the common factor of numerator and denominator in $<0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 9, 15, 40);
        int[] leads = level.Of<int[]>([1], [1], [1, 1, 2, 3], [2, 3, 4, 5], [3, 5, 7, 8, 11]);
        while (true)
        {
            int a = rng.NonZero(-most, most), b = rng.NonZero(-most, most), c = rng.NonZero(-most, most);
            var common = Polynomial.Linear(1, a);
            if (b != c)
                return [Tex.Over(common * Polynomial.Linear(rng.Pick(leads), b), common * Polynomial.Linear(1, c))];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match
            || ExpressionReader.ReadPolynomial(match.Groups[1].Value) is not { } top || !top.IsIn('x', 2)
            || ExpressionReader.ReadPolynomial(match.Groups[2].Value) is not { } bottom || !bottom.IsIn('x', 2) || bottom["xx"] != 1)
            return null;
        // A common root of both is one of top - t * bottom too, and that is linear.
        var difference = top - top["xx"] * bottom;
        if (difference.Degree != 1)
            return null;
        var root = -difference[""] / difference["x"];
        if (!top.At(root).IsZero)
            return null;
        Polynomial p = Rest(top, root), q = Rest(bottom, root), common = Polynomial.Linear(1, -root);
        if (p["x"] * -q[""] + p[""] == 0)
            return null;
        return new(AnswerKind.Reduced, Tex.Over(p, q),
            [
                $"Both numerator and denominator are zero at $x = {root}$, so both have the factor ${common}$",
                $"The numerator is $({common})({p})$",
                $"The denominator is $({common})({q})$",
                $"Cancelling ${common}$ leaves ${Tex.Over(p, q)}$",
            ],
            new("Cancel the terms with $x^2$ above and below", Tex.Over(top - top["xx"] * Polynomial.Term(1, "xx"), bottom - Polynomial.Term(1, "xx"))),
            // Neither may slip into the other's factor: an answer such as (x - 5)/(x - 5) fools nobody.
            p["x"] == 1 && p[""] == -q[""] ? null : Slip.Sign(
                $"The numerator is $({common})({Polynomial.Linear(p["x"], -p[""])})$",
                Tex.Over(Polynomial.Linear(p["x"], -p[""]), q)),
            p["x"] == 1 && p[""] == -q[""] ? null : Slip.Sign(
                $"The denominator is $({common})({Polynomial.Linear(1, -q[""])})$",
                Tex.Over(p, Polynomial.Linear(1, -q[""]))));
    }

    /// <summary>The other linear factor of a quadratic.</summary>
    private static Polynomial Rest(Polynomial quadratic, Fraction root) =>
        Polynomial.Linear(quadratic["xx"], quadratic["x"] + quadratic["xx"] * root);

    [GeneratedRegex(@"^\\frac\{([^{}]+)\}\{([^{}]+)\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>a/(x + b) ± c/(x + d) as one fraction.</summary>
internal sealed partial class AddFractions() : ProblemFamily("add-fractions", ["Rational Expressions"],
[
    "Write $<0>$ as a single fraction.",
    "Combine $<0>$ into one fraction in lowest terms.",
    "What single fraction equals $<0>$?",
    "Bring $<0>$ to a common denominator and simplify.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 6, 9, 15, 40), top = level.Of(3, 5, 9, 20, 60);
        while (true)
        {
            int b = rng.NonZero(level.Of(1, -6, -9, -15, -40), most), d = rng.NonZero(level.Of(1, -6, -9, -15, -40), most);
            if (b != d)
                return [$"{Part(rng, b, top)} {rng.Pick("+", "-")} {Part(rng, d, top)}"];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match
            || ExpressionReader.ReadPolynomial(match.Groups[2].Value) is not { } p || !p.IsIn('x', 1) || p["x"] != 1
            || ExpressionReader.ReadPolynomial(match.Groups[5].Value) is not { } q || !q.IsIn('x', 1) || q["x"] != 1
            || p.SameAs(q))
            return null;
        bool minus = match.Groups[3].Value == "-";
        Fraction a = ExpressionReader.ReadNumber(match.Groups[1].Value)!.Value, size = ExpressionReader.ReadNumber(match.Groups[4].Value)!.Value;
        var c = minus ? -size : size;
        if (a.IsZero || c.IsZero)
            return null;
        Polynomial left = a * q, right = c * p, top = left + right;
        string bottom = $"({p})({q})", verb = minus ? "Subtract" : "Add";
        return new(AnswerKind.Reduced, Tex.Over(top, bottom),
            [
                $"The common denominator is ${bottom}$",
                $"The first numerator becomes ${Times(a, q, left)}$",
                $"The second numerator becomes ${Times(c, p, right)}$",
                $"Their sum is ${top}$, which has no factor in common with the denominator",
            ],
            (a + c).IsZero ? null : new($"{verb} the numerators and multiply the denominators", Tex.Over((Polynomial)(a + c), bottom)),
            (a + c).IsZero ? null : new($"{verb} the numerators and add the denominators", Tex.Over((Polynomial)(a + c), (p + q).ToString())),
            Slip.Sign($"The numerators together are ${left + Polynomial.Linear(c, -c * p[""])}$", Tex.Over(left + Polynomial.Linear(c, -c * p[""]), bottom)));
    }

    private static string Part(Rng rng, int constant, int most) => Tex.Over((Polynomial)rng.Next(1, most), Polynomial.Linear(1, constant).ToString());

    private static string Times(Fraction factor, Polynomial bracket, Polynomial product) =>
        factor == 1 ? product.ToString() : $"{Tex.Times(factor, $"({bracket})")} = {product}";

    [GeneratedRegex(@"^\\frac\{([0-9]{1,6})\}\{([^{}]+)\} ([+-]) \\frac\{([0-9]{1,6})\}\{([^{}]+)\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
