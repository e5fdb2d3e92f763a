using System.Management.Automation;
using System.Text.Json;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>A model that is asked later adds to the answers of a row, and a judge is then asked about the new ones alone.</summary>
public sealed class FurtherAnswersTests : IDisposable
{
    /// <summary>A question that a and b answered and j judged.</summary>
    private const string Judged = "$judged = 'Why?' | Invoke-TextGeneration -Llm $a, $b | Invoke-UltraFeedback -Llm $j; ";

    private readonly Engine _engine = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref").FullName;

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Models answer with name and seed; judges rate as many texts as they are shown, 5 downwards.</summary>
    private static Task<ChatServer> ServerAsync() => ChatServer.StartAsync(request =>
    {
        var model = request.Body.GetProperty("model").GetString()!;
        if (!model.StartsWith('j'))
            return new ChatServer.Reply($"{model}{(request.Body.TryGetProperty("seed", out var seed) ? seed.GetInt64() : "")}");
        var texts = Enumerable.Range(1, 9).TakeWhile(number => request.Text.Contains($"<text {number} ", StringComparison.Ordinal));
        return new ChatServer.Reply(string.Join("\n\n", texts.Select(number => request.Text.Contains("unreadable", StringComparison.Ordinal)
            ? $"#### Output for Text {number}\nRating: none\nRationale: unclear"
            : $"#### Output for Text {number}\n{(request.Text.StartsWith("# Inf", StringComparison.Ordinal) ? $"Type: 1\nRationale: {model} type {number}\n" : "")}Rating: {6 - number}\nRationale: {model} on {number}")));
    });

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(
        "$a, $b, $c, $j, $j2 = 'a', 'b', 'c', 'j', 'j2' | ForEach-Object { New-Llm openai/$_ -Endpoint $url }; " + script, ("url", server.Address), ("folder", _folder)));

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static IReadOnlyList<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    [Fact]
    public async Task A_third_model_stands_behind_the_two_and_what_was_said_of_them_stays()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, Judged + "$judged | Invoke-TextGeneration -Llm $c")).Clean());
        Assert.Equal(["a", "b", "c"], List(row, "generations"));
        Assert.Equal(["a", "b", "c"], List(row, "model_names").Select(name => ((string)name!)[^1..]));
        Assert.Equal(["stop", "stop", "stop"], List(row, "finish_reasons"));
        Assert.Equal([5L, 4L, null], List(row, "ratings"));
        Assert.Equal(["j on 1", "j on 2", null], List(row, "rationales"));
        Assert.Equal(["raw_output_text_generation_0", "raw_output_text_generation_1", "raw_output_ultra_feedback_0", "raw_output_text_generation_2"],
            ((PSObject)Value(row, "distilabel_metadata")!).Properties.Select(p => p.Name).Where(name => name.StartsWith("raw_output", StringComparison.Ordinal)));
        Assert.EndsWith("j", (string)Value(row, "model_name")!, StringComparison.Ordinal);
        Assert.Null(row.Properties["generation"]);
    }

    [Fact]
    public async Task An_answer_that_the_row_has_is_not_taken_from_the_journal_once_more()
    {
        await using var server = await ServerAsync();
        var numbered = "-Seed 0 -Journal \"$folder/z.db\"";
        var rows = (await RunAsync(server, $"$x = 'Why?' | Invoke-TextGeneration -Llm $a -NumGenerations 3 {numbered}; " +
            $"foreach ($list in 'generations', 'model_names', 'finish_reasons') {{ $x.$list = $x.$list[1, 2] }}; $x | Invoke-TextGeneration -Llm $a {numbered}; " +
            $"[pscustomobject]@{{ instruction = 'Why?'; generations = @('a0') }} | Invoke-TextGeneration -Llm $a {numbered}")).Clean();
        Assert.Equal(["a1", "a2", "a3"], List(rows[0], "generations"));
        Assert.Equal(["a0", "a1"], List(rows[1], "generations"));
    }

    [Fact]
    public async Task Verdicts_grow_with_the_answers()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ instruction = 'q'; generations = 'x', 'y'; model_names = 'm', 'n'; verdicts = $true, $false } | Invoke-TextGeneration -Llm $c")).Clean());
        Assert.Equal([true, false, null], List(row, "verdicts"));
    }

    [Fact]
    public async Task The_judge_sees_the_new_answers_alone_and_fills_their_places()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, Judged + "$judged | Invoke-TextGeneration -Llm $c -NumGenerations 2 -Seed 7 | Invoke-UltraFeedback -Llm $j")).Clean());
        Assert.Equal(["a", "b", "c7", "c8"], List(row, "generations"));
        Assert.Equal([5L, 4L, 5L, 4L], List(row, "ratings"));
        Assert.Equal(["j on 1", "j on 2", "j on 1", "j on 2"], List(row, "rationales"));
        Assert.Contains("> c7 <", server.Requests.Last().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("> a <", server.Requests.Last().Text, StringComparison.Ordinal);
        Assert.NotNull(Value((PSObject)Value(row, "distilabel_metadata")!, "raw_output_ultra_feedback_1"));
    }

    [Fact]
    public async Task Types_and_their_reasons_are_filled_in_their_places_too()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "'Why?' | Invoke-TextGeneration -Llm $a | Invoke-UltraFeedback -Llm $j -Aspect helpfulness | Invoke-TextGeneration -Llm $c | Invoke-UltraFeedback -Llm $j -Aspect helpfulness")).Clean());
        Assert.Equal([1L, 1L], List(row, "types").Select(types => Assert.Single((object[])types!)));
        Assert.Equal([2, 2, 2], new[] { "ratings", "rationales", "rationales-for-ratings" }.Select(column => List(row, column).Count(item => item is not null)));
    }

    [Fact]
    public async Task Force_has_all_answers_judged_by_the_prompt_of_rows_that_never_were()
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, Judged + "$all = $judged | Invoke-TextGeneration -Llm $c; $all | Invoke-UltraFeedback -Llm $j -Force; 'Why?' | Invoke-TextGeneration -Llm $a, $b, $c | Invoke-UltraFeedback -Llm $j")).Clean();
        Assert.Equal([5L, 4L, 3L], List(rows[0], "ratings"));
        Assert.Equal(server.Requests.ElementAt(4).Text, server.Requests.Last().Text);
    }

    [Fact]
    public async Task A_row_whose_answers_are_all_rated_is_no_call_and_keeps_its_place()
    {
        await using var server = await ServerAsync();
        var result = await RunAsync(server, Judged + "$new = 'First?', 'Last?' | Invoke-TextGeneration -Llm $a; $new[0], $judged, $new[1] | Invoke-UltraFeedback -Llm $j -Verbose 4>&1");
        var rows = result.Output.Where(o => o.BaseObject is not VerboseRecord).ToList();
        Assert.Equal(["First?", "Why?", "Last?"], rows.Select(row => Value(row, "instruction")));
        Assert.Equal(3 + 2 + 2, server.Started);
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Output, o => o.BaseObject is VerboseRecord said && said.Message.Contains("All answers of 1 row were rated already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_judge_leaves_the_ratings_of_the_first_and_says_so()
    {
        await using var server = await ServerAsync();
        var result = await RunAsync(server, Judged + "$judged | Invoke-UltraFeedback -Llm $j2; $judged | Invoke-UltraFeedback -Llm $j2 -Force");
        Assert.Contains("-Force", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["j on 1", "j on 2"], List(result.Output[0], "rationales"));
        Assert.Equal(["j2 on 1", "j2 on 2"], List(result.Output[1], "rationales"));
    }

    [Fact]
    public async Task Ratings_of_another_aspect_do_not_count()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, Judged + "$judged | Invoke-UltraFeedback -Llm $j -Aspect honesty")).Clean());
        Assert.Equal(4, server.Started);
        Assert.StartsWith("# Honesty", server.Requests.Last().Text, StringComparison.Ordinal);
        Assert.Equal([5L, 4L], List(row, "ratings"));
    }

    [Fact]
    public async Task A_rating_that_could_not_be_read_is_asked_for_again_alone()
    {
        await using var server = await ServerAsync();
        var result = await RunAsync(server, "[pscustomobject]@{ instruction = 'Why?'; generations = 'a', 'b', $null; ratings = 3, $null, $null; rationales = 'so', $null, $null } | Invoke-UltraFeedback -Llm $j");
        Assert.Equal([3, 5L, null], List(Assert.Single(result.Clean()), "ratings"));
        Assert.DoesNotContain("> a <", Assert.Single(server.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_answered_before_goes_on_counting()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "'Why?' | Invoke-TextGeneration -Llm $a -Seed 3 -Journal $folder/j.db | Invoke-TextGeneration -Llm $a, $b -NumGenerations 2 -Seed 3 -Journal $folder/j.db | Invoke-TextGeneration -Llm $a -Seed 3 -Journal $folder/j.db")).Clean());
        Assert.Equal(["a3", "a4", "a5", "b3", "b4", "a6"], List(row, "generations"));
        Assert.Equal(6, server.Started);
        // The same once more is in the journal, answer by answer.
        await RunAsync(server, "'Why?' | Invoke-TextGeneration -Llm $a -Seed 3 -Journal $folder/j.db | Invoke-TextGeneration -Llm $a, $b -NumGenerations 2 -Seed 3 -Journal $folder/j.db | Invoke-TextGeneration -Llm $a -Seed 3 -Journal $folder/j.db");
        Assert.Equal(6, server.Started);
    }

    [Fact]
    public async Task Scripted_models_go_on_counting_too()
    {
        var rows = _engine.Run("$s = New-Llm -Reply { \"answer $($_.Generation)\" }; 'Why?' | Invoke-TextGeneration -Llm $s | Invoke-TextGeneration -Llm $s").Clean();
        Assert.Equal(["answer 0", "answer 1"], List(Assert.Single(rows), "generations"));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Replace_starts_anew()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, Judged + "$judged | Invoke-TextGeneration -Llm $c -Replace")).Clean());
        Assert.Equal("c", Value(row, "generation"));
        Assert.DoesNotContain(row.Properties, property => property.Name is "generations" or "model_names" or "ratings" or "rationales");
    }

    [Theory]
    [InlineData("generation = 'mine'", "mine,c", ",c")]
    [InlineData("generation = 'mine'; model_name = 'me'; finish_reason = 'stop'", "mine,c", "me,c")]
    [InlineData("generations = 'one', 'two'; generation_models = 'x', 'y'", "one,two,c", "x,y,c")]
    [InlineData("generations = 'only'; model_names = @('x')", "only,c", "x,c")]
    [InlineData("generations = @()", "c", "c")]
    [InlineData("generation = $null; model_name = 'instructs'", "c", "c")]
    public async Task Answers_from_elsewhere_are_added_to(string columns, string answers, string models)
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, $"[pscustomobject]@{{ instruction = 'Why?'; {columns} }} | Invoke-TextGeneration -Llm $c")).Clean());
        Assert.Equal(answers, row.Properties["generations"] is null ? Value(row, "generation") : string.Join(',', List(row, "generations")));
        Assert.Equal(models, row.Properties["model_names"] is null ? ((string)Value(row, "model_name")!)[^1..] : string.Join(',', List(row, "model_names").Select(name => name is string { Length: > 3 } full ? full[^1..] : name)));
        Assert.Null(row.Properties["generation_models"]);
    }

    [Fact]
    public async Task Verdicts_grow_with_the_answers_and_other_lists_do_not()
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, "[pscustomobject]@{ instruction = 'Why?'; generations = 'a', 'b'; answers = '1', '2'; answers_correct = $true, $false; answer_methods = 'x', 'y'; ratings_honesty = 4, 5; tags = 'm', 'n' }, " +
            "[pscustomobject]@{ instruction = 'How?'; generations = 'a', 'b'; answers = '1', '2'; ratings = 4, 5, 3 } | Invoke-TextGeneration -Llm $c")).Clean();
        Assert.Equal([3, 3, 3, 3, 2], new[] { "answers", "answers_correct", "answer_methods", "ratings_honesty", "tags" }.Select(column => List(rows[0], column).Count));
        Assert.Equal([2, 3], new[] { "answers", "ratings" }.Select(column => List(rows[1], column).Count));
    }

    [Theory]
    [InlineData("generations = 1, 2")]
    [InlineData("generation = 7")]
    [InlineData("generations = 'a', 'b'; model_names = @('x')")]
    public async Task What_cannot_be_added_to_is_an_error_of_its_row_and_no_call(string columns)
    {
        await using var server = await ServerAsync();
        var error = (await RunAsync(server, $"[pscustomobject]@{{ instruction = 'Why?'; {columns} }} | Invoke-TextGeneration -Llm $c")).OneError();
        Assert.StartsWith("WrongColumn", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, server.Started);
        Assert.Single((await RunAsync(server, $"[pscustomobject]@{{ instruction = 'Why?'; {columns} }} | Invoke-TextGeneration -Llm $c -Replace")).Clean());
    }

    [Fact]
    public async Task Rows_from_a_file_are_gone_on_with()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, Judged + "$judged | Export-Distiset -Path $folder/set | Out-Null; Import-Dataset $folder/set | Invoke-TextGeneration -Llm $c | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat -Pairs All")).Output.Take(1));
        Assert.Equal(["a", "b", "c"], List(row, "generations"));
        Assert.Equal([5L, 4L, 5L], List(row, "ratings"));
        Assert.Equal(5, server.Started);
    }

    [Fact]
    public async Task A_plan_counts_the_new_calls_alone()
    {
        await using var server = await ServerAsync();
        var plan = (await RunAsync(server, Judged + "$all = $judged | Invoke-TextGeneration -Llm $c; Invoke-DatasetPipeline p -Path $folder/run -WhatIf { $judged, $all | Invoke-UltraFeedback -Llm $j }")).Clean();
        Assert.Equal(1L, Value(plan[0], "Calls"));
        Assert.Equal(4, server.Started);
    }
}
