using MathPref.Core.Offline.Families.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Reasoning;

/// <summary>Knights, who speak the truth, and knaves, who lie: how many knights there are.</summary>
internal sealed class KnightsAndKnaves() : ProblemFamily("knights-and-knaves", ["Mathematical Reasoning"],
[
    "Knights always tell the truth, knaves always lie. <e0>. How many of those who speak are knights?",
    "On an island of knights (who only speak the truth) and knaves (who only lie) one hears this. <e0>. Find the number of knights among the speakers.",
    "Each of these speakers is a knight, whose words are true, or a knave, whose words are false. <e0>. How many knights are there?",
    "Determine the number of knights among the speakers, if knights say only what is true and knaves only what is false. <e0>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(2, 3, 3, 4, 5);
        while (true)
        {
            string text = string.Join("; ", Enumerable.Range(0, count).Select(speaker => $"{(char)('A' + speaker)} says that {Claim(rng, speaker, count)}"));
            if (Cases(text) is { Length: 1 })
                return [text];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        string[] parts = values[0].Split("; ");
        if (Cases(values[0]) is not [var only])
            return null;
        int count = parts.Length, answer = only.Count(k => k);
        string Text(bool[] kinds) => $"({string.Join(", ", kinds.Select(k => k ? 1 : 0))})";
        List<string> steps =
        [
            $"Write $1$ for a knight and $0$ for a knave: for the ${count}$ speakers in their order there are $2^{count} = {1 << count}$ cases",
        ];
        bool[][] left = All(count);
        for (int speaker = 0; speaker < count; speaker++)
        {
            left = [.. left.Where(kinds => Holds(parts[speaker], kinds, count) == kinds[speaker])];
            string cases = string.Join(", ", left.Select(Text));
            if (speaker == 0)
                steps.Add($"The words of $A$ are true if and only if $A$ is a knight; this leaves ${cases}$");
            else if (speaker == count - 1)
                steps.Add($"Those of ${(count == 2 ? "B" : string.Join(", ", Enumerable.Range(2, count - 2).Select(Speaker)))}$ leave only ${cases}$");
            else if (speaker == 1)
                steps.Add($"In the same way the words of $B$ leave ${cases}$");
        }
        return new(AnswerKind.Value, Tex.Text(answer),
            [.. steps, $"So there {(answer == 1 ? "is" : "are")} ${answer}$ {(answer == 1 ? "knight" : "knights")} among the ${count}$ speakers"],
            new("Who calls another a knave must be a knave, and the others are knights",
                Tex.Text(parts.Count(p => !p.Contains("knave", StringComparison.Ordinal)))),
            Slip.Careless($"The knaves are counted, ${count - answer}$", Tex.Text(count - answer)),
            new("If all spoke the truth there would be no contradiction, so all are knights", Tex.Text(count)),
            answer == 0 ? null : Slip.Careless($"The words of ${Speaker(Array.IndexOf(only, true))}$ are false, so this is a knave", Tex.Text(answer - 1)));
    }

    private static string Claim(Rng rng, int speaker, int count)
    {
        string other = Speaker(rng.Pick(Enumerable.Range(0, count).Where(p => p != speaker).ToArray()));
        int[] two = [.. rng.Several(2, Enumerable.Range(0, count)).Order()];
        int number = rng.Next(1, count - 1);
        return rng.Next(1, 6) switch
        {
            1 => $"{other} is a knave",
            2 => $"{other} is a knight",
            3 => $"{Speaker(two[0])} and {Speaker(two[1])} are of the same kind",
            4 => $"{Speaker(two[0])} and {Speaker(two[1])} are of different kinds",
            5 => $"exactly {number} of them {(number == 1 ? "is a knight" : "are knights")}",
            _ => $"at least {number} of them {(number == 1 ? "is a knave" : "are knaves")}",
        };
    }

    private static string Speaker(int person) => ((char)('A' + person)).ToString();

    private static bool[][] All(int count) =>
        [.. Enumerable.Range(0, 1 << count).Reverse().Select(set => Enumerable.Range(0, count).Select(p => (set >> (count - 1 - p) & 1) == 1).ToArray())];

    /// <summary>The cases in which just the knights speak the truth; null where a part is no statement.</summary>
    private static bool[][]? Cases(string text)
    {
        string[] parts = text.Split("; ");
        if (parts.Length is < 2 or > 6)
            return null;
        List<bool[]> cases = [];
        foreach (bool[] kinds in All(parts.Length))
        {
            bool fits = true;
            for (int speaker = 0; speaker < parts.Length; speaker++)
            {
                if (!parts[speaker].StartsWith($"{Speaker(speaker)} says that ", StringComparison.Ordinal) ||
                    Holds(parts[speaker], kinds, parts.Length) is not { } holds)
                    return null;
                fits &= holds == kinds[speaker];
            }
            if (fits)
                cases.Add(kinds);
        }
        return [.. cases];
    }

    private static bool? Holds(string part, bool[] kinds, int count)
    {
        bool? Kind(string name) => name.Length == 1 && name[0] - 'A' is >= 0 and var at && at < count ? kinds[at] : null;
        return part.Split(' ')[3..] switch
        {
            [var other, "is", "a", "knave"] => !Kind(other),
            [var other, "is", "a", "knight"] => Kind(other),
            [var one, "and", var two, "are", "of", "the", "same", "kind"] => Kind(one) is { } a && Kind(two) is { } b ? a == b : null,
            [var one, "and", var two, "are", "of", "different", "kinds"] => Kind(one) is { } a && Kind(two) is { } b ? a != b : null,
            ["exactly", var number, "of", "them", .., "knight" or "knights"] => Blank.Whole(number, 0, 9) is { } n ? kinds.Count(k => k) == n : null,
            ["at", "least", var number, "of", "them", .., "knave" or "knaves"] => Blank.Whole(number, 0, 9) is { } n ? kinds.Count(k => !k) >= n : null,
            _ => null,
        };
    }
}

/// <summary>How many of four statements about a number are true.</summary>
internal sealed class TrueStatements() : ProblemFamily("true-statements", ["Mathematical Reasoning"],
[
    "How many of these four statements about $<n0>$ are true? It is divisible by <n1>; divided by <n2> it leaves the remainder <n3>; " +
    "the sum of its digits is <n4>; it has exactly <n5> positive divisors.",
    "Four statements about the number $<n0>$: it is a multiple of <n1>; its remainder on division by <n2> is <n3>; its digits add up to <n4>; " +
    "the number of its positive divisors is <n5>. How many of them are true?",
    "Count the true ones among the statements that $<n0>$ is divisible by <n1>, that it has the remainder <n3> modulo <n2>, " +
    "that its digits have the sum <n4>, and that it has <n5> positive divisors.",
    "Of the number $<n0>$ four things are said: <n1> divides it; modulo <n2> it is congruent to <n3>; its digit sum is <n4>; it has <n5> positive divisors. " +
    "Find how many of these are true.",
])
{
    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth"];

    protected override string[] Draw(Rng rng, Level level)
    {
        int number = PrimeFactors.Draw(rng, level.Of(10, 40, 100, 1000, 10_000), level.Of(99, 400, 1500, 9999, 99_999)),
            by = rng.Next(2, level.Of(6, 9, 12, 15, 30)), modulus = rng.Next(3, level.Of(6, 9, 12, 20, 50));
        if (rng.Percent(40))
            by = PrimeFactors.Of(number)[^1].Prime;
        int Perhaps(int right, int wrong) => rng.Percent(55) ? right : wrong;
        return
        [
            Tex.Text(number), Tex.Text(by), Tex.Text(modulus), Tex.Text(Perhaps(number % modulus, (number + 1) % modulus)),
            Tex.Text(Perhaps(DigitSum(number), DigitSum(number) + rng.Next(1, 2))), Tex.Text(Perhaps(Divisors(number), Divisors(number) + rng.Pick(-2, -1, 2))),
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 0, 1_000_000) is not [var number, var by, var modulus, var remainder, var digits, var divisors] || number < 2 ||
            by < 1 || modulus < 2)
            return null;
        int[] rest = [number % by, number % modulus], truths = [rest[0] == 0 ? 1 : 0, rest[1] == remainder ? 1 : 0, DigitSum(number) == digits ? 1 : 0,
            Divisors(number) == divisors ? 1 : 0];
        int answer = truths.Sum();
        static string Is(int truth) => truth == 1 ? "is true" : "is false";
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $@"As ${number} = {number / by} \cdot {by} + {rest[0]}$, the first statement {Is(truths[0])}",
                $@"As ${number} = {number / modulus} \cdot {modulus} + {rest[1]}$, the second {Is(truths[1])}",
                $"The digits have the sum ${string.Join(" + ", Tex.Text(number).ToCharArray())} = {DigitSum(number)}$, so the third {Is(truths[2])}",
                $"The factors into primes, ${PrimeFactors.Text(PrimeFactors.Of(number))}$, give ${Divisors(number)}$ divisors, so the fourth {Is(truths[3])}",
                $"Of the four statements ${answer}$ {(answer == 1 ? "is" : "are")} true",
            ],
            answer == 0 ? null : Slip.Careless($"The {s_ordinals[Array.IndexOf(truths, 1)]} statement is false", Tex.Text(answer - 1)),
            answer == 4 ? null : Slip.Careless($"The {s_ordinals[Array.IndexOf(truths, 0)]} statement is true", Tex.Text(answer + 1)),
            Divisors(number) - 1 != divisors ? null : new("The number itself does not count as a divisor, so the fourth statement is true",
                Tex.Text(answer + 1)),
            new("The false statements are counted", Tex.Text(4 - answer)));
    }

    private static int DigitSum(int number) => Tex.Text(number).Sum(c => c - '0');

    private static int Divisors(int number) => PrimeFactors.Of(number).Aggregate(1, (p, f) => p * (f.Exponent + 1));
}

