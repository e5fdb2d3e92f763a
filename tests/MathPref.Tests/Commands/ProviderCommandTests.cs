using MathPref.Core.Tests.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>The providers through the cmdlets that call them, and what is said of an address, a seed and a price.</summary>
public sealed class ProviderCommandTests : IDisposable
{
    private const string Ask = "'what is 2+2?' | Invoke-TextGeneration -MaximumRetryCount 0 ";

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private static string Said(Engine.Result result) =>
        string.Join('\n', result.Errors.Select(e => e.ToString()).Concat(result.Warnings).Append(result.Ended?.Message));

    /// <summary>In the built module: the variables lead there, with the keys of the variables.</summary>
    [Fact]
    public async Task Each_provider_is_called_by_its_variables_and_lists_its_models()
    {
        (string Provider, string Address, string Key)[] variables =
        [
            ("anthropic", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"), ("azure", "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"),
            ("openrouter", "OPENROUTER_BASE_URL", "OPENROUTER_API_KEY"), ("deepseek", "DEEPSEEK_BASE_URL", "DEEPSEEK_API_KEY"),
            ("groq", "GROQ_BASE_URL", "GROQ_API_KEY"), ("together", "TOGETHER_BASE_URL", "TOGETHER_API_KEY"),
            ("gemini", "THE_ADDRESS_OF_GEMINI", "GEMINI_API_KEY"), ("lmstudio", "THE_ADDRESS_OF_LMSTUDIO", "LMSTUDIO_API_KEY"),
        ];
        var servers = new Dictionary<string, StrictProviderServer>(StringComparer.Ordinal);
        try
        {
            var environment = new List<(string, string?)>();
            foreach (var (provider, address, key) in variables)
            {
                var server = servers[provider] = await StrictProviderServer.StartAsync(provider);
                environment.Add((address, server.Address.ToString() + (provider switch { "openrouter" => "api/v1", "gemini" => "v1beta/openai", _ => "" })));
                environment.Add((key, StrictProviderServer.Key));
            }
            const string Script =
                """
                foreach ($provider in 'anthropic', 'azure', 'openrouter', 'deepseek', 'groq', 'together', 'gemini', 'lmstudio') {
                    $way = @{}
                    if ($provider -in 'gemini', 'lmstudio') { $way.Endpoint = (Get-Item "env:THE_ADDRESS_OF_$($provider.ToUpperInvariant())" -ErrorAction Stop).Value }
                    $row = 'what is 2+2?' | Invoke-TextGeneration -Llm $provider/a-model -Temperature 0.7 -TopP 0.9 -MaxNewTokens 50 -Stop END -SystemPrompt 'Be short.' @way
                    "$provider $($row.generation) $((Get-LlmModel $provider @way).Model)"
                }
                """;
            var outcome = await Task.Run(() => Programs.ShellCommand(Script, [.. environment]));
            outcome.Succeeded();
            Assert.Equal("", outcome.Error);
            Assert.Equal(variables.Select(v => $"{v.Provider} WHAT IS 2+2? a-model").Order(), outcome.Lines.Order());
            Assert.All(servers.Values, server => Assert.Equal((2, 0), (server.Calls.Count, server.Ignored.Count)));
        }
        finally
        {
            foreach (var server in servers.Values)
                await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_query_stays_on_the_address_and_is_part_of_a_journals_key()
    {
        var rules = ProviderRules.Of("azure") with { ChatPath = "/openai/deployments/gpt/chat/completions", NeedsVersion = true };
        await using var server = await StrictProviderServer.StartAsync(rules);
        foreach (var version in new[] { "2024-10-21", "2024-10-21", "2025-01-01" })
        {
            var result = _engine.Run(
                $"{Ask} -Journal $journal -Llm (New-Llm openai/gpt -Endpoint \"$($url)openai/deployments/gpt?api-version={version}\" -ApiKey $key)",
                ("url", server.Address), ("journal", _scratch["journal.db"]), ("key", StrictProviderServer.Key));
            result.Clean();
            Assert.Equal("WHAT IS 2+2?", result.Output[0].Properties["generation"].Value);
        }
        Assert.Equal(["2024-10-21", "2025-01-01"], server.Calls.Select(call => call.Path[(call.Path.IndexOf('=') + 1)..]));
    }

    /// <summary>The address as pages and portals show it, whole, with several parameters, in the variable and in the list of models.</summary>
    [Theory]
    [InlineData("openai/deployments/gpt/chat/completions?api-version=2024-10-21&tenant=a%20b")]
    [InlineData("openai/deployments/gpt/?api-version=2024-10-21&tenant=a%20b")]
    public async Task An_address_with_a_query_is_good_for_the_list_of_models_too(string path)
    {
        var rules = ProviderRules.Of("azure") with
        {
            KeyHeader = "Authorization", KeyPrefix = "Bearer ", ChatPath = "/openai/deployments/gpt/chat/completions", ModelsPath = "/openai/models", NeedsVersion = true,
        };
        await using var server = await StrictProviderServer.StartAsync(rules);
        var outcome = await Task.Run(() => Programs.ShellCommand(
            $"({Ask} -Llm openai/gpt).generation; (Get-LlmModel openai).Model", ("OPENAI_BASE_URL", server.Address + path), ("OPENAI_API_KEY", StrictProviderServer.Key)));
        Assert.Equal("WHAT IS 2+2?\na-model\n", outcome.Succeeded());
        Assert.All(server.Calls, call => Assert.EndsWith("?api-version=2024-10-21&tenant=a%20b", call.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OLLAMA_HOST_as_a_server_has_it_leads_to_the_server()
    {
        await using var server = await ChatServer.StartEchoAsync();
        var port = new Uri(server.Address).Port;
        var script =
            $$"""
            foreach ($address in '0.0.0.0:{{port}}', 'http://0.0.0.0:{{port}}/', ':{{port}}', '"127.0.0.1:{{port}}"', 'http://127.0.0.1:{{port}}/v1') {
                $env:OLLAMA_HOST = $address
                ({{Ask}} -Llm ollama/llama3.2).generation
            }
            """;
        var outcome = await Task.Run(() => Programs.ShellCommand(script));
        Assert.Equal(string.Concat(Enumerable.Repeat("WHAT IS 2+2?\n", 5)), outcome.Succeeded());
    }

    [Theory]
    [InlineData("code")]
    [InlineData("key")]
    [InlineData("subscription-key")]
    public void A_key_in_an_address_is_refused_and_is_in_no_record_of_a_run(string parameter)
    {
        const string Secret = "q8Zk2LmX0vR7tYw3Bn5Cd9Ef";
        var result = _engine.Run(
            $"Invoke-DatasetPipeline -Path $run {{ {Ask} -Llm (New-Llm openai/gpt -Endpoint 'http://127.0.0.1:9/v1?{parameter}={Secret}') }}", ("run", _scratch["run"]));
        var said = Said(result);
        Assert.Contains($"has a key in its query ({parameter}=…)", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
        foreach (var file in Directory.Exists(_scratch["run"]) ? Directory.GetFiles(_scratch["run"], "*", SearchOption.AllDirectories) : [])
            Assert.DoesNotContain(Secret, File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Llm anthropic/a-model -Seed 1", "anthropic takes no seed")]
    [InlineData("-Llm (New-Llm anthropic/a-model -Seed 1)", "anthropic takes no seed")]
    [InlineData("-Llm anthropic/a-model", null)]
    [InlineData("-Llm openai/a-model -Seed 1", null)]
    public async Task A_seed_that_nobody_takes_is_a_warning_once(string model, string? warning)
    {
        // What takes a seed and what does not.
        await using var server = await StrictProviderServer.StartAsync(warning is null && model.Contains("openai", StringComparison.Ordinal) ? "lmstudio" : "anthropic");
        var result = _engine.Run($"'a', 'b' | Invoke-TextGeneration {model} -Endpoint $url -ApiKey $key", ("url", server.Address), ("key", StrictProviderServer.Key));
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(warning is null ? 0 : 1, result.Warnings.Count);
        Assert.All(result.Warnings, said => Assert.Contains(warning!, said, StringComparison.Ordinal));
        Assert.Empty(server.Ignored);
    }

    [Fact]
    public async Task A_runs_seed_that_nobody_takes_is_a_warning_too()
    {
        await using var server = await StrictProviderServer.StartAsync("anthropic");
        var result = _engine.Run(
            "Invoke-DatasetPipeline -Path $run -Seed 1 { 'a', 'b' | Invoke-TextGeneration -Llm anthropic/a-model -Endpoint $url -ApiKey $key }",
            ("url", server.Address), ("key", StrictProviderServer.Key), ("run", _scratch["run"]));
        Assert.Single(result.Warnings, said => said.Contains("anthropic takes no seed", StringComparison.Ordinal));
        Assert.Equal((2, 0), (server.Calls.Count, server.Ignored.Count));
    }

    [Theory]
    [InlineData("anthropic", "-Temperature 1.1", "takes a temperature from 0 to 1")]
    [InlineData("anthropic", "-Stop ' '", "no text of blanks alone")]
    [InlineData("groq", "-Stop a, b, c, d, e", "takes at most 4 texts in -Stop")]
    [InlineData("deepseek", "-Stop (1..17)", "takes at most 16 texts in -Stop")]
    public async Task What_a_provider_would_refuse_or_cut_is_an_error_before_anything_is_sent(string provider, string option, string words)
    {
        await using var server = await StrictProviderServer.StartAsync(provider);
        var result = _engine.Run($"{Ask} -Llm {provider}/a-model -Endpoint $url -ApiKey $key {option}", ("url", server.Address), ("key", StrictProviderServer.Key));
        Assert.Contains(words, Said(result), StringComparison.Ordinal);
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task A_stand_ins_price_is_not_known_because_of_its_address_and_the_error_says_so()
    {
        await using var server = await StrictMistralServer.StartAsync();
        var script = $"{Ask} -Llm mistral/ministral-8b-latest -MaxCost 1";
        var outcome = await Task.Run(() => Programs.ShellCommand(
            script, ("MISTRAL_BASE_URL", server.Address + "v1?tenant=me"), ("MISTRAL_API_KEY", StrictMistralServer.Key)));
        Assert.Contains($"{server.Address}v1/ (MISTRAL_BASE_URL)", outcome.Error.ReplaceLineEndings("").Replace("     | ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var given = Said(_engine.Run($"{Ask} -Llm mistral/ministral-8b-latest -MaxCost 1 -Endpoint $url", ("url", server.Address)));
        Assert.Contains($"that of api.mistral.ai, and the calls go to {server.Address}v1/ (-Endpoint)", given, StringComparison.Ordinal);
        Assert.Contains("New-Llm mistral/ministral-8b-latest -InputPrice … -OutputPrice …", given, StringComparison.Ordinal);
        var unknown = Said(_engine.Run($"{Ask} -Llm mistral/none -MaxCost 1 -Endpoint $url", ("url", server.Address)));
        Assert.Contains("which is not in the list of 2026-08-21", unknown, StringComparison.Ordinal);
        Assert.Empty(server.Calls);
        _engine.Run(
            $"{Ask} -Llm (New-Llm mistral/ministral-8b-latest -InputPrice 1 -OutputPrice 2) -MaxCost 1 -Endpoint $url -ApiKey $key",
            ("url", server.Address), ("key", StrictMistralServer.Key)).Clean();
    }
}
