using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Reasoning checked by cases: every number, every assignment of truth.</summary>
internal static partial class ReasoningOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["wrong-step"] = WrongStep,
        ["least-counterexample"] = LeastCounterexample,
        ["knights-and-knaves"] = KnightsAndKnaves,
        ["true-statements"] = TrueStatements,
        ["conditional-count"] = ConditionalCount,
        ["number-machine"] = NumberMachine,
        ["least-overlap"] = LeastOverlap,
    };

    private static int[] Numbers(string text) => [.. WholeNumber().Matches(text).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];

    private static bool Is(string answer, long number) => Latex.Number(answer) == (Rational)new BigInteger(number);

    /// <summary>Puts the value of x in the last line back into each equation: all after the mistake hold for it, those before do not.</summary>
    private static bool WrongStep(string problem, string answer)
    {
        string[] equations = [.. Latex.Formulas(problem).Where(f => f.Contains('='))];
        var root = Latex.Number(Latex.Right(equations[^1]));
        bool Holds(string equation) => equation.Split('=') is [var left, var right] &&
            Latex.Value(left, new() { ['x'] = root }) == Latex.Value(right, new() { ['x'] = root });
        return !Holds(equations[0]) && Is(answer, Array.FindIndex(equations, Holds));
    }

    private static bool LeastCounterexample(string problem, string answer)
    {
        string formula = Latex.Formulas(problem).First(f => f.Contains("n^2"));
        for (int n = 1; ; n++)
        {
            var value = Latex.Value(formula, new() { ['n'] = n }).Top;
            bool isPrime = value > 1;
            for (BigInteger d = 2; d < value && isPrime; d++)
                isPrime = value % d != 0;
            if (!isPrime)
                return Is(answer, n);
        }
    }

    private static bool KnightsAndKnaves(string problem, string answer)
    {
        var said = Said().Matches(problem).Select(m => (Who: m.Groups[1].Value, What: m.Groups[2].Value)).ToArray();
        HashSet<int> counts = [];
        for (int knights = 0; knights < 1 << said.Length; knights++)
        {
            bool IsKnight(string name) => (knights >> (name[0] - 'A') & 1) == 1;
            int count = BitOperations.PopCount((uint)knights);
            bool IsTrue(string what)
            {
                string[] names = [.. Person().Matches(what).Select(m => m.Value)];
                int number = Numbers(what).FirstOrDefault();
                return what.StartsWith("exactly", StringComparison.Ordinal) ? count == number
                    : what.StartsWith("at least", StringComparison.Ordinal) ? said.Length - count >= number
                    : what.Contains("same") ? IsKnight(names[0]) == IsKnight(names[1])
                    : what.Contains("different") ? IsKnight(names[0]) != IsKnight(names[1])
                    : IsKnight(names[0]) == what.Contains("knight");
            }
            if (said.All(s => IsTrue(s.What) == IsKnight(s.Who)))
                counts.Add(count);
        }
        return Is(answer, counts.Single());
    }

    private static bool TrueStatements(string problem, string answer)
    {
        int number = Numbers(Latex.Formulas(problem)[0])[0];
        int[] n = Numbers(problem[(problem.IndexOf($"${number}$", StringComparison.Ordinal) + number.ToString(CultureInfo.InvariantCulture).Length + 2)..]);
        // One wording names the remainder first.
        var (by, modulus, remainder) = problem.StartsWith("Count", StringComparison.Ordinal) ? (n[0], n[2], n[1]) : (n[0], n[1], n[2]);
        int rest = number, sum = 0;
        for (; rest > 0; rest /= 10)
            sum += rest % 10;
        int divisors = Enumerable.Range(1, number).Count(d => number % d == 0);
        bool[] truths = [number / by * by == number, number - number / modulus * modulus == remainder, sum == n[3], divisors == n[4]];
        return Is(answer, truths.Count(t => t));
    }

    private static bool ConditionalCount(string problem, string answer)
    {
        var n = Numbers(problem.Replace("from 1 to", "to"));
        bool isBoundFirst = problem.StartsWith("For how", StringComparison.Ordinal);
        var (a, b, all) = isBoundFirst ? (n[1], n[2], n[0]) : (n[0], n[1], n[2]);
        static bool Implies(bool first, bool second) => !(first && !second);
        return Is(answer, Enumerable.Range(1, all).Count(k => problem.Contains("converse") ? Implies(k % b == 0, k % a == 0) : problem.Contains("contrapositive") ? Implies(k % b != 0, k % a != 0)
            : problem.Contains("inverse") ? Implies(k % a != 0, k % b != 0) : !Implies(k % a == 0, k % b == 0)));
    }

    private static bool NumberMachine(string problem, string answer)
    {
        var n = Numbers(problem);
        var (start, factor, add, steps) = problem[0] == 'S' ? (n[0], n[1], n[2], n[3]) : problem.StartsWith("A machine", StringComparison.Ordinal) ? (n[2], n[0], n[1], n[3])
            : problem[0] == 'T' ? (n[2], n[0], n[1], n[3]) : (n[1], n[2], n[3], n[0]);
        long number = start;
        for (int i = 0; i < steps; i++)
            number = (number & 1) == 0 ? number >> 1 : number * factor + add;
        return Is(answer, number);
    }

    /// <summary>Seats people in a row; those without the first property sit first, those without the second next to them, and so on.</summary>
    private static bool LeastOverlap(string problem, string answer)
    {
        var counts = Numbers(Latex.Formulas(problem)[0]);
        int all = Latex.Numbers(problem).Single(), place = 0;
        bool[] lacks = new bool[all];
        foreach (int count in counts)
        {
            for (int i = count; i < all; i++)
                lacks[place++] = true;
        }
        return Is(answer, lacks.Count(l => !l));
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"([A-F]) says that ([^;.]*)")]
    private static partial Regex Said();

    [GeneratedRegex(@"\b[A-F]\b")]
    private static partial Regex Person();
}
