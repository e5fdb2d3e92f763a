using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Families.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Reasoning;

/// <summary>Which of the numbered steps of a solution goes wrong.</summary>
internal sealed class WrongStep() : ProblemFamily("wrong-step", ["Mathematical Reasoning"],
[
    "A student solves $<e0>$ in four steps: (1) $<e1>$, (2) $<e2>$, (3) $<e3>$, (4) $<e4>$. Which is the number of the first step that is wrong?",
    "The equation $<e0>$ is worked out as follows: (1) $<e1>$, (2) $<e2>$, (3) $<e3>$, (4) $<e4>$. In which step, given by its number, is the mistake?",
    "There is one mistake in this solution of $<e0>$: (1) $<e1>$, (2) $<e2>$, (3) $<e3>$, (4) $<e4>$. Find the number of the step where it is made.",
    "Someone claims that from $<e0>$ follow (1) $<e1>$, (2) $<e2>$, (3) $<e3>$ and (4) $<e4>$. Give the number of the first step that does not follow.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(4, 6, 9, 12, 20);
        while (true)
        {
            // a(bx + c) = dx + e, and from level 4 on d(x + e) on the right.
            Fraction a = rng.Next(2, size), b = level.Number < 3 ? 1 : rng.Next(1, 4), c = rng.NonZero(level.Number == 1 ? 1 : -size, size);
            Fraction d = rng.NonZero(level.Number == 1 ? 1 : -size, size), e = rng.NonZero(-size, size);
            bool hasTwo = level.Number > 3 && d != 1 && d != -1;
            int wrong = rng.Next(1, 4);
            Fraction x = a * b, left = a * c, right = d, end = hasTwo ? d * e : e;
            string start = $"{a}({Linear(b, c)}) = {(hasTwo ? $"{d}({Linear(1, e)})" : Linear(d, e))}";
            if (wrong == 1)
                (left, end) = rng.Percent(50) || !hasTwo ? (rng.Percent(60) ? c : -left, end) : (left, rng.Percent(50) ? e : -end);
            string first = $"{Linear(x, left)} = {Linear(right, end)}";
            Fraction factor = wrong == 2 ? x + right : x - right;
            string second = $"{Linear(factor, left)} = {end}";
            Fraction number = wrong == 3 ? end + left : end - left;
            string third = $"{Linear(factor, 0)} = {number}";
            if (factor.IsZero || factor == 1 || factor == -1 || number.IsZero || x == right)
                continue;
            Fraction root = wrong != 4 ? number / factor : rng.Pick(factor / number, -number / factor, number - factor);
            string[] values = [start, first, second, third, $"x = {root}"];
            if (Work(values) is { } worked && worked.Answer == Tex.Text(wrong))
                return values;
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var roots = values.Select(Root).ToArray();
        int wrong = Enumerable.Range(1, 4).FirstOrDefault(i => roots[i] != roots[i - 1]);
        if (wrong == 0 || roots.Any(r => r is null) || Enumerable.Range(wrong + 1, 4 - wrong).Any(i => roots[i] != roots[i - 1]))
            return null;
        Slip? As(string step, int number) => number is < 1 or > 4 ? null : new(step, Tex.Text(number));
        return new(AnswerKind.Value, Tex.Text(wrong),
            [
                "A step is right if its equation has the same solution as the one before",
                $"The equation ${values[0]}$ has the solution $x = {roots[0]}$",
                $"The equations $(1)$ to $(4)$ have in turn the solutions ${string.Join(", ", roots.Skip(1).Select(r => r!.Value.ToString()))}$",
                $"So the solution changes from ${values[wrong - 1]}$ to ${values[wrong]}$, and the mistake is in step ${wrong}$",
            ],
            As("The mistake shows in the last line, where the value of $x$ is wrong", 4),
            As("The mistake is made where the brackets are multiplied out", 1),
            As("The mistake is made where the terms with $x$ are collected", 2),
            As("The mistake is made where the numbers are brought to the right side", 3));
    }

    private static string Linear(Fraction factor, Fraction constant) => Tex.Sum((factor, "x"), (constant, ""));

    /// <summary>The only solution of a linear equation in x.</summary>
    private static Fraction? Root(string equation)
    {
        if (equation.Split('=') is not [var left, var right] || ExpressionReader.ReadPolynomial(left.Trim()) is not { } a ||
            ExpressionReader.ReadPolynomial(right.Trim()) is not { } b)
            return null;
        var difference = a - b;
        return difference.IsIn('x', 1) ? -difference[""] / difference["x"] : null;
    }
}

/// <summary>The least number for which a polynomial that is said to give primes does not.</summary>
internal sealed class LeastCounterexample() : ProblemFamily("least-counterexample", ["Mathematical Reasoning", "Number Theory"],
[
    @"Claim: for every whole number $n \ge 1$ the number $<e0>$ is prime. Find the least $n$ that is a counterexample.",
    @"Someone believes that $<e0>$ is a prime number for all $n = 1, 2, 3, \dots$ What is the smallest $n$ that refutes this?",
    @"The statement that $<e0>$ is prime for all positive whole numbers $n$ is false. Which is its least counterexample?",
    @"For which smallest positive whole number $n$ is $<e0>$ not a prime number?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(2, 3, 3, 4, 6), most = level.Of(3, 5, 8, 12, 30);
        while (true)
        {
            int a = level.Number == 1 ? 1 : rng.Pick(1, 1, 1, 2, 2, 3, 4), b = rng.Next(level.Number < 3 ? 0 : -9, 12),
                c = 2 * rng.Next(1, level.Of(12, 30, 100, 150, 250)) + 1;
            if ((a + b) % 2 == 0 && First(a, b, c) is { } first && first >= least && first <= most)
                return [Tex.Sum((a, "n^2"), (b, "n"), (c, ""))];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadPolynomial(values[0]) is not { } p || !p.IsIn('n', 2) || !Whole(p["nn"], 1, 99, out int a) ||
            !Whole(p["n"], -999, 999, out int b) || !Whole(p[""], -9999, 9999, out int c) || First(a, b, c) is not { } answer || answer < 2)
            return null;
        int value = Value(a, b, c, answer), divisor = PrimeFactors.Of(value)[0].Prime;
        string before = string.Join(", ", Enumerable.Range(1, answer - 1).Select(n => Value(a, b, c, n)));
        return new(AnswerKind.Value, Tex.Text(answer),
            [
                "A counterexample is a number for which the value is not prime; try $n = 1, 2, 3$ and so on",
                answer == 2 ? $"For $n = 1$ the value ${before}$ is prime" : answer == 3 ? $"For $n = 1, 2$ the values are ${before}$, both prime"
                    : $@"For $n = 1, \dots, {answer - 1}$ the values are ${before}$, all of them prime",
                $@"For $n = {answer}$ the value is ${value} = {divisor} \cdot {value / divisor}$, which is not prime",
                $"So the least counterexample is $n = {answer}$",
            ],
            c < 2 || c == answer ? null : new($"For $n = {c}$ every term is divisible by ${c}$, so this is the least counterexample", Tex.Text(c)),
            Slip.Careless($"The value for $n = {answer}$, ${value}$, is taken for a prime, so it must be a later one",
                Tex.Text(Enumerable.Range(answer + 1, 2000).First(n => !IsPrime(Value(a, b, c, n))))),
            Slip.Careless($"Counted from $n = 0$ it is number ${answer + 1}$", Tex.Text(answer + 1)),
            answer == 2 ? null : Slip.Careless($"The value for $n = {answer - 1}$, ${Value(a, b, c, answer - 1)}$, is taken for a composite number",
                Tex.Text(answer - 1)));
    }

    private static bool Whole(Fraction number, int min, int max, out int whole)
    {
        whole = number.IsInteger && number >= min && number <= max ? (int)number.Numerator : 0;
        return number.IsInteger && number >= min && number <= max;
    }

    private static int Value(int a, int b, int c, int n) => a * n * n + b * n + c;

    /// <summary>The least n for which the value is composite; none where a value below 2 comes before.</summary>
    private static int? First(int a, int b, int c)
    {
        for (int n = 1; n < 100; n++)
        {
            int value = Value(a, b, c, n);
            if (value < 2)
                return null;
            if (!IsPrime(value))
                return n;
        }
        return null;
    }

    private static bool IsPrime(int number)
    {
        for (int d = 2; d <= number / d; d++)
        {
            if (number % d == 0)
                return false;
        }
        return number > 1;
    }
}
