using MathPref.Core.Argilla;
using MathPref.Core.Llm;
using MathPref.Core.Net;
using MathPref.Core.Tests.Llm;
using Microsoft.Extensions.Time.Testing;

namespace MathPref.Core.Tests.Argilla;

public sealed class ArgillaClientTests : IAsyncLifetime
{
    private StrictArgillaServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictArgillaServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<ArgillaSession> OpenAsync(string? workspace = null, ArgillaClient? client = null) => ArgillaSession.OpenAsync(client ?? _server.Client(), workspace, default);

    private async Task<ArgillaException> FailsAsync(Func<Task> work, ArgillaFailure failure)
    {
        var error = await Assert.ThrowsAsync<ArgillaException>(work);
        Assert.Equal(failure, error.Failure);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
        return error;
    }

    [Theory]
    [InlineData("2.0.0")]
    [InlineData("2.8.0")]
    [InlineData("3.0.0dev0")]
    public async Task A_server_of_2_or_later_is_taken(string version)
    {
        _server.Version = version;
        Assert.Equal(version, (await OpenAsync()).Version);
        Assert.Equal(["/api/v1/version", "/api/v1/me", "/api/v1/me/workspaces"], _server.Calls.Take(3).Select(c => c.Path));
    }

    [Theory]
    [InlineData("1.29.1")]
    [InlineData("1.28.0")]
    public async Task A_server_of_1_is_too_old(string version)
    {
        _server.Version = version;
        var error = await FailsAsync(() => OpenAsync(), ArgillaFailure.TooOld);
        Assert.Contains($"version {version}, which is too old", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_in_place_of_the_api_is_no_argilla()
    {
        _server.Fault = _ => new ArgillaFault(200, "<html>hello</html>") { ContentType = "text/html" };
        var error = await FailsAsync(() => OpenAsync(), ArgillaFailure.NotArgilla);
        Assert.Contains("-ApiUrl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_space_is_explained_and_its_token_opens_it()
    {
        _server.IsPrivateSpace = true;
        // The host does not exist: the way there is the server on loopback, as a proxy.
        ArgillaClient Client(string? token) => new(
            new ArgillaConnection { Address = new Uri("http://team-argilla.hf.space/"), ApiKey = StrictArgillaServer.OwnerKey, SpaceToken = token, AllowTokenToSpace = true },
            ArgillaSetup.Http(proxy: new ProxySettings(_server.Address, null, None: false)));
        var error = await FailsAsync(() => OpenAsync(client: Client(null)), ArgillaFailure.NotArgilla);
        Assert.Contains("The Space is private", error.Message, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.Null(_server.Calls[0].Headers.GetValueOrDefault("Authorization"));
        await OpenAsync(client: Client(StrictArgillaServer.SpaceToken));
        Assert.Equal(("team-argilla.hf.space", StrictArgillaServer.OwnerKey, "Bearer " + StrictArgillaServer.SpaceToken), (_server.Calls[^1].Headers["Host"], _server.Calls[^1].Headers["X-Argilla-Api-Key"], _server.Calls[^1].Headers["Authorization"]));
    }

    [Fact]
    public async Task A_missing_workspace_is_told_with_those_that_there_are()
    {
        _server.AddWorkspace("maths");
        Assert.Contains("argilla, maths", (await FailsAsync(() => OpenAsync(), ArgillaFailure.Workspace)).Message, StringComparison.Ordinal);
        var error = await FailsAsync(() => OpenAsync("math"), ArgillaFailure.Workspace);
        Assert.Contains("There are argilla, maths. Did you mean 'maths'?", error.Message, StringComparison.Ordinal);
        Assert.Equal("maths", (await OpenAsync("maths")).Workspace.Name);
        _server.RemoveWorkspaces();
        Assert.Contains("has none", (await FailsAsync(() => OpenAsync("maths"), ArgillaFailure.Workspace)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_keys_and_annotators_are_told()
    {
        var wrong = await FailsAsync(() => OpenAsync(client: _server.Client("wrong-planted-key")), ArgillaFailure.Authentication);
        Assert.Contains("Could not validate credentials", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("ARGILLA_API_KEY", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("annotator", (await FailsAsync(() => OpenAsync(client: _server.Client(_server.AddAnnotator("bo"))), ArgillaFailure.Authentication)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_repeats_the_key_is_quoted_without_it()
    {
        _server.Fault = call => new ArgillaFault(call.Number % 2 == 0 ? 400 : 500, $$"""{"detail":"bad key {{StrictArgillaServer.OwnerKey}}\u001b[31m {{new string('x', 470)}}{{StrictArgillaServer.OwnerKey}}"}""");
        Assert.Contains("(the key)", (await FailsAsync(() => OpenAsync(), ArgillaFailure.Refused)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', (await FailsAsync(() => OpenAsync(), ArgillaFailure.Server)).Message);
    }

    [Fact]
    public async Task A_redirect_is_told_and_not_followed()
    {
        await using var other = await StrictArgillaServer.StartAsync();
        _server.Fault = call => new ArgillaFault(307, "") { Headers = new Dictionary<string, string> { ["Location"] = other.Address + "api/v1/version?key=" + StrictArgillaServer.OwnerKey } };
        var error = await FailsAsync(() => OpenAsync(), ArgillaFailure.NotArgilla);
        Assert.Contains("-ApiUrl", error.Message, StringComparison.Ordinal);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task What_can_succeed_later_is_tried_again_after_the_wait_that_the_server_asks_for()
    {
        FakeTimeProvider time = new();
        _server.Fault = call => call.Number switch
        {
            0 => new ArgillaFault(429, """{"detail":"slow down"}""") { Headers = new Dictionary<string, string> { ["Retry-After"] = "17" } },
            1 => new ArgillaFault(503, "<html>building</html>") { ContentType = "text/html" },
            2 => new ArgillaFault { Resets = true },
            _ => null,
        };
        var waits = new List<TimeSpan>();
        // Turning the clock for the waits must not end an attempt.
        var http = ArgillaSetup.Http(time, new RetrySettings { MaximumRetryInterval = TimeSpan.FromSeconds(30) }, TimeSpan.FromDays(20));
        http.OnRetry = (wait, _) => waits.Add(wait);
        var client = new ArgillaClient(new ArgillaConnection { Address = _server.Address, ApiKey = StrictArgillaServer.OwnerKey }, http);
        var call = client.CheckVersionAsync(default);
        await time.TurnUntilDoneAsync(call, TimeSpan.FromSeconds(1));
        Assert.Equal("2.8.0", await call);
        Assert.Equal(4, _server.Calls.Count);
        Assert.Equal(TimeSpan.FromSeconds(17), waits[0]);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task What_cannot_succeed_is_not_tried_again()
    {
        var client = _server.Client(retry: new RetrySettings());
        _server.Fault = _ => new ArgillaFault(422, """{"detail":"no"}""");
        await FailsAsync(() => client.CheckVersionAsync(default), ArgillaFailure.Refused);
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_ends()
    {
        FakeTimeProvider time = new();
        _server.Fault = _ => new ArgillaFault { Never = true };
        var call = _server.Client(time: time, timeout: TimeSpan.FromSeconds(60)).CheckVersionAsync(default);
        Assert.True(await _server.WaitAsync(s => s.Calls.Count == 1));
        time.Advance(TimeSpan.FromSeconds(61));
        var error = await FailsAsync(() => call, ArgillaFailure.Timeout);
        Assert.Contains("-TimeoutSec", error.Message, StringComparison.Ordinal);
        Assert.True(await _server.WaitAsync(s => s.Left == 1));
    }

    [Fact]
    public async Task An_address_where_nothing_ever_answered_is_given_up_soon()
    {
        var address = _server.Address;
        await _server.DisposeAsync();
        _server = await StrictArgillaServer.StartAsync();
        var http = ArgillaSetup.Http(retry: new RetrySettings { RetryInterval = TimeSpan.FromMilliseconds(1) });
        var tries = 0;
        http.OnRetry = (_, _) => tries++;
        var client = new ArgillaClient(new ArgillaConnection { Address = address, ApiKey = StrictArgillaServer.OwnerKey }, http);
        await FailsAsync(() => client.CheckVersionAsync(default), ArgillaFailure.Unreachable);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task Leaving_ends_the_call_at_once()
    {
        _server.Fault = _ => new ArgillaFault { Never = true };
        using CancellationTokenSource stop = new();
        var call = _server.Client(retry: new RetrySettings()).CheckVersionAsync(stop.Token);
        Assert.True(await _server.WaitAsync(s => s.Calls.Count == 1));
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(await _server.WaitAsync(s => s.Left == 1));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"username":1,"role":"owner"}""")]
    public async Task A_user_in_an_unknown_form_is_a_bad_answer(string body)
    {
        _server.Fault = call => call.Path == "/api/v1/me" ? new ArgillaFault(200, body) : null;
        await FailsAsync(() => OpenAsync(), ArgillaFailure.BadResponse);
    }

    [Fact]
    public async Task A_name_with_half_of_a_surrogate_pair_does_not_hide_what_the_status_says()
    {
        _server.Fault = _ => new ArgillaFault(422, """{"\udc00":1}""");
        await FailsAsync(() => OpenAsync(), ArgillaFailure.Refused);
    }
}
