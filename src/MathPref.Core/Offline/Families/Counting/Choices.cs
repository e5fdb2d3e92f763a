using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>Committees with a condition on the number of women or men.</summary>
internal sealed partial class Committees() : ProblemFamily("committees", ["Permutations and Combinations"],
[
    "A committee of <n0> is chosen from <n1> women and <n2> men. How many committees are there with <e3>?",
    "In how many ways can a committee of <n0> be chosen from <n1> women and <n2> men if it must have <e3>?",
    "Find the number of committees of <n0> that can be formed from <n1> women and <n2> men and that have <e3>.",
    "Count the ways to choose a team of <n0> out of <n1> women and <n2> men with <e3>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = rng.Next(level.Of(3, 3, 4, 4, 5), level.Of(4, 4, 5, 6, 7));
        int women = rng.Next(level.Of(3, 4, 4, 5, 7), level.Of(5, 6, 8, 9, 10)), men = rng.Next(level.Of(3, 4, 4, 5, 7), level.Of(5, 6, 8, 9, 10));
        int bound = rng.Next(1, size - 1);
        string relation = level.Number == 1 ? "exactly" : rng.Pick("at least", "at most", level.Number < 4 ? "exactly" : "at least");
        string who = rng.Percent(50) ? (bound == 1 ? "woman" : "women") : bound == 1 ? "man" : "men";
        return [Digits(size), Digits(women), Digits(men), $"{relation} {Digits(bound)} {who}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 2, 12) is not { } size || Blank.Whole(values[1], 2, 30) is not { } women || Blank.Whole(values[2], 2, 30) is not { } men)
            return null;
        if (Condition().Match(values[3]) is not { Success: true } match || Blank.Whole(match.Groups["bound"].Value, 1, 12) is not { } bound)
            return null;
        bool countsWomen = match.Groups["who"].Value[0] == 'w';
        if ((match.Groups["who"].Value is "woman" or "man") != (bound == 1))
            return null;
        var (those, others) = countsWomen ? (women, men) : (men, women);
        int[] Allowed(Func<int, bool> holds) => [.. Enumerable.Range(0, size + 1).Where(k => k <= those && size - k <= others && holds(k))];
        string relation = match.Groups["relation"].Value;
        int[] cases = Allowed(k => relation switch { "exactly" => k == bound, "at least" => k >= bound, _ => k <= bound });
        if (cases.Length == 0 || size > women + men)
            return null;
        BigInteger Of(int k) => Choose(those, k) * Choose(others, size - k);
        BigInteger Total(IEnumerable<int> ks) => ks.Aggregate(BigInteger.Zero, (sum, k) => sum + Of(k));
        var answer = Total(cases);
        var (name, otherName) = countsWomen ? ("women", "men") : ("men", "women");
        string strict = string.Join(" + ", cases.Select(k => Digits(Of(k))));
        int[] without = Allowed(k => relation == "at least" ? k > bound : k < bound);
        return new(AnswerKind.Value, Digits(answer),
            [
                $@"With $k$ {name} and ${Digits(size)} - k$ {otherName} there are " +
                    $@"$\binom{{{Digits(those)}}}{{k}}\binom{{{Digits(others)}}}{{{Digits(size)} - k}}$ " +
                    "committees",
                $"With {values[3]}, $k$ can be {(cases.Length == 1 ? "only " : "")}{List([.. cases.Select(k => $"${Digits(k)}$")], "or")}",
                cases.Length == 1
                    ? $"The two factors are ${Binomial(those, cases[0])} = {Digits(Choose(those, cases[0]))}$ and " +
                        $"${Binomial(others, size - cases[0])} = {Digits(Choose(others, size - cases[0]))}$"
                    : $"This gives {List([.. cases.Select(k => $@"${Binomial(those, k)}{Binomial(others, size - k)} = {Digits(Of(k))}$")])}",
                cases.Length == 1 ? $"Their product is ${Digits(answer)}$" : $"The sum is ${strict} = {Digits(answer)}$",
            ],
            relation == "exactly" || without.Length == 0 ? null : Slip.Careless(
                $"With {values[3]}, $k$ can be {List([.. without.Select(k => $"${Digits(k)}$")], "or")}", Digits(Total(without))),
            relation == "at most" ? null : new(
                $"Choose ${Digits(bound)}$ {match.Groups["who"].Value} and then ${Digits(size - bound)}$ of all who are left: " +
                $"${Binomial(those, bound)}{Binomial(women + men - bound, size - bound)}$",
                    Digits(Choose(those, bound) * Choose(women + men - bound, size - bound))),
            new($"A committee of ${Digits(size)}$ can be chosen from ${Digits(women + men)}$ people in ${Binomial(women + men, size)}$ ways",
                Digits(Choose(women + men, size))),
            cases.Length > 1 ? null : new($"The two choices are added: ${Digits(Choose(those, cases[0]))} + {Digits(Choose(others, size - cases[0]))}$",
                Digits(Choose(those, cases[0]) + Choose(others, size - cases[0]))),
            cases.Length == 1 ? null : new($@"Only $k = {Digits(bound)}$ has to be counted", Digits(Of(bound))));
    }

    [GeneratedRegex(@"^(?<relation>at least|at most|exactly) (?<bound>[0-9]{1,2}) (?<who>woman|women|man|men)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}

/// <summary>Even or odd numbers with different digits.</summary>
internal sealed class DigitNumbers() : ProblemFamily("digit-numbers", ["Permutations and Combinations"],
[
    "How many <w0> numbers with <n1> different digits can be formed from the digits <l2>?",
    "Using only the digits <l2>, each at most once, how many <w0> numbers with <n1> digits can be written?",
    "Find how many <w0> numbers of <n1> digits can be made from the digits <l2> if no digit is repeated.",
    "Count the <w0> numbers with <n1> digits, all different, whose digits are among <l2>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(level.Of(4, 4, 5, 6, 7), level.Of(4, 5, 6, 7, 8));
        var digits = rng.Several(count, Enumerable.Range(level.Number < 2 ? 1 : 0, level.Number < 2 ? 9 : 10)).Order();
        return [rng.Pick("even", "odd"), Digits(rng.Next(level.Of(2, 3, 3, 4, 4), level.Of(3, 3, 4, 4, 5))), string.Join(", ", digits.Select(Tex.Text))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        bool even = values[0] == "even";
        if ((!even && values[0] != "odd") || Blank.Whole(values[1], 2, 9) is not { } length || Blank.List(values[2], 0, 9) is not { } digits)
            return null;
        int n = digits.Length;
        if (n <= length || digits.Distinct().Count() != n)
            return null;
        int last = digits.Count(d => d > 0 && d % 2 == 0 == even);
        bool hasZero = digits.Contains(0);
        if (last == 0)
            return null;
        var middle = Falling(n - 2, length - 2);
        var first = hasZero ? n - 2 : n - 1;
        var nonZero = last * first * middle;
        var withZero = hasZero && even ? Falling(n - 1, length - 1) : 0;
        var answer = nonZero + withZero;
        int wanted = last + (hasZero && even ? 1 : 0);
        string endings = List([.. digits.Where(d => d > 0 && d % 2 == 0 == even).Select(d => $"${Digits(d)}$")], "or");
        string count = string.Join(@" \cdot ", (int[])[last, first, .. Enumerable.Range(0, length - 2).Select(i => n - 2 - i)]);
        return new(AnswerKind.Value, Digits(answer),
            [
                $"The last digit decides whether the number is {values[0]}{(hasZero ? ", and the first digit must not be $0$" : ", so it is chosen first")}",
                .. hasZero && even
                    ? (string[])[$"If the last digit is $0$, the other ${Digits(length - 1)}$ {(length == 2 ? "place" : "places")} can be filled in " +
                        $"${Product(Enumerable.Range(0, length - 1).Select(i => Digits(n - 1 - i)))}{(length == 2 ? "" : $" = {Digits(withZero)}")}$ ways"]
                    : [],
                hasZero
                    ? $"If the last digit is {endings}, there are ${Digits(first)}$ digits left for the first place, since $0$ is excluded"
                    : $"The last digit can be {endings}, which leaves ${Digits(first)}$ digits for the first place",
                length == 2
                    ? $"This gives ${count} = {Digits(nonZero)}$ numbers"
                    : $"With the {(length == 3 ? "place" : "places")} between them this gives ${count} = {Digits(nonZero)}$ numbers",
                .. hasZero && even
                    ? (string[])[$"In all there are ${Digits(withZero)} + {Digits(nonZero)} = {Digits(answer)}$ such numbers"]
                    : length == 2 && !hasZero ? [$"So there are ${Digits(answer)}$ such numbers"] : [],
            ],
            hasZero ? Slip.Careless($"The last digit can be chosen in ${Digits(wanted)}$ ways and the other places from the ${Digits(n - 1)}$ digits left",
                Digits(wanted * Falling(n - 1, length - 1))) : null,
            hasZero && even ? Slip.Careless($"The last digit can be {endings}", Digits(nonZero)) : null,
            new($"The ${Digits(length)}$ places can be filled in ${string.Join(@" \cdot ", Enumerable.Range(0, length).Select(i => Digits(n - i)))}$ ways",
                Digits(Falling(n, length))),
            new($@"Each place before the last can take any of the ${Digits(n)}$ digits: ${Digits(wanted)} \cdot " +
                $@"{Digits(n)}{(length == 2 ? "" : $"^{{{Digits(length - 1)}}}")}$",
                Digits(wanted * BigInteger.Pow(n, length - 1))));
    }
}

/// <summary>Integer solutions of a sum with lower bounds: stars and bars.</summary>
internal sealed partial class StarsAndBars() : ProblemFamily("stars-and-bars", ["Permutations and Combinations"],
[
    "How many solutions in integers has the equation $<e0>$ with $<e1>$?",
    "Find the number of integer solutions of $<e0>$ such that $<e1>$.",
    "Count the integer solutions of the equation $<e0>$ under the conditions $<e1>$.",
    "In how many ways can integers be chosen so that $<e0>$, where $<e1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(3, 3, rng.Next(3, 4), rng.Next(4, 5), rng.Next(5, 6));
        int[] bounds = [.. Enumerable.Range(0, count).Select(_ => level.Number == 1 ? 0 : rng.Next(0, level.Of(1, 2, 3, 4, 4)))];
        if (level.Number == 1)
            bounds = [.. bounds.Select(_ => rng.Next(0, 1))];
        int sum = bounds.Sum() + rng.Next(level.Of(4, 4, 5, 6, 7), level.Of(8, 9, 12, 12, 12));
        var names = Enumerable.Range(1, count).Select(i => $"x_{Digits(i)}").ToArray();
        return [$"{string.Join(" + ", names)} = {Digits(sum)}", string.Join(", ", names.Zip(bounds, (x, bound) => $@"{x} \ge {Digits(bound)}"))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Equation().Match(values[0]) is not { Success: true } equation || Blank.Whole(equation.Groups["sum"].Value, 1, 99) is not { } sum)
            return null;
        int[] bounds = [.. Bound().Matches(values[1]).Select(match => Blank.Whole(match.Groups["bound"].Value, 0, 99) ?? 0)];
        int k = bounds.Length;
        var names = Enumerable.Range(1, k).Select(i => $"x_{Digits(i)}").ToArray();
        // Digits again, both must be what they were: nothing stands between what has been read.
        if (k is < 2 or > 9 || values[0] != $"{string.Join(" + ", names)} = {Digits(sum)}"
            || values[1] != string.Join(", ", names.Zip(bounds, (x, bound) => $@"{x} \ge {Digits(bound)}")) || sum <= bounds.Sum())
            return null;
        int rest = sum - bounds.Sum();
        var answer = Choose(rest + k - 1, k - 1);
        string subtracted = string.Join(" - ", bounds.Where(bound => bound > 0).Select(bound => Digits(bound)));
        return new(AnswerKind.Value, Digits(answer),
            [
                subtracted.Length == 0
                    ? $"All ${Digits(k)}$ unknowns may be $0$ or larger, and they share the total ${Digits(sum)}$"
                    : $"Subtract the lower bounds: the new unknowns are $0$ or larger and have the sum ${Digits(sum)} - {subtracted} = {Digits(rest)}$",
                $"A solution is a row of ${Digits(rest)}$ stars and ${Digits(k - 1)}$ bars that part the stars into ${Digits(k)}$ groups",
                $"Of the ${Digits(rest)} + {Digits(k - 1)} = {Digits(rest + k - 1)}$ places choose ${Digits(k - 1)}$ for the bars",
                $"The number of solutions is ${Binomial(rest + k - 1, k - 1)} = {Digits(answer)}$",
            ],
            new($"The number of solutions is ${Binomial(rest + k, k)}$", Digits(Choose(rest + k, k))),
            Slip.Careless($"The stars number ${Digits(sum)}$, so the number of solutions is ${Binomial(sum + k - 1, k - 1)}$",
                Digits(Choose(sum + k - 1, k - 1))),
            new($"The bars stand in the ${Digits(rest - 1)}$ gaps between the stars, which gives ${Binomial(rest - 1, k - 1)}$",
                Digits(Choose(rest - 1, k - 1))),
            new($@"Each of the ${Digits(rest)}$ units goes to one of ${Digits(k)}$ unknowns, which gives ${Digits(k)}^{{{Digits(rest)}}}$ solutions",
                Digits(BigInteger.Pow(k, rest))));
    }

    [GeneratedRegex(@"= (?<sum>[0-9]{1,3})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Equation();

    [GeneratedRegex(@"\\ge (?<bound>[0-9]{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Bound();
}
