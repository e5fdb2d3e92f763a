using MathPref.Core.Llm.Limits;
using MathPref.Core.Net;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Llm;

/// <summary>A call that failed, in the provider's own words.</summary>
public sealed class LlmException(LlmFailure failure, string message, Exception? inner = null) : ServiceException((ServiceFailure)failure, message, inner)
{
    public LlmFailure Failure { get; } = failure;

    /// <summary>What the server said of trying again (x-should-retry), where it said so.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>What the server said of its quota.</summary>
    internal RateHeaders? Rate { get; init; }

    /// <summary>What the server says that the attempt used all the same; null where it says nothing.</summary>
    internal UsageDetails? Usage { get; set; }

    /// <summary>Whether the provider may charge for the attempt although no answer came of it.</summary>
    public bool MayBeBilled { get => field || Usage is not null; init; } = failure is LlmFailure.Timeout or LlmFailure.BadResponse or LlmFailure.Refused;

    /// <inheritdoc/>
    public override bool IsTransient => !EndsTheWork && (ShouldRetry
        ?? Failure is LlmFailure.Connection or LlmFailure.Timeout or LlmFailure.RateLimited or LlmFailure.Server or LlmFailure.BadResponse);

    /// <summary>Whether no further call to this model can succeed either.</summary>
    public bool EndsTheWork => Failure is LlmFailure.Authentication or LlmFailure.UnknownModel or LlmFailure.AllowanceEmpty
        or LlmFailure.BudgetReached or LlmFailure.Unreachable;
}
