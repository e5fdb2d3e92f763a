using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>A term of a geometric progression with positive ratio of which two others are known.</summary>
internal sealed class GeometricFromTwo() : ProblemFamily("geometric-from-two", ["Geometric Progressions"],
[
    "The <o0> term of a geometric progression of positive numbers is $<1>$ and its <o2> term is $<3>$. Find its <o4> term.",
    "Find the <o4> term of the geometric progression of positive numbers whose <o0> term is $<1>$ and whose <o2> term is $<3>$.",
    "A geometric progression of positive numbers has $<1>$ as its <o0> term and $<3>$ as its <o2> term. What is its <o4> term?",
    "In a geometric progression of positive numbers the <o0> term is $<1>$ and the <o2> term is $<3>$. Compute the <o4> term.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction ratio = level.Number > 2 && rng.Percent(60) ? new Fraction(rng.Next(1, 5), rng.Next(2, 4)) : rng.Next(2, level.Of(3, 4, 4, 5, 5));
        int p = rng.Next(2, level.Of(2, 3, 3, 4, 4)), q = p + rng.Next(2, level.Of(2, 3, 3, 3, 4)), r = q + rng.Next(1, level.Of(2, 2, 2, 3, 3));
        Fraction a = rng.Next(1, level.Of(9, 15, 30, 30, 20)) * (level.Number > 2 ? ratio.Denominator * ratio.Denominator : (Fraction)1);
        return ratio.IsOne
            ? Draw(rng, level)
            : [Tex.Ordinal(p), (a * ratio.Pow(p - 1)).ToString(), Tex.Ordinal(q), (a * ratio.Pow(q - 1)).ToString(), Tex.Ordinal(r)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction p = Progressions.Number(values[0]), q = Progressions.Number(values[2]), r = Progressions.Number(values[4]);
        if (ExpressionReader.ReadNumber(values[1]) is not { Sign: > 0 } u || ExpressionReader.ReadNumber(values[3]) is not { Sign: > 0 } v || u == v)
            return null;
        if (p.Sign <= 0 || q - p < 2 || q > 40 || r.Sign <= 0 || r > 40 || r == q || u.Bits > 60 || v.Bits > 60)
            return null;
        int steps = (int)(q - p).Numerator, more = (int)(r - q).Numerator;
        if (!(v / u).TryRoot(steps, out var ratio))
            return null;
        Fraction answer = v * ratio.Pow(more), even = (v - u) / steps;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"From the {values[0]} to the {values[2]} term one multiplies {Progressions.Times(steps)} by the common ratio $r$",
                $@"So $r^{{{steps}}} = \frac{{{v}}}{{{u}}} = {v / u}$, and since $r > 0$, $r = {ratio}$",
                more > 0
                    ? $"From the {values[2]} to the {values[4]} term one multiplies by it {Progressions.Times(more)}"
                    : $"From the {values[2]} back to the {values[4]} term one divides by it {Progressions.Times(-more)}",
                $@"The {values[4]} term is ${v} \cdot {Power(ratio, more)} = {answer}$",
            ],
            new($"The terms grow evenly by ${even}$ from one to the next", (v + more * even).ToString()),
            more == -1 ? null : Slip.Careless($@"The {values[4]} term is ${v} \cdot {Power(ratio, more + 1)}$", (answer * ratio).ToString()),
            (v / u / steps).Pow(more).Bits > 30 ? null : Slip.Careless(
                $"From $r^{{{steps}}} = {v / u}$ one has $r = {v / u / steps}$",
                (v * (v / u / steps).Pow(more)).ToString()),
            new($"So $r^{{{steps}}} = {u / v}$, and $r = {1 / ratio}$", (v / ratio.Pow(more)).ToString()));
    }

    private static string Power(Fraction ratio, int exponent) =>
        exponent == 1 ? ratio.ToString() : (ratio.IsInteger ? ratio.ToString() : $"({ratio})") + $"^{{{exponent}}}";
}

