using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>The third side of a triangle from two sides and the angle between them.</summary>
internal sealed class LawOfCosines() : ProblemFamily("law-of-cosines", ["Trigonometry"],
[
    @"In triangle $ABC$, $BC = <e0>$, $AC = <e1>$ and angle $C$ measures $<n2>^\circ$. What is the length of $AB$?",
    @"Use the law of cosines to find side $c$ of a triangle with the sides $a = <e0>$ and $b = <e1>$ and the angle $<n2>^\circ$ between them.",
    @"Two sides of a triangle have the lengths $<e0>$ and $<e1>$ and include an angle of $<n2>^\circ$. Find the length of the third side.",
    @"Determine the exact length of the side opposite the angle of $<n2>^\circ$ in a triangle whose other two sides are $<e0>$ and $<e1>$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int most = level.Of(9, 15, 20, 25, 40);
        Fraction a = rng.Next(2, most), b = rng.Next(2, most);
        // Roots that go with the cosine leave a whole number under the root of the answer.
        return (level.Number == 1 ? 0 : rng.Next(level.Of(0, 0, 0, 1, 1), level.Of(0, 1, 2, 3, 3))) switch
        {
            0 => [$"{a}", $"{b}", rng.Pick("60", "120")],
            1 => [$"{a}", new Surd(b, 2).ToString(), rng.Pick("45", "135")],
            2 => [$"{a}", new Surd(b, 3).ToString(), rng.Pick("30", "150")],
            _ => [new Surd(a, 2).ToString(), new Surd(b, 6).ToString(), rng.Pick("30", "150")],
        };
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction angle = ExpressionReader.ReadNumber(values[2])!.Value;
        if (RootSum.ReadSurd(values[0]) is not { Factor.Sign: > 0 } a || RootSum.ReadSurd(values[1]) is not { Factor.Sign: > 0 } b
            || angle.Sign <= 0 || angle >= 180 || Angles.Value("cos", angle) is not { } cos || (2 * a * b * cos).Rational is not { } last)
            return null;
        Fraction squares = (a * a).Factor + (b * b).Factor;
        if (RootSum.Root(squares - last) is not { } c)
            return null;
        return new(AnswerKind.Value, c.ToString(),
            [
                $@"By the law of cosines the side $c$ opposite the angle $\gamma$ between $a$ and $b$ satisfies $c^2 = a^2 + b^2 - 2ab\cos\gamma$",
                $"Here $a^2 + b^2 = {(a * a).Factor} + {(b * b).Factor} = {squares}$",
                $@"With $\cos {angle}^\circ = {cos}$ the last term is $2ab\cos\gamma = 2 \cdot {a} \cdot {b} \cdot {cos.Bracketed()} = {last}$",
                $"Hence $c^2 = {squares} - {last.Bracketed()} = {squares - last}$",
                $"A length is positive, so $c = {c}$",
            ],
            Wrong(SlipKind.Sign, $@"The law of cosines gives $c^2 = a^2 + b^2 + 2ab\cos\gamma = {squares} {Tex.Plus(last)}$", squares + last),
            Wrong(SlipKind.Formula, $"By the Pythagorean theorem $c^2 = a^2 + b^2 = {squares}$", squares),
            Wrong(SlipKind.Careless, $@"The law of cosines gives $c^2 = a^2 + b^2 - ab\cos\gamma = {squares} {Tex.Plus(-last / 2)}$", squares - last / 2));
    }

    private static Slip? Wrong(SlipKind kind, string step, Fraction square) =>
        RootSum.Root(square) is { Factor.IsZero: false } root ? new(step, root.ToString(), kind) : null;
}

