using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Families.Geometry;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

/// <summary>(a + bi)(c + di).</summary>
internal sealed class ComplexProduct() : ProblemFamily("complex-product", ["Complex Numbers"],
[
    "Multiply the complex numbers $<0>$ and $<1>$ and give the product in the form $a + bi$.",
    "What is the product of the complex numbers $<0>$ and $<1>$?",
    "Compute the complex number $(<0>)(<1>)$ in the form $a + bi$.",
    "Write the product $(<0>)(<1>)$ of two complex numbers as $a + bi$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 6, 12, 20, 40);
        return [Gaussian.Draw(rng, most).ToString(), Gaussian.Draw(rng, most).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Gaussian.Read(values[0]) is not var (a, b) || Gaussian.Read(values[1]) is not var (c, d) || b.IsZero || d.IsZero)
            return null;
        Gaussian answer = new Gaussian(a, b) * new Gaussian(c, d);
        return new(AnswerKind.Expression, answer.ToString(),
            [
                $@"Multiply out: ${Product(a.ToString(), c)} + {Product(a.Bracketed(), d, "i")} "
                    + $@"+ {Product(Factor(b, "i"), c)} + {Product(Factor(b, "i"), d, "i")}$",
                $"The products are ${a * c}$, ${Tex.Times(a * d, "i")}$, ${Tex.Times(b * c, "i")}$ and ${Tex.Times(b * d, "i^2")}$",
                $"Since $i^2 = -1$, the real part is ${a * c} {Tex.Plus(-b * d)} = {answer.Re}$",
                $"The imaginary part is ${a * d} {Tex.Plus(b * c)} = {answer.Im}$",
                $"The product is ${answer}$",
            ],
            Slip.Sign($"With $i^2 = 1$ the real part is ${a * c + b * d}$", new Gaussian(a * c + b * d, answer.Im).ToString()),
            new($"Real part times real part and imaginary part times imaginary part: ${a * c}$ and ${b * d}$", new Gaussian(a * c, b * d).ToString()),
            Slip.Sign($"The imaginary part is ${a * d} {Tex.Plus(-b * c)} = {a * d - b * c}$", new Gaussian(answer.Re, a * d - b * c).ToString()),
            Slip.Careless($"The imaginary part is ${a * d}$", new Gaussian(answer.Re, a * d).ToString()));

        static string Factor(Fraction factor, string of) => of.Length == 0 ? factor.Bracketed() : factor == 1 ? of : $"({Tex.Times(factor, of)})";

        static string Product(string left, Fraction right, string of = "") => $@"{left} \cdot {Factor(right, of)}";
    }
}

