using System.Numerics;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>The sum of all coefficients of (ax + b)^n, or of those of the even or the odd powers.</summary>
internal sealed class CoefficientSum() : ProblemFamily("coefficient-sum", ["Binomial Theorem"],
[
    "What is the sum of the coefficients of <e0> powers of $x$ in the expansion of $(<1>)^{<n2>}$?",
    "Find the sum of the coefficients of <e0> powers of $x$ when $(<1>)^{<n2>}$ is expanded.",
    "Without expanding, compute the sum of the coefficients of <e0> powers of $x$ in $(<1>)^{<n2>}$.",
    "The coefficients of <e0> powers of $x$ in the expansion of $(<1>)^{<n2>}$ are added. Determine their sum.",
])
{
    private static readonly string[] s_powers = ["all", "the even", "the odd"];

    protected override string[] Draw(Rng rng, Level level)
    {
        int n = rng.Next(level.Of(3, 4, 4, 5, 6), level.Of(5, 6, 8, 9, 10)), most = level.Of(3, 4, 5, 5, 5);
        int largest = level.Of(7, 7, 7, 5, 4);
        while (true)
        {
            int a = rng.Next(1, most + 1), b = rng.NonZero(-most, most);
            var @base = Polynomial.Linear(a, b);
            if (level.Number > 3)
                @base += Polynomial.Term(rng.NonZero(-most, most), level.Number > 4 ? "xxx" : "xx");
            // Where f(1) or f(-1) is 0 nearly nothing is left to do.
            Fraction plus = @base.At(1).Abs(), minus = @base.At(-1).Abs();
            if (BigInteger.GreatestCommonDivisor(a, b).IsOne && !plus.IsZero && !minus.IsZero && plus <= largest && minus <= largest)
                return [level.Number == 1 ? s_powers[0] : rng.Pick(s_powers), @base.ToString(), Tex.Text(n)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        int which = Array.IndexOf(s_powers, values[0]);
        if (which < 0 || ExpressionReader.ReadPolynomial(values[1]) is not { Degree: > 0 and < 10 } p || !p.IsIn('x', p.Degree)
            || Blank.Whole(values[2], 2, 15) is not { } n)
            return null;
        Fraction plus = p.At(1), minus = p.At(-1), atPlus = plus.Pow(n), atMinus = minus.Pow(n);
        if (plus.Bits > 12 || minus.Bits > 12)
            return null;
        if (which == 0)
        {
            return new(AnswerKind.Value, atPlus.ToString(),
                [
                    $"Let $f(x) = ({p})^{{{Digits(n)}}}$",
                    "For $x = 1$ every power of $x$ is $1$, so $f(1)$ is the sum of the coefficients",
                    $"The sum is $f(1) = {plus.Bracketed()}^{{{Digits(n)}}} = {atPlus}$",
                ],
                new($"The binomial coefficients add up to $2^{{{Digits(n)}}}$", Digits(BigInteger.Pow(2, n))),
                Slip.Sign($"The sum is ${minus.Bracketed()}^{{{Digits(n)}}}$", atMinus.ToString()),
                Slip.Sign($"The sum is ${plus.Abs()}^{{{Digits(n)}}}$", atPlus.Abs().ToString()),
                new($@"The sum is ${Digits(n)} \cdot {plus.Bracketed()}$", (n * plus).ToString()),
                new($"The constant term is ${p.At(0).Bracketed()}^{{{Digits(n)}}} = {p.At(0).Pow(n)}$", p.At(0).Pow(n).ToString()));
        }
        bool even = which == 1;
        Fraction answer = (even ? atPlus + atMinus : atPlus - atMinus) / 2, other = atPlus - answer;
        string sign = even ? "+" : "-";
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Let $f(x) = ({p})^{{{Digits(n)}}}$, so that $f(1)$ is the sum of all coefficients",
                "In $f(-1)$ the coefficients of the odd powers have the opposite sign",
                $@"So the sum over the {(even ? "even" : "odd")} powers is $\frac{{f(1) {sign} f(-1)}}{{2}}$",
                $"Here $f(1) = {plus.Bracketed()}^{{{Digits(n)}}} = {atPlus}$ and $f(-1) = {minus.Bracketed()}^{{{Digits(n)}}} = {atMinus}$",
                $@"The sum is $\frac{{{atPlus} {sign} {atMinus.Bracketed()}}}{{2}} = {answer}$",
            ],
            Slip.Careless($"The sum is $f(1) {sign} f(-1)$", (2 * answer).ToString()),
            Slip.Sign($@"The sum is $\frac{{f(1) {(even ? "-" : "+")} f(-1)}}{{2}}$", other.ToString()),
            new($@"Half of the coefficients belong to these powers, so the sum is $\frac{{f(1)}}{{2}}$", (atPlus / 2).ToString()),
            new($"The sum is $f(1) = {atPlus}$", atPlus.ToString()));
    }
}

