using System.Text;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Survival;

/// <summary>A planted key must turn up nowhere but in the header of the request.</summary>
public sealed class SecretTests
{
    private const string Key = "sk-planted-0123456789abcdef";

    [Fact]
    public async Task The_key_is_in_nothing_that_the_module_emits()
    {
        using var scratch = new Scratch();
        // The server repeats the key wherever it can.
        await using var server = await ChatServer.StartAsync(r => r.Number switch
        {
            0 => new ChatServer.Reply("", 503, $"{{\"error\":{{\"message\":\"key {Key} is slow\"}}}}"),
            1 => new ChatServer.Reply("", 400, $"{{\"error\":{{\"message\":\"The value {Key} is too long\"}}}}"),
            2 => new ChatServer.Reply("", 200, $"no JSON but {Key}"),
            // What stands in an answer itself is the model's, and stays.
            3 => new ChatServer.Reply("an answer with an odd end", FinishReason: Key),
            _ => new ChatServer.Reply("an answer"),
        });
        var script =
            """
            $m = New-Llm openai/test -Endpoint $env:TEST_SERVER -ApiKey $env:TEST_KEY -Journal $env:TEST_JOURNAL
            $m; "$m"; $m | Out-Default
            0..5 | ForEach-Object { "row $_" } | Invoke-TextGeneration -Llm $m -ThrottleLimit 1 -RetryIntervalSec 0.01 -MaximumRetryCount 1 -Verbose -Debug | Export-Distiset $env:TEST_SET -PassThru
            Get-LlmUsage
            $Error | ForEach-Object { $_; $_.Exception.ToString(); $_.TargetObject; $_.ErrorDetails }
            """;
        (string, string?)[] environment = [("TEST_SERVER", server.Address), ("TEST_KEY", Key), ("TEST_JOURNAL", scratch["journal.db"]), ("TEST_SET", scratch["set"])];
        var text = Programs.ShellCommand(script, environment);
        Assert.Contains("an answer", text.Output, StringComparison.Ordinal);
        Assert.Contains("(the key)", text.Output + text.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", text.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(scratch.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("planted", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_does_not_go_unencrypted_to_another_machine()
    {
        using var engine = new Engine();
        var result = engine.Run($"'x' | Invoke-TextGeneration -Llm openai/test -Endpoint http://192.0.2.1/v1 -ApiKey {Key}");
        var error = result.TerminatingError();
        Assert.Contains("-AllowUnencryptedAuthentication", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await ChatServer.StartEchoAsync();
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("", 307, "", new Dictionary<string, string> { ["Location"] = other.Address + "/v1/chat/completions?k=" + Key }));
        using var engine = new Engine();
        var result = await Task.Run(() => engine.Run($"'x' | Invoke-TextGeneration -Llm openai/test -Endpoint $url -ApiKey {Key}", ("url", server.Address)));
        Assert.Contains("-Endpoint", result.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", result.OneError().ToString(), StringComparison.Ordinal);
        Assert.Equal(0, other.Started);
    }

    [Fact]
    public async Task A_proxy_is_used_where_one_is_given()
    {
        await using var proxy = await ChatServer.StartEchoAsync();
        using var engine = new Engine();
        // What the proxy is asked for is on a host that does not exist.
        var result = await Task.Run(() => engine.Run("'x' | Invoke-TextGeneration -Llm openai/test -Endpoint http://model.invalid/v1 -Proxy $proxy -MaximumRetryCount 0", ("proxy", proxy.Address)));
        Assert.Equal("X", Assert.Single(result.Clean()).Properties["generation"].Value);
        Assert.Equal(1, proxy.Started);
    }
}
