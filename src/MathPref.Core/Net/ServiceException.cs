using System.Net;

namespace MathPref.Core.Net;

/// <summary>A call to a service that came to nothing. No message holds a key.</summary>
public abstract class ServiceException : Exception
{
    private protected ServiceException(ServiceFailure kind, string message, Exception? inner) : base(message, inner) =>
        Kind = kind < ServiceFailure.OfService ? kind : ServiceFailure.OfService;

    /// <summary>Why, in the words of every service; <see cref="ServiceFailure.OfService"/> where only the service's own say it.</summary>
    public ServiceFailure Kind { get; }

    /// <summary>The HTTP status, where there was an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the connection was never made, so that nothing was sent.</summary>
    public bool WasNeverConnected { get; init; }

    /// <summary>How often a call may fail so before that is taken for lasting; null for as often as it may be tried.</summary>
    public int? MostTries { get; init; }

    /// <summary>Whether the same request can succeed later.</summary>
    public abstract bool IsTransient { get; }
}
