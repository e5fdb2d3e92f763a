using MathPref.Core.Net;

namespace MathPref.Core.Hub;

/// <summary>How the calls of one push or download are made.</summary>
internal sealed record HubSettings
{
    /// <summary>For one attempt; that of an upload or a download begins anew with every byte that is taken or comes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The Hub's own clients wait 1, 2, 4, 8, 8 s.</summary>
    public RetrySettings Retry { get; init; } = new() { MaximumRetryCount = 5, MaximumRetryInterval = TimeSpan.FromSeconds(300) };

    public ProxySettings? Proxy { get; init; }
}
