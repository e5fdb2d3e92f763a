using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>(px + q) times an exponential function, a sine or a cosine.</summary>
internal sealed partial class IntegrationByParts() : ProblemFamily("integration-by-parts", ["Integration"],
[
    @"Use integration by parts to find $\int <e0> \, dx$.",
    @"Find $\int <e0> \, dx$ with the method of integration by parts.",
    @"Integrate by parts: $\int <e0> \, dx$.",
    @"What does integration by parts give for $\int <e0> \, dx$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction p = rng.Next(1, level.Of(6, 7, 9, 12, 15)), q = level.Number == 1 ? 0 : rng.Next(-9, 9);
        int a = level.Of(rng.Next(1, 3), rng.Next(1, 4), rng.NonZero(-3, 4), rng.NonZero(-5, 5), rng.Pick(-7, -6, -5, -4, -3, 3, 4, 5, 6, 7));
        string kind = rng.Pick(level.Of<string[]>(["e"], ["e", "e", "sin"], ["e", "sin", "cos"], ["e", "sin", "cos"], ["sin", "cos", "e"]));
        return [Product(Polynomial.Linear(p, q), kind == "e" ? Integrals.Exp(a) : Wave(kind, Math.Abs(a)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Integrals.InX(match.Groups["u"].Value, 1, 1) is not { } u)
            return null;
        string wave = match.Groups["f"].Value, digits = match.Groups["a"].Value;
        Fraction a = digits switch { "" => 1, "-" => -1, _ => Integrals.Number(digits) }, p = u["x"];
        if (a.IsZero || (wave.Length > 0 && a.Sign < 0))
            return null;
        string g = wave.Length == 0 ? Integrals.Exp(a) : Wave(wave, a), other = wave switch { "" => g, "sin" => Wave("cos", a), _ => Wave("sin", a) };
        // g is the derivative of s/a times the other function, and that has the antiderivative t/a² times g.
        int s = wave == "sin" ? -1 : 1, t = wave.Length == 0 ? 1 : -1;
        string Result(Fraction first, Fraction second) => wave.Length == 0
            ? Product(u * first + Polynomial.Term(second * p, ""), g) + " + C"
            : Joined(Product(u * first, other), second * p, g) + " + C";
        Fraction one = s / a, two = -t / (a * a);
        return new(AnswerKind.Expression, Result(one, two),
            [
                $@"Take $u = {u}$ and $v' = {g}$, so that $u' = {p}$ and $v = {Tex.Times(one, other)}$",
                @"Integration by parts is $\int u v' \, dx = u v - \int u' v \, dx$",
                $@"Here $u v = {Product(u * one, other)}$, and $\int u' v \, dx = \int {Tex.Times(p * one, other)} \, dx = {Tex.Times(-p * two, g)}$",
                $"The integral is ${Result(one, two)}$",
            ],
            Slip.Sign($@"Integration by parts is $\int u v' \, dx = u v + \int u' v \, dx$, so the integral is ${Result(one, -two)}$", Result(one, -two)),
            Slip.Careless($"The integral is $u v$, that is ${Product(u * one, other)} + C$", Result(one, 0)),
            new($"Here $v = {Tex.Times(s * a, other)}$, so the integral is ${Result(s * a, -t * a * a)}$", Result(s * a, -t * a * a)),
            new($"The integral of the product is the product of the integrals, ${Product(Integrals.Of(u) * one, other)} + C$",
                Product(Integrals.Of(u) * one, other) + " + C"),
            wave.Length == 0 ? null : Slip.Sign($"Here $v = {Tex.Times(-one, other)}$, so the integral is ${Result(-one, -two)}$", Result(-one, -two)),
            Slip.Careless($@"Here $\int u' v \, dx = {Tex.Times(-p * two * a, g)}$, so the integral is ${Result(one, two * a)}$", Result(one, two * a)));
    }

    private static string Wave(string name, Fraction a) => $@"\{name}({Tex.Times(a, "x")})";

    private static string Product(Polynomial p, string of) => p.IsZero ? "0" : p.Terms.Count > 1 ? $"({p}){of}"
        : $"{(p.SameAs(1) ? "" : p.SameAs(-1) ? "-" : p)}{of}";

    private static string Joined(string first, Fraction factor, string of) =>
        factor.IsZero ? first : $"{first} {(factor.Sign < 0 ? "-" : "+")} {Tex.Times(factor.Abs(), of)}";

    [GeneratedRegex(@"^(?:\((?<u>[^()]{3,40})\)|(?<u>[0-9]{0,6}x))(?:e\^\{(?<a>-?[0-9]{0,3})x\}|\\(?<f>sin|cos)\((?<a>[0-9]{0,3})x\))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>x^n times a logarithm from 1 to e.</summary>
internal sealed partial class LogarithmByParts() : ProblemFamily("integral-of-logarithm", ["Integration", "Integral Calculus"],
[
    @"Evaluate $\int_{1}^{<e0>} <e1> \, dx$ exactly by taking the logarithm as $u$.",
    @"Take the logarithm as $u$ and integrate by parts to compute $\int_{1}^{<e0>} <e1> \, dx$.",
    @"What is the exact value of $\int_{1}^{<e0>} <e1> \, dx$, a product with a logarithm?",
    @"Find $\int_{1}^{<e0>} <e1> \, dx$ by parts, differentiating the logarithm.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = rng.Next(level.Of(0, 0, 0, 1, 2), level.Of(1, 2, 3, 4, 5)), b = rng.Next(2, level.Of(3, 5, 6, 7, 8));
        Fraction k = rng.Next(1, level.Of(9, 9, 12, 15, 20));
        return [rng.Percent(30) ? "e" : Tex.Text(b), n == 0 ? Tex.Times(k, @"\ln x") : $@"{Polynomial.Term(k, new string('x', n))} \ln x"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[1]) is not { Success: true } match || (values[0] != "e" && !Limit().IsMatch(values[0])))
            return null;
        Fraction k = match.Groups["k"].Value is { Length: > 0 } digits ? Integrals.Number(digits) : 1;
        int n = match.Groups["n"].Length > 0 ? match.Groups["n"].Value[0] - '0' : match.Groups["x"].Length, m = n + 1;
        bool isE = values[0] == "e";
        Fraction b = isE ? 1 : Integrals.Number(values[0]), first = k / m, second = k / (m * m);
        if (k.IsZero || b < 1 || (!isE && b == 1))
            return null;
        var power = Polynomial.Term(1, new string('x', m));
        // The parts are f b^m ln b and -s (b^m - 1), where ln e is 1.
        string Result(Fraction f, Fraction s, Fraction low) => isE
            ? Tex.Sum((f - s, Integrals.TimesExp(1, m)), (s * low, ""))
            : Integrals.Logs((f * b.Pow(m), b)) is var log && s * (low - b.Pow(m)) is var rest && rest.IsZero ? log : $"{log} {Tex.Plus(rest)}";
        string answer = Result(first, second, 1);
        return new(AnswerKind.Value, answer,
            [
                $@"Take $u = \ln x$ and $v' = {Polynomial.Term(k, new string('x', n))}$, so that $u' = \frac{{1}}{{x}}$ and $v = {power * first}$",
                $@"By parts an antiderivative is ${power * first} \ln x - \int {Polynomial.Term(first, new string('x', n))} \, dx "
                    + $@"= {power * first} \ln x - {power * second}$",
                $@"At $x = {values[0]}$ it is ${Result(first, second, 0)}$, and at $x = 1$, where $\ln 1 = 0$, it is ${-second}$",
                $"The difference is ${answer}$",
            ],
            Slip.Careless($@"At $x = 1$ the antiderivative is $0$, so the integral is ${Result(first, second, 0)}$", Result(first, second, 0)),
            Slip.Sign($@"An antiderivative is ${power * first} \ln x + {power * second}$", Result(first, -second, 1)),
            new($@"An antiderivative is ${power * first} \ln x$, so the integral is ${Result(first, 0, 1)}$", Result(first, 0, 1)),
            Slip.Sign($"Adding the value at $x = 1$ gives ${Result(first, second, -1)}$", Result(first, second, -1)));
    }

    [GeneratedRegex(@"^(?<k>[0-9]{0,6})(?<x>(?:x(?:\^(?<n>[2-9]))?)?) ?\\ln x\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^[0-9]{1,6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Limit();
}
