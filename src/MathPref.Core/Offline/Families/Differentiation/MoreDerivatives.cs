using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The second, third or fourth derivative of a polynomial, perhaps with a multiple of e^(kx), sin(kx) or cos(kx).</summary>
internal sealed partial class HigherDerivative() : ProblemFamily("higher-derivative", ["Differentiation", "Differential Calculus"],
[
    "Find the <w1> derivative of $f(x) = <e0>$.",
    "What is the <w1> derivative of the function $f(x) = <e0>$?",
    "Compute the <w1> derivative of $y = <e0>$ with respect to $x$.",
    "Differentiate repeatedly to obtain the <w1> derivative of $f(x) = <e0>$.",
])
{
    private static readonly string[] s_ordinals = ["second", "third", "fourth"];

    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(3, 4, rng.Next(3, 4), rng.Next(4, 5), rng.Next(5, 6)),
            n = level.Of(2, rng.Next(2, 3), rng.Next(2, 3), rng.Next(2, 4), rng.Next(3, 4));
        Polynomial p = Polynomial.Term(rng.Next(1, 5), new string('x', degree));
        for (int i = degree - 1; i > 0; i--)
            p += Polynomial.Term(level.Number < 4 && rng.Percent(40) ? 0 : rng.Next(-9, 9), new string('x', i));
        string rest = "";
        if (level.Number > 2)
        {
            int factor = rng.NonZero(-5, 6);
            rest = $" {(factor < 0 ? "-" : "+")} {Tex.Times(Math.Abs(factor), Elementary.Draw(rng, level.Of(1, 1, 4, 5, 6), "exp", "sin", "cos").Text)}";
        }
        return [p + rest, s_ordinals[n - 2]];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        int n = Array.IndexOf(s_ordinals, values[1]) + 2;
        if (n < 2 || Shape().Match(values[0]) is not { Success: true } match || Formulas.Read(match.Groups["p"].Value, 9) is not { Degree: > 0 } p)
            return null;
        Fraction factor = 0;
        Elementary g = new("exp", 1);
        if (match.Groups["g"].Success)
        {
            if (Elementary.Read(match.Groups["g"].Value) is not { IsLogarithm: false } read)
                return null;
            g = read;
            factor = (match.Groups["k"].Value is { Length: > 0 } k ? Formulas.Number(k) : 1) * (match.Groups["s"].Value == "-" ? -1 : 1);
        }
        List<(Polynomial P, Fraction Factor, Elementary G)> all = [(p, factor, g)];
        for (int i = 0; i <= n; i++)
            all.Add((Formulas.Derivative(all[i].P), all[i].Factor * all[i].G.Rate, Next(all[i].G)));
        string Written(int i) => Formulas.Sum((all[i].P, ""), (all[i].Factor, all[i].G.Text));
        string once = Formulas.Sum((all[n].P, ""), (all[n].Factor / g.K.Pow(n - 1), all[n].G.Text));
        List<string> steps = [factor.IsZero ? "Differentiate term by term with the power rule"
            : "Differentiate term by term, with the chain rule in the last term"];
        for (int i = 1; i <= n; i++)
            steps.Add($"The {(i == 1 ? "first" : s_ordinals[i - 2])} derivative is ${Written(i)}$");
        if (all[n].P.IsZero && factor.IsZero)
            return null;
        // The exponents are lowered, but the first one is not multiplied in; the sign of the last term turns.
        string lowered = all[n].P.IsZero ? "0" : (all[n].P - all[n].P.Terms[0].Value * Leading(all[n].P) + Leading(all[n].P) * p.Terms[0].Value).ToString();
        string turned = Formulas.Sum((all[n].P, ""), (-all[n].Factor, all[n].G.Text));
        return new(AnswerKind.Expression, Written(n), steps,
            Slip.Careless($"The {values[1]} derivative is ${Written(n - 1)}$", Written(n - 1)),
            Slip.Careless($"The {values[1]} derivative is ${Written(n + 1)}$", Written(n + 1)),
            factor.IsZero || g.K == 1 ? null : new($"The {values[1]} derivative is ${once}$", once),
            factor.IsZero
                ? new($"The {values[1]} derivative is ${lowered}$", lowered)
                : g.Name == "exp" ? null : Slip.Sign($"The {values[1]} derivative is ${turned}$", turned));
    }

    private static Elementary Next(Elementary g) => g with { Name = g.Name switch { "sin" => "cos", "cos" => "sin", _ => g.Name } };

    private static Polynomial Leading(Polynomial p) => Polynomial.Term(1, p.Terms[0].Key);

    [GeneratedRegex(@"^(?<p>[^\\e]+?)(?: (?<s>[+-]) (?<k>[0-9]{0,4})(?<g>[\\e].+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The derivative of a combination of f and g at a point where the values of both and of their derivatives are known.</summary>
internal sealed class DerivativeFromValues() : ProblemFamily("derivative-from-values", ["Differentiation"],
[
    "Let $f(<n0>) = <n1>$, $f'(<n0>) = <n2>$, $g(<n0>) = <n3>$ and $g'(<n0>) = <n4>$. Find $h'(<n0>)$ for $h(x) = <e5>$.",
    "Two functions have $f(<n0>) = <n1>$, $f'(<n0>) = <n2>$, $g(<n0>) = <n3>$ and $g'(<n0>) = <n4>$. What is $h'(<n0>)$ if $h(x) = <e5>$?",
    "Suppose that $f(<n0>) = <n1>$, $f'(<n0>) = <n2>$, $g(<n0>) = <n3>$ and $g'(<n0>) = <n4>$. Compute the derivative of $h(x) = <e5>$ at $x = <n0>$.",
    "Given $f(<n0>) = <n1>$, $f'(<n0>) = <n2>$, $g(<n0>) = <n3>$ and $g'(<n0>) = <n4>$, determine $h'(<n0>)$ for the function $h(x) = <e5>$.",
])
{
    private const string Product = "f(x)g(x)";
    private const string Quotient = @"\frac{f(x)}{g(x)}";
    private const string SquareProduct = "f(x)^2g(x)";
    private const string Line = "xf(x)g(x)";
    private const string LineQuotient = @"\frac{xf(x)}{g(x)}";

    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 7, 9, 9, 12), least = level.Number == 1 ? 1 : -most;
        string h = rng.Pick(level.Of<string[]>([Product], [Product, Quotient], [Product, Quotient], [Quotient, Line, SquareProduct],
            [Line, SquareProduct, LineQuotient]));
        return [Tex.Text(rng.Next(1, 6)), Tex.Text(rng.NonZero(least, most)), Tex.Text(rng.NonZero(least, most)), Tex.Text(rng.NonZero(least, most)),
            Tex.Text(rng.NonZero(least, most)), h];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var numbers = values.Take(5).Select(Formulas.Number).ToArray();
        if (numbers is not [var a, var f, var df, var g, var dg] || g.IsZero)
            return null;
        string h = values[5], at = $"h'({a})";
        // h = u v or u/v, with u one of f, x f and f².
        bool isQuotient = h is Quotient or LineQuotient;
        var (u, du, name, how) = h switch
        {
            Product or Quotient => (f, df, "f(x)", ""),
            Line or LineQuotient => (a * f, f + a * df, "xf(x)", $"u'(x) = f(x) + xf'(x)"),
            SquareProduct => (f * f, 2 * f * df, "f(x)^2", "u'(x) = 2f(x)f'(x)"),
            _ => (0, 0, "", ""),
        };
        if (name.Length == 0)
            return null;
        Fraction first = du * g, second = u * dg, answer = isQuotient ? (first - second) / (g * g) : first + second;
        string product = $@"{du.Bracketed()} \cdot {g.Bracketed()}", other = $@"{u.Bracketed()} \cdot {dg.Bracketed()}";
        List<string> steps = [$"Here $h(x)$ is a {(isQuotient ? "quotient" : "product")} of $u(x) = {name}$ and $g(x)$"];
        if (how.Length > 0)
            steps.Add($"At $x = {a}$ the value is $u = {u}$, and ${how}$ gives $u' = {du}$");
        steps.Add(isQuotient ? @"The quotient rule says $h' = \frac{u'g - ug'}{g^2}$" : "The product rule says $h' = u'g + ug'$");
        steps.Add($"At $x = {a}$ the two products are ${product} = {first}$ and ${other} = {second}$");
        if (isQuotient)
            steps.Add($"The square of the denominator is ${g.Bracketed()}^2 = {g * g}$");
        steps.Add($"So ${at} = {(isQuotient ? $@"\frac{{{first} {Tex.Plus(-second)}}}{{{g * g}}}" : $"{first} {Tex.Plus(second)}")} = {answer}$");
        return new(AnswerKind.Value, answer.ToString(), steps,
            isQuotient && dg.IsZero ? null : new($"The derivative is $u'{(isQuotient ? "/" : "")}g'$", (isQuotient ? du / dg : du * dg).ToString()),
            Slip.Sign(isQuotient ? "The numerator is $u'g + ug'$" : "The derivative is $u'g - ug'$",
                (isQuotient ? (first + second) / (g * g) : first - second).ToString()),
            isQuotient ? Slip.Careless("The denominator is $g$", ((first - second) / g).ToString())
                : Slip.Careless($"The derivative is $u'g = {first}$", first.ToString()),
            h == SquareProduct ? new("The derivative of $f^2$ is $2f'$", (2 * df * g + second).ToString()) : null,
            h is Line or LineQuotient ? new("The derivative of $xf$ is $f'$", (isQuotient ? (df * g - second) / (g * g) : df * g + second).ToString()) : null);
    }
}

