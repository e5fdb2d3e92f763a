using System.Net;

namespace MathPref.Core.Argilla;

/// <summary>What the server answered, whatever its status.</summary>
internal sealed record ArgillaReply(HttpStatusCode Status, string? MediaType, byte[] Body)
{
    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect points; it is never followed.</summary>
    public Uri? Location { get; init; }

    public bool IsJson => MediaType is not null && MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the same request can succeed later.</summary>
    public bool IsTransient => (int)Status is 408 or 425 or 429 or >= 500;
}
