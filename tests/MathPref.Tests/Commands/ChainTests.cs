using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Rows;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>The tutorial's chain on the embedded models.</summary>
public sealed class ChainTests : IDisposable
{
    private const string Instructions = "$instructions = @(Get-MathTopic -First {0} | New-SelfInstruct -Llm offline/careful | Expand-Column instructions -As instruction); ";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private static string From(int topics) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Instructions, topics);

    [Fact]
    public void Ten_topics_make_pairs_that_can_be_trusted()
    {
        var pairs = _engine.Run(From(10) + "$instructions | Invoke-TextGeneration -Llm offline/careful, offline/hasty | Invoke-UltraFeedback -Llm offline/judge | ConvertTo-DpoFormat").Clean();
        Assert.InRange(pairs.Count, 40, 50);
        foreach (var pair in pairs)
        {
            var (chosen, rejected) = (Answer(pair, "chosen"), Answer(pair, "rejected"));
            Assert.NotEqual(chosen, rejected);
            Assert.True((long)Value(pair, "chosen_rating")! > (long)Value(pair, "rejected_rating")!);
            Assert.Equal("offline/careful", Value(pair, "chosen_model"));
            Assert.Equal("offline/hasty", Value(pair, "rejected_model"));
            Assert.Equal(TrainingShapes.PromptId((string)Value(pair, "prompt")!), Value(pair, "prompt_id"));
            Assert.Equal(Value(pair, "instruction"), Value(pair, "prompt"));
        }
    }

    [Fact]
    public void The_same_chain_gives_the_same_rows_again()
    {
        var script = From(3) + "$instructions | Invoke-TextGeneration -Llm offline/careful, offline/hasty -Seed 4 | Invoke-UltraFeedback -Llm offline/judge";
        Assert.Equal(_engine.Run(script).Clean().Select(Json), _engine.Run(script).Clean().Select(Json));
    }

    [Fact]
    public void Branches_that_are_merged_equal_one_stage_with_several_models()
    {
        var rows = _engine.Run(From(4) +
            """
            $together = @($instructions | Invoke-TextGeneration -Llm offline/careful, offline/hasty)
            $branches = @($instructions | Invoke-TextGeneration -Llm offline/careful) + @($instructions | Invoke-TextGeneration -Llm offline/hasty) | Merge-Column -By instruction
            , $together
            , $branches
            """).Clean();
        var (together, branches) = ((object[])rows[0].BaseObject, (object[])rows[1].BaseObject);
        Assert.Equal(20, together.Length);
        Assert.Equal(together.Select(WithoutMetadata), branches.Select(WithoutMetadata));
    }

    [Fact]
    public void Merged_metadata_keeps_what_every_branch_said()
    {
        var row = Assert.Single(_engine.Run(From(1) +
            """
            $one = $instructions[0]
            @($one | Invoke-TextGeneration -Llm offline/careful) + @($one | Invoke-TextGeneration -Llm offline/hasty) | Merge-Column -By instruction
            """).Clean());
        var metadata = (PSObject)Value(row, "distilabel_metadata")!;
        var generations = ((IEnumerable<object?>)Value(row, "generations")!).ToList();
        Assert.Equal(generations, [Value(metadata, "raw_output_text_generation_0"), Value(metadata, "raw_output_text_generation_1")]);
        Assert.NotNull(Value(metadata, "raw_output_self_instruct_0"));
    }

    [Fact]
    public void Without_a_model_the_embedded_ones_are_used_and_one_warning_says_so()
    {
        var result = _engine.Run("$WarningPreference = 'Continue'; 'Matrices', 'Determinants' | New-SelfInstruct | Expand-Column instructions -As instruction | Invoke-TextGeneration | Invoke-UltraFeedback | ConvertTo-DpoFormat");
        Assert.Empty(result.Errors);
        Assert.Equal(10, result.Output.Count);
        Assert.Equal(3, result.Warnings.Count(w => w.Contains("embedded", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("'Matrices'")]
    [InlineData("@{ input = 'Matrices' }")]
    [InlineData("[pscustomobject]@{ input = 'Matrices'; other = @{ nested = 1, 2 } }")]
    [InlineData("[ordered]@{ INPUT = 'Matrices' }")]
    [InlineData("(Get-MathTopic Matrices)")]
    public void Strings_dictionaries_and_objects_are_input(string input)
    {
        var row = Assert.Single(_engine.Run($"{input} | New-SelfInstruct -Llm offline/careful -NumInstructions 2").Clean());
        Assert.Equal(2, ((IReadOnlyList<object?>)Value(row, "instructions")!).Count);
        Assert.Equal("MathPref.Row", row.TypeNames[0]);
    }

    [Fact]
    public void A_whole_list_can_be_bound_at_once()
    {
        Assert.Equal(3, _engine.Run("$t = @(Get-MathTopic -First 3); New-SelfInstruct -InputObject $t -Llm offline/careful").Clean().Count);
    }

    [Fact]
    public void Columns_that_nobody_knows_flow_through_untouched()
    {
        var row = Assert.Single(_engine.Run("[pscustomobject]@{ input = 'Matrices'; tags = @('a', 'b'); deep = [pscustomobject]@{ x = [pscustomobject]@{ y = 5 } } } | New-SelfInstruct -Llm offline/careful | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful | Take-First 1").Clean());
        Assert.Equal(["a", "b"], ((object[])Value(row, "tags")!).Cast<string>());
        Assert.Equal(5, Value((PSObject)Value((PSObject)Value(row, "deep")!, "x")!, "y"));
    }

    [Fact]
    public void The_input_row_is_never_changed()
    {
        var row = Assert.Single(_engine.Run("$topic = [pscustomobject]@{ input = 'Matrices' }; $null = $topic | New-SelfInstruct -Llm offline/careful; $topic").Clean());
        Assert.Equal(["input"], row.Properties.Select(p => p.Name));
    }

    [Fact]
    public void A_missing_column_is_an_error_of_that_row_and_says_what_makes_it()
    {
        var result = _engine.Run("[pscustomobject]@{ topic = 'Matrices' }, [pscustomobject]@{ input = 'Matrices' } | New-SelfInstruct -Llm offline/careful");
        Assert.Single(result.Output);
        var error = result.OneError();
        Assert.StartsWith("MissingColumn", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'input'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Get-MathTopic", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Matrices", Value(PSObject.AsPSObject(error.TargetObject), "topic"));
    }

    [Theory]
    [InlineData("Invoke-TextGeneration", "instruction", "Expand-Column")]
    [InlineData("Invoke-UltraFeedback", "instruction", "Expand-Column")]
    [InlineData("ConvertTo-DpoFormat", "instruction", "Expand-Column")]
    [InlineData("Expand-Column instructions", "instructions", "New-SelfInstruct")]
    [InlineData("Merge-Column", "instruction", "Expand-Column")]
    public void Every_stage_says_which_column_it_misses_and_what_makes_it(string stage, string column, string maker)
    {
        var error = _engine.Run($"[pscustomobject]@{{ x = 1 }} | {stage} 3>$null").OneError();
        Assert.Contains($"'{column}'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(maker, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_topic_is_one_error_that_lists_the_known_ones()
    {
        var result = _engine.Run("'Knitting' | New-SelfInstruct -Llm offline/careful");
        Assert.Contains("Quadratic Equations", result.OneError().Exception.Message, StringComparison.Ordinal);
    }

    private static object? Value(PSObject row, string name)
    {
        var value = row.Properties[name]?.Value;
        return value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
    }

    private static object? Answer(PSObject row, string column) => Value((PSObject)((object[])Value(row, column)!).Last(), "content");

    private static string Json(object row)
    {
        using var buffer = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
            Core.Datasets.JsonRows.Write(json, PSRow.ToPlain(row));
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string WithoutMetadata(object row)
    {
        var plain = ((Core.Rows.Row)PSRow.ToPlain(row)!).Copy();
        plain.Remove("distilabel_metadata");
        var sorted = new Core.Rows.Row();
        foreach (var (name, value) in plain.OrderBy(c => c.Key, StringComparer.Ordinal))
            sorted.Add(name, value);
        return Json(sorted);
    }
}
