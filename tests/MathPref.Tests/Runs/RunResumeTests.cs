using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>-Resume: the block that a folder holds is run again, where it is this user's and whole.</summary>
public sealed class RunResumeTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(script, ("url", server.Address), ("path", Folder)));

    private JsonElement Record() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "run.json"))).RootElement;

    private const string Make =
        "$null = Invoke-DatasetPipeline kept -Path $path -Seed 7 -MaxCost 1 -Description 'what for' -Parameters @{ text_generation_0 = @{ temperature = 0.25 } } " +
        "{ 'a', 'b' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url -InputPrice 1000 -OutputPrice 2000 -MaxNewTokens 5) }";

    [Fact]
    public async Task It_shows_the_block_and_runs_it_with_what_the_record_holds()
    {
        var answers = 0;
        await using var server = await ChatServer.StartAsync(request => Interlocked.Increment(ref answers) == 1 ? new ChatServer.Reply("", 400) : new ChatServer.Reply(request.Text));
        await RunAsync(server, Make);
        Assert.Equal(2, server.Started);
        var result = await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume 6>&1");
        var said = string.Join('\n', result.Output);
        Assert.True(said.IndexOf("'a', 'b' | Invoke-TextGeneration", StringComparison.Ordinal) is >= 0 and var shown && shown < said.IndexOf("kept: 2 rows", StringComparison.Ordinal), said);
        Assert.Equal(3, server.Started);
        Assert.Equal((7, 0.25), (server.Requests.Last().Body.GetProperty("seed").GetInt32(), server.Requests.Last().Body.GetProperty("temperature").GetDouble()));
        Assert.Equal(("kept", "what for", 1m, "completed"), (Record().GetProperty("name").GetString(), Record().GetProperty("description").GetString(), Record().GetProperty("max_cost").GetDecimal(), Record().GetProperty("status").GetString()));
        Assert.False(Directory.Exists(Path.Combine(Folder, "earlier")));
        // What is given anew counts.
        await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume -Seed 8 -Name other -Parameters @{} 6>&1");
        Assert.Equal(5, server.Started);
        Assert.Equal(8, server.Requests.Last().Body.GetProperty("seed").GetInt32());
        Assert.Equal("other", Record().GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_script_that_was_edited_is_said_to_be_and_is_another_block()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, Make)).Clean();
        var script = Path.Combine(Folder, "pipeline.ps1");
        // Other line ends are no edit.
        File.WriteAllText(script, File.ReadAllText(script).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.DoesNotContain("edited", string.Join('\n', (await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume 6>&1")).Output), StringComparison.Ordinal);
        File.WriteAllText(script, File.ReadAllText(script).Replace("'b'", "'b', 'c'", StringComparison.Ordinal));
        foreach (var how in new[] { "-WhatIf", "" })
        {
            var said = string.Join('\n', (await RunAsync(server, $"Invoke-DatasetPipeline -Path $path -Resume {how} 6>&1")).Output);
            Assert.Matches(@"(?s)^The block of \S+, which was edited since it was run:\n.*'b', 'c'.*\nkept: another block than before, as pipeline\.ps1 was edited since it was run\.\nreused .*\(2 in the journal\)\nmade anew +.* default \(2 rows\)", said);
        }
        Assert.Equal(3, server.Started);
        // From then on it is the run's.
        Assert.DoesNotContain("edited", string.Join('\n', (await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume 6>&1")).Output), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Folder, "earlier")));
    }

    [Fact]
    public void The_tutorial_s_command_keeps_the_prices_of_its_models_and_goes_on_under_a_limit()
    {
        _engine.Run(
            "$null = New-MathPreferenceDataset $path -First 1 -NumInstructions 2 -MaxCost 5 -WarningAction Ignore -Judge (New-Llm offline/judge -InputPrice 0.5 -OutputPrice 1.5)",
            ("path", Folder)).Clean();
        Assert.Contains("(New-Llm offline/judge -InputPrice 0.5 -OutputPrice 1.5)", File.ReadAllText(Path.Combine(Folder, "pipeline.ps1")), StringComparison.Ordinal);
        _engine.Run("$null = Invoke-DatasetPipeline -Path $path -Resume", ("path", Folder)).Clean();
        Assert.Equal(["completed", "completed"], Record().GetProperty("executions").EnumerateArray().Select(e => e.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task WhatIf_shows_it_and_runs_nothing()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, Make)).Clean();
        var before = File.ReadAllText(Path.Combine(Folder, "run.json"));
        var plan = (await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume -WhatIf")).Clean();
        Assert.Equal((0L, 2L), ((long)plan[^1].Properties["Calls"].Value, (long)plan[^1].Properties["Reused"].Value));
        Assert.Equal(before, File.ReadAllText(Path.Combine(Folder, "run.json")));
    }

    [Fact]
    public async Task A_variable_without_a_value_is_named_and_one_that_is_set_again_is_enough()
    {
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, "$llm = New-Llm openai/m -Endpoint $url; $null = Invoke-DatasetPipeline v -Path $path { foreach ($q in 'a', 'b') { $own = $q; $own | Invoke-TextGeneration -Llm $llm -OutVariable out | Where-Object { $_.generation }; $null = $out } }")).Clean();
        var error = (await RunAsync(server, "Remove-Variable llm -ErrorAction Ignore; $ExecutionContext.SessionState.PSVariable.Remove('llm'); Invoke-DatasetPipeline -Path $path -Resume 6>$null")).Errors[^1];
        Assert.StartsWith("BlockIsNotWhole", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("pipeline.ps1:1: $llm has no value here", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, server.Started);
        (await RunAsync(server, "$llm = New-Llm openai/m -Endpoint $url; $null = Invoke-DatasetPipeline -Path $path -Resume")).Clean();
    }

    [Theory]
    [InlineData("$m = New-Llm openai/m -Endpoint $url -ApiKey 'sk-abcdef1234567890'; 'a' | Invoke-TextGeneration -Llm $m", "-ApiKey")]
    [InlineData("$token = 'sk-abcdef1234567890'\n'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url -ApiKey $token)", "$token")]
    [InlineData("$p = @{ ApiKey = 'sk-abcdef1234567890' }; 'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url @p)", "ApiKey")]
    [InlineData("'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url -ApiKey $env:MATHPREF_NO_SUCH_KEY)", "$env:MATHPREF_NO_SUCH_KEY")]
    [InlineData("if (Test-Path \"$PSScriptRoot/x\") { 'b' }; 'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url)", "$PSScriptRoot")]
    public async Task What_was_not_kept_is_an_error_that_names_it(string block, string name)
    {
        await using var server = await ChatServer.StartEchoAsync();
        await RunAsync(server, $"$null = Invoke-DatasetPipeline r -Path $path {{ {block} }}");
        var started = server.Started;
        var error = (await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume 6>$null")).TerminatingError();
        Assert.StartsWith("BlockIsNotWhole", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(name, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(started, server.Started);
    }

    [Fact]
    public void The_folder_of_the_tutorial_s_command_is_gone_on_with_unless_a_model_has_an_address()
    {
        _engine.Run("$null = New-MathPreferenceDataset $path -First 1 -NumInstructions 2", ("path", Folder)).Clean();
        _engine.Run("$null = Invoke-DatasetPipeline -Path $path -Resume", ("path", Folder)).Clean();
        Assert.Equal(["completed", "completed"], Record().GetProperty("executions").EnumerateArray().Select(e => e.GetProperty("status").GetString()));
        _engine.Run("$null = New-MathPreferenceDataset \"$path-2\" -First 1 -WarningAction Ignore -ErrorAction Ignore -Judge (New-Llm openai/x -Endpoint http://127.0.0.1:1 -TimeoutSec 1)", ("path", Folder));
        Assert.StartsWith("BlockIsNotWhole", _engine.Run("Invoke-DatasetPipeline -Path \"$path-2\" -Resume", ("path", Folder)).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-DatasetPipeline w -Path $path { 'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url) }", "To go on, run it again, or: Invoke-DatasetPipeline -Path ")]
    [InlineData("Invoke-DatasetPipeline w -Path $path { 'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url -ApiKey 'sk-abcdef1234567890') }", "To go on, run it again by the same command.")]
    [InlineData("New-MathPreferenceDataset $path -Name w -First 1 -WarningAction Ignore -Instructor (New-Llm openai/m -Endpoint $url)", "To go on, run it again by the same command.")]
    [InlineData("Invoke-DatasetPipeline w -Path $path -DryRun { 'a' | Invoke-TextGeneration -Llm (New-Llm openai/m -Endpoint $url) }", null)]
    public async Task The_last_words_of_a_run_that_is_stopped_offer_what_works(string command, string? how)
    {
        await using var server = await ChatServer.StartAsync(ChatServer.HangAsync);
        using var ps = _engine.Start(command, ("url", server.Address), ("path", Folder));
        var running = Task.Run(() => Engine.Finish(ps, () => ps.Invoke()));
        Assert.True(await server.WaitAsync(s => s.Started > 0));
        ps.Stop();
        await running;
        var said = ps.Streams.Information.Select(record => record.ToString()).SkipWhile(line => !line.StartsWith("w: stopped.", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("w: stopped. What was answered is kept in ", said[0], StringComparison.Ordinal);
        if (how is null)
            Assert.Single(said);
        else
            Assert.StartsWith(how, said[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline.ps1")]
    [InlineData("run.json")]
    [InlineData("")]
    public async Task What_others_can_write_is_not_run(string part)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The modes of files are those of a Unix.");
        await using var server = await ChatServer.StartEchoAsync();
        (await RunAsync(server, Make)).Clean();
        var path = Path.Combine(Folder, part);
#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
        var error = (await RunAsync(server, "Invoke-DatasetPipeline -Path $path -Resume")).TerminatingError();
        Assert.StartsWith("NotYourRun", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~UnixFileMode.OtherWrite);
#pragma warning restore CA1416
        (await RunAsync(server, "$null = Invoke-DatasetPipeline -Path $path -Resume")).Clean();
    }

    [Fact]
    public void A_script_that_leads_elsewhere_is_not_run_and_a_folder_without_a_run_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        Directory.CreateDirectory(Folder);
        Assert.StartsWith("NotARun", _engine.Run("Invoke-DatasetPipeline -Path $path -Resume", ("path", Folder)).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        _engine.Run("$null = Invoke-DatasetPipeline l -Path $path { [pscustomobject]@{ a = 1 } }", ("path", Folder)).Clean();
        var script = Path.Combine(Folder, "pipeline.ps1");
        File.Move(script, _scratch["elsewhere.ps1"]);
        File.CreateSymbolicLink(script, _scratch["elsewhere.ps1"]);
        Assert.StartsWith("NotYourRun", _engine.Run("Invoke-DatasetPipeline -Path $path -Resume", ("path", Folder)).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
