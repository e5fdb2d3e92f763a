using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Discrete;

/// <summary>A recurrence of order 2 with constant coefficients, as it is written: <c>2a_{n-1} - a_{n-2} + 3</c>.</summary>
internal static partial class Recurrence
{
    public static string Text(int p, int q, int r = 0) => Tex.Sum((p, "a_{n-1}"), (q, "a_{n-2}"), (r, ""));

    /// <summary>The coefficients, each from -99 to 99, neither of the first two 0.</summary>
    public static (int P, int Q, int R)? Read(string text)
    {
        if (Form().Match(text) is not { Success: true } form)
            return null;
        int Number(string name) => form.Groups[name].Value.Replace(" ", "", StringComparison.Ordinal) switch
        {
            "" or "+" => 1,
            "-" => -1,
            var digits => Blank.Whole(digits, -99, 99) ?? 0,
        };
        var (p, q, r) = (Number("p"), Number("q"), form.Groups["r"].Success ? Number("r") : 0);
        return p == 0 || q == 0 ? null : (p, q, r);
    }

    [GeneratedRegex(@"^(?<p>-?[0-9]{0,2})a_\{n-1\} (?<q>[+-] [0-9]{0,2})a_\{n-2\}(?: (?<r>[+-] [0-9]{1,2}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>A term of a sequence that is given by a recurrence.</summary>
internal sealed class LinearRecurrence() : ProblemFamily("linear-recurrence", ["Discrete Mathematics"],
[
    @"A sequence has $a_1 = <n0>$, $a_2 = <n1>$ and $a_n = <e2>$ for $n \ge 3$. Find $a_{<n3>}$.",
    @"Let $a_1 = <n0>$, $a_2 = <n1>$ and $a_n = <e2>$ for all $n \ge 3$. What is the value of $a_{<n3>}$?",
    @"Compute $a_{<n3>}$ for the recurrence $a_n = <e2>$ with $a_1 = <n0>$ and $a_2 = <n1>$.",
    @"The terms of a sequence satisfy $a_n = <e2>$; it starts with $a_1 = <n0>$ and $a_2 = <n1>$. Determine $a_{<n3>}$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int size = level.Of(1, 2, 3, 3, 4);
        int p = level.Number == 1 ? rng.Next(1, 2) : rng.NonZero(level.Number < 3 ? 1 : -size, size);
        int q = level.Number == 1 ? 1 : rng.NonZero(level.Number < 3 ? 1 : -size, size);
        return
        [
            Tex.Text(rng.Next(level.Number < 3 ? 1 : -4, 6)), Tex.Text(rng.Next(1, 8)), Recurrence.Text(p, q, level.Number < 4 ? 0 : rng.NonZero(-5, 5)),
            Tex.Text(level.Of(4, 5, rng.Next(5, 6), rng.Next(6, 7), rng.Next(7, 8))),
        ];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Recurrence.Read(values[2]) is not var (p, q, r) || Blank.Whole(values[0], -99, 99) is not { } first ||
            Blank.Whole(values[1], -99, 99) is not { } second ||
            Blank.Whole(values[3], 4, 9) is not { } last)
            return null;
        Fraction[] Terms(Fraction p, Fraction q, Fraction r, int count)
        {
            List<Fraction> terms = [first, second];
            while (terms.Count < count)
                terms.Add(p * terms[^1] + q * terms[^2] + r);
            return [.. terms];
        }
        var right = Terms(p, q, r, last + 1);
        string Line(int n) => $"$a_{{{n}}} = {Tex.Sum((p, $"a_{{{n - 1}}}"), (q, $"a_{{{n - 2}}}"), (r, ""))} = {right[n - 1]}$";
        Slip With(string step, Fraction[] terms) => new(step, terms[last - 1].ToString());
        string between = string.Join(", ", Enumerable.Range(4, last - 4).Select(n => $"$a_{{{n}}} = {right[n - 1]}$"));
        return new(AnswerKind.Value, right[last - 1].ToString(),
            [
                $"Each term follows from the two before it: {Line(3)}",
                last == 4 ? $"The term asked for needs $a_3 = {right[2]}$ and $a_2 = {second}$" : $"In the same way {between}",
                $"The last step is {Line(last)}",
            ],
            With($"Each term is ${Recurrence.Text(q, p, r)}$", Terms(q, p, r, last)),
            With($"Each term is ${Recurrence.Text(p, -q, r)}$", Terms(p, -q, r, last)) with { Kind = SlipKind.Sign },
            Slip.Careless($"One term too many is counted, which gives ${right[last]}$", right[last].ToString()),
            r == 0 ? Slip.Careless($"The answer is $a_{{{last - 1}}} = {right[last - 2]}$", right[last - 2].ToString())
                : With($"Each term is ${Recurrence.Text(p, q)}$", Terms(p, q, 0, last)) with { Kind = SlipKind.Careless });
    }
}

/// <summary>The closed formula of a recurrence whose characteristic equation has two whole roots.</summary>
internal sealed class RecurrenceFormula() : ProblemFamily("recurrence-formula", ["Discrete Mathematics"],
[
    @"Solve the recurrence $a_n = <e0>$ for $n \ge 2$ with $a_0 = <n1>$ and $a_1 = <n2>$: find a formula for $a_n$ in terms of $n$.",
    @"Find a closed formula for $a_n$ if $a_0 = <n1>$, $a_1 = <n2>$ and $a_n = <e0>$ for $n \ge 2$.",
    @"A sequence begins with $a_0 = <n1>$ and $a_1 = <n2>$, and $a_n = <e0>$ for $n \ge 2$. Which formula in $n$ gives $a_n$?",
    @"Give $a_n$ as a function of $n$, where $a_0 = <n1>$, $a_1 = <n2>$ and $a_n = <e0>$ for $n \ge 2$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(3, 4, 6, 7, 9);
        var roots = rng.Several(2, Enumerable.Range(2, most - 1));
        if (level.Number > 3)
            roots[1] = -roots[1];
        int size = level.Of(2, 3, 5, 5, 7), c = rng.NonZero(level.Number == 1 ? 1 : -size, size), d = rng.NonZero(level.Number == 1 ? 1 : -size, size);
        return [Recurrence.Text(roots[0] + roots[1], -roots[0] * roots[1]), Tex.Text(c + d), Tex.Text(c * roots[0] + d * roots[1])];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Recurrence.Read(values[0]) is not var (p, q, constant) || constant != 0 || Blank.Whole(values[1], -9999, 9999) is not { } start ||
            Blank.Whole(values[2], -9999, 9999) is not { } next || !new Fraction(p * p + 4 * q, 1).TryRoot(2, out var root) || root.IsZero)
            return null;
        Fraction s = (p + root) / 2, t = (p - root) / 2, c = (next - start * t) / (s - t), d = start - c;
        if (s == 1 || t == 1 || s == -1 || t == -1 || c.IsZero || d.IsZero || !s.IsInteger)
            return null;
        string Powers(Fraction first, Fraction second) => Tex.Sum(Term(first, s), Term(second, t));
        string answer = Powers(c, d);
        Fraction minus = -s, other = -t;
        return new(AnswerKind.Expression, answer,
            [
                $"The characteristic equation is $x^2 = {Tex.Sum((p, "x"), (q, ""))}$",
                $"Its solutions are $x = {s}$ and $x = {t}$, so $a_n = C \\cdot {Base(s)}^n + D \\cdot {Base(t)}^n$",
                $"From $a_0 = {start}$ and $a_1 = {next}$ follow $C + D = {start}$ and ${Tex.Sum((s, "C"), (t, "D"))} = {next}$",
                $"This gives $C = {c}$ and $D = {d}$",
                $"So $a_n = {answer}$",
            ],
            new($"This gives $C = {d}$ and $D = {c}$", Powers(d, c)),
            Slip.Sign($"The solutions of the characteristic equation are $x = {minus}$ and $x = {other}$", Tex.Sum(Term(c, minus), Term(d, other))),
            new($"Both constants are $1$, so $a_n = {Powers(1, 1)}$", Powers(1, 1)),
            Slip.Sign($"This gives $C = {c}$ and $D = {-d}$", Powers(c, -d)));
    }

    private static string Base(Fraction number) => number.Bracketed();

    private static (Fraction Factor, string Of) Term(Fraction factor, Fraction of) =>
        (factor.Sign, (factor.Abs() == 1 ? "" : $@"{factor.Abs()} \cdot ") + $"{Base(of)}^n");
}
