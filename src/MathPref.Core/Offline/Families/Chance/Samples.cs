using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Chance;

/// <summary>A value that is missing, from the mean.</summary>
internal sealed class MissingValue() : ProblemFamily("missing-value", ["Statistics"],
[
    "The numbers $<l0>$ and $x$ have the mean $<1>$. Find $x$.",
    "For which $x$ is $<1>$ the mean of the numbers $<l0>$ and $x$?",
    "The mean of $<l0>$ and one more number $x$ is $<1>$. What is $x$?",
    "Determine $x$ so that the mean of the data $<l0>$ and $x$ is $<1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(level.Of(2, 3, 4, 6, 8), level.Of(3, 4, 6, 8, 10)), least = level.Of(1, 1, 1, -20, -40), most = level.Of(12, 20, 40, 60, 90);
        int[] data = [.. Enumerable.Range(0, count).Select(_ => rng.Next(least, most))];
        Fraction mean = new Fraction(data.Sum() + rng.Next(least, most), count + 1);
        return [string.Join(", ", data.Select(Tex.Text)), level.Number < 4 ? ((Fraction)mean.Floor()).ToString() : mean.ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[0], -100_000, 100_000) is not { Length: > 1 and < 21 } data || ExpressionReader.ReadNumber(values[1]) is not { } mean
            || mean.Bits > 60)
            return null;
        int n = data.Length + 1;
        Fraction sum = data.Sum(), total = n * mean, answer = total - sum;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"With $x$ there are ${Digits(n)}$ numbers, so their sum must be ${Digits(n)} \\cdot {mean.Bracketed()} = {total}$",
                $"The numbers given have the sum ${Average.Sum(data)} = {sum}$",
                $"So $x = {total} {Tex.Plus(-sum)} = {answer}$",
            ],
            Slip.Careless($"There are ${Digits(n - 1)}$ numbers, so their sum must be ${Digits(n - 1)} \\cdot {mean.Bracketed()} = {(n - 1) * mean}$",
                ((n - 1) * mean - sum).ToString()),
            new($"The mean of the numbers given is ${sum / (n - 1)}$, and $x$ is as far from ${mean}$ on the other side",
                (2 * mean - sum / (n - 1)).ToString()),
            Slip.Sign($"So $x = {sum} {Tex.Plus(-total)}$", (sum - total).ToString()),
            new("The missing number is the mean itself", mean.ToString()));
    }
}

/// <summary>The mean of two or more groups together.</summary>
internal sealed class CombinedMean() : ProblemFamily("combined-mean", ["Statistics"],
[
    "Groups of <e0> people have the mean scores <e1>, in this order. What is the mean score of all of them together?",
    "In a test groups of <e0> people reach the mean scores <e1> respectively. Find the mean score of everybody.",
    "The mean scores of groups with <e0> members are <e1> in the same order. Determine the overall mean score.",
    "Compute the mean score of all members of groups of <e0> people whose mean scores are <e1> in this order.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(2, 2, rng.Next(2, 3), 3, 4);
        int[] Numbers(int from, int to) => [.. Enumerable.Range(0, count).Select(_ => rng.Next(from, to))];
        while (true)
        {
            int[] sizes = Numbers(level.Of(2, 5, 8, 10, 15), level.Of(9, 20, 30, 40, 60)),
                means = Numbers(level.Of(2, 10, 20, 40, 40), level.Of(20, 60, 90, 99, 200));
            if (new Fraction(sizes.Zip(means, (size, mean) => size * mean).Sum(), sizes.Sum()).Denominator <= level.Of(2, 2, 5, 10, 20))
                return [List([.. sizes.Select(size => Digits(size))]), List([.. means.Select(mean => Digits(mean))])];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Listed(values[0], 2, 10_000) is not { Length: > 1 and < 8 } sizes || Listed(values[1], 0, 10_000) is not { } means || means.Length != sizes.Length)
            return null;
        int people = sizes.Sum(), sum = sizes.Zip(means, (size, mean) => size * mean).Sum();
        Fraction answer = new(sum, people), plain = new(means.Sum(), means.Length);
        return new(AnswerKind.Value, answer.ToString(),
            [
                "The overall mean is the sum of all scores divided by the number of people",
                $"The groups' sums are {List([.. sizes.Zip(means, (size, mean) => $@"${Digits(size)} \cdot {Digits(mean)} = {Digits(size * mean)}$")])}",
                $"Together they make ${Digits(sum)}$, and there are ${string.Join(" + ", sizes.Select(Tex.Text))} = {Digits(people)}$ people",
                $@"The mean is $\frac{{{Digits(sum)}}}{{{Digits(people)}}}{(answer.Denominator == people ? "" : $" = {answer}")}$",
            ],
            new($@"The mean of the means is $\frac{{{string.Join(" + ", means.Select(Tex.Text))}}}{{{Digits(means.Length)}}}$", plain.ToString()),
            Slip.Careless($@"The sum of all scores is divided by the number of groups: $\frac{{{Digits(sum)}}}{{{Digits(means.Length)}}}$",
                new Fraction(sum, means.Length).ToString()),
            new($@"The sum of the means is divided by the number of people: $\frac{{{Digits(means.Sum())}}}{{{Digits(people)}}}$",
                new Fraction(means.Sum(), people).ToString()),
            Slip.Careless($"There are ${Digits(people - 1)}$ people", new Fraction(sum, people - 1).ToString()));
    }
}

