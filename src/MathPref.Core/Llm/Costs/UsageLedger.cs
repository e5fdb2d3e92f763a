using System.Collections.Concurrent;

namespace MathPref.Core.Llm;

/// <summary>What the models of this process were asked and what it cost, since it began.</summary>
public static class UsageLedger
{
    private static readonly ConcurrentDictionary<(string Model, Uri? Endpoint), ModelUsage> s_all = new();

    /// <summary>A snapshot for each model that was called, by name.</summary>
    public static IReadOnlyList<LlmUsage> All => s_all.OrderBy(m => m.Key.Model, StringComparer.Ordinal).Select(m => m.Value.Snapshot()).ToList();

    internal static ModelUsage Of(LlmSpec spec, Uri? endpoint) => s_all.GetOrAdd((spec.ToString(), endpoint), key => new ModelUsage(spec, key.Endpoint));
}

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

/// <summary>The running count of one model.</summary>
internal sealed class ModelUsage(LlmSpec spec, Uri? endpoint)
{
    private readonly Lock _lock = new();
    private long _calls;
    private long _retries;
    private long _failed;
    private long _journalHits;
    private long _input;
    private long _output;
    private decimal? _cost = 0;

    /// <summary>Counts an answer at the price of the day it was given; without a price or a count the cost is not known any more.</summary>
    public void Answered(long? input, long? output, Price? price)
    {
        lock (_lock)
        {
            _calls++;
            _input += input ?? 0;
            _output += output ?? 0;
            _cost += input is null || output is null ? null : price?.Of(input.Value, output.Value);
        }
    }

    /// <summary>An attempt that gave no answer and may be charged for all the same: what that cost nobody knows.</summary>
    public void MayBeBilled(Price? price)
    {
        lock (_lock)
        {
            if (price is not { Input: 0, Output: 0 })
                _cost = null;
        }
    }

    public void FromJournal() => Interlocked.Increment(ref _journalHits);

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Failed() => Interlocked.Increment(ref _failed);

    public LlmUsage Snapshot()
    {
        lock (_lock)
        {
            return new LlmUsage
            {
                Provider = spec.Provider,
                Model = spec.Model,
                Endpoint = endpoint,
                Calls = _calls,
                Retries = _retries,
                Failed = _failed,
                JournalHits = _journalHits,
                InputTokens = _input,
                OutputTokens = _output,
                Cost = _cost,
            };
        }
    }
}
