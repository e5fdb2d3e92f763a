using System.Management.Automation;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MathPref.Core.Tests.Argilla;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Export-ArgillaDataset and Import-ArgillaDataset against a server as strict as Argilla 2.8.</summary>
public sealed class ArgillaTests : IAsyncLifetime
{
    /// <summary>Rows as the judge leaves them: the first answer is the better one.</summary>
    private const string Rows =
        """
        function Rows([int]$count, [int]$from = 0) {
            for ($i = $from; $i -lt $from + $count; $i++) {
                [pscustomobject]@{
                    PSTypeName = 'MathPref.Row'; topic = "t$i"; instruction = "What is $i + 1?"; generations = @("$($i + 1)", 'no idea'); model_names = @('m/one', 'm/two')
                    ratings = @(5L, 2L); rationales = @('right', 'says nothing'); model_name = 'm/judge'
                }
            }
        }
        """;

    private readonly Engine _engine = new();
    private StrictArgillaServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StrictArgillaServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _server.DisposeAsync();
    }

    private (string, object?)[] Variables => [("at", new System.Collections.Hashtable { ["ApiUrl"] = _server.Address.ToString(), ["ApiKey"] = StrictArgillaServer.OwnerKey, ["RetryIntervalSec"] = 0.001 })];

    private async Task<Engine.Result> RunAsync(string script)
    {
        var result = await Task.Run(() => _engine.Run(Rows + "\n" + script, Variables));
        foreach (var text in result.Errors.Select(e => e + " " + e.Exception).Concat(result.Warnings).Concat(result.Verbose).Append($"{result.Ended}"))
            Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
        return result;
    }

    private static object? Value(PSObject row, string column) => row.Properties[column]?.Value;

    private static object?[] List(PSObject row, string column) => ((System.Collections.IEnumerable)Value(row, column)!).Cast<object?>().ToArray();

    private async Task AnnotateAsync(string key, string recordId, params (string Question, JsonNode Value)[] values)
    {
        using var http = new HttpClient { BaseAddress = _server.Address };
        http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", key);
        var body = new JsonObject { ["status"] = "submitted", ["values"] = new JsonObject(values.Select(v => KeyValuePair.Create(v.Question, (JsonNode?)new JsonObject { ["value"] = v.Value }))) };
        using var response = await http.PostAsJsonAsync($"api/v1/records/{recordId}/responses", body);
        response.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_thousand_rows_sent_twice_are_a_thousand_records_and_pass_through_unchanged()
    {
        var result = await RunAsync("$rows = @(Rows 1000); $rows | Export-ArgillaDataset pairs -Workspace argilla @at; $rows | Export-ArgillaDataset pairs -Workspace argilla @at");
        var output = result.Clean();
        Assert.Equal(2000, output.Count);
        Assert.Equal(1000, _server.CountRecords("pairs"));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"t{i}"), output.Take(1000).Select(r => Value(r, "topic")));
        Assert.Equal(["topic", "instruction", "generations", "model_names", "ratings", "rationales", "model_name"], output[0].Properties.Select(p => p.Name));
        Assert.Equal("MathPref.Row", output[0].TypeNames[0]);
        Assert.Equal([5L, 2L], List(output[0], "ratings"));
        var record = _server.Look("pairs")["records"]![0]!;
        Assert.Equal("""{"model-0":"m/one","model-1":"m/two"}""", record["metadata"]!.ToJsonString());
        Assert.Equal(4, record["suggestions"]!.AsArray().Count);
        Assert.All(record["suggestions"]!.AsArray(), s => Assert.Equal("m/judge", (string?)s!["agent"]));
    }

    [Fact]
    public async Task A_second_run_updates_the_ratings_and_new_answers_are_a_new_record()
    {
        (await RunAsync("Rows 3 | Export-ArgillaDataset pairs @at; Rows 3 | ForEach-Object { $_.ratings = @(1L, 3L); $_ } | Export-ArgillaDataset pairs @at")).Clean();
        Assert.Equal(3, _server.CountRecords("pairs"));
        Assert.Equal([1, 3], Ratings(0));
        (await RunAsync("Rows 1 | ForEach-Object { $_.generations = @('one', 'two'); $_ } | Export-ArgillaDataset pairs @at")).Clean();
        Assert.Equal(4, _server.CountRecords("pairs"));

        int[] Ratings(int record) => [.. _server.Look("pairs")["records"]![record]!["suggestions"]!.AsArray().Where(s => s!["value"]!.GetValueKind() is System.Text.Json.JsonValueKind.Number).Select(s => (int)s!["value"]!)];
    }

    [Fact]
    public async Task One_poisoned_record_of_500_is_one_error_with_its_row()
    {
        // The server of this test has something against one text.
        _server.Fault = call => call.IsBulk && call.Body!["items"]!.AsArray().ToList() is var items && items.FindIndex(i => (string?)i!["fields"]!["generations-0"] == "poison") is >= 0 and var at
            ? new ArgillaFault(422, $$"""{"detail":"Record at position {{at}} is not valid because it is poison"}""")
            : null;
        var result = await RunAsync("Rows 500 | ForEach-Object { if ($_.topic -eq 't321') { $_.generations = @('poison', 'x') }; $_ } | Export-ArgillaDataset pairs @at");
        var error = result.OneError();
        Assert.Equal("RecordRefused,MathPref.Commands.ExportArgillaDatasetCommand", error.FullyQualifiedErrorId);
        Assert.Contains("it is poison", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("t321", Value(Assert.IsType<PSObject>(error.TargetObject), "topic"));
        Assert.Equal(499, _server.CountRecords("pairs"));
        Assert.Equal(Enumerable.Range(0, 500).Where(i => i != 321).Select(i => $"t{i}"), result.Output.Select(r => Value(r, "topic")));
    }

    [Fact]
    public async Task What_a_record_cannot_hold_is_an_error_in_its_place_before_anything_of_it_is_sent()
    {
        var result = await RunAsync(
            """
            & { Rows 1
                [pscustomobject]@{ instruction = 'q' }
                [pscustomobject]@{ instruction = 'q'; generations = @($null, 'x') }
                [pscustomobject]@{ instruction = 'q'; generations = @('a', 'b', 'c') }
                [pscustomobject]@{ instruction = 'q'; generations = @('a', 'b'); ratings = @(1) }
                'text'
                @{ instruction = 'h'; generation = 'alone'; model_name = 'm' }
                Rows 1 -from 1 } | Export-ArgillaDataset pairs -NumGenerations 2 @at
            """);
        Assert.Equal(["MissingColumn", "NoRecord", "NoRecord", "WrongColumn", "MissingColumn"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(["What is 0 + 1?", "h", "What is 1 + 1?"], result.Output.Select(r => Value(r, "instruction")));
        Assert.Equal([3], _server.BulkCalls.Select(c => c.Items));
        Assert.Equal("""{"model-0":"m"}""", _server.Look("pairs")["records"]![1]!["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task Equal_rows_are_sent_once_and_all_pass()
    {
        var result = await RunAsync("$r = Rows 1; $r, $r, $r | Export-ArgillaDataset pairs @at");
        Assert.Equal(3, result.Clean().Count);
        Assert.Equal([1], _server.BulkCalls.Select(c => c.Items));
    }

    [Fact]
    public async Task The_pairs_follow_the_annotators()
    {
        (await RunAsync("Rows 3 | Export-ArgillaDataset pairs @at")).Clean();
        var records = _server.Look("pairs")["records"]!.AsArray();
        var (ada, bo) = (_server.AddAnnotator("ada"), _server.AddAnnotator("bo"));
        // The judge preferred the first answer of each; the annotators turn the second record round, and one of them the third.
        await AnnotateAsync(ada, (string)records[1]!["id"]!, ("generations-0-rating", 1), ("generations-1-rating", 5), ("generations-1-rationale", "honest"));
        await AnnotateAsync(bo, (string)records[1]!["id"]!, ("generations-0-rating", 2), ("generations-1-rating", 5));
        await AnnotateAsync(bo, (string)records[2]!["id"]!, ("generations-0-rating", 1), ("generations-1-rating", 4));
        var pairs = (await RunAsync("Import-ArgillaDataset pairs @at | ConvertTo-DpoFormat")).Clean();
        Assert.Equal(["m/one", "m/two", "m/two"], pairs.Select(p => Value(p, "chosen_model")));
        Assert.Equal([5.0, 5.0, 4.0], pairs.Select(p => Value(p, "chosen_rating")));
        Assert.Equal([2.0, 1.5, 1.0], pairs.Select(p => Value(p, "rejected_rating")));
        Assert.Equal([null, "honest"], List(pairs[1], "rationales"));
        Assert.Equal([2L, 2L], List(pairs[1], "num_responses"));
        Assert.Equal([5L, 2L], List(pairs[1], "suggested_ratings"));
        var cautious = (await RunAsync("Import-ArgillaDataset pairs -MinimumResponses 2 -Aggregate Minimum @at | ConvertTo-DpoFormat")).Clean();
        Assert.Equal(["m/one", "m/two", "m/one"], cautious.Select(p => Value(p, "chosen_model")));
        Assert.Equal([2L, 1L, 2L], cautious.Select(p => Value(p, "rejected_rating")));
    }

    [Fact]
    public async Task Discarded_rows_are_told_and_can_be_left_out()
    {
        (await RunAsync("Rows 2 | Export-ArgillaDataset pairs @at")).Clean();
        var id = (string)_server.Look("pairs")["records"]![0]!["id"]!;
        using var http = new HttpClient { BaseAddress = _server.Address };
        http.DefaultRequestHeaders.Add("X-Argilla-Api-Key", StrictArgillaServer.AdminKey);
        (await http.PostAsJsonAsync($"api/v1/records/{id}/responses", new { status = "discarded", values = (object?)null })).EnsureSuccessStatusCode();
        var result = await RunAsync("Import-ArgillaDataset pairs @at");
        Assert.Equal([1L, 0L], result.Output.Select(r => Value(r, "num_discarded")));
        Assert.Contains("num_discarded -eq 0", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Export-ArgillaDataset '-bad' @at", "BadName", "does not begin with")]
    [InlineData("Export-ArgillaDataset 'a/b' @at", "BadName", "a-z, A-Z, 0-9")]
    [InlineData("Export-ArgillaDataset pairs -Workspace 'my team' @at", "BadName", "workspace")]
    [InlineData("Export-ArgillaDataset pairs -ApiKey k", "ArgillaConfiguration", "ARGILLA_API_URL")]
    [InlineData("Export-ArgillaDataset pairs -ApiUrl $at.ApiUrl", "ArgillaConfiguration", "user-settings")]
    [InlineData("Export-ArgillaDataset pairs -ApiUrl http://argilla.example -ApiKey k", "ArgillaConfiguration", "-AllowUnencryptedAuthentication")]
    public async Task What_cannot_be_is_said_before_anything_is_sent(string script, string id, string words)
    {
        var error = (await RunAsync($"Rows 1 | {script}")).TerminatingError();
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("Rows 1 | Export-ArgillaDataset pairs -Workspace argila @at", "WorkspaceNotFound", "There are argilla. Did you mean 'argilla'?")]
    [InlineData("Import-ArgillaDataset pears @at", "DatasetNotFound", "Did you mean 'pairs'?")]
    [InlineData("Rows 1 | Export-ArgillaDataset pairs -NumGenerations 3 @at", "DatasetMismatch", "2 generations")]
    [InlineData("Rows 1 | Export-ArgillaDataset pairs -NumGenerations 3 -WhatIf @at", "DatasetMismatch", "2 generations")]
    [InlineData("$at.ApiKey = 'other-planted'; Rows 1 | Export-ArgillaDataset pairs @at", "AuthenticationFailed", "ARGILLA_API_KEY")]
    public async Task What_is_not_there_is_said_before_the_first_row(string script, string id, string words)
    {
        (await RunAsync("Export-ArgillaDataset pairs -SettingsOnly -NumGenerations 2 @at")).Clean();
        var error = (await RunAsync(script)).TerminatingError();
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_server.BulkCalls);
    }

    [Fact]
    public async Task What_a_server_calls_things_reaches_no_terminal_unread_and_names_no_key()
    {
        _server.RemoveWorkspaces();
        _server.AddWorkspace($"te\u001b[31mam {StrictArgillaServer.OwnerKey}");
        _server.Version = $"2.8.0\u001b[2J{StrictArgillaServer.OwnerKey}";
        var result = await RunAsync("Rows 1 | Export-ArgillaDataset pairs @at -Verbose");
        var said = result.Verbose.Append((await RunAsync("Import-ArgillaDataset pears @at")).TerminatingError().Exception.Message);
        Assert.Single(result.Output);
        Assert.Contains(said, text => text.Contains("workspace 'te [31mam", StringComparison.Ordinal));
        Assert.All(said, text => Assert.DoesNotContain('\u001b', text));
    }

    [Fact]
    public async Task A_server_of_1_is_named_as_too_old()
    {
        _server.Version = "1.29.1";
        foreach (var script in (string[])["Rows 1 | Export-ArgillaDataset pairs @at", "Import-ArgillaDataset pairs @at"])
        {
            var error = (await RunAsync(script)).TerminatingError();
            Assert.StartsWith("ArgillaTooOld,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("1.29.1, which is too old", error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_private_space_is_explained()
    {
        _server.IsPrivateSpace = true;
        var error = (await RunAsync("Rows 1 | Export-ArgillaDataset pairs -ApiUrl http://team-x.hf.space -Proxy $at.ApiUrl -AllowUnencryptedAuthentication -ApiKey $at.ApiKey")).TerminatingError();
        Assert.StartsWith("NotArgilla,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passing_faults_are_tried_again_and_told_in_verbose()
    {
        var faults = 0;
        _server.Fault = call => call.IsBulk && Interlocked.Increment(ref faults) is 1 or 2 ? new ArgillaFault(503) : null;
        var result = await RunAsync("Rows 2 | Export-ArgillaDataset pairs @at -Verbose");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Verbose.Count(v => v.Contains("it answered 503", StringComparison.Ordinal)));
        Assert.Contains(result.Verbose, v => v.Contains("/annotation-mode", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_goes_away_is_one_error_with_the_rows_that_were_not_taken()
    {
        var calls = 0;
        _server.Fault = call => call.IsBulk && ++calls > 1 ? new ArgillaFault(403, """{"detail":"no more"}""") : null;
        var result = await RunAsync("Rows 1200 | Export-ArgillaDataset pairs @at");
        var error = result.OneError();
        Assert.Equal(500, result.Output.Count);
        Assert.Equal(700, Assert.IsType<object[]>(error.TargetObject).Length);
        Assert.StartsWith("AuthenticationFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("700 rows were not taken", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_ends_the_pipeline()
    {
        _server.Fault = call => call.IsBulk ? new ArgillaFault(404, """{"detail":"Dataset not found"}""") : null;
        var error = (await RunAsync("Rows 3 | Export-ArgillaDataset pairs @at")).TerminatingError();
        Assert.StartsWith("DatasetNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(3, Assert.IsType<object[]>(error.TargetObject).Length);
    }

    [Fact]
    public async Task Rows_of_four_answers_go_to_a_server_that_takes_so_many_arguments_at_once()
    {
        var result = await RunAsync("1..500 | ForEach-Object { [pscustomobject]@{ instruction = \"q$_\"; generations = @('a', 'b', 'c', 'd'); ratings = @(1, 2, 3, 4); rationales = @('w', 'x', 'y', 'z') } } | Export-ArgillaDataset pairs @at");
        Assert.Equal(500, result.Clean().Count);
        Assert.Equal([375, 125], _server.BulkCalls.Select(c => c.Items));
        Assert.All(_server.Look("pairs")["records"]!.AsArray(), r => Assert.Equal(8, r!["suggestions"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_thousand_rows_of_two_answers_are_two_calls()
    {
        (await RunAsync("Rows 1000 | Export-ArgillaDataset pairs @at")).Clean();
        Assert.Equal([500, 500], _server.BulkCalls.Select(c => c.Items));
    }

    [Fact]
    public async Task The_row_with_the_most_answers_among_the_first_decides_and_a_later_one_with_more_is_its_own_error()
    {
        const string rows =
            """
            function Many($counts) { foreach ($n in $counts) { $script:i++; [pscustomobject]@{ instruction = "q$script:i"; generations = @(1..$n | ForEach-Object { "a$_" }) } } }
            $i = 0
            """;
        var result = await RunAsync(rows + "\nMany (@(2, 3, 1) + @(2) * 497 + @(4, 2)) | Export-ArgillaDataset pairs @at");
        Assert.Equal(3, _server.Look("pairs")["fields"]!.AsArray().Count(f => ((string)f!["name"]!).StartsWith("generations-", StringComparison.Ordinal)));
        var error = result.OneError();
        Assert.StartsWith("NoRecord,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("The row that asks 'q501': This row has 4 generations, and a record of the dataset 'pairs' holds 3", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 502).Where(i => i != 501).Select(i => $"q{i}"), result.Output.Select(r => Value(r, "instruction")));
        // What the error says to do works while the dataset is published.
        Assert.Contains("another -Name, with -NumGenerations 4", error.ToString(), StringComparison.Ordinal);
        Assert.Single((await RunAsync(rows + "\nMany 4 | Export-ArgillaDataset pairs-4 -NumGenerations 4 @at")).Clean());
    }

    [Fact]
    public async Task Rows_that_wait_for_the_others_keep_their_order_and_errors_theirs()
    {
        var result = await RunAsync("& { [pscustomobject]@{ instruction = 'x' }; Rows 2; [pscustomobject]@{ instruction = 'y' }; Rows 1 -from 2 } | Export-ArgillaDataset pairs -NumGenerations 1 @at");
        Assert.Equal(["MissingColumn", "NoRecord", "MissingColumn", "NoRecord"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        result = await RunAsync("& { [pscustomobject]@{ instruction = 'x' }; Rows 2; [pscustomobject]@{ instruction = 'y' }; Rows 1 -from 2 } | Export-ArgillaDataset others @at");
        Assert.Equal(["What is 0 + 1?", "What is 1 + 1?", "What is 2 + 1?"], result.Output.Select(r => Value(r, "instruction")));
        Assert.Equal([3], _server.BulkCalls.Select(c => c.Items));
    }

    [Fact]
    public async Task Ratings_that_are_none_in_argilla_cost_no_row_and_are_one_warning()
    {
        var result = await RunAsync(
            """
            & { [pscustomobject]@{ instruction = 'q1'; generations = @('a', 'b'); ratings = @(8, 'five') }
                [pscustomobject]@{ instruction = 'q2'; generations = @('a', 'b'); ratings = @('4', 3.5) } } | Export-ArgillaDataset pairs @at
            """);
        Assert.Equal(2, result.Output.Count);
        Assert.Empty(result.Errors);
        Assert.Equal("Argilla rates by whole numbers: 2 ratings are no option of the question and became no suggestion (the first: 8 of 'q1'), 1 rating was rounded to a whole number (3.5 of 'q2').", Assert.Single(result.Warnings));
        Assert.Equal([0, 2], _server.Look("pairs")["records"]!.AsArray().Select(r => r!["suggestions"]!.AsArray().Count));
        Assert.Equal([4, 4], _server.Look("pairs")["records"]![1]!["suggestions"]!.AsArray().Select(s => (int)s!["value"]!));
        // The rows themselves pass on as they are.
        Assert.Equal([8, "five"], List(result.Output[0], "ratings"));
    }

    [Fact]
    public async Task Texts_of_blanks_alone_are_said()
    {
        var result = await RunAsync("[pscustomobject]@{ instruction = 'q'; generations = @('a', '  ') } | Export-ArgillaDataset pairs @at");
        Assert.Single(result.Output);
        Assert.Contains("blanks alone", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_row_is_named_by_its_question_and_not_by_a_place_in_some_call()
    {
        _server.Fault = call => call.IsBulk && call.Body!["items"]!.AsArray().ToList().FindIndex(i => (string?)i!["fields"]!["instruction"] == "What is 7 + 1?") is >= 0 and var at
            ? new ArgillaFault(422, """{"detail":{"code":"argilla.api.errors::ValidationError","params":{"errors":[{"loc":["body","items",PLACE,"fields","generations-0"],"msg":"no","type":"x"}]}}}""".Replace("PLACE", $"{at}", StringComparison.Ordinal))
            : null;
        var message = (await RunAsync("Rows 20 | Export-ArgillaDataset pairs @at")).OneError().Exception.Message;
        Assert.StartsWith("The row that asks 'What is 7 + 1?' was not taken.", message, StringComparison.Ordinal);
        Assert.Contains("fields.generations-0: no", message, StringComparison.Ordinal);
        Assert.DoesNotContain("items", message, StringComparison.Ordinal);
        _server.Fault = call => call.IsBulk && call.Items > 0 && call.Body!.ToJsonString().Contains("What is 8", StringComparison.Ordinal) ? new ArgillaFault(422, """{"detail":"Record at position 0 is not valid because of it"}""") : null;
        message = (await RunAsync("Rows 1 -from 8 | Export-ArgillaDataset pairs @at")).OneError().Exception.Message;
        Assert.Contains("the record is not valid because of it", message, StringComparison.Ordinal);
        Assert.DoesNotContain("position", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_the_server_cannot_do_is_the_one_error()
    {
        _server.Fault = call => call.IsBulk && call.Body!.ToJsonString().Contains("What is 7 ", StringComparison.Ordinal) ? new ArgillaFault(500) : null;
        var result = await RunAsync("Rows 100 | Export-ArgillaDataset pairs @at -Verbose");
        var error = result.OneError();
        Assert.StartsWith("RecordRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("t7", Value(Assert.IsType<PSObject>(error.TargetObject), "topic"));
        Assert.Contains("'What is 7 + 1?'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(99, result.Output.Count);
        Assert.Contains(result.Verbose, v => v.Contains("it answered 500 to 100 records, which go in calls of 50 now. Trying again in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Eleven_rows_side_by_side_that_the_server_cannot_do_are_eleven_errors()
    {
        _server.Fault = call => call.IsBulk && call.Body!.ToJsonString().Contains("poison", StringComparison.Ordinal) ? new ArgillaFault(500) : null;
        var result = await RunAsync("Rows 120 | ForEach-Object { if ($i -ge 40 -and $i -lt 51) { $_.rationales = @('poison', 'x') }; $i++; $_ } | Export-ArgillaDataset pairs @at");
        Assert.Equal(Enumerable.Range(40, 11).Select(i => $"t{i}"), result.Errors.Select(e => (string?)Value((PSObject)e.TargetObject, "topic")));
        Assert.All(result.Errors, e => Assert.StartsWith("RecordRefused,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(109, result.Output.Count);
    }

    [Fact]
    public async Task A_server_that_fails_at_every_record_ends_the_pipeline_and_the_first_of_them_are_named()
    {
        _server.Fault = call => call.IsBulk ? new ArgillaFault(500) : null;
        var error = (await RunAsync("Rows 200 | Export-ArgillaDataset pairs @at")).TerminatingError();
        Assert.StartsWith("ServerFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(200, Assert.IsType<object[]>(error.TargetObject).Length);
        Assert.Contains(
            "took none of 50 records in a row, each sent alone (the first: 'What is 0 + 1?', 'What is 1 + 1?', 'What is 2 + 1?'). No further record was sent: 200 rows were not taken",
            error.ErrorDetails.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_whose_metadata_alone_are_refused_is_said_to_be_in_argilla()
    {
        (await RunAsync("Rows 1 -from 1 | Export-ArgillaDataset pairs @at")).Clean();
        _server.Fault = call => call.IsBulk && call.Body!.ToJsonString().Contains("m/one", StringComparison.Ordinal) ? new ArgillaFault(422, """{"detail":"no such model"}""") : null;
        var message = (await RunAsync("Rows 1 | Export-ArgillaDataset pairs @at")).OneError().Exception.Message;
        Assert.StartsWith("The row that asks 'What is 0 + 1?' is in Argilla, and its metadata (models, system prompt, id) were not taken.", message, StringComparison.Ordinal);
        Assert.Contains("no such model", message, StringComparison.Ordinal);
        Assert.Equal(2, _server.CountRecords("pairs"));
    }

    [Fact]
    public async Task Fewer_answers_than_the_dataset_has_fields_for_are_told_from_what_it_holds()
    {
        (await RunAsync("Rows 1 | Export-ArgillaDataset pairs @at")).Clean();
        var error = (await RunAsync("Rows 1 | Export-ArgillaDataset pairs -NumGenerations 1 @at")).OneError();
        Assert.Contains("-NumGenerations 1 was given. A record of the dataset 'pairs' holds 2: leave -NumGenerations out, or give 2.", error.ToString(), StringComparison.Ordinal);
        Assert.Single((await RunAsync("Rows 1 | Export-ArgillaDataset pairs -NumGenerations 2 @at")).Clean());
    }

    [Fact]
    public async Task Rows_come_before_the_error_that_others_are_missing()
    {
        (await RunAsync("Rows 3 | Export-ArgillaDataset pairs @at")).Clean();
        var page = _server.Look("pairs")["records"]!.ToJsonString();
        _server.Fault = call => call.Path.Contains("/records", StringComparison.Ordinal)
            ? call.Method == "GET" ? new ArgillaFault(200, $$"""{"items":{{page}},"total":4}""") : new ArgillaFault(404)
            : null;
        var result = await RunAsync("$r = Import-ArgillaDataset pairs @at; $r.Count; $r");
        var error = result.OneError();
        Assert.StartsWith("ResponseParseFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("1 is missing", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal((4, 3), (result.Output.Count, (int)result.Output[0].BaseObject));
    }

    [Fact]
    public async Task Ids_and_reasons_that_are_numbers_go_as_texts_and_lists_are_a_warning()
    {
        const string script =
            """
            & { [pscustomobject]@{ id = 2.5; instruction = 'q1'; generations = @('a', 'b'); rationales = @(1, $null) }
                [pscustomobject]@{ id = @(1, 2); instruction = 'q2'; generations = @('a', 'b'); rationales = @('so', @{ a = 1 }) } } | Export-ArgillaDataset pairs @at
            """;
        var result = await RunAsync(script);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(
            [
                "1 rationale is a list or an object and became no suggestion (the first: of 'q2'). Make them texts.",
                "1 id is a list or an object and was not sent (the first: of 'q2'): Import-ArgillaDataset gives a hash of the instruction in their place. Make them texts.",
            ],
            result.Warnings);
        var rows = (await RunAsync("Import-ArgillaDataset pairs @at")).Clean();
        Assert.Equal("2.5", Value(rows[0], "id"));
        Assert.Equal(["1", null], List(rows[0], "rationales"));
    }

    [Fact]
    public async Task Ratings_that_are_null_now_are_taken_back_and_a_server_that_does_not_do_it_is_one_warning()
    {
        (await RunAsync("Rows 3 | Export-ArgillaDataset pairs @at")).Clean();
        (await RunAsync("Rows 2 | ForEach-Object { $_.ratings = @($null, 2L); $_.rationales = $null; $_ } | Export-ArgillaDataset pairs @at")).Clean();
        Assert.Equal([1, 1, 4], _server.Look("pairs")["records"]!.AsArray().Select(r => r!["suggestions"]!.AsArray().Count));
        _server.Fault = call => call.Method == "DELETE" ? new ArgillaFault(405, """{"detail":"Method Not Allowed"}""") : null;
        var result = await RunAsync("Rows 3 | ForEach-Object { $_.ratings = $null; $_ } | Export-ArgillaDataset pairs @at");
        Assert.Equal(3, result.Output.Count);
        Assert.Empty(result.Errors);
        Assert.Contains("could not be taken back", Assert.Single(result.Warnings), StringComparison.Ordinal);
        // Rows without the columns say nothing of ratings.
        (await RunAsync("Rows 3 | Select-Object instruction, generations | Export-ArgillaDataset pairs @at")).Clean();
        Assert.Equal(4, _server.Look("pairs")["records"]![2]!["suggestions"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("-MinimumResponses 2", "-MinimumResponses 2 is for a new one")]
    [InlineData("-MinimumResponses 2 -WhatIf", "-MinimumResponses 2 is for a new one")]
    [InlineData("-UseMarkdown", "-UseMarkdown is for a new one")]
    [InlineData("-MinimumResponses 1", null)]
    [InlineData("-UseMarkdown:$false", null)]
    public async Task What_cannot_act_on_a_dataset_that_is_there_is_said(string parameters, string? warning)
    {
        (await RunAsync("Rows 1 | Export-ArgillaDataset pairs @at")).Clean();
        (await RunAsync("Rows 1 | Export-ArgillaDataset new -MinimumResponses 3 -UseMarkdown @at; Rows 1 | Export-ArgillaDataset new -MinimumResponses 3 -UseMarkdown @at")).Clean();
        var result = await RunAsync($"Rows 1 | Export-ArgillaDataset pairs {parameters} @at");
        Assert.Single(result.Output);
        Assert.Equal(warning is null ? 0 : 1, result.Warnings.Count);
        Assert.All(result.Warnings, w => Assert.Contains(warning!, w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_come_back_can_be_joined_to_those_that_were_sent()
    {
        var result = await RunAsync(
            """
            Rows 3 | ForEach-Object { $n++; $_ | Add-Member id "ex-$n" -PassThru } | Export-ArgillaDataset pairs @at | Out-Null
            Import-ArgillaDataset pairs @at
            """);
        Assert.Equal(["ex-1", "ex-2", "ex-3"], result.Clean().Select(r => Value(r, "id")));
        Assert.Equal(_server.Look("pairs")["records"]!.AsArray().Select(r => (string?)r!["external_id"]), result.Output.Select(r => (string?)Value(r, "external_id")));
        // What was read back is sent again as it was.
        var before = _server.BulkCalls.Count();
        (await RunAsync("Import-ArgillaDataset pairs @at | Export-ArgillaDataset pairs @at")).Clean();
        Assert.Equal((3, 1), (_server.CountRecords("pairs"), _server.BulkCalls.Count() - before));
    }

    [Fact]
    public async Task Records_of_the_same_time_come_back_each_once()
    {
        (await RunAsync("Rows 700 | Export-ArgillaDataset pairs @at")).Clean();
        _server.MakeTimesEqual("pairs");
        var rows = (await RunAsync("Import-ArgillaDataset pairs @at")).Clean();
        Assert.Equal((700, 700), (rows.Count, rows.Select(r => Value(r, "external_id")).Distinct().Count()));
    }

    [Fact]
    public async Task Settings_can_be_made_without_records()
    {
        (await RunAsync("Export-ArgillaDataset empty -SettingsOnly -NumGenerations 3 -UseMarkdown @at")).Clean();
        Assert.Equal(5, _server.Look("empty")["fields"]!.AsArray().Count);
        Assert.Equal([false, true, true, true, true], _server.Look("empty")["fields"]!.AsArray().Select(f => (bool)f!["settings"]!["use_markdown"]!));
        Assert.Equal(2, (await RunAsync("Rows 2 | Export-ArgillaDataset learnt -SettingsOnly @at")).Clean().Count);
        Assert.Equal(4, _server.Look("learnt")["fields"]!.AsArray().Count);
        Assert.Empty(_server.BulkCalls);
        var error = (await RunAsync("Export-ArgillaDataset unknown -SettingsOnly @at")).TerminatingError();
        Assert.StartsWith("NumGenerationsNeeded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_annotators_as_are_asked_for_see_a_record_before_it_is_done()
    {
        (await RunAsync("Rows 1 | Export-ArgillaDataset pairs -MinimumResponses 2 @at")).Clean();
        string Status() => (string)_server.Look("pairs")["records"]![0]!["status"]!;
        var record = (string)_server.Look("pairs")["records"]![0]!["id"]!;
        await AnnotateAsync(StrictArgillaServer.OwnerKey, record, ("generations-0-rating", 3), ("generations-1-rating", 5));
        Assert.Equal("pending", Status());
        await AnnotateAsync(StrictArgillaServer.AdminKey, record, ("generations-0-rating", 3), ("generations-1-rating", 4));
        Assert.Equal("completed", Status());
    }

    [Fact]
    public async Task WhatIf_changes_nothing_and_passes_the_rows()
    {
        Assert.Equal(3, (await RunAsync("Rows 3 | Export-ArgillaDataset pairs @at -WhatIf")).Clean().Count);
        Assert.All(_server.Calls, call => Assert.Equal("GET", call.Method));
        Assert.Equal(0, _server.CountDatasets);
    }

    [Theory]
    [InlineData("new -NumGenerations 2", "(new)", true)]
    [InlineData("pairs", "dataset 'pairs' in", true)]
    [InlineData("new", "(new)", false)]
    public async Task WhatIf_counts_what_would_be_sent_and_says_what_would_be_said(string name, string where, bool isRefused)
    {
        (await RunAsync("Export-ArgillaDataset pairs -SettingsOnly -NumGenerations 2 @at")).Clean();
        var script =
            $$"""
            & { Rows 2; [pscustomobject]@{ instruction = 'x' }; [pscustomobject]@{ instruction = 'q'; generations = 'a', 'b', 'c', 'd' }
                [pscustomobject]@{ instruction = 'r'; generations = 'a', 'b'; ratings = 3.5, 9 } } | Export-ArgillaDataset {{name}} -WhatIf
            """;
        var result = await RunAsync(script + " @at");
        Assert.Equal(isRefused ? ["MissingColumn", "NoRecord"] : ["MissingColumn"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(isRefused ? 3 : 4, result.Output.Count);
        Assert.StartsWith("What if: Argilla rates by whole numbers: 1 rating is no option", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, _server.CountDatasets);
        Assert.Empty(_server.BulkCalls);
        var said = await Task.Run(() => Programs.ShellCommand(
            $"{Rows}\n{script} 2>$null | Out-Null; exit 0", ("ARGILLA_API_URL", _server.Address.ToString()), ("ARGILLA_API_KEY", StrictArgillaServer.OwnerKey)).Succeeded());
        Assert.Contains(isRefused ? "\"Send 3 records\"" : "\"Send 4 records\"", said, StringComparison.Ordinal);
        Assert.Contains(where, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_that_has_enough_sends_no_more()
    {
        var result = await RunAsync("Rows 1200 | Export-ArgillaDataset pairs @at | Take-First 1");
        Assert.Single(result.Clean());
        Assert.Equal([500], _server.BulkCalls.Select(c => c.Items));
        Assert.Equal(500, _server.CountRecords("pairs"));
    }

    [Theory]
    [InlineData("Rows 1 | Export-ArgillaDataset pairs @at", "/records/bulk")]
    [InlineData("Rows 1 | Export-ArgillaDataset pairs @at", "/version")]
    [InlineData("Import-ArgillaDataset pairs @at", "/records?")]
    public async Task Stopping_ends_a_call_at_once(string script, string route)
    {
        (await RunAsync("Export-ArgillaDataset pairs -SettingsOnly -NumGenerations 2 @at")).Clean();
        _server.Fault = call => call.Path.Contains(route, StringComparison.Ordinal) ? new ArgillaFault { Never = true } : null;
        using var ps = _engine.Start(Rows + "\n" + script, Variables);
        var running = ps.BeginInvoke();
        Assert.True(await _server.WaitAsync(s => s.Calls.Any(c => c.Path.Contains(route, StringComparison.Ordinal) && c.Number > 5)));
        await Task.Run(ps.Stop).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(PSInvocationState.Stopped, ps.InvocationStateInfo.State);
        Assert.True(await _server.WaitAsync(s => s.Left == 1));
        Assert.True(running.IsCompleted);
    }

    [Fact]
    public async Task The_tutorials_chain_ends_in_argilla_and_comes_back()
    {
        var result = await RunAsync(
            """
            $sent = 'Linear Equations' | New-SelfInstruct -Llm offline/careful -NumInstructions 3 | Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | Export-ArgillaDataset tutorial @at
            $sent.Count
            @($sent | ConvertTo-DpoFormat).Count
            @(Import-ArgillaDataset tutorial @at | ConvertTo-DpoFormat).Count
            """);
        var counts = result.Output.Select(o => (int)o.BaseObject).ToList();
        Assert.Empty(result.Errors);
        Assert.Equal(3, counts[0]);
        Assert.Equal(counts[1], counts[2]);
        Assert.Equal(3, _server.CountRecords("tutorial"));
    }
}
