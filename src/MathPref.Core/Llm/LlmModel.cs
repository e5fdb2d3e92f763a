namespace MathPref.Core.Llm;

/// <summary>A model that a provider offers.</summary>
public sealed record LlmModel
{
    public required string Provider { get; init; }

    public required string Model { get; init; }

    public string? Owner { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Tokens of context, where the server says so.</summary>
    public long? ContextLength { get; init; }

    /// <summary>The day from which the model is no longer served.</summary>
    public DateTimeOffset? Deprecation { get; init; }

    /// <summary>What the provider names in its place.</summary>
    public string? Replacement { get; init; }

    /// <summary>Other names of the same model.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public override string ToString() => $"{Provider}/{Model}";
}
