using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Sequences;

/// <summary>The n-th term of a harmonic progression of which three terms are shown.</summary>
internal sealed class HarmonicTerm() : ProblemFamily("harmonic-term", ["Harmonic Progressions"],
[
    @"What is the <o0> term of the harmonic progression $<1>, \dots$?",
    @"Find the <o0> term of the harmonic progression that begins $<1>, \dots$",
    @"A harmonic progression starts with $<1>, \dots$ Compute its <o0> term.",
    @"Determine the <o0> term of the progression $<1>, \dots$, the reciprocals of which are in arithmetic progression.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction scale = level.Number == 1 ? 1 : rng.Next(1, level.Of(1, 6, 12, 20, 30));
        Fraction a = rng.Next(1, level.Of(5, 8, 12, 20, 30)), d = rng.Next(1, level.Of(5, 6, 9, 12, 15)) * (rng.Percent(level.Of(0, 0, 25, 40, 40)) ? -1 : 1);
        return Enumerable.Range(0, 3).Any(i => (a + i * d).IsZero)
            ? Draw(rng, level)
            : [Tex.Ordinal(rng.Next(5, level.Of(9, 12, 25, 40, 60))), $"{scale / a}, {scale / (a + d)}, {scale / (a + 2 * d)}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var terms = values[1].Split(", ").Select(ExpressionReader.ReadNumber).ToArray();
        if (terms is not [{ IsZero: false } first, { IsZero: false } second, { IsZero: false } third])
            return null;
        var n = Progressions.Number(values[0]);
        Fraction a = 1 / first, d = 1 / second - a, last = a + (n - 1) * d;
        if (d.IsZero || 1 / third - 1 / second != d || n.Sign <= 0 || Progressions.HasZero(a, d, n))
            return null;
        return new(AnswerKind.Value, (1 / last).ToString(),
            [
                $"The reciprocals ${a}, {1 / second}, {1 / third}$ are in arithmetic progression",
                $"Their common difference is $d = {1 / second} - {a.Bracketed()} = {d}$",
                $@"The reciprocal of the {values[0]} term is ${a} + {n - 1} \cdot {d.Bracketed()} = {last}$",
                $"So the {values[0]} term is ${1 / last}$",
            ],
            new($@"The terms have the difference ${second - first}$, so the {values[0]} is ${first} + {n - 1} \cdot {(second - first).Bracketed()}$",
                (first + (n - 1) * (second - first)).ToString()),
            (last + d).IsZero ? null : Slip.Careless(
                $@"The reciprocal of the {values[0]} term is ${a} + {n} \cdot {d.Bracketed()} = {last + d}$",
                (1 / (last + d)).ToString()),
            Slip.Careless($"So the {values[0]} term is ${last}$", last.ToString()),
            (a - (n - 1) * d).IsZero ? null : Slip.Sign($"The common difference is $d = {-d}$", (1 / (a - (n - 1) * d)).ToString()));
    }
}

/// <summary>A term of a harmonic progression of which two others are known.</summary>
internal sealed class HarmonicFromTwo() : ProblemFamily("harmonic-from-two", ["Harmonic Progressions"],
[
    "The <o0> term of a harmonic progression is $<1>$ and its <o2> term is $<3>$. Find its <o4> term.",
    "Find the <o4> term of the harmonic progression whose <o0> term is $<1>$ and whose <o2> term is $<3>$.",
    "A harmonic progression has $<1>$ as its <o0> term and $<3>$ as its <o2> term. What is its <o4> term?",
    "In a harmonic progression the <o0> term is $<1>$ and the <o2> term is $<3>$. Compute the <o4> term.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction scale = level.Number == 1 ? 1 : rng.Next(1, level.Of(1, 4, 9, 15, 30));
        Fraction a = rng.Next(1, level.Of(6, 9, 12, 20, 30)), d = rng.Next(1, level.Of(3, 5, 7, 10, 15));
        int p = rng.Next(2, level.Of(4, 5, 6, 9, 12)), q = p + rng.Next(1, level.Of(3, 4, 5, 8, 12)), r = q + rng.Next(1, level.Of(4, 6, 10, 15, 25));
        return [Tex.Ordinal(p), (scale / (a + (p - 1) * d)).ToString(), Tex.Ordinal(q), (scale / (a + (q - 1) * d)).ToString(), Tex.Ordinal(r)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction p = Progressions.Number(values[0]), q = Progressions.Number(values[2]), r = Progressions.Number(values[4]);
        if (ExpressionReader.ReadNumber(values[1]) is not { IsZero: false } u || ExpressionReader.ReadNumber(values[3]) is not { IsZero: false } v)
            return null;
        if (q <= p || u == v || p.Sign <= 0 || r.Sign <= 0)
            return null;
        Fraction d = (1 / v - 1 / u) / (q - p), first = 1 / u - (p - 1) * d, last = first + (r - 1) * d;
        if (Progressions.HasZero(first, d, r > q ? r : q))
            return null;
        return new(AnswerKind.Value, (1 / last).ToString(),
            [
                $"The reciprocals form an arithmetic progression with the {values[0]} term ${1 / u}$ and the {values[2]} term ${1 / v}$",
                $"Its common difference is $d = {Progressions.Ratio(1 / v, 1 / u, q - p)} = {d}$",
                $@"Its first term is ${1 / u} - {p - 1} \cdot {d.Bracketed()} = {first}$",
                $@"Its {values[4]} term is ${first} + {r - 1} \cdot {d.Bracketed()} = {last}$",
                $"So the {values[4]} term of the harmonic progression is ${1 / last}$",
            ],
            new($"The terms themselves have the common difference ${(v - u) / (q - p)}$", (u + (r - p) * ((v - u) / (q - p))).ToString()),
            Slip.Careless($"So the {values[4]} term is ${last}$", last.ToString()),
            (last + d).IsZero ? null : Slip.Careless(
                $@"Its {values[4]} term is ${first} + {r} \cdot {d.Bracketed()} = {last + d}$",
                (1 / (last + d)).ToString()),
            (1 / u - (r - p) * d).IsZero ? null : Slip.Sign($"Its common difference is $d = {-d}$", (1 / (1 / u - (r - p) * d)).ToString()));
    }
}

/// <summary>The number of a given term of a harmonic progression.</summary>
internal sealed class HarmonicIndex() : ProblemFamily("harmonic-index", ["Harmonic Progressions"],
[
    @"Which term of the harmonic progression $<0>, \dots$ is $<1>$? Give its number $n$.",
    @"Find the number $n$ of the term $<1>$ in the harmonic progression $<0>, \dots$",
    @"The number $<1>$ is the term number $n$ of the harmonic progression $<0>, \dots$ What is $n$?",
    @"At which place $n$ does the harmonic progression $<0>, \dots$ have the term $<1>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction scale = level.Number == 1 ? 1 : rng.Next(1, level.Of(1, 4, 9, 15, 30));
        Fraction a = rng.Next(1, level.Of(6, 9, 12, 20, 30)), d = rng.Next(1, level.Of(4, 5, 7, 10, 15));
        int n = rng.Next(5, level.Of(10, 15, 30, 60, 99));
        return [$"{scale / a}, {scale / (a + d)}, {scale / (a + 2 * d)}", (scale / (a + (n - 1) * d)).ToString()];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var terms = values[0].Split(", ").Select(ExpressionReader.ReadNumber).ToArray();
        if (terms is not [{ IsZero: false } first, { IsZero: false } second, { IsZero: false } third])
            return null;
        if (ExpressionReader.ReadNumber(values[1]) is not { IsZero: false } term)
            return null;
        Fraction a = 1 / first, d = 1 / second - a;
        if (d.IsZero || 1 / third - 1 / second != d)
            return null;
        Fraction n = (1 / term - a) / d + 1;
        if (!n.IsInteger || n.CompareTo(4) < 0 || Progressions.HasZero(a, d, n))
            return null;
        return new(AnswerKind.Value, $"n = {n}",
            [
                $"The reciprocals ${a}, {1 / second}, {1 / third}$ are in arithmetic progression with the difference $d = {d}$",
                $"The reciprocal of the given term is ${1 / term}$",
                $@"So ${a} + (n - 1) \cdot {d.Bracketed()} = {1 / term}$",
                $"Then $n - 1 = {Progressions.Ratio(1 / term, a, d)} = {n - 1}$",
                $"So $n = {n}$",
            ],
            Slip.Careless($"The number is $n = {Progressions.Ratio(1 / term, a, d)} = {n - 1}$", $"n = {n - 1}"),
            Slip.Careless($"Counting both ends gives $n = {n + 1}$", $"n = {n + 1}"),
            (1 / term + a) / d is { IsInteger: true, Sign: > 0 } turned
                ? Slip.Sign($"Then $n - 1 = {Progressions.Ratio(1 / term, -a, d)} = {turned}$", $"n = {turned + 1}") : null,
            (term - first) / (second - first) is { IsInteger: true } even
                ? new($"The terms themselves have the difference ${second - first}$, so $n - 1 = {even}$", $"n = {even + 1}") : null,
            (1 / term).IsInteger ? new($"The given term is $\\frac{{1}}{{n}}$, so $n = {1 / term}$", $"n = {1 / term}") : null);
    }
}
