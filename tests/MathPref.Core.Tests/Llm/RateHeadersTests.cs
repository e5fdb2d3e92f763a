using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;

namespace MathPref.Core.Tests.Llm;

public sealed class RateHeadersTests
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("6m0s", 360)]
    [InlineData("20ms", 0.02)]
    [InlineData("1h2m3s", 3723)]
    [InlineData("1.5s", 1.5)]
    public void Durations_of_reset_are_read(string text, double seconds) => Assert.Equal(seconds, RateHeaders.ParseDuration(text)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5")]
    public void What_is_no_duration_is_none(string text) => Assert.Null(RateHeaders.ParseDuration(text));

    [Fact]
    public void Both_families_of_headers_are_read()
    {
        using var mistral = new HttpResponseMessage();
        mistral.Headers.Add("x-ratelimit-limit-req-minute", "60");
        mistral.Headers.Add("x-ratelimit-remaining-req-minute", "0");
        Assert.Equal((60.0, true), (RateHeaders.Read(mistral)!.RequestsPerMinute, RateHeaders.Read(mistral)!.NothingLeft));
        using var openai = new HttpResponseMessage();
        openai.Headers.Add("x-ratelimit-remaining-requests", "3");
        openai.Headers.Add("x-ratelimit-remaining-tokens", "0");
        openai.Headers.Add("x-ratelimit-reset-tokens", "6m0s");
        Assert.Equal(TimeSpan.FromMinutes(6), RateHeaders.Read(openai)!.Reset);
        Assert.True(RateHeaders.Read(openai)!.NothingLeft);
        using var silent = new HttpResponseMessage();
        Assert.Null(RateHeaders.Read(silent));
    }
}
