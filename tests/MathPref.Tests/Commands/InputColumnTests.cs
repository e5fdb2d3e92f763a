using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>A question in a column of the user's own is the question in every stage behind, which need not be told.</summary>
public sealed class InputColumnTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    /// <summary>Models a and b answer "&lt;question&gt; by &lt;model&gt;", and j rates the first of two texts better.</summary>
    private static Task<ChatServer> ServerAsync() => ChatServer.StartAsync(request => request.Body.GetProperty("model").GetString() is "j"
        ? new ChatServer.Reply("#### Output for Text 1\nRating: 5\nRationale: good\n\n#### Output for Text 2\nRating: 2\nRationale: bad")
        : new ChatServer.Reply($"{request.Text} by {request.Body.GetProperty("model").GetString()}"));

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(
        "$a, $b, $j = 'a', 'b', 'j' | ForEach-Object { New-Llm openai/$_ -Endpoint $url }; " + script, ("url", server.Address)));

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    [Theory]
    [InlineData("ConvertTo-DpoFormat", "prompt")]
    [InlineData("Where-Object id -gt 0 | Tee-Object -Variable kept | Select-Object -First 5 | Sort-Object id | ConvertTo-DpoFormat", "prompt")]
    [InlineData("ForEach-Object { $_ } | ConvertTo-DpoFormat", "prompt")]
    [InlineData("ConvertTo-SftFormat | ForEach-Object { [pscustomobject]@{ prompt = $_.messages[0].content } }", "prompt")]
    [InlineData("ConvertTo-KtoFormat | Select-Object -First 1 | ForEach-Object { [pscustomobject]@{ prompt = $_.prompt[0].content } }", "prompt")]
    [InlineData("ConvertTo-DpoFormat -Format OpenAI | ForEach-Object { [pscustomobject]@{ prompt = $_.input.messages[0].content } }", "prompt")]
    public async Task Stages_behind_read_the_column_that_was_asked(string stages, string column)
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, $"'id,question', '1,Why?' | ConvertFrom-Csv | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j | {stages}")).Clean());
        Assert.Equal("Why?", Value(row, column));
        Assert.Equal(3, server.Started);
        Assert.Contains("Why? by b", server.Requests.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_is_known_across_variables_and_branches()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "$rows = [pscustomobject]@{ question = 'Why?' }; " +
            "$branches = $a, $b | ForEach-Object { $rows | Invoke-TextGeneration -InputColumn question -Llm $_ }; " +
            "$merged = $branches | Merge-Column -By question; $judged = $merged | Invoke-UltraFeedback -Llm $j; $judged | ConvertTo-DpoFormat")).Clean());
        Assert.Equal("Why?", Value(row, "prompt"));
    }

    [Fact]
    public async Task What_was_asked_wins_over_an_instruction_that_was_not()
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, "$judged = [pscustomobject]@{ instruction = 'Other'; question = 'Why?' } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j; " +
            "$judged | ConvertTo-DpoFormat; $judged | ConvertTo-DpoFormat -InputColumn instruction; $judged | Invoke-TextGeneration -Llm $a | ForEach-Object { [pscustomobject]@{ prompt = $_.generations[2] } }")).Clean();
        Assert.Equal(["Why?", "Other", "Why? by a"], rows.Select(row => Value(row, "prompt")));
        Assert.Contains("> Why? <", server.Requests.ElementAt(2).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instruction_that_is_made_afterwards_is_what_comes_next()
    {
        await using var server = await ServerAsync();
        var result = await RunAsync(server, "[pscustomobject]@{ question = 'Why?'; instructions = @('New?') } | Invoke-TextGeneration -InputColumn question -Llm $a | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $a");
        Assert.Equal("New? by a", Value(Assert.Single(result.Output), "generation"));
        Assert.Contains("1 row had answers to another question", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    /// <summary>What carries the column unseen is gone, and the metadata still says what was sent.</summary>
    [Fact]
    public async Task Rows_made_of_others_go_on_with_what_was_asked_and_not_with_an_instruction_beside_it()
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, "$plain = [pscustomobject]@{ instruction = 'Decoy'; question = 'Why?' } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Select-Object *; " +
            "$plain | Invoke-TextGeneration -Llm $a | ForEach-Object { [pscustomobject]@{ prompt = $_.generations[2] } }; $plain | Invoke-UltraFeedback -Llm $j | Select-Object * | ConvertTo-DpoFormat")).Clean();
        Assert.Equal(["Why? by a", "Why?"], rows.Select(row => Value(row, "prompt")));
        var replaced = await RunAsync(server, "$plain | Invoke-TextGeneration -InputColumn instruction -Llm $a, $b");
        Assert.Equal(["Decoy by a", "Decoy by b"], ((System.Collections.IEnumerable)Value(Assert.Single(replaced.Output), "generations")!).Cast<object>());
        Assert.Contains("1 row had answers to another question", Assert.Single(replaced.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_that_was_told_the_column_tells_the_stages_behind()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ question = 'Why?'; generations = 'x', 'y' } | Invoke-UltraFeedback -InputColumn question -Llm $j | ConvertTo-DpoFormat")).Clean());
        Assert.Equal("Why?", Value(row, "prompt"));
    }

    [Theory]
    [InlineData("generation", "$a", "first by a")]
    [InlineData("generation", "$a, $b", "first by a")]
    [InlineData("ratings", "$a, $b", "first by a")]
    [InlineData("generations", "$a, $b", "first by a")]
    public async Task A_question_in_a_column_that_the_stages_write_is_kept_as_the_instruction(string column, string models, string first)
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, $"[pscustomobject]@{{ '{column}' = 'first' }} | Invoke-TextGeneration -InputColumn {column} -Llm {models} | Invoke-UltraFeedback -Llm $j -WarningAction Ignore")).Clean();
        var row = Assert.Single(rows);
        Assert.Equal("first", Value(row, "instruction"));
        Assert.Equal(first, ((System.Collections.IEnumerable)Value(row, "generations")!).Cast<object>().First());
        Assert.Contains("> first <", server.Requests.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_was_removed_leaves_the_default()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "$row = [pscustomobject]@{ question = 'Why?' } | Invoke-TextGeneration -InputColumn question -Llm $a, $b; " +
            "$row.PSObject.Properties.Remove('question'); $row | Add-Member instruction 'Renamed'; $row | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")).Clean());
        Assert.Equal("Renamed", Value(row, "prompt"));
    }

    [Fact]
    public async Task A_template_tells_the_column_where_it_is_named()
    {
        await using var server = await ServerAsync();
        var row = Assert.Single((await RunAsync(server, "[pscustomobject]@{ question = 'Why?' } | Invoke-TextGeneration -InputColumn question -Template { \"Think. $($_.question)\" } -SystemPrompt 'Be brief.' -Llm $a, $b | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")).Clean());
        Assert.Equal("Why?", Value(row, "prompt"));
        Assert.Equal("Think. Why?", server.Requests.First().Text);
        Assert.Equal(["user", "assistant"], ((object[])Value(row, "chosen")!).Select(message => Value((PSObject)message, "role")));
    }

    [Theory]
    [InlineData("ConvertTo-DpoFormat")]
    [InlineData("ConvertTo-KtoFormat")]
    [InlineData("ConvertTo-SftFormat")]
    public void A_row_that_no_longer_tells_is_refused_with_its_columns_and_the_way_out(string stage)
    {
        const string Rows = "[pscustomobject]@{ question = 'Why?'; generations = 'a', 'b'; ratings = 5, 1 } | Select-Object question, generations, ratings | ";
        var error = _engine.Run(Rows + stage).OneError();
        Assert.StartsWith("MissingColumn", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'instruction'; it has question, generations, ratings.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-InputColumn", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(_engine.Run($"{Rows}{stage} -InputColumn question").Clean());
    }

    [Theory]
    [InlineData("", "Why?")]
    [InlineData(" | Where-Object { $_.PSObject.Properties.Remove('distilabel_metadata'); $true }", null)]
    public async Task Rows_from_a_file_tell_by_their_metadata_what_was_asked(string between, string? prompt)
    {
        await using var server = await ServerAsync();
        var folder = Directory.CreateTempSubdirectory("mathpref").FullName;
        try
        {
            var result = await RunAsync(server, $"[pscustomobject]@{{ question = 'Why?' }} | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Export-Distiset -Path '{folder}/set' | Out-Null; " +
                $"Import-Dataset '{folder}/set'{between} | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat");
            Assert.Equal(prompt, result.Output.Count == 0 ? null : Value(Assert.Single(result.Output), "prompt"));
            Assert.Equal(prompt is null ? 1 : 0, result.Errors.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_run_of_rows_with_their_own_column_needs_no_further_word()
    {
        await using var server = await ServerAsync();
        var folder = Directory.CreateTempSubdirectory("mathpref").FullName;
        try
        {
            var result = await RunAsync(server, $"Invoke-DatasetPipeline own -Path '{folder}/run' -PassThru {{ [pscustomobject]@{{ question = 'Why?' }} | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat }}");
            Assert.Equal("Why?", Value(Assert.Single(result.Output), "prompt"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
