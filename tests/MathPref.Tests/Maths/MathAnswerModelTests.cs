using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Maths;

/// <summary>Test-MathAnswer with a model for what the rules leave open.</summary>
public sealed class MathAnswerModelTests : IDisposable
{
    /// <summary>Of these the rules know the first two; the others nobody can read.</summary>
    private const string Row =
        """
        $open = '\boxed{the curious number that nobody has yet named}'
        $row = [pscustomobject]@{ instruction = 'What is 2 + 2?'; generations = '\boxed{4}', '\boxed{5}', $open, $open, ''; reference_answer = '4' }

        """;

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static IReadOnlyList<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    private async Task<Engine.Result> RunAsync(ChatServer server, string script) =>
        await Task.Run(() => _engine.Run("$m = New-Llm openai/test -Endpoint $url; " + Row + script, ("url", server.Address)));

    private static string Verdict(ChatServer.Request request, string word)
    {
        var mark = request.Text.Split("The mark of this task is ")[1].Split('.')[0];
        return $"Reason [{mark}]: because.\nVerdict [{mark}]: {word}";
    }

    [Fact]
    public async Task The_model_is_asked_about_unknown_answers_alone_and_once_about_equal_ones()
    {
        var asked = new List<string>();
        await using var server = await ChatServer.StartAsync(r =>
        {
            lock (asked)
                asked.Add(r.Text);
            return new ChatServer.Reply(Verdict(r, "Right"));
        });
        var row = Assert.Single((await RunAsync(server, "$row | Test-MathAnswer -Llm $m")).Clean());
        var question = Assert.Single(asked);
        Assert.Contains("What is 2 + 2?", question, StringComparison.Ordinal);
        Assert.Contains("curious number", question, StringComparison.Ordinal);
        Assert.Equal([true, false, true, true, false], List(row, "answers_correct"));
        Assert.Equal(["Model", "Model", "NoAnswer"], List(row, "answer_methods").Skip(2));
        Assert.Equal(0.6, Value(row, "pass_rate"));
        Assert.Single(List((PSObject)Value(row, "distilabel_metadata")!, "raw_output_math_answer_0"));
    }

    [Fact]
    public async Task It_may_be_asked_about_wrong_answers_too()
    {
        var asked = 0;
        await using var server = await ChatServer.StartAsync(r =>
        {
            Interlocked.Increment(ref asked);
            return new ChatServer.Reply(Verdict(r, "Right"));
        });
        var row = Assert.Single((await RunAsync(server, "$row | Test-MathAnswer -Llm $m -AskAbout NotRight")).Clean());
        Assert.Equal(2, asked);
        Assert.Equal([true, true, true, true, false], List(row, "answers_correct"));
        Assert.Equal("Model", List(row, "answer_methods")[1]);
    }

