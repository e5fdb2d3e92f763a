using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Algebra;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>The height of a tower from the angle at which its top is seen from a roof.</summary>
internal sealed class AngleOfElevation() : ProblemFamily("angle-of-elevation", ["Trigonometry", "Trigonometric Ratios"],
[
    @"From a roof <n0> m above level ground the top of a tower <n1> m away appears at an angle of elevation of $<n2>^\circ$. How high is the tower in metres?",
    @"A camera <n0> m above level ground sees the top of a tower at an angle of elevation of $<n2>^\circ$; the tower stands <n1> m away. Find the " +
        @"tower's height in metres.",
    @"The top of a tower is seen at an angle of elevation of $<n2>^\circ$ from a window <n0> m above level ground. The tower is <n1> m away. Compute " +
        @"its height in metres.",
    @"Standing on a platform <n0> m above level ground, a surveyor measures an angle of elevation of $<n2>^\circ$ to the top of a tower <n1> m away. " +
        @"Determine the tower's height in metres.",
])
{
    protected override string[] Draw(Rng rng, Level level) =>
    [
        Tex.Text(rng.Next(1, level.Of(9, 20, 40, 60, 99))),
        Tex.Text(rng.Next(level.Of(2, 10, 10, 20, 20), level.Of(9, 40, 90, 120, 200))),
        rng.Pick(level.Of<string[]>(["45"], ["30", "45", "60"], ["30", "60"], ["15", "30", "60", "75"], ["15", "75"])),
    ];

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction roof = ExpressionReader.ReadNumber(values[0])!.Value, away = ExpressionReader.ReadNumber(values[1])!.Value,
            angle = ExpressionReader.ReadNumber(values[2])!.Value;
        if (roof.Sign < 0 || away.Sign <= 0 || angle.Sign <= 0 || angle >= 90
            || Angles.Value("tan", angle) is not { } tan || Angles.Value("cot", angle) is not { } cot || Angles.Value("sin", angle) is not { } sin)
            return null;
        RootSum rise = tan * away, answer = rise + roof;
        return new(AnswerKind.Value, answer.ToString(),
            [
                "The horizontal line of sight, the tower and the line to its top form a right triangle",
                $@"In it the rise $r$ is opposite the angle and the distance ${away}$ next to it, so $\tan {angle}^\circ = \frac{{r}}{{{away}}}$",
                $@"With $\tan {angle}^\circ = {tan}$ the rise is $r = {Angles.Products((away, tan.Bracketed()))} = {rise}$",
                $"The line of sight starts ${roof}$ m above the ground, so the tower is ${answer}$ m high",
            ],
            roof.IsZero ? null : Slip.Careless($"The tower is as high as the rise, ${rise}$ m", rise.ToString()),
            roof.IsZero || (rise - roof).ToString()[0] == '-' ? null
                : Slip.Sign($"The line of sight starts ${roof}$ m above the ground, so the tower is ${rise} - {roof}$ m high", (rise - roof).ToString()),
            new($@"The rise is $\frac{{{away}}}{{\tan {angle}^\circ}} = {cot * away}$", (cot * away + roof).ToString()),
            new($@"The rise is ${away}\sin {angle}^\circ = {sin * away}$", (sin * away + roof).ToString()));
    }
}

/// <summary>The distance of two boats that are seen from a cliff.</summary>
internal sealed class AnglesOfDepression() : ProblemFamily("angles-of-depression", ["Trigonometry", "Trigonometric Ratios"],
[
    "From the top of a lighthouse <n0> m above the sea, two boats in line with its foot, on <e3>, are seen at angles of depression of " +
        @"$<n1>^\circ$ and $<n2>^\circ$. How far apart are the boats in metres?",
    "A lighthouse keeper <n0> m above the sea sees two boats in line with the lighthouse, on <e3>, at angles of depression of " +
        @"$<n1>^\circ$ and $<n2>^\circ$. Find the distance between the boats in metres.",
    "Two boats on a straight line through the foot of a tower, on <e3> of it, appear from its top, <n0> m above the sea, at angles of depression of " +
        @"$<n1>^\circ$ and $<n2>^\circ$. Compute their distance in metres.",
    "A balloon hovers <n0> m above a lake. Two boats in line with the point below it, on <e3>, have the angles of depression " +
        @"$<n1>^\circ$ and $<n2>^\circ$. Determine the distance between the boats in metres.",
])
{
    private const string Same = "the same side", Opposite = "opposite sides";

    protected override string[] Draw(Rng rng, Level level)
    {
        string[] angles = rng.Several(2,
            level.Of<string[]>(["30", "60"], ["30", "45", "60"], ["30", "45", "60"], ["15", "30", "45", "60", "75"], ["15", "75", "60"]));
        return [Tex.Text(rng.Next(level.Of(2, 10, 20, 20, 20), level.Of(40, 80, 300, 300, 300))), angles[0], angles[1], level.Number == 1 ? Same
            : rng.Pick(Same, Opposite)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction height = ExpressionReader.ReadNumber(values[0])!.Value;
        Fraction[] angles = [.. values[1..3].Select(value => ExpressionReader.ReadNumber(value)!.Value).Order()];
        if (height.Sign <= 0 || angles[0].Sign <= 0 || angles[1] >= 90 || angles[0] == angles[1] || values[3] is not (Same or Opposite)
            || Angles.Value("tan", angles[0]) is not { } lowTan || Angles.Value("tan", angles[1]) is not { } highTan
            || Angles.Value("cot", angles[0]) is not { } lowCot || Angles.Value("cot", angles[1]) is not { } highCot)
            return null;
        RootSum far = lowCot * height, near = highCot * height, sum = far + near, difference = far - near;
        bool same = values[3] == Same;
        var answer = same ? difference : sum;
        return new(AnswerKind.Value, answer.ToString(),
            [
                "An angle of depression is equal to the angle at the boat between the water and the line of sight",
                $@"The boat seen at ${angles[0]}^\circ$ is $\frac{{{height}}}{{\tan {angles[0]}^\circ}} = {far}$ metres from the foot of the vertical",
                $@"The boat seen at ${angles[1]}^\circ$ is $\frac{{{height}}}{{\tan {angles[1]}^\circ}} = {near}$ metres from it",
                same ? $"They lie on the same side, so their distance is the difference, ${answer}$"
                    : $"They lie on opposite sides, so their distance is the sum, ${answer}$",
            ],
            Slip.Sign(same ? $"The distance is the sum of both, ${sum}$" : $"The distance is the difference of both, ${difference}$",
                (same ? sum : difference).ToString()),
            new($@"The boats are ${height}\tan {angles[0]}^\circ = {lowTan * height}$ and ${height}\tan {angles[1]}^\circ = {highTan * height}$ metres away",
                ((same ? highTan - lowTan : highTan + lowTan) * height).ToString()),
            Slip.Careless($"The distance is that of the farther boat, ${far}$", far.ToString()));
    }
}
