using System.Globalization;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of probability and statistics: by going through all outcomes.</summary>
internal static partial class ChanceOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["dice-sum"] = DiceSum,
        ["urn-draws"] = UrnDraws,
        ["bayes"] = Bayes,
        ["binomial-trials"] = BinomialTrials,
        ["independent-events"] = IndependentEvents,
        ["conditional-probability"] = ConditionalProbability,
        ["expected-value"] = ExpectedValue,
        ["average-of-data"] = Average,
        ["population-variance"] = (problem, answer) => Data(problem) is var data
            && (from x in data from y in data select (x - y) * (x - y)).Aggregate((Rational)0, (sum, square) => sum + square) == 2 * data.Length * data.Length * Number(answer),
        ["linear-change"] = LinearChange,
        ["missing-value"] = (problem, answer) => Data(problem) is var data
            && data.Append(Number(answer)).Aggregate((Rational)0, (sum, value) => sum + value - MeanGiven(problem)) == 0,
        ["combined-mean"] = CombinedMean,
        ["regression-line"] = RegressionLine,
        ["interquartile-range"] = InterquartileRange,
    };

    private static bool DiceSum(string problem, string answer)
    {
        // The list of faces is followed by "are rolled" or "faces"; the condition comes last.
        int[] faces = Numbers(NumberList().Match(problem).Value);
        int bound = Numbers(problem)[^1];
        int all = 0, good = 0;
        void Roll(int die, int sum)
        {
            if (die == faces.Length)
            {
                all++;
                good += Relation(problem, sum, bound) ? 1 : 0;
                return;
            }
            for (int face = 1; face <= faces[die]; face++)
                Roll(die + 1, sum + face);
        }
        Roll(0, 0);
        return Number(answer) == new Rational(good, all);
    }

    private static bool UrnDraws(string problem, string answer)
    {
        var (drawn, wanted, total) = Numbers(problem) is [var a, var b, var c, var d, var w] ? (d, w, a + b + c) : throw new InvalidOperationException(problem);
        int those = int.Parse(Regex.Match(problem, $"([0-9]+) {Regex.Match(problem, "([a-z]+) balls?[.?]$").Groups[1].Value}\\b").Groups[1].Value, CultureInfo.InvariantCulture);
        return Chance(drawn, 0, those, total) == Number(answer);

        // One ball after the other.
        Rational Chance(int left, int found, int good, int all) => left == 0
            ? (Relation(problem, found, wanted) ? 1 : 0)
            : (good == 0 ? 0 : new Rational(good, all) * Chance(left - 1, found + 1, good - 1, all - 1))
                + (good == all ? 0 : new Rational(all - good, all) * Chance(left - 1, found, good, all - 1));
    }

    private static bool Bayes(string problem, string answer)
    {
        var lists = NumberList().Matches(problem).Select(match => Numbers(match.Value)).ToArray();
        int asked = problem.Contains(" first ") ? 0 : problem.Contains(" second ") ? 1 : problem.Contains(" third ") ? 2 : 3;
        // Of 10000 items so many are defective, machine by machine.
        var (mine, all) = (0, 0);
        for (int item = 0; item < 10_000; item++)
        {
            int share = item / 100, machine = 0;
            for (int end = lists[0][0]; share >= end; end += lists[0][machine])
                machine++;
            bool defective = item % 100 < lists[1][machine];
            all += defective ? 1 : 0;
            mine += defective && machine == asked ? 1 : 0;
        }
        return Number(answer) == new Rational(mine, all);
    }

    private static bool BinomialTrials(string problem, string answer)
    {
        var p = Number(Formulas(problem)[0]);
        var (n, bound) = Numbers(problem) is [var x, var y] ? (problem.Contains("independent trials?") ? (y, x) : (x, y)) : throw new InvalidOperationException(problem);
        return Outcomes([.. Enumerable.Repeat(p, n)], successes => Relation(problem, successes, bound)) == Number(answer);
    }

    private static bool IndependentEvents(string problem, string answer) =>
        Outcomes([.. Formulas(problem)[0].Split(", ").Select(Number)], happened => problem.Contains("exactly one") ? happened == 1 : happened > 0) == Number(answer);

    private static Rational Outcomes(Rational[] chances, Func<int, bool> counts)
    {
        Rational sum = 0;
        for (int outcome = 0; outcome < 1 << chances.Length; outcome++)
        {
            var chance = chances.Select((p, i) => (outcome >> i & 1) == 1 ? p : 1 - p).Aggregate((Rational)1, (product, p) => product * p);
            sum += counts(System.Numerics.BitOperations.PopCount((uint)outcome)) ? chance : 0;
        }
        return sum;
    }

    private static bool ConditionalProbability(string problem, string answer)
    {
        string Given(string name) => Formulas(problem).Single(formula => formula.StartsWith($"P({name}) =", StringComparison.Ordinal));
        Rational a = Number(Right(Given("A"))), b = Number(Right(Given("B"))), union = Number(Right(Given(@"A \cup B")));
        // As many equally likely points as the three denominators make.
        var points = a.Bottom * b.Bottom * union.Bottom;
        System.Numerics.BigInteger inA = (a * points).Top, inB = (b * points).Top, inEither = (union * points).Top, onlyA = inEither - inB, onlyB = inEither - inA, both = inEither - onlyA - onlyB;
        string asked = Formulas(problem).Single(formula => formula.Contains(@"\mid"));
        return Number(answer) == (asked.Contains("overline")
            ? (asked.StartsWith("P(A", StringComparison.Ordinal) ? new Rational(onlyA, points - inB) : new Rational(onlyB, points - inA))
            : new Rational(both, asked.StartsWith("P(A", StringComparison.Ordinal) ? inB : inA));
    }

    private static bool ExpectedValue(string problem, string answer)
    {
        // As many equally likely tickets as the denominators make, each with its value.
        var lists = Formulas(problem).Where(formula => formula.Contains(", ")).Select(formula => formula.Split(", ").Select(Number).ToArray()).ToArray();
        var tickets = lists[1].Aggregate(System.Numerics.BigInteger.One, (product, p) => product * p.Bottom / System.Numerics.BigInteger.GreatestCommonDivisor(product, p.Bottom));
        var drawn = lists[0].Zip(lists[1], (value, p) => Enumerable.Repeat(value, (int)(p * tickets).Top)).SelectMany(each => each).ToArray();
        return problem.Contains("expected value")
            ? drawn.Aggregate((Rational)0, (sum, value) => sum + value - Number(answer)) == 0
            : (from x in drawn from y in drawn select (x - y) * (x - y)).Aggregate((Rational)0, (sum, square) => sum + square) == 2 * drawn.Length * drawn.Length * Number(answer);
    }

    private static bool Average(string problem, string answer)
    {
        var data = Data(problem);
        var value = Number(answer);
        if (Regex.IsMatch(problem, @"\bmean\b"))
            return data.Aggregate((Rational)0, (sum, each) => sum + each - value) == 0;
        if (Regex.IsMatch(problem, @"\brange\b"))
            return data.Any(x => data.Any(y => x - y == value)) && data.All(x => data.All(y => (x - y - value).Top <= 0));
        if (Regex.IsMatch(problem, @"\bmode\b"))
            return data.Where(each => each != value).All(other => data.Count(each => each == other) < data.Count(each => each == value));
        // Take away the smallest and the largest until one or two are left.
        List<Rational> left = [.. data.OrderBy(each => each.ToDouble())];
        while (left.Count > 2)
            left = left[1..^1];
        return left[0] + left[^1] == 2 * value;
    }

    private static bool LinearChange(string problem, string answer)
    {
        // Two values at mean - deviation and mean + deviation have that mean and that deviation.
        var formulas = Formulas(problem).Where(formula => formula != "x").ToArray();
        Rational mean = Number(formulas[0]), deviation = Number(formulas[1]);
        Rational low = Value(formulas[2], new() { ['x'] = mean - deviation }), high = Value(formulas[2], new() { ['x'] = mean + deviation });
        var half = (high - low) / 2;
        return problem.Contains(" variance") ? Number(answer) == half * half
            : Regex.Count(problem, "standard deviation") == 2 ? Number(answer).Top >= 0 && Number(answer) * Number(answer) == half * half
            : Number(answer) * 2 == low + high;
    }

    private static bool CombinedMean(string problem, string answer)
    {
        var lists = NumberList().Matches(problem).Select(match => Numbers(match.Value)).ToArray();
        var everybody = lists[0].Zip(lists[1], (size, mean) => Enumerable.Repeat(mean, size)).SelectMany(group => group).ToArray();
        return Number(answer) * everybody.Length == everybody.Sum();
    }

    private static bool RegressionLine(string problem, string answer)
    {
        var points = Point().Matches(problem).Select(match => (X: Number(match.Groups[1].Value), Y: Number(match.Groups[2].Value))).ToArray();
        Assert.StartsWith("y =", answer);
        // At the least sum of squares the residuals are at right angles to 1 and to x.
        var residuals = points.Select(p => (p.X, Left: p.Y - Value(Right(answer), new() { ['x'] = p.X }))).ToArray();
        return residuals.Aggregate((Rational)0, (sum, r) => sum + r.Left) == 0 && residuals.Aggregate((Rational)0, (sum, r) => sum + r.X * r.Left) == 0;
    }

    private static bool InterquartileRange(string problem, string answer)
    {
        // Each half is worn down from both ends.
        List<Rational> all = [.. Data(problem).OrderBy(each => each.ToDouble())];
        List<Rational> low = [], high = [];
        while (all.Count > 1)
        {
            low.Add(all[0]);
            high.Insert(0, all[^1]);
            all = all[1..^1];
        }
        Rational Middle(List<Rational> half)
        {
            while (half.Count > 2)
                half = half[1..^1];
            return (half[0] + half[^1]) / 2;
        }
        return Middle(high) - Middle(low) == Number(answer);
    }

    private static Rational[] Data(string problem) => [.. Formulas(problem).Single(formula => formula.Contains(", ")).Split(", ").Select(Number)];

    private static Rational MeanGiven(string problem) => Number(Formulas(problem).Single(formula => !formula.Contains(", ") && formula != "x"));

    private static bool Relation(string problem, int value, int bound) => problem.Contains("at least") ? value >= bound
        : problem.Contains("at most") ? value <= bound
        : problem.Contains("divisible") ? value % bound == 0
        : value == bound;

    [GeneratedRegex(@"\((-?[0-9]+), (-?[0-9]+)\)")]
    private static partial Regex Point();

    [GeneratedRegex("[0-9]+(?:, [0-9]+)* and [0-9]+")]
    private static partial Regex NumberList();
}
