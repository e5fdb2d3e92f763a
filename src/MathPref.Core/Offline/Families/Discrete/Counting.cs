using MathPref.Core.Offline.Families.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>The pigeonhole principle with holes of different sizes.</summary>
internal sealed class Pigeonhole() : ProblemFamily("pigeonhole", ["Discrete Mathematics", "Mathematical Reasoning"],
[
    "A box holds balls of several colours: $<l0>$ of the colours in turn. How many balls must be drawn in the dark to be sure of <n1> of the same colour?",
    "In a drawer there are gloves in different colours, $<l0>$ of each in turn. How many must be taken blindly so that surely <n1> have the same colour?",
    "A bag of sweets has $<l0>$ pieces of the different flavours. Find the least number that must be taken unseen to have <n1> of one flavour for certain.",
    "The suits of a special deck have $<l0>$ cards. What is the least number of cards that must be drawn to be certain of <n1> of one suit?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(6, 9, 15, 30, 60), wanted = rng.Next(level.Of(2, 3, 4, 7, 12), level.Of(3, 5, 8, 14, 30));
        int[] counts = [.. Enumerable.Range(0, level.Of(3, 3, 4, 5, 7)).Select(_ => rng.Next(2, most))];
        counts[0] = Math.Max(counts[0], wanted + 1);
        return [string.Join(", ", rng.Several(counts.Length, counts)), Tex.Text(wanted)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[0], 1, 9999) is not { Length: >= 2 and <= 12 } counts || Blank.Whole(values[1], 2, 9999) is not { } wanted ||
            counts.Max() < wanted)
            return null;
        int[] unlucky = [.. counts.Select(c => Math.Min(c, wanted - 1))];
        int most = unlucky.Sum(), plain = counts.Length * (wanted - 1) + 1, particular = counts.Sum() - counts.Max() + wanted;
        return new(AnswerKind.Value, Tex.Text(most + 1),
            [
                $"In the worst case as many as possible are drawn without ${wanted}$ of one kind, that is at most ${wanted - 1}$ of each kind",
                $"From kinds with ${string.Join(", ", counts)}$ pieces these are ${string.Join(", ", unlucky)}$",
                $"Together they are ${string.Join(" + ", unlucky)} = {most}$",
                $"The next one makes ${wanted}$ of one kind certain, so ${most} + 1 = {most + 1}$ must be drawn",
            ],
            Slip.Careless($"So ${most}$ must be drawn", Tex.Text(most)),
            new($@"With ${counts.Length}$ kinds ${counts.Length} \cdot {wanted - 1} + 1 = {plain}$ must be drawn", Tex.Text(plain)),
            new($"It is enough to draw one of each kind and then ${wanted - 1}$ more", Tex.Text(counts.Length + wanted - 1)),
            new($"All but the largest kind come first, and then ${wanted}$ of that: ${particular}$", Tex.Text(particular)));
    }
}

/// <summary>Lattice paths through a point, or past it.</summary>
internal sealed class GridPaths() : ProblemFamily("grid-paths", ["Discrete Mathematics"],
[
    "How many paths from $(0, 0)$ to $(<n0>, <n1>)$ with unit steps to the right and up <4> through $(<n2>, <n3>)$?",
    "A robot moves from $(0, 0)$ to $(<n0>, <n1>)$ by steps of one unit, to the right or up. Find the number of its ways that <4> through $(<n2>, <n3>)$.",
    "In a street grid one walks from the corner $(0, 0)$ to $(<n0>, <n1>)$ without a detour. Count the ways that <4> through the corner $(<n2>, <n3>)$.",
    "Among the shortest lattice paths from $(0, 0)$ to $(<n0>, <n1>)$, how many <4> through $(<n2>, <n3>)$?",
])
{
    private const string Avoid = "do not go";

    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(2, 3, 4, 6, 7), most = level.Of(4, 5, 8, 9, 11), x = rng.Next(least, most), y = rng.Next(least, most);
        return [Tex.Text(x), Tex.Text(y), Tex.Text(rng.Next(1, x - 1)), Tex.Text(rng.Next(1, y - 1)), level.Number > 2 && rng.Percent(50) ? Avoid : "go"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[4] is not ("go" or Avoid) || Blank.Wholes(values[..4], 1, 15) is not [var x, var y, var a, var b] || a > x || b > y || (a, b) == (x, y))
            return null;
        int before = Paths(a, b), after = Paths(x - a, y - b), all = Paths(x, y), through = before * after;
        bool avoids = values[4] == Avoid;
        int answer = avoids ? all - through : through;
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                @"A shortest path of $m$ steps to the right and $n$ steps up is fixed by the places of the steps up, so there are $\binom{m + n}{n}$",
                $@"To $({a}, {b})$ lead $\binom{{{a + b}}}{{{b}}} = {before}$ paths",
                $@"From there to $({x}, {y})$ it is ${x - a}$ to the right and ${y - b}$ up, " +
                $@"for which there are $\binom{{{x - a + y - b}}}{{{y - b}}} = {after}$ ways",
                $@"So ${before} \cdot {after} = {through}$ paths go through the point",
                .. avoids ? [$@"Of all $\binom{{{x + y}}}{{{y}}} = {all}$ paths the others, ${all} - {through} = {answer}$, do not"] : Array.Empty<string>(),
            ],
            new($"There are ${before} + {after} = {before + after}$ paths through the point", Tex.Text(avoids ? all - before - after : before + after)),
            new($@"There are $\binom{{{x + y}}}{{{y}}} = {all}$ paths", Tex.Text(all)),
            avoids ? Slip.Careless($"The number asked for is ${through}$", Tex.Text(through))
                : new($"The paths that miss the point are counted, ${all} - {through} = {all - through}$", Tex.Text(all - through)),
            Slip.Careless($"The second part is left out, so ${before}$ paths go through the point", Tex.Text(avoids ? all - before : before)));
    }

    private static int Paths(int right, int up)
    {
        int ways = 1;
        for (int i = 1; i <= up; i++)
            ways = (int)((long)ways * (right + i) / i);
        return ways;
    }
}

