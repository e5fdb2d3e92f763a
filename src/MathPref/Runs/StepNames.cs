using System.Globalization;

namespace MathPref.Runs;

/// <summary>What steps are called where nobody names them: as distilabel calls its own.</summary>
internal static class StepNames
{
    /// <summary>Number <paramref name="number"/> of a task's steps, from 0. The formats' first has no number.</summary>
    public static string Of(string task, int number) =>
        number == 0 && task.StartsWith("format_", StringComparison.Ordinal) ? task : string.Create(CultureInfo.InvariantCulture, $"{task}_{number}");
}
