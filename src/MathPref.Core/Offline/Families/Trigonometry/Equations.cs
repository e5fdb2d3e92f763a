using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>a sin(kx + φ) = b in a full turn.</summary>
internal sealed partial class TrigEquation() : ProblemFamily("trig-equation", ["Trigonometry"],
[
    @"Solve $<e0>$ for $0^\circ \le x < 360^\circ$.",
    @"Find all angles $x$ with $0^\circ \le x < 360^\circ$ for which $<e0>$.",
    @"Which angles $x$ with $0^\circ \le x < 360^\circ$ satisfy $<e0>$?",
    @"Determine all solutions of $<e0>$ in the interval $0^\circ \le x < 360^\circ$.",
])
{
    private const int MaxAngles = 6;

    protected override string[] Draw(Rng rng, Level level)
    {
        string function = rng.Pick("sin", "cos", "tan");
        int angle = 15 * rng.Next(0, 23), k = level.Of(1, 1, rng.Pick(1, 2), 2, 3), step = level.Of(1, 10, 5, 5, 15);
        if (angle % 30 == 15 && angle % 45 != 0)
            angle -= 15;
        if (Angles.Value(function, angle) is not { } value || (k == 3 && function != "tan" && rng.Percent(30)))
            return Draw(rng, level);
        int shift = level.Number == 1 ? 0 : step * rng.Next(-12, 12);
        // So that all solutions are whole numbers of degrees.
        if (k == 2 && (angle - shift) % 2 != 0)
            shift += step;
        int factor = rng.Next(1, level.Of(4, 4, 6, 8, 9));
        string argument = Tex.Sum((k, "x"), (shift, @"^\circ"));
        string left = Tex.Times(factor, $@"\{function}{(argument == "x" ? " x" : $"({argument})")}");
        return [$"{left} = {factor * value}"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Equation().Match(values[0]) is not { Success: true } equation)
            return null;
        string function = equation.Groups["function"].Value;
        string argument = equation.Groups["argument"].Success ? equation.Groups["argument"].Value : "x";
        Fraction? factor = equation.Groups["factor"].Value.Length == 0 ? 1 : ExpressionReader.ReadNumber(equation.Groups["factor"].Value);
        // Written with one letter more, degrees are a factor like any other.
        if (factor is not { Sign: > 0, Bits: < 20 } a || RootSum.Read(equation.Groups["right"].Value) is not { Single.Factor.Bits: < 40 } right
            || ExpressionReader.ReadPolynomial(argument.Replace(@"^\circ", "d", StringComparison.Ordinal)) is not { Degree: 1 } linear
                || linear.Terms.Any(t => t.Key is not ("x" or "d")))
            return null;
        Fraction k = linear["x"], shift = linear["d"];
        var value = right * (1 / a);
        if (!k.IsInteger || k < 1 || k > 3 || shift.Abs() > 360 || !shift.IsInteger)
            return null;
        Fraction[] angles = Angles.Solve(function, value);
        Fraction[] solutions = Solutions(angles, k, shift);
        if (solutions.Length is 0 or > MaxAngles)
            return null;
        bool bare = argument == "x";
        string u = bare ? "x" : "u", where = bare ? "" : $" with $u = {argument}$";
        List<string> steps =
        [
            $@"{(a == 1 ? "The equation is" : $"Division by ${a}$ gives")} $\{function} {u} = {value}${where}",
            $"In a full turn this holds for {Listed(angles, u)}",
        ];
        if (bare)
            steps.Add($@"The interval $0^\circ \le x < 360^\circ$ is one full turn, so these are all solutions");
        else
        {
            steps.Add($@"As $x$ runs through $0^\circ \le x < 360^\circ$, $u$ runs from ${Angles.Degrees(shift)}$ up to but not including " +
                $@"${Angles.Degrees(360 * k + shift)}$, so that {Listed(solutions.Select(x => k * x + shift), "u")}");
            steps.Add($"With $x = {Inverse(k, shift)}$ these become {Listed(solutions, "x")}");
        }
        var other = Angles.Solve(function switch { "sin" => "cos", "cos" => "sin", _ => "cot" }, value);
        return new(AnswerKind.Roots, Written(solutions), steps,
            angles.Length < 2 ? null
                : Slip.Careless($"In a full turn this holds for ${u} = {Angles.Degrees(angles[0])}$ alone", Written(Solutions(angles[..1], k, shift))),
            Slip.Sign($@"In a full turn this holds for {Listed(Angles.Solve(function, -value), u)}",
                Written(Solutions(Angles.Solve(function, -value), k, shift))),
            other.Length == 0 ? null : new($@"In a full turn this holds for {Listed(other, u)}", Written(Solutions(other, k, shift))),
            shift.IsZero ? null : Slip.Sign($"Solving for $x$ gives $x = {Inverse(k, -shift)}$",
                Written(Solutions(angles, k, -shift))),
            k == 1 || (360 * k + shift <= 360) || Below().Length == 0 ? null : Slip.Careless($"Only the angles $u$ below $360^\\circ$ count", Written(Below())),
            angles.Length < 2 || function == "tan" ? null : new($@"A second solution is always $180^\circ - {u}$, so ${u}$ is " +
                $@"${Angles.Degrees(angles[0])}$ or ${Angles.Degrees(Angles.Turn(180 - angles[0]))}$",
                Written(Solutions([angles[0], Angles.Turn(180 - angles[0])], k, shift))),
            angles.Length < 2 || function == "tan" ? null : new($@"A second solution is always $180^\circ + {u}$, so ${u}$ is " +
                $@"${Angles.Degrees(angles[0])}$ or ${Angles.Degrees(Angles.Turn(180 + angles[0]))}$",
                Written(Solutions([angles[0], Angles.Turn(180 + angles[0])], k, shift))));

        Fraction[] Below() => [.. solutions.Where(x => k * x + shift < 360 && (k * x + shift).Sign >= 0)];
    }

    private static Fraction[] Solutions(IEnumerable<Fraction> angles, Fraction k, Fraction shift) =>
    [
        .. angles.SelectMany(_ => Enumerable.Range(-2, 7), (angle, turn) => (angle - shift + 360 * turn) / k).Where(x => x.Sign >= 0
            && x < 360).Distinct().Order(),
    ];

    private static string Inverse(Fraction k, Fraction shift)
    {
        string top = Tex.Sum((1, "u"), (-shift, @"^\circ"));
        return k == 1 ? top : $@"\frac{{{top}}}{{{k}}}";
    }

    private static string Written(IEnumerable<Fraction> angles) => string.Join(@" \text{ or } ", angles.Select(angle => $"x = {Angles.Degrees(angle)}"));

    private static string Listed(IEnumerable<Fraction> angles, string name) =>
        string.Join(", ", angles.Select((angle, i) => i == 0 ? $"${name} = {Angles.Degrees(angle)}$" : $"${Angles.Degrees(angle)}$"));

    [GeneratedRegex(@"^(?<factor>[0-9]{0,4})\\(?<function>sin|cos|tan)(?: x|\((?<argument>[^()=]{1,40})\)) = (?<right>[^=()]{1,40})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Equation();
}

/// <summary>The range of a shifted wave.</summary>
internal sealed class WaveRange() : ProblemFamily("wave-range", ["Trigonometry"],
[
    "What is the range of the function $f(x) = <e0>$?",
    "Between which bounds does the periodic function $f(x) = <e0>$ move? Give its range as an interval.",
    "Determine the range of $f(x) = <e0>$ in interval notation.",
    "State the interval of all values that $f(x) = <e0>$ takes.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction size = level.Number < 4 ? rng.Next(2, level.Of(5, 9, 12, 0, 0)) : new Fraction(rng.Next(1, 15), rng.Next(2, 7));
        Fraction lift = level.Number < 5 ? rng.NonZero(-9, 9) : new Fraction(rng.NonZero(-20, 20), rng.Next(2, 6));
        return [Wave.Text(rng.Pick("sin", "cos"), level.Number > 1 && rng.Percent(50) ? -size : size, Wave.Coefficient(rng, level), level.Number > 2
            ? rng.Next(0, 11) : 0, lift)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Wave.Read(values[0]) is not { Function: "sin" or "cos" } wave)
            return null;
        Fraction size = wave.Factor.Abs(), lift = wave.Lift, shift = wave.Shift / 180;
        string name = wave.Function == "sin" ? "sine" : "cosine";
        return new(AnswerKind.Interval, Interval(lift - size, lift + size),
            [
                $"As the argument runs through all real numbers, the {name} takes just the values from $-1$ to $1$",
                $"With the factor ${wave.Factor}$ the values run from ${-size}$ to ${size}$, as the amplitude is ${size}$",
                lift.IsZero ? "Nothing is added to the wave" : lift.Sign < 0 ? $"Subtracting ${-lift}$ moves all of them down"
                    : $"Adding ${lift}$ moves all of them up",
                $"The least value is ${lift} {Tex.Plus(-size)} = {lift - size}$ and the greatest ${lift} {Tex.Plus(size)} = {lift + size}$",
            ],
            lift.IsZero ? null : new($"The amplitude is ${size}$, so the values lie between ${-size}$ and ${size}$", Interval(-size, size)),
            lift.IsZero ? null : Slip.Sign($"The middle of the wave is at ${-lift}$", Interval(-lift - size, -lift + size)),
            size == 1 ? null : Slip.Careless($"The {name} lies between $-1$ and $1$, so the values lie between ${lift - 1}$ and ${lift + 1}$",
                Interval(lift - 1, lift + 1)),
            new($"The values start from ${lift}$ and reach ${lift + size}$", Interval(lift, lift + size)),
            shift.IsZero ? null : Slip.Careless($"The least value is ${lift} {Tex.Plus(-2 * size)} = {lift - 2 * size}$",
                Interval(lift - 2 * size, lift + size)));
    }

    private static string Interval(Fraction low, Fraction high) => $"[{low}, {high}]";
}

/// <summary>The smallest positive period of a wave.</summary>
internal sealed class WavePeriod() : ProblemFamily("wave-period", ["Trigonometry"],
[
    "What is the period of the function $f(x) = <e0>$?",
    "Find the smallest positive period of $f(x) = <e0>$.",
    "Compute the length of the shortest interval after which $f(x) = <e0>$ repeats itself.",
    "After which least positive number $p$ does $f(x + p) = f(x)$ hold for $f(x) = <e0>$? State $p$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(5, 7, 9, 9, 9);
        Fraction lift = level.Number < 3 ? 0 : rng.NonZero(-most, most), size = rng.Next(2, most);
        string function = rng.Pick(level.Of<string[]>(["sin", "cos"], ["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sin", "cos", "tan"],
            ["sin", "cos", "tan"]));
        return [Wave.Text(function, level.Number > 2 && rng.Percent(50) ? -size : size, Wave.Coefficient(rng, level), level.Number > 3 ? rng.Next(1, 11) : 0,
            lift)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Wave.Read(values[0]) is not { } wave)
            return null;
        bool tangent = wave.Function == "tan";
        string pi = tangent ? @"\pi" : @"2\pi";
        Fraction turns = tangent ? 1 : 2, b = wave.Frequency;
        string Period(Fraction multiple) => wave.InTurns ? (multiple / b).ToString() : Tex.Multiple(multiple / b, @"\pi");
        string frequency = wave.InTurns ? Tex.Multiple(b, @"\pi") : b.ToString();
        return new(AnswerKind.Value, Period(turns),
            [
                $@"The function $\{wave.Function} u$ has the period ${pi}$",
                "A factor before it, a constant added to it and a shift of its argument do not change the period",
                $"In the argument the coefficient of $x$ is ${frequency}$, " + (b.IsOne && !wave.InTurns ? $"so the argument grows by ${pi}$ when $x$ does"
                    : $"so the argument grows by ${pi}$ when $x$ grows by ${pi}$ divided by ${frequency}$"),
                $"The period is ${Period(turns)}$",
            ],
            b.IsOne ? null : new($@"The period is the product of ${frequency}$ and ${pi}$", wave.InTurns ? Tex.Multiple(b * turns, @"\pi^2")
                : Tex.Multiple(b * turns, @"\pi")),
            new($@"The function $\{wave.Function} u$ has the period ${(tangent ? @"2\pi" : @"\pi")}$", Period(3 - turns)),
            Slip.Careless($"The period is also divided by the amplitude ${wave.Factor.Abs()}$", Period(turns / wave.Factor.Abs())),
            Slip.Careless($"The period is that of the function without its factor, ${pi}$", Tex.Multiple(turns, @"\pi")),
            wave.InTurns ? Slip.Careless($@"The period is ${pi}$ divided by ${b}$", Tex.Multiple(turns / b, @"\pi")) : null);
    }
}
