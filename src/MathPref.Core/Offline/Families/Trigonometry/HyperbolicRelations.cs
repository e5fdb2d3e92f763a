using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>One hyperbolic function from another.</summary>
internal sealed partial class HyperbolicFromOther() : ProblemFamily("hyperbolic-from-other", ["Hyperbolic Functions"],
[
    "If $<e0>$ and $<e1>$, what is $<e2>$?",
    "A real number with $<e1>$ has $<e0>$. Find $<e2>$.",
    "Use the identities of hyperbolic functions to compute $<e2>$, given that $<e0>$ and $<e1>$.",
    "Let $<e0>$, where $<e1>$. Determine $<e2>$ exactly.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        bool positive = level.Number == 1 || rng.Percent(50);
        string given = rng.Pick("sinh", "cosh", "tanh");
        string asked;
        do
            asked = rng.Pick(level.Of<string[]>(["sinh x", "cosh x"], ["sinh x", "cosh x", "tanh x"], ["sinh x", "cosh x", "tanh x", "sinh(2x)", "cosh(2x)"],
                ["tanh x", "sinh(2x)", "cosh(2x)", "tanh(2x)"], ["sinh(2x)", "tanh(2x)"]));
        while (asked == given + " x");
        int a = rng.Next(1, level.Of(4, 6, 12, 15, 20)), b = rng.Next(2, level.Of(5, 7, 13, 16, 25));
        Fraction value = new(a, b);
        if (given == "cosh" ? value <= 1 : given == "tanh" && value >= 1)
            value = value == 1 ? given == "cosh" ? new(5, 4) : new Fraction(3, 5) : 1 / value;
        if (!positive && given != "cosh")
            value = -value;
        return [$@"\{given} x = {value}", positive ? "x > 0" : "x < 0", $@"\{asked}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Given().Match(values[0]) is not { Success: true } given || values[1] is not ("x > 0" or "x < 0")
            || Asked().Match(values[2]) is not { Success: true } asked
            || ExpressionReader.ReadNumber(given.Groups["value"].Value) is not { IsZero: false, Bits: <= 24 } value)
            return null;
        string from = given.Groups["function"].Value, to = asked.Groups["function"].Value;
        bool twice = asked.Groups["two"].Success;
        int sign = values[1] == "x > 0" ? 1 : -1;
        if ((!twice && from == to) || (from == "cosh" ? value <= 1 : value.Sign != sign) || (from == "tanh" && value.Abs() >= 1))
            return null;
        Fraction square = value * value;
        if (RootSum.Root(from switch { "sinh" => 1 + square, "cosh" => square - 1, _ => 1 / (1 - square) }) is not { } root)
            return null;
        var (s, c) = Both(root);
        string side = sign > 0 ? "positive" : "negative";
        List<string> steps =
        [
            from switch
            {
                "sinh" => $@"From $\cosh^2 x - \sinh^2 x = 1$ it follows that $\cosh^2 x = 1 + {square} = {1 + square}$",
                "cosh" => $@"From $\cosh^2 x - \sinh^2 x = 1$ it follows that $\sinh^2 x = {square} - 1 = {square - 1}$",
                _ => $@"From $1 - \tanh^2 x = \frac{{1}}{{\cosh^2 x}}$ it follows that $\cosh^2 x = \frac{{1}}{{1 - {square}}} = {1 / (1 - square)}$",
            },
            from switch
            {
                "sinh" => $@"The hyperbolic cosine is always positive, so $\cosh x = {c}$",
                "cosh" => $@"The hyperbolic sine has the sign of $x$, so it is {side}: $\sinh x = {s}$",
                _ => $@"The hyperbolic cosine is always positive, so $\cosh x = {c}$, and $\sinh x = \tanh x\cosh x = {s}$",
            },
        ];
        if (Value(s, c) is not { } answer)
            return null;
        // The value may stand there already.
        if (twice || to == "tanh")
            steps.Add((to, twice) switch
            {
                ("tanh", false) => $@"The quotient is $\tanh x = \frac{{\sinh x}}{{\cosh x}} = {answer}$",
                ("sinh", true) => $@"The double-argument formula is $\sinh(2x) = 2\sinh x\cosh x = {answer}$",
                ("cosh", true) => $@"The double-argument formula is $\cosh(2x) = \cosh^2 x + \sinh^2 x = {c * c} + {s * s} = {answer}$",
                _ => $@"With $\sinh(2x) = 2\sinh x\cosh x = {2 * s * c}$ and $\cosh(2x) = \cosh^2 x + \sinh^2 x = {c * c + s * s}$ the quotient is " +
                    $@"$\tanh(2x) = {answer}$",
            });
        else
            steps.Insert(0, @"The product of $\cosh x + \sinh x = e^x$ and $\cosh x - \sinh x = e^{-x}$ is $\cosh^2 x - \sinh^2 x = 1$");
        return new(AnswerKind.Value, answer.ToString(), steps,
            Wrong(),
            sign < 0 && answer.ToString()[0] == '-' ? Slip.Sign($"Hence ${values[2]} = {-answer}$", (-answer).ToString()) : null,
            twice ? Slip.Careless($@"Twice the argument has twice the value, $2\{to} x = {2 * Single(s, c)}$", (2 * Single(s, c)).ToString()) : null,
            (to, twice) switch
            {
                ("sinh", true) => Slip.Careless($@"The double-argument formula is $\sinh(2x) = \sinh x\cosh x = {s * c}$", (s * c).ToString()),
                ("cosh", true) => new(@"The double-argument formula is $\cosh(2x) = \cosh^2 x - \sinh^2 x$", "1"),
                ("tanh", true) => Slip.Careless($@"The numerator is $\sinh(2x) = \sinh x\cosh x = {s * c}$", (s * c).Over(c * c + s * s)!.ToString()),
                ("tanh", _) => c.Over(s) is { } inverse
                    ? new($@"The quotient is $\tanh x = \frac{{\cosh x}}{{\sinh x}} = {inverse}$", inverse.ToString())
                    : null,
                _ => from == "tanh" ? null : new($@"As $\cosh x - \sinh x = 1$, $\{to} x = {Linear()}$", Linear().ToString()),
            },
            !twice && to != "tanh" && from != "tanh"
                ? Slip.Careless($@"Hence $\{to} x = {Sign(answer * answer)}$", Sign(answer * answer).ToString()) : null);

        Fraction Linear() => to == "cosh" ? 1 + value : value - 1;

        // The identity with the wrong sign.
        Slip? Wrong() => RootSum.Root(from switch { "sinh" => 1 - square, "cosh" => square + 1, _ => 1 / (1 + square) }) is { Factor.IsZero: false } wrongRoot
            && Both(wrongRoot) is var (sinh, cosh) && Value(sinh, cosh) is { } wrong
                ? Slip.Sign(from switch
                {
                    "sinh" => $@"From $\cosh^2 x + \sinh^2 x = 1$ it follows that $\cosh x = {cosh}$",
                    "cosh" => $@"From $\sinh^2 x - \cosh^2 x = 1$ it follows that $\sinh x = {sinh}$",
                    _ => $@"From $1 + \tanh^2 x = \frac{{1}}{{\cosh^2 x}}$ it follows that $\cosh x = {cosh}$",
                }, wrong.ToString())
                : null;

        RootSum Sign(RootSum size) => to == "sinh" && sign < 0 ? -size : size;

        (RootSum Sinh, RootSum Cosh) Both(Surd other) => from switch
        {
            "sinh" => (value, other),
            "cosh" => (sign * (RootSum)other, value),
            _ => (value * (RootSum)other, other),
        };

        RootSum Single(RootSum sinh, RootSum cosh) => to switch { "sinh" => sinh, "cosh" => cosh, _ => sinh.Over(cosh)! };

        RootSum? Value(RootSum sinh, RootSum cosh) => (to, twice) switch
        {
            ("sinh", true) => 2 * sinh * cosh,
            ("cosh", true) => cosh * cosh + sinh * sinh,
            ("tanh", true) => (2 * sinh * cosh).Over(cosh * cosh + sinh * sinh),
            ("sinh", _) => sinh,
            ("cosh", _) => cosh,
            _ => sinh.Over(cosh),
        };
    }

    [GeneratedRegex(@"^\\(?<function>sinh|cosh|tanh) x = (?<value>[^=]{1,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Given();

    [GeneratedRegex(@"^\\(?<function>sinh|cosh|tanh)(?: x|(?<two>\(2x\)))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}

/// <summary>Inverse hyperbolic functions as logarithms.</summary>
internal sealed partial class InverseHyperbolic() : ProblemFamily("inverse-hyperbolic", ["Hyperbolic Functions"],
[
    @"Write $<e0>$ as a natural logarithm.",
    @"Express the inverse hyperbolic value $<e0>$ by a natural logarithm.",
    @"Which natural logarithm is $<e0>$?",
    @"Find $<e0>$ in terms of $\ln$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(9, 9, 15, 20, 30);
        string function = rng.Pick("arsinh", "arcosh", "artanh");
        while (true)
        {
            Fraction u = new(rng.Next(2, most), rng.Next(1, level.Of(1, 4, most, most, most)));
            RootSum value;
            if (level.Number >= 3 && rng.Percent(level.Of(0, 0, 10, 25, 50)) && function != "artanh")
                value = new Surd(new(rng.NonZero(function == "arsinh" ? -most : 1, most), rng.Next(1, level.Of(1, 1, 4, 6, 9))), level.Number < 5 ? 1
                    : rng.Pick(1, 2, 3));
            else
                value = function switch { "arsinh" => (u - 1 / u) / 2, "arcosh" => (u + 1 / u) / 2, _ => (u - 1) / (u + 1) };
            if (level.Number == 5 && function == "artanh")
                value = new Fraction(rng.NonZero(-98, 98), 99);
            string text = $@"\operatorname{{{function}}}\left({value}\right)";
            if (Work([text]) is not null)
                return [text];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Inverse().Match(values[0]) is not { Success: true } inverse
            || RootSum.ReadSurd(inverse.Groups["value"].Value) is not { Factor: { IsZero: false, Bits: <= 24 } } y)
            return null;
        string function = inverse.Groups["function"].Value;
        Fraction square = y.Factor * y.Factor * y.Under;
        RootSum x = y;
        if (function == "artanh")
        {
            if (square >= 1 || x.Rational is not { } t)
                return null;
            Fraction quotient = (1 + t) / (1 - t);
            return new(AnswerKind.Value, quotient.TryRoot(2, out var exact) ? Ln(exact) : $@"\frac{{1}}{{2}}{Ln(quotient)}",
                [
                    @"The inverse of the hyperbolic tangent is $\operatorname{artanh} y = \frac{1}{2}\ln\left(\frac{1 + y}{1 - y}\right)$",
                    $"Here $1 + y = {1 + t}$ and $1 - y = {1 - t}$",
                    $"Their quotient is ${quotient}$" + (exact.IsZero ? "" : $", the square of ${exact}$"),
                    exact.IsZero ? $@"Hence the value is $\frac{{1}}{{2}}{Ln(quotient)}$" : $@"Half of the logarithm is ${Ln(exact)}$",
                ],
                Slip.Careless(@"The formula is $\operatorname{artanh} y = \ln\left(\frac{1 + y}{1 - y}\right)$", Ln(quotient)),
                Slip.Sign(@"The formula is $\operatorname{artanh} y = \frac{1}{2}\ln\left(\frac{1 - y}{1 + y}\right)$", exact.IsZero
                    ? $@"\frac{{1}}{{2}}{Ln(1 / quotient)}" : Ln(1 / exact)),
                t.Sign > 0 ? new($@"The formula is $\operatorname{{artanh}} y = \frac{{1}}{{2}}\ln(1 + y)$", $@"\frac{{1}}{{2}}{Ln(1 + t)}") : null);
        }
        bool sine = function == "arsinh";
        if (RootSum.Root(sine ? square + 1 : square - 1) is not { Factor.IsZero: false } root || (!sine && y.Factor.Sign < 0))
            return null;
        RootSum argument = x + root, other = x - root;
        return new(AnswerKind.Value, Ln(argument),
            [
                sine ? @"The inverse of the hyperbolic sine is $\operatorname{arsinh} y = \ln\left(y + \sqrt{y^2 + 1}\right)$"
                    : @"The inverse of the hyperbolic cosine is $\operatorname{arcosh} y = \ln\left(y + \sqrt{y^2 - 1}\right)$",
                $"Here $y^2 {(sine ? "+" : "-")} 1 = {square} {(sine ? "+" : "-")} 1 = {(sine ? square + 1 : square - 1)}$, with the root ${root}$",
                $"The argument of the logarithm is ${Angles.Products((1, x.ToString()), (1, root.ToString()))} = {argument}$",
                $"Hence the value is ${Ln(argument)}$",
            ],
            RootSum.Root((sine ? square - 1 : square + 1).Abs()) is { Factor.IsZero: false } wrong && IsPositive(x + wrong)
                ? Slip.Sign($@"The formula is $\operatorname{{{function}}} y = \ln\left(y + \sqrt{{y^2 {(sine ? "-" : "+")} 1}}\right)$, "
                    + $"and the root is ${wrong}$",
                    Ln(x + wrong))
                : null,
            IsPositive(sine ? -other : other) ? Slip.Sign($"The argument of the logarithm is ${(sine ? -other : other)}$", Ln(sine ? -other : other)) : null,
            Slip.Careless($@"The formula is $\operatorname{{{function}}} y = \frac{{1}}{{2}}\ln\left(y + \sqrt{{y^2 {(sine ? "+" : "-")} 1}}\right)$",
                $@"\frac{{1}}{{2}}{Ln(argument)}"));
    }

    /// <summary>Whether all of its terms are positive.</summary>
    private static bool IsPositive(RootSum sum) => !sum.ToString().Contains('-', StringComparison.Ordinal);

    private static string Ln(RootSum of)
    {
        string text = of.ToString();
        return of.Rational is { IsInteger: true } || (of.Single is { Factor.IsOne: true } && text[0] == '\\') ? $@"\ln {text}" : $@"\ln\left({text}\right)";
    }

    [GeneratedRegex(@"^\\operatorname\{(?<function>arsinh|arcosh|artanh)\}\\left\((?<value>[^()]{1,40})\\right\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Inverse();
}

/// <summary>a cosh x + b sinh x = c.</summary>
internal sealed partial class HyperbolicEquation() : ProblemFamily("hyperbolic-equation", ["Hyperbolic Functions"],
[
    "Solve the hyperbolic equation $<e0>$ for real $x$.",
    "Find all real solutions of $<e0>$ by substituting $u = e^x$.",
    "For which real $x$ does $<e0>$ hold?",
    "Which real numbers $x$ satisfy $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 9, 10, 12);
        while (true)
        {
            // Roots of (a + b) u² - 2c u + (a - b), of which the second may be negative: then there is one solution.
            Fraction first = new(rng.Next(1, most), rng.Next(1, level.Of(1, 1, 3, 4, 5))),
                second = new(rng.Next(1, most), rng.Next(1, level.Of(1, 2, 3, 4, 5)));
            if (rng.Percent(level.Of(70, 50, 30, 20, 10)))
                second = -second;
            Fraction scale = 2 * first.Denominator * second.Denominator;
            Fraction a = scale * (1 + first * second) / 2, b = scale * (1 - first * second) / 2, c = scale * (first + second) / 2;
            Fraction common = new[] { a, b, c }.Where(x => !x.IsZero).Aggregate((Fraction)0, (g, x) =>
                System.Numerics.BigInteger.GreatestCommonDivisor(g.Numerator, x.Numerator));
            if (!a.IsZero && !b.IsZero && !c.IsZero && first != second)
                return [$@"{Tex.Sum((a / common, @"\cosh x"), (b / common, @"\sinh x"))} = {c / common}"];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Equation().Match(values[0]) is not { Success: true } equation)
            return null;
        Fraction Number(string text) =>
            text.Replace(" ", "", StringComparison.Ordinal) switch { "" or "+" => 1, "-" => -1, var number =>
            ExpressionReader.ReadNumber(number.TrimStart('+'))!.Value };
        Fraction a = Number(equation.Groups["a"].Value), b = Number(equation.Groups["b"].Value), c = Number(equation.Groups["c"].Value);
        Fraction p = a + b, q = a - b;
        if (p.IsZero || !(c * c - p * q).TryRoot(2, out var root))
            return null;
        Fraction[] roots = [.. new[] { (c - root) / p, (c + root) / p }.Distinct().Order()], positive = [.. roots.Where(u => u.Sign > 0)];
        if (positive.Length == 0 || roots.Any(u => u.IsZero))
            return null;
        string quadratic = Tex.Sum((p, "u^2"), (-2 * c, "u"), (q, ""));
        Fraction[] turned = [.. roots.Where(u => u.Sign < 0).Select(u => -u).Concat(positive).Distinct().Order()];
        return new(AnswerKind.Roots, Logarithms(positive),
            [
                @"Put $u = e^x$, so that $\cosh x = \frac{1}{2}\left(u + \frac{1}{u}\right)$ and $\sinh x = \frac{1}{2}\left(u - \frac{1}{u}\right)$",
                $"Multiplying by $2u$ and collecting terms gives ${quadratic} = 0$",
                $"The roots are {string.Join(" and ", roots.Select(u => $"$u = {u}$"))}",
                positive.Length < roots.Length ? $"As $e^x$ is positive, only $u = {positive[0]}$ counts" : roots.Length > 1
                    ? "Both are positive, so each gives a solution" : "It is positive, so it gives a solution",
                $@"Hence ${Logarithms(positive)}$",
            ],
            turned.Length > positive.Length ? Slip.Sign("The sign of the negative root does not matter for the logarithm", Logarithms(turned)) : null,
            positive.Length > 1 ? Slip.Careless($"Only $u = {positive[1]}$ counts", Logarithms(positive[1..])) : null,
            Slip.Sign(@"From $u = e^x$ it follows that $x = -\ln u$", Logarithms([.. positive.Select(u => 1 / u).Order()])),
            new($"Hence {string.Join(" or ", roots.Select(u => $"$x = {u}$"))}", string.Join(@" \text{ or } ", roots.Select(u => $"x = {u}"))),
            Slip.Careless($"By the quadratic formula {string.Join(" and ", roots.Select(u => $"$u = {2 * u}$"))}",
                Logarithms([.. positive.Select(u => 2 * u)])));
    }

    private static string Logarithms(IEnumerable<Fraction> of) => string.Join(@" \text{ or } ", of.Select(u => $"x = {Ln(u)}"));

    private static string Ln(Fraction u) => u == 1 ? "0" : u.IsInteger ? $@"\ln {u}" : u.Numerator.IsOne ? $@"-\ln {1 / u}" : $@"\ln\left({u}\right)";

    [GeneratedRegex(@"^(?<a>-?[0-9]{0,4})\\cosh x (?<b>[+-] [0-9]{0,4})\\sinh x = (?<c>-?[0-9]{1,4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Equation();
}
