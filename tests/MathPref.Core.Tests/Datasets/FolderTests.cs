using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets;

/// <summary>An export into a folder that holds other things: what it refuses, and what it keeps.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string Card => File.ReadAllText(_folder["set", "README.md"]);

    private DistisetTarget Target(string config = "default", string split = "train", bool force = false, DistisetFormat format = DistisetFormat.Parquet) => new() { Root = Root, Config = config, Split = split, Force = force, Format = format };

    private static void Export(DistisetTarget target, params Row[] rows)
    {
        using var writer = DistisetWriter.Open(target);
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete());
    }

    private static Row Number(long n) => new() { { "n", n } };

    private void CardNaming(string front) => _folder.File("set/README.md", $"---\n{front}\n---\n");

    private string Refusal(DistisetTarget target) => Assert.ThrowsAny<Exception>(() => DistisetWriter.Open(target)).Message;

    private List<long> Read(string? config = null, string? split = null) =>
        new DatasetReader { Config = config, Split = split, OnError = error => throw error, OnWarning = _ => { } }.Read(Root).Select(row => (long)row["n"]!).ToList();

    [Fact]
    public void Exports_that_begin_at_once_never_share_a_place()
    {
        for (var round = 0; round < 20; round++)
        {
            var root = _folder["round" + round];
            var written = new System.Collections.Concurrent.ConcurrentBag<long>();
            Parallel.For(0, 4, n =>
            {
                try
                {
                    // Spelt in two ways, it is one folder.
                    Export(new DistisetTarget { Root = n % 2 == 0 ? root : root + Path.DirectorySeparatorChar }, Number(n));
                    written.Add(n);
                }
                catch (IOException)
                {
                }
            });
            var there = new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(root).Select(row => (long)row["n"]!).Single();
            Assert.Equal(Assert.Single(written), there);
            Assert.Empty(DistisetChecker.Check(root));
        }
    }

    [Fact]
    public void Configs_and_splits_whose_names_have_dots_do_not_touch_each_other_on_the_way()
    {
        Export(Target("a.b", "c"), Number(1));
        Directory.Move(_folder["set", "a.b"], _folder["set", DistisetLayout.StagingFolder("a.b", "c")]);
        File.WriteAllText(_folder["set", "README.md"], Card.Replace("path: a.b/c-*", $"path: {DistisetLayout.StagingFolder("a.b", "c")}/c-*", StringComparison.Ordinal));
        Assert.Equal([1L], Read("a.b"));
        Export(Target("a", "b.c"), Number(2));
        Assert.Equal([1L], Read("a.b"));
        Assert.Equal([2L], Read("a"));
    }

    [Fact]
    public void Beside_a_split_that_lacks_a_file_nothing_is_written()
    {
        using (var writer = DistisetWriter.Open(Target() with { MaximumShardBytes = 1 }))
        {
            for (var i = 0; i < 3000; i++)
                writer.Write(Number(i));
            Assert.True(writer.Complete());
        }
        File.Delete(_folder["set", "data", "train-00001-of-00003.parquet"]);
        var refused = Refusal(Target(split: "val"));
        Assert.Contains("'train'", refused, StringComparison.Ordinal);
        Assert.Contains("number 1 is missing", refused, StringComparison.Ordinal);
        Assert.Contains(DistisetChecker.Check(Root), p => p is { Check: "MissingShards", Severity: ProblemSeverity.Error });
        Export(Target(force: true), Number(1));
        Export(Target(split: "val"), Number(2));
        Assert.Equal([1L, 2L], Read());
    }

    [Fact]
    public void Shards_with_the_hash_that_older_libraries_gave_them_are_the_split_s()
    {
        _folder.File("set/data/train-00000-of-00001-a09b74b3ef9c3b56.parquet", File.ReadAllBytes(ParquetFiles.Write(_folder["x.parquet"], [Number(7)])));
        Assert.Equal([7L], Read());
        Assert.Contains("-Force", Refusal(Target()), StringComparison.Ordinal);
        Export(Target(force: true), Number(1));
        Assert.Equal([1L], Read());
    }

    [Fact]
    public void A_pattern_of_another_split_that_would_take_the_new_files_is_refused()
    {
        _folder.File("set/data/a.parquet", File.ReadAllBytes(ParquetFiles.Write(_folder["x.parquet"], [Number(7)])));
        CardNaming("configs:\n- config_name: default\n  data_files: data/*.parquet");
        Assert.Contains("data/*.parquet", Refusal(Target(split: "test", force: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_beside_the_first_is_refused_since_loaders_take_one()
    {
        Export(Target(format: DistisetFormat.Jsonl), Number(1));
        Assert.Contains("-Format Jsonl", Refusal(Target("b")), StringComparison.Ordinal);
        Assert.Contains("-Format Jsonl", Refusal(Target(split: "test")), StringComparison.Ordinal);
        // -Force is for the split that is written, and not for others.
        Assert.Contains("-Format Jsonl", Refusal(Target("b", force: true)), StringComparison.Ordinal);
        Export(Target(force: true), Number(3));
        Assert.DoesNotContain(DistisetChecker.Check(Root), p => p.Severity is ProblemSeverity.Error);
        Assert.Equal([3L], Read("*"));
    }

    [Fact]
    public void A_second_default_is_refused()
    {
        _folder.File("set/a/train-00000-of-00001.parquet", File.ReadAllBytes(ParquetFiles.Write(_folder["x.parquet"], [Number(7)])));
        CardNaming("configs:\n- config_name: a\n  data_files: a/train-*\n  default: true");
        Assert.Contains("'a'", Refusal(Target(force: true)), StringComparison.Ordinal);
        Export(Target("b"), Number(1));
        Export(Target("a", force: true), Number(2));
        Assert.Contains("  default: true\n", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_there_without_a_card_is_named_in_the_new_one()
    {
        Export(Target(split: "test"), Number(1));
        Export(Target("b"), Number(2));
        File.Delete(_folder["set", "README.md"]);
        Export(Target(), Number(3));
        Assert.Equal([3L, 1L, 2L], Read("default", "train").Concat(Read("default", "test")).Concat(Read("b")));
        Assert.DoesNotContain(DistisetChecker.Check(Root), p => p.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void Of_two_splits_that_are_written_at_once_with_other_types_the_second_is_refused_and_its_rows_kept()
    {
        using var train = DistisetWriter.Open(Target());
        using var test = DistisetWriter.Open(Target(split: "test"));
        train.Write(Number(1));
        test.Write(new Row { { "n", "text" } });
        Assert.True(train.Complete());
        Assert.Contains("train", Assert.ThrowsAny<IOException>(() => test.Complete()).Message, StringComparison.Ordinal);
        Assert.Equal("{\"n\":\"text\"}\n", File.ReadAllText(Assert.Single(test.Waiting)));
        Assert.Equal([1L], Read());
        Assert.False(Directory.Exists(_folder["set", DistisetLayout.StagingFolder("default", "test")]));
    }

    [Theory]
    [InlineData("line\rbreak")]
    [InlineData("next\u0085line")]
    [InlineData("\u2028")]
    [InlineData("tab\tand\nline")]
    [InlineData("\u001b[31m")]
    [InlineData("\uFEFFbom")]
    [InlineData("it's \"quoted\" \\")]
    public void A_column_of_any_name_has_that_name_in_the_card(string name)
    {
        Export(Target(), new Row { { name, 1L } });
        Assert.Empty(DistisetChecker.Check(Root));
    }

    [Fact]
    public void A_card_that_is_no_UTF_8_is_an_error_and_stays()
    {
        byte[] latin = [.. "# Caf"u8, 0xE9, .. "\n"u8];
        _folder.File("set/README.md", latin);
        Assert.Contains("UTF-8", Refusal(Target()), StringComparison.Ordinal);
        Assert.Equal(latin, File.ReadAllBytes(_folder["set", "README.md"]));
    }

    [Fact]
    public void Text_that_mentions_the_marks_is_other_people_s_text()
    {
        _folder.File("set/README.md", "We wrap it in `<!-- mathpref:begin -->` marks.\nMY TEXT\n");
        for (var i = 0; i < 2; i++)
            Export(Target(force: true), Number(i));
        Assert.Contains("\nWe wrap it in `<!-- mathpref:begin -->` marks.\nMY TEXT\n\n<!-- mathpref:begin -->\n", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_and_class_labels_of_somebody_stay_with_a_split_that_stays()
    {
        Export(Target(), new Row { { "grade", 0L } });
        File.WriteAllText(_folder["set", "README.md"], Card
            .Replace("  - name: grade\n    dtype: int64\n", "  - name: grade\n    dtype:\n      class_label:\n        names:\n          '0': right\n", StringComparison.Ordinal)
            .Replace("dataset_info:\n", "dataset_info:\n  description: mine\n", StringComparison.Ordinal));
        Export(Target(split: "test"), new Row { { "grade", 0L } });
        Assert.Contains("'0': right", Card, StringComparison.Ordinal);
        Assert.Contains("description: mine", Card, StringComparison.Ordinal);
        Assert.Contains("num_examples: 1", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_is_a_link_within_the_folder_stays_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        var real = _folder.File("set/docs/mine.md", "# Mine\n");
        File.CreateSymbolicLink(_folder["set", "README.md"], real);
        Export(Target(), Number(1));
        Assert.Equal(real, File.ResolveLinkTarget(_folder["set", "README.md"], true)!.FullName);
        Assert.Contains("num_examples: 1", File.ReadAllText(real), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train.parquet", "train")]
    [InlineData("data/my-test.parquet", "test")]
    [InlineData("dev.parquet", "validation")]
    public void A_single_file_that_is_named_for_its_split_is_a_dataset(string file, string split)
    {
        _folder.File("set/" + file, File.ReadAllBytes(ParquetFiles.Write(_folder["x.parquet"], [Number(7)])));
        Assert.Equal([7L], Read("default", split));
        Assert.DoesNotContain(DistisetChecker.Check(Root), p => p.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void Rows_of_which_none_has_a_column_are_no_Parquet_file_and_are_kept()
    {
        using var writer = DistisetWriter.Open(Target());
        writer.Write([]);
        Assert.Contains("column", Assert.Throws<IOException>(() => writer.Complete()).Message, StringComparison.Ordinal);
        Assert.Equal("{}\n", File.ReadAllText(Assert.Single(writer.Waiting)));
    }

    [Fact]
    public void Rows_from_elsewhere_are_not_called_synthetic_or_mathematical()
    {
        Export(Target(), Number(1));
        Assert.DoesNotContain("synthetic", Card, StringComparison.Ordinal);
        Assert.Contains("\n# Dataset\n", Card, StringComparison.Ordinal);
        Export(Target(force: true), new Row { { Columns.Instruction, "x" } });
        Assert.Contains("- synthetic\n", Card, StringComparison.Ordinal);
    }
}
