using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>A multiple of f'/f.</summary>
internal sealed class LogarithmicIntegral() : ProblemFamily("logarithmic-integral", ["Integration", "Integral Calculus"],
[
    @"Evaluate $\int_{<n2>}^{<n3>} \frac{<0>}{<1>} \, dx$ and give the exact value.",
    @"Compute the exact value of $\int_{<n2>}^{<n3>} \frac{<0>}{<1>} \, dx$.",
    @"What is $\int_{<n2>}^{<n3>} \frac{<0>}{<1>} \, dx$ in terms of a logarithm?",
    @"Express $\int_{<n2>}^{<n3>} \frac{<0>}{<1>} \, dx$ by a natural logarithm.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int degree = level.Of(1, 1, rng.Next(1, 2), 2, rng.Next(2, 3)), from = rng.Next(0, 3);
        Polynomial bottom = Polynomial.Term(rng.Next(1, level.Of(3, 5, 5, 5, 7)), new string('x', degree)) + rng.Next(1, level.Of(6, 9, 12, 12, 20));
        if (degree > 1 && rng.Percent(level.Of(0, 0, 30, 60, 100)))
            bottom += Polynomial.Term(rng.Next(1, 6), "x");
        var top = Integrals.Derivative(bottom) * rng.Next(1, level.Of(3, 4, 4, 5, 5));
        return [(degree == 1 ? rng.Next(1, 9) : top).ToString(), bottom.ToString(), Tex.Text(from), Tex.Text(from + rng.Next(1, level.Of(3, 4, 4, 5, 6)))];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction a = Integrals.Number(values[2]), b = Integrals.Number(values[3]);
        if (Integrals.InX(values[1], 1, 4) is not { } bottom || Integrals.InX(values[0], 0, 3) is not { IsZero: false } top
            || top.Degree != bottom.Degree - 1 || a >= b)
            return null;
        var inner = Integrals.Derivative(bottom);
        var k = top.Terms[0].Value / inner.Terms[0].Value;
        // From 0 on with coefficients that are not negative the denominator keeps its sign; a linear one does where the ends have the same.
        bool keepsSign = bottom.Degree == 1 || (a.Sign >= 0 && bottom.Terms.All(term => term.Value.Sign > 0));
        Fraction low = bottom.At(a), high = bottom.At(b);
        if (!(inner * k).SameAs(top) || !keepsSign || (low * high).Sign <= 0)
            return null;
        var ratio = high / low;
        string answer = Integrals.Logs((k, ratio)), times = k == 1 ? "" : k == -1 ? "-" : k.ToString();
        string logs = $@"\ln {high.Abs()} - \ln {low.Abs()}";
        return new(AnswerKind.Value, answer,
            [
                $"The denominator $f(x) = {bottom}$ has the derivative $f'(x) = {inner}$",
                k == 1 ? "The numerator is this derivative" : $"The numerator is ${k}$ times this derivative",
                $@"As $\ln|f(x)|$ has the derivative $\frac{{f'(x)}}{{f(x)}}$, an antiderivative is ${times}\ln|{bottom}|$",
                $@"At the limits $f({b}) = {high}$ and $f({a}) = {low}$, so the integral is ${(times.Length == 0 ? logs : $@"{times}\left({logs}\right)")}$",
                $"This is ${answer}$",
            ],
            k == 1 ? null : new($@"An antiderivative is $\ln|{bottom}|$, so the integral is ${Integrals.Logs((1, ratio))}$", Integrals.Logs((1, ratio))),
            Slip.Sign($"The lower limit comes first: ${Integrals.Logs((-k, ratio))}$", Integrals.Logs((-k, ratio))),
            low.Abs() == 1 ? null : new($@"A difference of logarithms is the logarithm of the difference: $\ln|{Integrals.Difference(high, low)}|$",
                Integrals.Logs((k, (high - low).Abs()))),
            low.Abs() == 1 ? null : Slip.Careless($"The lower limit contributes nothing, so the integral is ${Integrals.Logs((k, high.Abs()))}$",
                Integrals.Logs((k, high.Abs()))),
            new($"Without the logarithm the integral is ${k * ratio}$", (k * ratio).ToString()));
    }
}

