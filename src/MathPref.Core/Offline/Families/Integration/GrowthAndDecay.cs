using MathPref.Core.Maths.Numbers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline.Families.Integration;

/// <summary>Newton's law of cooling at a multiple of a known time.</summary>
internal sealed class NewtonCooling() : ProblemFamily("newton-cooling", ["Differential Equations"],
[
    "A body cools by Newton's law, $T' = -k(T - <n0>)$, in degrees and minutes. At first $T = <n1>$, and after <n2> minutes $T = <n3>$. "
        + "Find $T$ after <n4> minutes.",
    "Newton's law of cooling, $T' = -k(T - <n0>)$ with the time in minutes, holds for a body with $T(0) = <n1>$ and $T(<n2>) = <n3>$. What is $T(<n4>)$?",
    "In a room of <n0> degrees a body cools by Newton's law from <n1> degrees to <n3> degrees within <n2> minutes. "
        + "How many degrees does it have <n4> minutes after the start?",
    "By Newton's law of cooling a cup of tea in a room of <n0> degrees falls from <n1> to <n3> degrees in <n2> minutes. "
        + "Compute its temperature <n4> minutes after the start.",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int bottom = rng.Next(2, level.Of(2, 3, 4, 5, 6)), top = level.Number < 3 ? 1 : rng.Next(1, bottom - 1),
            times = level.Of(2, 2, rng.Next(2, 3), rng.Next(3, 4), rng.Next(4, 5));
        int room = rng.Next(level.Of(15, 10, 5, 3, 2), level.Of(25, 25, 25, 28, 30)), unit = rng.Next(level.Of(5, 5, 8, 7, 7), level.Of(20, 25, 24, 20, 16));
        int minutes = rng.Next(level.Of(2, 3, 5, 10, 10), level.Of(4, 9, 20, 25, 30));
        return [Tex.Text(room), Tex.Text(room + unit * bottom), Tex.Text(minutes), Tex.Text(room + unit * top), Tex.Text(minutes * times)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        var n = values.Select(Integrals.Number).ToArray();
        Fraction room = n[0], start = n[1] - room, later = n[3] - room;
        if (n[2] < 2 || n[4] < 2 || start.Sign <= 0 || later.Sign <= 0 || later >= start || n[4] / n[2] is not { IsInteger: true } times || times < 2
            || times > 12)
            return null;
        Fraction q = later / start, power = q.Pow((int)times.Numerator), answer = room + start * power;
        return new(AnswerKind.Value, answer.ToString(),
            [
                $"The difference from the surroundings decays exponentially: $T(t) = {room} + {start}e^{{-kt}}$",
                $"After ${n[2]}$ minutes the difference is ${n[3]} - {room.Bracketed()} = {later}$, so $e^{{-{n[2]}k}} = {q}$",
                $"The time ${n[4]}$ is ${times}$ times ${n[2]}$, so $e^{{-{n[4]}k}} = {Power(q, times)} = {power}$",
                $@"The temperature is $T({n[4]}) = {room} + {start} \cdot {power} = {answer}$",
            ],
            new($@"The temperature itself decays by the factor ${n[3] / n[1]}$ in ${n[2]}$ minutes",
                (n[1] * (n[3] / n[1]).Pow((int)times.Numerator)).ToString()),
            new($"It falls by the same amount, ${n[1] - n[3]}$ degrees, in every ${n[2]}$ minutes", (n[1] - times * (n[1] - n[3])).ToString()),
            Slip.Careless($@"The temperature is ${start} \cdot {power} = {start * power}$", (start * power).ToString()),
            Slip.Careless($"The factor for ${n[4]}$ minutes is $e^{{-{n[4]}k}} = {Power(q, times + 1)}$", (room + start * power * q).ToString()),
            Slip.Sign($@"The temperature is ${room} - {start} \cdot {power}$", (room - start * power).ToString()));
    }

    private static string Power(Fraction q, Fraction times) => q.IsInteger ? $"{q}^{{{times}}}" : $@"\left({q}\right)^{{{times}}}";
}

/// <summary>The constant of exponential decay or growth from two values.</summary>
internal sealed class DecayConstant() : ProblemFamily("decay-constant", ["Differential Equations"],
[
    "The amount $N(t)$ of a substance satisfies $N' = -kN$ with $N(0) = <n0>$ and $N(<n1>) = <n2>$. Find the exact value of $k$.",
    "Determine the exact decay constant $k$ in $N' = -kN$ if $N(0) = <n0>$ and $N(<n1>) = <n2>$.",
    "A radioactive sample follows $N' = -kN$. With $N(0) = <n0>$ and $N(<n1>) = <n2>$, what is the exact value of $k$?",
    "For which $k$ has the equation $N' = -kN$ a solution with $N(0) = <n0>$ and $N(<n1>) = <n2>$?",
])
{
    protected override string[] Draw(Rng rng, Level level)
    {
        int bottom = rng.Next(2, level.Of(4, 8, 12, 16, 27)), top = level.Number < 3 ? 1 : rng.Next(1, bottom - 1),
            unit = rng.Next(2, level.Of(12, 20, 40, 60, 99));
        return [Tex.Text(unit * bottom), Tex.Text(rng.Next(2, level.Of(5, 9, 12, 20, 30))), Tex.Text(unit * top)];
    }

    protected override WorkedProblem? Work(string[] values)
    {
        Fraction start = Integrals.Number(values[0]), time = Integrals.Number(values[1]), later = Integrals.Number(values[2]);
        if (time.Sign <= 0 || later.Sign <= 0 || later >= start)
            return null;
        var ratio = start / later;
        string Named(Fraction factor, Fraction of) => $"k = {Integrals.Logs((factor, of))}";
        string answer = Named(1 / time, ratio);
        return new(AnswerKind.Value, answer,
            [
                $"The solutions of the equation are $N(t) = Ce^{{-kt}}$, and $N(0) = {start}$ gives $C = {start}$",
                $"At $t = {time}$ this is ${start}e^{{-{Tex.Times(time, "k")}}} = {later}$",
                $"So $e^{{{Tex.Times(time, "k")}}} = \\frac{{{start}}}{{{later}}} = {ratio}$",
                $@"Taking logarithms, ${Tex.Times(time, "k")} = {Integrals.Logs((1, ratio))}$, hence ${answer}$",
            ],
            Slip.Sign($"Taking logarithms gives ${Named(-1 / time, ratio)}$", Named(-1 / time, ratio)),
            Slip.Careless($"Taking logarithms gives ${Named(1, ratio)}$", Named(1, ratio)),
            new($"Multiplying by the time gives ${Named(time, ratio)}$", Named(time, ratio)),
            new($"The amount falls linearly, by the share ${1 - 1 / ratio}$ in the time ${time}$", $"k = {(1 - 1 / ratio) / time}"),
            start - later == 1 ? null : new($"The logarithm is that of the difference ${start - later}$", Named(1 / time, start - later)));
    }
}
