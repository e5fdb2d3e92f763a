using System.Net;
using MathPref.Core.Argilla;
using MathPref.Core.Hub;
using MathPref.Core.Tests.Hub;

namespace MathPref.Core.Tests.Argilla;

/// <summary>The token of huggingface.co, which may write, and the Spaces that ask for it.</summary>
public sealed class SpaceDoorTests : IAsyncLifetime
{
    private StrictArgillaServer _space = null!;
    private StrictHubServer _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _space = await StrictArgillaServer.StartAsync();
        _hub = await StrictHubServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _space.DisposeAsync();
        await _hub.DisposeAsync();
    }

    /// <summary>Spaces are reached by way of this; everything else as it is.</summary>
    private sealed class WayToSpaces(Uri space) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => space;

        public bool IsBypassed(Uri host) => !host.Host.EndsWith(".hf.space", StringComparison.Ordinal);
    }

    private async Task<ArgillaSession> OpenAsync(string space, string? token, bool allow = false, string? hub = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new WayToSpaces(_space.Address) });
        var connection = ArgillaConnection.Resolve(
            new Uri($"http://{space}.hf.space"),
            new NetworkCredential("", StrictArgillaServer.OwnerKey).SecurePassword,
            allowUnencrypted: true,
            name => name switch { "HF_TOKEN" => token, "HF_ENDPOINT" => hub ?? _hub.Address, _ => null },
            allowTokenToSpace: allow);
        return await ArgillaSession.OpenAsync(new ArgillaClient(connection, ArgillaSetup.Http(http)), null, TestContext.Current.CancellationToken);
    }

    private IEnumerable<string?> Sent => _space.Calls.Select(call => call.Headers.GetValueOrDefault("Authorization"));

    private async Task<string> WithheldAsync(string space, string? hub = null)
    {
        _space.IsPrivateSpace = true;
        var error = await Assert.ThrowsAsync<ArgillaException>(() => OpenAsync(space, _hub.Token, hub: hub));
        Assert.Equal(ArgillaFailure.Authentication, error.Failure);
        Assert.All(Sent, Assert.Null);
        Assert.Contains("was not sent", error.Message, StringComparison.Ordinal);
        Assert.Contains("-AllowTokenToSpace", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
        return error.Message;
    }

    [Fact]
    public async Task A_Space_that_does_not_ask_is_not_told_the_token_and_the_Hub_is_not_asked()
    {
        _hub.Spaces["ada-argilla"] = "ada/argilla";
        await OpenAsync("ada-argilla", _hub.Token);
        Assert.All(Sent, Assert.Null);
        Assert.Empty(_hub.Calls);
    }

    [Theory]
    [InlineData("ada-argilla", StrictHubServer.Owner + "/argilla")]
    [InlineData("ada-argilla", "Ada/Argilla")]
    [InlineData("analytical-engines-x-y", StrictHubServer.Organization + "/x_y")]
    [InlineData("named-otherwise", StrictHubServer.Owner + "/argilla")]
    public async Task A_private_Space_of_the_user_or_an_organisation_is_opened_once_it_has_refused(string space, string id)
    {
        _hub.Spaces[space] = id;
        _space.IsPrivateSpace = true;
        _space.SpaceTokens.Add(_hub.Token);
        await OpenAsync(space, _hub.Token);
        Assert.Null(Sent.First());
        Assert.All(Sent.Skip(1), sent => Assert.Equal("Bearer " + _hub.Token, sent));
        Assert.All(_space.Calls, call => Assert.Equal($"{space}.hf.space", call.Headers["Host"]));
    }

    [Theory]
    [InlineData("ada-evil-x", "ada-evil/x")]
    [InlineData("ada-x", "mallory/x")]
    [InlineData("ada-x", "adam/x")]
    [InlineData("analytical-engines-x", "analytical/engines-x")]
    [InlineData("ada-x", "/x")]
    [InlineData("ada-x", "ada")]
    [InlineData("ada-x", "ada/x/y")]
    public async Task A_Space_of_somebody_else_does_not_get_the_token_whatever_it_is_called(string space, string id)
    {
        _hub.Spaces[space] = id;
        var message = await WithheldAsync(space);
        if (id.Split('/') is [{ Length: > 0 } owner, _])
            Assert.Contains($"'{owner}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Space_that_the_Hub_does_not_name_or_a_Hub_that_does_not_answer_does_not_open_the_way()
    {
        await WithheldAsync("ada-x");
        await WithheldAsync("ada-x", "http://127.0.0.1:1");
        await WithheldAsync("ada-x", "http://mirror.example:80@x/");
        await WithheldAsync("ada.x");
        _hub.Spaces["ada-x"] = "ada/x";
        foreach (var kind in (string[])["space", "whoami"])
        {
            foreach (var fault in (HubFault[])[HubFault.Error(401), HubFault.Error(403), HubFault.Error(500), HubFault.Error(200, "[]"), HubFault.Error(200, "{}"), HubFault.Html(200), new HubFault { Cuts = true }])
            {
                _hub.Script = call => call.Kind == kind ? fault : null;
                await WithheldAsync("ada-x");
            }
        }
    }

    [Fact]
    public async Task The_switch_lets_it_go_to_any_Space_and_only_to_one_that_has_refused()
    {
        _space.SpaceTokens.Add(_hub.Token);
        await OpenAsync("mallory-x", _hub.Token, allow: true);
        Assert.All(Sent, Assert.Null);
        var before = _space.Calls.Count;
        _space.IsPrivateSpace = true;
        await OpenAsync("mallory-x", _hub.Token, allow: true);
        Assert.Null(Sent.ElementAt(before));
        Assert.All(Sent.Skip(before + 1), sent => Assert.Equal("Bearer " + _hub.Token, sent));
        Assert.Empty(_hub.Calls);
    }

    [Fact]
    public async Task A_refusal_of_Argilla_s_own_is_no_reason_to_show_the_token()
    {
        _hub.Spaces["ada-x"] = "ada/x";
        _space.Fault = call => call.Path == "/api/v1/me" ? new ArgillaFault(401, """{"detail":"no"}""") : null;
        await Assert.ThrowsAsync<ArgillaException>(() => OpenAsync("ada-x", _hub.Token));
        Assert.All(Sent, Assert.Null);
    }

    [Fact]
    public async Task However_Spaces_and_owners_are_named_the_token_goes_to_those_of_the_user_alone()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        _space.IsPrivateSpace = true;
        _space.SpaceTokens.Add(_hub.Token);
        string[] words = ["ada", "analytical", "engines", "evil", "x", "Ada", "a"];
        string Name() => string.Join('-', Enumerable.Range(0, random.Next(1, 4)).Select(_ => words[random.Next(words.Length)]));
        for (var round = 0; round < 60; round++)
        {
            var (owner, name) = (Name(), Name());
            var space = $"{owner}-{name}".ToLowerInvariant();
            _hub.Spaces.Clear();
            _hub.Spaces[space] = $"{owner}/{name}";
            var before = _space.Calls.Count;
            var isOwn = owner.Equals(StrictHubServer.Owner, StringComparison.OrdinalIgnoreCase) || owner.Equals(StrictHubServer.Organization, StringComparison.OrdinalIgnoreCase);
            var error = await Record.ExceptionAsync(() => OpenAsync(space, _hub.Token));
            Assert.True(isOwn == (error is null), $"seed {seed}, round {round}: {owner}/{name}: {error?.Message}");
            Assert.True(isOwn == Sent.Skip(before).Any(sent => sent is not null), $"seed {seed}, round {round}: {owner}/{name}");
        }
    }
}
