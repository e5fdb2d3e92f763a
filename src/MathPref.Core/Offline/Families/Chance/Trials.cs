using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Chance;

/// <summary>Successes in independent trials: the binomial distribution.</summary>
internal sealed partial class BinomialTrials() : ProblemFamily("binomial-trials", ["Probability"],
[
    "A trial succeeds with probability $<0>$. What is the probability of <e2> in <n1> independent trials?",
    "In each of several independent trials the probability of success is $<0>$. There are <n1> trials. Find the probability of <e2>.",
    "An experiment that succeeds with probability $<0>$ is repeated independently, <n1> times in all. Determine the probability of <e2>.",
    "Let each trial succeed with probability $<0>$, independently of the others. Compute the probability that <n1> trials have <e2>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int bottom = rng.Next(2, level.Of(3, 4, 6, 7, 8)), top = rng.Next(1, bottom - 1), n = rng.Next(level.Of(2, 3, 3, 4, 5), level.Of(4, 4, 5, 6, 6));
        int k = rng.Next(1, n - 1);
        string relation = level.Number == 1 ? "exactly" : rng.Pick("exactly", "at least", "at most");
        return [new Fraction(top, bottom).ToString(), Digits(n), $"{relation} {Digits(k)} {(k == 1 ? "success" : "successes")}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { Sign: > 0 } p || p >= 1 || p.Bits > 14 || Blank.Whole(values[1], 2, 12) is not { } n)
            return null;
        if (Condition().Match(values[2]) is not { Success: true } match || Blank.Whole(match.Groups["number"].Value, 1, 12) is not { } k)
            return null;
        if (k > n || (k == 1) != (match.Groups["what"].Value == "success"))
            return null;
        string relation = match.Groups["relation"].Value;
        Fraction q = 1 - p;
        Fraction Of(int i) => (Fraction)Choose(n, i) * p.Pow(i) * q.Pow(n - i);
        Fraction Sum(int from, int to) => from > to ? 0 : Of(from) + Sum(from + 1, to);
        var (from, to) = relation switch { "exactly" => (k, k), "at least" => (k, n), _ => (0, k) };
        var answer = Sum(from, to);
        if (answer == 1)
            return null;
        bool complement = to - from > n - (to - from + 1);
        var (low, high) = !complement ? (from, to) : from == 0 ? (to + 1, n) : (0, from - 1);
        string Term(int i) => Product(Binomial(n, i), i == 0 ? "1" : Raise(p, i), i == n ? "1" : Raise(q, n - i));
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The number of successes has the binomial distribution with $n = {Digits(n)}$ and $p = {p}$, and a failure has the probability $1 - p = {q}$",
                $@"The probability of $k$ successes is $\binom{{{Digits(n)}}}{{k}}p^k(1 - p)^{{{Digits(n)} - k}}$",
                complement ? $"The complement is easier: it has {(low == high ? $"${Digits(low)}$" : $"${Digits(low)}$ to ${Digits(high)}$")} successes"
                    : $"The event has {(low == high ? $"exactly ${Digits(low)}$" : $"${Digits(low)}$ to ${Digits(high)}$")} " +
                        $"{(high == 1 && low == 1 ? "success" : "successes")}",
                $"{(complement ? "Its" : "The")} probability is ${string.Join(" + ", Enumerable.Range(low, high - low + 1).Select(Term))}$",
                low == high ? $"This is ${Product(Digits(Choose(n, low)), p.Pow(low).ToString(), q.Pow(n - low).ToString())} = {Of(low)}$"
                    : $"This is ${string.Join(" + ", Enumerable.Range(low, high - low + 1).Select(i => Of(i).ToString()))} = {Sum(low, high)}$",
                .. complement ? (string[])[$"So the probability asked for is $1 - {Sum(low, high)} = {answer}$"] : [],
            ],
            relation == "exactly" ? Slip.Careless("The probability is " +
                $"${Product(Raise(p, k), k == n ? "1" : Raise(q, n - k))}$", (p.Pow(k) * q.Pow(n - k)).ToString())
                : Slip.Careless($"The probability is ${Term(k)}$", Of(k).ToString()),
            relation == "exactly" ? null : Slip.Careless(
                $"The case of exactly ${Digits(k)}$ {(k == 1 ? "success" : "successes")} is left out", (answer - Of(k)).ToString()),
            new($"The probabilities of success and failure are exchanged: ${Product(Binomial(n, k), Raise(q, k), k == n ? "1" : Raise(p, n - k))}$",
                ((Fraction)Choose(n, k) * q.Pow(k) * p.Pow(n - k)).ToString()),
            new($"The probability is ${Raise(p, k)}$", p.Pow(k).ToString()),
            Slip.Sign($"The probability of the complement is ${1 - answer}$, and this is the answer", (1 - answer).ToString()));
    }

    private static string Raise(Fraction @base, int exponent) => exponent == 1 ? @base.ToString() : $@"\left({@base}\right)^{{{Digits(exponent)}}}";

    [GeneratedRegex(@"^(?<relation>exactly|at least|at most) (?<number>[0-9]{1,2}) (?<what>success|successes)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}

/// <summary>Independent events with different probabilities.</summary>
internal sealed class IndependentEvents() : ProblemFamily("independent-events", ["Probability"],
[
    "Independent events have the probabilities $<0>$. What is the probability that <e1> of them happens?",
    "Several archers hit a target with the probabilities $<0>$, independently of each other. Each shoots once. Find the probability that <e1> of them hits.",
    "The parts of a machine fail independently with the probabilities $<0>$. Determine the probability that <e1> of them fails.",
    "Let events with the probabilities $<0>$ be independent. Compute the probability that <e1> of them occurs.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string Some()
        {
            int bottom = rng.Next(2, level.Of(4, 5, 6, 7, 9));
            return new Fraction(rng.Next(1, bottom - 1), bottom).ToString();
        }
        var events = Enumerable.Range(0, level.Of(2, 2, 3, 3, 4)).Select(_ => Some());
        return [string.Join(", ", events), rng.Pick("at least one", "exactly one")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var read = values[0].Split(", ").Select(ExpressionReader.ReadNumber).ToArray();
        if (read.Length is < 2 or > 5 || read.Any(each => each is not { Sign: > 0, Bits: < 14 } || each.Value >= 1)
            || values[1] is not ("at least one" or "exactly one"))
            return null;
        Fraction[] p = [.. read.Select(each => each!.Value)], q = [.. p.Select(each => 1 - each)];
        Fraction all = Times(p), none = Times(q), one = p.Select((_, i) => Only(i)).Aggregate((Fraction)0, (sum, each) => sum + each);
        var sum = p.Aggregate((Fraction)0, (total, each) => total + each);
        Fraction Only(int i) => Times(p.Select((each, j) => i == j ? each : q[j]));
        string none1 = Product(q.Select(each => each.ToString()));
        if (values[1] == "at least one")
        {
            return new(AnswerKind.Value, (1 - none).ToString(),
                [
                    "The complement is that none happens",
                    $"The probabilities of the single events not to happen are {List([.. q.Select(each => $"${each}$")])}",
                    $"As the events are independent, these are multiplied: ${none1} = {none}$",
                    $"So the probability that at least one happens is $1 - {none} = {1 - none}$",
                ],
                sum > 1 ? null : new($"The probabilities are added: ${string.Join(" + ", p)}$", sum.ToString()),
                Slip.Careless($"As the events are independent, the probability is ${none1}$", none.ToString()),
                new($"The probabilities are multiplied: ${Product(p.Select(each => each.ToString()))}$", all.ToString()),
                Slip.Careless($"Exactly one of them happens with probability ${one}$", one.ToString()));
        }
        return new(AnswerKind.Value, one.ToString(),
            [
                "Exactly one happens if one of the events happens and all others do not",
                $"The probabilities of the single events not to happen are {List([.. q.Select(each => $"${each}$")])}",
                "By independence the cases have the probabilities " +
                    $"{List([.. p.Select((_, i) => $"${Product(p.Select((each, j) => (i == j ? each : q[j]).ToString()))} = {Only(i)}$")])}",
                $"The cases exclude each other, so the sum is ${string.Join(" + ", p.Select((_, i) => Only(i)))} = {one}$",
            ],
            sum > 1 ? null : new($"The probabilities are added: ${string.Join(" + ", p)}$", sum.ToString()),
            Slip.Careless($"It is $1$ minus the probability of none, $1 - {none}$", (1 - none).ToString()),
            Slip.Careless($"The case that only the first happens has the probability ${Only(0)}$", Only(0).ToString()),
            new($"The probabilities are multiplied: ${Product(p.Select(each => each.ToString()))}$", all.ToString()));
    }

    private static Fraction Times(IEnumerable<Fraction> factors) => factors.Aggregate((Fraction)1, (product, factor) => product * factor);
}

/// <summary>Conditional probability from P(A), P(B) and P(A or B).</summary>
internal sealed class ConditionalProbability() : ProblemFamily("conditional-probability", ["Probability"],
[
    @"Events $A$ and $B$ have $P(A) = <0>$, $P(B) = <1>$ and $P(A \cup B) = <2>$. Find $P(<e3>)$.",
    @"What is $P(<e3>)$ if $A$ and $B$ are events with $P(A) = <0>$, $P(B) = <1>$ and $P(A \cup B) = <2>$?",
    @"Let $P(A) = <0>$, $P(B) = <1>$ and $P(A \cup B) = <2>$. Determine the conditional probability $P(<e3>)$.",
    @"Given that $P(A) = <0>$, $P(B) = <1>$ and $P(A \cup B) = <2>$, compute $P(<e3>)$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int n = level.Of(10, 12, rng.Next(10, 20), rng.Next(20, 30), rng.Next(30, 50)), both = rng.Next(1, n / 3), onlyA = rng.Next(1, n / 3),
            onlyB = rng.Next(1, n / 3);
        return [new Fraction(both + onlyA, n).ToString(), new Fraction(both + onlyB, n).ToString(), new Fraction(both + onlyA + onlyB, n).ToString(),
            level.Number < 3 ? @"A \mid B" : level.Number == 3 ? rng.Pick(@"A \mid B", @"B \mid A") : rng.Pick(@"A \mid \overline{B}", @"B \mid \overline{A}")];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { } a || ExpressionReader.ReadNumber(values[1]) is not { } b
            || ExpressionReader.ReadNumber(values[2]) is not { } union)
            return null;
        var both = a + b - union;
        if (a.Bits > 40 || b.Bits > 40 || union.Bits > 40 || a >= 1 || b >= 1 || union > 1 || both.Sign <= 0 || both > a || both > b)
            return null;
        bool ofA = values[3].StartsWith('A'), not = values[3].EndsWith('}');
        if (values[3] != (ofA ? $@"A \mid {(not ? @"\overline{B}" : "B")}" : $@"B \mid {(not ? @"\overline{A}" : "A")}"))
            return null;
        var (event1, given, name, condition) = ofA ? (a, b, "A", "B") : (b, a, "B", "A");
        Fraction joint = not ? event1 - both : both, base1 = not ? 1 - given : given, answer = joint / base1;
        string[] first = [
            @"By the sum rule $P(A \cap B) = P(A) + P(B) - P(A \cup B)$",
            $@"This is $P(A \cap B) = {a} + {b} - {union} = {both}$"];
        string[] rest = not
            ? [
                $@"The event ${name}$ without ${condition}$ has the probability $P({name}) - P(A \cap B) = {event1} - {both} = {joint}$",
                $@"The condition has the probability $P(\overline{{{condition}}}) = 1 - {given} = {base1}$",
                $@"So $P({values[3]}) = {joint} \div {base1} = {answer}$",
            ]
            : [
                $@"By definition $P({values[3]}) = \frac{{P(A \cap B)}}{{P({condition})}}$",
                $@"So $P({values[3]}) = {both} \div {given} = {answer}$",
            ];
        return new(AnswerKind.Value, answer.ToString(), [.. first, .. rest],
            Slip.Careless($@"The probability is $P(A \cap B) = {both}$", both.ToString()),
            new($@"The probability is ${joint} \div {event1}$", (joint / event1).ToString()),
            new($@"The condition changes nothing, so the probability is $P({name}) = {event1}$", event1.ToString()),
            not ? Slip.Sign($@"The probability is ${both} \div {base1}$", (both / base1).ToString())
                : new($@"The probability is $P(A \cap B) \div P(A \cup B) = {both / union}$", (both / union).ToString()));
    }
}
