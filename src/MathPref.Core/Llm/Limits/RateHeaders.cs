using System.Globalization;
using System.Text.RegularExpressions;

namespace MathPref.Core.Llm.Limits;

/// <summary>
/// What a server says of its quota in the headers of an answer: Mistral's family (…-req-minute, no time of reset) and OpenAI's
/// (…-requests, with durations such as 1s, 6m0s or 20ms).
/// </summary>
internal sealed partial record RateHeaders
{
    /// <summary>Requests allowed a minute.</summary>
    public double? RequestsPerMinute { get; init; }

    public double? RemainingRequests { get; init; }

    public double? RemainingTokens { get; init; }

    /// <summary>When there is something left again, where the server says so.</summary>
    public TimeSpan? Reset { get; init; }

    public bool NothingLeft => RemainingRequests is <= 0 || RemainingTokens is <= 0;

    public static RateHeaders? Read(HttpResponseMessage response)
    {
        if (!SaysAnything(response))
            return null;
        double? Number(string name) =>
            response.Headers.TryGetValues(name, out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
        TimeSpan? Duration(string name) => response.Headers.TryGetValues(name, out var values) ? ParseDuration(values.First()) : null;

        var mistral = Number("x-ratelimit-remaining-req-minute");
        var remainingTokens = Number("x-ratelimit-remaining-tokens-minute") ?? Number("x-ratelimit-remaining-tokens");
        var headers = new RateHeaders
        {
            RequestsPerMinute = Number("x-ratelimit-limit-req-minute"),
            RemainingRequests = mistral ?? Number("x-ratelimit-remaining-requests"),
            RemainingTokens = remainingTokens,
            Reset = remainingTokens is <= 0 ? Duration("x-ratelimit-reset-tokens") : Duration("x-ratelimit-reset-requests"),
        };
        return headers.RemainingRequests is null && headers.RemainingTokens is null ? null : headers;
    }

    /// <summary>Most servers say nothing, and eight headers would be looked for in each answer.</summary>
    private static bool SaysAnything(HttpResponseMessage response)
    {
        foreach (var header in response.Headers.NonValidated)
        {
            if (header.Key.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    internal static TimeSpan? ParseDuration(string text)
    {
        var match = DurationText().Match(text.Trim());
        if (!match.Success || match.Length == 0)
            return null;
        double Part(string name) => match.Groups[name].Success ? double.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var seconds = Part("h") * 3600 + Part("m") * 60 + Part("s") + Part("ms") / 1000;
        return seconds < 1e7 ? TimeSpan.FromSeconds(seconds) : null;
    }

    [GeneratedRegex(@"^(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m(?!s))?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?$")]
    private static partial Regex DurationText();
}
