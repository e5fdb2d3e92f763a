using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>A term of an arithmetic progression of which two others are known.</summary>
internal sealed class ArithmeticFromTwo() : ProblemFamily("arithmetic-from-two", ["Arithmetic Progressions"],
[
    "The <o0> term of an arithmetic progression is $<1>$ and its <o2> term is $<3>$. Find its <o4> term.",
    "Find the <o4> term of the arithmetic progression whose <o0> term is $<1>$ and whose <o2> term is $<3>$.",
    "An arithmetic progression has $<1>$ as its <o0> term and $<3>$ as its <o2> term. What is its <o4> term?",
    "In an arithmetic progression the <o0> term is $<1>$ and the <o2> term is $<3>$. Compute the <o4> term.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(-level.Of(0, 10, 30, 60, 99), level.Of(12, 15, 30, 60, 99));
        Fraction d = new Fraction(rng.NonZero(-level.Of(0, 4, 9, 15, 30), level.Of(6, 7, 9, 15, 30)), level.Number > 3 ? rng.Next(1, 4) : 1);
        int p = rng.Next(2, level.Of(4, 6, 9, 15, 20)), q = p + rng.Next(2, level.Of(5, 6, 12, 20, 30)), r = q + rng.Next(1, level.Of(5, 8, 20, 40, 60));
        return [Tex.Ordinal(p), (a + (p - 1) * d).ToString(), Tex.Ordinal(q), (a + (q - 1) * d).ToString(), Tex.Ordinal(r)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction p = Progressions.Number(values[0]), q = Progressions.Number(values[2]), r = Progressions.Number(values[4]);
        if (ExpressionReader.ReadNumber(values[1]) is not { } u || ExpressionReader.ReadNumber(values[3]) is not { } v)
            return null;
        if (q <= p || u == v || p.Sign <= 0 || r.Sign <= 0)
            return null;
        Fraction d = (v - u) / (q - p), answer = v + (r - q) * d, rough = (v - u) / (q - p + 1);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"From the {values[0]} to the {values[2]} term one adds the common difference {Progressions.Times(q - p)}",
                $"So $d = {Progressions.Ratio(v, u, q - p)} = {d}$",
                $"From the {values[2]} to the {values[4]} term one adds it {Progressions.Times(r - q)}",
                $@"The {values[4]} term is ${v} + {(r - q).Bracketed()} \cdot {d.Bracketed()} = {answer}$",
            ],
            Slip.Careless($"The numbers ${p}$ to ${q}$ are ${q - p + 1}$ numbers, so $d = {rough}$", (v + (r - q) * rough).ToString()),
            Slip.Careless($@"The {values[4]} term is ${v} + {(r - q + 1).Bracketed()} \cdot {d.Bracketed()}$", (answer + d).ToString()),
            new($@"The {values[4]} term is ${v} + {r} \cdot {d.Bracketed()}$", (v + r * d).ToString()),
            Slip.Sign($"The common difference is $d = {-d}$", (v - (r - q) * d).ToString()));
    }
}

