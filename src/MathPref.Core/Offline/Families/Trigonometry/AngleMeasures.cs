using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Trigonometry;

/// <summary>Degrees into radians and back.</summary>
internal sealed class AngleMeasure() : ProblemFamily("angle-measure", ["Trigonometric Ratios"],
[
    "Convert the angle $<e0>$ to <w1>.",
    "What is the angle $<e0>$ in <w1>?",
    "Express the angle $<e0>$ in <w1>.",
    "Rewrite $<e0>$ as an angle in <w1>.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        Fraction degrees = level.Of(15, 5, 3, 2, 1) * rng.NonZero(level.Of(1, 1, -120, 181, 361), level.Of(24, 72, 240, 540, 1440))
            * (level.Number > 3 && rng.Percent(50) ? -1 : 1);
        return rng.Percent(50) ? [Angles.Degrees(degrees), "radians"] : [Angles.Radians(degrees), "degrees"];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        bool toRadians = values[1] == "radians";
        if (!(toRadians || values[1] == "degrees") || values[0].Contains(@"\circ", StringComparison.Ordinal) != toRadians
            || Angles.Read(values[0]) is not { IsZero: false, Bits: < 40 } degrees || degrees != Reread(degrees, toRadians, values[0]))
            return null;
        string Written(Fraction angle) => toRadians ? Angles.Radians(angle) : Angles.Degrees(angle);
        string factor = toRadians ? @"\frac{\pi}{180}" : @"\frac{180}{\pi}";
        return new(AnswerKind.Value, Written(degrees),
            [
                @"A straight angle has $180^\circ$, or $\pi$ radians",
                toRadians ? $@"One degree is ${factor}$ radians, so the number of degrees is multiplied by ${factor}$"
                    : $"One radian is ${factor}$ degrees, so the number of radians is multiplied by ${factor}$",
                toRadians ? $@"This makes ${degrees} \cdot {factor} = {Angles.Radians(degrees)}$"
                    : $@"This makes ${Angles.Radians(degrees)} \cdot {factor} = {degrees}$ degrees",
            ],
            new(toRadians ? @"A full turn of $360^\circ$ is $\pi$, so the factor is $\frac{\pi}{360}$"
                : @"A full turn of $360^\circ$ is $\pi$, so the factor is $\frac{360}{\pi}$",
                Written(toRadians ? degrees / 2 : degrees * 2)),
            new(toRadians ? @"A right angle of $90^\circ$ is $\pi$, so the factor is $\frac{\pi}{90}$"
                : @"A right angle of $90^\circ$ is $\pi$, so the factor is $\frac{90}{\pi}$",
                Written(toRadians ? degrees * 2 : degrees / 2)),
            degrees.Sign < 0 ? Slip.Sign("An angle is not negative", Written(-degrees)) : null,
            toRadians ? new(@"One radian is $\frac{\pi}{180}$ degrees, so the number of degrees is multiplied by $\frac{180}{\pi}$", Inverted(180 * degrees))
                : null,
            toRadians ? Slip.Careless($"The fraction of a half turn is ${degrees / 180}$", (degrees / 180).ToString()) : null);

        static string Inverted(Fraction multiple) =>
            $@"{(multiple.Sign < 0 ? "-" : "")}\frac{{{(Fraction)multiple.Abs().Numerator}}}{{{Tex.Times(multiple.Denominator, @"\pi")}}}";
    }

    /// <summary>What is written must be the standard form, so that it is clear what is asked.</summary>
    private static Fraction? Reread(Fraction degrees, bool isDegrees, string text) => text == (isDegrees ? Angles.Degrees(degrees) : Angles.Radians(degrees))
        ? degrees : null;
}
