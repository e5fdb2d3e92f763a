using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Functions;

/// <summary>f(x) for a cubic f.</summary>
internal sealed class PolynomialValue() : ProblemFamily("polynomial-value", ["Polynomial Functions"],
[
    "Let $f(x) = <0>$. Find $f(<n1>)$.",
    "What is $f(<n1>)$ for the polynomial function $f(x) = <0>$?",
    "Evaluate the polynomial $f(x) = <0>$ at $x = <n1>$.",
    "A function is given by $f(x) = <0>$. Which value does it take at $x = <n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int third = level.Of(0, 2, 4, 7, 12), second = level.Of(3, 4, 6, 12, 25), first = level.Of(5, 6, 9, 20, 60), last = level.Of(9, 9, 12, 40, 150);
        Fraction lead = third == 0 ? 0 : rng.NonZero(-third, third);
        var f = Polynomial.InX(lead, third == 0 ? rng.NonZero(-second, second) : rng.Next(-second, second), rng.Next(-first, first), rng.NonZero(-last, last));
        int most = level.Of(3, 4, 5, 7, 11);
        return [f.ToString(), Tex.Text(rng.NonZero(level.Of(1, -4, -5, -7, -11), most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: > 0 and <= 5 } f || !f.IsIn('x', f.Degree))
            return null;
        var x = ExpressionReader.ReadNumber(values[1])!.Value;
        var answer = f.At(x);
        var parts = f.Terms.Select(t => t.Value * x.Pow(t.Key.Length)).ToList();
        var first = parts[0];
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Put $x = {x}$ into every term of $f$",
                $"The terms take the values {string.Join(", ", parts.Select(p => $"${p}$"))}",
                $"Add them: ${string.Join(" + ", parts.Select((p, i) => i == 0 ? p.ToString() : p.Bracketed()))} = {answer}$",
            ],
            x.Sign < 0 ? Slip.Sign($"The first term is ${-first}$", (answer - 2 * first).ToString()) : null,
            f[""].IsZero ? null : Slip.Careless($"The terms with $x$ add up to ${answer - f[""]}$", (answer - f[""]).ToString()),
            new($"The first term is ${f.Terms.First().Value * f.Degree * x}$", (answer - first + f.Terms.First().Value * f.Degree * x).ToString()));
    }
}

/// <summary>The remainder on division by x - a.</summary>
internal sealed class PolynomialRemainder() : ProblemFamily("polynomial-remainder", ["Polynomial Functions"],
[
    "What is the remainder when $<0>$ is divided by $<1>$?",
    "Find the remainder of the division of $<0>$ by $<1>$.",
    "Divide $<0>$ by $<1>$ and state the remainder.",
    "Use the remainder theorem to determine the remainder of $<0>$ on division by $<1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int second = level.Of(3, 4, 6, 12, 25), first = level.Of(5, 6, 9, 20, 60), last = level.Of(9, 9, 12, 40, 150), root = level.Of(2, 4, 5, 7, 11);
        Fraction lead = rng.Next(level.Of(0, 1, 1, 2, 3), level.Of(0, 2, 4, 7, 12));
        var p = Polynomial.InX(lead, lead.IsZero ? rng.Next(1, second) : rng.Next(-second, second), rng.Next(-first, first), rng.NonZero(-last, last));
        return [p.ToString(), Polynomial.Linear(1, rng.NonZero(-root, root)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: > 1 and <= 5 } p || !p.IsIn('x', p.Degree)
            || ExpressionReader.ReadPolynomial(values[1]) is not { } divisor || !divisor.IsIn('x', 1) || divisor["x"] != 1)
            return null;
        Fraction a = -divisor[""], answer = p.At(a);
        var coefficients = Enumerable.Range(0, p.Degree + 1).Select(i => p[new string('x', p.Degree - i)]).ToList();
        List<Fraction> row = [];
        foreach (var coefficient in coefficients)
            row.Add(row.Count == 0 ? coefficient : row[^1] * a + coefficient);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The divisor ${divisor}$ is zero at $x = {a}$, and the remainder is the value of the polynomial there",
                $"The coefficients are {string.Join(", ", coefficients.Select(c => $"${c}$"))}",
                $"Horner's scheme with ${a}$ gives {string.Join(", ", row.Select(c => $"${c}$"))}",
                $"The last of these numbers is the remainder ${answer}$",
            ],
            Slip.Sign($"Put $x = {-a}$ into the polynomial", p.At(-a).ToString()),
            p[""].IsZero ? null : Slip.Careless($"At $x = {a}$ the terms add up to ${answer - p[""]}$", (answer - p[""]).ToString()),
            row[^2].IsZero ? null : Slip.Sign($"The last step of the division is ${p[""]} {Tex.Plus(-a * row[^2])}$", (p[""] - a * row[^2]).ToString()));
    }
}
