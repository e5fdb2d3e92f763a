using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Numbers;

/// <summary>A power modulo a number, by repeated squaring.</summary>
internal sealed class PowerModulo() : ProblemFamily("power-modulo", ["Number Theory"],
[
    "What is the remainder of $<n0>^{<n1>}$ on division by $<n2>$?",
    "Find the remainder when $<n0>^{<n1>}$ is divided by $<n2>$.",
    @"Compute $<n0>^{<n1>} \bmod <n2>$.",
    @"Determine the number $r$ with $0 \le r < <n2>$ and $<n0>^{<n1>} \equiv r \pmod{<n2>}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int modulus = rng.Next(5, level.Of(9, 13, 23, 60, 110)), number = rng.Next(2, level.Of(6, 9, 14, 30, 60)),
                exponent = rng.Next(level.Of(4, 6, 10, 20, 60), level.Of(9, 20, 60, 200, 900));
            if (number % modulus > 1 && PrimeFactors.Gcd(number, modulus) == 1)
                return [Tex.Text(number), Tex.Text(exponent), Tex.Text(modulus)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 2, 100_000) is not [var number, var exponent, var m] || m > 10_000)
            return null;
        int start = number % m;
        List<(int Exponent, int Value)> squares = [(1, start)];
        while (squares[^1].Exponent * 2 <= exponent)
            squares.Add((squares[^1].Exponent * 2, squares[^1].Value * squares[^1].Value % m));
        (int Exponent, int Value)[] used = [.. squares.Where(s => (exponent & s.Exponent) != 0).OrderByDescending(s => s.Exponent)];
        int answer = used.Aggregate(1 % m, (p, s) => p * s.Value % m), less = m - answer;
        if (answer < 2 && start < 2)
            return null;
        int next = answer * start % m, dropped = used.Skip(1).Aggregate(1 % m, (p, s) => p * s.Value % m), multiple = (int)((long)start * exponent % m);
        var shown = squares.Skip(start == number ? 1 : 0);
        string Power(int e) => PrimeFactors.Power(number, e);
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $@"By repeated squaring modulo ${m}$: {string.Join(", ", shown.Select(s => $@"${Power(s.Exponent)} \equiv {s.Value}$"))}",
                used.Length == 1 ? $"The exponent ${exponent}$ is itself a power of $2$"
                    : $"The exponent is the sum of powers of $2$: ${exponent} = {string.Join(" + ", used.Select(u => u.Exponent))}$",
                used.Length == 1 ? "So the last square is the one asked for"
                    : $@"So ${Power(exponent)} \equiv {string.Join(@" \cdot ", used.Select(u => u.Value))} \pmod{{{m}}}$",
                $"The remainder is ${answer}$",
            ],
            new($@"The remainder is that of ${start} \cdot {exponent} = {(long)start * exponent}$, which is ${multiple}$", Tex.Text(multiple)),
            Slip.Careless($"One factor ${number}$ too many gives the remainder ${next}$", Tex.Text(next)),
            used.Length == 1 ? null : Slip.Careless($@"The factor ${used[0].Value}$ is left out, which leaves ${dropped}$", Tex.Text(dropped)),
            answer == 0 ? null : Slip.Sign($@"The power is $\equiv -{answer}$, so the remainder is ${less}$", Tex.Text(less)));
    }
}

