using System.Text.RegularExpressions;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>How many pairs of a product set are in a relation.</summary>
internal sealed partial class RelationPairs() : ProblemFamily("relation-pairs", ["Set Theory", "Discrete Mathematics"],
[
    @"A relation $R$ from $A = \{<l0>\}$ to $B = \{<l1>\}$ consists of all pairs $(a, b)$ with $<e2>$. How many pairs are in $R$?",
    @"How many pairs $(a, b)$ of the Cartesian product $\{<l0>\} \times \{<l1>\}$ satisfy $<e2>$?",
    @"For $A = \{<l0>\}$ and $B = \{<l1>\}$, find the number of pairs $(a, b) \in A \times B$ with $<e2>$.",
    @"Count the elements of the relation $R = \{(a, b) \in A \times B : <e2>\}$, where $A = \{<l0>\}$ and $B = \{<l1>\}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(3, 3, 4, 5, 6), most = level.Of(6, 8, 12, 16, 24);
        while (true)
        {
            string condition = rng.Next(1, level.Of(2, 3, 5, 6, 6)) switch
            {
                1 => "a < b",
                2 => @"a \ge b",
                3 => $@"a + b \le {rng.Next(most / 2 + 1, most + 4)}",
                4 => @"a \mid b",
                5 => $@"a \equiv b \pmod{{{rng.Next(2, 4)}}}",
                _ => $@"|a - b| \ge {rng.Next(2, most / 3)}",
            };
            string[] values = [SetOperations.Draw(rng, size, most), SetOperations.Draw(rng, rng.Next(size, size + 1), most), condition];
            if (Work(values) is { Answer: not "0" })
                return values;
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Set(values[0], 1, SetOperations.Most) is not { Length: >= 2 and <= 10 } a ||
            Blank.Set(values[1], 1, SetOperations.Most) is not { Length: <= 10 } b || Condition(values[2]) is not { } holds)
            return null;
        int[] counts = [.. a.Select(x => b.Count(y => holds(x, y)))];
        int answer = counts.Sum(), turned = a.Sum(x => b.Count(y => holds(y, x))), distinct = a.Sum(x => b.Count(y => x != y && holds(x, y))),
            all = a.Length * b.Length;
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $@"The product set has ${a.Length} \cdot {b.Length} = {all}$ pairs; go through them element by element of the first set",
                $"For $a = {a[0]}$ the condition ${values[2]}$ holds for {(counts[0] == 0 ? "no $b$"
                    : $"$b$ from $\\{{{string.Join(", ", b.Where(y => holds(a[0], y)))}\\}}$")}",
                $"For $a = {string.Join(", ", a)}$ in turn the numbers of fitting $b$ are ${string.Join(", ", counts)}$",
                $"Their sum is ${string.Join(" + ", counts)} = {answer}$",
            ],
            new($"There are as many pairs as with the roles of $a$ and $b$ exchanged, so ${turned}$", Tex.Text(turned)),
            new($"The two elements of a pair must differ, so ${distinct}$ pairs are left", Tex.Text(distinct)),
            new($"The condition fails for ${answer}$ pairs, so it holds for ${all} - {answer} = {all - answer}$", Tex.Text(all - answer)),
            counts[^1] == 0 ? null : Slip.Careless($"The sum is ${string.Join(" + ", counts[..^1])} = {answer - counts[^1]}$", Tex.Text(answer - counts[^1])));
    }

    private static Func<int, int, bool>? Condition(string text)
    {
        if (Form().Match(text) is not { Success: true } form)
            return null;
        string number = form.Groups["sum"].Value + form.Groups["modulus"].Value + form.Groups["gap"].Value;
        if (number.Length == 0)
            return text switch { "a < b" => (a, b) => a < b, @"a \ge b" => (a, b) => a >= b, _ => (a, b) => b % a == 0 };
        return Blank.Whole(number, 1, 10_000) is not { } k ? null
            : form.Groups["sum"].Success ? (a, b) => a + b <= k
            : form.Groups["modulus"].Success ? (a, b) => (a - b) % k == 0
            : (a, b) => Math.Abs(a - b) >= k;
    }

    [GeneratedRegex(
        @"^(?:a < b|a \\ge b|a \\mid b|a \+ b \\le (?<sum>[0-9]+)|a \\equiv b \\pmod\{(?<modulus>[0-9]+)\}|\|a - b\| \\ge (?<gap>[0-9]+))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>How many pairs a relation lacks to be transitive.</summary>
internal sealed partial class TransitiveClosure() : ProblemFamily("transitive-closure", ["Set Theory", "Discrete Mathematics"],
[
    @"The relation $R = \{<e0>\}$ is given on the set $\{1, \dots, <n1>\}$. How many pairs must at least be added to make it transitive?",
    @"On $\{1, \dots, <n1>\}$ let $R = \{<e0>\}$. How many pairs of the transitive closure of $R$ are not in $R$?",
    @"Find the least number of pairs by which the relation $\{<e0>\}$ on the set $\{1, \dots, <n1>\}$ becomes transitive.",
    @"How many pairs must be added in all to the relation $\{<e0>\}$ on $\{1, \dots, <n1>\}$ until it is transitive?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(4, 4, 5, 6, 7), count = level.Of(3, 4, 5, 6, 8);
        while (true)
        {
            // Mostly from the smaller to the larger number: with many cycles nearly all pairs are missing.
            var pairs = rng.Several(count, Enumerable.Range(1, size).SelectMany(a => Enumerable.Range(a + 1, size - a).Select(b => (a, b))))
                .Select(p => rng.Percent(20) ? (p.b, p.a) : p);
            string[] values = [string.Join(", ", pairs.Order().Select(p => $"({p.Item1}, {p.Item2})")), Tex.Text(size)];
            if (level.Number < 3 || Work(values) is { Answer: not "1" })
                return values;
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[1], 2, 9) is not { } size || !Form().IsMatch(values[0]))
            return null;
        var pairs = Pair().Matches(values[0]).Select(m => (From: m.Value[1] - '0', To: m.Value[4] - '0')).ToArray();
        if (pairs.Any(p => p.From > size || p.To > size || p.From == 0 || p.To == 0) || pairs.Distinct().Count() < pairs.Length)
            return null;
        HashSet<(int From, int To)> all = [.. pairs];
        List<(int From, int To)[]> rounds = [];
        while (rounds.Count < 10)
        {
            var chains = all.SelectMany(p => all.Where(q => q.From == p.To).Select(q => (p.From, q.To)));
            (int From, int To)[] missing = [.. chains.Where(p => !all.Contains(p)).Distinct().Order()];
            if (missing.Length == 0)
                break;
            rounds.Add(missing);
            all.UnionWith(missing);
        }
        if (rounds.Count == 0)
            return null;
        int answer = all.Count - pairs.Length, loops = all.Count(p => p.From == p.To) - pairs.Count(p => p.From == p.To);
        string rest = string.Join(", ", rounds.Skip(1).SelectMany(r => r).Select(Text)), calls = rounds[0].Length == 1 ? "This calls" : "These call";
        string later = rounds.Count == 1 ? $"With {(rounds[0].Length == 1 ? "it" : "them")} the relation is transitive: nothing else is missing"
            : rounds.Count == 2 ? $"{calls} for ${rest}$ as well" : $"{calls} for further pairs, ${rest}$ in turn";
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                "A relation is transitive if with $(a, b)$ and $(b, c)$ it always has $(a, c)$",
                $"Chains of two pairs of the relation call for ${string.Join(", ", rounds[0].Select(Text))}$, which it does not have",
                later,
                $"In all ${answer}$ {(answer == 1 ? "pair is" : "pairs are")} added, after which ${all.Count}$ belong to the relation",
            ],
            new($"Only what chains of two given pairs call for is added: ${rounds[0].Length}$", Tex.Text(rounds[0].Length)),
            loops == 0 ? null : new("Pairs of a number with itself need not be added", Tex.Text(answer - loops)),
            new($"All of the ${size * size}$ pairs must be there, so ${size * size - pairs.Length}$ are missing", Tex.Text(size * size - pairs.Length)),
            Slip.Careless($"In all there are ${all.Count}$ pairs", Tex.Text(all.Count)));
    }

    private static string Text((int From, int To) pair) => $"({pair.From}, {pair.To})";

    [GeneratedRegex(@"^\([1-9], [1-9]\)(?:, \([1-9], [1-9]\)){0,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"\([1-9], [1-9]\)", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
