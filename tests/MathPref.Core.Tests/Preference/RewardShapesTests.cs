using MathPref.Core.Datasets;
using MathPref.Core.Maths.Scorers;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Preference;

/// <summary>Rows for trainers with verifiable rewards, against rows on which TRL trained and that verl loaded (TRL 1.16, verl 0.9.1).</summary>
public sealed class RewardShapesTests
{
    private static string Fixture(string file) => Path.Combine(AppContext.BaseDirectory, "Preference", "grpo", file);

    private static List<Row> Lines(string file) => JsonLinesReader.Read(Fixture(file), error => throw error).ToList();

    private static AnsweredRow Asked(string question, Row? source = null) => new()
    {
        Source = source ?? new() { { "instruction", question } },
        Instruction = question,
        SystemPrompt = (source ?? [])["system_prompt"] as string,
        Generations = [],
        Ratings = [],
    };

    private static Row Verl(string question, int index = 0, AnswerForm form = AnswerForm.Box, Row? source = null) =>
        TrainingShapes.Verl(Asked(question, source), "openai/gsm8k", form, "42", "#### 42", index);

    private static string UserOf(Row row) => (string)TrainerShapes.Messages(row["prompt"])![^1]["content"]!;

    /// <summary>The names and kinds of values, those of structs in any order.</summary>
    private static string FormOf(object? value) => value switch
    {
        null => "null",
        string => "string",
        Row row => $"{{{string.Join(", ", row.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {FormOf(c.Value)}"))}}}",
        System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(FormOf))}]",
        _ => value.GetType().Name,
    };

    private static string Types(ColumnType type) => type.Kind is ColumnKind.Struct
        ? $"{{{string.Join(", ", type.Fields.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}: {Types(f.Type)}"))}}}"
        : type.Kind is ColumnKind.List ? $"[{Types(type.Item!)}]" : type.ToString();

    [Fact]
    public void A_row_for_Grpo_has_the_form_of_those_that_TRL_trained_on()
    {
        var row = TrainingShapes.Grpo(Asked("What is $6 \\cdot 7$?"), "$42$");
        var own = new Row { { "prompt", row["prompt"] }, { "solution", row["solution"] } };
        Assert.Equal(Lines("trl.jsonl").Select(FormOf).Distinct(), [FormOf(own)]);
        Assert.Equal(["prompt", "solution", "instruction", "prompt_id"], row.Names);
        Assert.Empty(TrainerShapes.Problems(row, TrainerShapes.Of(row)));
    }

    [Fact]
    public void TRLs_and_verls_own_examples_have_no_problem()
    {
        foreach (var (file, shape) in new[] { ("trl.jsonl", TrainerShape.TrlGrpo), ("verl.jsonl", TrainerShape.Verl) })
        {
            foreach (var row in Lines(file))
            {
                Assert.Equal(shape, TrainerShapes.Of(row));
                Assert.Empty(TrainerShapes.Problems(row, shape));
            }
        }
    }

    [Fact]
    public void Rows_for_verl_are_written_in_the_types_of_a_Parquet_that_verl_loads()
    {
        using var folder = new TemporaryFolder();
        var lines = Lines("verl.jsonl");
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = folder["set"], Format = DistisetFormat.Parquet }))
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var row = Verl("q", i);
                Assert.Equal(lines[i].Names, row.Names);
                writer.Write(row);
            }
            Assert.True(writer.Complete());
        }
        var own = ParquetRowReader.ReadInfo(Directory.GetFiles(folder["set"], "*.parquet", SearchOption.AllDirectories).Single()).Schema;
        var theirs = ParquetRowReader.ReadInfo(Fixture("verl.parquet")).Schema;
        Assert.Equal(theirs.Fields.Select(f => f.Name), own.Fields.Select(f => f.Name));
        foreach (var (mine, other) in own.Fields.Zip(theirs.Fields).Where(pair => pair.First.Name != "extra_info"))
            Assert.Equal(Types(other.Type), Types(mine.Type));
        var extra = theirs.Fields.Single(f => f.Name == "extra_info").Type.Fields.ToDictionary(f => f.Name, f => Types(f.Type));
        var more = own.Fields.Single(f => f.Name == "extra_info").Type.Fields.ToDictionary(f => f.Name, f => Types(f.Type));
        Assert.Superset(extra.ToHashSet(), more.ToHashSet());
        Assert.Equal(["answer", "index", "question", "split"], more.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(AnswerForm.Box, "\\boxed{}")]
    [InlineData(AnswerForm.Hashes, "####")]
    [InlineData(AnswerForm.AnswerLine, "Answer:")]
    [InlineData(AnswerForm.ThinkThenBox, "<think>")]
    public void What_is_asked_for_is_the_form_that_the_scorer_reads_and_no_part_of_the_question(AnswerForm form, string asked)
    {
        var row = Verl("What is 6 times 7?", form: form);
        Assert.StartsWith("What is 6 times 7?\n\n", UserOf(row), StringComparison.Ordinal);
        Assert.Contains(asked, UserOf(row)["What is 6 times 7?".Length..], StringComparison.Ordinal);
        Assert.Equal("What is 6 times 7?", TrainerShapes.PromptOf(row));
        Assert.Equal("What is 6 times 7?", TrainerShapes.ContextOf(row));
        Assert.Equal(UserOf(row), AnswerRequest.With(UserOf(row), form));
    }

    [Fact]
    public void A_question_that_asks_for_a_box_stays_as_it_is()
    {
        const string Question = "What is 6 times 7? Write it in \\boxed{}.";
        var row = TrainingShapes.Grpo(Asked(Question), "$42$");
        Assert.Equal(Question, UserOf(row));
        Assert.Equal(TrainingShapes.PromptId(Question), row["prompt_id"]);
    }

    [Fact]
    public void The_same_question_is_the_same_prompt_in_pairs_and_for_rewards()
    {
        var source = new Row { { "instruction", "q" }, { "system_prompt", "Be brief." } };
        var answered = Asked("q", source) with { Generations = ["a", "b"], Ratings = [5L, 1L] };
        var pair = TrainingShapes.Dpo(answered, new PreferencePair(0, 1), PreferenceFormat.Trl);
        var row = TrainingShapes.Grpo(answered, "$1$");
        Assert.Equal(["system", "user"], TrainerShapes.Messages(row["prompt"])!.Select(message => message["role"]));
        Assert.Equal(TrainerShapes.PromptOf(pair), TrainerShapes.PromptOf(row));
        Assert.Equal(TrainerShapes.PromptOf(pair), TrainerShapes.PromptOf(Verl("q", source: source)));
        Assert.Equal(pair["prompt_id"], row["prompt_id"]);
        // Of what was asked with the request already, the question without it is the prompt.
        Assert.Equal(row["prompt_id"], TrainingShapes.Grpo(Asked(UserOf(row)), "$1$")["prompt_id"]);
    }

    [Theory]
    [InlineData("42", false)]
    [InlineData("-2.5", false)]
    [InlineData("1,234", false)]
    [InlineData("1/3", false)]
    [InlineData("25%", false)]
    [InlineData("$(-2, 2)$", false)]
    [InlineData("\\boxed{\\sqrt{2}}", false)]
    [InlineData("\\[x\\]", false)]
    [InlineData("\\sqrt{2}", true)]
    [InlineData("(-2, 2)", true)]
    [InlineData("+42", true)]
    [InlineData("3e8", true)]
    [InlineData("1, 2", true)]
    [InlineData("yes", true)]
    [InlineData("-", true)]
    [InlineData("$", true)]
    public void A_solution_that_TRL_reads_otherwise_is_a_problem(string solution, bool isProblem)
    {
        var row = TrainingShapes.Grpo(Asked("q"), solution);
        Assert.Equal(isProblem, TrainerShapes.Problems(row, TrainerShape.TrlGrpo).Any(problem => problem.Column == "solution"));
    }

    [Fact]
    public void What_verl_cannot_score_is_a_problem()
    {
        var row = Verl("q");
        row["reward_model"] = new Row { { "style", "rule" }, { "ground_truth", 42L } };
        Assert.Equal("reward_model", Assert.Single(TrainerShapes.Problems(row, TrainerShape.Verl)).Column);
        row = Verl("q");
        row["prompt"] = Array.Empty<object?>();
        Assert.Contains(TrainerShapes.Problems(row, TrainerShape.Verl), problem => problem is { Column: "prompt", IsEmpty: true });
    }

    [Fact]
    public void Columns_that_GRPOTrainer_has_for_itself_are_left_out_and_are_problems_elsewhere()
    {
        var source = new Row { { "instruction", "q" }, { "prompts", "x" }, { "completions", "x" }, { "images", null }, { "topic", "t" } };
        var row = TrainingShapes.Grpo(Asked("q", source), "42");
        Assert.Equal(["prompt", "solution", "instruction", "topic", "prompt_id"], row.Names);
        row["completions"] = "x";
        Assert.Equal("completions", Assert.Single(TrainerShapes.Problems(row, TrainerShape.TrlGrpo)).Column);
    }
}
