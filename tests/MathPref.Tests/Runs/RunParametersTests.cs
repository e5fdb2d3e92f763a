using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>What a run sets of its steps, and that nothing runs where it is misspelt.</summary>
public sealed class RunParametersTests : IDisposable
{
    private const string Block = "{ 'Matrices', 'Determinants' | New-SelfInstruct -Llm offline/careful -NumInstructions 2 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, offline/hasty -Temperature 0.1 | Invoke-UltraFeedback -Llm offline/judge | ConvertTo-DpoFormat }";

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("path", _scratch["run"]), ("folder", _scratch.Path));

    private string Settings() => File.ReadAllText(Path.Combine(_scratch["run"], "run.json"));

    [Theory]
    [InlineData("@{ text_generation_2 = @{ num_generations = 2 } }", "text_generation_1")]
    [InlineData("@{ text_generatoin_0 = @{ num_generations = 2 } }", "'text_generation_0'")]
    [InlineData("@{ text_generation_0 = @{ llm = @{ generation_kwarg = @{ temperature = 1 } } } }", "'generation_kwargs'")]
    [InlineData("@{ text_generation_0 = @{ llm = @{ generation_kwargs = @{ temprature = 1 } } } }", "'temperature'")]
    [InlineData("@{ text_generation_0 = @{ llm = @{ generation_kwargs = @{ temperature = 3 } } } }", "cannot be 3")]
    [InlineData("@{ text_generation_0 = @{ llm = @{ generation_kwargs = @{ max_new_tokens = 'many' } } } }", "cannot be 'many'")]
    [InlineData("@{ text_generation_0 = @{ llm = @{ generation_kwargs = 7 } } }", "must be a hashtable")]
    [InlineData("@{ text_generation_0 = 7 }", "must be a hashtable")]
    [InlineData("@{ self_instruct_0 = @{ num_instruction = 3 } }", "'num_instructions'")]
    [InlineData("@{ self_instruct_0 = @{ num_instructions = 0 } }", "cannot be 0")]
    [InlineData("@{ format_dpo = @{ llm = @{ timeout = 3 } } }", "calls no model")]
    [InlineData("@{ format_dpo = @{ on_tie = 'Never' } }", "cannot be 'Never'")]
    [InlineData("@{ text_generation_0 = @{ api_key = 'x' } }", "api_key")]
    [InlineData("7", "must be a hashtable")]
    public void A_misspelt_or_wrong_entry_is_an_error_before_anything_runs(string parameters, string hint)
    {
        var error = Run($"Invoke-DatasetPipeline p -Path $path -Parameters {parameters} {Block}").TerminatingError();
        Assert.StartsWith("BadParameters", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(hint, error.Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch["run"]));
    }

    [Fact]
    public void Parameters_win_over_the_cmdlet_and_reach_the_step_that_they_name()
    {
        Run($$"""
            Invoke-DatasetPipeline p -Path $path {{Block}} -Parameters @{
                self_instruct_0 = @{ num_instructions = 3 }
                TEXT_GENERATION_1 = @{ LLM = @{ generation_kwargs = @{ temperature = 0.9; top_p = 0.5 }; timeout = 7 } }
                format_dpo = @{ OnTie = 'FirstWins'.Replace('FirstWins', 'Skip'); pairs = 'All' }
            }
            """).Clean();
        Assert.Equal(6, Distiset.Read(_scratch["run"]).Rows);
        Assert.Contains("\"temperature 0.1\"", Settings(), StringComparison.Ordinal);
        Assert.Contains("\"temperature 0.9, top_p 0.5\"", Settings(), StringComparison.Ordinal);
        var card = File.ReadAllText(Path.Combine(_scratch["run"], "distiset", "README.md"));
        Assert.Contains("New-SelfInstruct -Llm offline/careful -NumInstructions 3 |", card, StringComparison.Ordinal);
        Assert.Contains("(New-Llm offline/hasty -Temperature 0.9 -TopP 0.5)", card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.json", """{ "text_generation_0": { "llm": { "generation_kwargs": { "temperature": 0.3, "stop": ["END"] } } } }""")]
    [InlineData("p.psd1", "@{ text_generation_0 = @{ llm = @{ generation_kwargs = @{ temperature = 0.3; stop = 'END' } } } }")]
    public void They_come_from_a_file_as_well(string name, string text)
    {
        File.WriteAllText(_scratch[name], text);
        Run($"Invoke-DatasetPipeline p -Path $path -ParametersPath $folder/{name} {Block}").Clean();
        Assert.Contains("temperature 0.3, stop 'END'", Settings(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.psd1", "@{ a = (Get-MathTopic) }", "no commands")]
    [InlineData("p.psd1", "Get-MathTopic", "one hashtable")]
    [InlineData("p.json", "{ \"a\": ", "no JSON")]
    [InlineData("p.json", "[1]", "must be a hashtable")]
    [InlineData("none.json", null, "no file")]
    public void A_file_that_is_none_of_that_is_named(string name, string? text, string hint)
    {
        if (text is not null)
            File.WriteAllText(_scratch[name], text);
        var error = Run($"Invoke-DatasetPipeline p -Path $path -ParametersPath $folder/{name} {Block}").TerminatingError();
        Assert.Contains(hint, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(text is "[1]" ? "-Parameters" : name, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_text_does_not_tell_the_step_is_checked_as_it_begins_and_at_the_end()
    {
        _engine.Run("function global:Add-Answer { process { $_ | Invoke-TextGeneration -Llm offline/careful -StepName hidden } }");
        const string Hidden = "{ 'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 1 | Expand-Column instructions -As instruction | Add-Answer }";
        Run($"Invoke-DatasetPipeline p -Path $path -Parameters @{{ hidden = @{{ temperature = 0.4 }} }} {Hidden}").Clean();
        Assert.Contains("\"temperature 0.4\"", Settings(), StringComparison.Ordinal);

        var key = Run($"Invoke-DatasetPipeline p -Path $path -Parameters @{{ hidden = @{{ temprature = 0.4 }} }} {Hidden}").TerminatingError();
        Assert.Contains("'temperature'", key.Exception.Message, StringComparison.Ordinal);
        var step = Run($"Invoke-DatasetPipeline p -Path $path -Parameters @{{ hiden = @{{ temperature = 0.4 }} }} {Hidden}").TerminatingError();
        Assert.Contains("'hidden'", step.Exception.Message, StringComparison.Ordinal);

        var variable = Run("$name = 'mine'; Invoke-DatasetPipeline q -Path \"$path-q\" -Parameters @{ mine = @{ temperature = 0.4 } } { 'Matrices' | New-SelfInstruct -Llm offline/careful -StepName $name }");
        variable.Clean();
    }

    [Fact]
    public void Steps_are_numbered_by_their_order_in_the_text_even_within_loops()
    {
        Run("""
            Invoke-DatasetPipeline loop -Path $path {
                'Matrices', 'Determinants' | ForEach-Object { $_ | New-SelfInstruct -Llm offline/careful -NumInstructions 1 } |
                    Expand-Column instructions -As instruction | ForEach-Object { $_ | Invoke-TextGeneration -Llm offline/careful } |
                    Invoke-TextGeneration -Llm offline/hasty
            } -Parameters @{ text_generation_0 = @{ temperature = 0.2 }; text_generation_1 = @{ temperature = 0.6 } }
            """).Clean();
        var rows = new DatasetReader { OnError = error => throw error, OnWarning = Assert.Fail }.Read(_scratch["run"]).ToList();
        Assert.Equal(2, rows.Count);
        var metadata = (Core.Rows.Row)rows[0]["distilabel_metadata"]!;
        Assert.True(metadata.Has("raw_output_text_generation_0") && metadata.Has("raw_output_text_generation_1"));
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(Settings()).RootElement.GetProperty("steps").EnumerateArray().Count(s => s.GetProperty("cmdlet").GetString() == "Invoke-TextGeneration"));
    }
}
