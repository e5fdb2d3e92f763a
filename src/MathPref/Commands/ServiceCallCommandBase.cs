using System.Management.Automation;
using MathPref.Core.Net;

namespace MathPref.Commands;

/// <summary>A cmdlet that calls a service which is no model: how long it waits, and how often it tries.</summary>
public abstract class ServiceCallCommandBase : ServiceCommandBase
{
    private protected ServiceCallCommandBase(int retries, double longestWaitSec) => (MaximumRetryCount, MaximumRetryIntervalSec) = (retries, longestWaitSec);

    /// <summary>Seconds that one attempt may take; an upload's begin anew with every byte that is taken.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Attempts after the first, for what can succeed later.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int MaximumRetryCount { get; set; }

    /// <summary>Seconds of the first wait; it doubles from attempt to attempt.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double RetryIntervalSec { get; set; } = 1;

    /// <summary>Seconds of the longest wait, whatever the service asks for.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double MaximumRetryIntervalSec { get; set; }

    private protected TimeSpan GivenTimeout => TimeSpan.FromSeconds(TimeoutSec);

    private protected RetrySettings GivenRetry => new()
    {
        MaximumRetryCount = MaximumRetryCount,
        RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
        MaximumRetryInterval = TimeSpan.FromSeconds(MaximumRetryIntervalSec),
    };
}
