using System.Numerics;
using MathPref.Core.Offline.Problems;
using static MathPref.Core.Offline.Families.Counting.Counts;

namespace MathPref.Core.Offline.Families.Counting;

/// <summary>The remainder of a power next to a multiple of the divisor.</summary>
internal sealed class BinomialRemainder() : ProblemFamily("binomial-remainder", ["Binomial Theorem"],
[
    @"Use the binomial theorem to find the remainder when $<n0> \cdot <n1>^{<n2>} + <n3>$ is divided by <n4>.",
    @"By the binomial theorem, what remainder does $<n0> \cdot <n1>^{<n2>} + <n3>$ leave on division by <n4>?",
    @"With the help of the binomial theorem, determine the remainder of $<n0> \cdot <n1>^{<n2>} + <n3>$ on division by <n4>.",
    @"Expand the power by the binomial theorem and compute the remainder of $<n0> \cdot <n1>^{<n2>} + <n3>$ after division by <n4>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int divisor = rng.Next(3, level.Of(7, 9, 12, 15, 25)), quotient = rng.Next(1, level.Of(1, 2, 3, 6, 12));
        int side = level.Number == 1 ? 1 : rng.Pick(1, -1), exponent = rng.Next(level.Of(5, 10, 20, 100, 1000), level.Of(20, 40, 99, 999, 9999));
        return [Digits(rng.Next(2, level.Of(5, 7, 9, 20, 60))), Digits(divisor * quotient + side), Digits(exponent),
            Digits(rng.Next(1, level.Of(5, 9, 20, 60, 200))),
            Digits(divisor)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 2, 10_000) is not { } factor || Blank.Whole(values[1], 2, 10_000) is not { } @base
            || Blank.Whole(values[2], 2, 1_000_000) is not { } exponent)
            return null;
        if (Blank.Whole(values[3], 1, 10_000) is not { } added || Blank.Whole(values[4], 3, 1000) is not { } divisor)
            return null;
        int side = @base % divisor == 1 ? 1 : @base % divisor == divisor - 1 ? -1 : 0;
        if (side == 0 || @base < divisor - 1)
            return null;
        int multiple = @base - side, power = side == 1 || exponent % 2 == 0 ? 1 : -1;
        // The sign that turns with the exponent's last digit.
        int value = factor * power + added, answer = Mod(value, divisor);
        int Of(int p) => Mod(factor * p + added, divisor);
        string sign = side == 1 ? "+" : "-";
        return new(AnswerKind.Value, Digits(answer),
            [
                $@"Write ${Digits(@base)} = {Digits(multiple)} {sign} 1$, where ${Digits(multiple)}$ is a multiple of ${Digits(divisor)}$",
                $@"By the binomial theorem all terms of $({Digits(multiple)} {sign} 1)^{{{Digits(exponent)}}}$ but the last have a factor ${Digits(multiple)}$",
                side == 1 ? $"The last term is $1^{{{Digits(exponent)}}} = 1$"
                    : $"The last term is $(-1)^{{{Digits(exponent)}}} = {Digits(power)}$, as the exponent is {(power == 1 ? "even" : "odd")}",
                $@"So the number leaves the same remainder as ${Digits(factor)} \cdot {(power < 0 ? "(-1)" : "1")} + {Digits(added)} = {Digits(value)}$",
                answer == value ? $"This is less than ${Digits(divisor)}$, so the remainder is ${Digits(answer)}$"
                    : $@"As ${Digits(value)} = {Digits((BigInteger)(value - answer) / divisor)} \cdot " +
                        $@"{Digits(divisor)}{(answer == 0 ? "" : $" + {Digits(answer)}")}$, " +
                        $"the remainder is ${Digits(answer)}$",
            ],
            side == 1 ? null : Slip.Sign($"The last term is ${Digits(-power)}$", Digits(Of(-power))),
            Slip.Careless($"The power leaves the remainder ${Digits(Mod(power, divisor))}$", Digits(Mod(power, divisor))),
            Slip.Careless($@"The product ${Digits(factor)} \cdot {Digits(@base)}^{{{Digits(exponent)}}}$ leaves the remainder " +
                $"${Digits(Mod(factor * power, divisor))}$",
                Digits(Mod(factor * power, divisor))),
            new($@"The power is replaced by ${Digits(exponent)}$ times ${Digits(side)}$, its last but one term",
                Digits(Mod(factor * (exponent % divisor) * side + added, divisor))));
    }

    private static int Mod(int number, int divisor) => (number % divisor + divisor) % divisor;
}
