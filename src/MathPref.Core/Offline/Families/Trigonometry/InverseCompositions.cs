using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>A trigonometric function of an inverse one, or of twice that.</summary>
internal sealed partial class InverseComposition() : ProblemFamily("inverse-trig-composition", ["Inverse Trigonometric Functions"],
[
    "Simplify $<e0>$ to a number without inverse functions.",
    "Find the number $<e0>$ by means of the unit circle.",
    "Write $<e0>$ without trigonometric functions.",
    "Which number is $<e0>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string[] pair = rng.Several(2, "sin", "cos", "tan");
        bool doubled = level.Number >= 4 || (level.Number == 3 && rng.Percent(30));
        int bottom = rng.Next(3, level.Of(9, 12, 20, 20, 25)), top = rng.Next(1, bottom - 1);
        Fraction value = new(level.Number > 1 && rng.Percent(50) ? -top : top, bottom);
        if (pair[0] == "tan" && rng.Percent(50))
            value = 1 / value;
        Surd under = new(value, 1);
        if (level.Number == 5 && pair[0] == "tan")
            under = new(value, rng.Pick(2, 3, 5));
        string inner = $@"{(doubled ? "2" : "")}\arc{pair[0]}\left({under}\right)";
        return [$@"\{(doubled ? rng.Pick("sin", "cos", "tan") : pair[1])}\left({inner}\right)"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Composition().Match(values[0]) is not { Success: true } match
            || RootSum.ReadSurd(match.Groups["value"].Value) is not { Factor.IsZero: false } value)
            return null;
        string outer = match.Groups["outer"].Value, inner = match.Groups["inner"].Value;
        bool negative = value.Factor.Sign < 0;
        // Principal values lie in the first quadrant, or else in the fourth; those of the arccosine in the second.
        int quadrant = negative ? inner == "cos" ? 1 : 3 : 0;
        if ((!match.Groups["two"].Success && outer == inner) || Angles.FromRatio(inner, value, quadrant) is not var (sine, cosine))
            return null;
        RootSum s = sine, c = cosine;
        string place = $"Let $u = \\arc{inner}\\left({value}\\right)$, so that $\\{inner} u = {value}$ and $u$ lies in " +
            $"the {Angles.Quadrants[quadrant]} quadrant";
        string both = $@"From $\sin^2 u + \cos^2 u = 1$ it follows that $\sin u = {s}$ and $\cos u = {c}$";
        if (!match.Groups["two"].Success)
        {
            var answer = Angles.Ratio(outer, s, c)!;
            RootSum one = 1;
            return new(AnswerKind.Value, answer.ToString(),
                [place, both, outer == "tan" ? $@"Hence $\tan u = \frac{{\sin u}}{{\cos u}} = {answer}$"
                    : $@"Hence $\{outer}\left(\arc{inner}\left({value}\right)\right) = \{outer} u = {answer}$"],
                Slip.Sign($@"In this quadrant $\{outer} u = {-answer}$", (-answer).ToString()),
                new($@"The functions undo each other, so the value is ${value}$", value.ToString()),
                inner == "tan" || outer == "tan" || negative ? null
                    : new($@"As sine and cosine add up to $1$, $\{outer} u = {one - value}$", (one - value).ToString()),
                outer == "tan" && c.Over(s) is { } turned ? new($@"Hence $\tan u = \frac{{\cos u}}{{\sin u}} = {turned}$", turned.ToString()) : null,
                inner == "tan" ? new($@"From $\tan u = {value}$ it follows that $\{outer} u = {(outer == "sin" ? c : s)}$", (outer == "sin" ? c : s).ToString())
                    : null);
        }
        RootSum sin2 = 2 * s * c, cos2 = c * c - s * s;
        if (Angles.Ratio(outer, sin2, cos2) is not { } doubled || Angles.Ratio(outer, s, c) is not { } simple)
            return null;
        string rule = outer switch
        {
            "sin" => $@"By the double-angle formula $\sin(2u) = 2\sin u\cos u = {sin2}$",
            "cos" => $@"By the double-angle formula $\cos(2u) = \cos^2 u - \sin^2 u = {cos2}$",
            _ => $@"By the double-angle formulas $\sin(2u) = {sin2}$ and $\cos(2u) = {cos2}$",
        };
        List<string> steps = [place, both, rule];
        if (outer == "tan")
            steps.Add($@"The quotient is $\tan(2u) = {doubled}$");
        return new(AnswerKind.Value, doubled.ToString(), steps,
            new($@"The value is $2\{outer} u = {2 * simple}$", (2 * simple).ToString()),
            Slip.Sign($@"By the double-angle formula $\{outer}(2u) = {-doubled}$", (-doubled).ToString()),
            Slip.Careless($@"The value is $\{outer} u = {simple}$", simple.ToString()),
            outer == "sin" ? Slip.Careless($@"By the double-angle formula $\sin(2u) = \sin u\cos u = {s * c}$", (s * c).ToString()) : null);
    }

    [GeneratedRegex(@"^\\(?<outer>sin|cos|tan)\\left\((?<two>2)?\\arc(?<inner>sin|cos|tan)\\left\((?<value>[^()]{1,40})\\right\)\\right\)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Composition();
}

/// <summary>The inverse function of a function of an angle outside its range.</summary>
internal sealed partial class InverseOfFunction() : ProblemFamily("inverse-of-function", ["Inverse Trigonometric Functions"],
[
    "Simplify $<e0>$ to an angle in radians.",
    "Which angle in radians is $<e0>$?",
    "Reduce $<e0>$ to its principal value in radians.",
    "To which multiple of $\\pi$ is $<e0>$ equal?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        string function = rng.Pick("sin", "cos", "tan");
        while (true)
        {
            int bottom = rng.Next(level.Of(3, 3, 5, 7, 11), level.Of(6, 9, 15, 19, 29));
            int half = level.Number == 1 ? 1 : 2;
            Fraction multiple = new(rng.Next(level.Of(1, 1, -3 * bottom, -6 * bottom, -9 * bottom), level.Of(2, 2, 3, 6, 9) * bottom), bottom);
            string inner = level.Number < 5 ? function : rng.Pick(level.Number == 5 && function != "tan" ? ["sin", "cos"] : new[] { function });
            if (!(half * multiple).IsInteger && (Principal(function, inner, 180 * multiple) is { } value && value != 180 * multiple))
                return [$@"\arc{function}\left(\{inner}\left({Angles.Radians(180 * multiple)}\right)\right)"];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Composition().Match(values[0]) is not { Success: true } match || Angles.Read(match.Groups["angle"].Value) is not { Bits: < 40 } angle)
            return null;
        string outer = match.Groups["outer"].Value, inner = match.Groups["inner"].Value;
        if ((2 * angle / 180).IsInteger || Principal(outer, inner, angle) is not { } answer)
            return null;
        // cos t is sin(90° - t), and the other way round.
        Fraction same = inner == outer ? angle : 90 - angle, turns = Angles.Turn(same), near = turns >= 180 ? turns - 360 : turns;
        string range = outer switch
        {
            "sin" => @"The arcsine takes values from $-\frac{\pi}{2}$ to $\frac{\pi}{2}$",
            "cos" => @"The arccosine takes values from $0$ to $\pi$",
            _ => @"The arctangent takes values between $-\frac{\pi}{2}$ and $\frac{\pi}{2}$",
        };
        List<string> steps = [range];
        if (inner != outer)
            steps.Add($@"As $\{inner} t = \{outer}\left(\frac{{\pi}}{{2}} - t\right)$, the angle ${Angles.Radians(angle)}$ may be replaced by " +
                $@"${Angles.Radians(same)}$");
        steps.Add(outer switch
        {
            "tan" => $@"The tangent has the period $\pi$, so that ${Angles.Radians(same)}$ and ${Angles.Radians(answer)}$ have the same tangent",
            _ when near == same => $"The angle ${Angles.Radians(same)}$ is less than half a turn in size already",
            _ => $@"Whole turns of $2\pi$ do not matter, so ${Angles.Radians(same)}$ may be replaced by ${Angles.Radians(near)}$",
        });
        steps.Add(outer switch
        {
            _ when near == answer || outer == "tan" => $"The angle ${Angles.Radians(answer)}$ is in the range, so it is the principal value",
            "sin" => $@"As $\sin(\pi - t) = \sin t$, it has the sine of ${Angles.Radians(answer)}$, which is in the range",
            _ => $@"The cosine is even, so it has the cosine of ${Angles.Radians(answer)}$, which is in the range",
        });
        if (steps.Count < 3)
            return null;
        return new(AnswerKind.Value, Angles.Radians(answer), steps,
            answer == same ? null : new("The functions undo each other, so the angle stays as it is", Angles.Radians(angle)),
            Slip.Sign($"The principal value is ${Angles.Radians(-answer)}$", Angles.Radians(-answer)),
            new(outer == "cos" ? $"An angle and its supplement have the same cosine, so the value is ${Angles.Radians(180 - answer)}$"
                : $"Half a turn further lies the angle ${Angles.Radians(180 + answer)}$, which has the same {(outer == "sin" ? "sine" : "tangent")}",
                Angles.Radians(outer == "cos" ? 180 - answer : 180 + answer)),
            near == same || near == answer ? null : Slip.Careless($"Whole turns are taken off, which leaves ${Angles.Radians(near)}$", Angles.Radians(near)));
    }

    private static Fraction? Principal(string outer, string inner, Fraction angle)
    {
        if (inner != outer && (outer == "tan" || inner == "tan"))
            return null;
        Fraction same = inner == outer ? angle : 90 - angle, turned = Angles.Turn(same), near = turned >= 180 ? turned - 360 : turned;
        return outer switch
        {
            "cos" => near.Abs(),
            "sin" => near > 90 ? 180 - near : near < -90 ? -180 - near : near,
            _ => near > 90 ? near - 180 : near < -90 ? near + 180 : near,
        };
    }

    [GeneratedRegex(@"^\\arc(?<outer>sin|cos|tan)\\left\(\\(?<inner>sin|cos|tan)\\left\((?<angle>[^()]{1,40})\\right\)\\right\)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Composition();
}

/// <summary>Where arcsin(ax + b) is defined.</summary>
internal sealed partial class InverseDomain() : ProblemFamily("inverse-trig-domain", ["Inverse Trigonometric Functions"],
[
    "What is the domain of $f(x) = <e0>$? Give it as an interval.",
    "Find the domain of the function $f(x) = <e0>$ in interval notation.",
    "For which real $x$ is $f(x) = <e0>$ defined? State the interval.",
    "Determine the largest interval on which $f(x) = <e0>$ is defined.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(4, 6, 9, 12, 15);
        Fraction a = level.Number < 2 ? rng.Pick(1, 1, 2, 3) : rng.NonZero(-most, most), b = rng.NonZero(-most, most);
        var inner = Polynomial.Linear(a, b);
        int under = rng.Next(2, level.Of(2, 2, 9, 12, 15)), lift = rng.NonZero(-9, 9), factor = rng.Next(2, 9);
        string argument = level.Number < 4 ? inner.ToString() : $@"\frac{{{inner}}}{{{under}}}";
        string function = $@"\{rng.Pick("arcsin", "arccos")}\left({argument}\right)";
        return [level.Number switch { < 3 => function, 3 => Tex.Times(rng.Pick(1, factor), function), 4 => Tex.Times(factor, function), _ =>
            Tex.Sum((factor, function), (lift, "")) }];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Inverse().Match(values[0]) is not { Success: true } inverse
            || ExpressionReader.ReadPolynomial(inverse.Groups["argument"].Value) is not { } argument || !argument.IsIn('x', 1)
            || ExpressionReader.ReadPolynomial(values[0][..inverse.Index] + "y" + values[0][(inverse.Index + inverse.Length)..]) is not { } outer
                || !outer.IsIn('y', 1))
            return null;
        Fraction a = argument["x"], b = argument[""];
        if (a.Bits > 30 || b.Bits > 30)
            return null;
        string name = inverse.Groups["function"].Value;
        Fraction low = (-1 - b) / a, high = (1 - b) / a;
        return new(AnswerKind.Interval, Interval(low, high),
            [
                $@"Sines and cosines lie between $-1$ and $1$, so $\{name}$ is defined just there, both ends included",
                $@"The condition is $-1 \le {inverse.Groups["argument"].Value} \le 1$",
                b.IsZero ? $@"There is no constant to bring to the other sides of ${Tex.Times(a, "x")}$"
                    : $"{(b.Sign < 0 ? $"Adding ${-b}$" : $"Subtracting ${b}$")} gives ${-1 - b} " + $@"\le {Tex.Times(a, "x")} \le {1 - b}$",
                a.Sign < 0 ? $@"Division by ${a}$ turns the signs round, so ${high} \le x \le {low}$" : a == 1 ? "This is the condition for $x$ itself"
                    : $@"Division by ${a}$ gives ${low} \le x \le {high}$",
            ],
            Slip.Sign($@"Bringing ${b}$ to the other side gives ${b - 1} \le {Tex.Times(a, "x")} \le {b + 1}$", Interval(-low, -high)),
            new($@"The condition is $0 \le {inverse.Groups["argument"].Value} \le 1$", Interval(-b / a, high)),
            new("The argument must lie strictly between the bounds, so the ends do not belong to the domain",
                $"({(low < high ? low : high)}, {(low < high ? high : low)})"),
            b.IsZero ? null : Slip.Careless($@"The condition is $-1 \le {Tex.Times(a, "x")} \le 1$", Interval(-1 / a, 1 / a)),
            a.Abs() == 1 ? null : Slip.Careless($@"The condition is $-1 \le {Tex.Sum((1, "x"), (b, ""))} \le 1$", Interval(-1 - b, 1 - b)));
    }

    private static string Interval(Fraction one, Fraction other) => one < other ? $"[{one}, {other}]" : $"[{other}, {one}]";

    [GeneratedRegex(@"\\(?<function>arcsin|arccos)\\left\((?<argument>[^()]{1,60})\\right\)", RegexOptions.CultureInvariant)]
    private static partial Regex Inverse();
}
