using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Chance;

/// <summary>The mean, the median, the mode or the range of data.</summary>
internal sealed class Average() : ProblemFamily("average-of-data", ["Statistics"],
[
    "What is the <w0> of the data $<l1>$?",
    "Find the <w0> of the data set $<l1>$.",
    "A sample consists of the values $<l1>$. Determine its <w0>.",
    "Compute the <w0> of the numbers $<l1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(level.Of(4, 5, 6, 8, 11), level.Of(5, 7, 9, 12, 15)), least = level.Of(0, 0, 0, -20, -50), most = level.Of(9, 20, 40, 60, 99);
        var data = Enumerable.Range(0, count).Select(_ => rng.Next(least, most)).ToList();
        string what = rng.Pick("mean", "median", level.Number < 3 ? "range" : "median", "mode");
        if (what == "mode")
        {
            data[1] = data[0];
            data = [.. rng.Several(count, data)];
        }
        return [what, string.Join(", ", data.Select(Tex.Text))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[1], -100_000, 100_000) is not { Length: > 2 and < 21 } data)
            return null;
        int n = data.Length;
        int[] sorted = [.. data.Order()];
        Fraction sum = data.Sum(), mean = sum / n, middle = new Fraction(sorted[(n - 1) / 2] + sorted[n / 2], 2),
            unsorted = new Fraction(data[(n - 1) / 2] + data[n / 2], 2);
        string inOrder = string.Join(", ", sorted.Select(Tex.Text));
        switch (values[0])
        {
            case "mean":
                return new(AnswerKind.Value, mean.ToString(),
                    [
                        "The mean is the sum of the values divided by their number",
                        $"The sum is ${Sum(data)} = {sum}$",
                        $"There are ${Digits(n)}$ values",
                        $@"The mean is $\frac{{{sum}}}{{{Digits(n)}}}{(mean.Denominator == n && sum.Sign >= 0 ? "" : $" = {mean}")}$",
                    ],
                    new($"The value in the middle is ${middle}$", middle.ToString()),
                    Slip.Careless($@"The mean is $\frac{{{sum}}}{{{Digits(n - 1)}}}$", (sum / (n - 1)).ToString()),
                    Slip.Careless($"The values without the last add up to ${sum - data[^1]}$", ((sum - data[^1]) / n).ToString()),
                    sorted[0] < 0 ? Slip.Sign("The values are added without their signs", new Fraction(data.Sum(Math.Abs), n).ToString()) : null);
            case "median":
                return new(AnswerKind.Value, middle.ToString(),
                    [
                        $"In order the values are ${inOrder}$",
                        n % 2 == 1 ? $"There are ${Digits(n)}$ values, so the median is the one in the middle, number ${Digits((n + 1) / 2)}$"
                            : $"There are ${Digits(n)}$ values, so the median is the mean of the two in the middle, numbers ${Digits(n / 2)}$ and " +
                                $"${Digits(n / 2 + 1)}$",
                        n % 2 == 1 ? $"The median is ${middle}$"
                            : $@"The median is $\frac{{{Digits(sorted[n / 2 - 1])} {Tex.Plus(sorted[n / 2])}}}{{2}} = {middle}$",
                    ],
                    new($"The value in the middle of the list is ${unsorted}$", unsorted.ToString()),
                    new($"The mean is ${sum} \\div {Digits(n)} = {mean}$", mean.ToString()),
                    n % 2 == 0 ? Slip.Careless($"The value number ${Digits(n / 2)}$ in order is ${Digits(sorted[n / 2 - 1])}$", Digits(sorted[n / 2 - 1]))
                        : Slip.Careless($"The value number ${Digits((n - 1) / 2)}$ in order is ${Digits(sorted[(n - 3) / 2])}$", Digits(sorted[(n - 3) / 2])));
            case "range":
                return new(AnswerKind.Value, Digits(sorted[^1] - sorted[0]),
                    [
                        "The range is the largest value minus the smallest",
                        $"The largest value is ${Digits(sorted[^1])}$ and the smallest is ${Digits(sorted[0])}$",
                        $"The range is ${Digits(sorted[^1])} - {((Fraction)sorted[0]).Bracketed()} = {Digits(sorted[^1] - sorted[0])}$",
                    ],
                    new($"The last value minus the first is ${Digits(data[^1] - data[0])}$", Digits(data[^1] - data[0])),
                    Slip.Careless($"The largest value is ${Digits(sorted[^1])}$", Digits(sorted[^1])),
                    Slip.Sign($"The range is ${Digits(sorted[^1])} {Tex.Plus(sorted[0])}$", Digits(sorted[^1] + sorted[0])));
            case "mode":
                var groups = data.GroupBy(value => value).OrderByDescending(group => group.Count()).ToArray();
                if (groups.Length < 2 || groups[0].Count() == groups[1].Count())
                    return null;
                int mode = groups[0].Key, times = groups[0].Count();
                return new(AnswerKind.Value, Digits(mode),
                    [
                        "The mode is the value that occurs most often",
                        $"In order the values are ${inOrder}$",
                        $"The value ${Digits(mode)}$ occurs ${Digits(times)}$ times, and every other value less often",
                        $"The mode is ${Digits(mode)}$",
                    ],
                    Slip.Careless($"A value occurs ${Digits(times)}$ times", Digits(times)),
                    new($"The largest value is ${Digits(sorted[^1])}$", Digits(sorted[^1])),
                    new($"The value in the middle is ${middle}$", middle.ToString()));
            default:
                return null;
        }
    }

    /// <summary>The values with plus and minus signs between them.</summary>
    internal static string Sum(IEnumerable<int> data) =>
        string.Concat(data.Select((value, i) => i == 0 ? Digits(value) : $" {(value < 0 ? "-" : "+")} {Digits(Math.Abs((long)value))}"));
}

