namespace MathPref.Core.Tasks;

/// <summary>By what a prompt of <see cref="SelfInstructTask"/> is known: the task writes it, and the embedded model reads it.</summary>
internal static class SelfInstructPrompt
{
    public const string Task = "# Task Description";

    /// <summary>Stands before the number of instructions, in the first line of the task.</summary>
    public const string BeforeCount = "Write";

    /// <summary>Stands behind the number.</summary>
    public const string AfterCount = "queries";

    /// <summary>Stands above the level, where one is asked for.</summary>
    public const string Difficulty = "## Difficulty";

    /// <summary>Stands before the level.</summary>
    public const string BeforeLevel = "Level";

    public const string Context = "## Context";

    public const string Output = "## Output";
}