/// <summary>The slope of a curve that is given by an equation in x and y, at a point.</summary>
internal sealed class ImplicitDerivative() : ProblemFamily("implicit-derivative", ["Differentiation"],
[
    "Use implicit differentiation to find the slope of the curve $<0> = <n1>$ at the point $(<n2>, <n3>)$.",
    @"Find $\frac{dy}{dx}$ at the point $(<n2>, <n3>)$ of the curve $<0> = <n1>$.",
    "What is the slope of the tangent to the curve $<0> = <n1>$ at $(<n2>, <n3>)$?",
    "The point $(<n2>, <n3>)$ lies on the curve $<0> = <n1>$. Determine the slope of the curve there.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int most = level.Of(6, 6, 6, 5, 6), x = rng.NonZero(-most, most), y = rng.NonZero(-most, most);
            int a = rng.Next(1, level.Of(1, 4, 4, 3, 3)), b = level.Number < 3 ? 0 : rng.NonZero(-5, 5),
                c = rng.NonZero(level.Number == 1 ? 1 : -3, level.Of(1, 5, 4, 3, 3));
            string high = level.Number < 4 ? "xx" : rng.Pick("xxx", "xx", "xxy"), last = level.Number < 4 ? "yy" : "yyy";
            var p = Polynomial.Term(a, high) + Polynomial.Term(b, "xy") + Polynomial.Term(c, last);
            if (level.Number == 5)
                p += Polynomial.Term(rng.NonZero(-6, 6), "x") + Polynomial.Term(rng.NonZero(-6, 6), "y");
            if (!At(Formulas.Derivative(p, 'y'), x, y).IsZero && !At(Formulas.Derivative(p, 'x'), x, y).IsZero)
                return [p.ToString(), At(p, x, y).ToString(), Tex.Text(x), Tex.Text(y)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: > 1 and <= 4 } p || p.Letters is not ['x', 'y'])
            return null;
        Fraction x = Formulas.Number(values[2]), y = Formulas.Number(values[3]);
        Polynomial byX = Formulas.Derivative(p, 'x'), byY = Formulas.Derivative(p, 'y');
        Fraction u = At(byX, x, y), v = At(byY, x, y), mixed = p["xy"];
        if (At(p, x, y) != Formulas.Number(values[1]) || v.IsZero)
            return null;
        // A common factor is cancelled.
        Fraction common = byX.Terms.Concat(byY.Terms).Aggregate((Fraction)0, (g, t) => BigInteger.GreatestCommonDivisor(g.Numerator, t.Value.Numerator));
        if (!p.Terms.All(t => t.Value.IsInteger) || byX.Degree == 0 || byY.Degree == 0)
            common = 1;
        Polynomial above = byX * (1 / common), below = byY * (1 / common);
        return new(AnswerKind.Value, (-u / v).ToString(),
            [
                "Differentiate both sides with respect to $x$, where $y$ is a function of $x$",
                $"This gives ${Formulas.Sum((byX, ""))} + {Formulas.AsFactor(byY)}y' = 0$",
                $@"So $y' = -\frac{{{above}}}{{{below}}}$",
                $"At $({x}, {y})$ the numerator is ${u / common}$ and the denominator is ${v / common}$",
                $"The slope is ${-u / v}$",
            ],
            u.IsZero ? null : Slip.Sign($@"So $y' = \frac{{{above}}}{{{below}}}$", (u / v).ToString()),
            u.IsZero ? null : new($@"So $y' = -\frac{{{below}}}{{{above}}}$", (-v / u).ToString()),
            mixed.IsZero || (v - mixed * x).IsZero ? null
                : Slip.Careless($"The derivative of ${Polynomial.Term(mixed, "xy")}$ is ${Polynomial.Term(mixed, "y")}$", (-u / (v - mixed * x)).ToString()),
            new($"The slope is the derivative of the left side, ${Formulas.Sum((byX + byY, ""))}$", (u + v).ToString()));
    }

    private static Fraction At(Polynomial p, Fraction x, Fraction y) => p.Terms.Aggregate((Fraction)0, (sum, term) =>
        sum + term.Value * x.Pow(term.Key.Count(c => c == 'x')) * y.Pow(term.Key.Count(c => c == 'y')));
}

