using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using static MathPref.Core.Tests.Offline.Opinions.Latex;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Of combinatorics: by going through all that is to be counted.</summary>
internal static partial class CountingOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["letter-arrangements"] = LetterArrangements,
        ["books-on-shelf"] = BooksOnShelf,
        ["round-table"] = RoundTable,
        ["committees"] = Committees,
        ["digit-numbers"] = DigitNumbers,
        ["stars-and-bars"] = StarsAndBars,
        ["binomial-power"] = (problem, answer) => Expanded(problem)[(Asked(problem), 0)] == Number(answer),
        ["binomial-term"] = BinomialTerm,
        ["constant-term"] = (problem, answer) => Expanded(problem)[(0, 0)] == Number(answer),
        ["coefficient-sum"] = CoefficientSum,
        ["product-coefficient"] = (problem, answer) => Expanded(problem)[(Asked(problem), 0)] == Number(answer),
        ["unknown-exponent"] = UnknownExponent,
        ["induction-constant"] = InductionConstant,
        ["induction-increment"] = InductionIncrement,
        ["induction-start"] = InductionStart,
        ["power-divisor"] = (problem, answer) => Divisor(problem, 0) == Number(answer),
        ["faulty-step"] = FaultyStep,
        ["binomial-remainder"] = BinomialRemainder,
        ["polynomial-divisor"] = (problem, answer) => Divisor(problem, 1) == Number(answer),
    };

    private static bool LetterArrangements(string problem, string answer)
    {
        int[] counts = [.. Assert.Single(Capitals().Matches(problem)).Value.GroupBy(c => c).Select(g => g.Count())];
        return Rows(counts) == Number(answer);
    }

    private static bool BooksOnShelf(string problem, string answer)
    {
        int[] counts = Numbers(problem);
        // The subject of the first group is the one that conditions speak of.
        bool each = problem.Contains("each subject"), together = problem.Contains("together");
        var rows = each ? Rows(counts, (left, before, next) => before < 0 || before == next || left[before] == 0)
            : together ? Rows(counts, (left, before, next) => before != 0 || next == 0 || left[0] == 0)
            : Rows(counts, (_, before, next) => before != 0 || next != 0);
        return rows * counts.Aggregate(BigInteger.One, (product, count) => product * Orders(count)) == Number(answer);
    }

    /// <summary>Rows of so many things of each kind in which each thing may follow what is before it (left of each kind, kind before or -1, kind).</summary>
    private static BigInteger Rows(int[] left, Func<int[], int, int, bool>? mayFollow = null, int before = -1, Dictionary<string, BigInteger>? known = null)
    {
        if (left.Sum() == 0)
            return 1;
        known ??= [];
        string key = string.Join(',', left.Append(mayFollow is null ? 0 : before));
        if (known.TryGetValue(key, out var rows))
            return rows;
        for (int next = 0; next < left.Length; next++)
        {
            if (left[next] == 0 || mayFollow?.Invoke(left, before, next) == false)
                continue;
            int[] rest = [.. left];
            rest[next]--;
            rows += Rows(rest, mayFollow, next, known);
        }
        return known[key] = rows;
    }

    private static bool RoundTable(string problem, string answer)
    {
        var (a, b) = Numbers(problem) is [var x, var y] ? (x, y) : throw new InvalidOperationException(problem);
        int n = a + b, patterns = 0;
        for (int seats = 0; seats < 1 << n; seats++)
        {
            int neighbours = Enumerable.Range(0, n).Count(i => (seats >> i & 1) == 1 && (seats >> (i + 1) % n & 1) == 1);
            if (BitOperations.PopCount((uint)seats) == a && neighbours == (problem.Contains("together") ? a - 1 : 0))
                patterns++;
        }
        // Everybody differs, so of all seatings each n are one.
        return patterns * Orders(a) * Orders(b) == Number(answer) * n;
    }

    private static bool Committees(string problem, string answer)
    {
        var (size, women, men, bound) = Numbers(problem) is [var s, var w, var m, var k] ? (s, w, m, k) : throw new InvalidOperationException(problem);
        string condition = problem[problem.LastIndexOf(" at ", StringComparison.Ordinal) is > 0 and var at ? at.. : problem.LastIndexOf(" exactly ", StringComparison.Ordinal)..];
        int count = 0;
        for (uint chosen = 0; chosen < 1u << (women + men); chosen++)
        {
            if (BitOperations.PopCount(chosen) != size)
                continue;
            int ladies = BitOperations.PopCount(chosen & ((1u << women) - 1));
            int those = condition.Contains(" wom") ? ladies : size - ladies;
            count += condition.Contains("least") ? (those >= bound ? 1 : 0) : condition.Contains("most") ? (those <= bound ? 1 : 0) : those == bound ? 1 : 0;
        }
        return count == Number(answer);
    }

    private static bool DigitNumbers(string problem, string answer)
    {
        string list = Assert.Single(DigitList().Matches(problem)).Value;
        int[] digits = Numbers(list);
        int length = Numbers(problem.Replace(list, ""))[0], parity = problem.Contains(" even ") ? 0 : 1;
        return Written(0, 0, []) == Number(answer);

        int Written(int number, int places, HashSet<int> used) => places == length
            ? (number % 2 == parity ? 1 : 0)
            : digits.Where(d => !used.Contains(d) && (d > 0 || places > 0)).Sum(d => Written(10 * number + d, places + 1, [.. used, d]));
    }

    private static bool StarsAndBars(string problem, string answer)
    {
        int sum = (int)Number(Right(Formulas(problem)[0])).Top;
        int[] bounds = [.. LowerBound().Matches(problem).Select(match => (int)Number(match.Groups[1].Value).Top)];
        return Solutions(0, sum) == Number(answer);

        int Solutions(int unknown, int left) => unknown == bounds.Length - 1
            ? (left >= bounds[unknown] ? 1 : 0)
            : Enumerable.Range(bounds[unknown], Math.Max(0, left - bounds[unknown] + 1)).Sum(value => Solutions(unknown + 1, left - value));
    }

    private static bool BinomialTerm(string problem, string answer)
    {
        int place = Numbers(problem)[0];
        var ((x, y), coefficient) = Expanded(problem).OrderByDescending(term => term.Key.X).ElementAt(place - 1);
        return Enumerable.Range(2, 6).All(i => Value(answer, new() { ['x'] = i, ['y'] = 2 * i + 1 }) == coefficient * ((Rational)i).Pow(x) * ((Rational)(2 * i + 1)).Pow(y));
    }

    private static bool CoefficientSum(string problem, string answer)
    {
        int? parity = problem.Contains("even powers") ? 0 : problem.Contains("odd powers") ? 1 : null;
        return Expanded(problem).Where(term => parity is null || term.Key.X % 2 == parity).Aggregate((Rational)0, (sum, term) => sum + term.Value) == Number(answer);
    }

    private static bool UnknownExponent(string problem, string answer)
    {
        var exponent = Number(answer);
        Assert.True(exponent.Bottom.IsOne && exponent.Top > 0 && exponent.Top < 100);
        var coefficient = Number(Formulas(problem).Single(formula => SignedNumber().IsMatch(formula)));
        string power = Formulas(problem).Single(formula => formula.EndsWith(")^n", StringComparison.Ordinal));
        return Expanded($"${power[..^1]}{{{exponent.Top}}}$").GetValueOrDefault((Asked(problem), 0), 0) == coefficient;
    }

    private static bool InductionConstant(string problem, string answer)
    {
        var match = Assert.Single(Sum().Matches(problem));
        string right = Formulas(problem).Single(formula => formula.Contains(@"\sum")).Split(" = ")[1];
        Rational sum = 0;
        for (int n = 1; n <= 8; n++)
        {
            sum += Value(match.Groups["body"].Value, new() { ['k'] = n });
            if (sum != Value(right, new() { ['n'] = n, ['c'] = Number(Right(answer)) }))
                return false;
        }
        return true;
    }

    private static bool InductionIncrement(string problem, string answer)
    {
        var match = Assert.Single(Sum().Matches(problem));
        Rational Total(int n)
        {
            int End(string group) => (int)Value(match.Groups[group].Value, new() { ['n'] = n }).Top;
            return Enumerable.Range(End("lower"), End("upper") - End("lower") + 1).Aggregate((Rational)0, (sum, k) => sum + Value(match.Groups["body"].Value, new() { ['k'] = k }));
        }
        return Enumerable.Range(1, 7).All(n => Total(n + 1) - Total(n) == Value(answer, new() { ['n'] = n }));
    }

    private static bool InductionStart(string problem, string answer)
    {
        var sides = Formulas(problem).Single(formula => formula.Contains('>')).Split('>');
        bool Holds(Rational n) => Value(sides[0] + "- (" + sides[1] + ")", new() { ['n'] = n }).Top > 0;
        var m = Number(answer);
        Assert.True(m.Bottom.IsOne && m.Top > 0 && m.Top < 100);
        return Enumerable.Range(0, 100).All(i => Holds(m + i)) && (m == 1 || !Holds(m - 1));
    }

    private static bool FaultyStep(string problem, string answer)
    {
        string[] formulas = Formulas(problem);
        var match = Assert.Single(Sum().Matches(problem));
        string claim = Right(formulas.Single(formula => formula.Contains(@"\sum"))), start = formulas.First(formula => SignedNumber().IsMatch(formula));
        string[] chain = formulas[^3..];
        Rational Term(int k) => Value(match.Groups["body"].Value, new() { ['k'] = k });
        bool Same(Func<int, Rational> left, Func<int, Rational> right) => Enumerable.Range(1, 8).All(n => left(n) == right(n));
        Rational At(string formula, int n) => Value(formula, new() { ['n'] = n });
        bool[] right = [
            Term(1) == Number(start) && At(claim, 1) == Number(start),
            Same(n => At(claim, n) + Term(n + 1), n => At(chain[0], n)),
            Same(n => At(chain[0], n), n => At(chain[1], n)),
            Same(n => At(chain[1], n), n => At(chain[2], n))];
        return Number(answer) == Array.IndexOf(right, false) + 1;
    }

    private static bool BinomialRemainder(string problem, string answer)
    {
        int divisor = Numbers(problem)[0];
        var left = Value(Formulas(problem)[0], []) - Number(answer);
        return left.Bottom.IsOne && (left.Top % divisor).IsZero && Number(answer).Top >= 0 && Number(answer).Top < divisor;
    }

    private static BigInteger Divisor(string problem, int from)
    {
        string formula = Right(Formulas(problem).First(f => f.Contains('n') && f != "n" && !f.Contains(@"\ge")));
        return Enumerable.Range(from, 60).Aggregate(BigInteger.Zero, (gcd, n) => BigInteger.GreatestCommonDivisor(gcd, Value(formula, new() { ['n'] = n }).Top));
    }

    private static int Asked(string problem) =>
        (int)Number(Formulas(problem).Single(formula => formula.StartsWith("x^", StringComparison.Ordinal))[2..]).Top;

    /// <summary>The product of the brackets and powers of brackets of the one formula that has any, multiplied out term by term.</summary>
    private static Dictionary<(int X, int Y), Rational> Expanded(string problem)
    {
        Dictionary<(int X, int Y), Rational> product = new() { [(0, 0)] = 1 };
        foreach (Match match in Bracket().Matches(Formulas(problem).Single(formula => formula.Contains('('))))
        {
            var terms = Terms(match.Groups[1].Value);
            for (int i = match.Groups[2].Success ? (int)Number(match.Groups[2].Value).Top : 1; i > 0; i--)
            {
                Dictionary<(int X, int Y), Rational> next = [];
                foreach (var (a, factor) in product)
                {
                    foreach (var (b, other) in terms)
                        next[(a.X + b.X, a.Y + b.Y)] = next.GetValueOrDefault((a.X + b.X, a.Y + b.Y), 0) + factor * other;
                }
                product = next;
            }
        }
        return product;
    }

    private static Dictionary<(int X, int Y), Rational> Terms(string sum) => Term().Matches(sum.Replace(" ", "")).ToDictionary(
        match =>
        {
            int Exponent(string letter) => !match.Groups[letter].Success ? 0 : match.Groups[letter].Value is ['^', .. var digits] ? int.Parse(digits, CultureInfo.InvariantCulture) : 1;
            return (Exponent("x") - Exponent("below"), Exponent("y"));
        },
        match => match.Groups["number"].Value is var number && match.Groups["sign"].Value == "-" ? 0 - Size(number) : Size(number));

    private static Rational Size(string number) => number.Length == 0 ? 1 : Number(number);

    /// <summary>The orders of so many different things, one after the other.</summary>
    private static BigInteger Orders(int things) => Enumerable.Range(1, things).Aggregate(BigInteger.One, (product, i) => product * i);

    [GeneratedRegex("[A-Z]{3,}")]
    private static partial Regex Capitals();

    [GeneratedRegex("[0-9](?:, [0-9])+")]
    private static partial Regex DigitList();

    [GeneratedRegex(@"\\sum_\{k=(?<lower>[^}]+)\}\^\{(?<upper>[^}]+)\} (?<body>\([^$=]+\))")]
    private static partial Regex Sum();

    [GeneratedRegex(@"^-?[0-9]+\z")]
    private static partial Regex SignedNumber();

    [GeneratedRegex(@"\(([^()]+)\)(?:\^\{([0-9]+)\})?")]
    private static partial Regex Bracket();

    // 3x^2y, -x, 5 or \frac{3}{x^2}.
    [GeneratedRegex(@"(?<sign>[+-])?(?:\\frac\{(?<number>[0-9]+)\}\{x(?<below>(?:\^[0-9]+)?)\}|(?=[0-9xy])(?<number>[0-9]*)(?:x(?<x>(?:\^[0-9]+)?))?(?:y(?<y>(?:\^[0-9]+)?))?)")]
    private static partial Regex Term();

    [GeneratedRegex(@"\\ge ([0-9]+)")]
    private static partial Regex LowerBound();
}
