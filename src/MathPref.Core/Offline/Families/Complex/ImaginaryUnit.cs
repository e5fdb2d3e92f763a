using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Families.Geometry;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Complex;

/// <summary>A sum of multiples of powers of i.</summary>
internal sealed partial class PowersOfI() : ProblemFamily("powers-of-i", ["Complex Numbers"],
[
    "Simplify $<e0>$, where $i$ is the imaginary unit, to the form $a + bi$.",
    "Write the sum $<e0>$ of powers of the imaginary unit in the form $a + bi$.",
    "Which complex number $a + bi$ is the sum $<e0>$?",
    "Evaluate $<e0>$ with $i^2 = -1$ and give the result as $a + bi$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(9, 25, 60, 200, 999), size = level.Of(4, 6, 9, 12, 20);
        return [Tex.Sum(rng.Several(level.Of(2, 2, 3, 4, 5), Enumerable.Range(2, most - 1))
            .Select(exponent => ((Fraction)rng.NonZero(-size, size), exponent < 10 ? $"i^{Tex.Text(exponent)}" : $"i^{{{Tex.Text(exponent)}}}")))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (!Shape().IsMatch(values[0]))
            return null;
        List<(Fraction Factor, Fraction Exponent, int Remainder)> terms = [];
        foreach (var term in Term().Matches(values[0]).Select(match => match.Groups))
        {
            if (Measures.Whole(term["factor"].Length == 0 ? "1" : term["factor"].Value, 1, 10_000) is not { } factor
                || Measures.Whole(term["exponent"].Value, 1, 1_000_000) is not { } exponent)
                return null;
            terms.Add((term["sign"].Value.Contains('-') ? -factor : factor, exponent, (int)(exponent.Numerator % 4)));
        }
        if (terms.Count < 2)
            return null;
        Gaussian[] units = [new(1, 0), new(0, 1), new(-1, 0), new(0, -1)];
        Gaussian Total(Gaussian[] powers) => terms.Aggregate((Gaussian)(Fraction)0, (sum, term) => sum + term.Factor * powers[term.Remainder]);
        var answer = Total(units);
        Gaussian Wrong(int remainder) => Total([.. units.Select((unit, i) => i == remainder ? -unit : unit)]);
        var shifted = Total([units[1], units[2], units[3], units[0]]);
        return new(AnswerKind.Expression, answer.ToString(),
            [
                "The powers of $i$ repeat after four steps: $i^1 = i$, $i^2 = -1$, $i^3 = -i$ and $i^4 = 1$",
                $"On division by $4$ the exponents {Measures.And(terms.Select(t => $"${t.Exponent}$"))} leave the remainders "
                    + $"{Measures.And(terms.Select(t => $"${(Fraction)t.Remainder}$"))}",
                $"So the terms are {Measures.And(terms.Select(t => $"${t.Factor * units[t.Remainder]}$"))}",
                $"Their sum is ${answer}$",
            ],
            Slip.Sign($"A power with the remainder $2$ is $1$, so the sum is ${Wrong(2)}$", Wrong(2).ToString()),
            Slip.Sign($"A power with the remainder $3$ is $i$, so the sum is ${Wrong(3)}$", Wrong(3).ToString()),
            Slip.Careless(
                $"The sum of the terms is ${answer - terms[^1].Factor * units[terms[^1].Remainder]}$",
                (answer - terms[^1].Factor * units[terms[^1].Remainder]).ToString()),
            new("The remainders $0$, $1$, $2$ and $3$ stand for $i$, $-1$, $-i$ and $1$", shifted.ToString()));
    }

    [GeneratedRegex(@"^-?[0-9]{0,4}i\^(?:[0-9]|\{[0-9]{2,6}\})(?: [+-] [0-9]{0,4}i\^(?:[0-9]|\{[0-9]{2,6}\})){1,7}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"(?<sign>^-| [+-] |^)(?<factor>[0-9]{0,4})i\^\{?(?<exponent>[0-9]{1,6})\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}

/// <summary>The real k for which a quotient is real or imaginary.</summary>
internal sealed class QuotientOnAxis() : ProblemFamily("quotient-on-axis", ["Complex Numbers"],
[
    @"For which real number $k$ is the complex number $\frac{<0>}{<1>}$ purely <w2>?",
    @"Find the real number $k$ that makes the quotient $\frac{<0>}{<1>}$ purely <w2>.",
    @"Determine the real number $k$ so that $\frac{<0>}{<1>}$ becomes a purely <w2> number.",
    @"Which real value of $k$ turns $\frac{<0>}{<1>}$ into a purely <w2> number?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 9, 12, 25);
        Fraction factor = rng.Next(1, level.Of(1, 1, 3, 5, 9)), constant = level.Number < 4 ? 0 : rng.NonZero(-most, most);
        return [Tex.Sum((factor, "k"), (constant, ""), (rng.NonZero(-most, most), "i")), Gaussian.Draw(rng, most).ToString(), rng.Pick("real", "imaginary")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: 1 } top || top.Letters.Any(letter => letter is not ('i' or 'k'))
            || Gaussian.Read(values[1]) is not { } w || top.Terms.Any(term => term.Value.Abs() > 1000 || !term.Value.IsInteger)
            || top["k"].IsZero || top["i"].IsZero || w.Re.IsZero || w.Im.IsZero || values[2] is not ("real" or "imaginary"))
            return null;
        Fraction factor = top["k"], constant = top[""], b = top["i"];
        bool isReal = values[2] == "real";
        Polynomial moving = Polynomial.Linear(factor, constant, "k"), real = moving * w.Re + b * w.Im, imaginary = (Polynomial)(b * w.Re) - moving * w.Im;
        Polynomial turnedReal = moving * w.Re - b * w.Im, turnedImaginary = (Polynomial)(b * w.Re) + moving * w.Im;
        var zero = isReal ? imaginary : real;
        Fraction Root(Polynomial p) => -p[""] / p["k"];
        var answer = Root(zero);
        return new(AnswerKind.Value, $"k = {answer}",
            [
                $"Multiply numerator and denominator by the conjugate of the denominator, ${w.Conjugate}$; the denominator becomes ${w.Norm}$",
                $"The numerator has the real part ${real}$",
                $"Its imaginary part is ${imaginary}$",
                $"The quotient is {(isReal ? "real when its imaginary" : "purely imaginary when its real")} part is zero: ${zero} = 0$",
                $"This gives $k = {answer}$",
            ],
            new($"The {(isReal ? "real" : "imaginary")} part must be zero: ${(isReal ? real : imaginary)} = 0$", $"k = {Root(isReal ? real : imaginary)}"),
            Slip.Sign(
                $"The {(isReal ? "imaginary" : "real")} part must be zero: ${(isReal ? turnedImaginary : turnedReal)} = 0$",
                $"k = {Root(isReal ? turnedImaginary : turnedReal)}"),
            factor == 1 ? null : Slip.Careless($"The equation gives $k = {answer * factor}$", $"k = {answer * factor}"),
            new($"The parts must be in proportion, so ${moving} = {w.Re}$", $"k = {(w.Re - constant) / factor}"));
    }
}
