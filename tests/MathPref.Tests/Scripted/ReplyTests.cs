using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Scripted;

/// <summary>New-Llm -Reply: a model that says what the test wants, with nothing behind it.</summary>
public sealed class ReplyTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private Engine.Result Run(string script, params (string Name, object? Value)[] variables) => _engine.Run(script, variables);

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static IReadOnlyList<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    private static string[] Texts(IEnumerable<PSObject> rows) => rows.Select(r => (string)Value(r, "generation")!).ToArray();

    private static string[] Said(int count) => Enumerable.Range(0, count).Select(i => $"reply {i}").ToArray();

    [Theory]
    [InlineData("-Reply 'yes'")]
    [InlineData("-Reply @('yes')")]
    [InlineData("scripted/model -Reply { 'yes' }")]
    [InlineData("-Reply @{ Text = 'yes' }")]
    [InlineData("-Reply @{ '*' = 'yes' }")]
    public void One_reply_answers_every_call(string reply)
    {
        var rows = Run($"'a', 'b', 'c' | Invoke-TextGeneration -Llm (New-Llm {reply})").Clean();
        Assert.Equal(["yes", "yes", "yes"], Texts(rows));
        Assert.All(rows, row => Assert.Equal(("scripted/model", "stop"), (Value(row, "model_name"), Value(row, "finish_reason"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Unordered")]
    public void Replies_come_in_the_order_of_the_input_whatever_is_in_flight(string order)
    {
        var rows = Run($"$m = New-Llm scripted/list -Reply $said; 0..299 | ForEach-Object {{ \"row $_\" }} | Invoke-TextGeneration -Llm $m -ThrottleLimit 64 {order}", ("said", Said(300))).Clean();
        Assert.Equal(300, rows.Count);
        Assert.All(rows, row => Assert.Equal("reply " + ((string)Value(row, "instruction")!)[4..], Value(row, "generation")));
    }

    [Fact]
    public void A_scripted_model_answers_beside_one_that_is_not()
    {
        var row = Assert.Single(_engine.Run("'Solve the equation $5x + 3 = 2x + 9$ for $x$.' | Invoke-TextGeneration -Llm offline/careful, (New-Llm -Reply 'Two.'), offline/hasty").Clean());
        Assert.Equal("Two.", ((object?[])row.Properties["generations"].Value)[1]);
    }

    [Fact]
    public void A_row_that_cannot_be_asked_takes_no_reply()
    {
        var result = Run("'a', @{ other = 1 }, 'b' | Invoke-TextGeneration -Llm (New-Llm -Reply 'one', 'two')");
        Assert.Equal(["one", "two"], Texts(result.Output));
        Assert.StartsWith("MissingColumn", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_beyond_the_last_reply_are_errors_that_say_how_many_there_were()
    {
        var result = Run("'a', 'b', 'c', 'd' | Invoke-TextGeneration -Llm (New-Llm scripted/short -Reply 'one', 'two')");
        Assert.Equal(["one", "two"], Texts(result.Output));
        Assert.Equal(["c", "d"], result.Errors.Select(e => e.TargetObject));
        Assert.All(result.Errors, e => Assert.StartsWith("RepliesRanOut", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains("-Reply gave 2, and this is call number 3", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_cmdlet_goes_on_where_the_one_before_ended()
    {
        var result = Run("$m = New-Llm -Reply 'one', ([TimeoutException]'slow'), 'three', 'four'; 'a', 'b', 'c' | Invoke-TextGeneration -Llm $m -ErrorVariable failed; $failed.TargetObject | Invoke-TextGeneration -Llm $m");
        Assert.Equal(["one", "three", "four"], Texts(result.Output));
        Assert.Equal("b", Value(result.Output[2], "instruction"));
        Assert.Equal("slow", Assert.IsType<TimeoutException>(result.OneError().Exception).Message);
    }

    [Fact]
    public void Copies_of_a_model_share_its_place_in_the_script()
    {
        var rows = Run("$m = New-Llm -Reply 'one', 'two'; 'a' | Invoke-TextGeneration -Llm ($m | New-Llm -Temperature 0.5); 'b' | Invoke-TextGeneration -Llm $m").Clean();
        Assert.Equal(["one", "two"], Texts(rows));
        Assert.Equal(["1", "1"], Texts(Run("New-Llm scripted/a, scripted/b -Reply '1', '2' | ForEach-Object { 'x' | Invoke-TextGeneration -Llm $_ }").Clean()));
    }

    [Fact]
    public void Two_cmdlets_that_run_at_once_cannot_take_turns()
    {
        const string chain = "'a' | Invoke-TextGeneration -Llm $m | Invoke-UltraFeedback -Llm $m";
        var error = Run($"$m = New-Llm scripted/shared -Reply 'one', 'Rating: 4'; {chain}").TerminatingError();
        Assert.Contains("scripted/shared gives its replies in turn", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(4L, List(Assert.Single(Run($"$m = New-Llm -Reply @{{ 'a' = 'one'; '*<text 1>*' = 'Rating: 4' }}; {chain}").Clean()), "ratings")[0]);
        // One that has ended, or whose rows are all asked, is not in the way.
        Run("$m = New-Llm -Reply 'one', 'two'; 'a' | Invoke-TextGeneration -Llm $m | ForEach-Object -Process { } -End { 'b' | Invoke-TextGeneration -Llm $m }").Clean();
    }

    [Fact]
    public void Several_models_and_generations_take_their_replies_row_by_row()
    {
        var rows = Run("$a = New-Llm scripted/a -Reply 'a1', 'a2', 'a3', 'a4'; $b = New-Llm scripted/b -Reply 'b1', 'b2', 'b3', 'b4'; 'x', 'y' | Invoke-TextGeneration -Llm $a, $b -NumGenerations 2").Clean();
        Assert.Equal(["a1", "a2", "b1", "b2"], List(rows[0], "generations"));
        Assert.Equal(["a3", "a4", "b3", "b4"], List(rows[1], "generations"));
        Assert.Equal(["scripted/a", "scripted/a", "scripted/b", "scripted/b"], List(rows[1], "model_names"));
        var twice = Assert.Single(Run("$m = New-Llm -Reply '1', '2', '3', '4'; 'x' | Invoke-TextGeneration -Llm $m, $m -NumGenerations 2").Clean());
        Assert.Equal(["1", "2", "3", "4"], List(twice, "generations"));
    }

    [Fact]
    public void A_scripted_model_stands_beside_another()
    {
        var row = Assert.Single(Run("'Solve the linear equation $3x + 5 = 20$ for $x$.' | Invoke-TextGeneration -Llm (New-Llm -Reply 'a', 'b'), offline/careful, (New-Llm -Reply @{ '*' = [Exception]'down' }) -AllowPartial").Output);
        Assert.Equal("a", List(row, "generations")[0]);
        Assert.Null(List(row, "generations")[2]);
    }

    [Fact]
    public void Generations_and_options_reach_the_script_block()
    {
        var row = Assert.Single(Run("$m = New-Llm scripted/m -Temperature 0.2 -Reply { \"$($_.Model) $($_.Number) $($_.Generation) $($_.Options.Temperature) $($_.Options.MaxNewTokens) $($_.Messages.Role -join '+') $($_.Messages[0].Content) $($_.Prompt)\" }; 'x' | Invoke-TextGeneration -Llm $m, $m -NumGenerations 2 -MaxNewTokens 7 -SystemPrompt 'S'").Clean());
        Assert.Equal(["scripted/m 1 0 0.2 7 system+user S x", "scripted/m 2 1 0.2 7 system+user S x", "scripted/m 3 2 0.2 7 system+user S x", "scripted/m 4 3 0.2 7 system+user S x"], List(row, "generations"));
        Assert.Equal(["x"], Texts(Run("'x' | Invoke-TextGeneration -Llm (New-Llm -Reply { param($call) $call.Prompt })").Clean()));
    }

    [Fact]
    public void A_script_block_runs_on_the_pipeline_thread_in_the_order_of_the_input()
    {
        var rows = Run(
            """
            $home = "$([Environment]::CurrentManagedThreadId) $([runspace]::DefaultRunspace.InstanceId)"
            $n = @(0)
            $m = New-Llm -Reply { $n[0]++; if ("$([Environment]::CurrentManagedThreadId) $([runspace]::DefaultRunspace.InstanceId)" -ne $here) { throw 'elsewhere' }; "$($_.Prompt) $($n[0])" }
            0..199 | ForEach-Object { "$_" } | Invoke-TextGeneration -Llm $m -ThrottleLimit 64
            """.Replace("$home", "$here", StringComparison.Ordinal)).Clean();
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i} {i + 1}"), Texts(rows));
    }

    [Theory]
    [InlineData("throw 'too busy'")]
    [InlineData("throw [InvalidOperationException]::new('too busy')")]
    [InlineData("[InvalidOperationException]::new('too busy')")]
    public void What_a_script_block_throws_is_the_error_of_its_row(string failure)
    {
        var result = Run($"$ErrorActionPreference = 'SilentlyContinue'; $m = New-Llm scripted/sick -Reply {{ if ($_.Prompt -eq 'b') {{ {failure} }} else {{ 'fine' }} }}; 'a', 'b', 'c' | Invoke-TextGeneration -Llm $m -ErrorVariable failed; (Get-LlmUsage scripted/sick).Failed; $failed");
        Assert.Equal(["fine", "fine"], Texts(result.Output.Take(2)));
        Assert.True((long)result.Output[2].BaseObject > 0);
        var error = Assert.IsType<ErrorRecord>(Assert.Single(result.Output.Skip(3)).BaseObject);
        Assert.StartsWith("ScriptedFailure", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(("too busy", "b"), (error.Exception.Message, error.TargetObject));
    }

    [Theory]
    [InlineData("{ 'one', 'two' }", "one\ntwo")]
    [InlineData("{ 42 }", "42")]
    [InlineData("{ @{ Text = 'half'; FinishReason = 'stop' } }", "half")]
    [InlineData("{ [pscustomobject]@{ text = 'whole' } }", "whole")]
    public void A_script_block_may_write_texts_and_parts(string reply, string text) =>
        Assert.Equal([text], Texts(Run($"'x' | Invoke-TextGeneration -Llm (New-Llm -Reply {reply})").Clean()));

    [Theory]
    [InlineData("{ }", "NotAReply", "wrote nothing")]
    [InlineData("{ @{ Text = 'a' }; 'b' }", "NotAReply", "and something else")]
    [InlineData("{ @{ Txt = 'a' } }", "NotAReply", "'Text'")]
    [InlineData("{ @{ Text = 'a'; '' = 'b' } }", "NotAReply", "cannot be read")]
    [InlineData("{ , @('a', 'b') | ForEach-Object { , $_ } }", "NotAReply", "list")]
    [InlineData("{ @{ Text = 'a'; InputTokens = 'many' } }", "NotAReply", "InputTokens")]
    [InlineData("''", "NoAnswer", "without text")]
    [InlineData("{ process { 'a' } end { 'b' } }", "ScriptedFailure", "")]
    public void What_is_no_reply_is_an_error_of_the_row(string reply, string id, string words)
    {
        var error = Run($"'x' | Invoke-TextGeneration -Llm (New-Llm -Reply {reply})").OneError();
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("x", error.TargetObject);
    }

    [Theory]
    [InlineData("New-Llm mistral/x -Reply 'a'", "ReplyOfRealModel", "mistral/x is a real one")]
    [InlineData("New-Llm offline/judge -Reply 'a'", "ReplyOfRealModel", "scripted/<any name>")]
    [InlineData("New-Llm scripted/x", "NoReplyGiven", "-Reply")]
    [InlineData("'a' | Invoke-TextGeneration -Llm scripted/x", "LlmConfiguration", "New-Llm scripted/x -Reply")]
    [InlineData("New-Llm -Reply @()", "NotAReply", "empty list")]
    [InlineData("New-Llm -Reply 'a', $null", "ParameterArgumentValidationError", "null")]
    [InlineData("New-Llm -Reply @{ '*' = $null }", "NotAReply", "null")]
    [InlineData("New-Llm -Reply 'a', @{ Text = 'b'; FinishReson = 'length' }", "NotAReply", "'FinishReason'")]
    [InlineData("New-Llm -Reply @{ 'a[' = 'b' }", "NotAReply", "a[")]
    [InlineData("New-Llm -Reply @{}", "NotAReply", "no pattern")]
    public void A_script_that_cannot_be_right_is_said_at_once(string script, string id, string words)
    {
        var error = Run(script).TerminatingError();
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_choose_the_reply_by_the_prompt()
    {
        var rows = Run(
            """
            $m = New-Llm -Reply @{ '*' = 'else'; '*matri*' = 'about matrices'; 'exactly this' = { "block: $($_.Prompt)" }; [regex]'^\d+$' = 'first number', 'second number' }
            'A MATRIX', '12', 'exactly this', "two`nlines", 'not exactly this', '7' | Invoke-TextGeneration -Llm $m -ThrottleLimit 64
            """).Clean();
        Assert.Equal(["about matrices", "first number", "block: exactly this", "else", "else", "second number"], Texts(rows));
        Assert.Equal(["first"], Texts(Run("'ab' | Invoke-TextGeneration -Llm (New-Llm -Reply ([ordered]@{ 'a*' = 'first'; '*b' = 'second'; 'ab' = 'longest' }))").Clean()));
    }

    [Theory]
    [InlineData("@{ 'a*' = 'x'; '*b' = 'y' }", "ReplyAmbiguous", "'a*' and '*b'|'*b' and 'a*'")]
    [InlineData("@{ 'b*' = 'x'; 'c' = 'y' }", "NoReplyMatches", "prompt 'ab'|'b*', 'c'")]
    [InlineData("@{ 'a*' = @('x') + 'y' }", "", "")]
    public void A_prompt_that_no_pattern_or_no_single_one_matches_is_an_error(string patterns, string id, string words)
    {
        var result = Run($"'ab' | Invoke-TextGeneration -Llm (New-Llm -Reply {patterns})");
        if (id.Length == 0)
        {
            Assert.Equal(["x"], Texts(result.Output));
            return;
        }
        Assert.StartsWith(id, result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words.Split('|'), w => result.OneError().Exception.Message.Contains(w, StringComparison.Ordinal));
    }

    [Fact]
    public void Truncation_and_usage_can_be_played()
    {
        var result = Run("'x' | New-SelfInstruct -NumInstructions 2 -Llm (New-Llm scripted/cut -Reply @{ Text = \"Solve a.`nSolve the equation x^2 +\"; FinishReason = 'length'; InputTokens = 1000; OutputTokens = 20 }); Get-LlmUsage scripted/cut");
        Assert.Equal(["Solve a."], List(result.Output[0], "instructions"));
        Assert.Contains(result.Warnings, w => w.Contains("limit of tokens", StringComparison.Ordinal));
        var usage = (Core.Llm.LlmUsage)result.Output[1].BaseObject;
        Assert.Equal((1000, 20, 0m), (usage.InputTokens, usage.OutputTokens, usage.Cost));
    }

    [Fact]
    public void Usage_is_estimated_and_free_unless_a_price_is_given()
    {
        var usage = Run("'12345678' | Invoke-TextGeneration -MaxCost 0.01 -Llm (New-Llm scripted/free -Reply 'abcdefgh') | Out-Null; Get-LlmUsage scripted/free").Clean();
        var free = (Core.Llm.LlmUsage)Assert.Single(usage).BaseObject;
        Assert.Equal((10, 2, 0m), (free.InputTokens, free.OutputTokens, free.Cost));
        var result = Run("1..9 | ForEach-Object { \"row $_\" } | Invoke-TextGeneration -ThrottleLimit 1 -MaxNewTokens 10 -MaxCost 5 -Llm (New-Llm scripted/dear -InputPrice 0 -OutputPrice 100000 -Reply @{ Text = 'x'; OutputTokens = 10 })");
        Assert.Equal(5, result.Output.Count);
        Assert.StartsWith("BudgetReached", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_never_keeps_what_a_script_says()
    {
        using var scratch = new Scratch();
        var rows = Run("'x' | Invoke-TextGeneration -Llm (New-Llm -Reply 'old') -Journal $journal; 'x' | Invoke-TextGeneration -Llm (New-Llm -Reply 'new') -Journal $journal -RefreshJournal; 'x' | Invoke-TextGeneration -Llm (New-Llm -Reply 'newer' -Journal $journal)", ("journal", scratch["journal.db"])).Clean();
        Assert.Equal(["old", "new", "newer"], Texts(rows));
        Assert.False(File.Exists(scratch["journal.db"]));
    }

    [Fact]
    public void What_is_only_planned_takes_no_reply_and_runs_no_block()
    {
        using var process = Programs.StartShell("$m = New-Llm -Reply 'one', 'two'; $b = New-Llm scripted/b -Reply { throw 'ran' }; 'a', 'b', 'c' | Invoke-TextGeneration -Llm $m, $b -WhatIf; ('a' | Invoke-TextGeneration -Llm $m).generation");
        var said = process.StandardOutput.ReadToEnd();
        Assert.Contains("6 calls for 3 rows", said, StringComparison.Ordinal);
        Assert.EndsWith("one", said.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_are_shown_nowhere()
    {
        var llm = (Core.Llm.LlmSpec)Assert.Single(Run("New-Llm scripted/quiet -Reply 'planted reply'").Clean()).BaseObject;
        Assert.Equal("scripted/quiet", llm.ToString());
        Assert.DoesNotContain(llm.GetType().GetProperties(), p => p.GetValue(llm)?.ToString()?.Contains("planted", StringComparison.Ordinal) == true);
        using var scratch = new Scratch();
        Run("'x' | Invoke-TextGeneration -Llm (New-Llm scripted/quiet -Temperature 0.5 -Reply { 'y' }) | Export-Distiset $path", ("path", scratch["set"])).Clean();
        Assert.Contains("Invoke-TextGeneration -Llm (New-Llm scripted/quiet -Temperature 0.5 -Reply { … })", File.ReadAllText(Path.Combine(scratch["set"], "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_the_pipeline_stops_a_script_block_that_runs()
    {
        var entered = new TaskCompletionSource();
        using var ps = _engine.Start("'a', 'b' | Invoke-TextGeneration -Llm (New-Llm -Reply { $entered.SetResult(); while ($true) { [Threading.Thread]::Sleep(10) } })", ("entered", entered));
        var running = ps.BeginInvoke();
        await entered.Task.WaitAsync(s_limit, TestContext.Current.CancellationToken);
        await Task.Run(ps.Stop).WaitAsync(s_limit, TestContext.Current.CancellationToken);
        Assert.True(running.IsCompleted);
        Assert.Empty(ps.Streams.Error);
        Assert.Equal(["fine"], Texts(Run("'a' | Invoke-TextGeneration -Llm (New-Llm -Reply 'fine')").Clean()));
    }

    [Fact]
    public void A_script_block_may_call_the_cmdlets_itself()
    {
        var rows = Run(
            """
            $inner = New-Llm scripted/inner -Reply { "inner $($_.Prompt)" }
            $outer = New-Llm scripted/outer -Reply { (1..20 | ForEach-Object { "$_" } | Invoke-TextGeneration -Llm $inner -ThrottleLimit 2 | Select-Object -Last 1).generation + " of $($_.Prompt)" }
            0..19 | ForEach-Object { "$_" } | Invoke-TextGeneration -Llm $outer -ThrottleLimit 2
            """.Replace("| Select-Object -Last 1)", ")[-1]", StringComparison.Ordinal)).Clean();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"inner 20 of {i}"), Texts(rows));
    }

    [Theory]
    [InlineData("| Take-First 1", 1, 0)]
    [InlineData("| Fail-Downstream", 0, 1)]
    public async Task A_pipeline_that_ends_early_ends_and_gives_the_script_back(string tail, int rows, int errors)
    {
        var run = Task.Run(() => Run($"$m = New-Llm -Reply $said; 0..299 | ForEach-Object {{ \"row $_\" }} | Invoke-TextGeneration -Llm $m -ThrottleLimit 64 {tail}", ("said", Said(400))));
        var result = await run.WaitAsync(s_limit, TestContext.Current.CancellationToken);
        Assert.Equal((rows, errors), (result.Output.Count, result.Errors.Count));
        Assert.StartsWith("reply ", Assert.Single(Texts(Run("'again' | Invoke-TextGeneration -Llm $m").Clean())), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_chain_runs_on_scripted_models()
    {
        var rows = Run(
            """
            'Matrices' |
                New-SelfInstruct -NumInstructions 2 -Llm (New-Llm scripted/topics -Reply "Add 1 and 2.`nAdd 2 and 2.") |
                Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm (New-Llm scripted/good -Reply '3', '4'), (New-Llm scripted/bad -Reply '5') |
                Invoke-UltraFeedback -Llm (New-Llm scripted/judge -Reply "#### Output for Text 1`nRating: 5`nRationale: right`n`n#### Output for Text 2`nRating: 1`nRationale: wrong") |
                ConvertTo-DpoFormat
            """).Clean();
        Assert.Equal(["scripted/good", "scripted/good"], rows.Select(r => Value(r, "chosen_model")));
        Assert.Equal(["scripted/bad", "scripted/bad"], rows.Select(r => Value(r, "rejected_model")));
    }
}