/// <summary>The inverse modulo a number, by the extended algorithm of Euclid.</summary>
internal sealed class ModularInverse() : ProblemFamily("modular-inverse", ["Number Theory"],
[
    @"Find the inverse of $<n0>$ modulo $<n1>$ as a number from $1$ to $<n1> - 1$.",
    @"Which number $x$ with $0 < x < <n1>$ satisfies $<n0>x \equiv 1 \pmod{<n1>}$?",
    @"Solve $<n0>x \equiv 1 \pmod{<n1>}$ for $0 < x < <n1>$.",
    @"What is the smallest positive whole number $x$ for which $<n0>x - 1$ is a multiple of $<n1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int modulus = rng.Next(level.Of(7, 11, 20, 60, 200), level.Of(15, 30, 99, 250, 1200)), number = rng.Next(2, modulus - 2);
            if (PrimeFactors.Gcd(number, modulus) == 1)
                return [Tex.Text(number), Tex.Text(modulus)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 2, 1_000_000) is not [var number, var m] || number >= m || PrimeFactors.Gcd(number, m) != 1)
            return null;
        List<string> lines = [];
        int before = 0, now = 1;
        for (int x = m, y = number; y != 1;)
        {
            int quotient = x / y;
            lines.Add($@"${x} = {quotient} \cdot {y} + {x % y}$");
            (before, now) = (now, before - quotient * now);
            (x, y) = (y, x % y);
        }
        int answer = (now % m + m) % m, times = (int)((long)number * answer / m);
        static string Times(long factor, int of) => factor == 1 ? Tex.Text(of) : $@"{factor} \cdot {of}";
        string combination = now < 0 ? $"1 = {Times((1 - (long)number * now) / m, m)} - {Times(-now, number)}"
            : $"1 = {Times(now, number)} - {Times(((long)number * now - 1) / m, m)}";
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"Euclid's algorithm gives {string.Join(", ", lines)}",
                $"Solved backwards this is ${combination}$",
                now < 0 ? $@"So ${Times(-now, number)} \equiv -1 \pmod{{{m}}}$, and the inverse is $-{-now} + {m} = {answer}$"
                    : $@"So ${Times(now, number)} \equiv 1 \pmod{{{m}}}$, and the inverse is ${answer}$",
                $@"Check: ${number} \cdot {answer} = {(long)number * answer} = {Times(times, m)} + 1$",
            ],
            Slip.Sign(now < 0 ? $"So the inverse is ${-now}$" : $"So the inverse is $-{now} + {m} = {m - answer}$", Tex.Text(m - answer)),
            new($@"The inverse of ${number}$ is $-{number}$, that is ${m} - {number} = {m - number}$", Tex.Text(m - number)),
            new($@"The inverse is $\frac{{1}}{{{number}}}$", $@"\frac{{1}}{{{number}}}"),
            Slip.Careless($"The inverse is the factor that stands with ${m}$, ${times}$", Tex.Text(times)));
    }
}

/// <summary>Two or three congruences with moduli without a common divisor.</summary>
internal sealed class ChineseRemainder() : ProblemFamily("chinese-remainder", ["Number Theory"],
[
    "Find the smallest positive whole number that leaves the remainders $<l0>$ on division by $<l1>$, in this order.",
    "Divided by $<l1>$ a positive whole number leaves the remainders $<l0>$, each in turn. What is the smallest such number?",
    "A box of eggs, counted in groups of $<l1>$, leaves $<l0>$ over, each in turn. How many eggs does it hold at least?",
    "Use the Chinese remainder theorem to determine the least positive $x$ with the remainders $<l0>$ modulo $<l1>$, each in turn.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int[] moduli = rng.Several(level.Of(2, 2, 2, 3, 3), Enumerable.Range(3, level.Of(5, 8, 24, 9, 15)));
            int[] remainders = [.. moduli.Select(m => rng.Next(1, m - 1))];
            if (AreCoprime(moduli))
                return [string.Join(", ", remainders), string.Join(", ", moduli)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.List(values[0], 0, 99) is not { } remainders || Blank.List(values[1], 2, 99) is not { Length: 2 or 3 } moduli ||
            remainders.Length != moduli.Length || !AreCoprime(moduli) || remainders.Zip(moduli).Any(p => p.First >= p.Second))
            return null;
        int all = moduli.Aggregate((a, b) => a * b), x = remainders[0], step = moduli[0];
        List<string> found = [];
        for (int i = 1; i < moduli.Length; i++)
        {
            int from = x;
            for (; x % moduli[i] != remainders[i];)
                x += step;
            found.Add($@"Among ${from}, {from + step}, {from + 2 * step}, \dots$ the first with remainder ${remainders[i]}$ modulo ${moduli[i]}$ is ${x}$");
            step *= moduli[i];
        }
        int answer = x == 0 ? all : x, sum = remainders.Sum(), first = FirstTwo(remainders, moduli);
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                $"As the divisors have no common factor, exactly one number from $1$ to ${string.Join(@" \cdot ", moduli)} = {all}$ fits, by the Chinese " +
                "remainder theorem",
                $@"Numbers with remainder ${remainders[0]}$ modulo ${moduli[0]}$ are " +
                $@"${remainders[0]}, {remainders[0] + moduli[0]}, {remainders[0] + 2 * moduli[0]}, \dots$",
                .. found,
                $"So the smallest positive number is ${answer}$",
            ],
            Slip.Careless($"The number is only determined up to multiples of ${all}$, so it is ${answer + all}$", Tex.Text(answer + all)),
            moduli.Length == 3 ? Slip.Careless($"The number ${first}$ fits the first two conditions", Tex.Text(first)) : null,
            new($"The remainders are added: ${string.Join(" + ", remainders)} = {sum}$", Tex.Text(sum)),
            moduli.Length == 3 || remainders[0] >= moduli[1] || remainders[1] >= moduli[0] ? null
                : Slip.Careless($"The number leaves the remainder ${remainders[1]}$ modulo ${moduli[0]}$ and ${remainders[0]}$ modulo ${moduli[1]}$",
                    Tex.Text(FirstTwo([remainders[1], remainders[0]], moduli))),
            answer == all ? null : Slip.Sign($@"The number is $-{answer}$ modulo ${all}$, which is ${all - answer}$", Tex.Text(all - answer)));
    }

    private static bool AreCoprime(int[] moduli) => moduli.Index().All(a => moduli[..a.Index].All(b => PrimeFactors.Gcd(a.Item, b) == 1));

    private static int FirstTwo(int[] remainders, int[] moduli) =>
        Enumerable.Range(1, moduli[0] * moduli[1]).First(n => n % moduli[0] == remainders[0] && n % moduli[1] == remainders[1]);
}

