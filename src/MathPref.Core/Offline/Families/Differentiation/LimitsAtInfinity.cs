using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>The limit at plus or minus infinity of a quotient of polynomials, perhaps with a root above the line.</summary>
internal sealed partial class LimitAtInfinity() : ProblemFamily("limit-at-infinity", ["Limits and Continuity"],
[
    @"Evaluate the limit at infinity $\lim_{x \to <e0>} \frac{<e1>}{<2>}$.",
    @"Determine $\lim_{x \to <e0>} \frac{<e1>}{<2>}$.",
    @"What does $\frac{<e1>}{<2>}$ tend to as $x \to <e0>$?",
    @"Find the limit of $\frac{<e1>}{<2>}$ as $x \to <e0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(7, 9, 9, 9, 9), a = rng.NonZero(-most, most), c = rng.Next(1, most);
        Fraction Any() => rng.NonZero(-most, most);
        if (level.Number > 3 && rng.Percent(50))
        {
            int k = rng.Next(1, 5);
            Polynomial under = Polynomial.InX(k * k, Any(), level.Number == 4 ? 0 : Any());
            return [rng.Pick(@"\infty", @"-\infty"), $@"\sqrt{{{under}}}", Polynomial.Linear(c, Any()).ToString()];
        }
        var (top, bottom) = level.Number == 1
            ? (Polynomial.Linear(a, Any()), Polynomial.Linear(c, Any()))
            : (Polynomial.InX(rng.Percent(80) ? a : 0, Any(), Any()), Polynomial.InX(c, rng.Next(-most, most), Any()));
        if (level.Number > 3)
            (top, bottom) = (Polynomial.InX(a, Any(), Any(), Any(), Any()), Polynomial.InX(c, Any(), Any(), Any(), Any()));
        return [level.Number > 1 && rng.Percent(30) ? @"-\infty" : @"\infty", top.ToString(), bottom.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[0] is not (@"\infty" or @"-\infty"))
            return null;
        bool isPlus = values[0] == @"\infty";
        if (Root().Match(values[1]) is { Success: true } rooted)
        {
            return Formulas.Read(rooted.Groups[1].Value, 2) is { Degree: 2 } under && Formulas.ReadLinear(values[2]) is { } line
                && under["xx"].TryRoot(2, out var root) ? OfRoot(under, line, root, isPlus) : null;
        }
        return Formulas.Read(values[1], 5) is { Degree: > 0 } p && Formulas.Read(values[2], 5) is { Degree: > 0 } q && p.Degree <= q.Degree
            ? OfQuotient(p, q) : null;
    }

    private static WorkedProblem OfQuotient(Polynomial p, Polynomial q)
    {
        Fraction a = p.Terms[0].Value, c = q.Terms[0].Value, u = p.Terms[^1].Value, v = q.Terms[^1].Value;
        bool isEven = p.Degree == q.Degree;
        string power = Formulas.Power("x", q.Degree);
        Fraction answer = isEven ? a / c : 0;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The highest power of $x$ in the denominator is ${power}$",
                $"Divide the numerator and the denominator by ${power}$",
                "All terms that still have a power of $x$ below the line tend to $0$",
                $"The numerator tends to ${(isEven ? a : 0)}$ and the denominator to ${c}$",
                $"So the limit is ${answer}$",
            ],
            isEven ? new("The denominator grows without bound, so the limit is $0$", "0") : new($"The leading coefficients give ${a / c}$", (a / c).ToString()),
            new($"The constant terms give ${u / v}$", (u / v).ToString()),
            isEven ? new($"The leading coefficients give ${c / a}$", (c / a).ToString()) : null,
            isEven ? Slip.Sign($"The leading coefficients give ${-a / c}$", (-a / c).ToString()) : null);
    }

    private static WorkedProblem OfRoot(Polynomial p, Polynomial q, Fraction root, bool isPlus)
    {
        Fraction c = q["x"], answer = (isPlus ? root : -root) / c;
        string size = isPlus ? "x" : "-x", divided = Tex.Sum((p["xx"], ""), Below(p["x"], "x"), Below(p[""], "x^2"));
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"For {(isPlus ? "positive" : "negative")} $x$ the root of $x^2$ is $|x| = {size}$",
                $@"So the numerator is ${size}\sqrt{{{divided}}}$",
                $@"The denominator is $x\left({Tex.Sum((c, ""), Below(q[""], "x"))}\right)$",
                $@"After cancelling $x$ the numerator tends to ${(isPlus ? root : -root)}$ and the denominator to ${c}$",
                $"So the limit is ${answer}$",
            ],
            Slip.Sign($@"The numerator tends to ${(isPlus ? -root : root)}$", (-answer).ToString()),
            new($@"The leading coefficients give ${p["xx"] / c}$", (p["xx"] / c).ToString()),
            new("The denominator grows faster than the root, so the limit is $0$", "0"));
    }

    /// <summary>A number over a power of x.</summary>
    private static (Fraction, string) Below(Fraction a, string power) => (a.Sign, $@"\frac{{{a.Abs()}}}{{{power}}}");

    [GeneratedRegex(@"^\\sqrt\{([^{}]+)\}$", RegexOptions.CultureInvariant)]
    private static partial Regex Root();
}

/// <summary>The limit at infinity of a root less a multiple of x.</summary>
internal sealed class LimitOfDifference() : ProblemFamily("limit-difference", ["Limits and Continuity"],
[
    @"Compute $\lim_{x \to \infty} \left(\sqrt{<0>} - <e1>\right)$.",
    @"What is $\lim_{x \to \infty} \left(\sqrt{<0>} - <e1>\right)$?",
    @"To which value does $\sqrt{<0>} - <e1>$ tend as $x \to \infty$?",
    @"Find the limit of the difference $\sqrt{<0>} - <e1>$ as $x$ grows without bound.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int k = rng.Next(1, level.Of(1, 3, 6, 8, 9)), most = level.Of(12, 12, 12, 15, 20);
        Polynomial under = Polynomial.InX(k * k, rng.NonZero(-most, most), level.Number < 3 ? 0 : rng.Next(-most, most));
        // The conjugate may be hidden in a line with a constant.
        return [under.ToString(), level.Number < 5 ? Polynomial.Term(k, "x").ToString() : $"({Polynomial.Linear(k, rng.NonZero(-9, 9))})"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Formulas.Read(values[0], 2) is not { Degree: 2 } under || Formulas.ReadLinear(values[1]) is not { } line
            || line["x"].Sign <= 0 || under["xx"] != line["x"] * line["x"])
            return null;
        var k = line["x"];
        string root = $@"\sqrt{{{under}}}";
        Polynomial square = line * line, rest = under - square;
        Fraction b = rest["x"], answer = b / (2 * k);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Multiply and divide by the conjugate ${root} + {line}$",
                $"The numerator becomes ${Formulas.AsFactor(under)} - {Formulas.AsFactor(square)} = {rest}$",
                "Divide the numerator and the denominator by $x$",
                $"The numerator tends to ${b}$ and the denominator to ${k} + {k} = {2 * k}$",
                $"So the limit is ${answer}$",
            ],
            new($"Both ${root}$ and ${line}$ tend to infinity, so the difference tends to $0$", "0"),
            new($"The numerator tends to ${b}$ and the denominator to ${k}$", (b / k).ToString()),
            k == 1 ? null : Slip.Careless($"The numerator tends to ${b}$ and the denominator to $2$", (b / 2).ToString()),
            Slip.Sign($"The numerator tends to ${-b}$", (-answer).ToString()));
    }
}
