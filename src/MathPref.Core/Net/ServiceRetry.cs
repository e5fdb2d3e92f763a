using Polly;
using Polly.Retry;

namespace MathPref.Core.Net;

/// <summary>Told of a wait before another attempt: which attempt failed (from 1), how long the wait is, and why.</summary>
internal delegate void OnServiceRetry(int attempt, TimeSpan wait, ServiceException reason);

/// <summary>
/// Tries a call again where that can help, and only there: after the wait that the server asks for, up to the longest, else after the
/// doubled interval with jitter. An address where nothing has ever answered is given up soon.
/// </summary>
internal sealed class ServiceRetry
{
    /// <summary>Tries of an address where nothing has ever answered: a mistyped one is told apart from a server that restarts.</summary>
    private const int TriesOfTheUnknown = 4;

    private static readonly ResiliencePropertyKey<Call?> s_call = new("call");

    private readonly RetrySettings _settings;
    private readonly Func<bool> _hasAnswered;
    private readonly Func<int, TimeSpan>? _interval;
    private readonly ResiliencePipeline? _pipeline;

    /// <param name="settings">How often, and how long at most.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="hasAnswered">Whether the server has ever answered; null for one that is known to be there.</param>
    /// <param name="interval">The wait after attempt 0, 1, … in place of the doubled interval with jitter.</param>
    public ServiceRetry(RetrySettings settings, TimeProvider time, Func<bool>? hasAnswered = null, Func<int, TimeSpan>? interval = null)
    {
        _settings = settings;
        _hasAnswered = hasAnswered ?? (static () => true);
        _interval = interval;
        _pipeline = settings.MaximumRetryCount == 0 ? null : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.MaximumRetryCount,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.RetryInterval,
                MaxDelay = settings.MaximumRetryInterval,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is ServiceException failed
                    && CallOf(args.Context).MayRepeat(failed)
                    && !(args.AttemptNumber + 1 >= TriesOfTheUnknown && IsUnreachable(failed))),
                DelayGenerator = args => ValueTask.FromResult(WaitAfter(args.AttemptNumber, args.Outcome.Exception as ServiceException)),
                OnRetry = static args =>
                {
                    if (args.Outcome.Exception is ServiceException reason)
                        CallOf(args.Context).OnRetry?.Invoke(args.AttemptNumber + 1, args.RetryDelay, reason);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>The wait after an attempt (from 0), where it does not depend on jitter.</summary>
    public TimeSpan? WaitAfter(int attempt, ServiceException? failed)
    {
        var wait = failed?.RetryAfter ?? _interval?.Invoke(attempt);
        return wait > _settings.MaximumRetryInterval ? _settings.MaximumRetryInterval : wait;
    }

    /// <summary>Whether nothing has ever answered where the attempt went.</summary>
    public bool IsUnreachable(ServiceException failed) => failed.WasNeverConnected && !_hasAnswered();

    /// <summary>What is said of an address where nothing has ever answered, and of the parameter that it came from.</summary>
    public static string Unreachable(string said, string parameter) =>
        $"{said.TrimEnd('.')}. Nothing has ever answered there: is the server running, and the address right ({parameter})?";

    /// <summary>Gives what an attempt gives. Throws what the last one threw.</summary>
    /// <param name="attempt">Sends anew at each call. It throws a <see cref="ServiceException"/> for what can be tried again.</param>
    /// <param name="waits">Ends the waits between attempts; an attempt under way it leaves alone.</param>
    /// <param name="onRetry">Told of each wait, on any thread.</param>
    /// <param name="isSafe">Whether the call may be made once more after this failure; null for one that may be repeated freely.</param>
    public async Task<T> RunAsync<T>(
        Func<Task<T>> attempt, CancellationToken waits, OnServiceRetry? onRetry = null, Func<ServiceException, bool>? isSafe = null)
    {
        ServiceException first;
        try
        {
            return await attempt().ConfigureAwait(false);
        }
        catch (ServiceException failed) when (_pipeline is not null && failed.IsTransient)
        {
            first = failed;
        }
        return await TryAgainAsync(_pipeline, first, attempt, new Call(onRetry, isSafe), waits).ConfigureAwait(false);
    }

    /// <summary>
    /// Most calls need no second attempt, and then the pipeline would cost as much as all else: it begins with the failure of the first.
    /// </summary>
    private static async Task<T> TryAgainAsync<T>(
        ResiliencePipeline pipeline, ServiceException first, Func<Task<T>> attempt, Call call, CancellationToken waits)
    {
        var context = ResilienceContextPool.Shared.Get(waits);
        context.Properties.Set(s_call, call);
        var failed = first;
        try
        {
            return await pipeline.ExecuteAsync(
                async _ => Interlocked.Exchange(ref failed, null) is { } before ? throw before : await attempt().ConfigureAwait(false),
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(s_call, null)!;

    /// <summary>What one call has of its own.</summary>
    private sealed record Call(OnServiceRetry? OnRetry, Func<ServiceException, bool>? IsSafe)
    {
        private int _hopeless;

        /// <summary>Asked once of each failure.</summary>
        public bool MayRepeat(ServiceException failed)
        {
            if (failed.MostTries is { } most && ++_hopeless >= most)
                return false;
            return failed.IsTransient && IsSafe?.Invoke(failed) is not false;
        }
    }
}