/// <summary>The coefficient of a power of x in (c + dx)(a + bx)^n.</summary>
internal sealed class ProductCoefficient() : ProblemFamily("product-coefficient", ["Binomial Theorem"],
[
    "What is the coefficient of $x^{<n0>}$ in the product $(<1>)(<2>)^{<n3>}$?",
    "Find the coefficient of $x^{<n0>}$ when the product $(<1>)(<2>)^{<n3>}$ is expanded.",
    "Determine the coefficient that $x^{<n0>}$ has in the expansion of $(<1>)(<2>)^{<n3>}$.",
    "Which number stands before $x^{<n0>}$ when $(<1>)(<2>)^{<n3>}$ is multiplied out?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = rng.Next(level.Of(3, 4, 5, 6, 7), level.Of(5, 6, 8, 9, 10)), most = level.Of(2, 3, 4, 5, 5);
        var factor = Polynomial.Linear(rng.Next(1, most), rng.NonZero(-most, most));
        if (level.Number > 3)
            factor += Polynomial.Term(rng.NonZero(-most, most), "xx");
        int a = level.Of(1, 1, rng.Next(1, 2), rng.Next(2, 3), rng.Next(2, 4)), b = level.Number < 3 ? rng.Pick(1, -1, 2) : rng.NonZero(-3, 3);
        while (!BigInteger.GreatestCommonDivisor(a, b).IsOne)
            b = rng.NonZero(-3, 3);
        return [Tex.Text(rng.Next(2, Math.Min(n, 4))), factor.ToString(), Polynomial.Linear(a, b).ToString(), Tex.Text(n)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[1]) is not { Degree: 1 or 2 } factor || !factor.IsIn('x', factor.Degree))
            return null;
        if (ExpressionReader.ReadPolynomial(values[2]) is not { Terms.Count: 2 } @base || !@base.IsIn('x', 1))
            return null;
        if (Blank.Whole(values[0], 2, 12) is not { } power || Blank.Whole(values[3], 2, 12) is not { } n || power > n || factor.Terms.Count < 2)
            return null;
        var (a, b) = (@base["x"], @base[""]);
        if (a.Bits > 12 || b.Bits > 12 || factor.Terms.Any(term => term.Value.Bits > 12))
            return null;
        Fraction Of(int k) => (Fraction)Choose(n, k) * a.Pow(k) * b.Pow(n - k);
        var parts = factor.Terms.Reverse().Select(term => (Factor: term.Value, Power: term.Key.Length, Of: Of(power - term.Key.Length))).ToArray();
        Fraction Sum(Func<int, Fraction> of) => parts.Aggregate((Fraction)0, (sum, part) => sum + part.Factor * of(power - part.Power));
        var answer = Sum(Of);
        string X(int k) => k == 0 ? "the constant term" : k == 1 ? "$x$" : $"$x^{{{Digits(k)}}}$";
        string[] general = [$@"\binom{{{Digits(n)}}}{{k}}", a.IsOne ? "1" : Power(a.ToString(), "k"), b.IsOne ? "1" : Power(b.ToString(), $"{Digits(n)} - k")];
        string sum = string.Join(" + ", parts.Select(part => Product(part.Factor.Bracketed(), part.Of.Bracketed())));
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"In $({@base})^{{{Digits(n)}}}$ the power $x^k$ has the coefficient " +
                    $"${Product(general)}$",
                $"The power {X(power)} arises " +
                    $"{List([.. parts.Select(part => $"from ${Polynomial.Term(part.Factor, new('x', part.Power))}$ times {X(power - part.Power)}")])}",
                $"The coefficients needed are {List([.. parts.Select(part => $"${part.Of}$ for {X(power - part.Power)}")])}",
                $"Together this gives ${sum} = {answer}$",
            ],
            Slip.Careless($"Only the constant of the first factor counts: ${Product(parts[0].Factor.Bracketed(), parts[0].Of.Bracketed())}$",
                (parts[0].Factor * parts[0].Of).ToString()),
            new($"The coefficient is ${parts[0].Of}$", parts[0].Of.ToString()),
            Slip.Sign($"Together this gives ${string.Join(" + ", parts.Select(part => (part.Factor * part.Of).Abs().ToString()))}$",
                parts.Aggregate((Fraction)0, (total, part) => total + (part.Factor * part.Of).Abs()).ToString()),
            new($"Each term of the first factor is multiplied by ${parts[0].Of}$: " +
                $"${string.Join(" + ", parts.Select(part => Product(part.Factor.Bracketed(), parts[0].Of.Bracketed())))}$",
                (factor.At(1) * parts[0].Of).ToString()),
            Slip.Careless("With the binomial coefficients the sum is " +
                $"${string.Join(" + ", parts.Select(part => Product(part.Factor.Bracketed(), Digits(Choose(n, power - part.Power)))))}$",
                Sum(k => Choose(n, k)).ToString()));
    }
}

