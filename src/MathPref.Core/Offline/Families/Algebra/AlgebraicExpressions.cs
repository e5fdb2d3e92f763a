using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Algebra;

/// <summary>(ax + b)(cx + d) without brackets.</summary>
internal sealed class ExpandProduct() : ProblemFamily("expand-product", ["Algebraic Expressions"],
[
    "Expand and simplify $(<0>)(<1>)$.",
    "Multiply out $(<0>)(<1>)$ and collect like terms.",
    "What is the product $(<0>)(<1>)$, written without brackets?",
    "Write $(<0>)(<1>)$ as a polynomial in standard form.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string letter = rng.Pick("x", "y", "t");
        int most = level.Of(1, 4, 7, 12, 25), least = level.Of(1, -5, -9, -15, -40), constant = level.Of(6, 7, 9, 15, 40);
        return [Bracket(), Bracket()];

        string Bracket() => Polynomial.Linear(rng.Next(1, most), rng.NonZero(least, constant), letter).ToString();
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Letters: [char letter] } first || !first.IsIn(letter, 1)
            || ExpressionReader.ReadPolynomial(values[1]) is not { } second || !second.IsIn(letter, 1))
            return null;
        string z = letter.ToString();
        var (a, b, c, d) = (first[z], first[""], second[z], second[""]);
        Polynomial square = Polynomial.Term(a * c, z + z), outer = Polynomial.Term(a * d, z), inner = Polynomial.Term(b * c, z);
        var answer = first * second;
        return new(AnswerKind.Expanded, answer.ToString(),
            [
                "Multiply each term of the first bracket by each term of the second",
                $@"The first terms give ${Polynomial.Term(a, z)} \cdot {Polynomial.Term(c, z)} = {square}$",
                $"The outer and the inner terms give ${outer}$ and ${inner}$, together ${outer + inner}$",
                $@"The last terms give ${b} \cdot {d.Bracketed()} = {b * d}$",
                $"The sum is ${answer}$",
            ],
            Slip.Careless($"First times first and last times last: ${square}$ and ${b * d}$", (square + b * d).ToString()),
            Slip.Sign($"The last terms give ${-(b * d)}$", (answer - 2 * (Polynomial)(b * d)).ToString()),
            Slip.Sign($"The middle term is ${outer - inner}$", (answer - 2 * inner).ToString()));
    }
}

