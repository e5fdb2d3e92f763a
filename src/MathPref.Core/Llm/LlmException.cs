using System.Net;

namespace MathPref.Core.Llm;

/// <summary>Why a call gave no answer.</summary>
public enum LlmFailure
{
    /// <summary>No connection, or it broke off.</summary>
    Connection,

    /// <summary>Nothing listens at the address, and nothing ever has.</summary>
    Unreachable,

    /// <summary>No answer within the time of one attempt.</summary>
    Timeout,

    /// <summary>Too many requests or tokens for now.</summary>
    RateLimited,

    /// <summary>The server failed or is overloaded.</summary>
    Server,

    /// <summary>An answer that is cut off or is not what the protocol says.</summary>
    BadResponse,

    /// <summary>The server refuses this request; others may do.</summary>
    BadRequest,

    /// <summary>The model declined, or a filter removed the answer.</summary>
    Refused,

    /// <summary>The key is missing, wrong or has no right to this.</summary>
    Authentication,

    /// <summary>The server knows no such model or route.</summary>
    UnknownModel,

    /// <summary>The account has nothing left for this model.</summary>
    AllowanceEmpty,

    /// <summary>The next call could cost more than is left of -MaxCost.</summary>
    BudgetReached,
}

/// <summary>A call that failed, in the provider's own words.</summary>
public sealed class LlmException(LlmFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public LlmFailure Failure { get; } = failure;

    /// <summary>The HTTP status, where there was an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the server said of trying again (x-should-retry), where it said so.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>What the server said of its quota.</summary>
    internal RateHeaders? Rate { get; init; }

    /// <summary>Whether the connection was never made, so that nothing was sent.</summary>
    public bool WasNeverConnected { get; init; }

    /// <summary>Whether the provider may charge for the attempt although no answer came of it.</summary>
    public bool MayBeBilled { get; init; } = failure is LlmFailure.Timeout or LlmFailure.BadResponse or LlmFailure.Refused;

    /// <summary>Whether the same request can succeed later.</summary>
    public bool IsTransient => !EndsTheWork && (ShouldRetry
        ?? Failure is LlmFailure.Connection or LlmFailure.Timeout or LlmFailure.RateLimited or LlmFailure.Server or LlmFailure.BadResponse);

    /// <summary>Whether no further call to this model can succeed either.</summary>
    public bool EndsTheWork => Failure is LlmFailure.Authentication or LlmFailure.UnknownModel or LlmFailure.AllowanceEmpty or LlmFailure.BudgetReached or LlmFailure.Unreachable;
}

/// <summary>A model that cannot be called as it is set up; nothing was sent.</summary>
public sealed class LlmConfigurationException(string message) : Exception(message);