/// <summary>The cosine of an angle of a triangle with three known sides.</summary>
internal sealed class AngleFromSides() : ProblemFamily("angle-from-sides", ["Trigonometry"],
[
    "What is the cosine of the <w3> angle of a triangle with the sides $<n0>$, $<n1>$ and $<n2>$?",
    "A triangle has sides of length $<n0>$, $<n1>$ and $<n2>$. Compute the cosine of its <w3> angle.",
    "Find the exact cosine of the <w3> angle in the triangle with side lengths $<n0>$, $<n1>$ and $<n2>$.",
    "The sides of a triangle are $<n0>$, $<n1>$ and $<n2>$. Determine the cosine of the <w3> angle.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int least = level.Of(2, 2, 4, 10, 30), most = level.Of(6, 9, 15, 30, 99);
        while (true)
        {
            int a = rng.Next(least, most), b = rng.Next(least, most), c = rng.Next(least, most);
            if (a + b > c && b + c > a && c + a > b && a != b && b != c && a != c)
                return [Tex.Text(a), Tex.Text(b), Tex.Text(c), level.Number == 1 ? "largest" : rng.Pick("largest", "smallest")];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction[] sides = [.. values[..3].Select(value => ExpressionReader.ReadNumber(value)!.Value).Order()];
        bool largest = values[3] == "largest";
        if (!(largest || values[3] == "smallest") || sides[0].Sign <= 0 || sides[0] + sides[1] <= sides[2] || sides[2] > 1_000_000)
            return null;
        var (c, a, b) = largest ? (sides[2], sides[0], sides[1]) : (sides[0], sides[1], sides[2]);
        Fraction top = a * a + b * b - c * c, answer = top / (2 * a * b);
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The {values[3]} angle lies opposite the {(largest ? "longest" : "shortest")} side, $c = {c}$; the other sides are $a = {a}$ and $b = {b}$",
                $@"Solved for the cosine, the law of cosines is $\cos\gamma = \frac{{a^2 + b^2 - c^2}}{{2ab}}$",
                $"The numerator is ${a * a} + {b * b} - {c * c} = {top}$",
                $@"The denominator is $2 \cdot {a} \cdot {b} = {2 * a * b}$",
                answer == top || answer.Denominator == 2 * a.Numerator * b.Numerator
                    ? $@"Hence $\cos\gamma = {answer}$"
                    : $@"Hence, in lowest terms, $\cos\gamma = {answer}$",
            ],
            Slip.Sign($@"The cosine is $\frac{{c^2 - a^2 - b^2}}{{2ab}}$", (-answer).ToString()),
            new($@"The {values[3]} angle lies between ${b}$ and ${c}$", ((b * b + c * c - a * a) / (2 * b * c)).ToString()),
            Possible($@"The cosine is $\frac{{a^2 + b^2 - c^2}}{{ab}} = \frac{{{top}}}{{{a * b}}}$", 2 * answer),
            Possible($"The numerator is ${a * a} + {b * b} - {c} = {top + c * c - c}$", (top + c * c - c) / (2 * a * b)));

        // Nobody takes a number beyond 1 for a cosine.
        static Slip? Possible(string step, Fraction cosine) => cosine.Abs() < 1 ? Slip.Careless(step, cosine.ToString()) : null;
    }
}

/// <summary>A side of a triangle from another and the two angles opposite.</summary>
internal sealed class LawOfSines() : ProblemFamily("law-of-sines", ["Trigonometry"],
[
    @"In triangle $ABC$, angle $A$ is $<n0>^\circ$, angle $B$ is $<n1>^\circ$ and $BC = <e2>$. What is the length of $AC$?",
    @"Use the law of sines to find side $b$ of a triangle with $\alpha = <n0>^\circ$, $\beta = <n1>^\circ$ and $a = <e2>$.",
    @"Find the side opposite the angle of $<n1>^\circ$ in a triangle where an angle of $<n0>^\circ$ lies opposite a side of length $<e2>$.",
    @"A triangle has an angle of $<n0>^\circ$ opposite a side of length $<e2>$. Determine the length of the side opposite its angle of $<n1>^\circ$.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        while (true)
        {
            int[] usual = level.Of<int[]>([30, 90, 45], [30, 45, 60], [30, 45, 60, 120, 135, 150], [30, 45, 60, 120, 135], [45, 60, 120, 135]);
            int first = rng.Pick(usual), second = rng.Pick(level.Number == 5 ? [15, 75, 105] : usual), size = rng.Next(2, level.Of(12, 20, 30, 30, 30));
            if (first != second && first + second < 180)
                return [Tex.Text(first), Tex.Text(second), new Surd(size, level.Of(1, 1, rng.Pick(1, 2, 3), rng.Pick(2, 3, 6), rng.Pick(2, 3, 6))).ToString()];
        }
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction alpha = ExpressionReader.ReadNumber(values[0])!.Value, beta = ExpressionReader.ReadNumber(values[1])!.Value;
        if (alpha.Sign <= 0 || beta.Sign <= 0 || alpha + beta >= 180 || RootSum.ReadSurd(values[2]) is not { Factor.Sign: > 0, Under: var under } a
            || under > 99
            || Angles.Value("sin", alpha) is not { } sinA || Angles.Value("sin", beta) is not { } sinB
            || ((RootSum)a).Over(sinA) is not { } ratio || sinA.Over(sinB) is not { } upsideDown)
            return null;
        var answer = ratio * sinB;
        return new(AnswerKind.Value, answer.ToString(),
            [
                @"By the law of sines $\frac{b}{\sin\beta} = \frac{a}{\sin\alpha}$, where $a$ and $b$ lie opposite $\alpha$ and $\beta$",
                $@"Here $\sin\alpha = \sin {alpha}^\circ = {sinA}$ and $\sin\beta = \sin {beta}^\circ = {sinB}$",
                $@"The common ratio is $\frac{{a}}{{\sin\alpha}} = {ratio}$",
                beta == 90 ? $@"As $\sin\beta = 1$, $b$ is this ratio itself, ${answer}$"
                    : $@"Hence $b = {ratio.Bracketed()} \cdot {sinB.Bracketed()} = {answer}$",
            ],
            new($@"By the law of sines $b = a \cdot \frac{{\sin\alpha}}{{\sin\beta}}$", (upsideDown * a).ToString()),
            new($@"Sides are in the ratio of their angles, so $b = a \cdot \frac{{{beta}}}{{{alpha}}}$", ((RootSum)a * (beta / alpha)).ToString()),
            Slip.Careless($@"Hence $b = \frac{{a}}{{\sin\alpha}} = {ratio}$", ratio.ToString()),
            new($@"Hence $b = a\sin\beta$, with $\sin\beta = {sinB}$", (sinB * a).ToString()));
    }
}
