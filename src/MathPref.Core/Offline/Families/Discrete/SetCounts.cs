using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>How many are in neither of two sets, by inclusion and exclusion.</summary>
internal sealed class SurveyOfTwo() : ProblemFamily("survey-of-two", ["Set Theory"],
[
    "In a year of <n0> students, <n1> learn French, <n2> learn Spanish, and <n3> of them learn both. How many learn neither of the two languages?",
    "Of <n0> households, <n1> have a car, <n2> have a bicycle, and <n3> have both. Find the number of households that have neither.",
    "A universal set has <n0> elements; $|A| = <n1>$, $|B| = <n2>$ and $|A \\cap B| = <n3>$. How many elements lie outside $A \\cup B$?",
    "Among <n0> readers, <n1> take the morning paper, <n2> the evening paper, and <n3> take both. Compute the number of those who take neither paper.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(9, 20, 60, 150, 400);
        int first = rng.Next(most / 4, most), second = rng.Next(most / 4, most), both = rng.Next(2, most), none = rng.Next(2, most);
        return [Tex.Text(first + second + both + none), Tex.Text(first + both), Tex.Text(second + both), Tex.Text(both)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 0, 1_000_000) is not [var all, var a, var b, var both] || both > a || both > b || a + b - both > all)
            return null;
        int union = a + b - both;
        return new(AnswerKind.Value, Tex.Text(all - union),
            [
                @"By inclusion and exclusion $|A \cup B| = |A| + |B| - |A \cap B|$",
                $"So ${a} + {b} - {both} = {union}$ lie in at least one of the two sets",
                "All the others lie in neither",
                $"Their number is ${all} - {union} = {all - union}$",
            ],
            a + b > all ? null : new($"In at least one of the two sets are ${a} + {b} = {a + b}$", Tex.Text(all - a - b)),
            a + b + both > all ? null : Slip.Sign($"In at least one of the two sets are ${a} + {b} + {both} = {a + b + both}$", Tex.Text(all - a - b - both)),
            a + b - 2 * both > all
                ? null
                : new($@"In at least one of the two sets are ${a} + {b} - 2 \cdot {both} = {a + b - 2 * both}$", Tex.Text(all - a - b + 2 * both)),
            Slip.Careless($"The number asked for is ${a} + {b} - {both}$", Tex.Text(union)));
    }
}

/// <summary>The size of the union of three sets, by inclusion and exclusion.</summary>
internal sealed class UnionOfThree() : ProblemFamily("union-of-three", ["Set Theory"],
[
    @"Three finite sets have $|A| = <n0>$, $|B| = <n1>$ and $|C| = <n2>$; further $|A \cap B| = <n3>$, $|A \cap C| = <n4>$, " +
    @"$|B \cap C| = <n5>$ and $|A \cap B \cap C| = <n6>$. How many elements has $A \cup B \cup C$?",
    @"Find $|A \cup B \cup C|$ if $|A| = <n0>$, $|B| = <n1>$, $|C| = <n2>$, $|A \cap B| = <n3>$, $|A \cap C| = <n4>$, $|B \cap C| = <n5>$ " +
    @"and $|A \cap B \cap C| = <n6>$.",
    "In a sports club <n0> members play tennis, <n1> play golf and <n2> play chess. Tennis and golf are played by <n3>, tennis and chess by <n4>, " +
    "golf and chess by <n5>, and all three by <n6> of them. How many members play at least one of the three?",
    "A survey finds <n0> buyers of tea, <n1> of coffee and <n2> of cocoa. Tea and coffee are bought by <n3>, tea and cocoa by <n4>, coffee and cocoa " +
    "by <n5>, and all three by <n6>. Compute the number of those who buy at least one of the drinks.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 12, 40, 120, 400), least = level.Of(2, 2, 3, 10, 20);
        int Part() => rng.Next(least, most);
        int all = Part(), ab = all + Part(), ac = all + Part(), bc = all + Part();
        int[] sizes = [ab + ac - all + Part(), ab + bc - all + Part(), ac + bc - all + Part(), ab, ac, bc, all];
        return [.. sizes.Select(Tex.Text)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 0, 1_000_000) is not [var a, var b, var c, var ab, var ac, var bc, var all] || all > ab || all > ac || all > bc ||
            a < ab + ac - all || b < ab + bc - all || c < ac + bc - all)
            return null;
        int singles = a + b + c, pairs = ab + ac + bc, answer = singles - pairs + all;
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                "By inclusion and exclusion the sizes of the sets are added, those of the pairs subtracted and that of the triple added again",
                $"The sizes of the three sets add up to ${a} + {b} + {c} = {singles}$",
                $"The common parts of two sets have ${ab} + {ac} + {bc} = {pairs}$ elements in all",
                $"So the union has ${singles} - {pairs} + {all} = {answer}$ elements",
            ],
            Slip.Sign($"The union has ${singles} - {pairs} - {all} = {answer - 2 * all}$ elements", Tex.Text(answer - 2 * all)),
            Slip.Careless($"The union has ${singles} - {pairs} = {answer - all}$ elements", Tex.Text(answer - all)),
            new($"The union has ${singles} - {all} = {singles - all}$ elements", Tex.Text(singles - all)),
            new($"The union has ${singles}$ elements", Tex.Text(singles)));
    }
}

