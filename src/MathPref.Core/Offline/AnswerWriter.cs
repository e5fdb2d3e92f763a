using System.Globalization;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>Writes the answer to a problem as a careful or as a hasty student would.</summary>
internal static class AnswerWriter
{
    private const int PercentOfSlips = 40;

    public static string Careful(WorkedProblem worked)
    {
        var steps = worked.Steps.Select((step, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {step}."));
        return $"{string.Join('\n', steps)}\n\nThe answer is {Boxed(worked.Answer)}.";
    }

    public static string Hasty(WorkedProblem worked, Rng rng)
    {
        var (step, answer) = worked.Slips.Count > 0 && rng.Percent(PercentOfSlips) ? rng.Pick(worked.Slips) : new(worked.Steps[^2], worked.Answer);
        return rng.Next(1, 3) switch
        {
            1 => $"{step}.\n{Boxed(answer)}",
            2 => $"{step}.\nAnswer: {Boxed(answer)}",
            _ => Boxed(answer),
        };
    }

    private static string Boxed(string answer) => $@"$\boxed{{{answer}}}$";
}
