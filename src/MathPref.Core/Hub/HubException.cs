using System.Net;

namespace MathPref.Core.Hub;

/// <summary>Why a push did not come to its end.</summary>
public enum HubFailure
{
    /// <summary>No connection, or it broke off.</summary>
    Connection,

    /// <summary>No answer, or no byte taken, within the time of one attempt.</summary>
    Timeout,

    /// <summary>Too many requests for now.</summary>
    RateLimited,

    /// <summary>The server failed or is overloaded.</summary>
    Server,

    /// <summary>An answer that is not what the protocol says.</summary>
    BadResponse,

    /// <summary>The server refuses this request, whoever asks.</summary>
    BadRequest,

    /// <summary>The token is no token of the Hub's.</summary>
    Authentication,

    /// <summary>The token has no right to this.</summary>
    Forbidden,

    /// <summary>The account's storage is used up.</summary>
    PaymentRequired,

    /// <summary>No such repository, or none that this token may see.</summary>
    NotFound,

    /// <summary>No such branch or pull request.</summary>
    RevisionNotFound,

    /// <summary>Others changed the repository meanwhile, again and again.</summary>
    Conflict,

    /// <summary>The card is not one that the Hub takes.</summary>
    CardRefused,

    /// <summary>A private repository was asked for, and the one that is there is public.</summary>
    RepoIsPublic,

    /// <summary>A file changed while it was being sent.</summary>
    FileChanged,
}

/// <summary>A push that failed, in the Hub's own words.</summary>
public sealed class HubException(HubFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public HubFailure Failure { get; } = failure;

    /// <summary>The HTTP status, where there was an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the server asks to wait, with the second that its own clients add.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the connection was never made, so that nothing was sent.</summary>
    public bool WasNeverConnected { get; init; }

    /// <summary>Whether the same request can succeed later: the statuses that the Hub's own clients try again, and connections that broke.</summary>
    public bool IsTransient => Failure switch
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

/// <summary>A push that cannot begin as it is set up; nothing was sent.</summary>
public sealed class HubConfigurationException(string message, bool isMissingToken = false) : Exception(message)
{
    public bool IsMissingToken { get; } = isMissingToken;
}
