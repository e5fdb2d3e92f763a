namespace MathPref.Core.Net;

/// <summary>Why a call to a service came to nothing, as far as that is the same for every service. Each service adds its own kinds.</summary>
public enum ServiceFailure
{
    /// <summary>No connection, or it broke off.</summary>
    Connection,

    /// <summary>Nothing listens at the address, and nothing ever has.</summary>
    Unreachable,

    /// <summary>No answer within the time of one attempt.</summary>
    Timeout,

    /// <summary>Too many requests for now.</summary>
    RateLimited,

    /// <summary>The server failed or is overloaded.</summary>
    Server,

    /// <summary>An answer that is cut off or is not what the protocol says.</summary>
    BadResponse,

    /// <summary>The server refuses this request, whoever asks.</summary>
    BadRequest,

    /// <summary>The key is wrong or has no right to this.</summary>
    Authentication,

    /// <summary>The account has nothing left for this.</summary>
    AllowanceEmpty,

    /// <summary>What only one service knows: from here on its own kinds are numbered.</summary>
    OfService,
}