/// <summary>How many subsets of a listed set meet a condition.</summary>
internal sealed class SubsetCount() : ProblemFamily("subset-count", ["Set Theory", "Discrete Mathematics"],
[
    @"How many subsets of $\{<l0>\}$ contain <1>?",
    @"Find the number of subsets of the set $\{<l0>\}$ that contain <1>.",
    @"Let $M = \{<l0>\}$. How many elements of the power set of $M$ contain <1>?",
    @"Count the subsets of $M = \{<l0>\}$ that contain <1>.",
])
{
    private static readonly (string One, string Many, Func<int, bool> Holds)[] s_kinds =
    [
        ("even number", "even numbers", e => e % 2 == 0),
        ("odd number", "odd numbers", e => e % 2 == 1),
        ("multiple of three", "multiples of three", e => e % 3 == 0),
        ("number above ten", "numbers above ten", e => e > 10),
    ];

    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int size = level.Of(rng.Next(3, 4), rng.Next(4, 5), rng.Next(5, 6), rng.Next(6, 8), rng.Next(8, 10));
            string set = SetOperations.Draw(rng, size, level.Of(8, 12, 20, 25, 30));
            var kind = rng.Pick(s_kinds[..level.Of(2, 3, 4, 4, 4)]);
            string condition = rng.Pick(level.Of<string[]>(["no", "only"], ["no", "only", "at least one"], ["only", "at least one", "exactly one"],
                ["at least one", "exactly one", "exactly two"], ["at least two", "exactly two", "exactly three"]));
            int good = set.Split(", ").Count(e => kind.Holds(Blank.Whole(e, 0, 99)!.Value));
            if (good >= 2 && good < size)
                return [set, $"{condition} {(condition.EndsWith("one", StringComparison.Ordinal) || condition == "no" ? kind.One : kind.Many)}"];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Set(values[0], 0, SetOperations.Most) is not { Length: <= 20 } set ||
            s_kinds.FirstOrDefault(k => values[1].EndsWith(" " + k.One, StringComparison.Ordinal) || values[1].EndsWith(" " + k.Many, StringComparison.Ordinal))
                is not { Holds: { } holds } kind)
            return null;
        int[] inside = [.. set.Where(holds)];
        int good = inside.Length, others = set.Length - good;
        if (good == 0 || others == 0)
            return null;
        string named = values[1].EndsWith(kind.One, StringComparison.Ordinal) ? kind.One : kind.Many, condition = values[1][..^(named.Length + 1)];
        string split = $"Of the ${set.Length}$ elements ${good}$ {(good == 1 ? "is" : "are")} of the kind named, ${string.Join(", ", inside)}$";
        int all = 1 << set.Length, none = 1 << others;
        int Exactly(int k) => Choose(good, k) * none;
        WorkedProblem With(int answer, string rule, string result, params Slip?[] slips) => new(AnswerKind.Value, Tex.Text(answer),
            [split, "Each element is either in a subset or not, so a set of $n$ elements has $2^n$ subsets", rule, result], slips);
        WorkedProblem? OfExactly(int k, string word) => k > good ? null : With(Exactly(k),
            $@"There {(Choose(good, k) == 1 ? "is" : "are")} $\binom{{{good}}}{{{k}}} = {Choose(good, k)}$ {(Choose(good, k) == 1 ? "way" : "ways")} to " +
            $@"choose {word} of these",
            $@"The other ${others}$ may be chosen freely, so there are ${Choose(good, k)} \cdot 2^{{{others}}} = {Exactly(k)}$ subsets",
            Choose(good, k) == 1 ? null : Slip.Careless($"So there are ${Choose(good, k)}$ subsets", Tex.Text(Choose(good, k))),
            new($@"So there are ${Choose(good, k)} + 2^{{{others}}} = {Choose(good, k) + none}$ subsets", Tex.Text(Choose(good, k) + none)),
            new($@"So there are $\binom{{{set.Length}}}{{{k}}} = {Choose(set.Length, k)}$ subsets", Tex.Text(Choose(set.Length, k))));
        return condition switch
        {
            "no" => With(none, "A subset without them is a subset of the others",
                $"The others are ${others}$ in number, so there are $2^{{{others}}} = {none}$ subsets",
                new($"There are $2^{{{good}}} = {1 << good}$ subsets", Tex.Text(1 << good)),
                Slip.Careless($"The empty set does not count, so there are $2^{{{others}}} - 1$ subsets", Tex.Text(none - 1)),
                new($"There are $2^{{{set.Length}}} - 2^{{{others}}} = {all - none}$ subsets", Tex.Text(all - none))),
            "only" => With(1 << good, "A subset of the kind asked for is any subset of these elements; the empty set is one of them",
                $"So there are $2^{{{good}}} = {1 << good}$ subsets",
                Slip.Careless($"The empty set does not count, so there are $2^{{{good}}} - 1$ subsets", Tex.Text((1 << good) - 1)),
                new($"There are $2^{{{others}}} = {none}$ subsets", Tex.Text(none)),
                new($"There are ${good}$ such subsets, one for each element", Tex.Text(good))),
            "at least one" => With(all - none,
                $"There are $2^{{{set.Length}}} = {all}$ subsets in all, and $2^{{{others}}} = {none}$ without any of these elements",
                $"So ${all} - {none} = {all - none}$ subsets meet the condition",
                new($@"There are ${good} \cdot 2^{{{set.Length - 1}}} = {good * (all / 2)}$ subsets", Tex.Text(good * (all / 2))),
                Slip.Careless($"There are $2^{{{set.Length}}} - 1 = {all - 1}$ subsets that are not empty", Tex.Text(all - 1)),
                new($"There are $2^{{{good}}} - 1 = {(1 << good) - 1}$ subsets", Tex.Text((1 << good) - 1))),
            "at least two" => With(all - none - Exactly(1),
                $@"Of the $2^{{{set.Length}}} = {all}$ subsets ${none}$ have none of these and ${good} \cdot 2^{{{others}}} = {Exactly(1)}$ have one",
                $"So ${all} - {none} - {Exactly(1)} = {all - none - Exactly(1)}$ subsets meet the condition",
                Slip.Careless($"So ${all} - {none} = {all - none}$ subsets meet the condition", Tex.Text(all - none)),
                Slip.Careless($"So ${all} - {Exactly(1)} = {all - Exactly(1)}$ subsets meet the condition", Tex.Text(all - Exactly(1))),
                new($@"There are $\binom{{{good}}}{{2}} \cdot 2^{{{set.Length - 2}}} = {Choose(good, 2) * (all / 4)}$ subsets",
                    Tex.Text(Choose(good, 2) * (all / 4)))),
            "exactly one" => OfExactly(1, "one"),
            "exactly two" => OfExactly(2, "two"),
            "exactly three" => OfExactly(3, "three"),
            _ => null,
        };
    }

    private static int Choose(int n, int k)
    {
        int ways = 1;
        for (int i = 1; i <= k; i++)
            ways = ways * (n - k + i) / i;
        return k > n ? 0 : ways;
    }
}
