using MathPref.Core.Net;

namespace MathPref.Core.Argilla;

/// <summary>Why a call to Argilla came to nothing: what every service knows, and what only Argilla does.</summary>
public enum ArgillaFailure
{
    /// <inheritdoc cref="ServiceFailure.Connection"/>
    Connection = (int)ServiceFailure.Connection,

    /// <inheritdoc cref="ServiceFailure.Unreachable"/>
    Unreachable = (int)ServiceFailure.Unreachable,

    /// <inheritdoc cref="ServiceFailure.Timeout"/>
    Timeout = (int)ServiceFailure.Timeout,

    /// <inheritdoc cref="ServiceFailure.RateLimited"/>
    RateLimited = (int)ServiceFailure.RateLimited,

    /// <inheritdoc cref="ServiceFailure.Server"/>
    Server = (int)ServiceFailure.Server,

    /// <inheritdoc cref="ServiceFailure.BadResponse"/>
    BadResponse = (int)ServiceFailure.BadResponse,

    /// <inheritdoc cref="ServiceFailure.Authentication"/>
    Authentication = (int)ServiceFailure.Authentication,

    /// <summary>The address or the key is missing or cannot be used; nothing was sent.</summary>
    Configuration = (int)ServiceFailure.OfService,

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
