using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Offline.Opinions;

internal static partial class DiscreteOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["set-operation"] = SetFormula,
        ["set-expression"] = SetFormula,
        ["equivalence-class"] = EquivalenceClass,
        ["survey-of-two"] = Neither,
        ["union-of-three"] = UnionOfThree,
        ["subset-count"] = SubsetCount,
        ["relation-pairs"] = RelationPairs,
        ["transitive-closure"] = TransitiveClosure,
    };

    private static int[] Numbers(string text) => [.. WholeNumber().Matches(text).Select(m => int.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static bool Is(string answer, long number) => Latex.Number(answer) == (Rational)new System.Numerics.BigInteger(number);

    /// <summary>The answer's elements, each of which may be a sum.</summary>
    private static HashSet<Rational> Set(string answer)
    {
        Assert.StartsWith(@"\{", answer);
        Assert.EndsWith(@"\}", answer);
        var elements = answer[2..^2].Split(", ").Select(Latex.Number).ToArray();
        return [.. elements];
    }

    /// <summary>Asks of each number up to a hundred by the truth of the formula whether it belongs to the set.</summary>
    private static bool SetFormula(string problem, string answer)
    {
        var sets = Listed().Matches(problem).ToDictionary(m => m.Groups[1].Value[0], m => Numbers(m.Groups[2].Value).ToHashSet());
        string formula = Latex.Formulas(problem).Single(f => !f.Contains('='));
        var found = Set(answer);
        return Enumerable.Range(0, 1000).All(n => Holds(formula, n) == found.Contains(n));

        bool Holds(string text, int n)
        {
            text = text.Replace(" ", "");
            int depth = 0;
            for (int at = text.Length - 1; at > 0; at--)
            {
                depth += text[at] switch { ')' => 1, '(' => -1, _ => 0 };
                if (depth > 0 || text[at] != '\\')
                    continue;
                string operation = Command().Match(text[at..]).Value;
                bool left = Holds(text[..at], n), right = Holds(text[(at + operation.Length)..], n);
                return operation switch { @"\cup" => left | right, @"\cap" => left & right, @"\setminus" => left & !right, @"\triangle" => left ^ right, _ => throw new FormatException() };
            }
            return text[0] == '(' ? Holds(text[1..^1], n) : sets[text[0]].Contains(n);
        }
    }

    private static bool EquivalenceClass(string problem, string answer)
    {
        var numbers = Numbers(Braces().Match(problem).Groups[1].Value);
        var rest = Numbers(Braces().Replace(problem, ""));
        return Set(answer).SetEquals(numbers.Where(n => Math.Abs(n - rest[1]) % rest[0] == 0).Select(n => (Rational)n));
    }

    /// <summary>Counts people one by one: those of the first kind come first, those of the second begin so that the overlap is as told.</summary>
    private static bool Neither(string problem, string answer)
    {
        var n = Numbers(problem);
        return Is(answer, Enumerable.Range(0, n[0]).Count(person => person >= n[1] && (person < n[1] - n[3] || person >= n[1] - n[3] + n[2])));
    }

    /// <summary>The sum of the seven parts of the diagram.</summary>
    private static bool UnionOfThree(string problem, string answer)
    {
        var n = Numbers(problem);
        int all = n[6], ab = n[3] - all, ac = n[4] - all, bc = n[5] - all;
        return Is(answer, all + ab + ac + bc + (n[0] - ab - ac - all) + (n[1] - ab - bc - all) + (n[2] - ac - bc - all));
    }

    /// <summary>Looks at every subset.</summary>
    private static bool SubsetCount(string problem, string answer)
    {
        var elements = Numbers(Braces().Match(problem).Groups[1].Value);
        Func<int, bool> kind = problem.Contains("even") ? e => e % 2 == 0 : problem.Contains("odd") ? e => e % 2 != 0 : problem.Contains("multiple") ? e => e % 3 == 0 : e => e > 10;
        int count = 0;
        for (int subset = 0; subset < 1 << elements.Length; subset++)
        {
            int[] chosen = [.. elements.Where((_, i) => (subset >> i & 1) == 1)];
            int good = chosen.Count(kind);
            bool fits = problem.Contains("at least one") ? good >= 1 : problem.Contains("at least two") ? good >= 2 : problem.Contains("exactly one") ? good == 1
                : problem.Contains("exactly two") ? good == 2 : problem.Contains("exactly three") ? good == 3 : problem.Contains("only") ? good == chosen.Length : good == 0;
            count += fits ? 1 : 0;
        }
        return Is(answer, count);
    }

    private static bool RelationPairs(string problem, string answer)
    {
        int[][] sets = [.. Braces().Matches(problem).Select(m => m.Groups[1].Value).Where(inside => !inside.Contains("in")).Select(Numbers)];
        int last = Numbers(Braces().Replace(problem.Replace(@"\pmod", ""), m => m.Value.Contains(@"\in") ? m.Value : "")).LastOrDefault();
        int count = 0;
        foreach (int a in sets[0])
        {
            foreach (int b in sets[1])
            {
                bool holds = problem.Contains("a < b") ? a < b : problem.Contains(@"a \ge b") ? b <= a : problem.Contains(@"\mid") ? Enumerable.Range(1, b).Any(k => k * a == b)
                    : problem.Contains("a + b") ? a + b <= last : problem.Contains(@"\equiv") ? a % last == b % last : a - b >= last || b - a >= last;
                count += holds ? 1 : 0;
            }
        }
        return Is(answer, count);
    }

    /// <summary>Follows the arrows from each number.</summary>
    private static bool TransitiveClosure(string problem, string answer)
    {
        var pairs = Pair().Matches(problem).Select(m => (From: m.Groups[1].Value, To: m.Groups[2].Value)).ToArray();
        int reached = 0;
        foreach (string start in pairs.Select(p => p.From).Distinct())
        {
            HashSet<string> seen = [];
            Stack<string> open = new([start]);
            while (open.TryPop(out string? at))
            {
                foreach (var (_, to) in pairs.Where(p => p.From == at))
                {
                    if (seen.Add(to))
                        open.Push(to);
                }
            }
            reached += seen.Count;
        }
        return Is(answer, reached - pairs.Length);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"([ABC]) = \\\{([^}]*)\\\}")]
    private static partial Regex Listed();

    [GeneratedRegex(@"\\\{([^}]*)\\\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"^\\[a-z]+")]
    private static partial Regex Command();

    [GeneratedRegex(@"\(([1-9]), ([1-9])\)")]
    private static partial Regex Pair();
}
