using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The inverse of (ax + b)/(cx + d).</summary>
internal sealed class InverseFunction() : ProblemFamily("inverse-function", ["Function Theory"],
[
    "Find the inverse function $f^{-1}(x)$ of $f(x) = <e0>$.",
    "What is the inverse of the function $f(x) = <e0>$?",
    "Determine a formula for $f^{-1}(x)$ if $f(x) = <e0>$.",
    "Solve $y = f(x)$ for $x$ to obtain the inverse function of $f(x) = <e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.NonZero(-7, 7), b = rng.NonZero(-12, 12), c = rng.Next(2, 9), d = rng.NonZero(-9, 9);
        while (true)
        {
            var (top, bottom) = level.Number switch
            {
                1 => (Polynomial.Linear(rng.NonZero(-9, 9), b), (Polynomial)1),
                2 => (Polynomial.Linear(a, b), c),
                3 => rng.Percent(35) ? (Polynomial.Linear(a, b), c) : rng.Percent(40) ? ((Polynomial)b, Polynomial.Linear(1, d))
                    : (Polynomial.Linear(a, b), Polynomial.Linear(1, d)),
                _ => (Polynomial.Linear(a, b), Polynomial.Linear(rng.Next(level.Of(1, 1, 1, 1, 2), 5), d)),
            };
            if (level.Number < 4 || a * d != bottom["x"] * b)
                return [bottom.Constant is { IsOne: true } ? top.ToString() : Tex.Over(top, bottom.ToString())];
            d = rng.NonZero(-9, 9);
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.Read(values[0]) is not { } f || f.Top.Degree > 1 || f.Bottom.Degree > 1
            || !f.Top.IsIn('x', f.Top.Degree) || !f.Bottom.IsIn('x', f.Bottom.Degree))
            return null;
        Fraction a = f.Top["x"], b = f.Top[""], c = f.Bottom["x"], d = f.Bottom[""];
        if (a * d == b * c)
            return null;
        string written = f.Bottom.Constant is { IsOne: true } ? f.Top.ToString() : Tex.Over(f.Top, f.Bottom.ToString());
        string below = d.IsZero ? Polynomial.Term(c, "xy").ToString() : $"y({f.Bottom})";
        string Inverse(Fraction p, Fraction q, Fraction r, Fraction s) => Quotient(Polynomial.Linear(p, q), Polynomial.Linear(r, s));
        string answer = Inverse(d, -b, -c, a);
        List<string> steps =
        [
            $"Write $y = {written}$",
            c.IsZero
                ? d == 1 ? $"Bring the constant to the left: $y {Tex.Plus(-b)} = {Polynomial.Term(a, "x")}$"
                    : $"Multiplying by ${d}$ gives ${Polynomial.Term(d, "y")} = {f.Top}$"
                : $"Multiplying by the denominator gives ${below} = {f.Top}$",
            c.IsZero
                ? $"Solving for $x$ gives $x = {Quotient(Polynomial.Linear(d, -b, "y"), a)}$"
                : $"Bring the terms with $x$ to one side: $x{Formulas.Bracketed(Polynomial.Linear(c, -a, "y"))} = {Polynomial.Linear(-d, b, "y")}$",
        ];
        if (!c.IsZero)
            steps.Add($"Dividing gives $x = {Quotient(Polynomial.Linear(d, -b, "y"), Polynomial.Linear(-c, a, "y"))}$");
        steps.Add($"With $x$ and $y$ exchanged this is $f^{{-1}}(x) = {answer}$");
        return new(AnswerKind.Expression, answer, steps,
            a.IsZero && b.IsZero ? null : new($"The inverse is the reciprocal $1/f(x)$", Quotient(f.Bottom, f.Top)),
            Slip.Sign(c.IsZero ? $"Bring the constant to the left: ${Polynomial.Linear(d, b, "y")} = {Polynomial.Term(a, "x")}$"
                : $"Bring the terms with $x$ to one side: $x{Formulas.Bracketed(Polynomial.Linear(c, -a, "y"))} = {Polynomial.Linear(-d, -b, "y")}$",
                Inverse(d, b, -c, a)),
            c.IsZero && d == 1 ? Slip.Careless($"Only the term with $x$ is divided by ${a}$: $f^{{-1}}(x) = {Polynomial.Linear(1 / a, -b)}$",
                Polynomial.Linear(1 / a, -b).ToString())
                : Slip.Careless(c.IsZero ? $"Multiplying by ${d}$ gives ${Polynomial.Term(d, "y")} = {Polynomial.Linear(a, b - 1)}$"
                    : $"Multiplying by the denominator gives ${below} = {Polynomial.Linear(a, b - 1)}$", Inverse(d, -b + 1, -c, a)),
            c.IsZero ? null
                : Slip.Sign($"Bring the terms with $x$ to one side: $x{Formulas.Bracketed(Polynomial.Linear(c, a, "y"))} = {Polynomial.Linear(d, -b, "y")}$",
                Inverse(d, -b, c, a)));
    }

    /// <summary>A quotient with a positive leading coefficient below the line.</summary>
    private static string Quotient(Polynomial top, Polynomial bottom)
    {
        if (!bottom.IsZero && bottom.Terms[0].Value.Sign < 0)
            (top, bottom) = (-top, -bottom);
        return bottom.Constant is { IsOne: true } ? top.ToString() : Tex.Over(top, bottom.ToString());
    }
}

