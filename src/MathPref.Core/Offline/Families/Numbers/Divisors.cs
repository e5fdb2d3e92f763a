using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Numbers;

/// <summary>gcd(a, b) by Euclid's algorithm.</summary>
internal sealed class GreatestCommonDivisor() : ProblemFamily("greatest-common-divisor", ["Number Theory"],
[
    "Find the greatest common divisor of $<n0>$ and $<n1>$.",
    "What is the greatest common divisor of $<n0>$ and $<n1>$?",
    @"Use Euclid's algorithm to compute $\gcd(<n0>, <n1>)$.",
    "Which is the largest whole number that divides both $<n0>$ and $<n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int common = rng.Next(2, level.Of(9, 12, 40, 90, 300)), most = level.Of(8, 12, 40, 99, 300), a = common * rng.Next(2, most),
                b = common * rng.Next(2, most);
            if (a > b && a % b != 0)
                return [Tex.Text(a), Tex.Text(b)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 1, 10_000_000) is not [var a, var b] || a == b || Math.Max(a, b) % Math.Min(a, b) == 0)
            return null;
        List<string> lines = [];
        List<int> remainders = [];
        for (int x = Math.Max(a, b), y = Math.Min(a, b); y != 0; (x, y) = (y, x % y))
        {
            lines.Add($@"${x} = {x / y} \cdot {y} + {x % y}$");
            remainders.Add(x % y);
        }
        int answer = PrimeFactors.Gcd(a, b);
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                "Divide with remainder, then the divisor by the remainder, and so on: the greatest common divisor stays the same",
                $"This gives {string.Join(", ", lines)}",
                $@"The last remainder that is not $0$ is the greatest common divisor, so $\gcd({a}, {b}) = {answer}$",
            ],
            remainders.Count < 3 ? null : Slip.Careless($"The algorithm stops at the remainder ${remainders[^3]}$", Tex.Text(remainders[^3])),
            (long)a * b / answer > 100_000_000 ? null : new($"It is the product divided by the last remainder, ${a / answer * b}$", Tex.Text(a / answer * b)),
            new("The last remainder is $0$, so the numbers have only the divisor $1$ in common", "1"),
            PrimeFactors.Of(answer) is [var (p, e), ..] && (p, e) != (answer, 1)
                ? Slip.Careless($"Both numbers can be divided by ${p}$, which leaves ${a / p}$ and ${b / p}$ without a common divisor", Tex.Text(p)) : null);
    }
}

/// <summary>When two or three periods meet: the least common multiple.</summary>
internal sealed class LeastCommonMultiple() : ProblemFamily("least-common-multiple", ["Number Theory"],
[
    "Find the least common multiple of $<l0>$.",
    "Lamps flash every $<l0>$ seconds and have just flashed together. After how many seconds do they first do so again?",
    "What is the smallest positive whole number that is divisible by each of $<l0>$?",
    "Gear wheels with $<l0>$ teeth are in their starting position. Compute the least number of teeth that must pass until all are so again.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int common = rng.Next(2, level.Of(4, 6, 12, 15, 20)), most = level.Of(6, 9, 16, 16, 20);
            int[] numbers = [.. rng.Several(level.Of(2, 2, 2, 3, 3), Enumerable.Range(2, most)).Select(n => n * common).Order()];
            if (numbers[^1] % numbers[0] != 0)
                return [string.Join(", ", numbers)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Set(values[0], 2, 2000) is not { Length: 2 or 3 } numbers)
            return null;
        Dictionary<int, int> highest = [];
        foreach (var (prime, exponent) in numbers.SelectMany(PrimeFactors.Of))
            highest[prime] = Math.Max(exponent, highest.GetValueOrDefault(prime));
        long answer = highest.Aggregate(1L, (product, f) => product * PrimeFactors.Raise(f.Key, f.Value)), product = numbers.Aggregate(1L, (p, n) => p * n);
        if (product > 100_000_000)
            return null;
        var factors = highest.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)).ToArray();
        int gcd = numbers.Aggregate(PrimeFactors.Gcd), squarefree = factors.Aggregate(1, (p, f) => p * f.Key);
        return new(AnswerKind.Value, Tex.Text((int)answer),
            [
                $"The number asked for is the least common multiple of ${string.Join(", ", numbers)}$",
                $"The factors into primes are {string.Join(", ", numbers.Select(n => PrimeFactors.Of(n) is [var (_, e)] && e == 1 ? $"${n}$ (a prime)"
                    : $"${n} = {PrimeFactors.Text(PrimeFactors.Of(n))}$"))}",
                "Take each prime with its highest exponent",
                $"This gives ${(factors is [(_, 1)] ? "" : PrimeFactors.Text(factors) + " = ")}{answer}$",
            ],
            new($@"The product of the numbers is ${string.Join(@" \cdot ", numbers)} = {product}$", Tex.Text((int)product)),
            new($"Take what the numbers have in common, which is ${gcd}$", Tex.Text(gcd)),
            new($"Take each prime once, which gives ${squarefree}$", Tex.Text(squarefree)),
            Slip.Careless($"The factor ${factors[^1].Key}$ is left out", Tex.Text((int)(answer / factors[^1].Key))));
    }
}

