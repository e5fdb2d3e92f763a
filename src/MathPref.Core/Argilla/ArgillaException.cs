using System.Net;

namespace MathPref.Core.Argilla;

/// <summary>Why a call to Argilla came to nothing.</summary>
public enum ArgillaFailure
{
    /// <summary>The address or the key is missing or cannot be used; nothing was sent.</summary>
    Configuration,

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

    /// <summary>An answer that is not what the protocol says.</summary>
    BadResponse,

    /// <summary>The key is wrong or has no right to this.</summary>
    Authentication,

    /// <summary>The address has no Argilla, or it shows itself to nobody without a token (a private Space).</summary>
    NotArgilla,

    /// <summary>A server before 2.0.</summary>
    TooOld,

    /// <summary>No such workspace, or it was not said which of several.</summary>
    Workspace,

    /// <summary>No such dataset, or it is gone.</summary>
    DatasetNotFound,

    /// <summary>The dataset's fields or questions are not those of preference records.</summary>
    DatasetMismatch,

    /// <summary>The server refuses what it was sent.</summary>
    Refused,
}

/// <summary>A call to Argilla that came to nothing, in the server's own words. No message holds a key.</summary>
public sealed class ArgillaException(ArgillaFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public ArgillaFailure Failure { get; } = failure;

    /// <summary>The HTTP status, where there was an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The index of the record that the server named, in the request.</summary>
    public int? Position { get; init; }

    /// <summary>The answer is longer than any that is read: a smaller page may not be.</summary>
    internal bool IsTooLarge { get; init; }
}
