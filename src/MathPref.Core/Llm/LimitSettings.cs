namespace MathPref.Core.Llm;

/// <summary>Limits that a person set for a model; null leaves them to be learnt, or without end.</summary>
public sealed record LimitSettings
{
    /// <summary>Requests a minute.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Tokens a minute, asked and answered together.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Calls of this model in flight, over all cmdlets that use it.</summary>
    public int? ThrottleLimit { get; init; }

    public LimitSettings OverriddenBy(LimitSettings winner) => new()
    {
        RequestsPerMinute = winner.RequestsPerMinute ?? RequestsPerMinute,
        TokensPerMinute = winner.TokensPerMinute ?? TokensPerMinute,
        ThrottleLimit = winner.ThrottleLimit ?? ThrottleLimit,
    };
}
