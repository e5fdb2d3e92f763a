using MathPref.Core.Net;

namespace MathPref.Core.Hub;

/// <summary>Why a push or a download did not come to its end: what every service knows, and what only the Hub does.</summary>
public enum HubFailure
{
    /// <inheritdoc cref="ServiceFailure.Connection"/>
    Connection = (int)ServiceFailure.Connection,

    /// <summary>No answer, or no byte taken, within the time of one attempt.</summary>
    Timeout = (int)ServiceFailure.Timeout,

    /// <inheritdoc cref="ServiceFailure.RateLimited"/>
    RateLimited = (int)ServiceFailure.RateLimited,

    /// <inheritdoc cref="ServiceFailure.Server"/>
    Server = (int)ServiceFailure.Server,

    /// <inheritdoc cref="ServiceFailure.BadResponse"/>
    BadResponse = (int)ServiceFailure.BadResponse,

    /// <inheritdoc cref="ServiceFailure.BadRequest"/>
    BadRequest = (int)ServiceFailure.BadRequest,

    /// <summary>The token is no token of the Hub's.</summary>
    Authentication = (int)ServiceFailure.Authentication,

    /// <summary>The account's storage is used up.</summary>
    PaymentRequired = (int)ServiceFailure.AllowanceEmpty,

    /// <summary>The token has no right to write this.</summary>
    Forbidden = (int)ServiceFailure.OfService,

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

    /// <summary>A file changed while it was being sent, or is another on the Hub than its listing says.</summary>
    FileChanged,

    /// <summary>A key stands in what would have been sent. Nothing was.</summary>
    KeyFound,

    /// <summary>What is wanted was never fetched, and nothing may be asked for.</summary>
    NotInCache,

    /// <summary>The token has no right to read this.</summary>
    ReadForbidden,

    /// <summary>Only those may read it to whom its owner gave access.</summary>
    Gated,
}
