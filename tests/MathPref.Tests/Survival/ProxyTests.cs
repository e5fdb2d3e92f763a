using System.Net;
using System.Net.Sockets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

/// <summary>A key for a server on this machine does not take the way that the environment has for others.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_call_to_this_machine_never_goes_to_the_proxy_of_the_environment(string host)
    {
        await using var server = await ChatServer.StartEchoAsync();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}";
        // An answer of the proxy, should it be asked, ends the program instead of the test's patience.
        _ = AnswerAsync(proxy);
        var said = Programs.ShellCommand(
            "'hello' | Invoke-TextGeneration -Llm openai/x -Endpoint $env:TEST_SERVER -ApiKey planted-key -MaximumRetryCount 0 | ForEach-Object generation",
            ("TEST_SERVER", server.Address.Replace("127.0.0.1", host, StringComparison.Ordinal)),
            ("http_proxy", address), ("HTTP_PROXY", address), ("https_proxy", address), ("all_proxy", address), ("ALL_PROXY", address), ("no_proxy", null), ("NO_PROXY", null)).Succeeded();
        Assert.Equal("HELLO", said.Trim());
        Assert.Equal("Bearer planted-key", Assert.Single(server.Requests).Authorization);
    }

    private static async Task AnswerAsync(TcpListener proxy)
    {
        using var client = await proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }
}
