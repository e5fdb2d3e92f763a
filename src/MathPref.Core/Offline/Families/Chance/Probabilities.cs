using System.Numerics;
using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Chance;

/// <summary>The sum of two or three fair dice.</summary>
internal sealed partial class DiceSum() : ProblemFamily("dice-sum", ["Probability"],
[
    "Fair dice with <e0> faces, numbered from 1 on, are rolled. What is the probability that the sum is <e1>?",
    "One rolls fair dice that have <e0> faces, each numbered from 1 on. Find the probability of a sum that is <e1>.",
    "Dice with <e0> faces, all fair and numbered from 1 on, are rolled together. Determine the probability that their sum is <e1>.",
    "Compute the probability that fair dice with <e0> faces, numbered from 1 on, show a sum that is <e1>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int[] kinds = [4, 6, 8, 10, 12, 20];
        int[] faces = [.. Enumerable.Range(0, level.Of(2, 2, 2, 3, 3)).Select(_ => kinds[rng.Next(0, level.Of(1, 3, 5, 2, 3))])];
        int sum = rng.Next(faces.Length + 1, faces.Sum() - 1);
        return [List([.. faces.Select(Tex.Text)]), level.Number == 1 ? $"exactly {Digits(sum)}" : rng.Percent(70)
            ? $"{rng.Pick("exactly", "at least", "at most")} {Digits(sum)}" : $"divisible by {Digits(rng.Next(3, 7))}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Listed(values[0], 2, 20) is not { Length: 2 or 3 } faces || Condition().Match(values[1]) is not { Success: true } match)
            return null;
        if (Blank.Whole(match.Groups["number"].Value, 2, 60) is not { } number)
            return null;
        string relation = match.Groups["relation"].Value;
        // ways[s]: outcomes with the sum s.
        int[] ways = [1];
        foreach (int count in faces)
        {
            int[] next = new int[ways.Length + count];
            for (int s = 0; s < ways.Length; s++)
            {
                for (int face = 1; face <= count; face++)
                    next[s + face] += ways[s];
            }
            ways = next;
        }
        bool Holds(int s) => relation switch { "exactly" => s == number, "at least" => s >= number, "at most" => s <= number, _ => s % number == 0 };
        int[] sums = [.. Enumerable.Range(faces.Length, ways.Length - faces.Length)];
        int all = faces.Aggregate(1, (product, count) => product * count), good = sums.Where(Holds).Sum(s => ways[s]);
        if (good == 0 || good == all)
            return null;
        // What is less to count: the event or its complement.
        int[] counted = [.. sums.Where(Holds)];
        bool complement = 2 * counted.Length > sums.Length;
        if (complement)
            counted = [.. sums.Where(s => !Holds(s))];
        int found = complement ? all - good : good;
        string list = counted.Length > 6
            ? $@"Adding up the outcomes for the sums ${string.Join(", ", counted.Take(2).Select(Tex.Text))}, \dots, {Digits(counted[^1])}$ gives " +
                $"${Digits(found)}$"
            : $"The sum {List([.. counted.Select(s => $"${Digits(s)}$ has {Of(ways[s], "outcome", "outcomes")}")], "and the sum")}";
        int off = relation == "divisible by" ? 0 : ways.ElementAtOrDefault(number);
        Fraction answer = new(good, all);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $@"All ${string.Join(@" \cdot ", faces.Select(Tex.Text))} = {Digits(all)}$ outcomes are equally likely",
                complement ? $"It is easier to count the outcomes whose sum is not {values[1]}" : $"Count the outcomes whose sum is {values[1]}",
                list,
                complement ? $"So ${Digits(all)} - {Digits(found)} = {Digits(good)}$ outcomes are favourable"
                    : $"In all {Of(good, "outcome is", "outcomes are")} favourable",
                $@"The probability is $\frac{{{Digits(good)}}}{{{Digits(all)}}}{(answer.Denominator == all ? "" : $" = {answer}")}$",
            ],
            relation == "exactly" || good <= off ? null : Slip.Careless($"The sum ${Digits(number)}$ itself is left out, so " +
                $"{Of(good - off, "outcome is", "outcomes are")} favourable",
                new Fraction(good - off, all).ToString()),
            new($"There are ${Digits(sums.Length)}$ possible sums, of which {Of(sums.Count(Holds), "is", "are")} favourable",
                new Fraction(sums.Count(Holds), sums.Length).ToString()),
            Slip.Careless($"{Of(good + 1, "outcome is", "outcomes are")} favourable", new Fraction(good + 1, all).ToString()),
            complement ? Slip.Careless($"The probability is $\\frac{{{Digits(found)}}}{{{Digits(all)}}}$", new Fraction(found, all).ToString()) : null);
    }

    [GeneratedRegex(@"^(?<relation>exactly|at least|at most|divisible by) (?<number>[0-9]{1,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}

/// <summary>Balls drawn without replacement.</summary>
internal sealed partial class UrnDraws() : ProblemFamily("urn-draws", ["Probability"],
[
    "A bag holds <n0> <w1>, <n2> <w3> and <n4> <w5> balls. What is the probability that <n6> balls drawn without replacement include <e7>?",
    "From a bag with <n0> <w1>, <n2> <w3> and <n4> <w5> balls, <n6> balls are drawn at random without replacement. Find the probability of <e7>.",
    "There are <n0> <w1>, <n2> <w3> and <n4> <w5> balls in a box. Someone takes out <n6> balls at once. Determine the probability of <e7>.",
    "An urn has <n0> <w1>, <n2> <w3> and <n4> <w5> balls. Compute the probability that a random selection of <n6> balls has <e7>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string[] colours = rng.Several(3, "red", "blue", "green", "white", "black", "yellow");
        int Some() => rng.Next(2, level.Of(4, 5, 6, 8, 10));
        int drawn = rng.Next(2, level.Of(2, 3, 3, 4, 5)), wanted = rng.Next(1, Math.Min(drawn, 2));
        string colour = rng.Pick(colours);
        string condition = level.Number > 1 && rng.Percent(40) ? $"at least {Digits(wanted)} {colour} {(wanted == 1 ? "ball" : "balls")}"
            : $"exactly {Digits(wanted)} {colour} {(wanted == 1 ? "ball" : "balls")}";
        return [Digits(Some()), colours[0], Digits(Some()), colours[1], Digits(Some()), colours[2], Digits(drawn), condition];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 2, 30) is not { } a || Blank.Whole(values[2], 2, 30) is not { } b || Blank.Whole(values[4], 2, 30) is not { } c)
            return null;
        string[] colours = [values[1], values[3], values[5]];
        if (Blank.Whole(values[6], 2, 8) is not { } drawn || drawn > a + b + c || colours.Distinct().Count() < 3)
            return null;
        if (Condition().Match(values[7]) is not { Success: true } match || Blank.Whole(match.Groups["number"].Value, 1, 8) is not { } wanted)
            return null;
        string colour = match.Groups["colour"].Value;
        int which = Array.IndexOf(colours, colour);
        if (which < 0 || (wanted == 1) != (match.Groups["balls"].Value == "ball") || wanted > drawn)
            return null;
        int total = a + b + c, those = which == 0 ? a : which == 1 ? b : c, others = total - those;
        bool exactly = match.Groups["relation"].Value == "exactly";
        BigInteger Ways(int k) => Choose(those, k) * Choose(others, drawn - k);
        BigInteger Range(int from, int to) => Enumerable.Range(from, to - from + 1).Aggregate(BigInteger.Zero, (sum, k) => sum + Ways(k));
        var all = Choose(total, drawn);
        var good = exactly ? Ways(wanted) : Range(wanted, drawn);
        if (good.IsZero || good == all)
            return null;
        Fraction answer = new(good, all), p = new(those, total);
        Fraction With(int k) => (Fraction)Choose(drawn, k) * p.Pow(k) * (1 - p).Pow(drawn - k);
        var withReplacement = 1 - Enumerable.Range(0, wanted).Aggregate((Fraction)0, (sum, k) => sum + With(k));
        string Terms(int from, int to) =>
            string.Join(" + ", Enumerable.Range(from, to - from + 1).Select(k => $"{Binomial(those, k)}{Binomial(others, drawn - k)}"));
        var less = exactly ? good : Range(0, wanted - 1);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Of the ${Digits(total)}$ balls ${Digits(those)}$ are {colour} and ${Digits(others)}$ are not",
                $"There are ${Binomial(total, drawn)} = {Digits(all)}$ equally likely selections of ${Digits(drawn)}$ balls",
                exactly
                    ? $"The selections with {values[7]} number ${Terms(wanted, wanted)} = {Digits(good)}$"
                    : $"The selections with {(wanted == 1 ? "no" : $"fewer than ${Digits(wanted)}$")} {colour} balls number ${Terms(0, wanted - 1)} = " +
                        $"{Digits(less)}$",
                exactly
                    ? $@"The probability is $\frac{{{Digits(good)}}}{{{Digits(all)}}}{(answer.Denominator == all ? "" : $" = {answer}")}$"
                    : $@"The probability of the complement is taken away: $1 - \frac{{{Digits(less)}}}{{{Digits(all)}}} = {answer}$",
            ],
            new($"With the chance ${p}$ in each of ${Digits(drawn)}$ draws the binomial distribution gives ${(exactly ? With(wanted) : withReplacement)}$",
                (exactly ? With(wanted) : withReplacement).ToString()),
            exactly ? Slip.Careless($@"The probability is $\frac{{{Binomial(those, wanted)}}}{{{Binomial(total, drawn)}}}$",
                new Fraction(Choose(those, wanted), all).ToString())
                : Slip.Careless($@"The probability is $\frac{{{Digits(less)}}}{{{Digits(all)}}}$", new Fraction(less, all).ToString()),
            exactly ? Slip.Careless($"There are ${Digits(Range(wanted, drawn))}$ selections with at least ${Digits(wanted)}$ of the {colour} balls",
                new Fraction(Range(wanted, drawn), all).ToString())
                : Slip.Careless($"For exactly ${Digits(wanted)}$ there are ${Terms(wanted, wanted)} = {Digits(Ways(wanted))}$ selections",
                    new Fraction(Ways(wanted), all).ToString()),
            new($@"The share of {colour} balls is ${p}$", p.ToString()));
    }

    [GeneratedRegex(@"^(?<relation>exactly|at least) (?<number>[0-9]) (?<colour>[a-z]{1,12}) (?<balls>balls?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}

/// <summary>Bayes' rule for machines and defective items.</summary>
internal sealed class Bayes() : ProblemFamily("bayes", ["Probability"],
[
    "Machines make <e0> percent of all items, and <e1> percent of their items are defective, in this order. If an item is defective, " +
        "what is the probability that the <w2> machine made it?",
    "A factory's machines produce <e0> percent of its output; in the same order <e1> percent of what they produce is faulty. An item is faulty. " +
        "Find the probability that it comes from the <w2> machine.",
    "The shares of a plant's machines are <e0> percent, and their rates of rejects are <e1> percent. Given that an item is a reject, " +
        "determine the probability that the <w2> machine produced it.",
    "The machines of a workshop make <e0> percent of all parts, and in this order <e1> percent of those parts are defective. A part picked at random is " +
        "defective. Compute the probability that the <w2> machine made it.",
])
{
    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth"];

    protected override string[] Draw(Rng rng, Level level)
    {
        int count = level.Of(2, 2, 3, 3, 4);
        int[] cuts = [0, .. rng.Several(count - 1, Enumerable.Range(1, level.Of(9, 19, 19, 19, 49))).Order(), level.Of(10, 20, 20, 20, 50)];
        int unit = 100 / cuts[^1];
        return [
            List([.. cuts.Zip(cuts.Skip(1), (from, to) => Digits((to - from) * unit))]),
            List([.. Enumerable.Range(0, count).Select(_ => Digits(rng.Next(1, level.Of(4, 5, 8, 10, 12))))]),
            s_ordinals[rng.Next(0, count - 1)]];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Listed(values[0], 1, 99) is not { Length: > 1 and < 6 } shares || Listed(values[1], 0, 99) is not { } rates || rates.Length != shares.Length)
            return null;
        int i = Array.IndexOf(s_ordinals, values[2]);
        if (shares.Sum() != 100 || i < 0 || i >= shares.Length)
            return null;
        int[] joint = [.. shares.Zip(rates, (share, rate) => share * rate)];
        int total = joint.Sum();
        if (joint[i] == 0 || joint[i] == total)
            return null;
        Fraction answer = new(joint[i], total);
        string Decimal(int tenThousandths) => $@"\frac{{{Digits(tenThousandths)}}}{{10000}}";
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"Let $M$ be the event that the {values[2]} machine made the item and $D$ the event that it is defective",
                $@"The probability of both is $P(M \cap D) = \frac{{{Digits(shares[i])}}}{{100}} \cdot \frac{{{Digits(rates[i])}}}{{100}} = " +
                    $"{Decimal(joint[i])}$",
                $@"By the law of total probability $P(D) = \frac{{{string.Join(" + ", joint.Select(Tex.Text))}}}{{10000}} = {Decimal(total)}$",
                $@"By Bayes' rule $P(M \mid D) = \frac{{P(M \cap D)}}{{P(D)}} = \frac{{{Digits(joint[i])}}}{{{Digits(total)}}}$",
                $"In lowest terms this is ${answer}$",
            ],
            new($@"The share of the {values[2]} machine is ${new Fraction(shares[i], 100)}$", new Fraction(shares[i], 100).ToString()),
            new($@"Of its items ${Digits(rates[i])}$ percent are defective, so the probability is $P(D \mid M) = {new Fraction(rates[i], 100)}$",
                new Fraction(rates[i], 100).ToString()),
            Slip.Careless($@"The probability is $P(M \cap D) = {Decimal(joint[i])}$", new Fraction(joint[i], 10000).ToString()),
            new($@"The rates of defects are compared: $\frac{{{Digits(rates[i])}}}{{{string.Join(" + ", rates.Select(Tex.Text))}}}$",
                new Fraction(rates[i], rates.Sum()).ToString()));
    }
}