/// <summary>The variance of data that are all there is: divided by n.</summary>
internal sealed class PopulationVariance() : ProblemFamily("population-variance", ["Statistics"],
[
    "What is the population variance of the data $<l0>$?",
    "Find the variance of the whole population $<l0>$, that is, with the divisor $n$.",
    "A population has the values $<l0>$. Compute its variance, dividing by $n$.",
    "Determine the population variance of the values $<l0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(level.Of(3, 3, 4, 5, 6), level.Of(3, 4, 5, 6, 8)), least = level.Of(0, 0, -5, -10, -15), most = level.Of(6, 9, 15, 20, 30);
        int[] data = [.. Enumerable.Range(0, count).Select(_ => rng.Next(least, most))];
        // The mean is a whole number, as in most textbooks, or a half at the last level.
        int rest = level.Number == 5 && count % 2 == 0 ? count / 2 : 0;
        data[0] += ((rest - data.Sum()) % count + count) % count;
        return [string.Join(", ", data.Select(Tex.Text))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[0], -10_000, 10_000) is not { Length: > 2 and < 13 } data)
            return null;
        int n = data.Length;
        Fraction sum = data.Sum(), mean = sum / n;
        Fraction[] squares = [.. data.Select(value => (value - mean) * (value - mean))];
        Fraction total = squares.Aggregate((Fraction)0, (s, square) => s + square), answer = total / n;
        if (answer.IsZero)
            return null;
        Fraction absolute = data.Aggregate((Fraction)0, (s, value) => s + (value - mean).Abs()), rawSquares = data.Sum(value => value * value);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"The mean is $\frac{{{sum}}}{{{Digits(n)}}}{(mean.Denominator == n ? "" : $" = {mean}")}$",
                $"The deviations from the mean are ${string.Join(", ", data.Select(value => (value - mean).ToString()))}$",
                $"Their squares are ${string.Join(", ", squares)}$",
                $"The sum of the squares is ${total}$",
                $@"The population variance is ${total} \div {Digits(n)} = {answer}$",
            ],
            new($@"The variance is ${total} \div {Digits(n - 1)}$", (total / (n - 1)).ToString()),
            Slip.Careless($"The variance is the sum of the squares, ${total}$", total.ToString()),
            new($@"The mean of the absolute deviations is ${absolute} \div {Digits(n)}$", (absolute / n).ToString()),
            mean.IsZero ? null : Slip.Careless($@"The mean of the squared values is ${rawSquares} \div {Digits(n)}$", (rawSquares / n).ToString()));
    }
}

