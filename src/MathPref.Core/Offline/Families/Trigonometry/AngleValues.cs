using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>One ratio of an angle from another and the quadrant.</summary>
internal sealed partial class RatioFromRatio() : ProblemFamily("ratio-from-ratio", ["Trigonometric Ratios"],
[
    @"Given that $<e0>$ and that $\theta$ is an angle of the <w1> quadrant, find $<e2>$.",
    @"The angle $\theta$ of the <w1> quadrant has $<e0>$. What is $<e2>$?",
    @"An angle $\theta$ whose terminal side lies in the <w1> quadrant satisfies $<e0>$. Find the exact value of $<e2>$.",
    @"For an angle $\theta$ of the <w1> quadrant, $<e0>$. Determine the trigonometric ratio $<e2>$.",
])
{
    private static readonly (int, int, int)[] s_triples = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29)];

    protected override string[] Draw(Rng rng, Level level)
    {
        int quadrant = rng.Next(0, level.Of(1, 3, 3, 3, 3));
        string[] functions = level.Of<string[]>(["sin", "cos"], ["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sin", "cos", "tan"]);
        string given = rng.Pick(functions), asked;
        do
            asked = rng.Pick(level.Of<string[]>(["sin", "cos"], ["sin", "cos", "tan"], ["sin", "cos", "tan"], ["tan", "cot", "sec", "csc"],
                ["cot", "sec", "csc"]));
        while (asked == given);
        Fraction up = quadrant is 0 or 1 ? 1 : -1, right = quadrant is 0 or 3 ? 1 : -1, sign = given switch { "sin" => up, "cos" => right, _ => up * right };
        Surd size;
        if (level.Number < 3)
        {
            var (a, b, c) = rng.Pick(s_triples);
            size = new Surd(given == "tan" ? new(a, b) : new(rng.Pick(a, b), c), 1);
        }
        else
        {
            int bottom = rng.Next(3, level.Of(0, 0, 16, 12, 12)), top = rng.Next(1, bottom - 1);
            size = new Surd(new(given == "tan" && rng.Percent(50) ? bottom : top, given == "tan" && rng.Percent(50) ? rng.Next(2, 9) : bottom),
                level.Number < 5 ? 1 : rng.Pick(2, 3, 5));
            if (given != "tan" && size.Factor * size.Factor * size.Under >= 1)
                size = new(size.Factor / 3, size.Under);
        }
        return [$@"\{given}\theta = {sign * size}", Angles.Quadrants[quadrant], $@"\{asked}\theta"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Given().Match(values[0]) is not { Success: true } given || Asked().Match(values[2]) is not { Success: true } target
            || RootSum.ReadSurd(given.Groups["value"].Value) is not { } value)
            return null;
        string from = given.Groups["function"].Value, to = target.Groups["function"].Value;
        if (from == to || Angles.FromRatio(from, value, Angles.Quadrant(values[1])) is not var (sine, cosine)
            || Angles.Ratio(to, sine, cosine) is not { } answer)
            return null;
        RootSum s = sine, c = cosine;
        Fraction square = value.Factor * value.Factor * value.Under;
        bool up = sine.Factor.Sign > 0, right = cosine.Factor.Sign > 0;
        string signs = $"In the {values[1]} quadrant the sine is {(up ? "positive" : "negative")} and the cosine {(right ? "positive" : "negative")}";
        List<string> steps = from switch
        {
            "sin" =>
            [
                $@"By $\sin^2\theta + \cos^2\theta = 1$ the square of the cosine is $1 - {square} = {1 - square}$",
                $@"{signs}, so $\cos\theta = {c}$",
            ],
            "cos" =>
            [
                $@"By $\sin^2\theta + \cos^2\theta = 1$ the square of the sine is $1 - {square} = {1 - square}$",
                $@"{signs}, so $\sin\theta = {s}$",
            ],
            _ =>
            [
                $@"By $1 + \tan^2\theta = \frac{{1}}{{\cos^2\theta}}$ the square of the cosine is ${1 / (1 + square)}$",
                $@"{signs}, so $\cos\theta = {c}$",
                $@"Then $\sin\theta = \tan\theta\cos\theta = {s}$",
            ],
        };
        if (from == "tan" && to == "cos")
            steps.RemoveAt(2);
        if (to is not ("sin" or "cos"))
            steps.Add(to switch
            {
                "tan" => $@"By definition $\tan\theta = \frac{{\sin\theta}}{{\cos\theta}} = {answer}$",
                "cot" => $@"By definition $\cot\theta = \frac{{\cos\theta}}{{\sin\theta}} = {answer}$",
                "sec" => $@"By definition $\sec\theta = \frac{{1}}{{\cos\theta}} = {answer}$",
                _ => $@"By definition $\csc\theta = \frac{{1}}{{\sin\theta}} = {answer}$",
            });
        if (steps.Count < 3)
            steps.Insert(0, $@"Sine and cosine of an angle are the coordinates of a point on the unit circle");
        return new(AnswerKind.Value, answer.ToString(), steps,
            Slip.Sign($@"In the {values[1]} quadrant $\{to}\theta$ is {(Sign(answer).Rational == 1 ? "negative" : "positive")}", (-answer).ToString()),
            Rule(),
            from is "tan" || (to is "sin" or "cos") ? null
                : new($@"By definition $\{to}\theta = {((RootSum)1).Over(answer)!}$", ((RootSum)1).Over(answer)!.ToString()),
            from is "sin" && to is "cos" || from is "cos" && to is "sin"
                ? new($@"As sine and cosine add up to $1$, $\{to}\theta = {1 - (RootSum)value}$", (1 - (RootSum)value).ToString())
                : from is "tan" ? new($@"The tangent of $\theta$ has the sine as its numerator and the cosine as its denominator, so $\{to}\theta " +
                    $@"= {Naive()}$", Naive().ToString()) : null,
            to is "sin" or "cos" && from is not "tan"
                ? Slip.Careless($@"With the sign of this quadrant $\{to}\theta = {answer * answer * Sign(answer)}$",
                    (answer * answer * Sign(answer)).ToString())
                : null);

        static RootSum Sign(RootSum of) => of.Single is { Factor.Sign: < 0 } ? -1 : 1;

        // The squares are added instead of subtracted, or the other way round.
        Slip? Rule()
        {
            // A sine or cosine beyond 1 would be seen to be wrong.
            if ((from != "tan" && to is "sin" or "cos") || RootSum.Root(from == "tan" ? (1 - square).Abs() : 1 + square) is not { Factor.IsZero: false } wrong)
                return null;
            RootSum size = from == "tan" ? ((RootSum)1).Over(wrong)! : wrong, other = (from == "cos" ? up : right) ? size : -size;
            var result = from switch { "sin" => Angles.Ratio(to, s, other), "cos" => Angles.Ratio(to, other, c), _ => Angles.Ratio(to, value * other, other) };
            return result is null ? null : new(from == "tan" ? $@"By $1 - \tan^2\theta = \frac{{1}}{{\cos^2\theta}}$ the cosine is ${other}$"
                : $@"The square of the other coordinate is $1 + {square} = {1 + square}$", result.ToString());
        }

        RootSum Naive() => Angles.Ratio(to, new Surd(value.Factor.Numerator, value.Under), (Fraction)value.Factor.Denominator)!;
    }

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan)\\theta = (?<value>[^=]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Given();

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan|cot|sec|csc)\\theta\z", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}