/// <summary>One polynomial function after another.</summary>
internal sealed class FunctionComposition() : ProblemFamily("function-composition", ["Function Theory"],
[
    "Let $f(x) = <0>$ and $g(x) = <1>$. Find $(<e2>)(x)$ as an expanded polynomial.",
    "The functions $f(x) = <0>$ and $g(x) = <1>$ are given. What is the composition $(<e2>)(x)$, multiplied out?",
    "Compute the composite function $(<e2>)(x)$ for $f(x) = <0>$ and $g(x) = <1>$ and collect like terms.",
    "With $f(x) = <0>$ and $g(x) = <1>$, write $(<e2>)(x)$ without brackets.",
])
{
    private const string After = @"f \circ g";

    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.NonZero(-4, 4), b = rng.NonZero(-9, 9), c = rng.NonZero(-9, 9);
        Polynomial line = Polynomial.Linear(rng.Pick(2, 3, 4, 5, -1, -2, -3), rng.NonZero(-9, 9)), other = Polynomial.Linear(a, b);
        var (f, g) = level.Number switch
        {
            1 => (other, line),
            2 => (Polynomial.InX(1, 0, b), line),
            3 => (Polynomial.InX(a, b, c), line),
            4 => (Polynomial.InX(1, b, c), Polynomial.InX(rng.Pick(1, 2, -1), 0, rng.NonZero(-6, 6))),
            _ => (Polynomial.InX(a, b, c), Polynomial.InX(rng.Pick(1, 2, -1), rng.NonZero(-5, 5), rng.NonZero(-6, 6))),
        };
        return [f.ToString(), g.ToString(), level.Number > 1 && rng.Percent(40) ? @"g \circ f" : After];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 3) is not { Degree: > 0 } f || Formulas.Read(values[1], 3) is not { Degree: > 0 } g
            || values[2] is not (After or @"g \circ f"))
            return null;
        bool isAfter = values[2] == After;
        var (outer, inner, name, other) = isAfter ? (f, g, "f", "g") : (g, f, "g", "f");
        var answer = Compose(outer, inner);
        string Put(Polynomial into) => Formulas.Sum(into.Terms.Select(t =>
            ((Polynomial)t.Value, t.Key.Length == 0 ? "" : Formulas.Power($"({inner})", t.Key.Length))));
        List<string> steps =
        [
            $"The composition is $({values[2]})(x) = {name}({other}(x))$, so ${other}(x)$ is put in for $x$ in ${name}$",
            $"This gives ${Put(outer)}$",
        ];
        if (outer.Degree > 1)
            steps.Add($"The power is ${Formulas.Power($"({inner})", outer.Degree)} = {Power(inner, outer.Degree)}$");
        steps.Add($"Multiplying out and collecting terms gives $({values[2]})(x) = {answer}$");
        return new(AnswerKind.Expanded, answer.ToString(), steps,
            new($"The composition is ${other}({name}(x)) = {Compose(inner, outer)}$", Compose(inner, outer).ToString()),
            new($@"The composition is the product $f(x) \cdot g(x) = {f * g}$", (f * g).ToString()),
            outer[""].IsZero ? null : Slip.Careless($"This gives ${Put(outer - outer[""])}$", (answer - outer[""]).ToString()),
            outer.Degree > 1 && inner.Terms.Count > 1
                ? new($"The power is ${Formulas.Power($"({inner})", outer.Degree)} = {TermByTerm(inner, outer.Degree)}$",
                    (answer + outer.Terms[0].Value * (TermByTerm(inner, outer.Degree) - Power(inner, outer.Degree))).ToString())
                : Slip.Sign($"This gives ${Put(outer - 2 * outer[""])}$", (answer - 2 * outer[""]).ToString()));
    }

    private static Polynomial Compose(Polynomial f, Polynomial g) => f.Terms.Aggregate((Polynomial)0, (sum, t) => sum + t.Value * Power(g, t.Key.Length));

    private static Polynomial Power(Polynomial p, int n) => Enumerable.Repeat(p, n).Aggregate((Polynomial)1, (product, factor) => product * factor);

    private static Polynomial TermByTerm(Polynomial p, int n) => p.Terms.Aggregate((Polynomial)0, (sum, t) => sum + Power(Polynomial.Term(t.Value, t.Key), n));
}

