using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MathPref.Completion;
using MathPref.Core.Llm;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Completion;

public sealed class CompletionTests : IDisposable
{
    private const string Generation = "Invoke-TextGeneration";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private IReadOnlyList<CompletionResult> Complete(string line)
    {
        using var ps = _engine.Start("");
        ps.Commands.Clear();
        return CommandCompletion.CompleteInput(line, line.Length, null, ps).CompletionMatches;
    }

    private IEnumerable<string> Texts(string line) => Complete(line).Select(c => c.CompletionText);

    [Fact]
    public void A_model_begins_with_the_providers_and_the_embedded_models()
    {
        var all = Complete($"{Generation} -Llm ");
        Assert.Equal(
            ["mistral/", "openai/", "anthropic/", "gemini/", "azure/", "openrouter/", "deepseek/", "groq/", "together/", "ollama/", "vllm/", "llamacpp/", "lmstudio/", "offline/careful", "offline/hasty", "offline/judge"],
            all.Select(c => c.CompletionText));
        Assert.Equal(Providers.Names.Except(["offline", "scripted"]), all.Select(c => c.CompletionText).Where(text => text.EndsWith('/')).Select(text => text[..^1]));
        Assert.Contains("MISTRAL_API_KEY", all[0].ToolTip, StringComparison.Ordinal);
        Assert.Contains("rates", all[^1].ToolTip, StringComparison.Ordinal);
        Assert.Equal(["offline/careful", "offline/hasty", "offline/judge"], Texts("New-Llm OFF"));
        Assert.Equal(["offline/hasty"], Texts($"{Generation} -Llm offline/careful, offline/h"));
        Assert.Equal(["'offline/judge'"], Texts($"{Generation} -Llm 'offline/j"));
        Assert.Empty(Texts("New-Llm scripted/"));
        Assert.Equal(["groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-20b"], Texts("New-Llm -NoProxy -Model groq/"));
        Assert.Equal(Providers.Names.Except(["scripted"]), Texts("Get-LlmModel ").Where(text => !text.StartsWith('.')).Order().Select(text => text).OrderBy(text => Providers.Names.ToList().IndexOf(text)));
    }

    [Fact]
    public void Behind_an_embedded_model_comes_what_it_can_be_told()
    {
        Assert.Equal(["offline/hasty", "offline/hasty:errors=", "offline/hasty:sign="], Texts("New-Llm offline/hasty").Take(3));
        Assert.Equal(["offline/hasty:errors="], Texts("New-Llm offline/hasty:e"));
        Assert.Equal(["offline/hasty:sign=0.2:bare="], Texts("New-Llm offline/hasty:sign=0.2:b"));
        Assert.Empty(Texts("New-Llm offline/hasty:sign=0.2:si"));
        Assert.Equal(["offline/judge:first=", "offline/judge:longer=", "offline/judge:careful=", "offline/judge:hasty="], Texts("New-Llm offline/judge:"));
        Assert.Equal(["offline/careful"], Texts("New-Llm offline/careful"));
        Assert.All(Complete("New-Llm offline/judge:").Concat(Complete("New-Llm offline/hasty:")), option => Assert.NotEqual(option.CompletionText, option.ToolTip));
    }

    [Fact]
    public void A_scripted_model_is_offered_where_there_are_replies_and_nowhere_else()
    {
        Assert.Equal(["scripted/model", "scripted/judge"], Texts("New-Llm -Reply { 'x' } -Model "));
        Assert.Equal(["scripted/judge"], Texts("New-Llm -Reply 'x' -Model scripted/j"));
        Assert.DoesNotContain(Texts("New-Llm -Model "), text => text.StartsWith("scripted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_the_provider_comes_what_its_server_offers()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Of("llama3.2:1b", "it's me", "with\u001b[2Jescape", "turned\u202e", "$(bad)", "Org/Model-7B", "two  blanks"));
        var line = $"{Generation} -Endpoint {server.Address} -Llm vllm/";
        await AskAsync(line, server);
        Assert.Equal(["'vllm/$(bad)'", "vllm/Org/Model-7B", "'vllm/it''s me'", "vllm/llama3.2:1b"], Texts(line));
        var one = Assert.Single(Complete($"New-Llm -Endpoint {server.Address} -Model vllm/ll"));
        Assert.Equal("vllm/llama3.2:1b", one.ListItemText);
        Assert.Equal("4,096 tokens of context; by somebody", one.ToolTip);
        Assert.Single(server.Keys);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_holds_nobody_up_and_the_next_time_its_list_is_there()
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Of("late"), isSilent: true);
        var line = $"{Generation} -Endpoint {server.Address} -Llm openai/";
        var first = Texts(line).ToList();
        // It still holds the request: what was offered did not wait for it.
        Assert.True(await server.WasAskedAsync());
        Assert.Equal(0, server.Answered);
        Assert.Contains("openai/gpt-5-mini", first);
        var clock = Stopwatch.StartNew();
        Assert.Equal(first, Texts(line));
        // 300 ms are promised; a machine that builds and tests beside this may be many times slower.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"{clock.Elapsed}");
        Assert.Equal(0, server.Answered);
        Assert.Single(server.Keys);
        server.Speak();
        await AskAsync(line, server);
        Assert.Equal(["openai/late"], Texts(line));
        Assert.Single(server.Keys);
    }

    [Fact]
    public void A_server_that_is_not_there_is_no_error()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        Assert.Empty(Texts($"{Generation} -Endpoint http://127.0.0.1:{port} -Llm vllm/"));
        Assert.Contains("mistral/ministral-8b-latest", Texts($"{Generation} -Endpoint http://127.0.0.1:{port} -Llm mistral/"));
    }

