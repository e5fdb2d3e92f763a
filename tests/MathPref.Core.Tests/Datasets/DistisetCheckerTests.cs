using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets;

/// <summary>What Test-Distiset finds, each fault put into a set that is otherwise well.</summary>
public sealed class DistisetCheckerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string CardPath => _folder["set", "README.md"];

    private static Row Message(string role, string? content) => new() { { "role", role }, { "content", content } };

    private static object?[] Messages(params object?[] messages) => messages;

    /// <summary>A pair as TRL trains on it.</summary>
    private static Row Pair(int i = 1) => new()
    {
        { Columns.Prompt, Messages(Message("user", $"What is {i} + 1?")) },
        { Columns.Chosen, Messages(Message("assistant", $"{i + 1}")) },
        { Columns.Rejected, Messages(Message("assistant", $"{i + 2}")) },
        { Columns.Generations, new object?[] { $"{i + 1}", $"{i + 2}" } },
        { Columns.FinishReasons, new object?[] { "stop", "stop" } },
        { Columns.ChosenRating, 5L },
        { Columns.RejectedRating, 1L },
        { Columns.PromptId, TrainingShapes.PromptId($"What is {i} + 1?") },
    };

    private void Export(IEnumerable<Row> rows, string config = "default", string split = "train", DistisetFormat format = DistisetFormat.Parquet)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Config = config, Split = split, Format = format, Force = true });
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete());
    }

    private void Export(Action<Row> change)
    {
        var row = Pair(2);
        change(row);
        Export([Pair(), row, Pair(3)]);
    }

    private void Edit(string old, string changed)
    {
        var card = File.ReadAllText(CardPath);
        Assert.Contains(old, card, StringComparison.Ordinal);
        File.WriteAllText(CardPath, card.Replace(old, changed, StringComparison.Ordinal));
    }

    private string[] Found() => [.. DistisetChecker.Check(Root).Select(p => $"{p.Severity} {p.Check}")];

    private DistisetProblem One(string check) => Assert.Single(DistisetChecker.Check(Root), p => p.Check == check);

    [Theory]
    [InlineData(DistisetFormat.Parquet)]
    [InlineData(DistisetFormat.Jsonl)]
    public void In_a_set_that_is_well_nothing_is_found(DistisetFormat format)
    {
        Export(Enumerable.Range(1, 20).Select(Pair), format: format);
        Assert.Empty(Found());
    }

    [Theory]
    [InlineData("hub-one-config")]
    [InlineData("hub-two-configs")]
    public void In_what_the_Hub_s_own_library_wrote_only_the_empty_answer_that_is_in_it_is_an_error(string fixture)
    {
        foreach (var file in Directory.GetFiles(ParquetFiles.Fixture(fixture), "*", SearchOption.AllDirectories))
            _folder.File("set/" + Path.GetRelativePath(ParquetFiles.Fixture(fixture), file).Replace('\\', '/'), File.ReadAllBytes(file));
        Assert.All(DistisetChecker.Check(Root).Where(p => p.Severity is ProblemSeverity.Error), p => Assert.Equal(("EmptyText", Columns.Rejected), (p.Check, p.Column)));
        Assert.DoesNotContain("Warning NoCard", Found());
    }

    [Fact]
    public void A_pair_of_the_same_text_is_an_error_with_its_row()
    {
        Export(row => row[Columns.Rejected] = row[Columns.Chosen]);
        var problem = One("ChosenEqualsRejected");
        Assert.Equal((ProblemSeverity.Error, "default", "train", 1L), (problem.Severity, problem.Config, problem.Split, problem.Count));
        Assert.Equal([2L], problem.Rows);
    }

    [Theory]
    [InlineData("prompt", null)]
    [InlineData("chosen", "")]
    [InlineData("rejected", " \n")]
    public void A_message_without_text_is_an_error(string column, string? content)
    {
        Export(row => row[column] = Messages(Message(column == "prompt" ? "user" : "assistant", content)));
        Assert.Equal((ProblemSeverity.Error, column), (One("EmptyText").Severity, One("EmptyText").Column));
    }

    [Fact]
    public void A_column_that_is_null_in_a_row_is_an_error()
    {
        Export(row => row[Columns.Chosen] = null);
        Assert.Equal(Columns.Chosen, One("EmptyText").Column);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("x")]
    [InlineData(null)]
    public void A_prompt_id_that_is_not_the_prompt_s_hash_is_an_error(string? id)
    {
        Export(row => row[Columns.PromptId] = id);
        Assert.Equal(["Error WrongPromptId"], Found());
    }

    [Fact]
    public void A_chosen_answer_that_is_rated_lower_is_an_error_and_a_tie_a_warning()
    {
        Export(row => row[Columns.ChosenRating] = 0L);
        Assert.Equal(["Error ChosenRatedLower"], Found());
        Export(row => row[Columns.ChosenRating] = 1L);
        Assert.Equal(["Warning Tie"], Found());
    }

    [Fact]
    public void A_repeated_prompt_is_a_warning_that_names_at_most_ten_rows_and_counts_all()
    {
        Export(Enumerable.Range(0, 30).Select(i => Pair(i % 5)));
        var problem = One("DuplicatePrompt");
        Assert.Equal((ProblemSeverity.Warning, 25L), (problem.Severity, problem.Count));
        Assert.Equal(Enumerable.Range(6, 10).Select(i => (long)i), problem.Rows);
    }

    [Fact]
    public void A_prompt_in_two_splits_is_an_error_in_one_config_and_none_in_two()
    {
        Export(Enumerable.Range(0, 5).Select(Pair));
        Export(Enumerable.Range(4, 5).Select(Pair), split: "test");
        Export(Enumerable.Range(0, 5).Select(Pair), config: "other");
        Assert.Equal(["Error PromptInTwoSplits"], Found());
        Assert.Equal([1L], One("PromptInTwoSplits").Rows);
    }

    [Fact]
    public void An_answer_cut_at_the_limit_of_tokens_is_a_warning()
    {
        Export(row => row[Columns.FinishReasons] = new object?[] { "length", "stop" });
        Assert.Equal(["Warning TruncatedAnswer"], Found());
        Assert.Equal(Columns.Chosen, One("TruncatedAnswer").Column);
        Export([new Row { { "messages", Messages(Message("user", "a"), Message("assistant", "b")) }, { Columns.Generations, new object?[] { "b" } }, { Columns.FinishReasons, new object?[] { "length" } } }]);
        Assert.Equal("messages", One("TruncatedAnswer").Column);
    }

    [Theory]
    [InlineData("num_examples: 3", "num_examples: 4", "Error WrongCount")]
    [InlineData("    num_examples: 3\n", "", "Error WrongCount")]
    [InlineData("  - name: train\n    num_bytes", "  - name: validation\n    num_bytes", "Error WrongSplits")]
    [InlineData("  - name: chosen_rating\n    dtype: int64\n", "", "Error WrongFeatures")]
    [InlineData("  - name: chosen_rating\n    dtype: int64\n", "  - name: chosen_rating\n    dtype: string\n", "Error WrongFeatures")]
    [InlineData("  - name: chosen_rating\n    dtype: int64\n", "  - name: chosen_rating\n    dtype: float64\n", null)]
    [InlineData("  - name: chosen_rating\n", "  - name: more\n    dtype: string\n  - name: chosen_rating\n", "Warning WrongFeatures")]
    [InlineData("  - name: generations\n    list: string\n", "  - name: generations\n    dtype: string\n", "Error WrongFeatures")]
    [InlineData("  - name: chosen_rating\n    dtype: int64\n", "  - name: Chosen_rating\n    dtype: int64\n", "Error WrongFeatures")]
    [InlineData("  - name: chosen_rating\n    dtype: int64\n", "  - name: chosen_rating\n    dtype: bogus\n", "Error WrongFeatures")]
    [InlineData("  - name: chosen_rating\n    dtype: int64\n", "  - name: chosen_rating\n    dtype: int32\n", null)]
    [InlineData("  - name: prompt_id\n    dtype: string\n", "  - name: prompt_id\n    dtype: int32\n", "Error WrongFeatures")]
    [InlineData("  - name: chosen\n    list:", "  - name: chosen\n    sequence:", "Error WrongFeatures")]
    [InlineData("  - name: chosen_rating\n", "  - name: yes\n    dtype: string\n  - name: chosen_rating\n", "Error WrongFeatures")]
    [InlineData("size_categories: n<1K", "size_categories: 1K<n<10K", "Warning WrongSizeCategory")]
    [InlineData("configs:", "configs:\n- config_name: a\n  default: true\n  data_files: data/train-*", "Error TwoDefaults")]
    [InlineData("data/train-*", "elsewhere/train-*", "Error NoFiles")]
    [InlineData("split: train", "split: my-split", "Error BadSplitName")]
    [InlineData("configs:", "configs: [", "Error UnreadableCard")]
    public void A_card_that_says_what_is_not_so_is_found(string old, string changed, string? found)
    {
        Export([Pair(), Pair(2), Pair(3)]);
        Edit(old, changed);
        if (found is null)
            Assert.Empty(Found());
        else
            Assert.Contains(found, Found());
    }

    [Theory]
    [InlineData("\\e]0;owned\\a", '\u001b')]
    [InlineData("\\a", '\u0007')]
    [InlineData("\\x9b31m", '\u009b')]
    [InlineData("\\u202Egnp", '\u202e')]
    [InlineData("\\r", '\r')]
    public void No_message_holds_what_a_terminal_obeys_whatever_a_card_s_names_are(string escape, char obeyed)
    {
        Export([Pair(), Pair(2)]);
        foreach (var changed in (string[][])[["config_name: default", $"config_name: \"a{escape}<b\""], ["split: train", $"split: \"a{escape}<b\""], ["- name: train\n", $"- name: \"a{escape}<b\"\n"]])
        {
            var card = File.ReadAllText(_folder["set", "README.md"]);
            Edit(changed[0], changed[1]);
            var problems = DistisetChecker.Check(Root);
            Assert.NotEmpty(problems);
            Assert.All(problems, problem => Assert.DoesNotContain(obeyed, problem.Message));
            File.WriteAllText(_folder["set", "README.md"], card);
        }
    }

    [Fact]
    public void A_folder_that_is_no_dataset_is_an_error()
    {
        Directory.CreateDirectory(Root);
        Assert.Equal(["Error NoDataset"], Found());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_that_names_it_and_the_others_are_checked()
    {
        Export([Pair(), Pair(2)]);
        Export([Pair(3)], config: "other");
        var file = Directory.GetFiles(_folder["set", "data"]).Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^20]);
        Assert.Contains("Error UnreadableFile", Found());
        Assert.Contains("data/train-00000-of-00001.parquet", One("UnreadableFile").Message, StringComparison.Ordinal);
        File.WriteAllBytes(file, []);
        Assert.Contains("Error EmptyFile", Found());
    }

    [Fact]
    public void A_broken_line_is_an_error_with_its_number()
    {
        Export([Pair(), Pair(2)], format: DistisetFormat.Jsonl);
        var file = Directory.GetFiles(_folder["set", "data"]).Single();
        File.AppendAllText(file, "{\"prompt\": [\n");
        Assert.Contains("line 3", One("UnreadableFile").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_row_group_is_what_loaders_fail_on()
    {
        _folder.File("set/data/train-00000-of-00001.parquet", File.ReadAllBytes(ParquetFiles.Fixture("nested", "one-empty-row-group.parquet")));
        Assert.Contains("Error EmptyRowGroup", Found());
        Assert.Contains("Error EmptySplit", Found());
    }

    private void Shards(params Row[][] shards)
    {
        for (var i = 0; i < shards.Length; i++)
        {
            var file = ParquetFiles.Write(_folder["shard.parquet"], shards[i]);
            _folder.File($"set/data/train-{i:D5}-of-{shards.Length:D5}.parquet", File.ReadAllBytes(file));
        }
        File.WriteAllText(CardPath, "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n---\n");
    }

    [Fact]
    public void Shards_of_different_columns_or_types_are_an_error()
    {
        Shards([new Row { { "a", 1L } }], [new Row { { "a", "text" } }]);
        Assert.Equal(["Error MixedSchemas"], Found());
        Shards([new Row { { "a", 1L } }], [new Row { { "a", 0.5 } }]);
        Assert.Equal(["Error MixedSchemas"], Found());
        Shards([new Row { { "a", 1L } }], [new Row { { "a", 1L }, { "b", "x" } }]);
        Assert.Equal(["Error MixedSchemas"], Found());
        Shards([new Row { { "a", 1L }, { "b", "x" } }], [new Row { { "b", "x" }, { "a", 1L } }]);
        Assert.Empty(Found());
    }

    [Fact]
    public void Rows_of_different_types_in_JSON_lines_load_and_are_a_warning()
    {
        Export([new Row { { "a", 1L } }, new Row { { "a", "text" } }], format: DistisetFormat.Jsonl);
        Assert.Equal(["Warning MixedTypes"], Found());
    }

    [Fact]
    public void A_shape_that_a_trainer_refuses_is_a_warning()
    {
        var row = Pair(2);
        row[Columns.Prompt] = "What is 2 + 1?";
        row[Columns.Chosen] = Messages(Message("user", "What is 2 + 1?"), Message("assistant", "3"));
        row[Columns.Rejected] = Messages(Message("user", "What is 2 + 1?"), Message("assistant", "4"));
        Export([row]);
        Assert.Equal(["Warning Shape"], Found());
        Assert.Contains("-Format Trl", One("Shape").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_within_the_answer_or_an_answer_at_the_end_of_the_prompt_is_a_warning()
    {
        Export(row => row[Columns.Chosen] = Messages(Message("user", "What is 2 + 1?"), Message("assistant", "3")));
        Assert.Equal(["Warning Shape"], Found());
        Export(row => row[Columns.Prompt] = Messages(Message("user", "What is 2 + 1?"), Message("assistant", "Hm.")));
        Assert.Equal(["Warning Shape"], Found());
        Export(row => row[Columns.Rejected] = Messages(Message("user", "4")));
        Assert.Equal(["Warning Shape"], Found());
    }

    [Fact]
    public void A_label_that_is_null_is_an_error_and_several_answers_to_one_prompt_are_none()
    {
        static Row Kto(bool? label, string answer) => new() { { Columns.Prompt, Messages(Message("user", "What?")) }, { "completion", Messages(Message("assistant", answer)) }, { "label", label } };
        Export([Kto(true, "a"), Kto(false, "b")]);
        Assert.Empty(Found());
        Export([Kto(true, "a"), Kto(null, "b")]);
        Assert.Equal(["Error NullLabel"], Found());
    }

    [Fact]
    public void A_prompt_beside_a_conversation_is_a_warning()
    {
        Export([new Row { { "messages", Messages(Message("user", "a"), Message("assistant", "b")) }, { Columns.Prompt, "a" } }]);
        Assert.Equal(["Warning Shape"], Found());
    }

    [Fact]
    public void Two_conversations_that_end_with_the_same_question_are_two_prompts()
    {
        static Row Talk(string first) => new() { { "messages", Messages(Message("user", first), Message("assistant", "ok"), Message("user", "go on"), Message("assistant", "b")) } };
        Export([Talk("a"), Talk("b")]);
        Assert.Empty(Found());
        Export([Talk("a"), Talk("a")]);
        Assert.Equal(["Warning DuplicatePrompt"], Found());
    }

    [Theory]
    [InlineData("margin")]
    [InlineData("ref_chosen_logps")]
    public void A_column_on_whose_null_TRL_fails_is_a_warning(string column)
    {
        Export(row => row[column] = null);
        Assert.Equal(["Warning Shape"], Found());
    }

    [Theory]
    [InlineData("train.jsonl.gz")]
    [InlineData("train.txt")]
    public void A_file_that_cannot_be_read_here_is_said_and_nothing_is_thrown(string file)
    {
        _folder.File("set/" + file, "x");
        File.WriteAllText(CardPath, $"---\nconfigs:\n- config_name: default\n  data_files: {file}\n---\n");
        Assert.Contains("Error UnreadableFile", Found());
    }

    [Fact]
    public void A_set_without_train_is_a_warning()
    {
        Export([Pair()], split: "test");
        Assert.Equal(["Warning NoTrainSplit"], Found());
    }
}