/// <summary>The least-squares line through points.</summary>
internal sealed class RegressionLine() : ProblemFamily("regression-line", ["Statistics"],
[
    "What is the least-squares regression line $y = mx + b$ of the points $<e0>$?",
    "Find the equation of the least-squares line for the data $<e0>$.",
    "Determine the regression line of $y$ on $x$ for the points $<e0>$.",
    "The points $<e0>$ are fitted by the method of least squares. Give the equation of the line.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(3, 3, rng.Next(3, 4), rng.Next(4, 5), rng.Next(5, 6)), most = level.Of(5, 7, 9, 12, 15);
        while (true)
        {
            int[] xs = [.. rng.Several(count, Enumerable.Range(level.Of(0, 0, 0, -5, -8), most + 1)).Order()];
            int slope = rng.NonZero(-2, 3), start = rng.Next(0, most);
            int[][] points = [.. xs.Select(x => new[] { x, start + slope * x + rng.Next(-2, 2) })];
            var (over, under) = Slope(points);
            if ((over / under).Denominator <= level.Of(3, 7, 14, 20, 40) && points.Any(p => p[1] - points[0][1] != over / under * (p[0] - xs[0])))
                return [string.Join(", ", points.Select(p => $"({Digits(p[0])}, {Digits(p[1])})"))];
        }
    }

    /// <summary>What stands above and below the line in the formula for the slope.</summary>
    private static (Fraction Over, Fraction Under) Slope(int[][] points)
    {
        Fraction n = points.Length, sumX = points.Sum(p => p[0]), sumY = points.Sum(p => p[1]);
        return (n * points.Sum(p => p[0] * p[1]) - sumX * sumY, n * points.Sum(p => p[0] * p[0]) - sumX * sumX);
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[0] is not ['(', .. var inner, ')'])
            return null;
        int[][] points = [.. inner.Split("), (").Select(point => Blank.List(point, -1000, 1000) ?? [])];
        if (points.Length is < 3 or > 8 || points.Any(point => point.Length != 2))
            return null;
        int n = points.Length;
        Fraction sumX = points.Sum(p => p[0]), sumY = points.Sum(p => p[1]), sumXX = points.Sum(p => p[0] * p[0]), sumXY = points.Sum(p => p[0] * p[1]);
        var (over, under) = Slope(points);
        if (under.IsZero || over.IsZero)
            return null;
        Fraction m = over / under, b = (sumY - m * sumX) / n;
        string Line(Fraction slope, Fraction start) => $"y = {Tex.Sum((slope, "x"), (start, ""))}";
        Fraction ends = new Fraction(points[^1][1] - points[0][1], points[^1][0] - points[0][0] is 0 ? 1 : points[^1][0] - points[0][0]);
        return new(AnswerKind.Equation, Line(m, b),
            [
                $@"The sums are $\sum x = {sumX}$, $\sum y = {sumY}$, $\sum x^2 = {sumXX}$ and $\sum xy = {sumXY}$, with $n = {Digits(n)}$",
                @"The slope is $m = \frac{n \sum xy - \sum x \sum y}{n \sum x^2 - (\sum x)^2}$",
                $@"This is $m = \frac{{{Digits(n)} \cdot {sumXY.Bracketed()} - {sumX.Bracketed()} \cdot {sumY.Bracketed()}}}{{{Digits(n)} \cdot {sumXX} - " +
                    $@"{sumX.Bracketed()}^2}} = {m}$",
                $@"The line goes through the point of the means, so $b = {sumY / n} - {m.Bracketed()} \cdot {(sumX / n).Bracketed()} = {b}$",
                $"The line is ${Line(m, b)}$",
            ],
            ends.IsZero ? null : new($"The line through the first and the last point has the slope ${ends}$", Line(ends, points[0][1] - ends * points[0][0])),
            Slip.Sign($@"The mean of $y$ and $m$ times the mean of $x$ are added: $b = {(sumY + m * sumX) / n}$", Line(m, (sumY + m * sumX) / n)),
            new($@"The slope is $m = \frac{{\sum xy}}{{\sum x^2}} = {sumXY / sumXX}$", Line(sumXY / sumXX, (sumY - sumXY / sumXX * sumX) / n)),
            Slip.Careless($"The line has the slope ${m}$ and goes through the origin", Line(m, 0)));
    }
}

