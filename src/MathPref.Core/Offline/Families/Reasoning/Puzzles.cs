using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Reasoning;

/// <summary>A rule with two cases, applied again and again.</summary>
internal sealed class NumberMachine() : ProblemFamily("number-machine", ["Mathematical Reasoning"],
[
    "Start with <n0>. In each step an even number is halved, and an odd number is multiplied by <n1> and then increased by <n2>. Which number results " +
    "after <n3> steps?",
    "A machine halves an even number, and it multiplies an odd number by <n1> and then adds <n2>. It begins with <n0>. Which number has it after <n3> steps?",
    "The rule is: halve a number that is even, but multiply one that is odd by <n1> and add <n2>. Find what becomes of <n0> when the rule is applied " +
    "<n3> times.",
    "Apply <n3> times to the number <n0>: if it is even, halve it; if it is odd, multiply it by <n1> and add <n2>. Give the last number.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Tex.Text(rng.Next(5, level.Of(20, 40, 99, 300, 999))), Tex.Text(level.Number < 3 ? 3 : rng.Pick(3, 3, 5)),
        Tex.Text(level.Number < 2 ? 1 : 2 * rng.Next(0, 4) + 1),
        Tex.Text(level.Of(3, 4, 6, 8, 11)),
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 1, 9999) is not [var start, var factor, var add, var steps] || factor is < 2 or > 9 || add > 99 || steps is < 3 or > 12)
            return null;
        int[] Run(Func<int, int> rule, int count)
        {
            List<int> numbers = [start];
            while (numbers.Count <= count && numbers[^1] < 10_000_000)
                numbers.Add(rule(numbers[^1]));
            return [.. numbers];
        }
        int Rule(int n) => n % 2 == 0 ? n / 2 : factor * n + add;
        int[] right = Run(Rule, steps + 1), swapped = Run(n => n % 2 == 0 ? n / 2 : factor * (n + add), steps),
            forgotten = Run(n => n % 2 == 0 ? n / 2 : factor * n, steps);
        if (right.Length < steps + 2)
            return null;
        string Line(int from, int to) => string.Join(", ", right[from..(to + 1)]);
        string first = start % 2 == 0 ? $@"is even, so it is halved: $\frac{{{start}}}{{2}} = {right[1]}$"
            : $@"is odd, so it becomes ${factor} \cdot {start} + {add} = {right[1]}$";
        return new(AnswerKind.Value, Tex.Text(right[steps]),
            [
                $"The number ${start}$ {first}",
                $"The next {(steps == 3 ? "number is" : "numbers are")} ${Line(2, steps - 1)}$",
                $"The last of the ${steps}$ steps leads from ${right[steps - 1]}$, which is {(right[steps - 1] % 2 == 0 ? "even" : "odd")}, to " +
                $"${right[steps]}$",
                $"So after ${steps}$ steps the number is ${right[steps]}$",
            ],
            Slip.Careless($"The start is counted as the first step, which gives ${right[steps - 1]}$", Tex.Text(right[steps - 1])),
            Slip.Careless($"One step too many leads to ${right[steps + 1]}$", Tex.Text(right[steps + 1])),
            swapped.Length <= steps ? null : new($"An odd number is first increased by ${add}$ and then multiplied by ${factor}$", Tex.Text(swapped[steps])),
            forgotten.Length <= steps ? null : Slip.Careless($"The ${add}$ is not added to the odd numbers", Tex.Text(forgotten[steps])));
    }
}

/// <summary>How many at least have several properties at once.</summary>
internal sealed class LeastOverlap() : ProblemFamily("least-overlap", ["Mathematical Reasoning", "Set Theory"],
[
    "Several properties are found in $<l1>$ of <n0> people, in turn. What is the least number of people who must have all these properties?",
    "In a group of <n0> travellers the numbers of those who speak each of several languages are $<l1>$. At least how many speak all these languages?",
    "Each of several subjects is taken by $<l1>$ of <n0> students, in turn. How many students at least must take all of these subjects?",
    "A test of several questions was taken by <n0> pupils; the questions were answered rightly by $<l1>$, in turn. Find the least possible number of " +
    "pupils with every answer right.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int all = rng.Next(level.Of(10, 20, 40, 200, 1000), level.Of(20, 50, 150, 900, 9000)), count = level.Of(2, 2, 3, 4, 5);
        int[] missing = [.. Enumerable.Range(0, count).Select(_ => rng.Next(1, (all - 1) / count))];
        return [Tex.Text(all), string.Join(", ", missing.Select(m => all - m))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 2, 1_000_000) is not { } all || Blank.List(values[1], 1, all) is not { Length: >= 2 and <= 9 } counts)
            return null;
        int[] missing = [.. counts.Select(c => all - c)];
        int without = missing.Sum(), answer = all - without;
        if (answer < 1)
            return null;
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"The numbers of those who are left out are in turn {string.Join(", ", counts.Zip(missing, (c, m) => $"${all} - {c} = {m}$"))}",
                $"So at most ${string.Join(" + ", missing)} = {without}$ are left out at least once, and exactly so many if nobody is left out twice",
                $"All the others are never left out, and they are at least ${all} - {without} = {answer}$",
                "This number is reached when those who are left out are all different people",
            ],
            new($"The smallest of the numbers is ${counts.Min()}$", Tex.Text(counts.Min())),
            Slip.Careless($"The number asked for is ${string.Join(" + ", missing)} = {without}$", Tex.Text(without)),
            new($"The numbers add up to ${counts.Sum()}$, which is ${counts.Sum()} - {all} = {counts.Sum() - all}$ too many", Tex.Text(counts.Sum() - all)),
            counts.Sum() % counts.Length != 0 ? null
                : new($@"The mean of the numbers is $\frac{{{counts.Sum()}}}{{{counts.Length}}} = {counts.Sum() / counts.Length}$",
                    Tex.Text(counts.Sum() / counts.Length)),
            counts.Length == 2 ? null : Slip.Careless($"At most ${string.Join(" + ", missing[..^1])} = {without - missing[^1]}$ are left out",
                Tex.Text(all - without + missing[^1])));
    }
}