/// <summary>Geometric means inserted between two positive numbers.</summary>
internal sealed class GeometricMeansBetween() : ProblemFamily("geometric-means-between", ["Geometric Progressions"],
[
    "Insert <n0> positive geometric means between $<1>$ and $<2>$, and give them in order.",
    "Find the <n0> positive geometric means between $<1>$ and $<2>$ in order.",
    "Which <n0> positive numbers, in order, must be put between $<1>$ and $<2>$ to make a geometric progression?",
    "Between $<1>$ and $<2>$ put <n0> positive numbers so that all form a geometric progression. List these numbers in order.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int count = rng.Next(2, level.Of(2, 3, 4, 4, 5));
        Fraction ratio = new(rng.Next(1, level.Of(4, 5, 5, 6, 7)), level.Number < 3 ? 1 : rng.Next(1, level.Of(1, 1, 3, 4, 5)));
        Fraction a = rng.Next(1, level.Of(9, 12, 30, 40, 60)) * (rng.Percent(60) ? ratio.Denominator : 1);
        return ratio.IsOne ? Draw(rng, level) : [Tex.Text(count), a.ToString(), (a * ratio.Pow(count + 1)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var count = ExpressionReader.ReadNumber(values[0])!.Value;
        if (ExpressionReader.ReadNumber(values[1]) is not { Sign: > 0 } first || ExpressionReader.ReadNumber(values[2]) is not { Sign: > 0 } last)
            return null;
        if (first == last || count.CompareTo(2) < 0 || count.CompareTo(8) > 0 || first.Bits > 60 || last.Bits > 60)
            return null;
        int n = (int)count.Numerator;
        if (!(last / first).TryRoot(n + 1, out var ratio))
            return null;
        Fraction d = (last - first) / (count + 1);
        string Means(Fraction r) => Progressions.Tuple(Enumerable.Range(1, n).Select(i => first * r.Pow(i)));
        return new(AnswerKind.Point, Means(ratio),
            [
                $"From ${first}$ to ${last}$ one multiplies ${count + 1}$ times by the common ratio $r$",
                $@"So $r^{{{count + 1}}} = {(first.IsOne ? "" : $@"\frac{{{last}}}{{{first}}} = ")}{last / first}$",
                $"The positive solution is $r = {ratio}$",
                $"The means are ${string.Join(", ", Enumerable.Range(1, n).Select(i => first * ratio.Pow(i)))}$",
            ],
            new($"The terms have the common difference ${d}$", Progressions.Tuple(Enumerable.Range(1, n).Select(i => first + i * d))),
            (last / first).TryRoot(n, out var wrong) ? Slip.Careless($"From $r^{{{n}}} = {last / first}$ one has $r = {wrong}$", Means(wrong)) : null,
            new($"The common ratio is $r = {1 / ratio}$", Means(1 / ratio)),
            (last / first / (count + 1)).Pow(n).Bits > 30 ? null
                : Slip.Careless($"From $r^{{{count + 1}}} = {last / first}$ one has $r = {last / first / (count + 1)}$", Means(last / first / (count + 1))));
    }
}

/// <summary>Three numbers in geometric progression with given sum and product.</summary>
internal sealed class GeometricTriple() : ProblemFamily("geometric-triple", ["Geometric Progressions"],
[
    "Three numbers in geometric progression have the sum $<0>$ and the product $<1>$. Find the set of the three numbers.",
    "The sum of three numbers in geometric progression is $<0>$, and their product is $<1>$. What are the numbers? Give them as a set.",
    "Find the set of three numbers that are in geometric progression and have the sum $<0>$ and the product $<1>$.",
    "Determine three numbers in geometric progression whose sum is $<0>$ and whose product is $<1>$, and give them as a set.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction ratio = new(rng.NonZero(-level.Of(0, 4, 6, 8, 9), level.Of(5, 5, 6, 8, 9)), level.Number < 2 ? 1 : rng.Next(1, level.Of(1, 2, 4, 5, 6)));
        if (ratio.Abs().IsOne)
            return Draw(rng, level);
        Fraction below = level.Number == 5 && rng.Percent(50) ? ratio.Denominator : ratio.Denominator * ratio.Denominator;
        Fraction first = rng.Next(1, level.Of(6, 8, 25, 25, 25)) * below;
        return [(first * (1 + ratio + ratio * ratio)).ToString(), (first * ratio).Pow(3).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (ExpressionReader.ReadNumber(values[0]) is not { } sum || ExpressionReader.ReadNumber(values[1]) is not { IsZero: false } product)
            return null;
        if (sum.Bits > 60 || product.Bits > 90 || !product.TryRoot(3, out var middle))
            return null;
        // The outer two have the sum s - m and the product m².
        Fraction outer = sum - middle, square = outer * outer - 4 * middle * middle;
        if (square.Sign <= 0 || !square.TryRoot(2, out var root))
            return null;
        Fraction low = (outer - root) / 2, high = (outer + root) / 2;
        static string Triple(Fraction a, Fraction b, Fraction c) => $@"\{{{a}, {b}, {c}\}}";
        return new(AnswerKind.Set, Triple(low, middle, high),
            [
                @"Let the numbers be $\frac{m}{r}$, $m$ and $mr$",
                $"Their product is $m^3 = {product}$, so $m = {middle}$",
                $"The outer two numbers have the sum ${sum} {Tex.Plus(-middle)} = {outer}$ and the product $m^2 = {middle * middle}$",
                $"So they are the roots of ${Polynomial.InX(1, -outer, middle * middle)} = 0$, which are ${low}$ and ${high}$",
                $"The numbers are ${low}$, ${middle}$ and ${high}$",
            ],
            Slip.Sign($"The outer two numbers are ${-low}$ and ${-high}$", Triple(-high, middle, -low)),
            sum / 3 == low || sum / 3 == high ? null : Slip.Careless($"The middle number is a third of the sum, ${sum / 3}$", Triple(low, sum / 3, high)),
            new($"The numbers have equal differences, ${middle - low}$ from one to the next", Triple(low, middle, 2 * middle - low)));
    }
}

/// <summary>The first term of a growing geometric progression that exceeds a bound.</summary>
internal sealed class GeometricFirstOver() : ProblemFamily("geometric-first-over", ["Geometric Progressions"],
[
    "Find the least $n$ for which the term number $n$ of the geometric progression with first term $<n0>$ and common ratio $<1>$ exceeds $<n2>$.",
    "A geometric progression has the first term $<n0>$ and the common ratio $<1>$. What is the number of its first term above $<n2>$?",
    "Which is the first term of the geometric progression with first term $<n0>$ and common ratio $<1>$ that is greater than $<n2>$? Give its number.",
    "Determine the number of the first term greater than $<n2>$ in the geometric progression that starts at $<n0>$ and has the common ratio $<1>$.",
])
{
    private const int MaxTerms = 200;

    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction ratio = level.Number < 3 ? rng.Next(2, 5) : new Fraction(rng.Next(3, 9), rng.Next(2, level.Of(2, 2, 2, 3, 5)));
        return ratio <= 1
            ? Draw(rng, level)
            : [Tex.Text(rng.Next(1, level.Of(9, 12, 20, 30, 50))), ratio.ToString(), Tex.Text(rng.Next(2, 9) * level.Of(10, 100, 500, 5000, 100_000))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = ExpressionReader.ReadNumber(values[0])!.Value, bound = ExpressionReader.ReadNumber(values[2])!.Value;
        if (ExpressionReader.ReadNumber(values[1]) is not { } r || r <= 1 || r.Bits > 24 || a.Sign <= 0 || bound <= a * r)
            return null;
        int n = 1;
        Fraction term = a, before = a;
        for (; term <= bound; n++)
        {
            if (n == MaxTerms || term.Bits > 4000)
                return null;
            (before, term) = (term, term * r);
        }
        int Over(Fraction first, Fraction limit)
        {
            int count = 0;
            for (var power = first; power <= limit; power *= r)
                count++;
            return count;
        }
        string power = r.IsInteger ? r.ToString() : $"({r})";
        return new(AnswerKind.Value, Tex.Text(n),
            [
                $"The $n$-th term is $a_n = ar^{{n - 1}}$ with $a = {a}$ and $r = {r}$",
                a.IsOne ? $"One needs the least $n$ with ${power}^{{n - 1}} > {bound}$"
                    : $@"One needs the least $n$ with ${a} \cdot {power}^{{n - 1}} > {bound}$, that is ${power}^{{n - 1}} > {bound / a}$",
                $"For $n = {n - 1}$ the term {Size(before)}, which is not above ${bound}$",
                $"For $n = {n}$ the term {Size(term)}, which is above it",
                $"The terms grow, so the least such number is $n = {n}$",
            ],
            Slip.Careless($"The exponent is the number of the term, so $n = {n - 1}$", Tex.Text(n - 1)),
            Slip.Careless($"The exponent $n - 1$ must be ${n}$, so $n = {n + 1}$", Tex.Text(n + 1)),
            new($"One needs ${power}^{{n - 1}} > {bound}$", Tex.Text(Over(1, bound) + 1)),
            new($"The terms grow by ${a * (r - 1)}$ each time", ((Fraction)(((bound - a) / (a * (r - 1))).Floor() + 2)).ToString()));
    }

    private static string Size(Fraction term) => term.IsInteger ? $"is ${term}$" : $"lies between ${(Fraction)term.Floor()}$ and ${(Fraction)term.Ceiling()}$";
}
