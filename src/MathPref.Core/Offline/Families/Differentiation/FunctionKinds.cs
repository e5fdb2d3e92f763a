using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Differentiation;

/// <summary>Even, odd or neither.</summary>
internal sealed partial class FunctionParity() : ProblemFamily("function-parity", ["Function Theory"],
[
    "Is the function $f(x) = <e0>$ even, odd or neither?",
    "Decide whether $f(x) = <e0>$ is even, odd or neither.",
    "Compare $f(-x)$ with $f(x)$ for $f(x) = <e0>$: is the function even, odd or neither?",
    "Which is true of $f(x) = <e0>$: is it even, odd or neither?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int terms = level.Of(2, 2, 2, 3, 3), power = rng.Next(0, 1);
        Polynomial Some(int count, int parity)
        {
            Polynomial p = 0;
            foreach (int n in rng.Several(count, Enumerable.Range(0, level.Of(3, 3, 3, 4, 5)).Select(i => 2 * i + parity)))
                p += Polynomial.Term(rng.NonZero(-9, 9), new string('x', n));
            return p;
        }
        var top = Some(terms, power);
        // A term of the other kind spoils it.
        if (rng.Percent(30))
            top += Polynomial.Term(rng.NonZero(-9, 9), new string('x', 3 - power));
        if (level.Number < 3)
            return [top.ToString()];
        string k = Tex.Times(rng.Next(1, 9), "x");
        return [rng.Next(1, 3) switch
        {
            1 => Formulas.Times(top, $@"\sin({k})"),
            2 => Formulas.Times(top, $@"\cos({k})"),
            _ => Tex.Over(top, (Polynomial.InX(rng.Next(1, 9), 0, rng.Next(1, 9)) * (rng.Percent(50) ? 1 : Polynomial.Term(1, "x"))).ToString()),
        }];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[0]) is not { Success: true } match || Formulas.Read(match.Groups["p"].Value, 12) is not { Degree: > 0 } p)
            return null;
        Polynomial q = 1;
        if (match.Groups["q"].Success)
        {
            if (Formulas.Read(match.Groups["q"].Value, 12) is not { Degree: > 0 } bottom)
                return null;
            q = bottom;
        }
        string name = match.Groups["f"].Value;
        bool isSine = name == "sin";
        string k = match.Groups["k"].Value, mirroredFactor = isSine ? $@"(-\sin({k}))" : $@"\cos({k})";
        // f(-x)/f(x) is 1 or -1 for all x, or neither; that of p is 0 where it is neither.
        Polynomial mirror = Mirror(p), other = Mirror(q);
        bool isEven, isOdd;
        string mirrored;
        if (name.Length > 0)
        {
            isEven = isSine ? (mirror + p).IsZero : (mirror - p).IsZero;
            isOdd = isSine ? (mirror - p).IsZero : (mirror + p).IsZero;
            mirrored = $@"{Formulas.AsFactor(mirror)} \cdot {mirroredFactor}";
        }
        else
        {
            isEven = (mirror * q - p * other).IsZero;
            isOdd = (mirror * q + p * other).IsZero;
            mirrored = q.Constant is null ? Tex.Over(mirror, other.ToString()) : mirror.ToString();
        }
        string answer = isEven ? "even" : isOdd ? "odd" : "neither";
        string Word(string word) => $@"\text{{{word}}}";
        return new(AnswerKind.Word, Word(answer),
            [
                $"Put $-x$ for $x$: odd powers of $x$ change their sign"
                    + $"{(name.Length == 0 ? "" : isSine ? ", and so does the sine" : ", but the cosine does not")}",
                $"This gives $f(-x) = {mirrored}$",
                isEven ? "This is $f(x)$ for every $x$" : isOdd ? "This is $-f(x)$ for every $x$" : "This is neither $f(x)$ nor $-f(x)$ for every $x$",
                answer == "neither" ? "So the function is neither even nor odd" : $"So the function is {answer}",
            ],
            new($"The sign {(answer == "even" ? "changes, so the function is odd" : "does not change, so the function is even")}",
                Word(answer == "even" ? "odd" : "even")),
            answer == "neither" ? Slip.Careless("The odd powers change their sign, so the function is odd", Word("odd"))
                : Slip.Careless("The terms are of different kinds, so the function is neither", Word("neither")),
            answer == "odd" ? Slip.Sign("Two changes of sign make the function even", Word("even")) : null);
    }

    private static Polynomial Mirror(Polynomial p) =>
        p.Terms.Aggregate((Polynomial)0, (sum, t) => sum + Polynomial.Term(t.Key.Length % 2 == 0 ? t.Value : -t.Value, t.Key));

    [GeneratedRegex(@"^(?:\\frac\{(?<p>[^{}]+)\}\{(?<q>[^{}]+)\}|(?<p>[^\\]+)\\(?<f>sin|cos)\((?<k>[0-9]{0,3}x)\)|(?<p>[^\\]+))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The number of injective or surjective functions between finite sets with a condition on one value.</summary>
internal sealed class FunctionCount() : ProblemFamily("function-count", ["Function Theory"],
[
    @"How many <w0> functions $f \colon \{1, \dots, <n1>\} \to \{1, \dots, <n2>\}$ satisfy $f(<n3>) <e4> <n5>$?",
    @"Count the <w0> functions $f \colon \{1, \dots, <n1>\} \to \{1, \dots, <n2>\}$ with $f(<n3>) <e4> <n5>$.",
    @"Find the number of <w0> functions from $\{1, \dots, <n1>\}$ to $\{1, \dots, <n2>\}$ for which $f(<n3>) <e4> <n5>$.",
    @"Determine how many maps from $\{1, \dots, <n1>\}$ to $\{1, \dots, <n2>\}$ are <w0> and have $f(<n3>) <e4> <n5>$.",
])
{
    private static readonly string[] s_relations = ["=", @"\ne", @"\le", @"\ge"];

    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            bool isInjective = level.Number < 3 || rng.Percent(50);
            int n = isInjective ? rng.Next(level.Of(3, 3, 4, 5, 6), level.Of(5, 6, 7, 7, 7)) : rng.Next(3, level.Of(3, 3, 4, 4, 5));
            int m = isInjective ? rng.Next(3, Math.Min(n, level.Of(3, 3, 4, 5, 5))) : rng.Next(Math.Max(n, 4), level.Of(4, 4, 6, 6, 6)), b = rng.Next(1, n);
            string relation = level.Number == 1 ? "=" : rng.Pick(s_relations);
            if (Allowed(relation, b, n) < n)
                return [isInjective ? "injective" : "surjective", Tex.Text(m), Tex.Text(n), Tex.Text(rng.Next(1, m)), relation, Tex.Text(b)];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (values[0] is not ("injective" or "surjective") || Formulas.Whole(values[1], 20) is not { } m || Formulas.Whole(values[2], 20) is not { } n
            || Formulas.Whole(values[3], 20) is not { } at || Formulas.Whole(values[5], 20) is not { } b || !s_relations.Contains(values[4])
            || m < 2 || n < 2 || at < 1 || at > m || b < 1 || b > n)
            return null;
        int allowed = Allowed(values[4], b, n);
        bool isInjective = values[0] == "injective";
        if (isInjective ? m > n : n > m)
            return null;
        string condition = $"Of the ${n}$ values, ${allowed}$ {(allowed == 1 ? "is" : "are")} allowed for $f({at})$ by the condition $f({at}) {values[4]} {b}$";
        if (isInjective)
        {
            Fraction rest = Enumerable.Range(1, m - 1).Aggregate((Fraction)1, (product, i) => product * (n - i)), free = ((Fraction)(n - 1)).Pow(m - 1);
            string factors = string.Join(@" \cdot ", Enumerable.Range(1, m - 1).Select(i => Tex.Text(n - i)));
            return new(AnswerKind.Value, (allowed * rest).ToString(),
                [
                    "An injective function takes no value twice",
                    condition,
                    $"After that the other {(m == 2 ? "number has" : "numbers have")} ${factors}{(m == 2 ? "" : $" = {rest}")}$ "
                        + $"{(rest == 1 ? "possibility" : "possibilities")}, as each value used is gone",
                    $@"In all there are ${(allowed == 1 ? "" : $@"{allowed} \cdot {rest} = ")}{allowed * rest}$ such functions",
                ],
                new($@"The other numbers have ${Formulas.Power(Tex.Text(n - 1), m - 1)} = {free}$ possibilities", (allowed * free).ToString()),
                Slip.Careless($@"In all there are ${n} \cdot {rest} = {n * rest}$ such functions", (n * rest).ToString()),
                allowed == 1 ? null : Slip.Careless($"Of the ${n}$ values, ${allowed - 1}$ {(allowed == 2 ? "is" : "are")} allowed",
                    ((allowed - 1) * rest).ToString()),
                new($"Each of the other numbers has ${n}$ possibilities", (allowed * ((Fraction)n).Pow(m - 1)).ToString()));
        }
        var terms = Enumerable.Range(0, n).Select(j => (Factor: (j % 2 == 0 ? 1 : -1) * Binomial(n, j), Of: Formulas.Power(Tex.Text(n - j), m))).ToList();
        Fraction all = Enumerable.Range(0, n).Aggregate((Fraction)0, (sum, j) => sum + (j % 2 == 0 ? 1 : -1) * Binomial(n, j) * ((Fraction)(n - j)).Pow(m));
        string sum = string.Concat(terms.Select((t, i) => (i == 0 ? "" : t.Factor.Sign < 0 ? " - " : " + ")
            + (t.Factor.Abs() == 1 ? t.Of : $@"{t.Factor.Abs()} \cdot {t.Of}")));
        Fraction each = all / n, total = ((Fraction)n).Pow(m - 1);
        return new(AnswerKind.Value, (allowed * each).ToString(),
            [
                "A surjective function takes every value at least once",
                $"By inclusion and exclusion there are ${sum} = {all}$ surjective functions without the condition",
                $"By symmetry each of the ${n}$ values is $f({at})$ for ${all} / {n} = {each}$ of them",
                condition,
                $@"In all there are ${(allowed == 1 ? "" : $@"{allowed} \cdot {each} = ")}{allowed * each}$ such functions",
            ],
            new($@"There are ${Formulas.Power(Tex.Text(n), m)}$ such functions without the condition,"
                + $@" of which ${(allowed == 1 ? "" : $@"{allowed} \cdot ")}{total}$ satisfy it", (allowed * total).ToString()),
            Slip.Careless($"In all there are ${all}$ such functions", all.ToString()),
            allowed == 1 ? null : Slip.Careless($"Of the ${n}$ values, ${allowed - 1}$ {(allowed == 2 ? "is" : "are")} allowed",
                ((allowed - 1) * each).ToString()),
            Slip.Sign($"By inclusion and exclusion there are ${sum.Replace(" - ", " + ", StringComparison.Ordinal)}$ functions without the condition",
                (allowed * Enumerable.Range(0, n).Aggregate((Fraction)0, (s, j) => s + Binomial(n, j) * ((Fraction)(n - j)).Pow(m)) / n).ToString()));
    }

    /// <summary>How many of the values from 1 to n stand in that relation to b.</summary>
    private static int Allowed(string relation, int b, int n) => relation switch { "=" => 1, @"\ne" => n - 1, @"\le" => b, _ => n - b + 1 };

    private static Fraction Binomial(int n, int k) => Enumerable.Range(1, k).Aggregate((Fraction)1, (product, i) => product * (n - k + i) / i);
}