/// <summary>z^2 ± q times the conjugate of w.</summary>
internal sealed partial class ComplexExpression() : ProblemFamily("complex-expression", ["Complex Numbers"],
[
    "Let $z = <0>$ and $w = <1>$ be complex numbers. Compute $<e2>$ in the form $a + bi$.",
    "For the complex numbers $z = <0>$ and $w = <1>$, what is $<e2>$?",
    "Find $<e2>$ in the form $a + bi$ if $z = <0>$ and $w = <1>$.",
    "Given $z = <0>$ and $w = <1>$, evaluate the complex number $<e2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 5, 7, 12, 25), p = rng.Next(1, level.Of(1, 1, 3, 6, 9)), q = rng.Next(1, level.Of(1, 4, 6, 9, 12));
        return
        [
            Gaussian.Draw(rng, most).ToString(), Gaussian.Draw(rng, most).ToString(),
            $@"{Tex.Times(p, "z^2")} {rng.Pick("+", "-")} {Tex.Times(q, @"\overline{w}")}",
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Gaussian.Read(values[0]) is not { } z || Gaussian.Read(values[1]) is not { } w || Shape().Match(values[2]) is not { Success: true } match
            || w.Im.IsZero || z.Im.IsZero)
            return null;
        Fraction p = Factor("p"), q = Factor("q");
        bool minus = match.Groups["sign"].Value == "-";
        Gaussian signed = minus ? -q : q, square = z * z, answer = p * square + signed * w.Conjugate;
        Gaussian wrong = new(z.Re * z.Re + z.Im * z.Im, square.Im), parts = new(z.Re * z.Re, z.Im * z.Im);
        return new(AnswerKind.Expression, answer.ToString(),
            [
                $@"The square is $z^2 = {z.Re.Bracketed()}^2 - {z.Im.Bracketed()}^2 + 2 \cdot {z.Re.Bracketed()} \cdot {z.Im.Bracketed()} \cdot i = {square}$",
                $@"The conjugate of $w$ is $\overline{{w}} = {w.Conjugate}$",
                $@"So ${Tex.Times(p, "z^2")} = {p * square}$ and ${Tex.Times(q, @"\overline{w}")} = {q * w.Conjugate}$",
                $"The {(minus ? "difference" : "sum")} is ${answer}$",
            ],
            Slip.Careless($@"The conjugate of $w$ is $\overline{{w}} = {w}$", (p * square + signed * w).ToString()),
            Slip.Sign($"The square is $z^2 = {wrong}$", (p * wrong + signed * w.Conjugate).ToString()),
            new($@"The square is $z^2 = {z.Re.Bracketed()}^2 + {z.Im.Bracketed()}^2 \cdot i = {parts}$", (p * parts + signed * w.Conjugate).ToString()),
            Slip.Sign($@"The conjugate of $w$ is $\overline{{w}} = {-w.Conjugate}$", (p * square - signed * w.Conjugate).ToString()));

        Fraction Factor(string group) => match.Groups[group].Length == 0 ? 1 : Measures.Whole(match.Groups[group].Value, 0, 1000)!.Value;
    }

    [GeneratedRegex(@"^(?<p>[0-9]{0,3})z\^2 (?<sign>[+-]) (?<q>[0-9]{0,3})\\overline\{w\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>A quotient of two complex numbers.</summary>
internal sealed class ComplexQuotient() : ProblemFamily("complex-quotient", ["Complex Numbers"],
[
    @"Write the complex number $\frac{<0>}{<1>}$ in the form $a + bi$.",
    @"What is $\frac{<0>}{<1>}$ in the form $a + bi$?",
    @"Divide the complex number $<0>$ by $<1>$ and give the result as $a + bi$.",
    @"Find the quotient of the complex numbers $<0>$ and $<1>$ in the form $a + bi$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Gaussian divisor = Gaussian.Draw(rng, level.Of(2, 3, 6, 12, 30)), dividend = Gaussian.Draw(rng, level.Of(4, 5, 9, 15, 40));
        return [(level.Number < 3 ? divisor * Gaussian.Draw(rng, level.Number + 1) : dividend).ToString(), divisor.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Gaussian.Read(values[0]) is not { } z || Gaussian.Read(values[1]) is not { } w || w.Im.IsZero || z.IsZero)
            return null;
        Gaussian top = z * w.Conjugate, answer = Over(top, w.Norm), turned = z * w;
        static Gaussian Over(Gaussian number, Fraction divisor) => new(number.Re / divisor, number.Im / divisor);
        Fraction difference = w.Re * w.Re - w.Im * w.Im;
        return new(AnswerKind.Expression, answer.ToString(),
            [
                $"Multiply numerator and denominator by the conjugate of the denominator, ${w.Conjugate}$",
                $"The numerator becomes ${(z.Bracketed()[0] == '(' ? z.Bracketed() : $"({z})")}({w.Conjugate}) = {top}$",
                $"The denominator becomes ${w.Re.Bracketed()}^2 + {w.Im.Bracketed()}^2 = {w.Norm}$",
                $@"So the quotient is $\frac{{{top}}}{{{w.Norm}}}{(w.Norm == 1 ? "" : $" = {answer}")}$",
            ],
            difference.IsZero ? null : Slip.Sign(
                $"The denominator becomes ${w.Re.Bracketed()}^2 - {w.Im.Bracketed()}^2 = {difference}$",
                Over(top, difference).ToString()),
            new($"The numerator becomes $({z})({w}) = {turned}$ and the denominator ${w.Norm}$", Over(turned, w.Norm).ToString()),
            w.Re.IsZero ? null : new(
                $"Divide real part by real part and imaginary part by imaginary part: ${z.Re / w.Re}$ and ${z.Im / w.Im}$",
                new Gaussian(z.Re / w.Re, z.Im / w.Im).ToString()),
            Slip.Careless($"The quotient is ${top}$", top.ToString()));
    }
}

/// <summary>A power of a complex number by repeated squaring.</summary>
internal sealed class ComplexPower() : ProblemFamily("complex-power", ["Complex Numbers"],
[
    "Compute the power $(<0>)^{<n1>}$ of a complex number in the form $a + bi$.",
    "Write the complex number $(<0>)^{<n1>}$ in the form $a + bi$.",
    "Raise the complex number $<0>$ to the power $<n1>$ and give the result as $a + bi$.",
    "Which complex number $a + bi$ is the power of $<0>$ with the exponent $<n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
        [Gaussian.Draw(rng, level.Of(3, 4, 6, 4, 4)).ToString(), Tex.Text(rng.Next(level.Of(2, 2, 3, 5, 7), level.Of(2, 3, 6, 7, 9)))];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Gaussian.Read(values[0], 100) is not { } z || Measures.Whole(values[1], 2, 12) is not { } exponent || z.Im.IsZero)
            return null;
        int n = (int)exponent.Numerator;
        List<(int Exponent, Gaussian Value)> squares = [(1, z)];
        while (2 * squares[^1].Exponent <= n)
            squares.Add((2 * squares[^1].Exponent, squares[^1].Value * squares[^1].Value));
        var used = squares.Where(s => (n & s.Exponent) != 0).Reverse().ToArray();
        var answer = used.Aggregate((Gaussian)(Fraction)1, (product, s) => product * s.Value);
        Gaussian less = Power(z, n - 1), conjugate = answer.Conjugate, parts = new(z.Re.Pow(n), z.Im.Pow(n));
        return new(AnswerKind.Expression, answer.ToString(),
            [
                "Square with $(a + bi)^2 = a^2 - b^2 + 2abi$",
                $"With $z = {z}$ this gives $z^2 = {squares[1].Value}$",
                .. squares.Skip(2).Select(s => $"Squaring again, $z^{{{(Fraction)s.Exponent}}} = {s.Value}$"),
                used.Length == 1 ? $"So $({z})^{{{exponent}}} = {answer}$"
                    : $"As ${exponent} = {string.Join(" + ", used.Select(s => (Fraction)s.Exponent))}$, the power is"
                        + $" ${string.Join(@" \cdot ", used.Select(s => s.Exponent == 1 ? "z" : $"z^{{{(Fraction)s.Exponent}}}"))} = {answer}$",
            ],
            new($"The powers of the two parts are ${parts.Re}$ and ${Tex.Times(parts.Im, "i")}$", parts.ToString()),
            n == 2 ? null : Slip.Careless($"The power is $({z})^{{{exponent - 1}}} = {less}$", less.ToString()),
            Slip.Sign($"The imaginary part is ${-answer.Im}$", conjugate.ToString()),
            Slip.Sign($"With $i^2 = 1$ the square is $z^2 = {new Gaussian(z.Norm, squares[1].Value.Im)}$", WithoutSign(z, n).ToString()));
    }

    private static Gaussian Power(Gaussian z, int n) => Enumerable.Range(0, n).Aggregate((Gaussian)(Fraction)1, (product, _) => product * z);

    /// <summary>The power where i^2 is taken for 1.</summary>
    private static Gaussian WithoutSign(Gaussian z, int n)
    {
        Fraction sum = (z.Re + z.Im).Pow(n), difference = (z.Re - z.Im).Pow(n);
        return new((sum + difference) / 2, (sum - difference) / 2);
    }
}
