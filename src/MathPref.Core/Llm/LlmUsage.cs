namespace MathPref.Core.Llm;

/// <summary>The usage of one model.</summary>
public sealed record LlmUsage
{
    public required string Provider { get; init; }

    public required string Model { get; init; }

    public Uri? Endpoint { get; init; }

    /// <summary>Calls that the model answered.</summary>
    public long Calls { get; init; }

    /// <summary>Attempts after the first.</summary>
    public long Retries { get; init; }

    /// <summary>Calls that gave no answer in the end.</summary>
    public long Failed { get; init; }

    /// <summary>Answers that came from the journal.</summary>
    public long JournalHits { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>USD at list price (or the price given); null where the price, or what a call used, is not known.</summary>
    public decimal? Cost { get; init; }
}
