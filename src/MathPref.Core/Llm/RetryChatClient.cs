using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;

namespace MathPref.Core.Llm;

/// <summary>How often and how long a call that failed for a passing reason is tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>Attempts after the first.</summary>
    public int MaximumRetryCount { get; init; } = 10;

    /// <summary>The first wait; it doubles from attempt to attempt, with jitter.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, whatever the server asks for.</summary>
    public TimeSpan MaximumRetryInterval { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>Tries again what can succeed, and only that.</summary>
internal sealed class RetryChatClient : DelegatingChatClient
{
    /// <summary>Tries of an address where nothing has ever answered: a mistyped one is told apart from a server that restarts.</summary>
    private const int TriesOfTheUnknown = 4;

    private static readonly ResiliencePropertyKey<CallOptions?> s_call = new("call");

    private readonly ResiliencePipeline<ChatResponse>? _pipeline;
    private readonly Func<bool> _hasAnswered;

    public RetryChatClient(IChatClient inner, RetrySettings settings, TimeProvider time, Func<bool>? hasAnswered = null) : base(inner)
    {
        _hasAnswered = hasAnswered ?? (static () => true);
        if (settings.MaximumRetryCount == 0)
            return;
        _pipeline = new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<ChatResponse>
            {
                MaxRetryAttempts = settings.MaximumRetryCount,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.RetryInterval,
                MaxDelay = settings.MaximumRetryInterval,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is LlmException { IsTransient: true } failed && !IsNobodyThere(failed, args.AttemptNumber)),
                DelayGenerator = args => ValueTask.FromResult(
                    (args.Outcome.Exception as LlmException)?.RetryAfter is { } asked
                        ? asked < settings.MaximumRetryInterval ? asked : settings.MaximumRetryInterval
                        : (TimeSpan?)null),
                OnRetry = static args =>
                {
                    if (args.Context.Properties.GetValue(s_call, null)?.OnRetry is { } tell && args.Outcome.Exception is LlmException reason)
                        tell(new RetryNotice(args.AttemptNumber + 1, args.RetryDelay, reason));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            LlmException first;
            try
            {
                return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            }
            catch (LlmException failed) when (_pipeline is not null && failed.IsTransient)
            {
                first = failed;
            }
            return await TryAgainAsync(_pipeline, first, messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException failed) when (IsNobodyThere(failed, TriesOfTheUnknown))
        {
            throw new LlmException(LlmFailure.Unreachable, $"{failed.Message.TrimEnd('.')}. Nothing has ever answered there: is the server running, and the address right (-Endpoint)?", failed);
        }
    }

    /// <summary>Most calls need no second attempt, and then the pipeline would cost as much as all else: it begins with the failure of the first.</summary>
    private async Task<ChatResponse> TryAgainAsync(ResiliencePipeline<ChatResponse> pipeline, LlmException first, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var call = options as CallOptions;
        // The waits end with either token; an attempt that has begun ends only with the caller's.
        using var waiting = new WaitToken(options, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(waiting.Token);
        context.Properties.Set(s_call, call);
        var failed = first;
        try
        {
            return await pipeline.ExecuteAsync(
                async _ => Interlocked.Exchange(ref failed, null) is { } before
                    ? throw before
                    : await InnerClient.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false),
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsNobodyThere(LlmException failed, int attempt) => failed.WasNeverConnected && attempt + 1 >= TriesOfTheUnknown && !_hasAnswered();
}
