using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>What a stage further down the pipe will miss is said before the first call is paid for, and nothing that works is stopped.</summary>
public sealed class ForesightTests : IDisposable
{
    private const string Rows = "[pscustomobject]@{ id = 1; question = 'Why?' }, [pscustomobject]@{ id = 2; question = 'How?' } | ";

    private readonly Engine _engine = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mathpref").FullName;

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<ChatServer> ServerAsync() => ChatServer.StartAsync(request => request.Body.GetProperty("model").GetString() is "j"
        ? new ChatServer.Reply("#### Output for Text 1\nRating: 5\nRationale: good\n\n#### Output for Text 2\nRating: 2\nRationale: bad")
        : new ChatServer.Reply(request.Text.StartsWith("# Task", StringComparison.Ordinal) ? "What is 1?\nWhat is 2?" : $"{request.Text} {request.Body.GetProperty("model")}"));

    private Task<Engine.Result> RunAsync(ChatServer server, string script) => Task.Run(() => _engine.Run(
        "$a, $b, $j = 'a', 'b', 'j' | ForEach-Object { New-Llm openai/$_ -Endpoint $url }; " + script, ("url", server.Address), ("folder", _folder)));

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    [Theory]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j -InputColumn qestion", "Invoke-UltraFeedback", "qestion")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | ConvertTo-DpoFormat", "ConvertTo-DpoFormat", "ratings")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | ConvertTo-KtoFormat", "ConvertTo-KtoFormat", "ratings")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | ConvertTo-GrpoFormat", "ConvertTo-GrpoFormat", "reference_answer")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | ConvertTo-GrpoFormat -ReferenceColumn id -MaximumPassRate 0.9", "ConvertTo-GrpoFormat", "pass_rate")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | ConvertTo-GrpoFormat -ReferenceColumn id -InputColumn nope", "ConvertTo-GrpoFormat", "nope")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j | ConvertTo-SftFormat -InputColumn nope", "ConvertTo-SftFormat", "nope")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | Expand-Column generations", "Expand-Column", "generations")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | Merge-Column -By instruction", "Merge-Column", "instruction")]
    [InlineData("New-SelfInstruct -InputColumn question -Llm $a | Invoke-TextGeneration -Llm $a, $b", "Invoke-TextGeneration", "instruction")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Where-Object id -gt 0 | Tee-Object -Variable kept | Select-Object -First 5 | ConvertTo-DpoFormat", "ConvertTo-DpoFormat", "ratings")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | ? { $_.id -gt 0 } | Tee-Object -Variable kept | select -f 5 -skip 0 | ConvertTo-DpoFormat", "ConvertTo-DpoFormat", "ratings")]
    public async Task What_will_be_missing_is_said_before_the_first_call(string stages, string stage, string column)
    {
        await using var server = await ServerAsync();
        var error = (await RunAsync(server, Rows + stages)).TerminatingError();
        Assert.StartsWith("ColumnMissingAhead", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"{stage}, further down the pipe, needs the column '{column}'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("they will have id, question, ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Nothing was asked.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, ((object[])error.TargetObject).Length);
        Assert.Equal(0, server.Started);
    }

    [Theory]
    [InlineData("Invoke-UltraFeedback -Llm $j -InputColumn nope", "-InputColumn of Invoke-UltraFeedback names another one.")]
    [InlineData("ConvertTo-DpoFormat", "Invoke-UltraFeedback makes it.")]
    [InlineData("Merge-Column -By nope", "-By of Merge-Column names another one.")]
    public async Task The_way_out_is_said(string stage, string remedy)
    {
        await using var server = await ServerAsync();
        Assert.Contains(remedy, (await RunAsync(server, $"{Rows}Invoke-TextGeneration -InputColumn question -Llm $a, $b | {stage}")).TerminatingError().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b -WhatIf | ConvertTo-DpoFormat")]
    [InlineData("ForEach-Object { $_ } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | ConvertTo-DpoFormat -ErrorAction SilentlyContinue")]
    public async Task WhatIf_and_sources_of_any_kind_are_told_too(string stages)
    {
        await using var server = await ServerAsync();
        Assert.StartsWith("ColumnMissingAhead", (await RunAsync(server, Rows + stages)).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, server.Started);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-WhatIf")]
    [InlineData("-DryRun")]
    public async Task In_a_run_s_block_it_is_said_before_the_first_call(string mode)
    {
        await using var server = await ServerAsync();
        var error = (await RunAsync(server, $"Invoke-DatasetPipeline r -Path $folder/run {mode} {{ {Rows}Invoke-TextGeneration -InputColumn question -Llm $a, $b | ConvertTo-DpoFormat }}")).TerminatingError();
        Assert.StartsWith("ColumnMissingAhead", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, server.Started);
    }

    /// <summary>Each of these makes two rows, and did before anybody looked ahead.</summary>
    [Theory]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | ForEach-Object { $_ | Add-Member ratings @(5, 1) -PassThru } | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Where-Object { $_ | Add-Member ratings @(5, 1); $true } | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Where-Object { $_.question = 'Why?'; $true } | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Select-Object *, @{ n = 'ratings'; e = { 5, 1 } }, @{ n = 'instruction'; e = { $_.question } } | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Select-Object question, generations, model_names | Add-Rating | ConvertTo-DpoFormat -InputColumn question")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Add-Rating | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | & { process { $_ | Add-Member ratings @(5, 1) -PassThru } } | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | where { $true } | ConvertTo-DpoFormat", "function where { process { $_ | Add-Member ratings @(5, 1) -PassThru } }; Remove-Alias where -Force -ErrorAction Ignore; ")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    [InlineData("& { process { $_ | Invoke-TextGeneration -InputColumn question -Llm $a, $b } } | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    [InlineData("ForEach-Object { $_ | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Where-Object id } | Add-Rating | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | Invoke-TextGeneration -Llm $b | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Expand-Column generations -As generation | Merge-Column generation -By id -As generations -Count 2 | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    [InlineData("New-SelfInstruct -InputColumn question -Llm $a -NumInstructions 2 | Select-Object -First 1 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $a, $b | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a | ConvertTo-SftFormat")]
    [InlineData("Invoke-TextGeneration -Llm $a, $b -Template { $_.question } | Invoke-UltraFeedback -Llm $j -InputColumn question | ConvertTo-DpoFormat -InputColumn question")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j -Aspect helpfulness | Expand-Column types -As type | Select-Object -First 2")]
    [InlineData("Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat -Format Trl | Expand-Column chosen -As one")]
    [InlineData("Invoke-Both | Invoke-UltraFeedback -Llm $j | ConvertTo-DpoFormat")]
    public async Task What_works_goes_on_working(string stages, string before = "")
    {
        const string Functions = "function Add-Rating { process { $_ | Add-Member ratings @(5, 1) -PassThru } }; " +
            "function Invoke-Both { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Row) begin { $steps = { Invoke-TextGeneration -InputColumn question -Llm $a, $b }.GetSteppablePipeline(); $steps.Begin($PSCmdlet) } process { $steps.Process($Row) } end { $steps.End() } }; ";
        await using var server = await ServerAsync();
        var result = await RunAsync(server, Functions + before + Rows + stages);
        Assert.Null(result.Ended);
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public async Task A_row_that_lacks_a_column_stops_no_row_that_has_it()
    {
        await using var server = await ServerAsync();
        var result = await RunAsync(server, "[pscustomobject]@{ question = 'Why?' }, [pscustomobject]@{ question = 'How?'; hint = 'x' }, [pscustomobject]@{ question = 'When?' } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Invoke-UltraFeedback -Llm $j -InputColumn hint");
        Assert.Equal("How?", Value(Assert.Single(result.Output), "question"));
        Assert.Equal(2, result.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("MissingColumn", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1..3", "$null", "Test-MathAnswer -ReferenceColumn final", 3, "The first has nothing in it: ")]
    [InlineData("1..250", "'QED'", "Test-MathAnswer -ReferenceColumn final", 100, "The first has 'QED': 'QED' says that a value is missing. -ReferenceColumn of Test-MathAnswer names another column: there are question.")]
    [InlineData("1..3", "$null", "Test-MathAnswer -ReferenceColumn final -Llm $j", 3, "The first has nothing in it: ")]
    [InlineData("1..3", "'QED'", "Test-MathAnswer -ReferenceColumn final -WhatIf", 3, "Nothing was asked.")]
    [InlineData("1..3", "'QED'", "ConvertTo-GrpoFormat -ReferenceColumn final", 3, "-ReferenceColumn of ConvertTo-GrpoFormat names another column")]
    public async Task References_of_which_none_can_be_read_are_said_before_the_first_call(string rows, string reference, string stage, int looked, string text)
    {
        await using var server = await ServerAsync();
        var error = (await RunAsync(server, $"{rows} | ForEach-Object {{ [pscustomobject]@{{ question = \"Why $_?\"; final = {reference} }} }} | Invoke-TextGeneration -InputColumn question -Llm $a, $b | {stage}")).TerminatingError();
        Assert.StartsWith("UnusableAhead", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"can read the column 'final' of none of the rows ({looked} were looked at). ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(looked, ((object[])error.TargetObject).Length);
        Assert.Equal(0, server.Started);
    }

    /// <summary>One that can be read is enough; and what somebody else may read, or is not there yet, is nobody's mistake.</summary>
    [Theory]
    [InlineData("Test-MathAnswer -ReferenceColumn one")]
    [InlineData("Test-MathAnswer -ReferenceColumn none -Llm $j")]
    [InlineData("Test-MathAnswer -Vote")]
    [InlineData("ForEach-Object { $_.none = '2'; $_ } | Test-MathAnswer -ReferenceColumn none")]
    [InlineData("Expand-Column model_names -As none | Test-MathAnswer -ReferenceColumn none | Select-Object -First 2")]
    public async Task References_that_may_be_read_are_asked_about(string stages)
    {
        await using var server = await ServerAsync();
        var result = await RunAsync(server, "@{ question = 'Why?'; none = 'QED'; one = 'QED' }, @{ question = 'How?'; none = 'N/A'; one = '2' } | ForEach-Object { [pscustomobject]$_ } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | " + stages);
        Assert.Null(result.Ended);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public async Task A_long_source_is_not_waited_for()
    {
        await using var server = await ServerAsync();
        var error = (await RunAsync(server, "1..3000 | ForEach-Object { [pscustomobject]@{ question = 'Why?' } } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | ConvertTo-DpoFormat")).TerminatingError();
        Assert.Equal(1000, ((object[])error.TargetObject).Length);
        Assert.Equal(0, server.Started);
    }

    [Theory]
    [InlineData("function Add-It($row) { $row | Add-Member clean $row.question; $true }", "Where-Object { Add-It $_ }")]
    [InlineData("$filter = { $_ | Add-Member clean $_.question; $true }", "Where-Object $filter")]
    [InlineData("Update-TypeData -TypeName MathPref.Row -MemberType ScriptProperty -MemberName clean -Value { $this.question } -Force", "Where-Object { $true }")]
    public async Task Columns_that_come_out_of_sight_raise_no_alarm(string before, string between)
    {
        await using var server = await ServerAsync();
        var rows = (await RunAsync(server, $"{before}; [pscustomobject]@{{ question = 'Why?' }} | Invoke-TextGeneration -InputColumn question -Llm $a, $b | {between} | Invoke-UltraFeedback -Llm $j -InputColumn clean")).Clean();
        Assert.Single(rows);
    }

    /// <summary>The same text in itself, in a loop and on other threads: each pipeline is judged by its own stages.</summary>
    [Fact]
    public async Task The_same_pipeline_in_itself_and_again_is_another()
    {
        await using var server = await ServerAsync();
        const string Script =
            """
            function Ask([int] $depth, [string] $column) {
                [pscustomobject]@{ id = $depth; question = 'Why?' } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Where-Object {
                    if ($depth -gt 0) { $null = Ask ($depth - 1) 'question' }
                    $true
                } | Invoke-UltraFeedback -Llm $j -InputColumn $column
            }
            function Plain([string] $column) {
                [pscustomobject]@{ id = 0; question = 'Why?' } | Invoke-TextGeneration -InputColumn question -Llm $a, $b | Where-Object { $true } | Invoke-UltraFeedback -Llm $j -InputColumn $column
            }
            """;
        var rows = (await RunAsync(server, Script + "\nAsk 3 'question'; foreach ($i in 1..3) { Ask 0 'question' }; try { Plain 'nope'; 'not reached' } catch { $_.FullyQualifiedErrorId }; Ask 0 'question'")).Clean();
        Assert.Equal(6, rows.Count);
        Assert.StartsWith("ColumnMissingAhead", (string)rows[4].BaseObject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Splatted_and_computed_parameters_are_known()
    {
        await using var server = await ServerAsync();
        var error = (await RunAsync(server, "$judge = @{ Llm = $j; InputColumn = 'no' + 'pe' }; $name = 'Invoke-UltraFeedback'; " + Rows + "Invoke-TextGeneration -InputColumn question -Llm $a, $b | & $name @judge")).TerminatingError();
        Assert.Contains("'nope'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cmdlets_that_are_put_together_without_a_text_are_not_judged()
    {
        await using var server = await ServerAsync();
        using var ps = _engine.Start("", ("url", server.Address));
        ps.Commands.Clear();
        ps.AddCommand("Invoke-TextGeneration").AddParameter("InputColumn", "question").AddParameter("Llm", "openai/a").AddParameter("Endpoint", server.Address)
            .AddCommand("Expand-Column").AddParameter("Column", "nope");
        var result = await Task.Run(() => Engine.Finish(ps, () => ps.Invoke(new[] { new PSObject(new Dictionary<string, string> { ["question"] = "Why?" }) })));
        Assert.Null(result.Ended);
        Assert.StartsWith("MissingColumn", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