/// <summary>n from the coefficient of x² or x³ in (1 + ax)^n.</summary>
internal sealed class UnknownExponent() : ProblemFamily("unknown-exponent", ["Binomial Theorem"],
[
    "The coefficient of $x^<n0>$ in the expansion of $(<1>)^n$ is $<n2>$. Find the positive integer $n$.",
    "For which positive integer $n$ is the coefficient of $x^<n0>$ in $(<1>)^n$ equal to $<n2>$?",
    "In the expansion of $(<1>)^n$, where $n$ is a positive integer, $x^<n0>$ has the coefficient $<n2>$. Determine $n$.",
    "Find the positive integer $n$ such that $x^<n0>$ has the coefficient $<n2>$ when $(<1>)^n$ is expanded.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int a = rng.NonZero(level.Of(1, -3, -9, -12, -12), level.Of(3, 4, 9, 12, 12)), k = level.Of(2, 2, rng.Next(2, 3), 3, 4);
        int n = rng.Next(k + 1, level.Of(9, 12, 20, 20, 20));
        return [Tex.Text(k), a < 0 ? $"1 - {Tex.Times(-a, "x")}" : $"1 + {Tex.Times(a, "x")}",
            Digits(Choose(n, k) * BigInteger.Pow(a, k))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[1]) is not { } @base || !@base.IsIn('x', 1) || @base[""] != 1 || Blank.Whole(values[0], 2, 4) is not { } k)
            return null;
        var a = @base["x"];
        if (a.Bits > 12 || ExpressionReader.ReadNumber(values[2]) is not { IsZero: false } coefficient)
            return null;
        var choices = coefficient / a.Pow(k);
        int? found = Enumerable.Range(k, 60).Cast<int?>().FirstOrDefault(m => choices == (Fraction)Choose(m!.Value, k));
        if (found is not { } n)
            return null;
        string falling = string.Concat(Enumerable.Range(0, k).Select(i => i == 0 ? "n" : $"(n - {Digits(i)})"));
        string check = string.Join(@" \cdot ", Enumerable.Range(0, k).Select(i => Digits(n - i)));
        int? Other(Fraction value) => Enumerable.Range(1, 60).Cast<int?>().FirstOrDefault(m => value == (Fraction)Choose(m!.Value, k));
        return new(AnswerKind.Value, Digits(n),
            [
                $@"The coefficient of $x^{Digits(k)}$ is $\binom{{n}}{{{Digits(k)}}} \cdot {a.Bracketed()}^{Digits(k)}$",
                $@"From $\binom{{n}}{{{Digits(k)}}} \cdot {a.Pow(k).Bracketed()} = {coefficient}$ it follows that $\binom{{n}}{{{Digits(k)}}} = {choices}$",
                $"So ${falling} = {choices * (Fraction)Factorial(k)}$",
                $"Since ${check} = {Digits(Falling(n, k))}$, the exponent is $n = {Digits(n)}$",
            ],
            Slip.Careless($"The product of ${Digits(k)}$ numbers in a row is ${check}$, and $n$ is the next after them", Digits(n + 1)),
            Slip.Careless($"The product of ${Digits(k)}$ numbers in a row is ${check}$, the smallest of which is $n = {Digits(n - k + 1)}$", Digits(n - k + 1)),
            Other(coefficient / a) is { } m ? new($@"The coefficient is $\binom{{n}}{{{Digits(k)}}} \cdot {a.Bracketed()}$", Digits(m)) : null,
            new($@"The coefficient is $n \cdot {a.Bracketed()}^{Digits(k)}$", choices.ToString()));
    }
}
