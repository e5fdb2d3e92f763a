using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of arithmetic, geometric and harmonic progressions: by their definitions, term after term.</summary>
internal static partial class SequenceOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["arithmetic-from-two"] = (problem, answer) => OnOneLine(problem, answer, x => x),
        ["arithmetic-means-between"] = (problem, answer) => Between(problem, answer, (x, y, z) => y - x == z - y),
        ["arithmetic-triple"] = (problem, answer) => Triple(problem, answer) is [var a, var b, var c] && b - a == c - b,
        ["arithmetic-count"] = ArithmeticCount,
        ["geometric-from-two"] = GeometricFromTwo,
        ["geometric-means-between"] = (problem, answer) => Between(problem, answer, (x, y, z) => y * y == x * z && y.Top > 0),
        ["geometric-triple"] = (problem, answer) => Triple(problem, answer) is [var a, var b, var c] && (b * b == a * c || a * a == b * c || c * c == a * b),
        ["geometric-first-over"] = GeometricFirstOver,
        ["harmonic-term"] = (problem, answer) => Harmonic(Terms(problem), Ordinals(problem)[0])[^1] == Number(answer),
        ["harmonic-from-two"] = (problem, answer) => OnOneLine(problem, answer, x => 1 / x),
        ["harmonic-index"] = (problem, answer) =>
            Whole(answer) is >= 3 and < 10_000 and var n && Harmonic(Terms(problem), n)[^1] == Number(Formulas(problem).Single(f => !f.Contains(',') && f != "n")),
        ["harmonic-mean"] = (problem, answer) => HarmonicMean(problem, answer),
        ["harmonic-means-between"] = (problem, answer) => Between(problem, answer, (x, y, z) => y * (x + z) == 2 * x * z),
        ["average-speed"] = AverageSpeed,
        ["numbers-of-means"] = NumbersOfMeans,
    };

    /// <summary>Whether the numbers of the three terms and the terms, perhaps in other values, lie on one line.</summary>
    private static bool OnOneLine(string problem, string answer, Func<Rational, Rational> seen)
    {
        var (p, q, r) = Numbered(problem);
        var given = Formulas(problem).Select(f => seen(Number(f))).ToArray();
        return given.Length == 2 && (seen(Number(answer)) - given[0]) * (q - p) == (given[1] - given[0]) * (r - p);
    }

    private static bool GeometricFromTwo(string problem, string answer)
    {
        var (p, q, r) = Numbered(problem);
        Rational[] given = [.. Formulas(problem).Select(Number)];
        var x = Number(answer);
        return x.Top > 0 && (x / given[0]).Pow(q - p) == (given[1] / given[0]).Pow(r - p);
    }

    /// <summary>Whether the answer has so many terms as it should have, and each term with its neighbours is what it should be.</summary>
    private static bool Between(string problem, string answer, Func<Rational, Rational, Rational, bool> isOne)
    {
        var ends = Formulas(problem).Select(Number).ToArray();
        Rational[] means = answer.Trim() is ['(', .. var inner, ')'] ? [.. inner.Split(',').Select(Number)] : throw new InvalidOperationException(answer);
        Rational[] all = [ends[0], .. means, ends[1]];
        return means.Length == Latex.Numbers(problem).Single() && Enumerable.Range(1, means.Length).All(i => isOne(all[i - 1], all[i], all[i + 1]));
    }

    /// <summary>Three numbers in order of size, if sum and product are as told.</summary>
    private static Rational[] Triple(string problem, string answer)
    {
        var given = Formulas(problem).Select(Number).ToArray();
        var set = Set(answer);
        return set.Length == 3 && set[0] + set[1] + set[2] == given[0] && set[0] * set[1] * set[2] == given[1] ? [.. set.OrderBy(x => x.ToDouble())] : [];
    }

    private static bool ArithmeticCount(string problem, string answer)
    {
        var terms = Formulas(problem)[0].Split(',').Where(t => !t.Contains("dots")).Select(Number).ToList();
        var last = terms[^1];
        int count = 1;
        for (var term = terms[0]; term != last && count < 10_000; term += terms[1] - terms[0])
            count++;
        return Number(answer) == count;
    }

    private static bool GeometricFirstOver(string problem, string answer)
    {
        Rational[] given = [.. Formulas(problem).Where(f => f != "n").Select(Number)];
        bool isLast = problem.StartsWith("Determine", StringComparison.Ordinal);
        var (a, r, bound) = isLast ? (given[1], given[2], given[0]) : (given[0], given[1], given[2]);
        int n = 1;
        for (; (a - bound).Top <= 0; a *= r)
            n++;
        return Number(answer) == n;
    }

    private static bool HarmonicMean(string problem, string answer)
    {
        var numbers = Formulas(problem).Single(f => f != "H").Split(',').Select(Number).ToArray();
        // With the mean in the place of each number the reciprocals add up to the same.
        var mean = Number(answer);
        return numbers.Aggregate((Rational)0, (sum, x) => sum + 1 / x - 1 / mean) == 0;
    }

    private static bool AverageSpeed(string problem, string answer)
    {
        var speeds = Formulas(problem).Single().Split(',').Select(Number).ToArray();
        // Stretches as long as the product of all speeds take whole hours.
        var stretch = speeds.Aggregate((Rational)1, (product, v) => product * v);
        var hours = speeds.Aggregate((Rational)0, (sum, v) => sum + stretch / v);
        return Number(answer) * hours == speeds.Length * stretch;
    }

    private static bool NumbersOfMeans(string problem, string answer)
    {
        var means = Formulas(problem).Select(Number).ToArray();
        return Set(answer) is [var a, var b] && a.Top > 0 && b.Top > 0 && (a + b) / 2 == means[0] && 2 / (1 / a + 1 / b) == means[1];
    }

    /// <summary>Term after term: each has the harmonic mean of its neighbours.</summary>
    private static List<Rational> Harmonic(Rational[] start, int count)
    {
        List<Rational> terms = [.. start];
        Assert.True(terms.Count == 3 && terms[1] * (terms[0] + terms[2]) == 2 * terms[0] * terms[2], "not harmonic");
        while (terms.Count < count)
            terms.Add(1 / (2 / terms[^1] - 1 / terms[^2]));
        return terms;
    }

    private static Rational[] Terms(string problem) =>
        [.. Formulas(problem).Single(f => f.Contains(',')).Split(',').Where(t => !t.Contains("dots")).Select(Number)];

    private static Rational[] Set(string answer) =>
        answer.Trim() is ['\\', '{', .. var inner, '\\', '}'] ? [.. inner.Split(',').Select(Number)] : throw new InvalidOperationException(answer);

    private static int Whole(string answer) => Number(Right(answer)) is var n && n.Bottom.IsOne ? (int)n.Top : 0;

    private static int[] Ordinals(string problem) =>
        [.. Ordinal().Matches(problem).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>The numbers of the two known terms and of the one that is asked for.</summary>
    private static (int P, int Q, int R) Numbered(string problem)
    {
        var all = Ordinals(problem);
        return problem.StartsWith("Find the", StringComparison.Ordinal) ? (all[1], all[2], all[0]) : (all[0], all[1], all[2]);
    }

    [GeneratedRegex("([0-9]+)(?:st|nd|rd|th)")]
    private static partial Regex Ordinal();
}