    [Theory]
    [InlineData("-Endpoint https://llm.invalid/v1")]
    [InlineData("-Endpoint http://me:secret@127.0.0.1:{0}")]
    [InlineData("-Endpoint http://127.0.0.1:{0} -Proxy http://127.0.0.1:{0}")]
    [InlineData("-Endpoint http://127.0.0.1:{0} -NoProxy")]
    [InlineData("-Endpoint (Get-Address)")]
    [InlineData("-Endpoint (Get-Address) -ApiKey x")]
    [InlineData("-Endp http://127.0.0.1:{0} -ApiK (Get-Key)")]
    [InlineData("-Endpoint http://127.0.0.1:{0} -ApiKey (Get-Key)")]
    [InlineData("-Endpoint 'not an address'")]
    public async Task What_is_half_typed_is_sent_nowhere(string parameters)
    {
        await using var server = await ModelServer.StartAsync(ModelServer.Of("asked"));
        var given = string.Format(System.Globalization.CultureInfo.InvariantCulture, parameters, new Uri(server.Address).Port);
        Assert.Contains("openai/gpt-5", Texts($"{Generation} {given} -Llm openai/"));
        Assert.Empty(server.Keys);
    }

    /// <summary>In the built module and a process of its own, whose environment has a key.</summary>
    [Fact]
    public async Task The_environments_key_goes_to_the_environments_server_and_never_to_one_that_is_typed()
    {
        await using var own = await ModelServer.StartAsync(ModelServer.Of("own"));
        await using var typed = await ModelServer.StartAsync(ModelServer.Of("typed"));
        var script =
            $$"""
            function Complete($line) { [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText -join ' ' }
            foreach ($line in 'New-Llm openai/', 'New-Llm -Endpoint {{typed.Address}} -Model openai/', 'New-Llm -Endpoint {{typed.Address}} -ApiKey given -Model openai/') {
                foreach ($i in 1..100) { $found = Complete $line; if ($found -match 'own|typed') { break }; [System.Threading.Thread]::Sleep(100) }
                $found
            }
            """;
        var shown = Programs.ShellCommand(script, ("OPENAI_API_KEY", "secret"), ("OPENAI_BASE_URL", own.Address)).Succeeded();
        Assert.Equal("openai/own\nopenai/typed\nopenai/typed\n", shown);
        Assert.Equal(["Bearer secret"], own.Keys);
        Assert.Equal(["", "Bearer given"], typed.Keys);
    }

    [Fact]
    public async Task A_list_is_kept_ten_minutes_a_failure_one_and_an_old_list_is_given_until_the_new_one_is_there()
    {
        await using var server = await ModelServer.StartAsync("no json");
        var clock = new Clock();
        var lists = new ModelLists(clock);
        var spec = LlmSpec.OfProvider("vllm") with { Endpoint = new Uri(server.Address) };
        IReadOnlyList<string> Ask() => lists.Of(spec, _ => null, TimeSpan.FromSeconds(20)).Select(m => m.Model).ToList();
        Assert.Empty(Ask());
        server.Body = ModelServer.Of("a");
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.Empty(Ask());
        Assert.Single(server.Keys);
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(["a"], Ask());
        server.Body = ModelServer.Of("b");
        clock.Now += TimeSpan.FromMinutes(9.9);
        Assert.Equal(["a"], Ask());
        Assert.Equal(2, server.Keys.Count);
        clock.Now += TimeSpan.FromMinutes(0.1);
        Assert.Equal(["b"], Ask());
        server.Status = 500;
        clock.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(["b"], Ask());
        Assert.Equal(4, server.Keys.Count);
    }