/// <summary>How many numbers up to a bound are divisible by one of two numbers, or by the first alone.</summary>
internal sealed class DivisibleCount() : ProblemFamily("divisible-count", ["Discrete Mathematics", "Number Theory"],
[
    "How many of the whole numbers from 1 to <n0> are divisible by <n1> or by <n2>?",
    "Find how many whole numbers from 1 to <n0> are multiples of <n1> or of <n2>.",
    "Tickets are numbered from 1 to <n0>; those divisible by <n1> or by <n2> win. Count the winning tickets.",
    "Determine the number of positive integers up to <n0> that are divisible by <n1> or by <n2>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        var numbers = rng.Several(2, Enumerable.Range(level.Of(2, 2, 3, 4, 6), level.Of(4, 6, 12, 20, 40)));
        return [Tex.Text(rng.Next(level.Of(20, 50, 100, 500, 2000), level.Of(50, 100, 600, 3000, 20_000))), Tex.Text(numbers[0]), Tex.Text(numbers[1])];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 1, 1_000_000) is not [var n, var a, var b] || a > 1000 || b > 1000 || a % b == 0 || b % a == 0)
            return null;
        int gcd = PrimeFactors.Gcd(a, b), common = a / gcd * b;
        int first = n / a, second = n / b, both = n / common, wrong = n / (a * b), answer = first + second - both;
        string Floor(int by) => $@"\lfloor \frac{{{n}}}{{{by}}} \rfloor";
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"Of the numbers ${Floor(a)} = {first}$ are divisible by ${a}$ and ${Floor(b)} = {second}$ by ${b}$",
                $"Divisible by both are the multiples of the least common multiple ${common}$; their number is ${Floor(common)} = {both}$",
                "By inclusion and exclusion what is counted twice is subtracted once",
                $"The number is ${first} + {second} - {both} = {answer}$",
            ],
            new($"The number is ${first} + {second} = {first + second}$", Tex.Text(first + second)),
            gcd == 1 ? null : new($@"Divisible by both are the multiples of ${a} \cdot {b} = {a * b}$; their number is ${wrong}$",
                Tex.Text(first + second - wrong)),
            new($"Numbers divisible by both do not count: ${first} + {second} - 2 \\cdot {both}$", Tex.Text(answer - both)),
            Slip.Sign($"The number is ${first} + {second} + {both}$", Tex.Text(answer + 2 * both)));
    }
}

/// <summary>The sum of the digits in another base.</summary>
internal sealed class DigitsInBase() : ProblemFamily("digits-in-base", ["Number Theory", "Discrete Mathematics"],
[
    "The decimal number $<n0>$ is written in base $<n1>$. What is the sum of its digits?",
    "Write the decimal number $<n0>$ in base $<n1>$ and find the sum of the digits.",
    "Convert $<n0>$ from base $10$ to base $<n1>$. How large is the sum of the digits?",
    "Compute the sum of the digits that $<n0>$ has in base $<n1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
        [Tex.Text(rng.Next(level.Of(10, 30, 100, 1000, 10_000), level.Of(40, 120, 999, 9999, 99_999))), Tex.Text(rng.Next(2, level.Of(4, 6, 9, 9, 9)))];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 2, 10_000_000) is not [var number, var b] || b > 9 || number < b)
            return null;
        List<int> digits = [];
        List<string> divisions = [];
        for (int rest = number; rest > 0; rest /= b)
        {
            digits.Insert(0, rest % b);
            divisions.Add($@"${rest} = {rest / b} \cdot {b} + {rest % b}$");
        }
        int answer = digits.Sum(), ten = Tex.Text(number).Sum(c => c - '0');
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"Divide by ${b}$ again and again; the remainders are the digits from the last to the first",
                $"This gives {string.Join(", ", divisions)}",
                $"In base ${b}$ the number is ${string.Concat(digits)}_{{{b}}}$",
                $"The sum of the digits is ${string.Join(" + ", digits)} = {answer}$",
            ],
            new($"The sum of the decimal digits is ${ten}$", Tex.Text(ten)),
            new($"The number of digits is ${digits.Count}$", Tex.Text(digits.Count)),
            Slip.Careless($"The first digit is forgotten, which leaves ${answer - digits[0]}$", Tex.Text(answer - digits[0])),
            digits[^1] == 0 ? null : Slip.Careless($"The last digit is forgotten, which leaves ${answer - digits[^1]}$", Tex.Text(answer - digits[^1])));
    }
}
