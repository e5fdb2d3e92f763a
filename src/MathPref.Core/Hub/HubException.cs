using MathPref.Core.Net;

namespace MathPref.Core.Hub;

/// <summary>A push or a download that failed, in the Hub's own words.</summary>
public sealed class HubException(HubFailure failure, string message, Exception? inner = null) : ServiceException((ServiceFailure)failure, message, inner)
{
    public HubFailure Failure { get; } = failure;

    /// <summary>Whether the same request can succeed later: the statuses that the Hub's own clients try again, and connections that broke.</summary>
    public override bool IsTransient => Failure switch
    {
        HubFailure.Connection or HubFailure.Timeout or HubFailure.RateLimited or HubFailure.BadResponse => true,
        HubFailure.Server => (int?)Status is null or 408 or 500 or 502 or 503 or 504,
        _ => false,
    };

    /// <summary>Whether the server certainly did not do what it was asked.</summary>
    public bool WasNotDone => WasNeverConnected || Failure is HubFailure.RateLimited;

    /// <summary>Whether the server may have done what it was asked although no good answer came.</summary>
    public bool MayBeDone => !WasNotDone && Failure is HubFailure.Connection or HubFailure.Timeout or HubFailure.Server or HubFailure.BadResponse;
}