/// <summary>Where a root, a logarithm or the reciprocal of a root is defined.</summary>
internal sealed partial class FunctionDomain() : ProblemFamily("function-domain", ["Function Theory"],
[
    "Find the domain of the function $f(x) = <e0>$.",
    "For which real $x$ is $f(x) = <e0>$ defined? Answer with an interval or a union of intervals.",
    "Determine the largest set of real numbers on which $f(x) = <e0>$ is defined.",
    "State the natural domain of $f(x) = <e0>$ in interval notation.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(6, 9, 9, 9, 12), low = rng.Next(-most, most), high = low + rng.Next(1, most);
        Polynomial line = Polynomial.Linear(level.Of(1, rng.NonZero(-4, 5), rng.NonZero(-5, 6), 0, 0), rng.Next(-3 * most, 3 * most));
        Polynomial square = rng.Pick(1, 1, -1) * Polynomial.Linear(1, -low) * Polynomial.Linear(rng.Next(1, level.Of(1, 1, 1, 1, 3)), -high);
        Polynomial u = level.Number < 3 || (level.Number == 3 && rng.Percent(40)) ? line : square;
        if (u["x"].IsZero && u["xx"].IsZero)
            u += Polynomial.Term(1, "x");
        return [rng.Next(1, level.Number == 1 ? 2 : 3) switch
        {
            1 => $@"\sqrt{{{u}}}",
            2 => $@"\ln({u})",
            _ => $@"\frac{{{Tex.Text(rng.Next(1, 9))}}}{{\sqrt{{{u}}}}}",
        }];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Formulas.Read(match.Groups["u"].Value, 2) is not { Degree: > 0 } u)
            return null;
        bool isClosed = match.Groups["root"].Success;
        string why = isClosed ? "What stands under a square root must not be negative"
            : match.Groups["ln"].Success ? "A logarithm needs a positive argument" : "What stands under a root below the line must be positive";
        string condition = isClosed ? @"\ge" : ">";
        if (u.Degree == 1)
        {
            Fraction at = -u[""] / u["x"];
            bool isRight = u["x"].Sign > 0;
            return new(AnswerKind.Interval, Half(isRight, at, isClosed),
                [
                    $"{why}, so ${u} {condition} 0$",
                    $"The expression ${u}$ is zero at $x = {at}$ and {(isRight ? "increases" : "decreases")}",
                    $"So the condition is $x {(isRight ? condition : isClosed ? @"\le" : "<")} {at}$",
                    $"The domain is ${Half(isRight, at, isClosed)}$",
                ],
                new($"The condition is $x {(isRight ? isClosed ? @"\le" : "<" : condition)} {at}$", Half(!isRight, at, isClosed)),
                Slip.Sign($"The expression is zero at $x = {-at}$", Half(isRight, -at, isClosed)),
                Slip.Careless($"The end ${at}$ {(isClosed ? "does not belong" : "belongs")} to the domain", Half(isRight, at, !isClosed)));
        }
        if (Formulas.Roots(u) is not var (low, high) || low == high)
            return null;
        bool isOutside = u["xx"].Sign > 0;
        string answer = Part(isOutside, low, high, isClosed);
        return new(AnswerKind.Interval, answer,
            [
                $"{why}, so ${u} {condition} 0$",
                $"The zeros of ${u}$ are $x = {low}$ and $x = {high}$",
                $"The parabola opens {(isOutside ? "upwards" : "downwards")}, so the expression is positive "
                    + $"{(isOutside ? "outside the zeros" : "between the zeros")}",
                isClosed ? "The zeros themselves belong to the domain" : "The zeros themselves do not belong to the domain",
                $"The domain is ${answer}$",
            ],
            new($"The expression is positive {(isOutside ? "between" : "outside")} the zeros", Part(!isOutside, low, high, isClosed)),
            Slip.Sign($"The zeros are $x = {-high}$ and $x = {-low}$", Part(isOutside, -high, -low, isClosed)),
            Slip.Careless($"The zeros themselves {(isClosed ? "do not belong" : "belong")} to the domain", Part(isOutside, low, high, !isClosed)));
    }

    private static string Half(bool isRight, Fraction at, bool isClosed) =>
        isRight ? $@"{(isClosed ? '[' : '(')}{at}, \infty)" : $@"(-\infty, {at}{(isClosed ? ']' : ')')}";

    private static string Part(bool isOutside, Fraction low, Fraction high, bool isClosed) => isOutside
        ? $@"{Half(false, low, isClosed)} \cup {Half(true, high, isClosed)}"
        : isClosed ? $"[{low}, {high}]" : $"({low}, {high})";

    [GeneratedRegex(@"^(?:(?<root>\\sqrt)\{(?<u>[^{}]+)\}|(?<ln>\\ln)\((?<u>[^()]+)\)|\\frac\{[1-9]\}\{\\sqrt\{(?<u>[^{}]+)\}\})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
