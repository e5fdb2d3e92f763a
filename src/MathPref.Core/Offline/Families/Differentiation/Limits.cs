using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The limit of a quotient of polynomials that have a root in common.</summary>
internal sealed class LimitByCancelling() : ProblemFamily("limit-cancelling", ["Limits and Continuity"],
[
    @"Compute the limit $\lim_{x \to <n0>} \frac{<1>}{<2>}$.",
    @"What is $\lim_{x \to <n0>} \frac{<1>}{<2>}$?",
    @"Evaluate $\lim_{x \to <n0>} \frac{<1>}{<2>}$ by cancelling a common factor.",
    @"Find the value to which $\frac{<1>}{<2>}$ tends as $x \to <n0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 6, 7, 8, 9), a = rng.NonZero(-level.Of(5, 6, 6, 6, 6), 6);
        Polynomial root = Polynomial.Linear(1, -a), line = Polynomial.Linear(rng.Next(1, 3), rng.Next(-most, most));
        Polynomial top = level.Of(Polynomial.Linear(1, rng.Next(-most, most)), line, line, line * Polynomial.Linear(1, rng.Next(-most, most)),
            line * Polynomial.Linear(1, rng.Next(-most, most)));
        Polynomial bottom = level.Of(1, Polynomial.Linear(1, rng.Next(-most, most)), Polynomial.Linear(rng.Next(1, 2), rng.Next(-most, most)),
            Polynomial.Linear(rng.Next(1, 3), rng.Next(-most, most)), Polynomial.InX(rng.Next(1, 2), rng.Next(-5, 5), rng.Next(-most, most)));
        return [Tex.Text(a), (root * top).ToString(), (root * bottom).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[1], 4) is not { Degree: > 0 } p || Formulas.Read(values[2], 4) is not { Degree: > 0 } q)
            return null;
        Fraction a = Formulas.Number(values[0]);
        if (!p.At(a).IsZero || !q.At(a).IsZero)
            return null;
        Polynomial top = Formulas.WithoutRoot(p, a), bottom = Formulas.WithoutRoot(q, a);
        if (bottom.At(a).IsZero || top.Constant is not null)
            return null;
        Fraction u = top.At(a), v = bottom.At(a);
        string root = Polynomial.Linear(1, -a).ToString();
        if (!a.IsZero)
            root = $"({root})";
        var left = bottom.Constant is { IsOne: true } ? top.ToString() : Tex.Over(top, bottom.ToString());
        string Factored(Polynomial rest) => rest.Constant is { } c ? Tex.Times(c, root) : root + Formulas.AsFactor(rest);
        return new(AnswerKind.Value, (u / v).ToString(),
            [
                $@"At $x = {a}$ both numerator and denominator are zero, so both have the factor ${Polynomial.Linear(1, -a)}$",
                $"The numerator is ${p} = {Factored(top)}$",
                bottom.Constant is { IsOne: true } ? "The denominator is this factor itself" : $"The denominator is ${q} = {Factored(bottom)}$",
                $"After cancelling, ${left}$ is left",
                bottom.Constant is { IsOne: true } ? $"Its value at $x = {a}$ is the limit ${u}$"
                    : $"At $x = {a}$ the numerator is now ${u}$ and the denominator ${v}$, so the limit is ${u / v}$",
            ],
            new("The numerator tends to $0$, so the limit is $0$", "0"),
            top.At(-a) is var w && bottom.At(-a) is { IsZero: false } z ? Slip.Sign($"Put $x = {-a}$ into ${left}$", (w / z).ToString()) : null,
            new($@"At $x = {a}$ the quotient is $\frac{{0}}{{0}} = 1$", "1"),
            bottom.Constant is not null ? null : Slip.Careless($"At $x = {a}$ the numerator is now ${u}$, so this is the limit", u.ToString()),
            Slip.Careless($@"The reduced numerator is ${top + 1}$ with the value ${u + 1}$", ((u + 1) / v).ToString()));
    }
}