/// <summary>The number of positive divisors.</summary>
internal sealed class DivisorCount() : ProblemFamily("divisor-count", ["Number Theory"],
[
    "How many positive divisors does $<n0>$ have?",
    "Find the number of positive divisors of $<n0>$.",
    "In how many ways can $<n0>$ tiles be laid as a full rectangle, if width and length may be exchanged to give another way?",
    "Count the positive whole numbers that divide $<n0>$, with $1$ and the number itself.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
        [Tex.Text(PrimeFactors.Draw(rng, level.Of(10, 40, 100, 1000, 10_000), level.Of(120, 500, 12_000, 60_000, 900_000)))];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 4, 10_000_000) is not { } number || PrimeFactors.Of(number) is not { Count: > 0 } factors || factors is [(_, 1)])
            return null;
        int answer = factors.Aggregate(1, (p, f) => p * (f.Exponent + 1)), exponents = factors.Aggregate(1, (p, f) => p * f.Exponent),
            sum = factors.Sum(f => f.Exponent + 1);
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"The factors into primes are ${number} = {PrimeFactors.Text(factors)}$",
                "In a divisor each of these primes can have any exponent from $0$ up to the one it has here",
                $"So there {(factors.Count == 1 ? "are" : "are in turn")} ${string.Join(", ", factors.Select(f => f.Exponent + 1))}$ possible exponents",
                factors.Count == 1 ? $"The number of divisors is ${answer}$"
                    : $@"The number of divisors is ${string.Join(@" \cdot ", factors.Select(f => $"{f.Exponent + 1}"))} = {answer}$",
            ],
            new($@"The number of divisors is the product of the exponents, ${exponents}$", Tex.Text(exponents)),
            factors.Count == 1 ? null : new($"The number of divisors is ${string.Join(" + ", factors.Select(f => f.Exponent + 1))} = {sum}$", Tex.Text(sum)),
            Slip.Careless($"The number itself does not count, which leaves ${answer - 1}$", Tex.Text(answer - 1)),
            Slip.Careless($"Without $1$ and the number itself there are ${answer - 2}$", Tex.Text(answer - 2)));
    }
}

/// <summary>The sum of the positive divisors.</summary>
internal sealed class DivisorSum() : ProblemFamily("divisor-sum", ["Number Theory"],
[
    "What is the sum of all positive divisors of $<n0>$?",
    "Find the sum of the positive divisors of $<n0>$, the number itself included.",
    @"Compute $\sigma(<n0>)$, the sum of all positive divisors of the number.",
    "Add up all positive whole numbers that divide $<n0>$.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
        [Tex.Text(PrimeFactors.Draw(rng, level.Of(10, 40, 100, 1000, 10_000), level.Of(120, 500, 12_000, 30_000, 400_000)))];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 4, 1_000_000) is not { } number || PrimeFactors.Of(number) is not { Count: > 1 } factors)
            return null;
        int[] sums = [.. factors.Select(f => (PrimeFactors.Raise(f.Prime, f.Exponent) * f.Prime - 1) / (f.Prime - 1))];
        int Product(IEnumerable<int> of) => of.Aggregate(1, (p, n) => p * n);
        string Times(IEnumerable<int> of) => string.Join(@" \cdot ", of);
        string Row((int Prime, int Exponent) f) => string.Join(" + ", Enumerable.Range(0, f.Exponent + 1).Select(e => PrimeFactors.Raise(f.Prime, e)));
        int answer = Product(sums);
        int[] tops = [.. factors.Select(f => PrimeFactors.Raise(f.Prime, f.Exponent) + 1)], heads = [.. factors.Zip(sums, (_, s) => s - 1)];
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"The factors into primes are ${number} = {PrimeFactors.Text(factors)}$",
                "The sum of the divisors is the product of the sums of the powers of each prime, from exponent $0$ up",
                $"These sums are {string.Join(", ", factors.Zip(sums, (f, s) => $"${Row(f)} = {s}$"))}",
                $"Their product is ${Times(sums)} = {answer}$",
            ],
            Slip.Careless($"The number itself does not count, which leaves ${answer} - {number} = {answer - number}$", Tex.Text(answer - number)),
            new($"For each prime there are the factors $1$ and the full power, so the sum is ${Times(tops)} = {Product(tops)}$", Tex.Text(Product(tops))),
            new($"The sum is ${Times(heads)} = {Product(heads)}$, without the exponent $0$", Tex.Text(Product(heads))),
            new($"The sums are added: ${string.Join(" + ", sums)} = {sums.Sum()}$", Tex.Text(sums.Sum())));
    }
}

