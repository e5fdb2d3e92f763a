using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>The unknown constant in the closed form of a sum.</summary>
internal sealed class InductionConstant() : ProblemFamily("induction-constant", ["Mathematical Induction"],
[
    @"For which number $c$ can $\sum_{k=1}^{n} (<0>) = \frac{<e1>}{6}$ be proved by induction for all positive integers $n$?",
    @"Find the constant $c$ for which $\sum_{k=1}^{n} (<0>) = \frac{<e1>}{6}$ holds for every positive integer $n$.",
    @"The formula $\sum_{k=1}^{n} (<0>) = \frac{<e1>}{6}$ is to be proved by induction on $n \ge 1$. Determine $c$.",
    @"A proof by induction shows that $\sum_{k=1}^{n} (<0>) = \frac{<e1>}{6}$ for all $n \ge 1$. What is the value of $c$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(1, level.Of(2, 3, 4, 6, 9)), b = level.Number == 1 ? rng.Next(0, 6)
            : rng.NonZero(-level.Of(1, 3, 8, 12, 20), level.Of(1, 3, 8, 12, 20));
        Fraction c = level.Number < 3 ? 0 : rng.NonZero(-level.Of(1, 1, 8, 12, 20), level.Of(1, 1, 8, 12, 20));
        var (square, linear, _) = Closed(a, b, c);
        // Without a constant in the summand n + 1 can be taken out.
        string right = c.IsZero ? $"n(n + 1)({Tex.Times(2 * a, "n")} + c)" : $"n({Tex.Sum((square, "n^2"), (linear, "n"))} + c)";
        return [Tex.Sum((a, "k^2"), (b, "k"), (c, "")), right];
    }

    /// <summary>The coefficients of 6(sum)/n.</summary>
    private static (Fraction Square, Fraction Linear, Fraction Constant) Closed(Fraction a, Fraction b, Fraction c) =>
        (2 * a, 3 * a + 3 * b, a + 3 * b + 6 * c);

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } summand || !summand.IsIn('k', 2) || summand.Terms.Any(term => term.Value.Bits > 30))
            return null;
        if (values[1].Length > 80 || ExpressionReader.ReadPolynomial(values[1]) is not { } right)
            return null;
        var (square, linear, c) = Closed(summand["kk"], summand["k"], summand[""]);
        bool factored = values[1].StartsWith("n(n + 1)(", StringComparison.Ordinal);
        var n = Polynomial.Term(1, "n");
        var known = n * (Polynomial.Term(square, "nn") + Polynomial.Term(linear, "n"));
        var letter = factored ? Polynomial.Term(1, "cnn") + Polynomial.Term(1, "cn") : Polynomial.Term(1, "cn");
        if (factored ? !right.SameAs(n * (n + 1) * Polynomial.Term(square, "n") + letter) || linear - square != c : !right.SameAs(known + letter))
            return null;
        Fraction first = summand.At(1), second = summand.At(2);
        // What stands beside c for n = 1, and the factor before it.
        Fraction beside = factored ? square : square + linear, factor = factored ? 2 : 1, two = factored ? 2 * square : 4 * square + 2 * linear;
        Fraction times = factored ? 6 : 2;
        return new(AnswerKind.Value, c.ToString(),
            [
                "A formula that holds for all $n$ holds for $n = 1$ too, the base case",
                $"For $n = 1$ the left side is ${first}$",
                $@"The right side is $\frac{{{(factored ? $"{factor}(c {Tex.Plus(beside)})" : $"c {Tex.Plus(beside)}")}}}{{6}}$",
                $"From $c {Tex.Plus(beside)} = {6 * first / factor}$ it follows that $c = {c}$",
                $@"For $n = 2$ both sides are ${first + second}$: $\frac{{{times} \cdot {(two + c).Bracketed()}}}{{6}} = {first + second}$",
                "In the step from $n$ to $n + 1$ the right side grows by the summand for $k = n + 1$, so the formula holds for all $n$",
            ],
            Slip.Sign($"From $c {Tex.Plus(beside)} = {6 * first / factor}$ it follows that $c = {-c}$", (-c).ToString()),
            Slip.Careless($"From $c {Tex.Plus(beside)} = {first}$ it follows that $c = {first - beside}$", (first - beside).ToString()),
            new($"For $n = 0$ the right side is $\\frac{{c}}{{6}}$ and the left side is ${summand[""]}$", (6 * summand[""]).ToString()),
            factored ? Slip.Careless($"From $c {Tex.Plus(beside)} = {6 * first}$ it follows that $c = {6 * first - beside}$", (6 * first - beside).ToString())
                : null);
    }
}

