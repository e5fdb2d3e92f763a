using System.Management.Automation;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>What somebody who wants a run to fail would try.</summary>
public sealed class RunEdgeTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(
        "$m = New-Llm openai/m -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5; $n = New-Llm openai/n -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5; " + script, ("url", server.Address), ("path", Folder)));

    private static Task<ChatServer> EchoAsync() => ChatServer.StartEchoAsync();

    private JsonElement Record() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "run.json"))).RootElement;

    private List<string?> Generations(string? config = null) => new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail, Config = config }.Read(Folder).Select(row => (string?)row["generation"]).ToList();

    [Fact]
    public async Task What_a_run_exports_to_a_path_of_its_own_it_replaces_and_nothing_else()
    {
        await using var server = await EchoAsync();
        const string script = "Invoke-DatasetPipeline m -Path $path { $rows | Invoke-TextGeneration -Llm $m | Export-Distiset \"$path-own\" -Format Jsonl }";
        (await RunAsync(server, $"$rows = 'a'; {script}")).Clean();
        (await RunAsync(server, $"$rows = 'a', 'b'; {script}")).Clean();
        var file = Path.Combine(Folder + "-own", "data", "train-00000-of-00001.jsonl");
        Assert.Equal(2, File.ReadAllLines(file).Length);
        Assert.Equal(2, server.Started);

        File.AppendAllText(file, "{}\n");
        var refused = (await RunAsync(server, $"$rows = 'a', 'b'; {script}")).OneError();
        Assert.Contains("changed since", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(file).Length);
        // Another run has made none of it.
        Directory.Delete(Folder + "-own", recursive: true);
        (await RunAsync(server, $"$rows = 'a', 'b'; {script}")).Clean();
        var other = (await RunAsync(server, $"$rows = 'c'; {script.Replace("-Path $path", "-Path \"$path-2\"", StringComparison.Ordinal)}")).OneError();
        Assert.Contains("this run did not write", other.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-DryRun")]
    public async Task Nothing_else_is_written_even_where_the_block_and_its_caller_are_of_different_modules(string how)
    {
        await using var server = await EchoAsync();
        var script = $$"""
            function global:Write-Elsewhere { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('x')) { throw 'written' } }
            $given = New-Module { function Start-Job2($b, $p) { Invoke-DatasetPipeline m -Path $p {{how}} $b } }
            & $given { param($b, $p) Start-Job2 $b $p } { 'a' | Invoke-TextGeneration -Llm $m; Write-Elsewhere } $path
            $own = New-Module { function Get-Block { { Write-Elsewhere } } }
            Invoke-DatasetPipeline m -Path "$path-2" {{how}} (& $own { Get-Block })
            $WhatIfPreference
            """;
        var result = await RunAsync(server, script);
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        Assert.Null(result.Ended);
        Assert.Equal(false, result.Output[^1].BaseObject);
        Assert.Equal(how == "-DryRun" ? 1 : 0, server.Started);
    }

    [Theory]
    [InlineData("1..5 | ForEach-Object { \"q$_\" } | ForEach-Object { $_ | Invoke-TextGeneration -Llm $m }")]
    [InlineData("foreach ($i in 1..5) { \"q$i\" | Invoke-TextGeneration -Llm $m }")]
    public async Task DryRun_of_cmdlets_in_a_loop_asks_once_too(string block)
    {
        await using var server = await EchoAsync();
        var plan = (await RunAsync(server, $"Invoke-DatasetPipeline d -Path $path -DryRun {{ {block} }}")).Clean();
        Assert.Equal(1, server.Started);
        Assert.Equal(5L, plan[^1].Properties["Calls"].Value);
    }

    [Theory]
    [InlineData("./math")]
    [InlineData("../math")]
    [InlineData("~/math")]
    public void A_path_in_place_of_the_name_is_told(string name)
    {
        using var engine = new Engine();
        var error = engine.Run($"Invoke-DatasetPipeline {name} {{ throw 'not reached' }}").TerminatingError();
        Assert.StartsWith("NameIsPath", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Path", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_exports_into_the_run_are_one_config_and_lose_nothing()
    {
        await using var server = await EchoAsync();
        (await RunAsync(server, "Invoke-DatasetPipeline e -Path $path { foreach ($t in 'a', 'b', 'c') { $t | Invoke-TextGeneration -Llm $m | Export-Distiset }; 'd' | Invoke-TextGeneration -Llm $m -StepName default }")).Clean();
        Assert.Equal(["A", "B", "C", "D"], Generations("default"));
        var result = await RunAsync(server, "Invoke-DatasetPipeline e2 -Path \"$path-2\" { 'a' | Invoke-TextGeneration -Llm $m | Export-Distiset; 'b' | Invoke-TextGeneration -Llm $m | Export-Distiset -TrainSize 0.5 }");
        Assert.StartsWith("RowNotWritten", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_or_script_that_no_run_made_is_not_replaced()
    {
        await using var server = await EchoAsync();
        await RunAsync(server, "@{ a = 1 } | Export-Distiset \"$path/distiset\"");
        var error = (await RunAsync(server, "Invoke-DatasetPipeline o -Path $path { 'a' | Invoke-TextGeneration -Llm $m }")).TerminatingError();
        Assert.StartsWith("NotARun", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Folder, "pipeline.ps1"), "mine");
        error = (await RunAsync(server, "Invoke-DatasetPipeline o -Path $path -Force { 'a' | Invoke-TextGeneration -Llm $m }")).TerminatingError();
        Assert.StartsWith("NotARun", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "pipeline.ps1")));
        Assert.Equal(0, server.Started);
    }

    [Fact]
    public async Task Nothing_of_another_script_is_left_in_the_dataset()
    {
        await using var server = await EchoAsync();
        await RunAsync(server, "Invoke-DatasetPipeline a -Path $path { 1..20 | ForEach-Object { \"q$_\" } | Invoke-TextGeneration -Llm $m | Export-Distiset -TrainSize 0.5 }");
        Assert.Equal(["train", "test"], Distiset.Read(Folder).Configs.Single().Splits.Select(s => s.Name));
        (await RunAsync(server, "Invoke-DatasetPipeline b -Path $path -Force { 'x' | Invoke-TextGeneration -Llm $m }")).Clean();
        Assert.Equal(["X"], Generations());
        Assert.Equal(["train"], Distiset.Read(Folder).Configs.Single().Splits.Select(s => s.Name));
        Assert.DoesNotContain(DistisetChecker.Check(Folder), problem => problem.Severity is ProblemSeverity.Error);

        var none = await RunAsync(server, "Invoke-DatasetPipeline c -Path $path -Force { Get-MathTopic | Where-Object { $false } }");
        Assert.StartsWith("NoRows", none.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("incomplete", Record().GetProperty("status").GetString());
        Assert.Empty(Record().GetProperty("configs").EnumerateObject());
        Assert.Throws<DatasetFormatException>(() => Distiset.Read(Folder));
    }

    [Fact]
    public async Task A_key_is_on_no_disk_before_it_is_used_either()
    {
        await using var server = await EchoAsync();
        // In a process of its own: the environment is everybody's.
        var outcome = await Task.Run(() => Programs.ShellCommand(
            """
            Invoke-DatasetPipeline k -Path $env:TEST_RUN -Description 'with token-in-the-description' {
                $k = 'sk-window-9988'
                [Environment]::SetEnvironmentVariable('OPENAI_API_KEY', 'late-secret-123')
                [Environment]::SetEnvironmentVariable('HF_TOKEN', "token-in-the-$('description')")
                'a' | Invoke-TextGeneration -Llm openai/x -Endpoint $env:TEST_URL
                throw 'before it is used'
                'b' | Invoke-TextGeneration -Llm (New-Llm openai/x -ApiKey $k)
            }
            """,
            ("TEST_RUN", Folder), ("TEST_URL", server.Address)));
        Assert.Contains("before it is used", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, server.Started);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var content = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain("sk-window-9988", content, StringComparison.Ordinal);
            Assert.DoesNotContain("late-secret-123", content, StringComparison.Ordinal);
            if (!file.Contains("journal.db", StringComparison.Ordinal))
                Assert.DoesNotContain("token-in-the-description", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_function_called_with_one_model_and_then_with_two_is_two_steps()
    {
        await using var server = await EchoAsync();
        _engine.Run("function global:Ask-Model($llm) { process { $_ | Invoke-TextGeneration -Llm $llm } }");
        (await RunAsync(server, "Invoke-DatasetPipeline f -Path $path { 'q' | Ask-Model $m; 'r' | Ask-Model $m, $n }")).Clean();
        Assert.Equal(3, server.Started);
        Assert.Equal([1, 2], Record().GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("models").GetArrayLength()));
        (await RunAsync(server, "Invoke-DatasetPipeline g -Path \"$path-g\" { foreach ($s in 'one', 'two') { $s | Invoke-TextGeneration -Llm $m -StepName \"gen_$s\" } }")).Clean();
        Assert.Equal(["gen_one", "gen_two"], Distiset.Read(Folder + "-g").Configs.Select(c => c.Name));
        (await RunAsync(server, """
            Invoke-DatasetPipeline h -Path "$path-h" -Parameters @{ aa = @{ temperature = 0.1 } } {
                & ([scriptblock]::Create("'x' | Invoke-TextGeneration -Llm `$m -StepName aa"))
                & ([scriptblock]::Create("'x' | Invoke-TextGeneration -Llm `$m -StepName bb"))
            }
            """)).Clean();
        Assert.Equal([0.1, null], server.Requests.TakeLast(2).Select(r => r.Body.TryGetProperty("temperature", out var t) ? t.GetDouble() : (double?)null));
    }

    [Fact]
    public async Task A_budget_that_ends_a_block_which_works_row_by_row_keeps_what_was_made()
    {
        await using var server = await EchoAsync();
        const string Script = "Invoke-DatasetPipeline b -Path $path -MaxCost 0.1 { 1..8 | ForEach-Object { \"q$_\" | Invoke-TextGeneration -Llm $m } }";
        var result = await RunAsync(server, Script);
        Assert.StartsWith("BudgetReached", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("incomplete", Record().GetProperty("status").GetString());
        Assert.Equal(server.Started, Generations().Count);
        Assert.InRange(server.Started, 3, 5);
        Assert.Single(File.ReadAllLines(Path.Combine(Folder, "failed.jsonl")));
        await RunAsync(server, Script.Replace("-MaxCost 0.1", "", StringComparison.Ordinal));
        Assert.Equal(8, server.Started);
        Assert.Equal("completed", Record().GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("data")]
    [InlineData("CON")]
    [InlineData("x.")]
    public async Task A_step_s_name_that_can_be_no_config_is_an_error_before_its_first_call(string name)
    {
        await using var server = await EchoAsync();
        var error = (await RunAsync(server, $"Invoke-DatasetPipeline s -Path $path {{ 'a' | Invoke-TextGeneration -Llm $m -StepName '{name}' }}")).TerminatingError();
        Assert.StartsWith("BadStepName", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, server.Started);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"name\": \"x\", \"mathpref\": \"1\", \"status\": \"running\", \"started\": \"2026-01-01T00:00:00Z\", \"executions\": null }")]
    [InlineData("not json")]
    public async Task A_broken_record_is_named_and_nothing_is_lost(string record)
    {
        await using var server = await EchoAsync();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "run.json"), record);
        var error = (await RunAsync(server, "Invoke-DatasetPipeline r -Path $path { 'a' | Invoke-TextGeneration -Llm $m }")).TerminatingError();
        Assert.StartsWith("BadRunRecord", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("run.json", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(record, File.ReadAllText(Path.Combine(Folder, "run.json")));
    }

    [Fact]
    public async Task A_journal_that_is_none_stops_another_script_before_it_takes_the_place_of_the_first()
    {
        await using var server = await EchoAsync();
        (await RunAsync(server, "Invoke-DatasetPipeline j -Path $path { 'a' | Invoke-TextGeneration -Llm $m }")).Clean();
        File.WriteAllText(Path.Combine(Folder, "journal.db"), "not a database, and long enough to be looked at as if it were one, with a hundred bytes and more in it");
        var error = (await RunAsync(server, "Invoke-DatasetPipeline j -Path $path -Force { 'b' | Invoke-TextGeneration -Llm $m }")).TerminatingError();
        Assert.StartsWith("JournalUnusable", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'a'", File.ReadAllText(Path.Combine(Folder, "pipeline.ps1")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_New_Llm_is_not_drawn()
    {
        var graph = (string)Assert.Single(_engine.Run("Show-DatasetPipeline { 'x' | Invoke-TextGeneration -Llm (New-Llm -ApiKey 'abc/secretkey' -Model mistral/x), (New-Llm openai/y -Endpoint 'user:pw@host/v1') }").Clean()).BaseObject;
        Assert.DoesNotContain("secretkey", graph, StringComparison.Ordinal);
        Assert.DoesNotContain("pw@", graph, StringComparison.Ordinal);
        Assert.Contains("mistral/x", graph, StringComparison.Ordinal);
        Assert.Contains("openai/y", graph, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_repository_is_checked_before_anything_is_paid_for()
    {
        await using var server = await EchoAsync();
        var error = (await RunAsync(server, "New-MathPreferenceDataset $path -RepoId 'a/b/c' -Generator $m")).TerminatingError();
        Assert.StartsWith("BadRepoId", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, server.Started);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Equal_requests_do_not_wait_for_each_other_s_permit()
    {
        await using var server = await ChatServer.StartAsync(request => request.Number % 2 == 1 ? new ChatServer.Reply("", 500) : new ChatServer.Reply(request.Text));
        var rows = (await RunAsync(server, "Invoke-DatasetPipeline k -Path $path -PassThru { 'first', 'same', 'same', 'same' | Invoke-TextGeneration -Llm $m -ThrottleLimit 1 -RetryIntervalSec 0.01 -WarningAction SilentlyContinue }")).Clean();
        Assert.Equal(["first", "same", "same", "same"], rows.Select(row => row.Properties["generation"].Value));
        Assert.Equal(3, server.Started);
    }

    [Fact]
    public async Task Rows_that_are_all_refused_leave_the_dataset_as_it_was()
    {
        await using var server = await EchoAsync();
        const string Run = "$job = { $rows | Export-Distiset -TrainSize 0.5 }; Invoke-DatasetPipeline r -Path $path $job";
        (await RunAsync(server, "$rows = @{ instruction = 'q' }; " + Run)).Clean();
        var result = await RunAsync(server, "$rows = @{ other = 1 }; " + Run);
        Assert.StartsWith("RowNotWritten", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, Distiset.Read(Folder).Rows);
        Assert.Equal(1, Record().GetProperty("configs").GetProperty("default").GetInt32());
    }

    [Fact]
    public async Task A_split_of_another_script_goes_whatever_its_columns_were()
    {
        await using var server = await EchoAsync();
        await RunAsync(server, "Invoke-DatasetPipeline s -Path $path { @{ x = 1 } | Export-Distiset -Split test }");
        (await RunAsync(server, "Invoke-DatasetPipeline s -Path $path -Force { @{ x = 's' } | Export-Distiset -Split train }")).Clean();
        (await RunAsync(server, "Invoke-DatasetPipeline s -Path \"$path-2\" { @{ x = 's' } | Export-Distiset -Split train }")).Clean();
        Assert.Equal(File.ReadAllText(Path.Combine(Folder + "-2", "distiset", "README.md")), File.ReadAllText(Path.Combine(Folder, "distiset", "README.md")));
        Assert.Equal(["train-00000-of-00001.parquet"], Directory.EnumerateFiles(Path.Combine(Folder, "distiset", "data")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_a_kill_left_of_configs_that_are_not_made_any_more_goes()
    {
        await using var server = await EchoAsync();
        await RunAsync(server, "Invoke-DatasetPipeline s -Path $path { @{ x = 1 } | Export-Distiset -Config old; @{ x = 2 } | Export-Distiset -Config older }");
        // As if a kill had come after the card was saved, and another while a set was staged.
        var card = Path.Combine(Folder, "distiset", "README.md");
        File.WriteAllText(card, File.ReadAllText(card).Replace("old/train-*", "none/train-*", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(Folder, "distiset", "older-train.new"));
        (await RunAsync(server, "Invoke-DatasetPipeline s -Path $path -Force { @{ x = 3 } | Export-Distiset }")).Clean();
        Assert.Equal(["README.md", "data"], Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "distiset")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_empty_folder_that_a_kill_left_goes()
    {
        await using var server = await EchoAsync();
        const string script = "$null = Invoke-DatasetPipeline left -Path $path { 'a' | Invoke-TextGeneration -Llm $m }";
        (await RunAsync(server, script)).Clean();
        // As if a kill had come after the folder of the rows was made and before their file, or after that file went.
        var left = Directory.CreateDirectory(Path.Combine(Folder, "distiset", "text_generation_0")).FullName;
        (await RunAsync(server, script)).Clean();
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task One_dataset_has_one_format()
    {
        await using var server = await EchoAsync();
        var result = await RunAsync(server, "Invoke-DatasetPipeline f -Path $path { @{ x = 1 } | Export-Distiset -Format Jsonl -Config a; [pscustomobject]@{ x = 2 }; @{ x = 3 } | Export-Distiset -Config b }");
        Assert.Contains("-Format", result.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(DistisetChecker.Check(Folder), problem => problem.Severity is ProblemSeverity.Error);
        Assert.Equal(["a", "rows"], Distiset.Read(Folder).Configs.Select(c => c.Name));
    }

    [Theory]
    [InlineData("'q1' | Invoke-TextGeneration -Llm offline/careful -SystemPrompt 'Never tell the secret'")]
    [InlineData("Get-MathTopic | Where-Object kind -eq 'token'")]
    [InlineData("$token = Get-Content tokens.txt -Raw")]
    [InlineData("[Environment]::GetEnvironmentVariable('MY_TOKEN')")]
    [InlineData("$stop_token = 'END'")]
    [InlineData("$x = @'\n    two\n  lines  \n'@")]
    [InlineData("$x = 'a\n    b'")]
    public void A_script_without_a_secret_is_kept_as_it_is(string script)
    {
        var block = Core.Text.KeyText.Mark;
        var text = MathPref.Runs.ScriptText.Of(ScriptBlock.Create(script), new Core.Runs.Secrets(_ => null));
        Assert.DoesNotContain(block, text, StringComparison.Ordinal);
        Assert.True(MathPref.Runs.ScriptText.AreSame(text, script));
        Assert.False(MathPref.Runs.ScriptText.AreSame(text, script.Replace('e', 'a').Replace("two", "2", StringComparison.Ordinal).Replace("b'", "c'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("New-Llm openai/x -ApiKey (ConvertTo-SecureString 'sk-1' -AsPlainText -Force)")]
    [InlineData("New-Llm openai/x -Api sk-1")]
    [InlineData("New-Llm openai/x -ApiKey:sk-1")]
    [InlineData("$p = @{}; $p['ApiKey'] = 'sk-1'; New-Llm openai/x @p")]
    [InlineData("$q = 'sk-1'; $r = $q; New-Llm openai/x -ApiKey $r")]
    [InlineData("$env:OPENAI_API_KEY = \"sk-1\"")]
    [InlineData("Set-Item env:HF_TOKEN sk-1")]
    [InlineData("[Environment]::SetEnvironmentVariable('HF_TOKEN', 'sk-1')")]
    [InlineData("$o = @{ Token = 'sk-1' }; Publish-Distiset x y @o")]
    public void A_secret_is_replaced_and_the_script_still_parses(string script)
    {
        var text = MathPref.Runs.ScriptText.Of(ScriptBlock.Create(script), new Core.Runs.Secrets(_ => null));
        Assert.DoesNotContain("sk-1", text, StringComparison.Ordinal);
        Assert.Contains("'<redacted>'", text, StringComparison.Ordinal);
        System.Management.Automation.Language.Parser.ParseInput(text, out _, out var errors);
        Assert.Empty(errors);
        Assert.True(MathPref.Runs.ScriptText.AreSame(text, MathPref.Runs.ScriptText.Of(ScriptBlock.Create(script.Replace("sk-1", "sk-22", StringComparison.Ordinal)), new Core.Runs.Secrets(_ => null))));
    }

    [Fact]
    public async Task A_module_s_preferences_are_as_before()
    {
        await using var server = await EchoAsync();
        var result = await RunAsync(server, """
            $own = New-Module { function Get-Block { { 'a' } }; function Get-It { "$WhatIfPreference $VerbosePreference" } }
            $null = Invoke-DatasetPipeline m -Path $path -DryRun -Verbose (& $own { Get-Block })
            $global:VerbosePreference = 'Continue'; $global:WhatIfPreference = 'seen'
            & $own { Get-It }
            $global:VerbosePreference = 'SilentlyContinue'; $global:WhatIfPreference = $false
            """);
        Assert.Equal("seen Continue", result.Output[^1].BaseObject);
    }
}
