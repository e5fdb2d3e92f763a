using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MathPref.Core.Tests.Offline.Opinions;

/// <summary>Number theory by trying all numbers.</summary>
internal static partial class NumberOpinions
{
    public static Dictionary<string, Func<string, string, bool>> ByFamily { get; } = new()
    {
        ["greatest-common-divisor"] = (problem, answer) => Numbers(problem) is [var a, var b] && Is(answer, Down(Math.Min(a, b)).First(d => a % d == 0 && b % d == 0)),
        ["least-common-multiple"] = (problem, answer) =>
        {
            var n = Numbers(problem);
            return Is(answer, Up(1).Select(k => k * n.Max()).First(multiple => n.All(each => multiple % each == 0)));
        },
        ["divisor-count"] = (problem, answer) => Is(answer, Divisors(OfFormula(problem, '1')).Count()),
        ["divisor-sum"] = (problem, answer) => Is(answer, Divisors(Numbers(problem)[0]).Sum()),
        ["totient"] = (problem, answer) => Is(answer, Coprime(Numbers(problem)[^1])),
        ["factorial-power"] = (problem, answer) =>
        {
            var n = Numbers(problem);
            bool isPrimeFirst = problem.StartsWith("Find", StringComparison.Ordinal) || problem.StartsWith("What", StringComparison.Ordinal);
            var (of, prime) = isPrimeFirst ? (n[1], n[0]) : (n[0], n[1]);
            long count = 0;
            for (long factor = 2; factor <= of; factor++)
            {
                for (long rest = factor; rest % prime == 0; rest /= prime)
                    count++;
            }
            return Is(answer, count);
        },
        ["power-modulo"] = (problem, answer) =>
        {
            var power = Power().Match(problem);
            long number = Long(power.Groups[1].Value), modulus = Numbers(problem)[^1], value = 1;
            for (long i = Long(power.Groups[2].Value); i > 0; i--)
                value = value * number % modulus;
            return Is(answer, value);
        },
        ["modular-inverse"] = (problem, answer) =>
        {
            var inverse = Latex.Number(answer);
            long[] n = [.. Numbers(problem).Where(each => each > 1)];
            var (number, modulus) = (n.Min(), n.Max());
            return inverse.Bottom.IsOne && inverse.Top > 0 && inverse.Top < modulus && (inverse.Top * number - 1) % modulus == 0;
        },
        ["chinese-remainder"] = (problem, answer) =>
        {
            long[][] lists = [.. Latex.Formulas(problem).Where(f => f.Contains(',')).Select(Numbers)];
            var (remainders, moduli) = problem[0] is 'D' or 'A' ? (lists[1], lists[0]) : (lists[0], lists[1]);
            return Is(answer, Up(1).First(x => remainders.Zip(moduli).All(p => x % p.Second == p.First)));
        },
        ["diophantine-count"] = (problem, answer) =>
        {
            var n = Numbers(problem);
            long count = 0;
            for (long x = 1; x * n[0] < n[2]; x++)
            {
                for (long y = 1; x * n[0] + y * n[1] <= n[2]; y++)
                    count += x * n[0] + y * n[1] == n[2] ? 1 : 0;
            }
            return Is(answer, count);
        },
    };

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long[] Numbers(string text) => [.. WholeNumber().Matches(text).Select(m => Long(m.Value))];

    /// <summary>The number of the only formula that is not this one.</summary>
    private static long OfFormula(string problem, char not) => Long(Latex.Formulas(problem).First(f => f != not.ToString()));

    private static bool Is(string answer, long number) => Latex.Number(answer) == (Rational)new BigInteger(number);

    private static IEnumerable<long> Up(long from)
    {
        for (; ; from++)
            yield return from;
    }

    private static IEnumerable<long> Down(long from)
    {
        for (; ; from--)
            yield return from;
    }

    private static IEnumerable<long> Divisors(long of)
    {
        for (long d = 1; d * d <= of; d++)
        {
            if (of % d != 0)
                continue;
            yield return d;
            if (d * d != of)
                yield return of / d;
        }
    }

    /// <summary>Strikes out the multiples of every divisor above 1.</summary>
    private static long Coprime(long of)
    {
        bool[] isStruck = new bool[of + 1];
        foreach (long d in Divisors(of).Where(d => d > 1))
        {
            for (long multiple = d; multiple <= of; multiple += d)
                isStruck[multiple] = true;
        }
        return isStruck.Skip(1).Count(struck => !struck);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"([0-9]+)\^\{([0-9]+)\}")]
    private static partial Regex Power();
}
