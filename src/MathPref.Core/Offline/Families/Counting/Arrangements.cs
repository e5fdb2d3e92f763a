using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>Arrangements of letters some of which are equal.</summary>
internal sealed partial class LetterArrangements() : ProblemFamily("letter-arrangements", ["Permutations and Combinations"],
[
    "In how many different ways can the letters of the string <e0> be arranged?",
    "How many different strings can be made by rearranging all the letters of <e0>?",
    "Find the number of distinguishable permutations of the letters in the string <e0>.",
    "Count the different arrangements of all the letters of the string <e0>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int length = rng.Next(level.Of(4, 5, 6, 8, 9), level.Of(5, 6, 8, 9, 10));
        string[] letters = rng.Several(length - level.Of(2, 2, 3, 4, 4) + rng.Next(0, 1), "ABCDEIKLMNOPRST".Select(letter => letter.ToString()));
        List<string> all = [.. letters];
        while (all.Count < length)
            all.Add(letters[rng.Next(0, Math.Min(2, letters.Length - 1))]);
        return [string.Concat(rng.Several(length, all))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (!Letters().IsMatch(values[0]))
            return null;
        int n = values[0].Length;
        int[] repeats = [.. values[0].GroupBy(letter => letter).Select(group => group.Count()).Where(count => count > 1).OrderDescending()];
        if (repeats.Length == 0 || repeats[0] == n)
            return null;
        var groups = values[0].GroupBy(letter => letter).Where(group => group.Count() > 1).OrderByDescending(group => group.Count());
        string factorials = string.Join(@" \cdot ", repeats.Select(r => $"{Digits(r)}!"));
        var divisor = repeats.Aggregate(Factorial(1), (product, r) => product * Factorial(r));
        var all = Factorial(n);
        return new(AnswerKind.Value, Digits(all / divisor),
            [
                $"There are ${Digits(n)}$ letters, of which {List([.. groups.Select(g => $"{g.Key} occurs ${Digits(g.Count())}$ times")])}",
                $"If all letters were different, there would be ${Digits(n)}! = {Digits(all)}$ arrangements",
                $"Exchanging equal letters changes nothing, so each arrangement has been counted ${factorials} = {Digits(divisor)}$ times",
                $@"The number of different arrangements is $\frac{{{Digits(n)}!}}{{{factorials}}} = \frac{{{Digits(all)}}}{{{Digits(divisor)}}} = " +
                    $@"{Digits(all / divisor)}$",
            ],
            new($"The ${Digits(n)}$ letters can be arranged in ${Digits(n)}! = {Digits(all)}$ ways", Digits(all)),
            repeats.Length < 2 ? null : Slip.Careless(
                $@"One letter occurs ${Digits(repeats[0])}$ times, so the number is $\frac{{{Digits(n)}!}}{{{Digits(repeats[0])}!}}$",
                    Digits(all / Factorial(repeats[0]))),
            new($"Some letters are equal, so only the ${Digits(n - repeats.Sum() + repeats.Length)}$ different letters are arranged",
                Digits(Factorial(n - repeats.Sum() + repeats.Length))),
            Slip.Careless($@"The number is $\frac{{{Digits(n - 1)}!}}{{{factorials}}}$", new Fraction(all / n, divisor).ToString()));
    }

    [GeneratedRegex(@"^[A-Z]{3,12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();
}

/// <summary>Books on a shelf, some of which are to stand together or apart.</summary>
internal sealed class BooksOnShelf() : ProblemFamily("books-on-shelf", ["Permutations and Combinations"],
[
    "In how many ways can <n0> books on <w1>, <n2> on <w3> and <n4> on <w5>, all different, be arranged on a shelf so that <e6>?",
    "There are <n0> books on <w1>, <n2> on <w3> and <n4> on <w5>, all different. How many orders on a shelf are there such that <e6>?",
    "Find the number of ways to put <n0> books on <w1>, <n2> on <w3> and <n4> on <w5>, no two alike, in a row so that <e6>.",
    "A shelf is to hold <n0> books on <w1>, <n2> on <w3> and <n4> on <w5>, all different. Count the arrangements in which <e6>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string[] subjects = rng.Several(3, "algebra", "geometry", "history", "music", "physics", "chemistry", "biology", "art", "logic", "law");
        int Some() => rng.Next(2, level.Of(2, 2, 3, 4, 4));
        string condition = level.Number == 1 || rng.Percent(30) ? "the books on each subject stand together"
            : rng.Percent(50) ? $"all the books on {subjects[0]} stand together" : $"no two books on {subjects[0]} stand side by side";
        return [Tex.Text(Some()), subjects[0], Tex.Text(Some()), subjects[1], Tex.Text(Some()), subjects[2], condition];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        string subject = values[1];
        if (Blank.Whole(values[0], 2, 9) is not { } a || Blank.Whole(values[2], 2, 9) is not { } b || Blank.Whole(values[4], 2, 9) is not { } c)
            return null;
        if (subject == values[3] || subject == values[5] || values[3] == values[5])
            return null;
        int others = b + c, n = a + others;
        if (values[6] == "the books on each subject stand together")
        {
            var each = Factorial(a) * Factorial(b) * Factorial(c);
            string factorials = $@"{Digits(a)}! \cdot {Digits(b)}! \cdot {Digits(c)}!";
            return new(AnswerKind.Value, Digits(6 * each),
                [
                    "Treat the books on each subject as one block",
                    "The $3$ blocks can be put in order in $3! = 6$ ways",
                    $"Within the blocks the books can be arranged in ${factorials} = {Digits(each)}$ ways",
                    $@"By the product rule there are $6 \cdot {Digits(each)} = {Digits(6 * each)}$ arrangements",
                ],
                Slip.Careless($"The books of the three blocks can be arranged in ${factorials} = {Digits(each)}$ ways", Digits(each)),
                new($"The ${Digits(n)}$ books can be arranged in ${Digits(n)}! = {Digits(Factorial(n))}$ ways", Digits(Factorial(n))),
                new($@"The blocks give $3! = 6$ ways and the books within them ${Digits(a)}! + {Digits(b)}! + {Digits(c)}!$ ways",
                    Digits(6 * (Factorial(a) + Factorial(b) + Factorial(c)))));
        }
        if (values[6] == $"all the books on {subject} stand together")
        {
            var (blocks, inner) = (Factorial(others + 1), Factorial(a));
            return new(AnswerKind.Value, Digits(blocks * inner),
                [
                    $"Treat the ${Digits(a)}$ books on {subject} as one block",
                    $"The block and the other ${Digits(others)}$ books can be put in order in ${Digits(others + 1)}! = {Digits(blocks)}$ ways",
                    $"Within the block the books can be arranged in ${Digits(a)}! = {Digits(inner)}$ ways",
                    $@"By the product rule there are ${Digits(blocks)} \cdot {Digits(inner)} = {Digits(blocks * inner)}$ arrangements",
                ],
                Slip.Careless($"The block and the other books can be put in order in ${Digits(others + 1)}! = {Digits(blocks)}$ ways", Digits(blocks)),
                new($@"The block and the other books give ${Digits(others)}! \cdot {Digits(a)}!$ ways", Digits(blocks / (others + 1) * inner)),
                new($@"The books on {subject} and the others can be arranged in ${Digits(a)}! + {Digits(others + 1)}!$ ways", Digits(inner + blocks)));
        }
        if (values[6] != $"no two books on {subject} stand side by side" || a > others + 1)
            return null;
        var (rest, places) = (Factorial(others), Falling(others + 1, a));
        string product = string.Join(@" \cdot ", Enumerable.Range(0, a).Select(i => Digits(others + 1 - i)));
        return new(AnswerKind.Value, Digits(rest * places),
            [
                $"First arrange the other ${Digits(others)}$ books: this can be done in ${Digits(others)}! = {Digits(rest)}$ ways",
                $"They leave ${Digits(others + 1)}$ gaps, the two ends included, and each gap takes at most one book on {subject}",
                $"The ${Digits(a)}$ books on {subject} can be put into different gaps in ${product} = {Digits(places)}$ ways",
                $@"By the product rule there are ${Digits(rest)} \cdot {Digits(places)} = {Digits(rest * places)}$ arrangements",
            ],
            Slip.Careless($"The other ${Digits(others)}$ books leave ${Digits(others - 1)}$ gaps between them", Digits(rest * Falling(others - 1, a))),
            new($"The gaps can be chosen in ${Binomial(others + 1, a)} = {Digits(Choose(others + 1, a))}$ ways", Digits(rest * Choose(others + 1, a))),
            new($"Of all ${Digits(n)}!$ orders those with the books on {subject} together are taken away: " +
                $@"${Digits(n)}! - {Digits(others + 1)}! \cdot {Digits(a)}!$",
                Digits(Factorial(n) - Factorial(others + 1) * Factorial(a))));
    }
}

/// <summary>Two groups at a round table, one of which sits together or apart.</summary>
internal sealed class RoundTable() : ProblemFamily("round-table", ["Permutations and Combinations"],
[
    "In how many ways can <n0> <w1> and <n2> <w3> be seated at a round table if <e4>? Rotations of a seating count as the same.",
    "Seatings at a round table that differ by a rotation are the same. How many seatings of <n0> <w1> and <n2> <w3> are there if <e4>?",
    "Find the number of circular arrangements of <n0> <w1> and <n2> <w3> at a round table such that <e4>.",
    "At a round table <n0> <w1> and <n2> <w3> take their seats so that <e4>. How many circular arrangements are possible?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string[] groups = rng.Several(2, "teachers", "students", "doctors", "nurses", "singers", "dancers", "painters", "writers", "pilots", "engineers");
        int a = rng.Next(2, level.Of(2, 3, 4, 4, 5)), b = a + rng.Next(level.Of(0, 0, 0, 1, 2), level.Of(2, 2, 3, 3, 3));
        string condition = level.Number == 1 || rng.Percent(50) ? $"all the {groups[0]} sit together" : $"no two {groups[0]} sit next to each other";
        return [Tex.Text(a), groups[0], Tex.Text(b), groups[1], condition];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        string group = values[1], other = values[3];
        if (Blank.Whole(values[0], 2, 9) is not { } a || Blank.Whole(values[2], 2, 9) is not { } b || group == other)
            return null;
        if (values[4] == $"all the {group} sit together")
        {
            var (round, inner) = (Factorial(b), Factorial(a));
            return new(AnswerKind.Value, Digits(round * inner),
                [
                    $"Treat the ${Digits(a)}$ {group} as one block, so that ${Digits(b + 1)}$ units sit at the table",
                    $"In a circle $n$ units can be arranged in $(n - 1)!$ ways, here in ${Digits(b)}! = {Digits(round)}$ ways",
                    $"Within the block the {group} can be arranged in ${Digits(a)}! = {Digits(inner)}$ ways",
                    $@"By the product rule there are ${Digits(round)} \cdot {Digits(inner)} = {Digits(round * inner)}$ seatings",
                ],
                new($@"The ${Digits(b + 1)}$ units can be arranged in ${Digits(b + 1)}! = {Digits(round * (b + 1))}$ ways", Digits(round * (b + 1) * inner)),
                Slip.Careless($"The units can be arranged in ${Digits(b)}! = {Digits(round)}$ ways", Digits(round)),
                new($"In a circle ${Digits(a + b)}$ people can be arranged in ${Digits(a + b - 1)}! = {Digits(Factorial(a + b - 1))}$ ways",
                    Digits(Factorial(a + b - 1))));
        }
        if (values[4] != $"no two {group} sit next to each other" || a > b)
            return null;
        var (circle, places) = (Factorial(b - 1), Falling(b, a));
        string product = string.Join(@" \cdot ", Enumerable.Range(0, a).Select(i => Digits(b - i)));
        return new(AnswerKind.Value, Digits(circle * places),
            [
                $"First seat the ${Digits(b)}$ {other} in a circle: this can be done in " +
                    $"$({Digits(b)} - 1)! = {Digits(circle)}$ {(circle.IsOne ? "way" : "ways")}",
                $"Between them there are ${Digits(b)}$ gaps, each of which takes at most one of the {group}",
                $"The ${Digits(a)}$ {group} can be put into different gaps in ${product} = {Digits(places)}$ ways",
                $@"By the product rule there are ${Digits(circle)} \cdot {Digits(places)} = {Digits(circle * places)}$ seatings",
            ],
            new($"The ${Digits(b)}$ {other} can be seated in ${Digits(b)}! = {Digits(Factorial(b))}$ ways", Digits(Factorial(b) * places)),
            new($"The ${Digits(b)}$ {other} leave ${Digits(b + 1)}$ gaps", Digits(circle * Falling(b + 1, a))),
            Slip.Careless($"The gaps can be chosen in ${Binomial(b, a)} = {Digits(Choose(b, a))}$ {(a == b ? "way" : "ways")}", Digits(circle * Choose(b, a))));
    }
}
