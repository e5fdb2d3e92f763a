using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Thinking stays apart from what is answered, in every step that asks a model, and is of use in a column of its own.</summary>
public sealed partial class ThinkingTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private async Task<Engine.Result> RunAsync(ChatServer server, string script, params (string Name, object? Value)[] variables) =>
        await Task.Run(() => _engine.Run("$m = New-Llm openai/test -Endpoint $url; " + script, [("url", server.Address), .. variables]));

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static IReadOnlyList<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    private static string Message(object message) => JsonSerializer.Serialize(new { choices = new[] { new { message, finish_reason = "stop" } } });

    [Fact]
    public async Task An_answer_without_its_thinking_is_the_row_s_and_the_thinking_a_column()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("[THINK]1 and 2, perhaps 4?[/THINK]The sum is 3."));
        var row = Assert.Single((await RunAsync(server, "'Add 1 and 2.' | Invoke-TextGeneration -Llm $m")).Clean());
        Assert.Equal(("The sum is 3.", "1 and 2, perhaps 4?"), (Value(row, "generation"), Value(row, "thinking")));
    }

    [Fact]
    public async Task Several_answers_have_their_thinking_index_by_index_and_a_row_without_any_has_no_column()
    {
        await using var server = await ChatServer.StartAsync(r => r.Text == "plain" ? new ChatServer.Reply("4")
            : new ChatServer.Reply("", RawBody: Message(r.Body.GetProperty("seed").GetInt64() == 1 ? new { content = "3", reasoning = (string?)"hmm" } : new { content = "3", reasoning = (string?)null })));
        var rows = (await RunAsync(server, "'thinks', 'plain' | Invoke-TextGeneration -Llm $m -NumGenerations 2 -Seed 0")).Clean();
        Assert.Equal([null, "hmm"], List(rows[0], "thinkings"));
        Assert.Null(rows[0].Properties["thinking"]);
        Assert.Null(rows[1].Properties["thinkings"]);
    }

    [Fact]
    public async Task An_answer_that_never_came_has_no_thinking_either()
    {
        await using var server = await ChatServer.StartAsync(r => r.Body.GetProperty("seed").GetInt64() == 1 ? new ChatServer.Reply("<think>endless", FinishReason: "length") : new ChatServer.Reply("<think>a</think>3"));
        var result = await RunAsync(server, "'x' | Invoke-TextGeneration -Llm $m -NumGenerations 2 -Seed 0 -AllowPartial");
        var row = Assert.Single(result.Output);
        Assert.Equal(["3", null], List(row, "generations"));
        Assert.Equal(["a", null], List(row, "thinkings"));
    }

    [Fact]
    public async Task Answers_that_are_asked_anew_leave_no_thinking_of_those_before()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply(r.Number < 2 ? "<think>a</think>3" : "4"));
        var rows = (await RunAsync(server, "$one = 'x' | Invoke-TextGeneration -Llm $m -Seed 0; $two = $one | Invoke-TextGeneration -Llm $m -NumGenerations 2 -Seed 0 -Replace; $one; $two; $two | Invoke-TextGeneration -Llm $m -Seed 5 -Replace")).Clean();
        Assert.Equal("a", Value(rows[0], "thinking"));
        Assert.Null(rows[1].Properties["thinking"]);
        Assert.Equal(1, List(rows[1], "thinkings").Count(thinking => thinking is not null));
        Assert.Null(rows[2].Properties["thinking"]);
        Assert.Null(rows[2].Properties["thinkings"]);
    }

    [Theory]
    [InlineData("<think>endless thoughts", "length")]
    [InlineData("[THINK]endless thoughts[/THINK]", "stop")]
    [InlineData("<|channel|>analysis<|message|>endless thoughts", "length")]
    public async Task A_reply_that_is_thinking_alone_is_one_error_of_its_row_and_is_not_asked_again(string said, string finish)
    {
        await using var server = await ChatServer.StartAsync(r => r.Text == "deep" ? new ChatServer.Reply(said, FinishReason: finish) : new ChatServer.Reply("4"));
        var result = await RunAsync(server, "'deep', 'plain' | Invoke-TextGeneration -Llm $m -RetryIntervalSec 0");
        var error = result.OneError();
        Assert.StartsWith("NoAnswer", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("gave only its thinking (16 characters) and no answer", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(finish == "length", error.Exception.Message.Contains("-MaxNewTokens", StringComparison.Ordinal));
        Assert.Equal("4", Value(Assert.Single(result.Output), "generation"));
        Assert.Equal(2, server.Requests.Count);
    }

    public static TheoryData<string> Drafts =>
    [
        "[THINK]{0}[/THINK]{1}",
        "<think>\n{0}\n</think>\n\n{1}",
        "{0}\n</think>\n\n{1}",
        "<|channel|>analysis<|message|>{0}<|end|><|start|>assistant<|channel|>final<|message|>{1}<|return|>",
        "\u25C1think\u25B7{0}\u25C1/think\u25B7{1}",
        "<|START_THINKING|>{0}<|END_THINKING|><|START_RESPONSE|>{1}<|END_RESPONSE|>",
        "Here is my thought process:\n{0}\nHere is my response:\n{1}",
        "<reasoning>{0}</reasoning>\n<answer>\n{1}\n</answer>",
        "analysis{0}assistantfinal{1}",
        "analysis<|message|>{0}<|end|><|start|>assistant<|channel|>final<|message|>{1}<|return|>",
        "{0}<|start|>assistant<|channel|>final<|message|>{1}",
        "{0}\n</think>{1}",
        "{0}\n</think> {1}",
        "{0}</think> {1}",
        "{0}\n<channel|>{1}",
        "<unused94>thought\n{0}<unused95>{1}",
        "{1}<|im_end|>\n<|im_start|>user\nOnce more?<|im_end|>\n<|im_start|>assistant\n{0}<|im_end|>",
    ];

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task A_judge_s_draft_takes_no_part_in_its_rating(string form)
    {
        const string Draft = "#### Output for Text 1\nRating: 1\nRationale: Draft.\n\n#### Output for Text 2\nRating: 5\nRationale: Draft.";
        const string Verdict = "#### Output for Text 1\nRating: 5\nRationale: Right.\n\n#### Output for Text 2\nRating: 2\nRationale: Wrong.";
        // The prompt's own headings bear a mark, which those of a reply must bear too.
        await using var server = await ChatServer.StartAsync(r =>
        {
            var mark = HeadingMark().Match(r.Text).Value;
            string Marked(string text) => Heading().Replace(text, heading => heading.Value + mark);
            return new ChatServer.Reply(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Marked(Draft), Marked(Verdict)));
        });
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ instruction = 'Add 1 and 2.'; generations = '3', '4' } | Invoke-UltraFeedback -Llm $m")).Clean());
        Assert.Equal([5L, 2L], List(row, "ratings"));
        Assert.Equal(["Right.", "Wrong."], List(row, "rationales"));
    }

    [GeneratedRegex(@"(?<=Output for Text 1) \[[a-z]+\]")]
    private static partial Regex HeadingMark();

    [GeneratedRegex("Output for Text [12]")]
    private static partial Regex Heading();

    [Theory]
    [InlineData("[THINK]1. A draft?\n2. Another?[/THINK]1. Solve a.\n2. Solve b.")]
    [InlineData("1. A draft?\n2. Another?\n</think>\n\n1. Solve a.\n2. Solve b.<|im_end|>")]
    [InlineData("1. A draft?\n2. Another?\n</think>1. Solve a.\n2. Solve b.")]
    [InlineData("<|channel|>analysis<|message|>1. A draft?<|end|><|start|>assistant<|channel|>final<|message|>1. Solve a.\n2. Solve b.")]
    public async Task Instructions_that_a_model_thinks_of_and_does_not_give_are_none(string said)
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply(said));
        var row = Assert.Single((await RunAsync(server, "'x' | New-SelfInstruct -Llm $m -NumInstructions 2")).Clean());
        Assert.Equal(["Solve a.", "Solve b."], List(row, "instructions"));
    }

    [Fact]
    public void Thinking_of_a_scripted_model_is_kept_apart_as_a_server_s_is()
    {
        var row = Assert.Single(_engine.Run("'x' | Invoke-TextGeneration -Llm (New-Llm -Reply '<think>a</think>The sum is 3.<|im_end|>')").Clean());
        Assert.Equal(("The sum is 3.", "a"), (Value(row, "generation"), Value(row, "thinking")));
        var error = _engine.Run("'x' | Invoke-TextGeneration -Llm (New-Llm -Reply @{ Text = '<think>endless'; FinishReason = 'length' })").OneError();
        Assert.Contains("gave only its thinking (7 characters)", error.Exception.Message, StringComparison.Ordinal);
    }

    private const string Judged = "$row = [pscustomobject]@{ instruction = 'i'; generations = 'a', 'b', 'c'; ratings = 5, 1, 3; thinkings = 'why a', $null, 'why c' }; ";

    private static string Content(PSObject row, string column) => (string)Value((PSObject)List(row, column)[^1]!, "content")!;

    [Theory]
    [InlineData("Distilabel", "chosen", "rejected")]
    [InlineData("Trl", "chosen", "rejected")]
    [InlineData("OpenAI", "preferred_output", "non_preferred_output")]
    public void Thinking_goes_back_before_both_sides_of_a_pair_where_it_is_asked_for(string format, string chosen, string rejected)
    {
        var rows = _engine.Run(Judged + $"$row | ConvertTo-DpoFormat -Format {format} -IncludeThinking; $row | ConvertTo-DpoFormat -Format {format}; $row | ConvertTo-DpoFormat -Format {format} -Pairs All -IncludeThinking").Clean();
        Assert.Equal(("<think>\nwhy a\n</think>\n\na", "b"), (Content(rows[0], chosen), Content(rows[0], rejected)));
        Assert.Equal(("a", "b"), (Content(rows[1], chosen), Content(rows[1], rejected)));
        Assert.Contains(rows.Skip(2), row => (Content(row, chosen), Content(row, rejected)) == ("<think>\nwhy c\n</think>\n\nc", "b"));
        Assert.Contains(rows.Skip(2), row => (Content(row, chosen), Content(row, rejected)) == ("<think>\nwhy a\n</think>\n\na", "<think>\nwhy c\n</think>\n\nc"));
    }

    [Fact]
    public void Answers_that_say_the_same_make_no_pair_whatever_was_thought()
    {
        var result = _engine.Run("[pscustomobject]@{ instruction = 'i'; generations = 'a', 'a'; ratings = 5, 1; thinkings = 'x', 'y' } | ConvertTo-DpoFormat -IncludeThinking");
        Assert.Empty(result.Output);
        Assert.Contains("the same text", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Thinking_goes_back_into_a_conversation_of_the_best_answer_or_the_only_one()
    {
        var rows = _engine.Run(Judged + "$row | ConvertTo-SftFormat -IncludeThinking; $row | ConvertTo-SftFormat -All -IncludeThinking; [pscustomobject]@{ instruction = 'i'; generation = 'g'; thinking = ' t ' } | ConvertTo-SftFormat -IncludeThinking; " +
            "[pscustomobject]@{ instruction = 'i'; generation = 'g' } | ConvertTo-SftFormat -IncludeThinking").Clean();
        Assert.Equal(
            ["<think>\nwhy a\n</think>\n\na", "<think>\nwhy a\n</think>\n\na", "b", "<think>\nwhy c\n</think>\n\nc", "<think>\nt\n</think>\n\ng", "g"],
            rows.Select(row => Content(row, "messages")));
    }

    [Fact]
    public void Thinking_that_is_not_as_long_as_the_answers_is_an_error_where_it_is_asked_for()
    {
        const string Row = "[pscustomobject]@{ instruction = 'i'; generations = 'a', 'b'; ratings = 5, 1; thinkings = @('x') } | ";
        Assert.StartsWith("WrongColumn", _engine.Run(Row + "ConvertTo-DpoFormat -IncludeThinking").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(_engine.Run(Row + "ConvertTo-DpoFormat").Clean());
    }

    [Fact]
    public void Branches_are_merged_with_their_thinking_and_a_judge_makes_a_list_of_a_single_one()
    {
        var rows = _engine.Run(
            "$rows = [pscustomobject]@{ instruction = 'i'; generation = 'a'; model_name = 'm'; finish_reason = 'stop'; thinking = 't' }, [pscustomobject]@{ instruction = 'i'; generation = 'b'; model_name = 'n'; finish_reason = 'stop' }; " +
            "$rows | Merge-Column; $rows | Merge-Column -As texts, names, reasons; $judge = New-Llm -Reply 'Rating: 5'; $rows[0] | Invoke-UltraFeedback -Llm $judge; $rows[1] | Invoke-UltraFeedback -Llm $judge").Output;
        Assert.Equal(["t", null], List(rows[0], "thinkings"));
        Assert.Null(rows[0].Properties["thinking"]);
        Assert.Equal(["a", "b"], List(rows[1], "texts"));
        Assert.Equal(["t"], List(rows[2], "thinkings"));
        Assert.Null(rows[2].Properties["thinking"]);
        Assert.Null(rows[3].Properties["thinkings"]);
    }

    [Theory]
    [InlineData("-Column generation,model_name,finish_reason -As generations,model_names,finish_reasons", "thinkings")]
    [InlineData("-Column generation", "thinkings")]
    [InlineData("-Column generation,thinking -As texts,thoughts", "thoughts")]
    public void Thinking_of_one_branch_does_not_stand_beside_the_answers_of_several(string arguments, string column)
    {
        const string Rows = "[pscustomobject]@{ instruction = 'i'; generation = 'a'; model_name = 'm'; finish_reason = 'stop' }, [pscustomobject]@{ instruction = 'i'; generation = 'b'; model_name = 'n'; finish_reason = 'stop'; thinking = 't' }";
        var row = Assert.Single(_engine.Run($"{Rows} | Merge-Column {arguments}").Clean());
        Assert.Equal([null, "t"], List(row, column));
        Assert.Null(row.Properties["thinking"]);
    }

    [Fact]
    public void Merged_answers_go_each_with_its_own_thinking()
    {
        const string Rows = "[pscustomobject]@{ instruction = 'i'; generation = 'a'; model_name = 'm'; thinking = 's' }, [pscustomobject]@{ instruction = 'i'; generation = 'b'; model_name = 'n'; thinking = 't' }";
        var rows = _engine.Run($"{Rows} | Merge-Column generation, model_name -As generations, model_names | Add-Member ratings (1, 5) -PassThru | ConvertTo-SftFormat -IncludeThinking").Clean();
        Assert.Equal("<think>\nt\n</think>\n\nb", Content(Assert.Single(rows), "messages"));
    }

    [Fact]
    public void Rows_with_thinking_and_without_make_one_dataset_that_is_whole()
    {
        using var scratch = new Scratch();
        var path = scratch["set"];
        var script = "$think = New-Llm -Reply @{ '*1*' = '<think>t</think>3'; '*2*' = '4' }; 'Add 1.', 'Add 2.' | Invoke-TextGeneration -Llm $think, $think -Seed 0 | " +
            "ForEach-Object { $_ | Add-Member ratings (5, 5) -PassThru } | Export-Distiset $path; Test-Distiset $path; Import-Dataset $path";
        var rows = _engine.Run(script, ("path", path)).Clean();
        Assert.Equal(2, rows.Count);
        Assert.Equal(["t", "t"], List(rows[0], "thinkings"));
        Assert.Null(Value(rows[1], "thinkings"));
    }

    [Fact]
    public void An_answer_that_was_cut_is_known_behind_its_thinking()
    {
        using var scratch = new Scratch();
        _engine.Run(
            "[pscustomobject]@{ instruction = 'i'; generations = 'a', 'b'; ratings = 5, 1; thinkings = 'x', 'y'; finish_reasons = 'length', 'stop' } | ConvertTo-DpoFormat -Format Trl -IncludeThinking | Export-Distiset $path",
            ("path", scratch["set"])).Clean();
        var problem = Assert.Single(DistisetChecker.Check(scratch["set"]), problem => problem.Check == "TruncatedAnswer");
        Assert.Equal("chosen", problem.Column);
    }

    [Fact]
    public async Task An_effort_reaches_the_server_from_the_model_the_cmdlet_and_the_run_and_the_nearest_wins()
    {
        await using var server = await ChatServer.StartEchoAsync();
        using var scratch = new Scratch();
        (await RunAsync(
            server,
            """
            $low = New-Llm openai/test -Endpoint $url -ReasoningEffort Low
            'a' | Invoke-TextGeneration -Llm $low
            'b' | Invoke-TextGeneration -Llm $low -ReasoningEffort high
            'c' | Invoke-TextGeneration -Llm $m -ReasoningEffort anything-goes
            'd' | Invoke-TextGeneration -Llm $m
            Invoke-DatasetPipeline p -Path $path { 'e' | Invoke-TextGeneration -Llm $low -StepName s } -Parameters @{ s = @{ llm = @{ generation_kwargs = @{ reasoning_effort = 'medium' } } } } | Out-Null
            """,
            ("path", scratch["run"]))).Clean();
        Assert.Equal(
            ["a low", "b high", "c anything-goes", "d ", "e medium"],
            server.Requests.Select(r => $"{r.Text} {(r.Body.TryGetProperty("reasoning_effort", out var effort) ? effort.GetString() : "")}"));
    }

    [Theory]
    [InlineData("mistral/x -ReasoningEffort low -ApiKey k", "mistral/x takes a reasoning effort of none or high; -ReasoningEffort is low.")]
    [InlineData("openai/x -ReasoningEffort max -ApiKey k", "none, minimal, low, medium, high or xhigh; -ReasoningEffort is max.")]
    [InlineData("ollama/x -ReasoningEffort minimal", "none, low, medium, high or max")]
    public void An_effort_that_the_provider_does_not_take_is_said_before_anything_is_sent(string llm, string words) =>
        Assert.Contains(words, _engine.Run($"'x' | Invoke-TextGeneration -Llm (New-Llm {llm})").TerminatingError().Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void An_effort_is_a_plain_word() =>
        Assert.Contains("ReasoningEffort", _engine.Run("New-Llm openai/x -ReasoningEffort 'high, {\"a\":1}'").TerminatingError().Exception.Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_set_effort_is_part_of_what_the_journal_keeps_an_answer_under()
    {
        await using var server = await ChatServer.StartEchoAsync();
        using var scratch = new Scratch();
        const string Ask = "foreach ($effort in $null, 'low', 'high', 'low') { $e = @{}; if ($effort) { $e.ReasoningEffort = $effort }; 'a' | Invoke-TextGeneration -Llm $m -Journal $journal @e }";
        (await RunAsync(server, Ask, ("journal", scratch["journal.db"]))).Clean();
        Assert.Equal(3, server.Requests.Count);
    }
}
