using System.Collections;
using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Questions with references made into what trainers with verifiable rewards take.</summary>
public sealed class GrpoFormatTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("here", _scratch.Path));

    private static object? Value(PSObject row, string name) => row.Properties[name]?.Value;

    private static object? Value(PSObject row, string name, string field) => ((PSObject)Value(row, name)!).Properties[field]?.Value;

    private static string UserOf(PSObject row) => (string)((IEnumerable)Value(row, "prompt")!).Cast<PSObject>().Last().Properties["content"].Value;

    private static IEnumerable<string> Names(PSObject row) => row.Properties.Select(p => p.Name);

    [Fact]
    public void A_table_of_questions_and_worked_solutions_becomes_rows_for_TRL_and_for_verl()
    {
        const string Table = "'problem,solution,level', '6 times 7?,It is \\boxed{42}.,1' | ConvertFrom-Csv | ConvertTo-GrpoFormat -InputColumn problem -ReferenceColumn solution";
        var row = Assert.Single(Run(Table).Clean());
        Assert.Equal(["prompt", "solution", "problem", "level", "prompt_id"], Names(row));
        Assert.Equal(AnswerRequest.With("6 times 7?", Core.Maths.Scorers.AnswerForm.Box), UserOf(row));
        Assert.Contains("42", (string)Value(row, "solution")!, StringComparison.Ordinal);
        row = Assert.Single(Run(Table + " -Format Verl").Clean());
        Assert.Equal(["data_source", "prompt", "ability", "reward_model", "extra_info"], Names(row));
        Assert.Equal(("openai/gsm8k", "math", "rule", "42"), (Value(row, "data_source"), Value(row, "ability"), Value(row, "reward_model", "style"), Value(row, "reward_model", "ground_truth")));
        Assert.Equal(("train", 0L, "6 times 7?", "It is \\boxed{42}."), (Value(row, "extra_info", "split"), Value(row, "extra_info", "index"), Value(row, "extra_info", "question"), Value(row, "extra_info", "answer")));
        Assert.Contains("####", UserOf(row), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rows_own_system_prompt_stands_before_the_question()
    {
        var row = Assert.Single(Run("[pscustomobject]@{ instruction = 'q'; system_prompt = 'Be brief.'; reference_answer = 42 } | ConvertTo-GrpoFormat").Clean());
        Assert.Equal(["system", "user"], ((IEnumerable)Value(row, "prompt")!).Cast<PSObject>().Select(message => message.Properties["role"].Value));
    }

    [Theory]
    [InlineData("-MinimumPassRate 0.5", "b,c", "1 with a pass_rate under 0.5 (-MinimumPassRate), 1 without a known pass_rate")]
    [InlineData("-MaximumPassRate 0.5", "a,b", "1 with a pass_rate over 0.5 (-MaximumPassRate), 1 without a known pass_rate")]
    [InlineData("-MinimumPassRate 0.1 -MaximumPassRate 0.9", "b", "1 with a pass_rate over 0.9 (-MaximumPassRate), 1 with a pass_rate under 0.1 (-MinimumPassRate), 1 without a known pass_rate")]
    [InlineData("", "a,b,c,d", null)]
    public void The_pass_rate_says_which_rows_are_kept(string parameters, string kept, string? warning)
    {
        var made = Run("('a', 0), ('b', 0.5), ('c', '1'), ('d', $null) | ForEach-Object { [pscustomobject]@{ instruction = $_[0]; pass_rate = $_[1]; reference_answer = '42' } } | " +
            $"ConvertTo-GrpoFormat {parameters}");
        Assert.Empty(made.Errors);
        Assert.Equal(kept.Split(','), made.Output.Select(row => Value(row, "instruction")));
        Assert.All(made.Output, row => Assert.True(Value(row, "pass_rate") is null or double));
        if (warning is null)
            Assert.Empty(made.Warnings);
        else
            Assert.EndsWith($"made nothing to train on: {warning}.", Assert.Single(made.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instruction = 'q'", "", "MissingColumn", "'reference_answer'; it has ")]
    [InlineData("instruction = 'q'; reference_answer = $null", "", "MissingColumn", "'reference_answer' of this row is empty")]
    [InlineData("reference_answer = '1'", "", "MissingColumn", "'instruction'")]
    [InlineData("instruction = 'q'; reference_answer = 'N/A'", "", "CannotWriteSolution", "'reference_answer'")]
    [InlineData("instruction = 'q'; a = 'N/A'", "-ReferenceColumn a -Format Verl", "CannotWriteSolution", "'a'")]
    [InlineData("instruction = 'q'; reference_answer = '1'", "-MinimumPassRate 0.5", "MissingColumn", "Test-MathAnswer makes it")]
    [InlineData("instruction = 'q'; reference_answer = '1'; pass_rate = 'high'", "", "WrongColumn", "'pass_rate'")]
    [InlineData("instruction = 'q'; reference_answer = @{ a = 1 }", "", "WrongColumn", "'reference_answer'")]
    public void A_row_that_cannot_be_made_is_an_error_and_the_others_go_on(string columns, string parameters, string id, string says)
    {
        var made = Run($"[pscustomobject]@{{ {columns} }}, [pscustomobject]@{{ instruction = 'good'; reference_answer = '42'; a = '42'; pass_rate = 0.5 }} | ConvertTo-GrpoFormat {parameters}");
        var error = made.OneError();
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Single(made.Output);
    }

    [Theory]
    [InlineData("-DataSource math_dapo", "ParametersNotTogether")]
    [InlineData("-MinimumPassRate 0.9 -MaximumPassRate 0.1", "EmptyRange")]
    [InlineData("-MinimumPassRate 1.1", "ParameterArgumentValidationError")]
    public void What_makes_no_sense_is_refused(string parameters, string id) => Assert.StartsWith(
        id,
        Run($"[pscustomobject]@{{ instruction = 'q'; reference_answer = '1'; pass_rate = 1 }} | ConvertTo-GrpoFormat {parameters}").TerminatingError().FullyQualifiedErrorId,
        StringComparison.Ordinal);

    [Fact]
    public void A_data_source_is_taken_for_all_rows_and_the_index_counts_the_rows_that_came()
    {
        var made = Run("& { foreach ($i in 1..3) { [pscustomobject]@{ instruction = \"q$i\"; reference_answer = $i -eq 2 ? 'N/A' : \"$i\" } } } | ConvertTo-GrpoFormat -Format Verl -DataSource my_own");
        made.OneError();
        Assert.Equal([("my_own", (object)0L), ("my_own", 2L)], made.Output.Select(row => ((string)Value(row, "data_source")!, Value(row, "extra_info", "index")!)));
    }

    [Fact]
    public void A_question_that_asks_for_a_box_gets_a_scorer_that_reads_one()
    {
        var row = Assert.Single(Run("[pscustomobject]@{ instruction = '6 times 7? Answer in \\boxed{}.'; reference_answer = 42 } | ConvertTo-GrpoFormat -Format Verl").Clean());
        Assert.NotEqual("openai/gsm8k", Value(row, "data_source"));
    }

    [Fact]
    public void One_question_is_on_one_side_among_pairs_and_for_rewards_and_verls_rows_say_on_which()
    {
        Run("$rows = foreach ($i in 1..40) { [pscustomobject]@{ instruction = \"What is $i times 7?\"; reference_answer = \"$(7 * $i)\"; generations = 'a', 'b'; ratings = 1, 5 } }; " +
            "$rows | ConvertTo-DpoFormat -Format Trl | Export-Distiset $here/s -Config trl -TrainSize 0.5; $rows | ConvertTo-GrpoFormat | Export-Distiset $here/s -Config grpo -TrainSize 0.5; " +
            "$rows | ConvertTo-GrpoFormat -Format Verl | Export-Distiset $here/s -Config verl -TrainSize 0.5").Clean();
        foreach (var split in new[] { "train", "test" })
        {
            IReadOnlyList<string> Questions(string config, string question) => Run($"Import-Dataset $here/s -Config {config} -Split {split} | ForEach-Object {{ {question} }}").Clean().Select(q => (string)q.BaseObject).ToList();
            var pairs = Questions("trl", "$_.instruction");
            Assert.InRange(pairs.Count, 1, 39);
            Assert.Equal(pairs, Questions("grpo", "$_.instruction"));
            Assert.Equal(pairs, Questions("verl", "$_.extra_info.question"));
            Assert.Equal([split], Questions("verl", "$_.extra_info.split").Distinct());
        }
        Assert.Empty(Run("Test-Distiset $here/s | Where-Object Id -ne 'DuplicatePrompt'").Clean());
        var card = File.ReadAllText(_scratch["s/README.md"]);
        Assert.Contains("trl grpo --model_name_or_path <model> --dataset_name", card, StringComparison.Ordinal);
        Assert.Contains("data.train_files", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_goes_on_with_references_that_nobody_has_given_yet()
    {
        var made = Run("Invoke-DatasetPipeline p -Path $here/p -WhatIf -ScriptBlock { Get-MathTopic -First 1 | New-SelfInstruct -Llm offline/careful -IncludeReference | " +
            "Expand-Column instructions, reference_answers -As instruction, reference_answer | Invoke-TextGeneration -Llm offline/careful | Test-MathAnswer | " +
            "ConvertTo-GrpoFormat -MaximumPassRate 0.9 }");
        Assert.NotEmpty(made.Clean());
        Assert.Empty(made.Warnings);
    }

    [Fact]
    public void Names_of_known_scorers_are_completed()
    {
        var names = Run("(TabExpansion2 'ConvertTo-GrpoFormat -Format Verl -DataSource numina_o').CompletionMatches.CompletionText").Clean().Select(name => name.BaseObject);
        Assert.Equal(["numina_olympiads"], names);
    }
}
