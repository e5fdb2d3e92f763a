using System.Net;
using System.Net.Sockets;
using System.Text;
using MathPref.Core.Argilla;
using MathPref.Core.Hub;
using MathPref.Core.Llm;
using MathPref.Core.Net;

namespace MathPref.Core.Tests.Net;

/// <summary>This machine and the proxies between it and others.</summary>
public sealed class LoopbackTests
{
    private static readonly ProxySettings s_far = new(new Uri("http://proxy.example:3128"), null, None: false);
    private static readonly ProxySettings s_near = new(new Uri("http://127.0.0.1:3128"), null, None: false);

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://LOCALHOST.:8080")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.255.0.3:1")]
    [InlineData("http://127.1")]
    [InlineData("http://0x7f.1")]
    [InlineData("http://2130706433")]
    [InlineData("http://[::1]:80")]
    [InlineData("http://[0:0:0:0:0:0:0:1]")]
    [InlineData("http://[::1%251]")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://[::ffff:7f12:3]")]
    public void What_is_this_machine_is_known_however_it_is_written(string address)
    {
        Assert.True(Loopback.Is(new Uri(address)), address);
        Assert.True(new EnvironmentProxy().IsBypassed(new Uri(address)));
        Assert.Null(new EnvironmentProxy().GetProxy(new Uri(address)));
    }

    [Theory]
    [InlineData("http://localhost.example")]
    [InlineData("http://127.0.0.1.example")]
    [InlineData("http://128.0.0.1")]
    [InlineData("http://[::2]")]
    [InlineData("http://[::ffff:10.0.0.1]")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://xlocalhost")]
    public void What_only_looks_like_it_is_not(string address) => Assert.False(Loopback.Is(new Uri(address)), address);

    [Fact]
    public void A_key_in_clear_is_refused_where_a_proxy_would_read_it()
    {
        var key = new NetworkCredential("", "planted-key").SecurePassword;
        LlmSpec Spec(string endpoint, ProxySettings? proxy, bool allow = false) =>
            LlmSpec.Parse("openai/x") with { Endpoint = new Uri(endpoint), ApiKey = key, Proxy = proxy, AllowUnencryptedAuthentication = allow };
        void Model(string endpoint, ProxySettings? proxy, bool allow = false) => LlmConnection.Resolve(Spec(endpoint, proxy, allow), _ => null);
        void Argilla(string endpoint, ProxySettings? proxy, bool allow = false) => ArgillaConnection.Resolve(new Uri(endpoint), key, allow, _ => null, proxy);
        void Hub(string endpoint, ProxySettings? proxy, bool allow = false) => HubConnection.Resolve(key, allow, name => name == "HF_ENDPOINT" ? endpoint : null, proxy);
        foreach (var resolve in (Action<string, ProxySettings?, bool>[])[(e, p, a) => Model(e, p, a), (e, p, a) => Argilla(e, p, a), (e, p, a) => Hub(e, p, a)])
        {
            string Refused(string endpoint, ProxySettings? proxy) => Assert.ThrowsAny<Exception>(() => resolve(endpoint, proxy, false)).Message;
            Assert.Contains("proxy.example (-Proxy)", Refused("http://localhost:8080", s_far), StringComparison.Ordinal);
            Assert.Contains("-AllowUnencryptedAuthentication", Refused("http://[::1]:8080", s_far), StringComparison.Ordinal);
            Assert.Contains("model.example", Refused("http://model.example", s_near), StringComparison.Ordinal);
            Assert.Contains("model.example", Refused("http://model.example", s_far), StringComparison.Ordinal);
            resolve("http://localhost:8080", s_far, true);
            resolve("http://localhost:8080", s_near, false);
            resolve("http://localhost:8080", null, false);
            resolve("http://127.0.0.1:8080", new ProxySettings(null, null, None: true), false);
            resolve("https://model.example", s_far, false);
        }
    }

    /// <summary>A proxy that answers everything, and keeps what it was asked first.</summary>
    private static async Task<string> AskedOfProxyAsync(TcpListener proxy, CancellationToken cancellation)
    {
        using var client = await proxy.AcceptTcpClientAsync(cancellation);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var line = await reader.ReadLineAsync(cancellation);
        while (await reader.ReadLineAsync(cancellation) is { Length: > 0 })
        {
        }
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellation);
        return line!;
    }

    [Theory]
    [InlineData("http://localhost:9/x")]
    [InlineData("http://127.0.0.1:9/x")]
    [InlineData("http://elsewhere.example/x")]
    public async Task The_proxy_that_was_given_is_used_for_this_machine_as_well(string address)
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var asked = AskedOfProxyAsync(proxy, TestContext.Current.CancellationToken);
        var given = new ProxySettings(new Uri($"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}"), null, None: false);
        using var response = await HttpClients.For(given).GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        Assert.Equal($"GET {address} HTTP/1.1", await asked);
    }
}
