using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Discrete mathematics by stepping, trying and counting one by one.</summary>
internal static partial class SteppingOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["linear-recurrence"] = LinearRecurrence,
        ["recurrence-formula"] = RecurrenceFormula,
        ["truth-table"] = TruthTable,
        ["pigeonhole"] = Pigeonhole,
        ["grid-paths"] = GridPaths,
        ["divisible-count"] = (problem, answer) =>
        {
            int[] n = Numbers(problem.Replace("from 1 to", "to"));
            return Is(answer, Enumerable.Range(1, n[0]).Count(k => k % n[1] == 0 || k % n[2] == 0));
        },
        ["digits-in-base"] = DigitsInBase,
    };

    private static int[] Numbers(string text) => [.. WholeNumber().Matches(text).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];

    private static bool Is(string answer, long number) => Latex.Number(answer) == (Rational)new BigInteger(number);

    /// <summary>The right side of the recurrence for two neighbours.</summary>
    private static Rational Next(string problem, Rational last, Rational beforeLast) => Latex.Value(
        Rule().Match(problem).Groups[1].Value.Replace("a_{n-1}", "x").Replace("a_{n-2}", "y"), new() { ['x'] = last, ['y'] = beforeLast });

    private static Rational Given(string problem, int index) =>
        Latex.Number(Regex.Match(problem, $@"a_{index} = (-?[0-9]+)").Groups[1].Value);

    private static bool LinearRecurrence(string problem, string answer)
    {
        int wanted = int.Parse(Wanted().Match(problem).Groups[1].Value, CultureInfo.InvariantCulture);
        Rational Term(int n) => n <= 2 ? Given(problem, n) : Next(problem, Term(n - 1), Term(n - 2));
        return Latex.Number(answer) == Term(wanted);
    }

    /// <summary>The formula gives the two first values and keeps to the recurrence.</summary>
    private static bool RecurrenceFormula(string problem, string answer)
    {
        Rational At(int n) => Latex.Value(answer, new() { ['n'] = n });
        return At(0) == Given(problem, 0) && At(1) == Given(problem, 1) && Enumerable.Range(2, 8).All(n => At(n) == Next(problem, At(n - 1), At(n - 2)));
    }

    /// <summary>Puts 0 and 1 for the letters and rewrites the formula until a digit is left.</summary>
    private static bool TruthTable(string problem, string answer)
    {
        string formula = Latex.Formulas(problem).Single().Replace(" ", "").Replace(@"\lnot", "!").Replace(@"\land", "&").Replace(@"\lor", "|").Replace(@"\leftrightarrow", "~").Replace(@"\to", ">");
        char[] letters = [.. formula.Where(char.IsAsciiLetter).Distinct()];
        int count = 0;
        for (int row = 0; row < 1 << letters.Length; row++)
        {
            string text = formula;
            for (int i = 0; i < letters.Length; i++)
                text = text.Replace(letters[i], (row >> i & 1) == 1 ? '1' : '0');
            while (text.Length > 1)
            {
                string before = text;
                text = text.Replace("!0", "1").Replace("!1", "0").Replace("(0)", "0").Replace("(1)", "1");
                if (text == before)
                    text = Pair().Replace(text, pair => Holds(pair.Value[1], pair.Value[0] == '1', pair.Value[2] == '1') ? "1" : "0", 1);
                Assert.NotEqual(before, text);
            }
            count += text == "1" ? 1 : 0;
        }
        return Is(answer, count);

        static bool Holds(char operation, bool a, bool b) => operation switch { '&' => a & b, '|' => a | b, '~' => !(a ^ b), _ => !(a & !b) };
    }

    /// <summary>Draws the worst way: always of a colour that has not yet nearly enough.</summary>
    private static bool Pigeonhole(string problem, string answer)
    {
        var left = Numbers(Latex.Formulas(problem).Single());
        int wanted = Latex.Numbers(problem).Single(), drawn = 0;
        int[] taken = new int[left.Length];
        while (true)
        {
            int next = Enumerable.Range(0, left.Length).Where(c => left[c] > 0).OrderBy(c => taken[c] + 1 >= wanted).First();
            left[next]--;
            drawn++;
            if (++taken[next] == wanted)
                return Is(answer, drawn);
        }
    }

    /// <summary>Pascal's triangle over the grid, with the number of ways through the point carried apart.</summary>
    private static bool GridPaths(string problem, string answer)
    {
        var points = Point().Matches(problem).Select(m => (X: int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), Y: int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))).ToArray();
        var (end, by) = (points[1], points[2]);
        var without = new long[end.X + 1, end.Y + 1];
        var with = new long[end.X + 1, end.Y + 1];
        for (int x = 0; x <= end.X; x++)
        {
            for (int y = 0; y <= end.Y; y++)
            {
                long without1 = x + y == 0 ? 1 : (x > 0 ? without[x - 1, y] : 0) + (y > 0 ? without[x, y - 1] : 0);
                long with1 = (x > 0 ? with[x - 1, y] : 0) + (y > 0 ? with[x, y - 1] : 0);
                (without[x, y], with[x, y]) = (x, y) == by ? (0, without1 + with1) : (without1, with1);
            }
        }
        return Is(answer, problem.Contains("do not") ? without[end.X, end.Y] : with[end.X, end.Y]);
    }

    /// <summary>From the largest power of the base down.</summary>
    private static bool DigitsInBase(string problem, string answer)
    {
        var n = Numbers(problem.Replace("from base $10$", ""));
        int rest = n[0], power = 1, sum = 0;
        while (power * n[1] <= rest)
            power *= n[1];
        for (; power > 0; power /= n[1])
        {
            for (; rest >= power; rest -= power)
                sum++;
        }
        return Is(answer, sum);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"a_n = ([^$]*a_\{n-2\}[^$]*)\$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"a_\{([0-9]+)\}")]
    private static partial Regex Wanted();

    [GeneratedRegex("[01][&|~>][01]")]
    private static partial Regex Pair();

    [GeneratedRegex(@"\(([0-9]+), ([0-9]+)\)")]
    private static partial Regex Point();
}