/// <summary>A power with x in the base and in the exponent.</summary>
internal sealed partial class LogarithmicDerivative() : ProblemFamily("logarithmic-derivative", ["Differentiation"],
[
    "Use logarithmic differentiation to find $f'(x)$ for $f(x) = <e0>$.",
    "Differentiate $f(x) = <e0>$, where $x$ is in the base and in the exponent.",
    @"Take logarithms to find the derivative of $f(x) = <e0>$.",
    @"Find $f'(x)$ for $f(x) = <e0>$ by differentiating $\ln(f(x))$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Polynomial u = level.Number < 3 ? Polynomial.Term(1, "x") : level.Number < 5 ? Polynomial.Linear(rng.Next(1, 6), rng.Next(1, 9))
            : Polynomial.InX(rng.Next(1, 4), rng.Next(0, 5), rng.Next(1, 9));
        Polynomial v = level.Of(Polynomial.Linear(rng.Next(1, 9), rng.Percent(50) ? 0 : rng.NonZero(-9, 9)), Polynomial.InX(rng.Next(1, 4), 0, rng.Next(-9, 9)),
            Polynomial.Linear(rng.Next(1, 9), rng.Next(-5, 9)), Polynomial.InX(rng.Next(1, 4), rng.NonZero(-6, 6), 0),
                Polynomial.InX(rng.Next(1, 4), rng.NonZero(-6, 6), rng.NonZero(-6, 6)));
        return [$"{Formulas.AsFactor(u)}^{(v.ToString().Length == 1 ? v.ToString() : $"{{{v}}}")}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Formulas.Read(match.Groups["u"].Value, 3) is not { Degree: > 0 } u
            || Formulas.Read(match.Groups["v"].Value, 3) is not { Degree: > 0 } v)
            return null;
        Polynomial du = Formulas.Derivative(u), dv = Formulas.Derivative(v);
        string log = $@"\ln({u})", exponent = v.ToString().Length == 1 ? $"^{v}" : $"^{{{v}}}", power = Formulas.AsFactor(u) + exponent;
        string quotient = Tex.Over(v * du, u.ToString()), inner = $"{Formulas.Times(dv, log)} + {quotient}";
        if (u.Terms.Count == 1 && u["x"].IsOne && v[""].IsZero)
        {
            var rest = Formulas.WithoutRoot(v, 0);
            quotient = rest.ToString();
            inner = Formulas.Sum((dv, log), (rest, ""));
        }
        else if ((v * du).Terms[0].Value.Sign < 0)
            return null;
        string asExponential = dv.Degree == 0 ? Formulas.Times(dv, power + log) : $@"{Formulas.Bracketed(dv)} \cdot {power}{log}";
        string byPower = $@"{Formulas.Bracketed(v * du)} \cdot {Formulas.AsFactor(u)}^{{{v - 1}}}", answer = $@"{power}\left({inner}\right)";
        return new(AnswerKind.Expression, answer,
            [
                $@"Taking logarithms gives $\ln(f(x)) = {Formulas.Times(v, log)}$",
                $@"The derivative of the left side is $\frac{{f'(x)}}{{f(x)}}$",
                $"The product rule gives ${inner}$ on the right side",
                $"Multiplying by $f(x)$ gives $f'(x) = {answer}$",
            ],
            new($"By the power rule $f'(x) = {byPower}$", byPower),
            new($"As for an exponential function $f'(x) = {asExponential}$", asExponential),
            Slip.Careless($"The derivative is ${inner}$", inner));
    }

    [GeneratedRegex(@"^(?:(?<u>x)|\((?<u>[^()]{1,60})\))\^(?:(?<v>x)|\{(?<v>[^{}]{1,60})\})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
