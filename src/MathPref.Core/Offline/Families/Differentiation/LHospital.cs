using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>A limit 0/0 at 0 of sums of e^(kx), sin(kx), cos(kx), ln(1 + kx) and powers of x.</summary>
internal sealed partial class LHospital() : ProblemFamily("lhospital", ["Calculus", "Limits and Continuity"],
[
    @"Use l'Hospital's rule to compute $\lim_{x \to 0} \frac{<e0>}{<e1>}$.",
    @"Apply l'Hospital's rule to find $\lim_{x \to 0} \frac{<e0>}{<e1>}$.",
    @"Which number is the limit $\lim_{x \to 0} \frac{<e0>}{<e1>}$, by l'Hospital's rule?",
    @"Evaluate $\lim_{x \to 0} \frac{<e0>}{<e1>}$ by differentiating the numerator and the denominator.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int a = rng.Next(1, level.Of(9, 9, 9, 9, 12)), b = rng.NonZero(level.Number < 3 ? 1 : -9, 9), c = rng.Next(1, 9);
        string ax = Tex.Times(a, "x"), bx = Tex.Times(b, "x"), exp = a == 1 ? "e^x" : $"e^{{{ax}}}", minusAx = $"- {ax}", square = Tex.Times(b, "x^2");
        string Any(int k) => rng.Next(1, 3) switch { 1 => $"e^{{{Tex.Times(k + 1, "x")}}} - 1", 2 => $@"\sin({Tex.Times(k, "x")})", _ =>
            $@"\ln(1 + {Tex.Times(k, "x")})" };
        if (level.Number <= 2)
            return [rng.Percent(50) ? exp + " - 1" : $@"\ln(1 + {ax})", bx];
        if (level.Number == 3)
        {
            return rng.Next(1, 4) switch
            {
                1 => [Any(a), $@"\sin({Tex.Text(c + 1)}x)"],
                2 => [$"{exp} - {(a == 3 ? "e^{2x}" : "e^{3x}")}", bx],
                3 => [$"{exp} - 1 {minusAx}", square],
                _ => [$"{Any(a)} + {Tex.Times(c, "x")}", bx],
            };
        }
        return rng.Next(1, level.Number == 4 ? 3 : 5) switch
        {
            1 => [$"{exp} - 1 {minusAx}", square],
            2 => [$@"\ln(1 + {ax}) {minusAx}", square],
            3 => [$@"{exp} - \cos({Tex.Times(c, "x")}) {minusAx}", square],
            4 => [$@"{ax} - \sin({ax})", Tex.Times(b, "x^3")],
            _ => [$"{exp} - 1 {minusAx} - {Tex.Multiple(new Fraction(a * a, 2), "x^2")}", Tex.Times(b, "x^3")],
        };
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Series.Read(values[0]) is not { } top || Series.Read(values[1]) is not { } bottom)
            return null;
        int order = bottom.Order;
        if (order is 0 or > 3 || top.Order < order)
            return null;
        Fraction u = top.Derivative(order), v = bottom.Derivative(order), answer = u / v;
        string primes = new('\'', order), times = order switch { 1 => "once", 2 => "twice", _ => "three times" };
        List<string> steps = ["At $x = 0$ both the numerator $u$ and the denominator $v$ are zero, so l'Hospital's rule applies"];
        for (int i = 1; i <= order; i++)
        {
            string marks = new('\'', i);
            steps.Add(i < order
                ? $"The derivatives are $u{marks} = {top.Differentiated(i)}$ and $v{marks} = {bottom.Differentiated(i)}$, again both zero at $x = 0$"
                : $"The {(i == 1 ? "" : "next ")}derivatives are $u{marks} = {top.Differentiated(i)}$ and $v{marks} = {bottom.Differentiated(i)}$");
        }
        steps.Add($"At $x = 0$ they have the values ${u}$ and ${v}$, so the limit is ${answer}$");
        if (order == 1)
            steps.Insert(1, @"The limit is that of $\frac{u'}{v'}$");
        Fraction wrong = order == 1 ? 0 : top.Derivative(order) / bottom.Derivative(order) * (order == 2 ? 2 : 6);
        return new(AnswerKind.Value, answer.ToString(), steps,
            new($@"Both the numerator and the denominator tend to $0$, so the limit is $\frac{{0}}{{0}} = 1$", "1"),
            new("The numerator tends to $0$, so the limit is $0$", "0"),
            order == 1 ? null : Slip.Careless($"The derivative is $v{primes} = {v / (order == 2 ? 2 : 6)}$", wrong.ToString()),
            Slip.Sign($"Differentiated {times}, the numerator is ${-u}$ at $x = 0$", (-answer).ToString()),
            answer.IsZero ? null : new($"The limit is the quotient of the values, ${1 / answer}$", (1 / answer).ToString()));
    }

    /// <summary>A sum of multiples of e^(kx), sin(kx), cos(kx), ln(1 + kx) and powers of x, with its derivatives.</summary>
    private sealed partial class Series(IReadOnlyList<(Fraction Factor, string Name, Fraction K)> terms)
    {
        /// <summary>The first derivative that is not zero at 0; 4 where there is none up to the third.</summary>
        public int Order => Enumerable.Range(0, 4).FirstOrDefault(n => !Derivative(n).IsZero, 4);

        public static Series? Read(string text)
        {
            if (text.Length > 80 || Whole().Match(text) is not { Success: true } match)
                return null;
            List<(Fraction, string, Fraction)> terms = [];
            var signs = match.Groups["sign"].Captures;
            for (int i = 0; i < match.Groups["term"].Captures.Count; i++)
            {
                var term = Term().Match(match.Groups["term"].Captures[i].Value);
                Fraction sign = signs[i].Value.Contains('-', StringComparison.Ordinal) ? -1 : 1;
                string k = term.Groups["k"].Value;
                Fraction rate = k.Length == 0 ? 1 : Formulas.Number(k);
                string name = term.Groups["name"].Value is { Length: > 0 } written ? written : term.Groups["e"].Success ? "exp" : "power";
                if (rate.IsZero)
                    return null;
                if (name != "power")
                {
                    terms.Add((sign, name, rate));
                    continue;
                }
                Fraction n = term.Groups["n"].Value is { Length: > 0 } digit ? Formulas.Number(digit) : term.Groups["x"].Success ? 1 : 0;
                terms.Add((sign * rate / (term.Groups["half"].Success ? Formulas.Number(term.Groups["half"].Value) : 1), "power", n));
            }
            return new(terms);
        }

        /// <summary>The n-th derivative at 0.</summary>
        public Fraction Derivative(int n) => terms.Aggregate((Fraction)0, (sum, term) => sum + term.Factor * (term.Name switch
        {
            "exp" => term.K.Pow(n),
            "sin" => n % 2 == 0 ? 0 : (n % 4 == 1 ? 1 : -1) * term.K.Pow(n),
            "cos" => n % 2 == 1 ? 0 : (n % 4 == 0 ? 1 : -1) * term.K.Pow(n),
            "ln" => n switch { 0 => 0, 1 => term.K, 2 => -term.K.Pow(2), _ => 2 * term.K.Pow(3) },
            _ => term.K == n ? Factorial(n) : 0,
        }));

        /// <summary>The n-th derivative as a formula.</summary>
        public string Differentiated(int n) => Tex.Sum(terms.Select(term => Differentiated(term.Factor, term.Name, term.K, n)));

        private static (Fraction Factor, string Of) Differentiated(Fraction factor, string name, Fraction k, int n)
        {
            string kx = Tex.Times(k, "x");
            var power = factor * k.Pow(n);
            return name switch
            {
                "exp" => (power, k == 1 ? "e^x" : $"e^{{{kx}}}"),
                "sin" => (n % 4 >= 2 ? -power : power, $@"\{(n % 2 == 0 ? "sin" : "cos")}({kx})"),
                "cos" => (n % 4 is 1 or 2 ? -power : power, $@"\{(n % 2 == 0 ? "cos" : "sin")}({kx})"),
                "ln" => (n == 2 ? -factor : factor, $@"\frac{{{(n == 3 ? 2 : 1) * k.Pow(n)}}}{{{Formulas.Power(n == 1 ? $"1 + {kx}" : $"(1 + {kx})", n)}}}"),
                _ => Power(factor, (int)k.Numerator, n),
            };
        }

        private static (Fraction Factor, string Of) Power(Fraction factor, int exponent, int n)
        {
            for (int i = 0; i < n; i++)
                factor *= exponent - i;
            return (factor, exponent <= n ? "" : Formulas.Power("x", exponent - n));
        }

        private static Fraction Factorial(int n) => n switch { < 2 => 1, 2 => 2, _ => 6 };

        private const string Kinds = @"e\^x|e\^\{[0-9]{0,3}x\}|\\(?:sin|cos)\([0-9]{0,3}x\)|\\ln\(1 \+ [0-9]{0,3}x\)|[0-9]{0,3}x(?:\^[2-3])?|1"
            + @"|\\frac\{[0-9]{0,3}x\^2\}\{2\}";

        [GeneratedRegex($"^(?<sign>-?)(?<term>{Kinds})(?:(?<sign> [+-] )(?<term>{Kinds})){{0,5}}$", RegexOptions.CultureInvariant)]
        private static partial Regex Whole();

        [GeneratedRegex(@"^(?:(?<e>e)\^(?:x|\{(?<k>[0-9]{0,3})x\})|\\(?<name>sin|cos)\((?<k>[0-9]{0,3})x\)|\\(?<name>ln)\(1 \+ (?<k>[0-9]{0,3})x\)|"
            + @"(?<k>[0-9]{0,3})(?<x>x)(?:\^(?<n>[2-3]))?|(?<k>1)|\\frac\{(?<k>[0-9]{0,3})x\^(?<n>2)\}\{(?<half>2)\})$",
            RegexOptions.CultureInvariant)]
        private static partial Regex Term();
    }
}
