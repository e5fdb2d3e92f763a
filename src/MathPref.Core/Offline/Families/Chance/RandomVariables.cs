using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Chance;

/// <summary>Expected value and variance of a random variable with a few values.</summary>
internal sealed class ExpectedValue() : ProblemFamily("expected-value", ["Probability", "Statistics"],
[
    "A random variable $X$ takes the values $<l0>$ with the probabilities $<1>$, in this order. What is the <e2> of $X$?",
    "Find the <e2> of a random variable $X$ that takes the values $<l0>$ with the probabilities $<1>$, in this order.",
    "The values $<l0>$ of a random variable have the probabilities $<1>$ in the same order. Determine its <e2>.",
    "Let $X$ be a random variable with the values $<l0>$ and the probabilities $<1>$ of these values in turn. Compute the <e2> of $X$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(2, 3, rng.Next(3, 4), 4, 5), whole = level.Of(4, 6, rng.Pick(8, 10, 12), rng.Pick(10, 12, 15), rng.Pick(12, 20, 24));
        int[] cuts = [0, .. rng.Several(count - 1, Enumerable.Range(1, whole - 1)).Order(), whole];
        int least = level.Of(0, 0, -5, -9, -20), most = level.Of(9, 9, 10, 15, 30);
        return [
            string.Join(", ", rng.Several(count, Enumerable.Range(least, most - least + 1)).Order().Select(Tex.Text)),
            string.Join(", ", cuts.Zip(cuts.Skip(1), (from, to) => new Fraction(to - from, whole).ToString())),
            level.Number < 3 ? "expected value" : rng.Pick("expected value", level.Number == 3 ? "expected value" : "variance", "variance")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[0], -10_000, 10_000) is not { Length: > 1 and < 9 } x || x.Distinct().Count() < x.Length)
            return null;
        var read = values[1].Split(", ").Select(ExpressionReader.ReadNumber).ToArray();
        if (read.Length != x.Length || read.Any(p => p is not { Sign: > 0, Bits: < 20 }) || values[2] is not ("expected value" or "variance"))
            return null;
        Fraction[] chances = [.. read.Select(p => p!.Value)];
        if (chances.Aggregate((Fraction)0, (sum, p) => sum + p) != 1)
            return null;
        Fraction Sum(Func<int, Fraction, Fraction> of) => x.Zip(chances, of).Aggregate((Fraction)0, (sum, each) => sum + each);
        Fraction mean = Sum((value, p) => value * p), squares = Sum((value, p) => (Fraction)value * value * p), plain = new Fraction(x.Sum(), x.Length);
        string means = string.Join(" + ", x.Zip(chances, (value, p) => $@"{((Fraction)value).Bracketed()} \cdot {p}"));
        if (values[2] == "expected value")
        {
            return new(AnswerKind.Value, mean.ToString(),
                [
                    "The expected value is the sum of the values, each times its probability",
                    $"It is $E(X) = {means}$",
                    $"The products are {List([.. x.Zip(chances, (value, p) => $"${value * p}$")])}",
                    $"Their sum is $E(X) = {mean}$",
                ],
                new($"The mean of the values is ${plain}$", plain.ToString()),
                Slip.Careless($"The last product is left out, so the sum is ${mean - x[^1] * chances[^1]}$", (mean - x[^1] * chances[^1]).ToString()),
                x[0] < 0 ? Slip.Sign($"The products without their signs add up to ${Sum((value, p) => (value * p).Abs())}$",
                    Sum((value, p) => (value * p).Abs()).ToString()) : null,
                new($"The value with the largest probability is ${Digits(x[Array.IndexOf(chances, chances.Max())])}$",
                    Digits(x[Array.IndexOf(chances, chances.Max())])));
        }
        Fraction variance = squares - mean * mean;
        return new(AnswerKind.Value, variance.ToString(),
            [
                "The variance is $E(X^2) - E(X)^2$",
                $"The expected value is $E(X) = {means} = {mean}$",
                $@"The expected square is $E(X^2) = {string.Join(" + ", x.Zip(chances, (value, p) => $@"{Digits(value * value)} \cdot {p}"))} = {squares}$",
                $@"The variance is ${squares} - {(mean.IsInteger ? Power(mean.ToString(), "2") : $@"\left({mean}\right)^{{2}}")} = {variance}$",
            ],
            Slip.Careless($"The variance is $E(X^2) = {squares}$", squares.ToString()),
            new($"The variance is $E(X^2) - E(X) = {squares} {Tex.Plus(-mean)}$", (squares - mean).ToString()),
            Slip.Sign($"The variance is ${squares} + {mean * mean}$", (squares + mean * mean).ToString()),
            new($"The squared values are divided by their number: ${new Fraction(x.Sum(value => value * value), x.Length) - plain * plain}$",
                (new Fraction(x.Sum(value => value * value), x.Length) - plain * plain).ToString()));
    }
}
