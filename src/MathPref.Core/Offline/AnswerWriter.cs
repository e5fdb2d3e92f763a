using System.Globalization;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Offline;

/// <summary>Writes the answer to a problem as a careful student would.</summary>
internal static class AnswerWriter
{
    public static string Careful(WorkedProblem worked) => Shown(worked.Steps, worked.Answer);

    /// <summary>The steps with their numbers, and the answer that they lead to.</summary>
    public static string Shown(IEnumerable<string> steps, string answer) => $"{Numbered(steps)}\n\nThe answer is {Boxed(answer)}.";

    /// <summary>The steps with their numbers, one a line.</summary>
    public static string Numbered(IEnumerable<string> steps) =>
        string.Join('\n', steps.Select((step, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {step}.")));

    public static string Boxed(string answer) => $@"$\boxed{{{answer}}}$";
}