/// <summary>How many pairs of natural numbers solve ax + by = c.</summary>
internal sealed class DiophantineCount() : ProblemFamily("diophantine-count", ["Number Theory"],
[
    "How many pairs of positive whole numbers $(x, y)$ satisfy $<n0>x + <n1>y = <n2>$?",
    "Find the number of solutions of $<n0>x + <n1>y = <n2>$ in positive whole numbers $x$ and $y$.",
    "Apples cost <n0> cents and pears <n1> cents each. In how many ways can one spend exactly <n2> cents on both, with at least one of each?",
    "Count the solutions $(x, y)$ of the Diophantine equation $<n0>x + <n1>y = <n2>$ with $x > 0$ and $y > 0$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int common = rng.Pick(1, 1, 2), a = common * rng.Next(2, level.Of(4, 6, 12, 20, 40)), b = common * rng.Next(2, level.Of(4, 6, 12, 20, 40));
            int c = a * rng.Next(1, level.Of(6, 10, 25, 60, 150)) + b * rng.Next(1, level.Of(6, 10, 25, 60, 150));
            if (a != b && Work([Tex.Text(a), Tex.Text(b), Tex.Text(c)]) is { Answer.Length: > 0 } worked && worked.Answer != "1")
                return [Tex.Text(a), Tex.Text(b), Tex.Text(c)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Blank.Wholes(values, 1, 100_000) is not [var a, var b, var c] || a > 1000 || b > 1000 || a == 1 || b == 1)
            return null;
        int gcd = PrimeFactors.Gcd(a, b);
        if (c % gcd != 0)
            return null;
        var (p, q, r) = (a / gcd, b / gcd, c / gcd);
        // The smallest x from 1 on for which y comes out whole.
        int first = Enumerable.Range(1, q).First(x => (r - (long)p * x) % q == 0);
        if (p * first >= r)
            return null;
        int start = (r - p * first) / q, answer = (start - 1) / p + 1, last = first + (answer - 1) * q, lastY = start - (answer - 1) * p;
        int withZero = Enumerable.Range(0, r / p + 1).Count(x => (r - p * x) % q == 0);
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                gcd == 1 ? $@"As $\gcd({a}, {b}) = 1$, the equation has whole solutions"
                    : $"Divided by the common factor ${gcd}$ the equation is ${Tex.Sum((p, "x"), (q, "y"))} = {r}$",
                $"The smallest positive $x$ for which $y$ is a whole number is $x = {first}$, with $y = {start}$",
                $"All the others follow by adding ${q}$ to $x$ and subtracting ${p}$ from $y$",
                answer == 1 ? $"The next $y$ is ${start - p}$, which is not positive, so there is ${answer}$ solution" :
                $"The last with a positive $y$ is $({last}, {lastY})$, so there are ${answer}$ solutions",
            ],
            new("The numbers may also be $0$", Tex.Text(withZero)),
            answer == 2 ? Slip.Careless("From the first to the last there is $1$ step, so there is $1$ solution", "1")
                : Slip.Careless($"From the first to the last there are ${answer - 1}$ steps, so there are ${answer - 1}$ solutions", Tex.Text(answer - 1)),
            new($@"As $x$ can be anything up to $\frac{{{c}}}{{{a}}}$, there are ${c / a}$ solutions", Tex.Text(c / a)),
            gcd == 1 ? null : new($"The others follow by adding ${b}$ to $x$ and subtracting ${a}$ from $y$", Tex.Text((start - 1) / a + 1)));
    }
}
