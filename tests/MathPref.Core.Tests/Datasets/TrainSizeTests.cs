using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>-TrainSize: train and test, told apart by the prompt.</summary>
public sealed class TrainSizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private void Export(IEnumerable<Row> rows, double share = 0.8, string config = "default", bool force = false)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Config = config, TrainSize = share, Force = force });
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete());
    }

    private List<Row> Read(string split, string config = "default") =>
        new DatasetReader { Config = config, Split = split, OnError = error => throw error, OnWarning = Assert.Fail }.Read(Root).ToList();

    private static Row Message(string role, string content) => new() { { "role", role }, { "content", content } };

    private static string Question(int i) => $"What is {i} + {i}?";

    [Fact]
    public void Every_prompt_is_on_one_side_about_the_share_is_trained_on_and_no_row_is_lost()
    {
        Export(Enumerable.Range(0, 3000).Select(i => new Row { { Columns.Instruction, Question(i % 1000) }, { "n", (long)i } }));
        var (train, test) = (Read("train"), Read("test"));
        Assert.Equal(3000, train.Count + test.Count);
        Assert.Empty(train.Select(TrainerShapes.PromptOf).Intersect(test.Select(TrainerShapes.PromptOf)));
        Assert.InRange(train.Count / 3000.0, 0.75, 0.85);
        Assert.DoesNotContain(DistisetChecker.Check(Root), p => p.Check == "PromptInTwoSplits");
    }

    [Fact]
    public void The_same_question_is_on_the_same_side_in_every_shape()
    {
        Row[] Shapes(int i) =>
        [
            new Row { { Columns.Prompt, Question(i) }, { Columns.Chosen, new object?[] { Message("user", Question(i)), Message("assistant", "yes") } }, { Columns.Rejected, new object?[] { Message("user", Question(i)), Message("assistant", "no") } } },
            new Row { { Columns.Prompt, new object?[] { Message("system", "Be brief."), Message("user", Question(i)) } }, { Columns.Chosen, new object?[] { Message("assistant", "yes") } }, { Columns.Rejected, new object?[] { Message("assistant", "no") } } },
            new Row { { "messages", new object?[] { Message("user", Question(i)), Message("assistant", "yes") } } },
            new Row { { "input", new Row { { "messages", new object?[] { Message("user", Question(i)) } } } }, { "preferred_output", new object?[] { Message("assistant", "yes") } }, { "non_preferred_output", new object?[] { Message("assistant", "no") } } },
        ];
        string[] configs = ["distilabel", "trl", "sft", "openai"];
        for (var shape = 0; shape < configs.Length; shape++)
            Export(Enumerable.Range(0, 200).Select(i => Shapes(i)[shape]), config: configs[shape]);
        var sides = configs.Select(config => Read("test", config).Select(TrainerShapes.PromptOf).ToList()).ToList();
        Assert.NotEmpty(sides[0]);
        Assert.All(sides, side => Assert.Equal(sides[0], side));
    }

    [Fact]
    public void Both_sides_take_the_place_of_the_old_ones_at_once_and_a_side_without_rows_is_no_split()
    {
        Export(Enumerable.Range(0, 100).Select(i => new Row { { Columns.Instruction, Question(i) } }));
        Assert.NotEmpty(Read("test"));
        Export([new Row { { Columns.Instruction, Question(1) } }], share: 0.999, force: true);
        Assert.Single(Read("train"));
        Assert.Throws<DatasetFormatException>(() => Read("test"));
        Assert.Equal(["set/README.md", "set/data/train-00000-of-00001.parquet"], _folder.Entries());
        Assert.DoesNotContain("test", File.ReadAllText(_folder["set", "README.md"]).Split("---\n")[1], StringComparison.Ordinal);
        Assert.DoesNotContain(DistisetChecker.Check(Root), p => p.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void Both_sides_have_the_columns_of_all_rows_together()
    {
        Export(Enumerable.Range(0, 100).Select(i => i == 50
            ? new Row { { Columns.Instruction, Question(i) }, { "score", 0.5 }, { "late", "here" } }
            : new Row { { Columns.Instruction, Question(i) }, { "score", (long)i } }));
        foreach (var split in new[] { "train", "test" })
        {
            var info = ParquetRowReader.ReadInfo(Directory.GetFiles(_folder["set", "data"], split + "-*").Single());
            Assert.Equal("struct<instruction: string, score: double, late: string>", info.Schema.ToString());
        }
    }

    [Fact]
    public void A_row_without_a_prompt_is_refused_and_the_others_are_written()
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, TrainSize = 0.5 });
        writer.Write(new Row { { Columns.Instruction, Question(1) } });
        Assert.Contains("-TrainSize", Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "n", 1L } })).Message, StringComparison.Ordinal);
        Assert.True(writer.Complete());
        Assert.Equal(1, writer.Counts.Values.Sum());
    }

    [Fact]
    public void A_split_that_is_there_already_is_not_replaced_without_being_asked()
    {
        Export([new Row { { Columns.Instruction, Question(1) } }, new Row { { Columns.Instruction, Question(2) } }, new Row { { Columns.Instruction, Question(3) } }], share: 0.5);
        Assert.Contains("-Force", Assert.Throws<IOException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, TrainSize = 0.5 })).Message, StringComparison.Ordinal);
    }
}
