using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>What the training shapes read of a row.</summary>
public sealed record AnsweredRow
{
    /// <summary>The row itself, whose other columns go along.</summary>
    public required Row Source { get; init; }

    public required string Instruction { get; init; }

    public string? SystemPrompt { get; init; }

    /// <summary>The answers; null where a model gave none.</summary>
    public required IReadOnlyList<string?> Generations { get; init; }

    /// <summary>As long as <see cref="Generations"/>, in the type that the row has them in; null where unknown.</summary>
    public required IReadOnlyList<object?> Ratings { get; init; }

    /// <summary>As long as <see cref="Generations"/>: what is known of each answer; null where the row tells nothing of it.</summary>
    public IReadOnlyList<AnswerVerdict>? Verdicts { get; init; }

    /// <summary>The authors by index; null where the row names none.</summary>
    public IReadOnlyList<string?>? Models { get; init; }

    /// <summary>What each model thought before its answer; null where the row tells nothing of it, an item null where one showed nothing.</summary>
    public IReadOnlyList<string?>? Thinkings { get; init; }

    /// <summary>Whether an answer that is trained on begins with its thinking.</summary>
    public bool WithThinking { get; init; }

    public string? Model(int index) => Models is not null && index < Models.Count ? Models[index] : null;

    /// <summary>The question as messages: the system prompt, where there is one, and the user's.</summary>
    public IReadOnlyList<Row> Question()
    {
        var user = ChatMessages.ToRow("user", Instruction);
        return string.IsNullOrWhiteSpace(SystemPrompt) ? [user] : [ChatMessages.ToRow("system", SystemPrompt), user];
    }

    /// <summary>An answer as a message, behind its thinking where that is asked for and there is some.</summary>
    public Row Answer(int index) => ChatMessages.ToRow("assistant", WithThinking && index < Thinkings?.Count
        ? ThinkingMarks.Before(Generations[index]!, Thinkings[index])
        : Generations[index]!);
}