/// <summary>For how many numbers a conditional, its converse, inverse or contrapositive is true.</summary>
internal sealed class ConditionalCount() : ProblemFamily("conditional-count", ["Mathematical Reasoning"],
[
    "Consider the sentence: if $n$ is divisible by <n1>, then $n$ is divisible by <n2>. For how many whole numbers $n$ from 1 to <n0> is its <w3> true?",
    "Let $S(n)$ say: if <n1> divides $n$, then <n2> divides $n$. How many numbers $n$ from 1 to <n0> make the <w3> of $S(n)$ true?",
    "Take the conditional that every multiple $n$ of <n1> is a multiple of <n2>. Find the number of $n$ from 1 to <n0> for which its <w3> holds.",
    "For how many $n$ from 1 to <n0> is the <w3> of this implication true: if $n$ is a multiple of <n1>, then $n$ is a multiple of <n2>?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int[] numbers;
        do
            numbers = rng.Several(2, Enumerable.Range(2, level.Of(4, 6, 10, 16, 30)));
        while (numbers.Max() % numbers.Min() == 0);
        return
        [
            Tex.Text(rng.Next(level.Of(12, 20, 50, 200, 1000), level.Of(30, 60, 300, 1500, 9999))), Tex.Text(numbers[0]), Tex.Text(numbers[1]),
            rng.Pick<string>(level.Number == 1 ? ["converse"] : ["converse", "contrapositive", "inverse", "negation"]),
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values[..3], 1, 1_000_000) is not [var n, var a, var b] || a > 1000 || b > 1000 || a == 1 || b == 1)
            return null;
        int both = n / (a / PrimeFactors.Gcd(a, b) * b), first = n / a, second = n / b, broken = first - both, turned = second - both;
        int? result = values[3] switch
        {
            "converse" or "inverse" => n - turned,
            "contrapositive" => n - broken,
            "negation" => broken,
            _ => null,
        };
        if (result is not { } answer)
            return null;
        string meaning = values[3] switch
        {
            "converse" => $"The converse says: if $n$ is divisible by ${b}$, then by ${a}$",
            "inverse" => $"The inverse says: if $n$ is not divisible by ${a}$, then not by ${b}$",
            "contrapositive" => $"The contrapositive says: if $n$ is not divisible by ${b}$, then not by ${a}$; it is true just where the sentence itself is",
            _ => $"The negation says: $n$ is divisible by ${a}$ and not by ${b}$",
        };
        var (of, count, missing) = values[3] is "converse" or "inverse" ? (b, second, turned) : (a, first, broken);
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                meaning,
                values[3] == "negation" ? $"Up to ${n}$ there {(count == 1 ? "is" : "are")} ${count}$ {(count == 1 ? "multiple" : "multiples")} of ${of}$"
                    : $"It is false only for the multiples of ${of}$ that are no multiples of ${(of == a ? b : a)}$; up to ${n}$ there {(count == 1
                        ? "is" : "are")} ${count}$ {(count == 1 ? "multiple" : "multiples")} of ${of}$",
                $"Of these ${both}$ {(both == 1 ? "is" : "are")} divisible by both, which leaves ${count} - {both} = {missing}$",
                values[3] == "negation" ? $"So it is true for ${answer}$ {(answer == 1 ? "number" : "numbers")}"
                    : $"So it is true for ${n} - {missing} = {answer}$ numbers",
            ],
            values[3] is "negation" ? Slip.Careless($"It is true for ${n} - {broken} = {n - broken}$ numbers", Tex.Text(n - broken))
                : new(values[3] == "contrapositive" ? "The contrapositive is true where the converse is"
                    : $"The {values[3]} is true where the sentence itself is",
                    Tex.Text(values[3] == "contrapositive" ? n - turned : n - broken)),
            new($"Only numbers divisible by both make it true, which {(both == 1 ? "is" : "are")} ${both}$", Tex.Text(both)),
            Slip.Careless($"The numbers for which it is false are counted, ${n - answer}$", Tex.Text(n - answer)),
            values[3] == "negation" ? Slip.Careless($"It is true for all ${count}$ multiples of ${a}$", Tex.Text(count))
                : Slip.Careless($"It is false for all ${count}$ multiples of ${of}$, which leaves ${n - count}$", Tex.Text(n - count)));
    }
}