    [Fact]
    public void A_config_and_a_split_come_from_the_folders_card()
    {
        using var scratch = new Scratch();
        _engine.Run(
            """
            $rows = foreach ($i in 1..40) { @{ prompt = "$i"; chosen = 'a'; rejected = 'b' } }
            $rows | Export-Distiset $folder -TrainSize 0.5
            $rows | Export-Distiset $folder -Config it_is
            """, ("folder", scratch["a set"])).Clean();
        var folder = $"'{scratch["a set"]}'";
        // The first look may find a busy machine; what it sees is there at one of the next.
        for (var tries = 0; tries < 100 && !Texts($"Import-Dataset {folder} -Config it").Contains("it_is"); tries++)
            Thread.Sleep(50);
        Assert.Equal(["default", "it_is", "'*'"], Texts($"Import-Dataset {folder} -Config "));
        Assert.Equal(["default", "it_is"], Texts($"1 | Export-Distiset {folder} -Config "));
        Assert.Equal("There already, with the splits train, test.", Complete($"Import-Dataset {folder} -Config d").Single().ToolTip);
        Assert.Equal(["it_is"], Texts($"Import-Dataset -LiteralPath {folder} -Config it"));
        Assert.Equal(["train", "test"], Texts($"Import-Dataset {folder} -Split "));
        Assert.Equal(["train"], Texts($"Import-Dataset {folder} -Config it_is -Split "));
        Assert.Equal(["'default'"], Texts($"1 | Export-Distiset -Path {folder} -Config 'd"));
        Assert.Equal(["test"], Texts($"1 | Export-Distiset {folder} -Split te"));
        // Relative to the session's location, which is not the process's.
        _engine.Run("$ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", scratch.Path)).Clean();
        Assert.Equal(["default", "it_is", "'*'"], Texts("Import-Dataset './a set' -Config "));
    }

    [Fact]
    public void Configs_of_a_run_s_folder_and_of_one_with_brackets_as_Tab_escapes_them_are_offered()
    {
        using var scratch = new Scratch();
        _engine.Run("@{ n = 1 } | Export-Distiset $one -Config a; @{ n = 1 } | Export-Distiset $one -Config b", ("one", scratch["run/distiset"])).Clean();
        File.WriteAllText(scratch["run/run.json"], "{}");
        _engine.Run("@{ n = 1 } | Export-Distiset $one -Config c", ("one", scratch["set[v1]"])).Clean();
        for (var tries = 0; tries < 100 && (!Texts($"Import-Dataset '{scratch["run"]}' -Config a").Any() || !Texts($"Import-Dataset '{scratch["set`[v1`]"]}' -Config c").Any()); tries++)
            Thread.Sleep(50);
        Assert.Equal(["a", "b", "'*'"], Texts($"Import-Dataset '{scratch["run"]}' -Config "));
        Assert.Equal(["c"], Texts($"Import-Dataset '{scratch["set`[v1`]"]}' -Config "));
        Assert.Equal(["c"], Texts($"Import-Dataset '{scratch["set[v1]"]}' -Config "));
    }

    [Fact]
    public void Encodings_are_offered_by_PowerShell_s_names_and_by_code_pages()
    {
        Assert.Equal(["utf8", "utf8BOM", "utf8NoBOM", "utf32"], Texts("Import-Dataset x.csv -Encoding utf"));
        Assert.Equal(["1252", "1250", "1251"], Texts("Import-Dataset x.csv -Encoding 125"));
    }

    [Fact]
    public void Columns_aspects_and_topics_are_offered_with_what_they_are()
    {
        Assert.Equal("instructions", Complete("1 | Expand-Column ")[0].CompletionText);
        Assert.Equal(["generations", "generation_models"], Texts("1 | Expand-Column gen"));
        Assert.Equal(["generation"], Texts("1 | Merge-Column -Column gen"));
        Assert.Equal(["prompt", "prompt_id"], Texts("1 | Merge-Column -By pro"));
        Assert.Equal(["rationales", "rationales-for-ratings"], Texts("1 | Expand-Column -Column instruction, rati").Where(t => t.StartsWith("rationales", StringComparison.Ordinal)));
        Assert.Equal(["honesty"], Texts("1 | Invoke-UltraFeedback -Aspect hon"));
        Assert.Equal(["none", "minimal", "low", "medium", "high", "xhigh", "max"], Texts("1 | Invoke-TextGeneration -ReasoningEffort "));
        Assert.Equal(["none", "high"], Texts("New-Llm mistral/x -ReasoningEffort "));
        Assert.Equal(["none", "high"], Texts("1 | Invoke-TextGeneration -Llm mistral/x, openai/y -ReasoningEffort "));
        Assert.Equal(["medium", "minimal"], Texts("1 | New-SelfInstruct -Llm openai/y -ReasoningEffort m").Order());
        Assert.Equal(["'Linear Equations'"], Texts("Get-MathTopic 'linear eq"));
        foreach (var line in new[] { "1 | Expand-Column ", "1 | Merge-Column ", "1 | Merge-Column -By ", "1 | Invoke-UltraFeedback -Aspect ", "Get-MathTopic " })
            Assert.All(Complete(line), c => Assert.NotEqual(c.CompletionText.Trim('\''), c.ToolTip));
    }

    [Theory]
    [InlineData("Import-Dataset '{0}' -Config ")]
    [InlineData("Import-Dataset '{0}/none' -Split ")]
    [InlineData("Import-Dataset nowhere:/x -Config ")]
    [InlineData("Import-Dataset ([bad) -Config ")]
    [InlineData("Import-Dataset $null -Config ")]
    [InlineData("Import-Dataset $env:NOTHING_OF_THE_KIND -Split ")]
    [InlineData("Import-Dataset -Config ")]
    [InlineData("Import-Dataset (1, 2) -Split ")]
    public void What_cannot_be_looked_into_offers_nothing_of_a_dataset(string line)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["README.md"], "---\nconfigs: [broken\n---\n");
        var found = Complete(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, scratch.Path));
        Assert.DoesNotContain(found, c => c.ToolTip.Contains("In the folder", StringComparison.Ordinal));
        _engine.Run("1").Clean();
    }

    [Fact]
    public void A_completer_never_throws()
    {
        IArgumentCompleter[] all = [new LlmCompleter(), new ConfigCompleter(), new SplitCompleter(), new ColumnCompleter(), new AspectCompleter(), new TopicCompleter(), new ReasoningEffortCompleter(), new InputColumnCompleter(), new LicenseCompleter(), new UsedModelCompleter()];
        foreach (var completer in all)
        {
            foreach (var word in new[] { null!, "", "'", "\"", "/", "//", "mistral", "x/", "\0", "*", "[", "\u001b" })
                Assert.NotNull(completer.CompleteArgument(null!, null!, word, null!, null!).ToList());
            Assert.Empty(completer.CompleteArgument("", "", "no such thing", null!, new Dictionary<string, object?> { ["Path"] = new object(), ["Endpoint"] = 1, ["ApiKey"] = null, ["Reply"] = null }));
        }
    }

    [Fact]
    public void A_licence_is_one_that_the_Hub_knows()
    {
        Assert.Equal(["cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0"], Texts("1 | Export-Distiset -License cc-"));
        Assert.Equal(["apache-2.0"], Texts("New-MathPreferenceDataset x -License ap"));
    }

    [Fact]
    public void The_column_to_read_is_one_of_the_rows_that_the_pipe_begins_with()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["q.csv"], "question,level,the answer\n1+1?,easy,2\n");
        var csv = scratch["q.csv"];
        Assert.Equal(["question", "level", "'the answer'"], Texts($"Import-Csv '{csv}' | Invoke-TextGeneration -InputColumn "));
        Assert.Equal(["question"], Texts($"Import-Dataset -Path '{csv}' | Where-Object level -eq easy | {Generation} -InputColumn q"));
        _engine.Run("$mine = [pscustomobject]@{ problem = 1; note = 2 }, 3; $words = @{ exercise = 'x' }").Clean();
        Assert.Equal(["problem", "note"], Texts($"$mine | {Generation} -InputColumn "));
        Assert.Equal(["exercise"], Texts($"$words | {Generation} -InputColumn "));
        foreach (var unknown in new[] { $"{Generation} -InputColumn ", $"$nothing | {Generation} -InputColumn ", $"Import-Csv ./none.csv | {Generation} -InputColumn ", $"'text' | {Generation} -InputColumn " })
            Assert.Equal(["instruction", "input", "prompt"], Texts(unknown));
    }

    [Fact]
    public void Usage_is_offered_of_models_that_were_asked()
    {
        Assert.Empty(Texts("Get-LlmUsage offline/no-such"));
        _engine.Run("'Matrices' | New-SelfInstruct -Llm offline/careful").Clean();
        var careful = Assert.Single(Complete("Get-LlmUsage offline/car"));
        Assert.Equal("offline/careful", careful.CompletionText);
        Assert.Matches(@"^\d+ calls?, .* so far\.$", careful.ToolTip);
    }

    /// <summary>Tab until the server's answer has been taken in: it comes in the background.</summary>
    private async Task AskAsync(string line, ModelServer server)
    {
        var limit = Stopwatch.StartNew();
        var ids = JsonDocument.Parse(server.Body).RootElement.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()!).ToList();
        while (!Texts(line).Any(text => ids.Exists(id => text.Contains(id, StringComparison.Ordinal))))
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(20), "The models never came.");
            await Task.Delay(20);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
