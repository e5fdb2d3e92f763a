using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>A limit at a point with a difference of roots above or below the line.</summary>
internal sealed partial class LimitByConjugate() : ProblemFamily("limit-conjugate", ["Limits and Continuity"],
[
    @"Use the conjugate to find $\lim_{x \to <n0>} \frac{<e1>}{<e2>}$.",
    @"Find $\lim_{x \to <n0>} \frac{<e1>}{<e2>}$ by rationalising.",
    @"Work out the limit $\lim_{x \to <n0>} \frac{<e1>}{<e2>}$, in which a difference of roots tends to $0$.",
    @"To which value does $\frac{<e1>}{<e2>}$ tend as $x \to <n0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int a = level.Number == 1 ? rng.Next(0, 5) : rng.NonZero(-5, 6), r = rng.Next(1, level.Of(5, 7, 7, 8, 9));
        int m = level.Of(1, rng.Next(1, 3), rng.NonZero(-4, 6), rng.NonZero(-5, 7), rng.NonZero(-6, 8)),
            c = level.Of(1, 1, rng.Next(1, 4), rng.Next(1, 5), rng.Next(1, 6));
        int n = level.Number < 4 ? 0 : rng.NonZero(-5, 6);
        string Root(int slope) => $@"\sqrt{{{Polynomial.Linear(slope, r * r - slope * a)}}}";
        string roots = $"{Root(m)} - {(n == 0 || n == m ? Tex.Text(r) : Root(n))}", line = Polynomial.Linear(c, -c * a).ToString();
        return level.Number > 2 && rng.Percent(40) ? [Tex.Text(a), line, roots] : [Tex.Text(a), roots, line];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        bool isAbove = values[1].Contains('s', StringComparison.Ordinal);
        if (Shape().Match(values[isAbove ? 1 : 2]) is not { Success: true } match || Formulas.ReadLinear(values[isAbove ? 2 : 1]) is not { } line
            || Formulas.ReadLinear(match.Groups["u"].Value) is not { } u || Second(match) is not { } v)
            return null;
        Fraction a = Formulas.Number(values[0]), c = line["x"];
        if (!line.At(a).IsZero || u.At(a) != v.At(a) || u.At(a).Sign <= 0 || !u.At(a).TryRoot(2, out var r) || (u - v).IsZero)
            return null;
        Fraction m = (u - v)["x"], answer = isAbove ? m / (2 * r * c) : 2 * r * c / m;
        string conjugate = $@"\sqrt{{{u}}} + {match.Groups["v"].Value}", root = Polynomial.Linear(1, -a).ToString();
        string product = Multiple(m), other = Multiple(c);
        string Left(Fraction factor) => isAbove
            ? $@"\frac{{{(Fraction)factor.Numerator}}}{{{(factor.IsInteger ? conjugate : $"{(Fraction)factor.Denominator}({conjugate})")}}}"
            : Tex.Times(factor, $"({conjugate})");
        string Multiple(Fraction k) => k == 1 ? root : Tex.Times(k, a.IsZero ? root : $"({root})");
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"At $x = {a}$ both the numerator and the denominator are zero",
                $"Multiply both by the conjugate ${conjugate}$",
                $"The difference of the roots becomes ${Formulas.AsFactor(u)} - {Formulas.AsFactor(v)} = {u - v}"
                    + $"{(product == (u - v).ToString() ? "" : " = " + product)}$",
                $"Cancel ${root}$ against {(c == 1 ? "the other factor" : a.IsZero ? $"${line}$" : $"${line} = {other}$")}: "
                    + $"${Left(isAbove ? m / c : c / m)}$ is left",
                $"At $x = {a}$ the conjugate is ${r} + {r} = {2 * r}$, so the limit is ${answer}$",
            ],
            new($@"At $x = {a}$ the conjugate is ${r}$", (isAbove ? m / (r * c) : r * c / m).ToString()),
            new("The numerator tends to $0$, so the limit is $0$", "0"),
            c == 1 ? null : Slip.Careless($"After cancelling, ${Left(isAbove ? m : 1 / m)}$ is left", (isAbove ? m / (2 * r) : 2 * r / m).ToString()),
            Slip.Sign($"The difference of the roots becomes ${v - u}$", (-answer).ToString()));
    }

    /// <summary>What stands under the second root, or the square of the number there.</summary>
    private static Polynomial? Second(Match match) =>
        match.Groups["w"].Success ? Formulas.ReadLinear(match.Groups["w"].Value) : Formulas.Number(match.Groups["v"].Value).Pow(2);

    [GeneratedRegex(@"^\\sqrt\{(?<u>[^{}]+)\} - (?<v>[0-9]{1,6}|\\sqrt\{(?<w>[^{}]+)\})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
