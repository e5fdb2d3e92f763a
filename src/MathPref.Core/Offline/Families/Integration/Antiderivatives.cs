using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>A sum of powers, exponential functions, sines and cosines, term by term.</summary>
internal sealed partial class AntiderivativeOfSum() : ProblemFamily("antiderivative-sum", ["Integration", "Integral Calculus"],
[
    @"Find the indefinite integral $\int \left(<e0>\right) dx$.",
    @"Determine the antiderivatives $\int \left(<e0>\right) dx$.",
    @"Integrate term by term: $\int \left(<e0>\right) dx$.",
    @"What is $\int \left(<e0>\right) dx$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string kinds = level.Of("pp", "pppe", "pppresc", "ppresc", "ppresc");
        int count = level.Of(2, 2, 3, 3, 4), size = level.Of(9, 9, 12, 12, 15);
        List<Part> parts = [];
        while (parts.Count < count)
        {
            char kind = rng.Pick(kinds.ToCharArray());
            int n = kind switch
            {
                'p' => rng.Next(0, level.Of(2, 3, 4, 5, 6)),
                'r' => rng.Next(1, level.Of(1, 1, 2, 3, 4)),
                'e' => rng.NonZero(-3, 5),
                _ => rng.Next(1, 5),
            };
            if (!parts.Any(part => part.Kind == kind && (kind != 'p' || part.N == n)))
                parts.Add(new(rng.NonZero(parts.Count == 0 ? 1 : -size, size), kind, n));
        }
        return [Text(parts)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Read(values[0]) is not { Count: >= 2 and <= 4 } parts)
            return null;
        List<Part> answer = [.. parts.Select(part => part.Primitive())], undivided = [.. parts.Zip(answer, (p, a) => p.Kind == 'r' ? a : a with
        {
            Factor = a.Factor.Sign == p.Factor.Sign ? p.Factor : -p.Factor,
        })];
        int wave = parts.FindIndex(part => part.Kind is 's' or 'c');
        var turned = answer.Select((part, i) => i == wave ? part with { Factor = -part.Factor } : part).ToList();
        int last = parts.Count - 1;
        return new(AnswerKind.Expression, Text(answer) + " + C",
            [
                "The integral of a sum is the sum of the integrals of its terms",
                .. parts.Zip(answer, (part, primitive) => $"{Rule(part)} the term ${part}$ has the antiderivative ${primitive}$"),
                $"With the constant of integration the integral is ${Text(answer)} + C$",
            ],
            new($"The term ${parts[last]}$ has the antiderivative ${undivided[last]}$, and the others likewise", Text(undivided) + " + C"),
            wave < 0 ? null : Slip.Sign($"The term ${parts[wave]}$ has the antiderivative ${turned[wave]}$", Text(turned) + " + C"),
            Slip.Sign($"The term ${parts[last]}$ has the antiderivative ${answer[last] with { Factor = -answer[last].Factor }}$",
                Text([.. answer[..last], answer[last] with { Factor = -answer[last].Factor }]) + " + C"),
            Slip.Careless($"Together this is ${Text(answer[..last])}$", Text(answer[..last]) + " + C"));
    }

    private static string Rule(Part part) => part.Kind switch
    {
        'p' => "By the power rule",
        'r' when part.N == 1 => @"As $\ln|x|$ has the derivative $\frac{1}{x}$,",
        'r' => $"By the power rule for the exponent $-{Tex.Text(part.N)}$",
        'e' => $"As ${part with { Factor = 1 }}$ has the derivative ${part with { Factor = part.N }}$,",
        's' => $"As ${new Part(1, 'c', part.N)}$ has the derivative ${part with { Factor = -part.N }}$,",
        _ => $"As ${new Part(1, 's', part.N)}$ has the derivative ${part with { Factor = part.N }}$,",
    };

    private static string Text(List<Part> parts) => string.Concat(parts.Select((part, i) =>
        i == 0 ? part.ToString() : $"{(part.Factor.Sign < 0 ? " - " : " + ")}{part with { Factor = part.Factor.Abs() }}"));

    private static List<Part>? Read(string text)
    {
        string[] pieces = Signs().Split(text);
        List<Part> parts = [];
        for (int i = 0; i < pieces.Length; i += 2)
        {
            if (Term().Match(pieces[i]) is not { Success: true } match || (i > 0 && match.Groups["minus"].Length > 0))
                return null;
            int Int(string name, int otherwise) => match.Groups[name].Value switch
            {
                "" => otherwise,
                "-" => -otherwise,
                var digits => (int)Integrals.Number(digits).Numerator,
            };
            bool isNegative = match.Groups["minus"].Length > 0 || (i > 0 && pieces[i - 1] == "-");
            var (kind, n) = match.Groups["x"].Success ? ('p', Int("n", 1))
                : match.Groups["e"].Success ? ('e', Int("a", 1))
                : match.Groups["f"].Success ? (match.Groups["f"].Value[0], Int("b", 1))
                : match.Groups["r"].Success ? ('r', Int("m", 1)) : ('p', 0);
            if ((n == 0 && (kind != 'p' || match.Groups["x"].Success)) || match.Length == 0 || match.Value == "-")
                return null;
            parts.Add(new((isNegative ? -1 : 1) * (Fraction)Int(kind == 'r' ? "r" : "k", 1), kind, n));
        }
        return parts.Any(part => part.Factor.IsZero) ? null : parts;
    }

    [GeneratedRegex(" ([+-]) ", RegexOptions.CultureInvariant)]
    private static partial Regex Signs();

    [GeneratedRegex(@"^(?<minus>-?)(?:(?<k>[0-9]{0,6})(?:(?<x>x)(?:\^(?<n>[2-9]))?|(?<e>e)\^\{(?<a>-?[0-9]{0,3})x\}|\\(?<f>sin|cos)\((?<b>[0-9]{0,3})x\))?"
        + @"|\\frac\{(?<r>[0-9]{1,6})\}\{x(?:\^(?<m>[2-9]))?\})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    /// <summary>A multiple of x^n (p), x^-n (r), ln|x| (l), e^(nx), sin nx or cos nx.</summary>
    private sealed record Part(Fraction Factor, char Kind, int N)
    {
        public Part Primitive() => Kind switch
        {
            'p' => new(Factor / (N + 1), 'p', N + 1),
            'r' => N == 1 ? new(Factor, 'l', 1) : new(-Factor / (N - 1), 'r', N - 1),
            'e' => this with { Factor = Factor / N },
            's' => new(-Factor / N, 'c', N),
            _ => new(Factor / N, 's', N),
        };

        public override string ToString() => Kind switch
        {
            'p' => Polynomial.Term(Factor, new string('x', N)).ToString(),
            'r' => $@"{(Factor.Sign < 0 ? "-" : "")}\frac{{{(Fraction)Factor.Abs().Numerator}}}{{{Polynomial.Term(Factor.Denominator, new string('x', N))}}}",
            'l' => Tex.Times(Factor, @"\ln|x|"),
            'e' => Tex.Times(Factor, Integrals.Exp(N)),
            's' => Tex.Times(Factor, $@"\sin({Tex.Times(N, "x")})"),
            _ => Tex.Times(Factor, $@"\cos({Tex.Times(N, "x")})"),
        };
    }
}

/// <summary>The antiderivative with a given value.</summary>
internal sealed class AntiderivativeThroughPoint() : ProblemFamily("antiderivative-point", ["Integration", "Calculus"],
[
    "Find the function $F$ with $F'(x) = <0>$ and $F(<n1>) = <n2>$.",
    "Which antiderivative $F$ of $f(x) = <0>$ has the value $F(<n1>) = <n2>$?",
    "Determine $F(x)$ if $F'(x) = <0>$ and the graph of $F$ passes through the point $(<n1>, <n2>)$.",
    "The slope of a curve $y = F(x)$ at $x$ is $<0>$, and $F(<n1>) = <n2>$. What is $F(x)$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(1, 2, 2, 3, 4), size = level.Of(4, 4, 6, 7, 6);
        Polynomial p = rng.Next(-size, size);
        for (int n = 1; n <= degree; n++)
            p += Polynomial.Term((n == degree ? rng.NonZero(-size, size) : rng.Next(-size, size)) * (n + 1), new string('x', n));
        return [p.ToString(), Tex.Text(rng.Next(level.Of(1, 0, -2, -3, -4), level.Of(2, 2, 3, 3, 3))), Tex.Text(rng.NonZero(-size - 3, size + 3))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction at = Integrals.Number(values[1]), value = Integrals.Number(values[2]);
        if (Integrals.InX(values[0], 1, 8) is not { } p)
            return null;
        var f = Integrals.Of(p);
        Fraction there = f.At(at), constant = value - there;
        var undivided = Integrals.Undivided(p);
        string Named(Polynomial of) => $"F(x) = {of}";
        return new(AnswerKind.Expression, Named(f + constant),
            [
                $"The antiderivatives are $F(x) = {f} + C$",
                $"At $x = {at}$ this is ${there} + C$",
                $"So ${there} + C = {value}$, which gives $C = {value} - {there.Bracketed()} = {constant}$",
                $"The function is ${Named(f + constant)}$",
            ],
            constant == value ? null : Slip.Careless($"The constant is the given value, $C = {value}$", Named(f + value)),
            Slip.Sign($"From ${there} + C = {value}$ follows $C = {value + there}$", Named(f + value + there)),
            Slip.Careless($"An antiderivative is ${f}$, and the constant is $0$", Named(f)),
            new($"The antiderivatives are ${undivided} + C$", Named(undivided + (value - undivided.At(at)))));
    }
}

/// <summary>kx^(m-1)(ax^m + b)^n by substitution.</summary>
internal sealed partial class SubstitutionIntegral() : ProblemFamily("integral-by-substitution", ["Integration"],
[
    @"Use a substitution to find $\int <e0> \, dx$.",
    @"Find $\int <e0> \, dx$ by substituting for the inner function.",
    @"Integrate by substitution: $\int <e0> \, dx$.",
    @"Which functions have the derivative $<e0>$? Give $\int <e0> \, dx$ by a substitution.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int m = level.Of(1, rng.Next(1, 2), 2, rng.Next(2, 3), rng.Next(2, 4)), n = rng.Next(2, level.Of(4, 5, 6, 7, 9));
        Fraction a = rng.NonZero(level.Of(1, 1, 1, -4, -7), level.Of(4, 5, 5, 7, 9)), b = rng.NonZero(-9, 9);
        var k = level.Number < 4 && rng.Percent(60) ? a.Abs() * m * rng.Next(1, 4) : rng.Next(1, level.Of(6, 9, 12, 12, 20));
        var inner = Polynomial.Term(a, new string('x', m)) + b;
        return [$"{Tex.Times(k, m == 1 ? "" : Power(m - 1))}({inner})^{Tex.Text(n)}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Integrals.InX(match.Groups["u"].Value, 1, 8) is not { Terms.Count: 2 } u || u[""].IsZero)
            return null;
        int m = u.Degree, n = match.Groups["n"].Value[0] - '0';
        Fraction k = match.Groups["k"].Value is { Length: > 0 } digits ? Integrals.Number(digits) : 1, a = u.Terms[0].Value;
        string x = match.Groups["x"].Value;
        if (x != (m == 1 ? "" : Power(m - 1)) || k.IsZero)
            return null;
        Fraction factor = k / (a * m), answer = factor / (n + 1);
        string Result(Fraction f, int power) => $"{Tex.Multiple(f, $"({u})^{(power > 9 ? $"{{{(Fraction)power}}}" : Tex.Text(power))}")} + C";
        return new(AnswerKind.Expression, Result(answer, n + 1),
            [
                $"Substitute $u = {u}$, so that $du = {Polynomial.Term(a * m, new string('x', m - 1))} \\, dx$",
                $"Then ${Tex.Times(k, x)} \\, dx = {Tex.Times(factor, "")} \\, du$, and the integral is "
                    + $"$\\int {(factor == 1 ? "" : factor.ToString())}u^{Tex.Text(n)} \\, du$",
                $"By the power rule it is ${Tex.Multiple(answer, $"u^{(n + 1 > 9 ? "{10}" : Tex.Text(n + 1))}")} + C$",
                $"Put back $u = {u}$: the integral is ${Result(answer, n + 1)}$",
            ],
            new($"Raise the exponent of the bracket and divide by it: the integral is ${Result(k / (n + 1), n + 1)}$", Result(k / (n + 1), n + 1)),
            new($"Multiply by the inner derivative's factor: the integral is ${Result(k * a * m / (n + 1), n + 1)}$", Result(k * a * m / (n + 1), n + 1)),
            Slip.Careless($"The power rule gives ${Result(factor / n, n + 1)}$", Result(factor / n, n + 1)),
            Slip.Careless($"The power rule gives ${Result(factor, n + 1)}$", Result(factor, n + 1)),
            Slip.Sign($"The power rule gives ${Result(-answer, n + 1)}$", Result(-answer, n + 1)));
    }

    private static string Power(int exponent) => Polynomial.Term(1, new string('x', exponent)).ToString();

    [GeneratedRegex(@"^(?<k>[0-9]{0,6})(?<x>(?:x(?:\^[2-7])?)?)\((?<u>[^()]{3,40})\)\^(?<n>[2-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