/// <summary>p(..) ± q(..) with two letters.</summary>
internal sealed partial class CollectTerms() : ProblemFamily("collect-terms", ["Algebraic Expressions"],
[
    "Simplify the expression $<e0>$.",
    "Remove the brackets and collect like terms in $<e0>$.",
    "What does $<e0>$ simplify to?",
    "Write $<e0>$ with as few terms as possible.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string[] letters = rng.Pick<string[]>(["a", "b"], ["x", "y"], ["m", "n"]);
        int most = level.Of(3, 4, 6, 15, 60), factor = level.Of(3, 4, 7, 12, 30);
        Polynomial Bracket() => Polynomial.Term(rng.Next(1, most), letters[0]) + Polynomial.Term(rng.NonZero(-most, most), letters[1]);
        return [$"{Tex.Text(rng.Next(2, factor))}({Bracket()}) {rng.Pick("+", "-", "-")} {Tex.Text(rng.Next(2, factor))}({Bracket()})"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match
            || ExpressionReader.ReadPolynomial(match.Groups[2].Value) is not { Degree: 1 } first
            || ExpressionReader.ReadPolynomial(match.Groups[5].Value) is not { Degree: 1 } second)
            return null;
        Polynomial p = ExpressionReader.ReadPolynomial(match.Groups[1].Value)!, q = ExpressionReader.ReadPolynomial(match.Groups[4].Value)!;
        bool minus = match.Groups[3].Value == "-";
        Polynomial left = p * first, right = (minus ? -q : q) * second, answer = left + right;
        var lead = Polynomial.Term(second.Terms.First().Value, second.Terms.First().Key);
        var signKept = left + (minus ? -q : q) * lead + q * (second - lead);
        var factorForgotten = left + (minus ? -q : q) * lead + (minus ? -1 : 1) * (second - lead);
        var factorForgottenFirst = answer - (p - 1) * (first - Polynomial.Term(first.Terms.First().Value, first.Terms.First().Key));
        return new(AnswerKind.Expanded, answer.ToString(),
            [
                $"The first bracket times ${p}$ is ${left}$",
                $"The second bracket times ${(minus ? -q : q)}$ is ${right}$",
                $"Together they are ${left} {(right.ToString() is ['-', .. var rest] ? "- " + rest : "+ " + right)}$",
                $"Like terms collected, this is ${answer}$",
            ],
            minus ? Slip.Sign($"Without brackets the second part is ${signKept - left}$", signKept.ToString()) : null,
            Slip.Careless($"Without brackets the second part is ${factorForgotten - left}$", factorForgotten.ToString()),
            Slip.Careless($"Collecting like terms gives ${factorForgottenFirst}$", factorForgottenFirst.ToString()));
    }

    [GeneratedRegex(@"^([0-9]{1,6})\(([^()]+)\) ([+-]) ([0-9]{1,6})\(([^()]+)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>A polynomial in a and b at whole numbers.</summary>
internal sealed class EvaluateExpression() : ProblemFamily("evaluate-expression", ["Algebraic Expressions"],
[
    "Evaluate $<0>$ for $a = <n1>$ and $b = <n2>$.",
    "What is the value of $<0>$ when $a = <n1>$ and $b = <n2>$?",
    "Substitute $a = <n1>$ and $b = <n2>$ into $<0>$ and compute the result.",
    "Find the value of $<0>$ if $a = <n1>$ and $b = <n2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int square = level.Of(2, 3, 5, 9, 15), product = level.Of(2, 4, 6, 12, 20), last = level.Of(4, 6, 9, 20, 60), most = level.Of(4, 5, 6, 11, 15);
        var expression = Polynomial.Term(rng.NonZero(level.Of(1, -3, -5, -9, -15), square), level.Of("a", "aa", "aa", "aa", "aaa"))
            + Polynomial.Term(rng.NonZero(-product, product), "ab") + Polynomial.Term(rng.NonZero(-last, last), "b");
        return [expression.ToString(), Tex.Text(rng.NonZero(level.Of(1, -5, -6, -11, -15), most)), Tex.Text(rng.NonZero(-most, most))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { Degree: > 0 and <= 6 } expression || expression.Letters.Any(l => l is not ('a' or 'b')))
            return null;
        Fraction a = ExpressionReader.ReadNumber(values[1])!.Value, b = ExpressionReader.ReadNumber(values[2])!.Value;
        var terms = expression.Terms
            .Select(t => (Term: Polynomial.Term(t.Value, t.Key), Value: t.Key.Aggregate(t.Value, (v, c) => v * (c == 'a' ? a : b))))
            .ToList();
        var answer = terms.Aggregate((Fraction)0, (sum, t) => sum + t.Value);
        var last = terms[^1].Value;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Put $a = {a}$ and $b = {b}$ into each term",
                .. terms.Select(t => $"The term ${t.Term}$ becomes ${t.Value}$"),
                $"The sum of these values is ${answer}$",
            ],
            a.Sign < 0 ? Slip.Sign($"Here $a^2 = {-(a * a)}$", (answer - 2 * expression["aa"] * a * a).ToString()) : null,
            new($"Here $a^2 = {2 * a}$", (answer + expression["aa"] * (2 * a - a * a)).ToString()),
            new($"Here $a^3 = {3 * a}$", (answer + expression["aaa"] * (3 * a - a.Pow(3))).ToString()),
            a.Sign < 0 || b.Sign < 0
                ? Slip.Sign($"Here $ab = {-(a * b)}$", (answer - 2 * expression["ab"] * a * b).ToString())
                : Slip.Careless($"Here $ab = {a} + {b} = {a + b}$", (answer + expression["ab"] * (a + b - a * b)).ToString()),
            Slip.Sign($"The last term is ${-last}$", (answer - 2 * last).ToString()));
    }
}
