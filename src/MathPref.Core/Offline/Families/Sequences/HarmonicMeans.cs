using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>The harmonic mean of several numbers.</summary>
internal sealed class HarmonicMean() : ProblemFamily("harmonic-mean", ["Harmonic Progressions"],
[
    "Find the harmonic mean of the numbers $<l0>$.",
    "What is the harmonic mean of $<l0>$?",
    "Compute the harmonic mean $H$ of the numbers $<l0>$.",
    "Determine the harmonic mean of the list $<l0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        // Divisors of one number, so that their reciprocals are easily added.
        int whole = rng.Pick(level.Of<int[]>([12, 18, 20], [24, 30, 36, 40], [24, 36, 48, 60, 72, 90], [60, 72, 90, 120], [120, 180, 240, 360]));
        int[] divisors = [.. Enumerable.Range(2, whole - 1).Where(n => whole % n == 0)];
        return [string.Join(", ", rng.Several(level.Of(2, 2, 3, 4, 5), divisors).Select(Tex.Text))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction[] numbers = [.. values[0].Split(", ").Select(text => ExpressionReader.ReadNumber(text)!.Value)];
        if (numbers.Length is < 2 or > 8 || numbers.Any(x => x.Sign <= 0))
            return null;
        Fraction count = numbers.Length, sum = numbers.Aggregate((Fraction)0, (s, x) => s + 1 / x), answer = count / sum;
        var total = numbers.Aggregate((Fraction)0, (s, x) => s + x);
        return new(AnswerKind.Value, answer.ToString(),
            [
                "The harmonic mean is the reciprocal of the arithmetic mean of the reciprocals",
                $"The reciprocals are ${string.Join(", ", numbers.Select(x => 1 / x))}$",
                $"Their sum is ${sum}$",
                $"Their arithmetic mean is ${sum / count}$",
                $"The harmonic mean is its reciprocal, ${answer}$",
            ],
            Slip.Careless($"The harmonic mean is the mean of the reciprocals, ${sum / count}$", (sum / count).ToString()),
            new($"The sum ${total}$ divided by ${count}$ is the mean", (total / count).ToString()),
            Slip.Careless($"The harmonic mean is the reciprocal of ${sum}$", (1 / sum).ToString()));
    }
}

/// <summary>Harmonic means inserted between two numbers.</summary>
internal sealed class HarmonicMeansBetween() : ProblemFamily("harmonic-means-between", ["Harmonic Progressions"],
[
    "Insert <n0> harmonic means between $<1>$ and $<2>$, and give them in order.",
    "Find the <n0> harmonic means between $<1>$ and $<2>$ in order.",
    "Which <n0> numbers, in order, must be put between $<1>$ and $<2>$ to make a harmonic progression?",
    "Between $<1>$ and $<2>$ put <n0> numbers so that all form a harmonic progression. List these numbers in order.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Number == 1 ? 2 : rng.Next(2, level.Of(2, 3, 4, 5, 6));
        Fraction scale = level.Number < 3 ? rng.Pick(12, 24, 36, 60) : rng.Next(1, 60), a = rng.Next(1, level.Of(5, 6, 10, 15, 20));
        Fraction d = rng.Next(1, level.Of(3, 4, 6, 8, 12));
        return [Tex.Text(count), (scale / a).ToString(), (scale / (a + (count + 1) * d)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var count = ExpressionReader.ReadNumber(values[0])!.Value;
        if (ExpressionReader.ReadNumber(values[1]) is not { IsZero: false } first || ExpressionReader.ReadNumber(values[2]) is not { IsZero: false } last)
            return null;
        if (first == last || count.Sign <= 0 || count.CompareTo(2) < 0 || count.CompareTo(8) > 0 || first.Sign != last.Sign)
            return null;
        int n = (int)count.Numerator;
        Fraction a = 1 / first, d = (1 / last - a) / (count + 1), wrong = (1 / last - a) / count, direct = (last - first) / (count + 1);
        Fraction[] reciprocals = [.. Enumerable.Range(1, n).Select(i => a + i * d)];
        return new(AnswerKind.Point, Progressions.Tuple(reciprocals.Select(x => 1 / x)),
            [
                $"The reciprocals ${a}$ and ${1 / last}$ are the ends of an arithmetic progression of ${count + 2}$ terms",
                $"Its common difference is $d = {Progressions.Ratio(1 / last, a, count + 1)} = {d}$",
                $"The terms between the ends are ${string.Join(", ", reciprocals)}$",
                $"The harmonic means are their reciprocals ${string.Join(", ", reciprocals.Select(x => 1 / x))}$",
            ],
            new($"The means have the common difference ${direct}$", Progressions.Tuple(Enumerable.Range(1, n).Select(i => first + i * direct))),
            Slip.Careless($"The means are ${string.Join(", ", reciprocals)}$", Progressions.Tuple(reciprocals)),
            Enumerable.Range(1, n).Any(i => (a + i * wrong).IsZero) ? null : Slip.Careless(
                $"The common difference is $d = {wrong}$",
                Progressions.Tuple(Enumerable.Range(1, n).Select(i => 1 / (a + i * wrong)))));
    }
}

/// <summary>The average speed over stretches of equal length.</summary>
internal sealed class AverageSpeed() : ProblemFamily("average-speed", ["Harmonic Progressions"],
[
    "A car covers stretches of equal length at the speeds $<l0>$ (in km/h). Find its average speed in km/h on the whole way.",
    "Stretches of equal length are driven at the speeds $<l0>$ (in km/h). What is the average speed on the whole way, in km/h?",
    "A train has the speeds $<l0>$ (in km/h) on successive parts of its way, all of the same length. Compute its average speed in km/h.",
    "On parts of a tour that are equally long a bus has the speeds $<l0>$ (in km/h). What is its average speed in km/h?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        // Speeds whose reciprocals are easily added.
        int[] speeds = level.Number < 3 ? [15, 20, 24, 30, 36, 40, 45, 60, 72, 90, 120] : [12, 15, 18, 20, 24, 30, 36, 40, 45, 60, 72, 80, 90, 120, 144];
        return [string.Join(", ", rng.Several(level.Of(2, 2, 3, 4, 5), speeds).Select(Tex.Text))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction[] speeds = [.. values[0].Split(", ").Select(text => ExpressionReader.ReadNumber(text)!.Value)];
        if (speeds.Length is < 2 or > 6 || speeds.Any(v => v.Sign <= 0))
            return null;
        Fraction count = speeds.Length, time = speeds.Aggregate((Fraction)0, (s, v) => s + 1 / v), answer = count / time;
        Fraction mean = speeds.Aggregate((Fraction)0, (s, v) => s + v) / count;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Let each of the ${count}$ stretches have the length $s$",
                $"The times are ${string.Join(", ", speeds.Select(v => Tex.Multiple(1 / v, "s")))}$, which add up to ${Tex.Multiple(time, "s")}$",
                $"The whole distance is ${count}s$",
                $@"The average speed is distance over time, $\frac{{{count}}}{{{time}}} = {answer}$, the harmonic mean of the speeds",
            ],
            new($"The average speed is the arithmetic mean ${mean}$ of the speeds", mean.ToString()),
            Slip.Careless($"The average speed is the reciprocal of ${time}$", (1 / time).ToString()),
            Slip.Careless($"The average speed is the sum of the speeds over ${count + 1}$", (mean * count / (count + 1)).ToString()));
    }
}

/// <summary>Two numbers with given arithmetic and harmonic mean.</summary>
internal sealed class NumbersOfMeans() : ProblemFamily("numbers-of-means", ["Harmonic Progressions"],
[
    "Two positive numbers have the arithmetic mean $<0>$ and the harmonic mean $<1>$. Find the set of the two numbers.",
    "The arithmetic mean of two positive numbers is $<0>$, and their harmonic mean is $<1>$. What are the numbers? Give them as a set.",
    "Find the set of two positive numbers whose arithmetic mean is $<0>$ and whose harmonic mean is $<1>$.",
    "Determine two positive numbers with the arithmetic mean $<0>$ and the harmonic mean $<1>$, and give them as a set.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(12, 24, 50, 80, 120);
        Fraction a = rng.Next(1, most), b = rng.Next(1, most);
        return a == b ? Draw(rng, level) : [((a + b) / 2).ToString(), (2 * a * b / (a + b)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { Sign: > 0 } a || ExpressionReader.ReadNumber(values[1]) is not { Sign: > 0 } h)
            return null;
        var square = a * a - a * h;
        if (a.Bits > 60 || h.Bits > 60 || square.Sign <= 0 || !square.TryRoot(2, out var root))
            return null;
        static string Pair(Fraction first, Fraction second) => $@"\{{{first}, {second}\}}";
        Fraction low = a - root, high = a + root;
        return new(AnswerKind.Set, Pair(low, high),
            [
                $@"The sum of the numbers is $2 \cdot {a} = {2 * a}$",
                $@"The harmonic mean is twice the product over the sum, so the product is $\frac{{{h} \cdot {2 * a}}}{{2}} = {a * h}$",
                $"So both numbers are roots of ${Polynomial.InX(1, -2 * a, a * h)} = 0$",
                $@"These are $x = {a} \pm {root}$, that is ${low}$ and ${high}$",
            ],
            Slip.Sign($@"The roots are $x = -{a} \pm {root}$", Pair(-high, -low)),
            Slip.Careless($@"The sum of the numbers is ${a}$, so they are half as large", Pair(low / 2, high / 2)),
            new($"One number lies as far below ${a}$ as the harmonic mean does, so the numbers are ${h}$ and ${2 * a - h}$", Pair(h, 2 * a - h)));
    }
}