/// <summary>Arithmetic means inserted between two numbers.</summary>
internal sealed class ArithmeticMeansBetween() : ProblemFamily("arithmetic-means-between", ["Arithmetic Progressions"],
[
    "Insert <n0> arithmetic means between $<1>$ and $<2>$, and give them in order.",
    "Find the <n0> arithmetic means between $<1>$ and $<2>$ in order.",
    "Which <n0> numbers, in order, must be put between $<1>$ and $<2>$ to make an arithmetic progression?",
    "Between $<1>$ and $<2>$ put <n0> numbers so that all form an arithmetic progression. List these numbers in order.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(2, level.Of(2, 3, 4, 5, 7)), bottom = level.Of(1, 1, 1, 2, 3);
        Fraction a = rng.Next(-level.Of(0, 10, 30, 50, 80), level.Of(12, 15, 30, 50, 80)), d = new Fraction(rng.NonZero(-9, 12), rng.Next(1, bottom));
        return [Tex.Text(count), a.ToString(), (a + (count + 1) * d).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var count = ExpressionReader.ReadNumber(values[0])!.Value;
        if (ExpressionReader.ReadNumber(values[1]) is not { } first || ExpressionReader.ReadNumber(values[2]) is not { } last)
            return null;
        if (first == last || count.CompareTo(2) < 0 || count.CompareTo(10) > 0)
            return null;
        int n = (int)count.Numerator;
        Fraction d = (last - first) / (count + 1);
        string Means(Fraction from, Fraction step) => Progressions.Tuple(Enumerable.Range(1, n).Select(i => from + i * step));
        return new(AnswerKind.Point, Means(first, d),
            [
                $"With the two ends the progression has ${count + 2}$ terms",
                $"From ${first}$ to ${last}$ one adds the common difference ${count + 1}$ times",
                $"So $d = {Progressions.Ratio(last, first, count + 1)} = {d}$",
                $"The means are ${string.Join(", ", Enumerable.Range(1, n).Select(i => first + i * d))}$",
            ],
            Slip.Careless($@"There are ${count}$ steps, so $d = {(last - first) / count}$", Means(first, (last - first) / count)),
            Slip.Careless($@"There are ${count + 2}$ steps, so $d = {(last - first) / (count + 2)}$", Means(first, (last - first) / (count + 2))),
            Slip.Sign($"The common difference is ${-d}$", Means(first, -d)));
    }
}

/// <summary>Three numbers in arithmetic progression with given sum and product.</summary>
internal sealed class ArithmeticTriple() : ProblemFamily("arithmetic-triple", ["Arithmetic Progressions"],
[
    "Three numbers in arithmetic progression have the sum $<n0>$ and the product $<n1>$. Find the set of the three numbers.",
    "The sum of three numbers in arithmetic progression is $<n0>$, and their product is $<n1>$. What are the numbers? Give them as a set.",
    "Find the set of three numbers that are in arithmetic progression and have the sum $<n0>$ and the product $<n1>$.",
    "Determine three numbers in arithmetic progression whose sum is $<n0>$ and whose product is $<n1>$, and give them as a set.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int middle = rng.NonZero(-level.Of(0, 8, 20, 30, 50), level.Of(9, 12, 20, 30, 50)), d = rng.Next(1, level.Of(6, 10, 20, 30, 60));
        return middle == d || middle == -d ? Draw(rng, level) : [Tex.Text(3 * middle), Tex.Text((middle - d) * middle * (middle + d))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction sum = ExpressionReader.ReadNumber(values[0])!.Value, product = ExpressionReader.ReadNumber(values[1])!.Value;
        if (sum.IsZero || product.IsZero)
            return null;
        Fraction middle = sum / 3, square = middle * middle - product / middle;
        if (square.Sign <= 0 || !square.TryRoot(2, out var d))
            return null;
        static string Triple(Fraction m, Fraction d) => $@"\{{{m - d}, {m}, {m + d}\}}";
        return new(AnswerKind.Set, Triple(middle, d),
            [
                "Let the numbers be $a - d$, $a$ and $a + d$ with $d > 0$",
                $"Their sum is $3a = {sum}$, so $a = {middle}$",
                $"Their product is $a(a^2 - d^2) = {product}$, so $a^2 - d^2 = {product / middle}$",
                $"Then $d^2 = {middle * middle} {Tex.Plus(-product / middle)} = {square}$, so $d = {d}$",
                $"The numbers are ${middle - d}$, ${middle}$ and ${middle + d}$",
            ],
            Slip.Careless($"The common difference is ${square}$", Triple(middle, square)),
            Slip.Sign($"The middle number is $a = {-middle}$", Triple(-middle, d)),
            Slip.Careless($"The numbers are ${middle}$, ${middle + d}$ and ${middle + 2 * d}$", Triple(middle + d, d)));
    }
}

/// <summary>The number of terms of a finite arithmetic progression.</summary>
internal sealed class ArithmeticCount() : ProblemFamily("arithmetic-count", ["Arithmetic Progressions"],
[
    @"How many terms does the arithmetic progression $<0>, \dots, <1>$ have?",
    @"Find the number of terms of the finite arithmetic progression $<0>, \dots, <1>$.",
    @"Count the terms of the arithmetic progression $<0>, \dots, <1>$.",
    @"The arithmetic progression $<0>, \dots, <1>$ is finite. How many terms are there in it?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction a = rng.Next(-level.Of(0, 10, 30, 60, 99), level.Of(12, 15, 30, 60, 99));
        Fraction d = new(rng.NonZero(-9, 12), rng.Next(1, level.Of(1, 1, 1, 2, 3)));
        return [$"{a}, {a + d}, {a + 2 * d}", (a + (rng.Next(6, level.Of(15, 25, 50, 99, 200)) - 1) * d).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var terms = values[0].Split(", ").Select(ExpressionReader.ReadNumber).ToArray();
        if (terms is not [{ } first, { } second, { } third] || second - first != third - second || first == second)
            return null;
        if (ExpressionReader.ReadNumber(values[1]) is not { } last)
            return null;
        Fraction d = second - first, steps = (last - first) / d, n = steps + 1;
        if (!n.IsInteger || n.CompareTo(4) < 0)
            return null;
        return new(AnswerKind.Value, n.ToString(),
            [
                $"The first term is $a_1 = {first}$ and the common difference is $d = {Progressions.Difference(second, first)} = {d}$",
                $"The last term is $a_n = a_1 + (n - 1)d = {last}$",
                $"So $n - 1 = {Progressions.Ratio(last, first, d)} = {steps}$",
                $"The progression has $n = {n}$ terms",
            ],
            Slip.Careless($"The number of terms is ${steps}$", steps.ToString()),
            Slip.Careless($"With both ends there are ${n + 1}$ terms", (n + 1).ToString()),
            (last + first) / d is { IsInteger: true, Sign: > 0 } turned
                ? Slip.Sign($"So $n - 1 = {Progressions.Ratio(last, -first, d)} = {turned}$", (turned + 1).ToString())
                : new($"The numbers from ${(d.Sign > 0 ? first : last)}$ to ${(d.Sign > 0 ? last : first)}$ are ${(last - first).Abs() + 1}$ numbers",
                    ((last - first).Abs() + 1).ToString()));
    }
}
