using System.Text.RegularExpressions;
using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>A function of a multiple of an angle of which one ratio is known.</summary>
internal sealed partial class MultipleAngle() : ProblemFamily("multiple-angle", ["Trigonometric Identities"],
[
    @"If $<e0>$ and $\theta$ lies in the <w1> quadrant, what is $<e2>$?",
    @"Use a multiple-angle formula to find $<e2>$, given that $<e0>$ and that $\theta$ lies in the <w1> quadrant.",
    @"Determine the exact value of $<e2>$, where $\theta$ is an angle of the <w1> quadrant with $<e0>$.",
    @"Suppose that $<e0>$ for an angle $\theta$ in the <w1> quadrant. Compute $<e2>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int quadrant = level.Number == 1 ? 0 : rng.Next(0, 3), multiple = level.Of(2, 2, 2, rng.Pick(2, 3), rng.Pick(3, 4));
        string function = rng.Pick(level.Number < 3 || multiple > 2 ? ["sin", "cos"] : new[] { "sin", "cos", "tan" });
        string asked = rng.Pick(multiple == 2 && level.Number > 2 ? ["sin", "cos", "tan"] : new[] { "sin", "cos" });
        Fraction right = quadrant is 0 or 3 ? 1 : -1, up = quadrant is 0 or 1 ? 1 : -1;
        Fraction value = level.Number < 3 ? new(rng.Next(1, 3), rng.Next(4, 9)) : new Fraction(rng.Next(1, level.Of(0, 0, 12, 12, 12)), rng.Next(2, 13));
        if (function != "tan" && value >= 1)
            value = value == 1 ? new(3, 5) : 1 / value;
        return [$@"\{function}\theta = {(function == "sin" ? up : function == "cos" ? right : up * right) * value}", Angles.Quadrants[quadrant],
            $@"\{asked}({multiple}\theta)"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        if (Given().Match(values[0]) is not { Success: true } given || Asked().Match(values[2]) is not { Success: true } asked
            || RootSum.ReadSurd(given.Groups["value"].Value) is not { } value
            || Angles.FromRatio(given.Groups["function"].Value, value, Angles.Quadrant(values[1])) is not var (sine, cosine))
            return null;
        string function = asked.Groups["function"].Value;
        int multiple = asked.Groups["multiple"].Value[0] - '0';
        RootSum s = sine, c = cosine;
        RootSum sin2 = 2 * s * c, cos2 = c * c - s * s;
        if (multiple == 2 && Angles.Ratio(function, sin2, cos2) is { } doubled)
            return Doubled(function, s, c, doubled);
        return (multiple, function) switch
        {
            (3, "sin") => new(AnswerKind.Value, (3 * s - 4 * s * s * s).ToString(),
                [
                    Both(s, c),
                    @"The formula for the threefold angle is $\sin(3\theta) = 3\sin\theta - 4\sin^3\theta$",
                    $@"Here $3\sin\theta = {3 * s}$ and $4\sin^3\theta = {4 * s * s * s}$",
                    $@"The difference is $\sin(3\theta) = {3 * s - 4 * s * s * s}$",
                ],
                Slip.Sign(@"The formula is $\sin(3\theta) = 3\sin\theta + 4\sin^3\theta$", (3 * s + 4 * s * s * s).ToString()),
                new(@"The sine of three times the angle is $3\sin\theta$", (3 * s).ToString()),
                Slip.Careless(@"The formula is $\sin(3\theta) = 3\sin\theta - \sin^3\theta$", (3 * s - s * s * s).ToString())),
            (3, "cos") => new(AnswerKind.Value, (4 * c * c * c - 3 * c).ToString(),
                [
                    Both(s, c),
                    @"The formula for the threefold angle is $\cos(3\theta) = 4\cos^3\theta - 3\cos\theta$",
                    $@"Here $4\cos^3\theta = {4 * c * c * c}$ and $3\cos\theta = {3 * c}$",
                    $@"The difference is $\cos(3\theta) = {4 * c * c * c - 3 * c}$",
                ],
                Slip.Sign(@"The formula is $\cos(3\theta) = 3\cos\theta - 4\cos^3\theta$", (3 * c - 4 * c * c * c).ToString()),
                new(@"The cosine of three times the angle is $3\cos\theta$", (3 * c).ToString()),
                Slip.Careless(@"The formula is $\cos(3\theta) = \cos^3\theta - 3\cos\theta$", (c * c * c - 3 * c).ToString())),
            (4, "sin") => new(AnswerKind.Value, (2 * sin2 * cos2).ToString(),
                [
                    Both(s, c),
                    $@"The double angle has $\sin(2\theta) = 2\sin\theta\cos\theta = {sin2}$",
                    $@"Also $\cos(2\theta) = \cos^2\theta - \sin^2\theta = {cos2}$",
                    @"Doubling once more, $\sin(4\theta) = 2\sin(2\theta)\cos(2\theta)$",
                    $@"This is $2 \cdot {sin2.Bracketed()} \cdot {cos2.Bracketed()} = {2 * sin2 * cos2}$",
                ],
                Slip.Sign(@"The double angle has $\cos(2\theta) = \sin^2\theta - \cos^2\theta$", (-2 * sin2 * cos2).ToString()),
                new(@"The sine of four times the angle is $2\sin(2\theta)$", (2 * sin2).ToString()),
                Slip.Careless(@"Doubling once more, $\sin(4\theta) = \sin(2\theta)\cos(2\theta)$", (sin2 * cos2).ToString())),
            (4, "cos") => new(AnswerKind.Value, (2 * cos2 * cos2 - 1).ToString(),
                [
                    Both(s, c),
                    $@"The double angle has $\cos(2\theta) = \cos^2\theta - \sin^2\theta = {c * c} - {s * s} = {cos2}$",
                    @"Doubling once more, $\cos(4\theta) = 2\cos^2(2\theta) - 1$",
                    $@"This is $2 \cdot {cos2 * cos2} - 1 = {2 * cos2 * cos2 - 1}$",
                ],
                Slip.Sign(@"Doubling once more, $\cos(4\theta) = 1 - 2\cos^2(2\theta)$", (1 - 2 * cos2 * cos2).ToString()),
                new(@"Doubling once more, $\cos(4\theta) = 2\cos(2\theta)$", (2 * cos2).ToString()),
                Slip.Careless(@"Doubling once more, $\cos(4\theta) = \cos^2(2\theta) - 1$", (cos2 * cos2 - 1).ToString())),
            _ => null,
        };
    }

    private static WorkedProblem Doubled(string function, RootSum s, RootSum c, RootSum answer)
    {
        RootSum product = s * c, difference = c * c - s * s;
        return function switch
        {
            "sin" => new(AnswerKind.Value, answer.ToString(),
                [Both(s, c), @"The double-angle formula is $\sin(2\theta) = 2\sin\theta\cos\theta$",
                    $@"This is $2 \cdot {s.Bracketed()} \cdot {c.Bracketed()} = {answer}$"],
                Slip.Sign($@"In this quadrant $\cos\theta = {-c}$", (-answer).ToString()),
                new(@"The sine of twice the angle is $2\sin\theta$", (2 * s).ToString()),
                Slip.Careless(@"The double-angle formula is $\sin(2\theta) = \sin\theta\cos\theta$", product.ToString())),
            "cos" => new(AnswerKind.Value, answer.ToString(),
                [Both(s, c), @"The double-angle formula is $\cos(2\theta) = \cos^2\theta - \sin^2\theta$", $"This is ${c * c} - {s * s} = {answer}$"],
                Slip.Sign(@"The double-angle formula is $\cos(2\theta) = \sin^2\theta - \cos^2\theta$", (-answer).ToString()),
                new(@"The cosine of twice the angle is $2\cos\theta$", (2 * c).ToString()),
                new(@"The double-angle formula is $\cos(2\theta) = 2\cos\theta\sin\theta$", (2 * product).ToString()),
                Slip.Careless(@"The double-angle formula is $\cos(2\theta) = 1 - \sin^2\theta$", (c * c).ToString())),
            _ => new(AnswerKind.Value, answer.ToString(),
                [
                    Both(s, c),
                    $@"The double angle has $\sin(2\theta) = 2\sin\theta\cos\theta = {2 * product}$",
                    $@"Also $\cos(2\theta) = \cos^2\theta - \sin^2\theta = {difference}$",
                    $@"Hence $\tan(2\theta) = \frac{{\sin(2\theta)}}{{\cos(2\theta)}} = {answer}$",
                ],
                Slip.Sign($@"The double angle has $\cos(2\theta) = \sin^2\theta - \cos^2\theta = {-difference}$", (-answer).ToString()),
                new($@"The tangent of twice the angle is $2\tan\theta = {2 * s.Over(c)!}$", (2 * s.Over(c)!).ToString()),
                Slip.Careless($@"The double angle has $\sin(2\theta) = \sin\theta\cos\theta = {product}$", product.Over(difference)!.ToString())),
        };
    }

    private static string Both(RootSum s, RootSum c) => $@"With the signs of this quadrant, $\sin^2\theta + \cos^2\theta = 1$ gives $\sin\theta " +
        $@"= {s}$ and $\cos\theta = {c}$";

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan)\\theta = (?<value>[^=]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Given();

    [GeneratedRegex(@"^\\(?<function>sin|cos|tan)\((?<multiple>[234])\\theta\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