/// <summary>What a linear change does to mean, variance and standard deviation.</summary>
internal sealed class LinearChange() : ProblemFamily("linear-change", ["Statistics"],
[
    "Data $x$ have the mean $<0>$ and the standard deviation $<1>$. What is the <e3> of the data $<2>$?",
    "The values $x$ of a sample have the mean $<0>$ and the standard deviation $<1>$. Find the <e3> of the values $<2>$.",
    "A data set with the mean $<0>$ and the standard deviation $<1>$ is changed: every value $x$ becomes $<2>$. Determine the new <e3>.",
    "Each value $x$ in a data set with the mean $<0>$ and the standard deviation $<1>$ is replaced by $<2>$. Compute the <e3> of the new data.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = level.Number < 3 ? rng.Next(2, 6) : rng.NonZero(-level.Of(0, 0, 6, 9, 15), level.Of(0, 0, 6, 9, 15));
        if (a.Abs().IsOne)
            a = 2 * a;
        if (level.Number == 5)
            a = new Fraction(a.Numerator, rng.Pick(2, 3, 4));
        Fraction mean = new(rng.Next(level.Of(1, 1, 10, 20, 40), level.Of(20, 50, 90, 200, 400)), level.Of(1, 1, 1, 1, 2)),
            sd = rng.Next(2, level.Of(9, 12, 20, 30, 60));
        return [mean.ToString(), sd.ToString(), Polynomial.Linear(a, rng.NonZero(-level.Of(0, 5, 30, 60, 99), level.Of(9, 20, 60, 90, 200))).ToString(),
            level.Number == 1 ? "standard deviation" : rng.Pick("standard deviation", "variance", "mean")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { } mean || ExpressionReader.ReadNumber(values[1]) is not { Sign: > 0 } sd)
            return null;
        if (ExpressionReader.ReadPolynomial(values[2]) is not { } change || !change.IsIn('x', 1) || mean.Bits > 60 || sd.Bits > 60)
            return null;
        var (a, b) = (change["x"], change[""]);
        if (a.Bits > 60 || b.Bits > 60 || b.IsZero)
            return null;
        Fraction newMean = a * mean + b, newSd = a.Abs() * sd, newVariance = newSd * newSd;
        string[] steps = [$"The values are multiplied by ${a}$ and then shifted by ${b}$"];
        switch (values[3])
        {
            case "mean":
                return new(AnswerKind.Value, newMean.ToString(),
                    [.. steps, "The mean is changed as every value is", $@"The new mean is ${Multiplied(a)}{mean.Bracketed()} {Tex.Plus(b)} = {newMean}$"],
                    Slip.Careless($@"The new mean is ${Multiplied(a)}{mean.Bracketed()} = {a * mean}$", (a * mean).ToString()),
                    Slip.Sign($@"The new mean is ${Multiplied(a)}{mean.Bracketed()} {Tex.Plus(-b)}$", (a * mean - b).ToString()),
                    new($@"The new mean is ${Multiplied(a)}({mean} {Tex.Plus(b)})$", (a * (mean + b)).ToString()));
            case "standard deviation":
                return new(AnswerKind.Value, newSd.ToString(),
                    [.. steps, "The shift moves all values and their mean alike, so it does not change the spread",
                        "The factor multiplies all deviations from the mean, so the standard deviation is multiplied by its absolute value",
                        $@"The new standard deviation is ${Multiplied(a.Abs())}{sd} = {newSd}$"],
                    new($@"The new standard deviation is ${Multiplied(a)}{sd} {Tex.Plus(b)}$", (a * sd + b).ToString()),
                    a.Sign < 0 ? Slip.Sign($@"The new standard deviation is ${Multiplied(a)}{sd}$", (a * sd).ToString()) : null,
                    new($@"The new standard deviation is ${Multiplied(a * a)}{sd}$", (a * a * sd).ToString()),
                    Slip.Careless($"A linear change leaves the standard deviation as it is, ${sd}$", sd.ToString()));
            case "variance":
                return new(AnswerKind.Value, newVariance.ToString(),
                    [.. steps, $"The variance of the old values is ${sd}^2 = {sd * sd}$",
                        "The shift does not change the variance, and the factor enters by its square",
                        $@"The new variance is ${Power(a.ToString(), "2")} \cdot {sd * sd} = {newVariance}$"],
                    new($@"The new variance is ${Multiplied(a.Abs())}{sd * sd}$", (a.Abs() * sd * sd).ToString()),
                    Slip.Careless($@"The new standard deviation is ${Multiplied(a.Abs())}{sd} = {newSd}$", newSd.ToString()),
                    new($@"The new variance is ${Power(a.ToString(), "2")} \cdot {sd * sd} {Tex.Plus(b)}$", (newVariance + b).ToString()),
                    a.Sign < 0 ? Slip.Sign($@"The new variance is ${Multiplied(a)}{sd * sd}$", (a * sd * sd).ToString()) : null);
            default:
                return null;
        }
    }

    private static string Multiplied(Fraction factor) => factor == 1 ? "" : $@"{factor} \cdot ";
}