/// <summary>A rational function with two linear factors below the line.</summary>
internal sealed class PartialFractions() : ProblemFamily("integral-by-partial-fractions", ["Integration"],
[
    @"Use partial fractions to evaluate $\int_{<n3>}^{<n4>} \frac{<0>}{(<1>)(<2>)} \, dx$.",
    @"Evaluate $\int_{<n3>}^{<n4>} \frac{<0>}{(<1>)(<2>)} \, dx$ by partial fractions.",
    @"Split the integrand into partial fractions and find $\int_{<n3>}^{<n4>} \frac{<0>}{(<1>)(<2>)} \, dx$.",
    @"What is the exact value of $\int_{<n3>}^{<n4>} \frac{<0>}{(<1>)(<2>)} \, dx$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int from = rng.Next(0, level.Of(1, 2, 3, 4, 5)), to = from + rng.Next(1, level.Of(3, 3, 4, 5, 6));
            Polynomial Factor() => Polynomial.Linear(level.Number == 5 ? rng.Next(1, 3) : 1, rng.Next(-9, 9));
            Polynomial first = Factor(), second = Factor();
            Fraction k = rng.NonZero(level.Of(1, 1, -5, -7, -9), level.Of(3, 5, 5, 7, 9)), m = rng.NonZero(-5, 5);
            var top = level.Number < 3 ? k * (second - first) : k * second + m * first;
            string[] values = [top.ToString(), first.ToString(), second.ToString(), Tex.Text(from), Tex.Text(to)];
            if (!first[""].IsZero && !second[""].IsZero && Work(values) is not null)
                return values;
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction from = Integrals.Number(values[3]), to = Integrals.Number(values[4]);
        if (from >= to || Integrals.InX(values[0], 0, 1) is not { IsZero: false } top || Integrals.InX(values[1], 1, 1) is not { } p
            || Integrals.InX(values[2], 1, 1) is not { } q)
            return null;
        Fraction r = -p[""] / p["x"], s = -q[""] / q["x"];
        if (r == s || (r >= from && r <= to) || (s >= from && s <= to))
            return null;
        Fraction a = top.At(r) / q.At(r), b = top.At(s) / p.At(s), u = p.At(to) / p.At(from), v = q.At(to) / q.At(from), f = a / p["x"], g = b / q["x"];
        if (a.IsZero || b.IsZero || Sum(f, g) is not { } answer || answer == "0")
            return null;
        // With opposite factors it is one logarithm.
        string Sum(Fraction first, Fraction second) => first == -second ? Integrals.Logs((first, u / v)) : Integrals.Logs((first, u), (second, v));
        string Logarithm(Fraction factor, Polynomial of) => Tex.Times(factor, $@"\ln|{of}|");
        string primitive = Tex.Sum((f, $@"\ln|{p}|"), (g, $@"\ln|{q}|"));
        return new(AnswerKind.Value, answer,
            [
                $@"Write $\frac{{{top}}}{{({p})({q})}} = \frac{{A}}{{{p}}} + \frac{{B}}{{{q}}}$, so that ${top} = A({q}) + B({p})$",
                $"For $x = {r}$ this gives $A = {a}$, and for $x = {s}$ it gives $B = {b}$",
                $"An antiderivative is ${primitive}$",
                $@"From ${from}$ to ${to}$ the two logarithms grow by ${Integrals.Logs((1, u))}$ and ${Integrals.Logs((1, v))}$",
                $"The integral is ${answer}$",
            ],
            Slip.Sign($"An antiderivative is ${Tex.Sum((f, $@"\ln|{p}|"), (-g, $@"\ln|{q}|"))}$", Sum(f, -g)),
            new($"The constants are $A = {b}$ and $B = {a}$", Sum(b / p["x"], a / q["x"])),
            Slip.Careless($"An antiderivative is ${Logarithm(f, p)}$, which grows by ${Integrals.Logs((f, u))}$", Integrals.Logs((f, u))),
            Slip.Sign($"Exchanging the limits gives ${Sum(-f, -g)}$", Sum(-f, -g)));
    }
}