    [Fact]
    public async Task Where_the_rules_know_all_nothing_is_asked()
    {
        var asked = 0;
        await using var server = await ChatServer.StartAsync(r => { Interlocked.Increment(ref asked); return new ChatServer.Reply(Verdict(r, "Wrong")); });
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ generations = '4', '5'; reference_answer = '4' } | Test-MathAnswer -Llm $m")).Clean());
        Assert.Equal(0, asked);
        Assert.Equal([true, false], List(row, "answers_correct"));
        Assert.Null(row.Properties["distilabel_metadata"]);
    }

    [Fact]
    public async Task WhatIf_counts_the_calls_and_makes_none()
    {
        var asked = 0;
        await using var server = await ChatServer.StartAsync(r => { Interlocked.Increment(ref asked); return new ChatServer.Reply(Verdict(r, "Wrong")); });
        var result = await RunAsync(server, "$row, $row | Test-MathAnswer -Llm $m -AskAbout NotRight -WhatIf 6>&1");
        Assert.Equal(0, asked);
        Assert.Empty(result.Errors);
        Assert.DoesNotContain(result.Output, o => o.Properties["answers"] is not null);
    }

    [Fact]
    public void WhatIf_says_that_rows_without_an_open_answer_make_no_call()
    {
        var text = Programs.ShellCommand("[pscustomobject]@{ generation = '4'; reference_answer = '5' } | Test-MathAnswer -Llm offline/judge -WhatIf").Succeeded();
        Assert.Contains("0 calls", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_is_sent_with_its_end_alone()
    {
        var asked = "";
        await using var server = await ChatServer.StartAsync(r =>
        {
            asked = r.Text;
            return new ChatServer.Reply(Verdict(r, "Right"));
        });
        var row = Assert.Single((await RunAsync(server, @"[pscustomobject]@{ generation = '\boxed{the beginning ' + 'of many words ' * 10000 + 'the end}'; reference_answer = '4' } | Test-MathAnswer -Llm $m")).Clean());
        Assert.Equal([true], List(row, "answers_correct"));
        Assert.InRange(asked.Length, 20_000, 25_000);
        Assert.Contains("the beginning is cut", asked, StringComparison.Ordinal);
        Assert.Contains("the end", asked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_takes_a_reference_that_is_still_to_come_for_one()
    {
        const string Script = "[pscustomobject]@{ instruction = 'q' } | Invoke-TextGeneration -Llm offline/small | ForEach-Object { $_ | Add-Member solution $_.generation -PassThru } | "
            + "Invoke-TextGeneration -Llm offline/small -NumGenerations 2 | Test-MathAnswer -ReferenceColumn solution | ConvertTo-DpoFormat -PairBy Correctness";
        using var scratch = new Scratch();
        var result = _engine.Run($"Invoke-DatasetPipeline p -Path '{scratch["p"]}' -WhatIf {{ {Script} }} 6>&1");
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_reply_without_a_verdict_leaves_the_answer_unknown_with_a_warning()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("I would rather not say."));
        var result = await RunAsync(server, "$row | Test-MathAnswer -Llm $m");
        Assert.Contains("No verdict", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Null(List(Assert.Single(result.Output), "answers_correct")[2]);
        Assert.NotEqual("Model", List(result.Output[0], "answer_methods")[2]);
    }

    [Fact]
    public async Task A_failed_call_fails_the_row_unless_a_part_will_do()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("no", Status: 400));
        var result = await RunAsync(server, "$row | Test-MathAnswer -Llm $m");
        Assert.Empty(result.Output);
        Assert.StartsWith("RequestRefused", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        result = await RunAsync(server, "$row | Test-MathAnswer -Llm $m -AllowPartial");
        Assert.Empty(result.Errors);
        Assert.Equal([true, false, null, null, false], List(Assert.Single(result.Output), "answers_correct"));
    }

    [Fact]
    public void Scripted_models_answer_each_question_of_a_row_in_order()
    {
        var row = Assert.Single(_engine.Run(Row + "$row | Test-MathAnswer -AskAbout NotRight -Llm (New-Llm scripted/judge -Reply 'Right', 'Wrong')").Clean());
        Assert.Equal([true, true, false, false, false], List(row, "answers_correct"));
    }

    [Fact]
    public async Task A_journal_answers_the_second_time()
    {
        using var scratch = new Scratch();
        var asked = 0;
        var script = Row + $"$row | Test-MathAnswer -Llm $m -Journal '{scratch["j.db"]}'";
        await using var server = await ChatServer.StartAsync(r => { Interlocked.Increment(ref asked); return new ChatServer.Reply(Verdict(r, "Wrong")); });
        for (var i = 0; i < 2; i++)
        {
            var row = Assert.Single((await Task.Run(() => _engine.Run("$m = New-Llm openai/test -Endpoint $url; " + script, ("url", server.Address)))).Clean());
            Assert.Equal([true, false, false, false, false], List(row, "answers_correct"));
        }
        Assert.Equal(1, asked);
    }

    [Fact]
    public void One_answer_can_be_asked_about_too()
    {
        var check = Assert.Single(_engine.Run(Row + "Test-MathAnswer $open 4 -Question q -Llm (New-Llm scripted/judge -Reply 'Right')").Clean());
        Assert.Equal(("Right", "Model"), (Value(check, "verdict"), Value(check, "method")));
    }

    [Fact]
    public void The_embedded_judge_answers_about_its_own_problems_and_refuses_others()
    {
        const string Own = "[pscustomobject]@{ instruction = 'Solve the equation $5x + 3 = 2x + 9$ for $x$.'; generations = '\\boxed{x = 2}', '\\boxed{x = 3}'; reference_answer = 'unreadable' } | ";
        Assert.StartsWith("OfflineModelCannot", _engine.Run(Row + "$row | Test-MathAnswer -Llm offline/judge").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        var result = _engine.Run(Own.Replace("'unreadable'", "'x = 2'", StringComparison.Ordinal) + "Test-MathAnswer -Llm offline/judge -AskAbout NotRight");
        Assert.Equal([true, false], List(Assert.Single(result.Clean()), "answers_correct"));
    }
}
