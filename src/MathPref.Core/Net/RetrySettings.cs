namespace MathPref.Core.Net;

/// <summary>How often and how long a call that failed for a passing reason is tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>Attempts after the first.</summary>
    public int MaximumRetryCount { get; init; } = 10;

    /// <summary>The first wait; it doubles from attempt to attempt.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, whatever the server asks for.</summary>
    public TimeSpan MaximumRetryInterval { get; init; } = TimeSpan.FromSeconds(120);
}