/// <summary>What is added to a sum in the step from n to n + 1.</summary>
internal sealed partial class InductionIncrement() : ProblemFamily("induction-increment", ["Mathematical Induction"],
[
    @"Let $S(n) = <e0>$. In a proof by induction, which expression in $n$ must be added to $S(n)$ to get $S(n + 1)$?",
    @"A claim about $S(n) = <e0>$ is to be proved by induction. Find $S(n + 1) - S(n)$ as an expression in $n$.",
    @"In the induction step for the sum $S(n) = <e0>$ one writes $S(n + 1) = S(n) + d$. Express $d$ in terms of $n$.",
    @"By what does the sum $S(n) = <e0>$ grow in the induction step from $n$ to $n + 1$? Give an expression in $n$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 6, 9, 9, 12);
        var (lower, upper) = level.Number < 3 ? ("1", "n") : level.Number == 3 ? rng.Pick(("1", "n"), ("0", "n"), ("1", "2n"))
            : rng.Pick(("1", "2n"), ("n + 1", "2n"), ("n", "2n"));
        var second = rng.NonZero(-most, most);
        string body = level.Number == 1 ? Tex.Sum((rng.Next(1, most), "k"), (rng.NonZero(-most, most), ""))
            : rng.Percent(50) ? $"({Tex.Sum((rng.Next(1, most), "k"), (second, ""))})({Tex.Sum((rng.Next(1, 4), "k"), (rng.NonZero(-most, most), ""))})"
            : Tex.Sum((rng.Next(1, most), level.Number < 4 ? "k^2" : "k^3"), (rng.NonZero(-most, most), "k"), (rng.NonZero(-most, most), ""));
        return [$@"\sum_{{k={lower}}}^{{{upper}}} {(body[0] == '(' ? body : $"({body})")}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Sum().Match(values[0]) is not { Success: true } match)
            return null;
        string body = match.Groups["body"].Value, lower = match.Groups["lower"].Value, upper = match.Groups["upper"].Value;
        if (ExpressionReader.ReadPolynomial(body) is not { Degree: > 0 and < 5 } f || !f.Terms.All(term => term.Key.All(c => c == 'k') && term.Value.Bits < 30))
            return null;
        // f(an + b), by Horner's scheme.
        Polynomial At(int a, int b)
        {
            Polynomial value = 0, argument = Polynomial.Linear(a, b, "n");
            for (int i = f.Degree; i >= 0; i--)
                value = value * argument + f[new('k', i)];
            return value;
        }
        string bare = body.Count(c => c == '(') == 1 ? body[1..^1] : body;
        Polynomial[] added = upper == "n" ? [At(1, 1)] : [At(2, 1), At(2, 2)];
        string[] addedFor = upper == "n" ? ["n + 1"] : ["2n + 1", "2n + 2"];
        Polynomial? lost = lower == "n + 1" ? At(1, 1) : lower == "n" ? At(1, 0) : null;
        var answer = added.Aggregate((Polynomial)0, (sum, term) => sum + term) - (lost ?? 0);
        var last = answer.ToString();
        return new(AnswerKind.Expression, last,
            [
                $"The sum $S(n)$ runs from $k = {lower}$ to $k = {upper}$",
                $"In $S(n + 1)$ the upper end is ${addedFor[^1]}$, so {(added.Length == 1 ? "the summand" : "the summands")} for " +
                    $"{List([.. addedFor.Select(k => $"$k = {k}$")])} {(added.Length == 1 ? "is" : "are")} new",
                lost is null ? $"The lower end $k = {lower}$ stays the same, so nothing is lost"
                    : $"The lower end rises from ${lower}$ to ${(lower == "n" ? "n + 1" : "n + 2")}$, so the summand for $k = {lower}$, which is ${lost}$, " +
                        "is lost",
                added.Length == 1 ? $"The new summand is ${bare.Replace("(k ", "(n + 1 ").Replace("k", "(n + 1)")} = {added[0]}$"
                    : $"The new summands are ${added[0]}$ and ${added[1]}$",
                $"So $S(n + 1) - S(n) = {last}$",
            ],
            new($"The summand for $k = n$ is added: it is ${At(1, 0)}$", At(1, 0).ToString()),
            lost is null ? null : Slip.Careless($"The new summands add up to ${added[0] + added[^1]}$", (added[0] + added[^1]).ToString()),
            added.Length == 1 ? Slip.Careless($"The new summand is ${f.ToString().Replace('k', 'n')} + 1$", (At(1, 0) + 1).ToString())
                : Slip.Careless($"The upper end is now $2n + 2$, so the summand for $k = 2n + 2$, which is ${added[1]}$, is new",
                    (added[1] - (lost ?? 0)).ToString()),
            added.Length == 1 ? Slip.Sign($"The new summand is the one for $k = n - 1$: it is ${At(1, -1)}$", At(1, -1).ToString())
                : new($"The summand for $k = 2n + 1$, which is ${added[0]}$, is new", (added[0] - (lost ?? 0)).ToString()));
    }

    [GeneratedRegex(@"^\\sum_\{k=(?<lower>0|1|n|n \+ 1)\}\^\{(?<upper>n|2n)\} (?<body>\([^\\{}]{1,80}\))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sum();
}

/// <summary>The least m from which on a^n is larger than a polynomial.</summary>
internal sealed class InductionStart() : ProblemFamily("induction-start", ["Mathematical Induction"],
[
    @"What is the least positive integer $m$ such that $<n0>^n > <1>$ holds for all integers $n \ge m$?",
    @"The inequality $<n0>^n > <1>$ is to be proved by induction for all $n \ge m$. Find the least positive integer $m$ for which it is true.",
    @"With which positive integer $m$ can an induction proof of $<n0>^n > <1>$ for all $n \ge m$ begin at the earliest?",
    @"Find the smallest positive integer $m$ for which $<n0>^n > <1>$ is true for every integer $n \ge m$.",
])
{
    private const int Last = 60;

    protected override string[] Draw(Rng rng, Level level)
    {
        int a = rng.Next(2, level.Of(2, 3, 4, 4, 5)), most = level.Of(9, 12, 20, 40, 90);
        Fraction square = level.Number < 3 ? 0 : rng.Next(1, most), cube = level.Number < 5 ? 0 : rng.Next(1, 9);
        return [Tex.Text(a), Tex.Sum((cube, "n^3"), (square, "n^2"), (level.Number < 3 ? rng.Next(2, most) : rng.Next(0, most), "n"), (rng.Next(0, most), ""))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 2, 9) is not { } a || ExpressionReader.ReadPolynomial(values[1]) is not { Degree: > 0 and < 5 } p || !p.IsIn('n', p.Degree))
            return null;
        if (p.Terms.Any(term => !term.Value.IsInteger || term.Value.Sign < 0 || term.Value.CompareTo(1000) > 0))
            return null;
        // a^n grows at least by the factor 2; a polynomial with nonnegative coefficients by less than ((n + 1)/n)^4 < 2 from n = 6 on.
        bool[] holds = new bool[Last + 1];
        var power = BigInteger.One;
        for (int n = 1; n <= Last; n++)
        {
            power *= a;
            holds[n] = power > p.At(n).Numerator;
        }
        int m = Array.LastIndexOf(holds, false) + 1;
        if (m is 1 or > Last - 10 || Enumerable.Range(m, 6).Any(n => p.At(n + 1) >= a * p.At(n)))
            return null;
        int firstTrue = Array.IndexOf(holds, true);
        Fraction Power(int n) => ((Fraction)a).Pow(n);
        string Compared(int n) => holds[n] ? $"{Power(n)} > {p.At(n)}" : $@"{Power(n)} \le {p.At(n)}";
        return new(AnswerKind.Value, Digits(m),
            [
                "For large $n$ the power on the left wins, so look for the last $n$ at which the inequality fails",
                $"For $n = {Digits(m - 1)}$ it is false: ${Compared(m - 1)}$",
                $"For $n = {Digits(m)}$ it is true: ${Compared(m)}$",
                $"For $n = {Digits(m + 1)}$ it is true as well: ${Compared(m + 1)}$",
                $"From then on the left side grows by the factor ${Digits(a)}$ in each step and the right side by a smaller one, so the induction step works",
                $"The least start is $m = {Digits(m)}$",
            ],
            Slip.Careless($"The last comparison that is needed is the one at $n = {Digits(m - 1)}$, so this is the start", Digits(m - 1)),
            Slip.Careless($"It is true for $n = {Digits(m)}$, since ${Compared(m)}$, so the start is the next number, $m = {Digits(m + 1)}$", Digits(m + 1)),
            firstTrue < m ? new($"For $n = {Digits(firstTrue)}$ it is true: ${Compared(firstTrue)}$", Digits(firstTrue))
                : new("The base case of an induction is $n = 1$", "1"));
    }
}