/// <summary>A sum of products of ratios of special angles.</summary>
internal sealed partial class SpecialAngles() : ProblemFamily("special-angles", ["Trigonometric Ratios"],
[
    "What is the exact value of $<e0>$?",
    "Find the exact value of $<e0>$ without a calculator.",
    "Evaluate $<e0>$ exactly with the values of special angles.",
    "Compute $<e0>$ exactly.",
])
{
    private const int MaxRatios = 4;

    protected override string[] Draw(Rng rng, Level level)
    {
        string[] functions = level.Of<string[]>(["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sin", "cos", "tan"], ["sin", "cos", "tan", "cot"],
            ["sin", "cos", "tan", "cot", "sec", "csc"]);
        string One(string power)
        {
            while (true)
            {
                string function = rng.Pick(functions);
                int angle = rng.Pick(30, 45) * rng.Next(level.Of(1, 1, 1, -6, -9), level.Of(2, 6, 12, 18, 24));
                if (Angles.Value(function, angle) is { IsZero: false })
                    return angle < 0 ? $@"\{function}{power}(-{-angle}^\circ)" : $@"\{function}{power} {angle}^\circ";
            }
        }
        int most = level.Of(9, 9, 9, 9, 12);
        // Large enough that a root keeps a factor.
        int least = level.Of(2, 2, 4, 4, 5);
        Fraction first = rng.Next(least, most) * (level.Number > 1 && rng.Percent(50) ? -1 : 1), second = rng.Next(least, most) * (rng.Percent(50) ? -1 : 1);
        return [level.Number switch
        {
            1 => Tex.Sum((first, One(""))),
            2 => Tex.Sum((first, One("")), (second, One(""))),
            3 => Tex.Sum((first, One("")), (second, One(rng.Pick("", "^2")))),
            4 => Tex.Sum((first, $"{One("")} {One("")}"), (second, One(rng.Pick("", "^2")))),
            _ => Tex.Sum((first, $"{One("")} {One("")}"), (second, $"{One("")} {One("^2")}")),
        }];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        List<(string Function, Fraction Angle, RootSum Value)> known = [];
        bool complete = true;
        string With(Func<string, Fraction, RootSum?> of) => Ratio().Replace(values[0], ratio =>
        {
            Fraction angle = (ratio.Groups["minus"].Success ? -1 : 1) * ExpressionReader.ReadNumber(ratio.Groups["angle"].Value)!.Value;
            string function = ratio.Groups["function"].Value;
            if (of(function, angle) is not { } value)
            {
                complete = false;
                return "0";
            }
            if (!known.Exists(k => k.Function == function && k.Angle == angle))
                known.Add((function, angle, value));
            return ratio.Groups["square"].Success ? $"({value})^2" : $"({value})";
        });
        string numbers = With(Angles.Value);
        if (!complete || known.Count is 0 or > MaxRatios || Ratio().Count(values[0]) > MaxRatios || RootSum.Read(numbers) is not { } answer)
            return null;
        List<string> steps = [];
        foreach (var (function, angle, value) in known)
        {
            Fraction turn = Angles.Turn(angle), acute = turn > 270 ? 360 - turn : turn > 180 ? turn - 180 : turn > 90 ? 180 - turn : turn;
            string argument = angle.Sign < 0 ? $"({Angles.Degrees(angle)})" : $" {Angles.Degrees(angle)}";
            steps.Add(acute == angle
                ? $@"At this special angle $\{function}{argument} = {value}$"
                : (angle / 90).IsInteger ? $@"The terminal side of the angle ${Angles.Degrees(angle)}$ lies on an axis, where $\{function}{argument} = {value}$"
                : $@"The reference angle of ${Angles.Degrees(angle)}$ is ${Angles.Degrees(acute)}$; with the sign of its place on the unit circle " +
                    $@"$\{function}{argument} = {value}$");
        }
        if (steps.Count < 2)
            steps.Insert(0, "Values of special angles come from half a square and half an equilateral triangle");
        if (steps.Count < 5)
            steps.Add($"With these values the expression is ${Shown(numbers)}$");
        steps.Add($"Its value is ${answer}$");
        return new(AnswerKind.Value, answer.ToString(), steps,
            Wrong(SlipKind.Sign, "Every value is positive, as it is that of the acute reference angle", (function, angle) =>
                Angles.Value(function, angle) is { } value ? value.ToString()[0] == '-' ? -value : value : null),
            Wrong(SlipKind.Formula, "", (function, angle) => Angles.Value(function switch
            {
                "sin" => "cos", "cos" => "sin", "tan" => "cot", "cot" => "tan", "sec" => "csc", _ => "sec",
            }, angle)),
            known.Exists(k => (k.Angle / 45).IsInteger && k.Value.Rational is null)
                ? Wrong(SlipKind.Careless, @"At $45^\circ$ sine and cosine are $\frac{1}{2}$", (function, angle) => Angles.Value(function, angle) is { } value
                    ? value.Single is { Under: var under } && under == 2 ? value * new Surd(new(1, 2), 2) : value : null)
                : null,
            values[0].Contains("^2", StringComparison.Ordinal) && RootSum.Read(numbers.Replace(")^2", ")", StringComparison.Ordinal)) is { } unsquared
                ? Slip.Careless($"The values add up to ${unsquared}$", unsquared.ToString())
                : null,
            known.TrueForAll(k => k.Function is "sin" or "cos" or "tan" && k.Angle.Sign >= 0 && k.Angle < 90)
                ? Wrong(SlipKind.Formula, "The values change in proportion to the angle", (function, angle) =>
                    function switch { "sin" => angle / 90, "cos" => 1 - angle / 90, _ => angle / 45 })
                : null,
            Wrong(SlipKind.Careless, "", (function, angle) =>
                Angles.Value(function, (angle / 45).IsInteger ? angle : 90 - angle)));

        Slip? Wrong(SlipKind kind, string step, Func<string, Fraction, RootSum?> of)
        {
            complete = true;
            string text = With(of);
            if (!complete || RootSum.Read(text) is not { } value)
                return null;
            if (step.Length == 0 && known.Find(k => of(k.Function, k.Angle)?.SameAs(k.Value) != true) is { Value: not null } k)
            {
                string argument = k.Angle.Sign < 0 ? $"({Angles.Degrees(k.Angle)})" : $" {Angles.Degrees(k.Angle)}";
                step = $@"From the table of special angles $\{k.Function}{argument} = {of(k.Function, k.Angle)}$";
            }
            return step.Length == 0 ? null : new(step, value.ToString(), kind);
        }
    }

    /// <summary>Numbers in brackets only where a sign or a power needs them, with signs of multiplication.</summary>
    private static string Shown(string numbers) => Needless().Replace(Joint().Replace(numbers, @" \cdot ("), number => number.Groups[1].Value);

    [GeneratedRegex(@"\\(?<function>sin|cos|tan|cot|sec|csc)(?<square>\^2)?(?:\((?<minus>-)(?<angle>[0-9]{1,6})\^\\circ\)| (?<angle>[0-9]{1,6})\^\\circ)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Ratio();

    [GeneratedRegex(@"(?<=[0-9})]) ?\(", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\(([^()-][^() ]*)\)(?!\^)", RegexOptions.CultureInvariant)]
    private static partial Regex Needless();
}
