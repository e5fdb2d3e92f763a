using System.Net;
using MathPref.Core.Hub;

namespace MathPref.Core.Tests.Hub;

public sealed class HubConnectionTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    private HubConnection Resolve(string? given = null, bool allowUnencrypted = false, params (string Name, string Value)[] variables) =>
        HubConnection.Resolve(given is null ? null : new NetworkCredential("", given).SecurePassword, allowUnencrypted, Environment(variables));

    private Func<string, string?> Environment(params (string Name, string Value)[] variables) => name =>
        variables.FirstOrDefault(v => v.Name == name).Value ?? (name is "HOME" or "USERPROFILE" ? _home.Path : null);

    [Fact]
    public void The_token_is_looked_for_in_the_Hub_s_own_order()
    {
        List<(string Name, string Value)> variables = [];
        string Found() => Resolve(null, false, [.. variables]).Token;
        _home.File(".cache/huggingface/token", "hf_home\n");
        Assert.Equal("hf_home", Found());
        variables.Add(("XDG_CACHE_HOME", _home["xdg"]));
        _home.File("xdg/huggingface/token", "hf_xdg");
        Assert.Equal("hf_xdg", Found());
        variables.Add(("HF_HOME", "~/hf"));
        _home.File("hf/token", " hf_hfhome \r\n");
        Assert.Equal("hf_hfhome", Found());
        variables.Add(("HF_TOKEN_PATH", _home["tokenfile"]));
        _home.File("tokenfile", "hf_path");
        Assert.Equal("hf_path", Found());
        variables.Add(("HUGGING_FACE_HUB_TOKEN", "hf_old"));
        Assert.Equal("hf_old", Found());
        variables.Add(("HF_TOKEN", " hf_env\n"));
        Assert.Equal("hf_env", Found());
        Assert.Equal("hf_given", Resolve("hf_given", false, [.. variables]).Token);
    }

    [Fact]
    public void Blank_tokens_are_none()
    {
        _home.File(".cache/huggingface/token", "\n");
        var error = Assert.Throws<HubConfigurationException>(() => Resolve("  ", false, ("HF_TOKEN", " \n")));
        Assert.True(error.IsMissingToken);
        Assert.Contains("HF_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://huggingface.co/settings/tokens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_with_a_character_that_no_header_takes_is_not_repeated()
    {
        var error = Assert.Throws<HubConfigurationException>(() => Resolve("hf_plänted"));
        Assert.Contains("U+00E4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nted", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://mirror.example/", "https://mirror.example/api/x")]
    [InlineData("https://mirror.example/hf/", "https://mirror.example/hf/api/x")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/x")]
    [InlineData("", "https://huggingface.co/api/x")]
    public void The_endpoint_is_the_environment_s(string endpoint, string expected) =>
        Assert.Equal(expected, Resolve("hf_x", false, ("HF_ENDPOINT", endpoint)).At("/api/x").AbsoluteUri);

    [Fact]
    public void The_Hub_s_own_links_are_put_on_the_endpoint_and_no_others()
    {
        var connection = Resolve("hf_x", false, ("HF_ENDPOINT", "https://mirror.example/hf"));
        Assert.Equal("https://mirror.example/hf/a?b=1", connection.PutOnEndpoint("https://huggingface.co/a?b=1").AbsoluteUri);
        Assert.Equal("https://huggingface.co.evil.example/a", connection.PutOnEndpoint("https://huggingface.co.evil.example/a").AbsoluteUri);
        Assert.False(connection.IsOwn(new Uri("https://huggingface.co/a")));
        Assert.False(connection.IsOwn(new Uri("http://mirror.example/hf")));
        Assert.True(connection.IsOwn(new Uri("https://mirror.example/other")));
        Assert.Throws<HubException>(() => connection.PutOnEndpoint("ftp://x/y"));
    }

    [Theory]
    [InlineData("mirror.example")]
    [InlineData("ftp://mirror.example")]
    [InlineData("https://user:secret@mirror.example")]
    public void An_endpoint_that_is_none_is_refused_without_being_repeated(string endpoint)
    {
        var error = Assert.Throws<HubConfigurationException>(() => Resolve("hf_x", false, ("HF_ENDPOINT", endpoint)));
        Assert.Contains("HF_ENDPOINT", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_does_not_go_unencrypted_to_another_machine()
    {
        Assert.Throws<HubConfigurationException>(() => Resolve("hf_x", false, ("HF_ENDPOINT", "http://192.0.2.1")));
        Assert.Equal("hf_x", Resolve("hf_x", true, ("HF_ENDPOINT", "http://192.0.2.1")).Token);
    }

    [Fact]
    public void Nothing_is_sent_where_the_Hub_is_switched_off() =>
        Assert.Contains("HF_HUB_OFFLINE", Assert.Throws<HubConfigurationException>(() => Resolve("hf_x", false, ("HF_HUB_OFFLINE", "1"))).Message, StringComparison.Ordinal);

    private HubConnection Reading(params (string Name, string Value)[] variables) => HubConnection.ForReading(null, Environment(variables));

    [Fact]
    public void Reading_needs_no_token_and_takes_one_where_a_push_would()
    {
        Assert.Equal("", Reading().Token);
        Assert.Equal("hf_env", Reading(("HF_TOKEN", "hf_env")).Token);
        _home.File(".cache/huggingface/token", "hf_file\n");
        Assert.Equal("hf_file", Reading().Token);
        Assert.Equal("https://huggingface.co/api/x", Reading(("HF_HUB_OFFLINE", "1")).At("/api/x").AbsoluteUri);
        Assert.Throws<HubConfigurationException>(() => Reading(("HF_TOKEN", "hf_\u00e4")));
        Assert.Throws<HubConfigurationException>(() => Reading(("HF_ENDPOINT", "mirror.example")));
    }

    [Fact]
    public void Reading_takes_no_token_to_another_machine_unencrypted()
    {
        Assert.Equal("", Reading(("HF_ENDPOINT", "http://192.0.2.1")).Token);
        Assert.Equal("hf_x", Reading(("HF_ENDPOINT", "http://127.0.0.1:8080"), ("HF_TOKEN", "hf_x")).Token);
        var error = Assert.Throws<HubConfigurationException>(() => Reading(("HF_ENDPOINT", "http://192.0.2.1"), ("HF_TOKEN", "hf_x")));
        Assert.Contains("https", error.Message, StringComparison.Ordinal);
        Assert.Contains("without a token", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_read_without_a_token_to_take_out() =>
        Assert.Equal("no such thing.", new HubErrorReader(Reading(), TimeProvider.System).WordsOf("""{"error":"no such thing"}"""u8.ToArray()));

    [Fact]
    public void A_name_with_half_of_a_surrogate_pair_does_not_break_the_reading_of_an_error()
    {
        var connection = HubConnection.Resolve(null, false, name => name == "HF_TOKEN" ? "hf_x" : null);
        Assert.Equal("""{"error":"no","\udc00":1}.""", new HubErrorReader(connection, TimeProvider.System).WordsOf("""{"error":"no","\udc00":1}"""u8.ToArray()));
    }

    [Theory]
    [InlineData("<style")]
    [InlineData("<")]
    [InlineData("<script></style>")]
    public void A_page_of_marks_that_are_never_closed_is_read_in_linear_time(string mark)
    {
        var reader = new HubErrorReader(HubConnection.Resolve(null, false, name => name == "HF_TOKEN" ? "hf_x" : null), TimeProvider.System);
        var page = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(mark, 60_000 / mark.Length)));
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++)
            reader.WordsOf(page);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < Tasks.HostileText.Limit);
    }
}
