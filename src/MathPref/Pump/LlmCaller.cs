using MathPref.Core.Llm;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>The models of one cmdlet, opened, and the count of what they answered.</summary>
internal sealed class LlmCaller : IDisposable
{
    private readonly IChatClient[] _clients;
    private readonly LlmOptions[] _options;
    private readonly int[] _firstGeneration;
    private long _answered;
    private long _tokens;
    private int _unreachable;

    public LlmCaller(IReadOnlyList<LlmSpec> models, LlmOptions overrides, CallGate gate, RetrySettings retry, TimeSpan timeout)
    {
        Models = models;
        _options = models.Select(m => m.Options.OverriddenBy(overrides)).ToArray();
        _clients = models.Select(m => Chat.Open(m, gate, retry, timeout)).ToArray();
        // A model that is named again goes on counting, so that it is not asked for the same answer twice.
        _firstGeneration = models.Select((model, i) => models.Take(i).Count(model.Equals)).ToArray();
    }

    public IReadOnlyList<LlmSpec> Models { get; }

    public long Answered => Interlocked.Read(ref _answered);

    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Asks model number <paramref name="model"/> for its answer number <paramref name="generation"/> of <paramref name="generations"/>.</summary>
    public async Task<ChatResponse> AskAsync(RowContext row, int model, IReadOnlyList<ChatMessage> messages, int generation = 0, int generations = 1)
    {
        var options = _options[model];
        var number = _firstGeneration[model] * generations + generation;
        var call = new CallOptions
        {
            Temperature = (float?)options.Temperature,
            TopP = (float?)options.TopP,
            MaxOutputTokens = options.MaxNewTokens,
            // The embedded models draw from nothing but their seed.
            Seed = options.Seed + number ?? (Models[model].Profile.IsOffline ? number : null),
            StopSequences = options.Stop?.ToList(),
            Generation = number,
            Slot = row.Slot,
            NoNewAttempts = row.NoNewAttempts,
            OnRetry = notice => Tell(row, model, notice),
        };
        var response = await _clients[model].GetResponseAsync(messages, call, row.Cancellation).ConfigureAwait(false);
        Interlocked.Increment(ref _answered);
        Interlocked.Add(ref _tokens, (response.Usage?.InputTokenCount ?? 0) + (response.Usage?.OutputTokenCount ?? 0));
        return response;
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private void Tell(RowContext row, int model, RetryNotice notice)
    {
        row.Verbose(FormattableString.Invariant($"{Models[model]}: attempt {notice.Attempt} failed ({notice.Reason.Message}); trying again in {notice.Wait.TotalSeconds:0.0} s."));
        // A server that is not there looks like a hang to a person who does not read the verbose stream.
        if (notice.Reason.Failure is LlmFailure.Connection && Interlocked.Exchange(ref _unreachable, 1) == 0)
            row.WarnNow($"{notice.Reason.Message} It is tried again, up to -MaximumRetryCount times; -Verbose shows each.");
    }
}