/// <summary>The interquartile range, where the quartiles are the medians of the two halves.</summary>
internal sealed class InterquartileRange() : ProblemFamily("interquartile-range", ["Statistics"],
[
    "What is the interquartile range of $<l0>$? The quartiles are the medians of the lower and the upper half, without the median itself if it is one of " +
        "the values.",
    "Take the quartiles as the medians of the two halves, without the median itself if it is one of the values. Find the interquartile range of $<l0>$.",
    "Determine the interquartile range of the data $<l0>$, with the medians of the lower and the upper half as quartiles (the middle value of an odd " +
        "number of values belongs to neither half).",
    "The medians of the lower and the upper half are the quartiles, and a middle value belongs to neither half. Compute the interquartile range of $<l0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(level.Of(4, 6, 7, 9, 11), level.Of(6, 8, 10, 13, 16));
        return [string.Join(", ", Enumerable.Range(0, count).Select(_ => Digits(rng.Next(level.Of(0, 0, 0, -20, -40), level.Of(12, 25, 50, 60, 90)))))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[0], -100_000, 100_000) is not { Length: > 3 and < 25 } data)
            return null;
        int n = data.Length, half = n / 2;
        int[] sorted = [.. data.Order()], lower = sorted[..half], upper = sorted[(n - half)..];
        Fraction first = Median(lower), third = Median(upper), answer = third - first;
        Fraction with = Median(sorted[half..]) - Median(sorted[..(n - half)]);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"In order the values are ${Row(sorted)}$",
                $"The lower half is ${Row(lower)}$ with the median $Q_1 = {first}$",
                $"The upper half is ${Row(upper)}$ with the median $Q_3 = {third}$",
                $"The interquartile range is $Q_3 - Q_1 = {third} - {first.Bracketed()} = {answer}$",
            ],
            Slip.Careless("The halves are taken in the order of the list, without sorting", (Median(data[(n - half)..]) - Median(data[..half])).ToString()),
            new($"The largest value minus the smallest is ${Digits(sorted[^1])} - {((Fraction)sorted[0]).Bracketed()}$", Digits(sorted[^1] - sorted[0])),
            n % 2 == 1 ? Slip.Careless($"Both halves contain the median ${Digits(sorted[half])}$", with.ToString()) : null,
            new($@"The interquartile range is the mean of the quartiles, $\frac{{{first} {Tex.Plus(third)}}}{{2}}$", ((first + third) / 2).ToString()));
    }

    private static string Row(int[] values) => string.Join(", ", values.Select(Tex.Text));

    /// <summary>Of what is in order.</summary>
    private static Fraction Median(int[] values) => new(values[(values.Length - 1) / 2] + values[values.Length / 2], 2);
}