/// <summary>Integrals that are differences of arctangents or arcsines.</summary>
internal sealed partial class InverseTrigonometricIntegral() : ProblemFamily("inverse-trigonometric-integral", ["Integral Calculus"],
[
    @"Evaluate $\int_{<e0>}^{<e1>} \frac{<n2>}{<e3>} \, dx$ as a multiple of $\pi$.",
    @"Find the exact value of $\int_{<e0>}^{<e1>} \frac{<n2>}{<e3>} \, dx$ as a multiple of $\pi$.",
    @"What multiple of $\pi$ is the integral $\int_{<e0>}^{<e1>} \frac{<n2>}{<e3>} \, dx$?",
    @"Express $\int_{<e0>}^{<e1>} \frac{<n2>}{<e3>} \, dx$ as a multiple of $\pi$.",
])
{
    private static readonly Fraction s_half = new(1, 2);

    private static readonly (Surd Value, Fraction Angle)[] s_tangents =
        [(new(0, 1), 0), (new(1, 1), new(1, 4)), (new(1, 3), new(1, 3)), (new(new(1, 3), 3), new(1, 6))];

    private static readonly (Surd Value, Fraction Angle)[] s_sines =
        [(new(0, 1), 0), (new(new(1, 2), 1), new(1, 6)), (new(new(1, 2), 2), new(1, 4)), (new(new(1, 2), 3), new(1, 3))];

    protected override string[] Draw(Rng rng, Level level)
    {
        bool isSine = rng.Percent(level.Of(0, 30, 50, 50, 50));
        var known = Known(isSine);
        int low = level.Of(0, 0, rng.Next(-2, 1), rng.Next(-3, 2), rng.NonZero(-3, 2)), high = level.Number == 1 ? 1 : rng.Next(Math.Max(low + 1, 1), 3);
        // The angles are in order but for the last two of the tangents.
        if (!isSine && low == 2)
            high = 3;
        Fraction m = rng.Next(1, level.Of(6, 8, 10, 12, 12));
        Surd At(int i) => m * (i < 0 ? -known[-i].Value : known[i].Value);
        Surd first = At(low), second = At(high);
        if (Angle(known, m, first.ToString()) > Angle(known, m, second.ToString()))
            (first, second) = (second, first);
        return [first.ToString(), second.ToString(), Tex.Text(rng.Next(1, level.Of(6, 9, 12, 20, 30))), isSine ? $@"\sqrt{{{m * m} - x^2}}" : $"x^2 + {m * m}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Shape().Match(values[3]) is not { Success: true } match || Integrals.Number(values[2]) is not { Sign: > 0 } k)
            return null;
        bool isSine = match.Groups["s"].Success;
        if (!Integrals.Number(isSine ? match.Groups["s"].Value : match.Groups["t"].Value).TryRoot(2, out var m) || m.IsZero
            || Angle(Known(isSine), m, values[0]) is not { } low || Angle(Known(isSine), m, values[1]) is not { } high || low >= high)
            return null;
        string name = isSine ? "arcsin" : "arctan", over = m == 1 ? "x" : $@"\frac{{x}}{{{m}}}";
        Fraction factor = isSine ? k : k / m, answer = factor * (high - low);
        string Pi(Fraction of) => Tex.Multiple(of, @"\pi");
        string angles = $"{Pi(high)} - {(low.Sign < 0 ? $"({Pi(low)})" : Pi(low))}";
        return new(AnswerKind.Value, Pi(answer),
            [
                isSine ? $@"An antiderivative of $\frac{{1}}{{\sqrt{{a^2 - x^2}}}}$ is $\arcsin\frac{{x}}{{a}}$, and here $a = {m}$"
                    : $@"An antiderivative of $\frac{{1}}{{x^2 + a^2}}$ is $\frac{{1}}{{a}}\arctan\frac{{x}}{{a}}$, and here $a = {m}$",
                $@"So an antiderivative of the integrand is ${Tex.Times(factor, $@"\{name} {over}")}$",
                $@"At the limits the \{name} is ${Pi(high)}$ and ${Pi(low)}$".Replace($@"\{name}", isSine ? "arcsine" : "arctangent", StringComparison.Ordinal),
                $@"The integral is ${(factor == 1 ? angles : Tex.Times(factor, $@"\left({angles}\right)"))} = {Pi(answer)}$",
            ],
            isSine || m == 1 ? null : new($@"An antiderivative is ${Tex.Times(k, $@"\arctan {over}")}$", Pi(k * (high - low))),
            isSine && m != 1 ? new($@"An antiderivative is ${Tex.Times(k / m, $@"\arcsin {over}")}$", Pi(answer / m)) : null,
            Slip.Sign($"The sum of the two angles is ${Pi(high + low)}$", Pi(factor * (high + low))),
            Slip.Careless($"The integral is ${answer}$", answer.ToString()),
            new($"The upper angle is ${Pi(s_half - high)}$", Pi(factor * (s_half - high - low))),
            isSine || m == 1 ? null : Slip.Careless($"Here $a = {m * m}$, which makes the factor ${k / (m * m)}$", Pi(answer / m)));
    }

    private static (Surd Value, Fraction Angle)[] Known(bool isSine) => isSine ? s_sines : s_tangents;

    private static Fraction? Angle((Surd Value, Fraction Angle)[] known, Fraction m, string limit)
    {
        foreach (var (value, angle) in known)
        {
            if ((m * value).ToString() == limit)
                return angle;
            if ((-(m * value)).ToString() == limit)
                return -angle;
        }
        return null;
    }

    [GeneratedRegex(@"^(?:x\^2 \+ (?<t>[0-9]{1,8})|\\sqrt\{(?<s>[0-9]{1,8}) - x\^2\})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
