using System.Globalization;

namespace MathPref.Runs;

/// <summary>What steps are called where nobody names them: as distilabel calls its own.</summary>
internal static class StepNames
{
    private static readonly Dictionary<string, string> s_tasks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Get-MathTopic"] = "load_data_from_dicts",
        ["Import-Dataset"] = "load_data_from_file_system",
        ["Import-ArgillaDataset"] = "load_data_from_argilla",
        ["New-SelfInstruct"] = "self_instruct",
        ["Expand-Column"] = "expand_columns",
        ["Invoke-TextGeneration"] = "text_generation",
        ["Merge-Column"] = "combine_columns",
        ["Invoke-UltraFeedback"] = "ultra_feedback",
        ["ConvertTo-DpoFormat"] = "format_dpo",
        ["ConvertTo-KtoFormat"] = "format_kto",
        ["ConvertTo-SftFormat"] = "format_sft",
        ["Export-ArgillaDataset"] = "preference_to_argilla",
        ["Export-Distiset"] = "export_distiset",
    };

    /// <summary>The task of a cmdlet; null for one that is no step.</summary>
    public static string? TaskOf(string cmdlet) => s_tasks.GetValueOrDefault(cmdlet);

    /// <summary>Number <paramref name="number"/> of a task's steps, from 0. The formats' first has no number.</summary>
    public static string Of(string task, int number) =>
        number == 0 && task.StartsWith("format_", StringComparison.Ordinal) ? task : string.Create(CultureInfo.InvariantCulture, $"{task}_{number}");
}