/// <summary>Euler's phi.</summary>
internal sealed class Totient() : ProblemFamily("totient", ["Number Theory"],
[
    @"Compute Euler's function $\varphi(<n0>)$.",
    "How many of the whole numbers from $1$ to $<n0>$ have no common divisor greater than $1$ with $<n0>$?",
    @"Find the number of invertible residue classes modulo $<n0>$.",
    @"What is the value of Euler's totient function at $<n0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
        [Tex.Text(PrimeFactors.Draw(rng, level.Of(10, 40, 100, 1000, 10_000), level.Of(120, 500, 12_000, 60_000, 400_000)))];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Whole(values[0], 4, 1_000_000) is not { } number || PrimeFactors.Of(number) is not { Count: > 0 } factors || factors is [(_, 1)])
            return null;
        int[] parts = [.. factors.Select(f => PrimeFactors.Raise(f.Prime, f.Exponent - 1) * (f.Prime - 1))];
        int Product(IEnumerable<int> of) => of.Aggregate(1, (p, n) => p * n);
        int answer = Product(parts), simple = Product(factors.Select(f => f.Prime - 1)),
            whole = Product(factors.Select(f => PrimeFactors.Raise(f.Prime, f.Exponent) - 1));
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"The factors into primes are ${number} = {PrimeFactors.Text(factors)}$",
                @"For a power of a prime $\varphi(p^k) = p^{k - 1}(p - 1)$, and for factors without a common divisor the values are multiplied",
                $"Here {string.Join(", ", factors.Zip(parts, (f, v) => $@"$\varphi({PrimeFactors.Power(f.Prime, f.Exponent)}) = {v}$"))}",
                $@"So $\varphi({number}) = {string.Join(@" \cdot ", parts)}{(parts.Length > 1 ? $" = {answer}" : "")}$",
            ],
            new($@"For each prime take $p - 1$, which gives ${simple}$", Tex.Text(simple)),
            new($@"For each power of a prime take $p^k - 1$, which gives ${whole}$", Tex.Text(whole)),
            Slip.Careless($"All but the number itself are counted, ${number - 1}$", Tex.Text(number - 1)),
            parts.Length == 1 ? null : Slip.Careless($@"The factor ${parts[^1]}$ is left out", Tex.Text(answer / parts[^1])));
    }
}

/// <summary>The exponent of a prime in n!, by Legendre's formula.</summary>
internal sealed class FactorialPower() : ProblemFamily("factorial-power", ["Number Theory", "Discrete Mathematics"],
[
    "Find the largest exponent $k$ such that $<n1>^k$ divides $<n0>!$.",
    "What is the exponent of the prime $<n1>$ in the factorization of $<n0>!$?",
    "How often can $<n0>!$ be divided by $<n1>$ without a remainder?",
    "With how many zeros does $<n0>!$ end when it is written in base <n1>?",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Tex.Text(rng.Next(level.Of(10, 25, 60, 400, 3000), level.Of(30, 70, 600, 4000, 90_000))),
        Tex.Text(rng.Pick(PrimeFactors.Primes[..level.Of(3, 4, 5, 5, 5)])),
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 2, 10_000_000) is not [var n, var p] || p > n || PrimeFactors.Of(p) is not [(_, 1)])
            return null;
        List<int> counts = [], powers = [];
        for (long power = p; power <= n; power *= p)
        {
            powers.Add((int)power);
            counts.Add((int)(n / power));
        }
        int answer = counts.Sum();
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $@"By Legendre's formula the exponent of the prime ${p}$ in ${n}!$ is the sum of the whole parts of $\frac{{{n}}}{{{p}^i}}$ for $i = 1, " +
                $@"2, \dots$",
                $"The powers of ${p}$ up to ${n}$ are ${string.Join(", ", powers)}$",
                $"The whole parts are ${string.Join(", ", counts)}$",
                counts.Count == 1 ? $"So the exponent is ${answer}$" : $"Their sum is ${string.Join(" + ", counts)} = {answer}$",
            ],
            counts.Count == 1 ? null : new($"There are ${counts[0]}$ multiples of ${p}$ up to ${n}$, so the exponent is ${counts[0]}$", Tex.Text(counts[0])),
            counts.Count < 3 ? null : Slip.Careless($"The sum is ${counts[0]} + {counts[1]} = {counts[0] + counts[1]}$", Tex.Text(counts[0] + counts[1])),
            new($"The powers up to ${n}$ are counted: ${counts.Count}$", Tex.Text(counts.Count)),
            Slip.Careless($"The first whole part is ${counts[0] + 1}$, as it is rounded up", Tex.Text(answer + 1)));
    }
}