/// <summary>A limit at 0 that comes down to sin(x)/x.</summary>
internal sealed partial class LimitOfSines() : ProblemFamily("limit-sines", ["Limits and Continuity"],
[
    @"Compute the trigonometric limit $\lim_{x \to 0} <e0>$.",
    @"What is the value of the limit $\lim_{x \to 0} <e0>$?",
    @"Use $\lim_{x \to 0} \frac{\sin(x)}{x} = 1$ to find $\lim_{x \to 0} <e0>$.",
    @"Determine what $<e0>$ tends to as $x \to 0$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(6, 9, 20, 20, 20);
        int a = rng.Next(level.Number == 1 ? 1 : 2, most), b = rng.Next(2, most);
        if (a == b)
            b++;
        string sine = $@"\sin({Polynomial.Term(a, "x")})", other = $@"\sin({Polynomial.Term(b, "x")})", tangent = $@"\tan({Polynomial.Term(a, "x")})";
        string versine = $@"1 - \cos({Polynomial.Term(a, "x")})", bx = Polynomial.Term(b, "x").ToString();
        var (top, bottom) = rng.Next(level.Of(1, 1, 1, 3, 5), level.Of(1, 3, 5, 6, 7)) switch
        {
            1 => (sine, bx),
            2 => (tangent, bx),
            3 => (sine, other),
            4 => (tangent, other),
            5 => (versine, Polynomial.Term(b, "xx").ToString()),
            6 => (versine, $"x {other}"),
            _ => ($"x {other}", versine),
        };
        return [$@"\frac{{{top}}}{{{bottom}}}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Factor.Read(match.Groups["top"].Value) is not { } top
            || Factor.Read(match.Groups["bottom"].Value) is not { } bottom || top.Order != bottom.Order || (top.Isolated && bottom.Isolated))
            return null;
        Fraction answer = top.Leading / bottom.Leading, plain = top.Plain / bottom.Plain;
        bool hasCosine = top.IsVersine || bottom.IsVersine;
        string square = Formulas.Power("x", top.Order);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"At $x = 0$ both the numerator and the denominator are zero, so divide both by ${square}$",
                hasCosine
                    ? @"Multiplying $1 - \cos(kx)$ by $1 + \cos(kx)$ gives $\sin^2(kx)$, so $\frac{1 - \cos(kx)}{x^2} \to \frac{k^2}{2}$"
                    : $@"As $\frac{{\sin(kx)}}{{kx}} \to 1$, the quotient $\frac{{\sin(kx)}}{{x}}$ tends to $k$"
                        + $@"{(top.IsTangent ? @", and so does $\frac{\tan(kx)}{x}$" : "")}",
                $@"So ${top.Over(square)}$ tends to ${top.Leading}$",
                $@"{(bottom.Isolated ? "The denominator divided in the same way is" : "In the same way the denominator tends to")} ${bottom.Leading}$",
                "The limit is "
                    + $@"{(top.Leading.IsInteger && bottom.Leading.IsInteger ? $@"$\frac{{{top.Leading}}}{{{bottom.Leading}}}$" : "the quotient of the two")}"
                    + (answer.ToString() == $@"\frac{{{top.Leading}}}{{{bottom.Leading}}}" ? "" : $", which is ${answer}$"),
            ],
            new($"Numerator and denominator both behave like ${square}$, so the limit is $1$", "1"),
            new("The numerator tends to $0$, so the limit is $0$", "0"),
            new($"The factors give ${1 / answer}$", (1 / answer).ToString()),
            hasCosine ? Slip.Careless(@"For small $x$ the expression $1 - \cos(kx)$ is about $k^2x^2$", (top.Plain / bottom.Plain).ToString()) : null,
            plain == answer ? Slip.Careless($"The limit is that of the numerator divided by ${square}$, ${top.Leading}$",
                top.Leading.ToString()) : null);
    }

    /// <summary>What stands above or below the line, which is <see cref="Leading"/> times x or x² for small x.</summary>
    private sealed partial record Factor(string Text, int Order, Fraction Leading, Fraction Plain)
    {
        public bool IsTangent => Text.Contains("tan", StringComparison.Ordinal);

        public bool IsVersine => Text.Contains("cos", StringComparison.Ordinal);

        /// <summary>Whether it is a mere power of x.</summary>
        public bool Isolated => !Text.Contains('\\', StringComparison.Ordinal);

        public string Over(string power) => $@"\frac{{{Text}}}{{{power}}}";

        public static Factor? Read(string text)
        {
            if (Form().Match(text) is not { Success: true } match)
                return null;
            Fraction k = match.Groups["k"].Value is { Length: > 0 } digits ? Formulas.Number(digits) : 1;
            if (k.IsZero)
                return null;
            return match.Groups["cos"].Success ? new(text, 2, k * k / 2, k * k)
                : new(text, match.Groups["square"].Success || match.Groups["x"].Success ? 2 : 1, k, k);
        }

        [GeneratedRegex(@"^(?:(?<x>x )?\\sin\((?<k>[0-9]{0,4})x\)|\\tan\((?<k>[0-9]{0,4})x\)|"
            + @"(?<cos>1 - \\cos)\((?<k>[0-9]{0,4})x\)|(?<k>[0-9]{0,4})x(?<square>\^2)?)$",
            RegexOptions.CultureInvariant)]
        private static partial Regex Form();
    }

    [GeneratedRegex(@"^\\frac\{(?<top>[^{}]+)\}\{(?<bottom>[^{}]+)\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
