using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>Runs: what the block's cmdlets share, what is in the folder, and what running it again does.</summary>
public sealed class RunTests : IDisposable
{
    private const string Block =
        """
        {
            Get-MathTopic -First 2 |
                New-SelfInstruct -Llm offline/careful -NumInstructions 3 |
                Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm offline/careful, offline/hasty |
                Invoke-UltraFeedback -Llm offline/judge |
                ConvertTo-DpoFormat
        }
        """;

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private Engine.Result Run(string script, params (string Name, object? Value)[] variables) => _engine.Run(script, [("path", Folder), .. variables]);

    private JsonElement Record() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "run.json"))).RootElement;

    private List<Row> Rows(string? config = null) => new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail, Config = config }.Read(Folder).ToList();

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(Path.Combine(Folder, "distiset"), "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static ChatServer.Reply Echo(ChatServer.Request request) => new(request.Text.ToUpperInvariant());

    [Fact]
    public void A_run_gives_the_dataset_that_its_folder_holds()
    {
        var result = Run($"Invoke-DatasetPipeline first -Path $path {Block}");
        var made = Assert.Single(result.Clean());
        Assert.Equal("MathPref.Distiset", made.TypeNames[0]);
        var distiset = Assert.IsType<Distiset>(made.BaseObject);
        Assert.Equal("default", Assert.Single(distiset.Configs).Name);
        Assert.Equal(6, distiset.Rows);
        Assert.Equal(6, Rows().Count);
        Assert.Equal(["README.md", "distiset", "journal.db", "log.jsonl", "pipeline.ps1", "run.json"], Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).Where(name => !name!.StartsWith("journal.db-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(DistisetChecker.Check(Folder), problem => problem.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void The_record_tells_what_was_run_and_names_no_place()
    {
        Run($"Invoke-DatasetPipeline first -Path $path -Description 'Two topics' -Seed 7 {Block}").Clean();
        var record = Record();
        Assert.Equal("first", record.GetProperty("name").GetString());
        Assert.Equal("Two topics", record.GetProperty("description").GetString());
        Assert.Equal("completed", record.GetProperty("status").GetString());
        Assert.Equal(7, record.GetProperty("seed").GetInt64());
        Assert.Equal(0, record.GetProperty("cost").GetDecimal());
        Assert.Equal(6, record.GetProperty("configs").GetProperty("default").GetInt64());
        Assert.True(record.GetProperty("ended").GetDateTime() >= record.GetProperty("started").GetDateTime());
        var steps = record.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(
            ["load_data_from_dicts_0", "self_instruct_0", "expand_columns_0", "text_generation_0+text_generation_1", "ultra_feedback_0", "format_dpo"],
            steps.Select(step => string.Join('+', step.GetProperty("names").EnumerateArray().Select(name => name.GetString()))));
        Assert.Equal([2, 2, 6, 12, 6, 6], steps.Select((step, i) => i == 0 ? step.GetProperty("rows_out").GetInt64() : i == 3 ? step.GetProperty("calls").GetInt64() : step.GetProperty("rows_out").GetInt64()));
        Assert.Equal("seed 7", steps[1].GetProperty("models")[0].GetProperty("settings").GetString());
        Assert.Matches("^[0-9a-f]{64}$", steps[1].GetProperty("prompt_sha256").GetString());
        Assert.DoesNotContain(_scratch.Path, record.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, record.GetRawText(), StringComparison.Ordinal);
        var log = File.ReadAllLines(Path.Combine(Folder, "log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(log, line => line.GetProperty("message").GetString()!.Contains("ends: completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_again_asks_nothing_and_makes_the_same_bytes()
    {
        await using var server = await ChatServer.StartAsync(Echo);
        const string Script = "Invoke-DatasetPipeline echo -Path $path { 'a', 'b', 'c' | Invoke-TextGeneration -Llm $m }";
        (string, object?) model = ("m", _engine.Run("New-Llm openai/test -Endpoint $url -InputPrice 1 -OutputPrice 1", ("url", server.Address)).Output[0]);
        (await Task.Run(() => Run(Script, model))).Clean();
        var files = Files();
        (await Task.Run(() => Run(Script, model))).Clean();
        Assert.Equal(3, server.Started);
        Assert.Equal(files, Files());
        var executions = Record().GetProperty("executions").EnumerateArray().ToList();
        Assert.Equal([(3, 0), (0, 3)], executions.Select(e => (e.GetProperty("calls").GetInt32(), e.GetProperty("reused").GetInt32())));
    }

    [Fact]
    public void Another_script_in_the_folder_reuses_the_journal_and_the_first_is_kept()
    {
        Run($"Invoke-DatasetPipeline first -Path $path {Block}").Clean();
        var first = File.ReadAllText(Path.Combine(Folder, "pipeline.ps1"));
        Run("Invoke-DatasetPipeline second -Path $path { Get-MathTopic -First 1 | New-SelfInstruct -Llm offline/careful -NumInstructions 3 }").Clean();
        Assert.Single(Rows());
        Assert.Equal([0, 1], Record().GetProperty("executions").EnumerateArray().Select(e => e.GetProperty("reused").GetInt32()));
        Assert.Equal(first, File.ReadAllText(Path.Combine(Folder, "earlier", "pipeline-1.ps1")));
    }

    [Fact]
    public void Comments_and_layout_do_not_make_another_script()
    {
        Run("Invoke-DatasetPipeline first -Path $path { 'Matrices' | New-SelfInstruct -Llm offline/careful }").Clean();
        Run("""
            Invoke-DatasetPipeline first -Path $path {
                # the same, told otherwise
                'Matrices' | New-SelfInstruct `
                    -Llm offline/careful
            }
            """).Clean();
    }

    [Fact]
    public void A_config_that_the_new_script_does_not_make_is_dropped_and_files_of_others_stay()
    {
        Run($"Invoke-DatasetPipeline first -Path $path {{ $judged = & {Block}; $judged; $judged | ConvertTo-KtoFormat }}");
        var before = Distiset.Read(Folder).Configs.Select(c => c.Name).ToList();
        Assert.Equal(["format_dpo", "format_kto"], before);
        Run($"Invoke-DatasetPipeline first -Path $path -Force {Block}").Clean();
        Assert.Equal("default", Assert.Single(Distiset.Read(Folder).Configs).Name);
        Assert.False(Directory.Exists(Path.Combine(Folder, "distiset", "format_dpo")));
        Assert.DoesNotContain("format_kto", File.ReadAllText(Path.Combine(Folder, "distiset", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_reach_Argilla_are_a_config_too_and_nothing_is_sent_where_it_is_not_named()
    {
        Run("""
            Invoke-DatasetPipeline both -Path $path {
                'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 3 | Expand-Column instructions -As instruction |
                    Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge |
                    Export-ArgillaDataset | ConvertTo-DpoFormat
            }
            """).Clean();
        Assert.Equal([("format_dpo", 3L), ("preference_to_argilla_0", 3L)], Distiset.Read(Folder).Configs.Select(c => (c.Name, c.Rows!.Value)));
        Assert.All(Rows("preference_to_argilla_0"), row => Assert.True(row.Has("ratings") && !row.Has("chosen")));
        Assert.All(Rows("format_dpo"), row => Assert.True(row.Has("chosen")));
    }

    [Fact]
    public void Argilla_s_name_without_a_server_keeps_the_rows_and_says_so()
    {
        var result = Run("""
            Invoke-DatasetPipeline kept -Path $path {
                @{ instruction = 'q'; generations = 'a', 'b'; ratings = 5, 1 } | Export-ArgillaDataset pairs
            }
            """);
        Assert.Contains("ARGILLA_API_URL", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("preference_to_argilla_0", Assert.Single(Distiset.Read(Folder).Configs).Name);
    }

    [Fact]
    public void A_leaf_that_exports_itself_is_left_alone_and_one_without_a_path_goes_into_the_run()
    {
        var elsewhere = _scratch["elsewhere"];
        var result = Run("Invoke-DatasetPipeline mine -Path $path { 'Matrices' | New-SelfInstruct -Llm offline/careful | Export-Distiset $elsewhere }", ("elsewhere", elsewhere));
        Assert.Empty(result.Clean());
        Assert.Equal(1, Distiset.Read(elsewhere).Rows);
        Assert.False(Directory.Exists(Path.Combine(Folder, "distiset")));

        Run("Invoke-DatasetPipeline mine -Path $path -Force { 'Matrices' | New-SelfInstruct -Llm offline/careful | Export-Distiset -Config topics }").Clean();
        Run("Invoke-DatasetPipeline mine -Path $path { 'Matrices' | New-SelfInstruct -Llm offline/careful | Export-Distiset -Config topics }").Clean();
        Assert.Equal(("topics", 1L), Distiset.Read(Folder).Configs.Select(c => (c.Name, c.Rows!.Value)).Single());
    }

    [Fact]
    public void PassThru_passes_the_rows_on_and_the_dataset_is_made_all_the_same()
    {
        var rows = Run($"Invoke-DatasetPipeline first -Path $path -PassThru {Block}").Clean();
        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.Equal("MathPref.Row", row.TypeNames[0]));
        Assert.Equal(6, Rows().Count);
    }

    [Fact]
    public async Task A_consumer_outside_the_block_is_no_part_of_the_run()
    {
        await using var server = await ChatServer.StartAsync(Echo);
        var result = await Task.Run(() => Run("""
            $m = New-Llm openai/test -Endpoint $url
            Invoke-DatasetPipeline inner -Path $path -PassThru { 'a' | Invoke-TextGeneration -Llm $m } |
                ForEach-Object { "again $($_.generation)" | Invoke-TextGeneration -Llm $m -Verbose }
            """, ("url", server.Address)));
        Assert.Equal("AGAIN A", Assert.Single(result.Clean()).Properties["generation"].Value);
        Assert.Contains(result.Verbose, v => v.StartsWith("No journal is kept", StringComparison.Ordinal));
        Assert.Equal(1, Record().GetProperty("executions")[0].GetProperty("calls").GetInt32());
    }

    [Fact]
    public void A_run_within_a_run_is_an_error_that_names_the_outer_one()
    {
        var result = Run("Invoke-DatasetPipeline outer -Path $path { Invoke-DatasetPipeline inner -Path \"$path-inner\" { 'Matrices' | New-SelfInstruct -Llm offline/careful } }");
        var error = result.TerminatingError();
        Assert.StartsWith("RunInRun", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'outer'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("failed", Record().GetProperty("status").GetString());
        // Nothing of the run is left on the runspace.
        Run("Invoke-DatasetPipeline next -Path \"$path-next\" { 'Matrices' | New-SelfInstruct -Llm offline/careful }").Clean();
    }

    [Fact]
    public async Task Another_runspace_has_no_run_and_one_warning_says_so()
    {
        await using var server = await ChatServer.StartAsync(Echo);
        using var other = new Engine();
        var warnings = new List<string>();
        (string, object?) elsewhere = ("elsewhere", new Func<int>(() =>
        {
            foreach (var _ in Enumerable.Range(0, 2))
                warnings.AddRange(other.Run("'x' | Invoke-TextGeneration -Llm (New-Llm openai/test -Endpoint $url)", ("url", server.Address)).Warnings);
            return 0;
        }));
        await Task.Run(() => Run("Invoke-DatasetPipeline here -Path $path { $null = [System.Threading.Tasks.Task]::Run($elsewhere).GetAwaiter().GetResult(); 'y' | Invoke-TextGeneration -Llm (New-Llm openai/test -Endpoint $url) }", elsewhere, ("url", server.Address)));
        Assert.Contains("'here'", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(1, Record().GetProperty("executions")[0].GetProperty("calls").GetInt32());
    }

    [Fact]
    public async Task Rows_that_failed_are_kept_with_step_and_reason_and_can_be_tried_again()
    {
        await using var server = await ChatServer.StartAsync(request => request.Text.Contains("poison", StringComparison.Ordinal) ? new ChatServer.Reply("", 400, """{"error":{"message":"too toxic"}}""") : Echo(request));
        var result = await Task.Run(() => Run("Invoke-DatasetPipeline some -Path $path { 'a', 'poison', 'c' | Invoke-TextGeneration -Llm (New-Llm openai/test -Endpoint $url) -StepName answers }", ("url", server.Address)));
        Assert.StartsWith("RequestRefused", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, Rows().Count);
        var failed = Assert.Single(Run("Import-Dataset $path/failed.jsonl").Clean());
        Assert.Equal("poison", failed.Properties["instruction"].Value);
        Assert.Equal("answers", failed.Properties["failed_step"].Value);
        Assert.Contains("too toxic", (string)failed.Properties["failed_reason"].Value, StringComparison.Ordinal);
        Assert.Equal(1, Record().GetProperty("executions")[0].GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task The_budget_holds_over_all_times_that_the_folder_is_run()
    {
        await using var server = await ChatServer.StartAsync(Echo);
        // Each call uses 10 tokens and answers 5: at 1,000 and 2,000 dollars a million that is two cents.
        const string Script = "$m = New-Llm openai/test -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5; $rows = 0..49 | ForEach-Object { \"row $_\" }; Invoke-DatasetPipeline money -Path $path -MaxCost 0.30 { $rows | Invoke-TextGeneration -Llm $m -ThrottleLimit 1 }";
        var first = await Task.Run(() => Run(Script, ("url", server.Address)));
        Assert.StartsWith("BudgetReached", first.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        var asked = server.Started;
        Assert.InRange(asked, 10, 15);
        Assert.Equal("incomplete", Record().GetProperty("status").GetString());
        Assert.Equal(asked, Rows().Count);
        Assert.Equal(0.02m * asked, Record().GetProperty("cost").GetDecimal());
        Assert.Equal(50 - asked, File.ReadAllLines(Path.Combine(Folder, "failed.jsonl")).Length);

        await Task.Run(() => Run(Script, ("url", server.Address)));
        Assert.Equal(asked, server.Started);
        // A run without a limit counts too.
        await Task.Run(() => Run(Script.Replace("-MaxCost 0.30", "", StringComparison.Ordinal), ("url", server.Address)));
        Assert.Equal(50, server.Started);
        Assert.Equal(1.00m, Record().GetProperty("cost").GetDecimal());
        await Task.Run(() => Run(Script.Replace("0..49", "50..59", StringComparison.Ordinal), ("url", server.Address)));
        Assert.Equal(50, server.Started);
    }

    [Fact]
    public async Task The_run_s_throttle_counts_over_all_its_models()
    {
        var (inFlight, most) = (0, 0);
        await using var server = await ChatServer.StartAsync(async request =>
        {
            var now = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inFlight);
            return Echo(request);
        });
        await Task.Run(() => Run("""
            Invoke-DatasetPipeline narrow -Path $path -ThrottleLimit 2 {
                1..40 | ForEach-Object { "row $_" } | Invoke-TextGeneration -Llm (New-Llm openai/a -Endpoint $url), (New-Llm openai/b -Endpoint $url) |
                    Invoke-UltraFeedback -Llm (New-Llm openai/c -Endpoint $url) -WarningAction SilentlyContinue
            }
            """, ("url", server.Address)));
        Assert.Equal(120, server.Started);
        Assert.InRange(most, 1, 2);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, seen) != seen)
        {
        }
    }

    [Fact]
    public void The_seed_of_the_run_stands_in_where_there_is_none_and_Unordered_has_no_effect()
    {
        Run("Invoke-DatasetPipeline seeded -Path $path -Seed 3 { 'Matrices', 'Determinants' | New-SelfInstruct -Llm offline/careful -Unordered; 'Matrices' | New-SelfInstruct -Llm (New-Llm offline/careful -Seed 9) -StepName own }").Clean();
        var models = Record().GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("models")[0].GetProperty("settings").GetString());
        Assert.Equal(["seed 3", "seed 9"], models);
        Assert.Equal(["Matrices", "Determinants"], Rows("self_instruct_0").Select(row => (string)row["input"]!));
    }

    [Fact]
    public void A_secret_in_the_block_reaches_no_file_of_the_run()
    {
        const string Key = "sk-123456789-very-secret";
        const string Kept = "0f9e8d7c6b5a";
        Run($$"""
            Invoke-DatasetPipeline secret -Path $path {
                $kept = 'kept-{{Kept}}'
                $m = New-Llm openai/test -Endpoint http://127.0.0.1:1 -ApiKey '{{Key}}' -TimeoutSec 1
                $n = New-Llm openai/test -Endpoint http://127.0.0.1:1 -ApiKey $kept -TimeoutSec 1
                $o = @{ ApiKey = "{{Key}}" }
                'x' | Invoke-TextGeneration -Llm $m, $n -MaximumRetryCount 0 -StepName a, b
            }
            """);
        Assert.Contains("<redacted>", File.ReadAllText(Path.Combine(Folder, "pipeline.ps1")), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var content = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain(Key, content, StringComparison.Ordinal);
            Assert.DoesNotContain(Kept, content, StringComparison.Ordinal);
        }
        // Another key is no other script.
        Run($$"""
            Invoke-DatasetPipeline secret -Path $path {
                $kept = 'sk-another-key-that-is-new'
                $m = New-Llm openai/test -Endpoint http://127.0.0.1:1 -ApiKey 'sk-another-key-that-is-new' -TimeoutSec 1
                $n = New-Llm openai/test -Endpoint http://127.0.0.1:1 -ApiKey $kept -TimeoutSec 1
                $o = @{ ApiKey = "{{Key}}" }
                'x' | Invoke-TextGeneration -Llm $m, $n -MaximumRetryCount 0 -StepName a, b
            }
            """);
        Assert.False(Directory.Exists(Path.Combine(Folder, "earlier")));
    }

    [Fact]
    public void An_error_that_ends_a_pipeline_of_the_block_ends_the_run()
    {
        var result = Run("Invoke-DatasetPipeline broken -Path $path { 'x' | Invoke-TextGeneration -Llm (New-Llm openai/x -Endpoint http://127.0.0.1:1) -RetryIntervalSec 0.01 -TimeoutSec 1; 'never' }");
        Assert.StartsWith("ServerUnreachable", result.TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("failed", Record().GetProperty("status").GetString());
        Assert.Equal(("error", "text_generation_0"), File.ReadAllLines(Path.Combine(Folder, "log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("level").GetString() == "error").Select(line => ("error", line.TryGetProperty("step", out var step) ? step.GetString() : null)).First());
    }

    [Fact]
    public void A_block_without_rows_is_an_error_and_an_empty_folder_stays()
    {
        var error = Run("Invoke-DatasetPipeline none -Path $path { Get-MathTopic | Where-Object { $false } }").OneError();
        Assert.StartsWith("NoRows", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_of_one_folder_at_once_are_an_error()
    {
        var result = Run("""
            $folder = $path
            Invoke-DatasetPipeline outer -Path $folder -PassThru { 'Matrices' | New-SelfInstruct -Llm offline/careful } |
                ForEach-Object { Invoke-DatasetPipeline outer -Path $folder { 'Matrices' | New-SelfInstruct -Llm offline/careful } }
            """);
        Assert.Contains(result.Errors.Select(e => e.FullyQualifiedErrorId).Append((result.Ended as RuntimeException)?.ErrorRecord.FullyQualifiedErrorId ?? ""), id => id.StartsWith("RunIsRunning", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_another_command_are_a_config_and_the_block_sees_the_variables_around_it()
    {
        Run("$outer = 'seen'; Invoke-DatasetPipeline own -Path $path { [pscustomobject]@{ instruction = $outer } }").Clean();
        Assert.Equal("seen", Assert.Single(Rows())["instruction"]);
        Assert.DoesNotContain(Run("$inner").Output, o => o is not null);
    }

    [Fact]
    public void Only_a_name_makes_a_folder_of_that_name_here()
    {
        var result = Run("Set-Location $where; Invoke-DatasetPipeline 'a: b' { 'Matrices' | New-SelfInstruct -Llm offline/careful }", ("where", _scratch.Path));
        if (result.Errors.Count > 0)
            result = Run("$ExecutionContext.SessionState.Path.SetLocation($where) | Out-Null; Invoke-DatasetPipeline 'a: b' { 'Matrices' | New-SelfInstruct -Llm offline/careful }", ("where", _scratch.Path));
        Assert.True(File.Exists(Path.Combine(_scratch.Path, "a_ b", "run.json")));
    }
}
