using MathPref.Core.Net;

namespace MathPref.Core.Llm;

/// <summary>Why a call gave no answer: what every service knows, and what only a model does.</summary>
public enum LlmFailure
{
    /// <inheritdoc cref="ServiceFailure.Connection"/>
    Connection = (int)ServiceFailure.Connection,

    /// <inheritdoc cref="ServiceFailure.Unreachable"/>
    Unreachable = (int)ServiceFailure.Unreachable,

    /// <inheritdoc cref="ServiceFailure.Timeout"/>
    Timeout = (int)ServiceFailure.Timeout,

    /// <summary>Too many requests or tokens for now.</summary>
    RateLimited = (int)ServiceFailure.RateLimited,

    /// <inheritdoc cref="ServiceFailure.Server"/>
    Server = (int)ServiceFailure.Server,

    /// <inheritdoc cref="ServiceFailure.BadResponse"/>
    BadResponse = (int)ServiceFailure.BadResponse,

    /// <summary>The server refuses this request; others may do.</summary>
    BadRequest = (int)ServiceFailure.BadRequest,

    /// <summary>The key is missing, wrong or has no right to this.</summary>
    Authentication = (int)ServiceFailure.Authentication,

    /// <summary>The account has nothing left for this model.</summary>
    AllowanceEmpty = (int)ServiceFailure.AllowanceEmpty,

    /// <summary>The model declined, or a filter removed the answer.</summary>
    Refused = (int)ServiceFailure.OfService,

    /// <summary>The server knows no such model or route.</summary>
    UnknownModel,

    /// <summary>The next call could cost more than is left of -MaxCost.</summary>
    BudgetReached,
}
