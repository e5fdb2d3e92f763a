using System.Globalization;

namespace MathPref.Core.Net;

/// <summary>Headers of an answer, as text from a stranger.</summary>
internal static class ServiceHeaders
{
    private const double LongestWaitSeconds = 1e8;

    /// <summary>The first value of a header; null where there is none.</summary>
    public static string? First(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    /// <summary>
    /// The wait of <c>Retry-After</c>, in seconds (with places, as some servers have it) or as a date; null for the past and for what is
    /// no time.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var text = First(response, "Retry-After");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return seconds is >= 0 and < LongestWaitSeconds ? TimeSpan.FromSeconds(seconds) : null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        var wait = date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
