using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

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

    /// <summary>
    /// An attempt that gave no answer and may be charged for all the same: where the server does not say what it used, nobody knows the cost.
    /// </summary>
    public void MayBeBilled(UsageDetails? usage, Price? price)
    {
        lock (_lock)
        {
            _input += usage?.InputTokenCount ?? 0;
            _output += usage?.OutputTokenCount ?? 0;
            if (price is not { Input: 0, Output: 0 })
                _cost += usage is { InputTokenCount: { } input, OutputTokenCount: { } output } ? price?.Of(input, output) : null;
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
