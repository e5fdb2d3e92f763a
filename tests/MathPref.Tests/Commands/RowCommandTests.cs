using System.Management.Automation;
using System.Text.Json;
using MathPref.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Each stage against a server that says what the test needs.</summary>
public sealed class RowCommandTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private async Task<Engine.Result> RunAsync(ChatServer server, string script, params (string Name, object? Value)[] variables) =>
        await Task.Run(() => _engine.Run("$m = New-Llm openai/test -Endpoint $url; " + script, [("url", server.Address), .. variables]));

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static IReadOnlyList<object?> List(PSObject row, string name) => ((System.Collections.IEnumerable)Value(row, name)!).Cast<object?>().ToList();

    [Fact]
    public async Task Fewer_instructions_than_asked_are_a_warning_and_none_an_error()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply(r.Text.Contains("few", StringComparison.Ordinal) ? "1. One?\n2. Two?" : "---"));
        var result = await RunAsync(server, "'few', 'none' | New-SelfInstruct -Llm $m");
        Assert.Equal(["One?", "Two?"], List(Assert.Single(result.Output), "instructions"));
        Assert.Contains("2 instructions instead of 5", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("NoInstructions", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_generations_of_instructions_are_joined_without_duplicates()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply($"Same?\nOnly {r.Body.GetProperty("seed").GetInt64()}?"));
        var row = Assert.Single((await RunAsync(server, "'x' | New-SelfInstruct -Llm $m -NumInstructions 2 -NumGenerations 3 -Seed 7")).Output);
        Assert.Equal(["Same?", "Only 7?", "Only 8?", "Only 9?"], List(row, "instructions"));
    }

    [Fact]
    public async Task An_instruction_that_was_cut_off_is_left_out()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("1. Solve a.\n2. Solve b.\n3. Solve the equation x^2 + ", FinishReason: "length"));
        var result = await RunAsync(server, "'x' | New-SelfInstruct -Llm $m -NumInstructions 3");
        Assert.Equal(["Solve a.", "Solve b."], List(Assert.Single(result.Output), "instructions"));
        Assert.Contains(result.Warnings, w => w.Contains("limit of tokens", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thinking_is_kept_in_the_metadata_and_out_of_the_answer()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("<think>2 and 2 make 4</think>\n\nIt is 4."));
        var row = Assert.Single((await RunAsync(server, "'x' | Invoke-TextGeneration -Llm $m")).Clean());
        Assert.Equal("It is 4.", Value(row, "generation"));
        Assert.Equal("2 and 2 make 4", Value((PSObject)Value(row, "distilabel_metadata")!, "thinking_text_generation_0"));
    }

    [Fact]
    public async Task An_answer_that_ended_at_the_limit_is_flagged_on_its_row_and_counted_in_one_warning()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply("half", FinishReason: r.Text == "a" ? "length" : r.Text == "b" ? "model_length" : "stop"));
        var result = await RunAsync(server, "'a', 'b', 'c' | Invoke-TextGeneration -Llm $m");
        Assert.Equal(["length", "model_length", "stop"], result.Output.Select(r => Value(r, "finish_reason")));
        Assert.Contains("2 answers", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConvertTo-DpoFormat -Format Trl", "prompt,chosen,rejected")]
    [InlineData("ConvertTo-DpoFormat -Format OpenAI", "input,preferred_output,non_preferred_output")]
    [InlineData("ConvertTo-KtoFormat", "prompt,completion,label")]
    [InlineData("ConvertTo-SftFormat", "messages,rating,model")]
    public void Rated_rows_take_the_shape_of_each_trainer(string stage, string columns)
    {
        var rows = _engine.Run("'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 2 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | " + stage).Clean();
        Assert.Equal(stage.Contains("Kto", StringComparison.Ordinal) ? 4 : 2, rows.Count);
        Assert.All(rows, row => Assert.Equal(columns.Split(','), row.Properties.Select(p => p.Name).Take(3)));
    }

    [Fact]
    public void A_conversation_can_be_made_of_answers_that_were_never_judged()
    {
        var row = Assert.Single(_engine.Run("'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 1 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful | ConvertTo-SftFormat").Clean());
        Assert.Equal("offline/careful", Value(row, "model"));
        Assert.Contains("1 row made no conversation", Assert.Single(_engine.Run("[pscustomobject]@{ instruction = 'i'; generations = 'a', 'b'; ratings = 2, 3 } | ConvertTo-SftFormat -MinimumRating 4").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_reach_the_server_and_the_cmdlets_win_over_the_models()
    {
        await using var server = await ChatServer.StartEchoAsync();
        await RunAsync(server, "$m = New-Llm openai/test -Endpoint $url -Temperature 0.2 -TopP 0.9 -MaxNewTokens 10; 'x' | Invoke-TextGeneration -Llm $m -Temperature 0.7 -Stop 'END' -SystemPrompt 'Be brief.'");
        var body = Assert.Single(server.Requests).Body;
        Assert.Equal("{\"model\":\"test\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":0.7,\"top_p\":0.9,\"max_tokens\":10,\"stop\":[\"END\"],\"stream\":false}", body.GetRawText());
    }

    [Fact]
    public async Task A_template_makes_the_message_from_the_row()
    {
        await using var server = await ChatServer.StartEchoAsync();
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ instruction = 'add'; hint = 'slowly' } | Invoke-TextGeneration -Llm $m -Template { \"$($_.instruction) $($_.hint)\" }")).Clean());
        Assert.Equal("ADD SLOWLY", Value(row, "generation"));
        Assert.Equal("add", Value(row, "instruction"));
    }

    [Fact]
    public async Task A_model_named_twice_goes_on_counting_its_generations()
    {
        await using var server = await ChatServer.StartAsync(r => new ChatServer.Reply("seed " + r.Body.GetProperty("seed").GetInt64()));
        var row = Assert.Single((await RunAsync(server, "'x' | Invoke-TextGeneration -Llm $m, $m -NumGenerations 2 -Seed 10")).Clean());
        Assert.Equal(["seed 10", "seed 11", "seed 12", "seed 13"], List(row, "generations"));
        Assert.Equal(["test", "test", "test", "test"], List(row, "model_names"));
        Assert.Equal(["stop", "stop", "stop", "stop"], List(row, "finish_reasons"));
    }

    [Fact]
    public async Task Several_generations_at_temperature_0_warn()
    {
        await using var server = await ChatServer.StartEchoAsync();
        var result = await RunAsync(server, "'x' | Invoke-TextGeneration -Llm $m -NumGenerations 2 -Temperature 0");
        Assert.Contains("temperature 0", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_model_fails_the_row_unless_partial_answers_are_allowed()
    {
        await using var server = await ChatServer.StartAsync(r => r.Body.GetProperty("model").ValueEquals("bad")
            ? new ChatServer.Reply("", 400, "{\"error\":{\"message\":\"no\"}}")
            : new ChatServer.Reply("fine"));
        const string models = "$models = 'openai/good', 'openai/bad', 'openai/better'; ";
        var strict = await RunAsync(server, models + "'x' | Invoke-TextGeneration -Llm $models -Endpoint $url");
        Assert.Empty(strict.Output);
        Assert.Equal("x", strict.OneError().TargetObject);

        var partial = await RunAsync(server, models + "'x' | Invoke-TextGeneration -Llm $models -Endpoint $url -AllowPartial");
        var row = Assert.Single(partial.Output);
        Assert.Equal(["fine", null, "fine"], List(row, "generations"));
        Assert.Equal(["good", "bad", "better"], List(row, "model_names"));
        Assert.Contains("openai/bad", Assert.Single(partial.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_judge_does_not_see_an_answer_that_never_came_and_no_pair_is_made_with_it()
    {
        await using var server = await ChatServer.StartAsync(r =>
        {
            Assert.DoesNotContain("<text 3", r.Text, StringComparison.Ordinal);
            return new ChatServer.Reply("#### Output for Text 1\nRating: 2\nRationale: a\n\n#### Output for Text 2\nRating: 4\nRationale: b");
        });
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ instruction = 'i'; generations = 'one', $null, 'three'; model_names = 'a', 'b', 'c' } | Invoke-UltraFeedback -Llm $m")).Clean());
        Assert.Equal([2L, null, 4L], List(row, "ratings"));
        var pair = Assert.Single(_engine.Run("$row | ConvertTo-DpoFormat -Pairs All", ("row", row)).Clean());
        Assert.Equal("c", Value(pair, "chosen_model"));
        Assert.Equal("a", Value(pair, "rejected_model"));
    }

    [Fact]
    public async Task A_single_answer_is_judged_as_a_list_of_one_and_keeps_its_authors_name()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("Rating: 3\nRationale: so so"));
        var judged = Assert.Single((await RunAsync(server, "[pscustomobject]@{ instruction = 'i'; generation = 'just one answer'; model_name = 'author' } | Invoke-UltraFeedback -Llm $m")).Clean());
        Assert.Equal(["just one answer"], List(judged, "generations"));
        Assert.Equal(["author"], List(judged, "model_names"));
        Assert.Equal("test", Value(judged, "model_name"));
        Assert.Equal([3L], List(judged, "ratings"));
    }

    [Fact]
    public async Task An_unreadable_rating_is_null_for_that_text_and_a_warning_says_where_the_reply_is()
    {
        await using var server = await ChatServer.StartAsync(_ => new ChatServer.Reply("#### Output for Text 1\nRating: 4\nRationale: good\n\n#### Output for Text 2\nRating: 4.5\nRationale: odd"));
        var result = await RunAsync(server, "[pscustomobject]@{ instruction = 'i'; generations = 'a', 'b' } | Invoke-UltraFeedback -Llm $m");
        var row = Assert.Single(result.Output);
        Assert.Equal([4L, null], List(row, "ratings"));
        Assert.Equal(["good", "odd"], List(row, "rationales"));
        Assert.Contains("distilabel_metadata.raw_output_ultra_feedback_0", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("4.5", (string)Value((PSObject)Value(row, "distilabel_metadata")!, "raw_output_ultra_feedback_0")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("overall-rating", "ratings,rationales")]
    [InlineData("honesty", "ratings,rationales")]
    [InlineData("instruction-following", "ratings,rationales")]
    [InlineData("helpfulness", "types,ratings,rationales,rationales-for-ratings")]
    [InlineData("truthfulness", "types,ratings,rationales,rationales-for-ratings")]
    public void Every_aspect_fills_its_columns_with_one_item_a_generation(string aspect, string columns)
    {
        var row = Assert.Single(_engine.Run($"'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 1 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty, offline/careful | Invoke-UltraFeedback -Llm offline/judge -Aspect {aspect}").Clean());
        foreach (var column in columns.Split(','))
            Assert.Equal(3, List(row, column).Count);
        Assert.Equal(columns.Contains("types", StringComparison.Ordinal), row.Properties["types"] is not null);
    }

    [Fact]
    public async Task Steps_are_numbered_by_what_the_row_has_and_a_taken_name_is_an_error()
    {
        await using var server = await ChatServer.StartEchoAsync();
        var row = Assert.Single((await RunAsync(server, "'x' | Invoke-TextGeneration -Llm $m | Invoke-TextGeneration -Llm $m | Invoke-TextGeneration -Llm $m, $m -StepName first, second")).Clean());
        var names = ((PSObject)Value(row, "distilabel_metadata")!).Properties.Select(p => p.Name).Where(n => n.StartsWith("raw_output", StringComparison.Ordinal));
        Assert.Equal(["raw_output_text_generation_0", "raw_output_text_generation_1", "raw_output_first", "raw_output_second"], names);
        Assert.StartsWith("StepTaken", (await RunAsync(server, "$row | Invoke-TextGeneration -Llm $m -StepName first", ("row", row))).OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Expanding_keeps_the_list_and_an_empty_one_is_said()
    {
        var result = _engine.Run("[pscustomobject]@{ instructions = 'a', 'b'; n = 1 }, [pscustomobject]@{ instructions = @(); n = 2 } | Expand-Column instructions -As instruction");
        Assert.Equal(["a", "b"], result.Output.Select(r => Value(r, "instruction")));
        Assert.Equal(["a", "b"], List(result.Output[0], "instructions"));
        Assert.Contains("1 row", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_new_name_the_item_takes_the_place_of_its_list_and_shorter_lists_are_filled_up()
    {
        var rows = _engine.Run("[pscustomobject]@{ a = 1, 2; b = 'x', 'y', 'z' } | Expand-Column a, b").Clean();
        Assert.Equal([1, 2, null], rows.Select(r => Value(r, "a")));
        Assert.Equal(["x", "y", "z"], rows.Select(r => Value(r, "b")));
    }

    [Fact]
    public void Equal_keys_pair_by_their_order_within_a_model()
    {
        var rows = _engine.Run(
            """
            $a = foreach ($g in 'a1', 'a2') { [pscustomobject]@{ instruction = 'same'; generation = $g; model_name = 'A' } }
            $b = foreach ($g in 'b1', 'b2') { [pscustomobject]@{ instruction = 'same'; generation = $g; model_name = 'B' } }
            $a + $b | Merge-Column -By instruction
            """).Clean();
        Assert.Equal([["a1", "b1"], ["a2", "b2"]], rows.Select(r => List(r, "generations")));
    }

    [Fact]
    public void A_group_leaves_when_it_is_complete_and_an_incomplete_one_is_an_error_with_its_rows()
    {
        var result = _engine.Run(
            """
            $rows = [pscustomobject]@{ instruction = 'p'; generation = 'a'; model_name = 'A' },
                    [pscustomobject]@{ instruction = 'q'; generation = 'b'; model_name = 'A' },
                    [pscustomobject]@{ instruction = 'p'; generation = 'c'; model_name = 'B' }
            $rows | Merge-Column -By instruction -Count 2
            $rows | Merge-Column -By instruction
            """);
        Assert.Equal([["a", "c"], ["a", "c"]], result.Output.Select(r => List(r, "generations")));
        Assert.Equal(2, result.Errors.Count);
        Assert.Contains("none of B", result.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("b", Value((PSObject)Assert.Single((object[])result.Errors[0].TargetObject), "generation"));
    }

    [Fact]
    public void Branches_of_one_and_the_same_model_are_merged_by_their_keys_alone()
    {
        const string rows = "$rows = foreach ($g in 'cold', 'hot') { foreach ($i in 'p', 'q') { [pscustomobject]@{ instruction = $i; generation = \"$g $i\"; model_name = 'same' } } }; ";
        foreach (var count in new[] { "", "-Count 2" })
        {
            var merged = _engine.Run(rows + "$rows | Merge-Column -By instruction " + count).Clean();
            Assert.Equal([["cold p", "hot p"], ["cold q", "hot q"]], merged.Select(r => List(r, "generations")));
            Assert.Equal(["same", "same"], List(merged[0], "model_names"));
        }
    }

    [Fact]
    public void One_branch_alone_is_an_error_and_never_a_shorter_list()
    {
        var result = _engine.Run("'p', 'q' | ForEach-Object { [pscustomobject]@{ instruction = $_; generation = 'a'; model_name = 'A' } } | Merge-Column -By instruction");
        Assert.Empty(result.Output);
        var error = result.OneError();
        Assert.StartsWith("OneBranchOnly", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, ((object[])error.TargetObject).Length);
    }

    [Fact]
    public void A_row_with_a_name_twice_or_none_is_an_error_of_that_row_alone()
    {
        var twice = new System.Collections.Hashtable { ["b"] = new[] { 1 }, ["A"] = 1, ["a"] = 2 };
        var result = _engine.Run("@{ b = @(1) }, $twice, @{ b = @(2) } | Expand-Column b", ("twice", twice));
        Assert.Equal([1, 2], result.Output.Select(r => Value(r, "b")));
        Assert.StartsWith("BadColumnName", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_that_cannot_be_read_does_not_keep_the_others_from_being_read()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["a.txt"], "x");
        File.WriteAllText(scratch["b.csv"], ",n\n0,1\n");
        File.WriteAllBytes(scratch["c.jsonl"], [.. "{\"n\":\""u8, 0xC3, 0x28, .. "\"}\n{\"n\":2}\n"u8]);
        var result = _engine.Run("Import-Dataset $a, $b, $c", ("a", scratch["a.txt"]), ("b", scratch["b.csv"]), ("c", scratch["c.jsonl"]));
        Assert.Null(result.Ended);
        Assert.Equal(["1", 2L], result.Output.Select(r => Value(r, "n")));
        Assert.Equal("0", Value(result.Output[0], "H1"));
        Assert.Equal(2, result.Errors.Count);
    }

    [Fact]
    public void Ties_and_missing_ratings_are_skipped_and_counted_by_reason()
    {
        var result = _engine.Run(
            """
            function Row($ratings, $texts = @('a', 'b')) { [pscustomobject]@{ instruction = 'i'; generations = $texts; ratings = $ratings; generation_models = 'A', 'B' } }
            @((Row 3, 3), (Row 4, $null), (Row 5, 1), (Row 5, 4), (Row 5, 1 'same', 'same'), (Row 2, 2)) | ConvertTo-DpoFormat -MinimumMargin 2
            """);
        Assert.Empty(result.Errors);
        var pair = Assert.Single(result.Output);
        Assert.Equal("A", Value(pair, "chosen_model"));
        Assert.Equal(5, Value(pair, "chosen_rating"));
        var warning = Assert.Single(result.Warnings);
        Assert.Contains("5 rows made no pair", warning, StringComparison.Ordinal);
        Assert.Contains("1 with fewer than two rated answers", warning, StringComparison.Ordinal);
        Assert.Contains("2 with all answers rated alike", warning, StringComparison.Ordinal);
        Assert.Contains("1 with ratings less than 2 apart", warning, StringComparison.Ordinal);
        Assert.Contains("1 with the same text on both sides", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_tie_the_first_can_be_chosen_or_an_error_made()
    {
        const string row = "[pscustomobject]@{ instruction = \"What's 2+2?\"; generations = 'a', 'b'; ratings = 3, 3 } | ConvertTo-DpoFormat -OnTie ";
        var pair = Assert.Single(_engine.Run(row + "First").Clean());
        Assert.Equal("7762ecf17ad41479767061a8f4a7bfa3b63d371672af5180872f9b82b4cd4e29", Value(pair, "prompt_id"));
        Assert.StartsWith("Tie", _engine.Run(row + "Error").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_exports_in_one_pipeline_make_two_configs_of_one_folder()
    {
        using var scratch = new Scratch();
        var result = _engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Distiset $path -PassThru | Export-Distiset $path -Config first; Import-Dataset $path -Config *; Import-Dataset $path -Config first", ("path", scratch["set"]));
        Assert.Equal([1L, 2L, 3L, 1L, 2L, 3L, 1L, 2L, 3L], result.Clean().Select(r => Value(r, "n")));
        Assert.True(File.Exists(scratch["set/data/train-00000-of-00001.parquet"]));
        Assert.True(File.Exists(scratch["set/first/train-00000-of-00001.parquet"]));
        Assert.Contains("path: first/train-*", File.ReadAllText(scratch["set/README.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_go_to_Parquet_and_come_back_equal()
    {
        using var scratch = new Scratch();
        var result = _engine.Run(
            """
            $pairs = @('Matrices', 'Determinants' | New-SelfInstruct -Llm offline/careful | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | ConvertTo-DpoFormat -Format Trl)
            $pairs | Export-Distiset $path -Format Parquet -Config dpo
            , $pairs
            , @(Import-Dataset $path -Config dpo)
            """,
            ("path", scratch["set"]));
        var (pairs, back) = ((object[])result.Clean()[0].BaseObject, (object[])result.Output[1].BaseObject);
        Assert.Equal(10, pairs.Length);
        Assert.True(File.Exists(scratch["set/dpo/train-00000-of-00001.parquet"]));
        Assert.All(pairs.Zip(back), both => Assert.True(Core.Rows.RowValues.AreEqual(WithoutNulls(PSRow.ToPlain(both.First)), WithoutNulls(PSRow.ToPlain(both.Second)))));
    }

    /// <summary>A column of a struct that another row has is null in this one.</summary>
    private static object? WithoutNulls(object? value)
    {
        switch (value)
        {
            case Core.Rows.Row row:
                var some = new Core.Rows.Row();
                foreach (var (name, inner) in row)
                {
                    if (inner is not null)
                        some.Add(name, WithoutNulls(inner));
                }
                return some;
            case object?[] list:
                return Array.ConvertAll(list, WithoutNulls);
            default:
                return value;
        }
    }

    [Fact]
    public void A_split_that_is_there_is_replaced_only_by_force()
    {
        using var scratch = new Scratch();
        var script = "[pscustomobject]@{ n = $n } | Export-Distiset $path ";
        _engine.Run(script, ("path", scratch["set"]), ("n", 1)).Clean();
        var refused = _engine.Run(script, ("path", scratch["set"]), ("n", 2));
        Assert.StartsWith("SplitExists", refused.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Force", refused.OneError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Value(Assert.Single(_engine.Run("Import-Dataset $path", ("path", scratch["set"])).Clean()), "n"));
        _engine.Run(script + "-Force", ("path", scratch["set"]), ("n", 2)).Clean();
        Assert.Equal(2L, Value(Assert.Single(_engine.Run("Import-Dataset $path", ("path", scratch["set"])).Clean()), "n"));
    }

    [Fact]
    public void An_interrupted_export_leaves_whole_lines_and_the_next_one_says_so()
    {
        using var scratch = new Scratch();
        _engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Distiset $path -PassThru | Fail-Downstream", ("path", scratch["set"]));
        Assert.False(File.Exists(scratch["set/README.md"]));
        var again = _engine.Run("[pscustomobject]@{ n = 9 } | Export-Distiset $path", ("path", scratch["set"]));
        Assert.Empty(again.Errors);
        var left = Assert.Single(again.Warnings);
        Assert.Contains("interrupted", left, StringComparison.Ordinal);
        Assert.Equal(1L, JsonDocument.Parse(Assert.Single(File.ReadAllLines(scratch["set/data/.incomplete-train-previous.jsonl"]))).RootElement.GetProperty("n").GetInt64());
        Assert.Equal(9L, Value(Assert.Single(_engine.Run("Import-Dataset $path", ("path", scratch["set"])).Clean()), "n"));
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        using var scratch = new Scratch();
        var result = _engine.Run("[pscustomobject]@{ n = 1 } | Export-Distiset $path -WhatIf", ("path", scratch["set"]));
        Assert.Empty(result.Errors);
        Assert.False(Directory.Exists(scratch["set"]));
    }

    [Fact]
    public void A_broken_line_is_an_error_with_its_place_and_the_others_are_read()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["rows.jsonl"], "{\"n\":1}\n{\"n\":\n{\"n\":3}\n");
        var result = _engine.Run("Import-Dataset $path", ("path", scratch["rows.jsonl"]));
        Assert.Equal([1L, 3L], result.Output.Select(r => Value(r, "n")));
        Assert.Contains("rows.jsonl, line 2", result.OneError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_offers_models_aspects_and_topics()
    {
        static IEnumerable<string> Complete(Engine engine, string text) => engine.Run("(TabExpansion2 $text $text.Length).CompletionMatches.CompletionText", ("text", text)).Clean().Select(r => (string)r.BaseObject);
        Assert.Equal(["offline/careful", "offline/hasty", "offline/judge"], Complete(_engine, "Invoke-TextGeneration -Llm offl"));
        Assert.Equal(["helpfulness", "honesty"], Complete(_engine, "Invoke-UltraFeedback -Aspect h").Order());
        Assert.Equal(["'Linear Equations'"], Complete(_engine, "Get-MathTopic linear"));
    }

    [Theory]
    [InlineData("mistrall/x", "'mistral'")]
    [InlineData("offline/carefull", "'careful'")]
    [InlineData("gpt-4", "provider/model")]
    public void A_mistyped_model_names_the_nearest(string model, string hint)
    {
        var error = _engine.Run($"'x' | Invoke-TextGeneration -Llm {model}").TerminatingError();
        Assert.Contains(hint, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Llm", error.Exception.Message, StringComparison.Ordinal);
    }
}
