using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

public sealed class DistisetWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string CardPath => Path.Combine(Root, "README.md");

    private void Export(string config = "default", string split = "train", bool force = false, params int[] values)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = config, Split = split, Force = force });
        foreach (var value in values)
            writer.Write(new Row { { "a", value } });
        Assert.True(writer.Complete());
    }

    private long[] Values(string? config = null, string? split = null) =>
        [.. new DatasetReader { Config = config, Split = split, OnError = error => throw error, OnWarning = warning => throw new InvalidOperationException(warning) }.Read(Root).Select(row => (long)row["a"]!)];

    private string Front() => File.ReadAllText(CardPath).Split("---\n")[1];

    [Fact]
    public void The_config_default_lies_in_data_and_the_card_says_so()
    {
        Export(values: [1, 2]);
        Assert.Equal(["set/README.md", "set/data/train-00000-of-00001.jsonl"], _folder.Entries());
        Assert.Equal("{\"a\":1}\n{\"a\":2}\n", File.ReadAllText(Path.Combine(Root, "data", "train-00000-of-00001.jsonl")));
        Assert.EndsWith("\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n", Front(), StringComparison.Ordinal);
        Assert.Contains("\n---\n\n# ", File.ReadAllText(CardPath), StringComparison.Ordinal);
        Assert.EndsWith("\n", File.ReadAllText(CardPath), StringComparison.Ordinal);
        Assert.NotEqual(0xEF, File.ReadAllBytes(CardPath)[0]);
        Assert.Equal([1, 2], Values());
    }

    [Fact]
    public void Other_configs_lie_in_folders_of_their_names_and_all_stand_in_the_card()
    {
        Export("default", "test", values: [2]);
        Export("trl", values: [3]);
        Export("default", values: [1]);
        Export("trl", "test.v2", values: [4]);
        Assert.Equal(["set/README.md", "set/data/test-00000-of-00001.jsonl", "set/data/train-00000-of-00001.jsonl", "set/trl/test.v2-00000-of-00001.jsonl", "set/trl/train-00000-of-00001.jsonl"], _folder.Entries());
        Assert.EndsWith(
            """

            configs:
            - config_name: default
              data_files:
              - split: test
                path: data/test-*
              - split: train
                path: data/train-*
            - config_name: trl
              data_files:
              - split: train
                path: trl/train-*
              - split: test.v2
                path: trl/test.v2-*

            """.ReplaceLineEndings("\n"),
            Front(), StringComparison.Ordinal);
        Assert.Equal([2, 1, 3, 4], Values("*"));
        Assert.Equal([4], Values("trl", "test.v2"));
        Assert.Equal([2], Values(null, "test"));
    }

    [Fact]
    public void A_split_that_has_files_is_refused_and_left_as_it_was()
    {
        Export(values: [1]);
        var card = File.ReadAllText(CardPath);
        var refused = Assert.Throws<IOException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }));
        Assert.Contains("-Force", refused.Message, StringComparison.Ordinal);
        Assert.Contains("train-00000-of-00001.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Equal([1], Values());
        Assert.Equal(card, File.ReadAllText(CardPath));
        Assert.Equal(2, _folder.Entries().Length);
    }

    [Fact]
    public void Force_replaces_every_shard_of_that_split_and_no_other_file()
    {
        Export(values: [1]);
        Export("default", "test", values: [2]);
        _folder.File("set/data/train-00001-of-00002.parquet", "old");
        _folder.File("set/data/train-notes.txt", "mine");
        _folder.File("set/data/training-00000-of-00001.jsonl", "{}");
        Export(force: true, values: [5, 6]);
        Assert.Equal(
            ["set/README.md", "set/data/test-00000-of-00001.jsonl", "set/data/train-00000-of-00001.jsonl", "set/data/train-notes.txt", "set/data/training-00000-of-00001.jsonl"],
            _folder.Entries());
        Assert.Equal([2], Values(null, "test"));
        Assert.Equal("{\"a\":5}\n{\"a\":6}\n", File.ReadAllText(Path.Combine(Root, "data", "train-00000-of-00001.jsonl")));
    }

    [Fact]
    public void Nothing_is_replaced_before_all_rows_are_there()
    {
        Export(values: [1]);
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = true });
        writer.Write(new Row { { "a", 9 } });
        Assert.Equal("{\"a\":1}\n", File.ReadAllText(Path.Combine(Root, "data", "train-00000-of-00001.jsonl")));
        writer.Complete();
        Assert.Equal([9], Values());
    }

    [Fact]
    public void An_interrupted_export_leaves_whole_lines_under_a_fixed_name_and_what_was_there_before()
    {
        Export(values: [1]);
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = true }))
        {
            writer.Write(new Row { { "a", 7 } });
            writer.Write(new Row { { "a", 8 } });
        }
        Assert.Equal("{\"a\":7}\n{\"a\":8}\n", File.ReadAllText(Path.Combine(Root, "data", ".incomplete-train.jsonl")));
        Assert.Equal("{\"a\":1}\n", File.ReadAllText(Path.Combine(Root, "data", "train-00000-of-00001.jsonl")));

        List<string> warnings = [];
        var rows = new DatasetReader { OnError = error => throw error, OnWarning = warnings.Add }.Read(Root).ToList();
        Assert.Equal(1L, Assert.Single(rows)["a"]);
        Assert.Contains(".incomplete-train.jsonl", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_export_sets_the_rows_of_an_interrupted_one_aside_and_says_where()
    {
        using (var first = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
            first.Write(new Row { { "a", 7 } });
        using (var second = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
        {
            Assert.Equal("{\"a\":7}\n", File.ReadAllText(Assert.Single(second.LeftBehind)));
            second.Write(new Row { { "a", 1 } });
            second.Complete();
            Assert.Equal("{\"a\":7}\n", File.ReadAllText(Assert.Single(second.LeftBehind)));
        }
        Assert.Equal([1], Values());
        using var third = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = true });
        Assert.Empty(third.LeftBehind);
    }

    [Theory]
    [InlineData("{\"a\":7}\n{\"a\":8}\n")]
    [InlineData("{\"a\":7}\n{\"a")]
    public void Rows_of_an_interrupted_export_that_come_again_first_are_not_kept_twice(string left)
    {
        Directory.CreateDirectory(Path.Combine(Root, "data"));
        File.WriteAllText(Path.Combine(Root, "data", ".incomplete-train.jsonl"), left);
        using var again = DistisetWriter.Open(new DistisetTarget { Root = Root, Config = "default", Split = "train" });
        Assert.NotEmpty(again.LeftBehind);
        foreach (var value in new[] { 7, 8, 9 })
            again.Write(new Row { { "a", value } });
        again.Complete();
        Assert.Empty(again.LeftBehind);
        Assert.Equal(["README.md", "data", "train-00000-of-00001.parquet"], Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_interrupted_export_alone_is_no_dataset_and_the_import_says_what_it_is()
    {
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
            writer.Write(new Row { { "a", 7 } });
        List<string> warnings = [];
        DatasetReader reader = new() { OnError = error => throw error, OnWarning = warnings.Add };
        Assert.Throws<DatasetFormatException>(() => reader.Read(Root).ToList());
        Assert.Contains(".incomplete-train.jsonl", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_set_aside_of_one_split_never_take_the_name_of_another_split_s()
    {
        using (var train = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
            train.Write(new Row { { "a", 1 } });
        using var other = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train.previous", Force = false });
        other.Write(new Row { { "a", 2 } });
        using (var train = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
        {
            Assert.NotEmpty(train.LeftBehind);
            train.Write(new Row { { "a", 3 } });
            train.Complete();
        }
        other.Complete();
        Assert.Equal([3], Values(null, "train"));
        Assert.Equal([2], Values(null, "train.previous"));
    }

    [Fact]
    public void Without_rows_nothing_is_changed()
    {
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = _folder["new", "deep"], Format = DistisetFormat.Jsonl, Config = "trl", Split = "train", Force = false }))
            Assert.False(writer.Complete());
        Assert.Empty(_folder.Entries());
        using (DistisetWriter.Open(new DistisetTarget { Root = _folder["new"], Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
        {
        }
        Assert.Empty(_folder.Entries());

        Directory.CreateDirectory(Root);
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
            Assert.False(writer.Complete());
        Assert.Equal(["set"], _folder.Entries());

        Export(values: [1]);
        var card = File.ReadAllText(CardPath);
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = true }))
            Assert.False(writer.Complete());
        Assert.Equal([1], Values());
        Assert.Equal(card, File.ReadAllText(CardPath));
        Assert.Equal(2, _folder.Entries().Length);
    }

    [Fact]
    public void A_row_that_cannot_be_written_is_left_out_and_the_others_are_there()
    {
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }))
        {
            writer.Write(new Row { { "a", 1 } });
            Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "a", "\ud83d" } }));
            writer.Write(new Row { { "a", 3 } });
            Assert.Equal(2, writer.Count);
            writer.Complete();
            Assert.Throws<ObjectDisposedException>(() => writer.Write(new Row { { "a", 4 } }));
            Assert.Throws<ObjectDisposedException>(() => writer.Complete());
        }
        Assert.Equal([1, 3], Values());
    }

    [Theory]
    [InlineData("", "train")]
    [InlineData("../x", "train")]
    [InlineData("..", "train")]
    [InlineData(".", "train")]
    [InlineData("a/b", "train")]
    [InlineData("a\\b", "train")]
    [InlineData("/abs", "train")]
    [InlineData("C:x", "train")]
    [InlineData("data", "train")]
    [InlineData("Data", "train")]
    [InlineData("Default", "train")]
    [InlineData("a*", "train")]
    [InlineData("a?", "train")]
    [InlineData("a[1]", "train")]
    [InlineData("a|b", "train")]
    [InlineData("<a>", "train")]
    [InlineData("a\"b", "train")]
    [InlineData("a\nb", "train")]
    [InlineData("a\0", "train")]
    [InlineData(".hidden", "train")]
    [InlineData("-a", "train")]
    [InlineData("a.", "train")]
    [InlineData(" a", "train")]
    [InlineData("a ", "train")]
    [InlineData("CON", "train")]
    [InlineData("nul", "train")]
    [InlineData("com1.x", "train")]
    [InlineData("default", "")]
    [InlineData("default", "all")]
    [InlineData("default", "my-split")]
    [InlineData("default", "my split")]
    [InlineData("default", "../train")]
    [InlineData("default", "train.")]
    [InlineData("default", ".train")]
    [InlineData("default", "train\n")]
    [InlineData("default", "träin")]
    public void A_name_that_no_loader_would_take_is_refused_before_anything_is_made(string config, string split)
    {
        var refused = Assert.Throws<ArgumentException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = config, Split = split, Force = true }));
        Assert.Equal(config == "default" ? "Split" : "Config", refused.ParamName);
        Assert.Contains($"'{(config == "default" ? split : config)}'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Entries());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("2024-01-01")]
    [InlineData("1e5")]
    [InlineData("a b")]
    [InlineData("math_pref-v2.1")]
    [InlineData("it's")]
    [InlineData("数学")]
    [InlineData("console")]
    [InlineData("#1")]
    [InlineData("@x")]
    [InlineData("&a")]
    [InlineData("!t")]
    [InlineData("a, b")]
    public void A_config_of_any_other_name_comes_back_by_that_name(string config)
    {
        Export(config, "validation_1", values: [5]);
        Assert.Equal([5], Values(config, "validation_1"));
        var name = config is "math_pref-v2.1" or "console" ? config : $"'{config.Replace("'", "''", StringComparison.Ordinal)}'";
        Assert.Contains($"- config_name: {name}\n", Front(), StringComparison.Ordinal);
    }

    /// <summary>In whatever order they end. A config called default would have to come first: it is what a load without a name gives.</summary>
    [Fact]
    public void Two_writers_of_one_folder_at_once_do_not_harm_each_other()
    {
        using var one = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "pairs", Split = "train", Force = false });
        using var two = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "trl", Split = "train", Force = false });
        using var three = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "pairs", Split = "test", Force = false });
        for (var i = 0; i < 100; i++)
        {
            one.Write(new Row { { "a", i } });
            two.Write(new Row { { "a", 100 + i } });
            three.Write(new Row { { "a", 200 + i } });
        }
        Parallel.Invoke(() => one.Complete(), () => two.Complete(), () => three.Complete());
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), Values("*").Order());
        Assert.Equal(Enumerable.Range(100, 100).Select(i => (long)i), Values("trl"));
        Assert.Equal(4, _folder.Entries().Length);
    }

    [Fact]
    public void A_second_writer_of_the_same_split_is_refused_while_the_first_writes()
    {
        using var one = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false });
        one.Write(new Row { { "a", 1 } });
        var refused = Assert.Throws<IOException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = true }));
        Assert.Contains("Another export", refused.Message, StringComparison.Ordinal);
        one.Write(new Row { { "a", 2 } });
        one.Complete();
        Assert.Equal([1, 2], Values());
    }

    [Fact]
    public void A_broken_card_is_an_error_before_the_first_row()
    {
        _folder.File("set/README.md", "---\nconfigs: [unclosed\n---\n");
        Assert.Throws<DatasetFormatException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Config = "default", Split = "train", Force = false }));
        Assert.Equal(["set/README.md"], _folder.Entries());
    }

    [Fact]
    public void What_others_wrote_in_the_card_stays()
    {
        _folder.File("set/README.md", "---\nlicense: mit\ntags:\n- mine\nlanguage:\n- 'no'\n---\n# My title\n\nbody --- with\n---\na rule and \u2028 within\n");
        Export("trl", values: [1]);
        var card = File.ReadAllText(CardPath);
        Assert.StartsWith("---\nlicense: mit\ntags:\n- mine\nlanguage:\n- 'no'\nsize_categories: n<1K\ndataset_info:\n  config_name: trl\n", card, StringComparison.Ordinal);
        Assert.Contains("\nconfigs:\n- config_name: trl\n  data_files:\n  - split: train\n    path: trl/train-*\n---\n\n# My title\n\nbody --- with\n---\na rule and \u2028 within\n\n<!-- mathpref:begin -->\n", card, StringComparison.Ordinal);

        // What is written around the marks later on stays as well, in its place.
        File.WriteAllText(CardPath, card.Replace("# My title", "# My better title", StringComparison.Ordinal) + "\nThanks to all.\n");
        Export("trl", force: true, values: [1, 2]);
        var again = File.ReadAllText(CardPath);
        Assert.Contains("# My better title\n\nbody --- with\n---\na rule and \u2028 within\n\n<!-- mathpref:begin -->\n", again, StringComparison.Ordinal);
        Assert.EndsWith("<!-- mathpref:end -->\nThanks to all.\n", again, StringComparison.Ordinal);
        Assert.Contains("train 2 rows", again, StringComparison.Ordinal);
        Assert.DoesNotContain("train 1 row", again, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_without_YAML_keeps_its_text()
    {
        _folder.File("set/README.md", "# My title\r\n\r\nbody\r\n");
        Export(values: [1]);
        Assert.Contains("\n---\n\n# My title\r\n\r\nbody\n\n<!-- mathpref:begin -->\n", File.ReadAllText(CardPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_and_counts_of_the_config_that_is_written_are_those_of_its_rows_and_the_other_config_keeps_its_own()
    {
        Directory.CreateDirectory(Root);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Datasets", "cards", "default-and-named.md"), CardPath);
        _folder.File("set/data/train-00000-of-00001.jsonl", "{}\n");
        _folder.File("set/trl/train-00000-of-00001.jsonl", "{}\n");
        Export("trl", force: true, values: [1]);
        Assert.Contains("- config_name: default\n  features:\n  - name: input\n", Front(), StringComparison.Ordinal);
        Assert.Contains("- config_name: trl\n  features:\n  - name: a\n    dtype: int64\n  splits:\n  - name: train\n    num_bytes: 8\n    num_examples: 1\n", Front(), StringComparison.Ordinal);
    }

    private DistisetTarget Parquet(bool force = false, long maximum = 500_000_000) => new() { Root = Root, Format = DistisetFormat.Parquet, Force = force, MaximumShardBytes = maximum };

    private void ExportParquet(IEnumerable<int> numbers, bool force = false, long maximum = 500_000_000)
    {
        using var writer = DistisetWriter.Open(Parquet(force, maximum));
        foreach (var number in numbers)
            writer.Write(new Row { { "n", (long)number }, { "text", $"row {number}" } });
        Assert.True(writer.Complete());
    }

    private List<long> Numbers() =>
        new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(Root).Select(row => (long)row["n"]!).ToList();

    [Fact]
    public void Parquet_shards_are_named_by_their_number_and_read_back_in_order()
    {
        ExportParquet(Enumerable.Range(0, 5000), maximum: 20_000);
        var shards = Directory.GetFiles(Path.Combine(Root, "data"), "train-*").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.True(shards.Count > 1);
        Assert.Equal(Enumerable.Range(0, shards.Count).Select(i => $"train-{i:D5}-of-{shards.Count:D5}.parquet"), shards);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), Numbers());
        Assert.Equal(["README.md", "data"], Directory.GetFileSystemEntries(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parquet_replaces_shards_of_another_number_and_of_another_format()
    {
        ExportParquet(Enumerable.Range(0, 5000), maximum: 20_000);
        ExportParquet(Enumerable.Range(7, 3), force: true);
        Assert.Equal([7L, 8L, 9L], Numbers());
        using (var lines = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = DistisetFormat.Jsonl, Force = true }))
        {
            lines.Write(new Row { { "n", 1L } });
            lines.Complete();
        }
        Assert.Equal([1L], Numbers());
        Assert.Single(Directory.GetFiles(Path.Combine(Root, "data"), "train-*"));
    }

    /// <summary>Each state in which a kill can leave a replacement, made by hand: the set that the card names is whole in all of them.</summary>
    [Theory]
    [InlineData("shards written", "old")]
    [InlineData("card points to them", "new")]
    [InlineData("old ones deleted", "new")]
    [InlineData("half copied", "new")]
    [InlineData("card points back", "new")]
    public void A_replacement_that_was_killed_leaves_the_old_set_or_the_new_one_and_the_next_export_clears_it_up(string moment, string expected)
    {
        ExportParquet(Enumerable.Range(0, 3000), maximum: 20_000);
        var old = Directory.CreateDirectory(_folder["old"]).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "data")))
            File.Copy(file, Path.Combine(old, Path.GetFileName(file)));
        var cardBefore = File.ReadAllText(Path.Combine(Root, "README.md"));
        ExportParquet(Enumerable.Range(10_000, 4000), force: true, maximum: 20_000);
        var data = Path.Combine(Root, "data");
        var staging = Directory.CreateDirectory(Path.Combine(Root, "data-train.new")).FullName;
        foreach (var file in Directory.GetFiles(data))
            File.Copy(file, Path.Combine(staging, Path.GetFileName(file)));
        // What the card says of the rows is written with where they lie.
        var cardAfter = File.ReadAllText(Path.Combine(Root, "README.md"));
        var cardOfStaging = cardAfter.Replace("data/train-*", "data-train.new/train-*", StringComparison.Ordinal);
        Assert.NotEqual(cardAfter, cardOfStaging);

        void Put(string card, IEnumerable<string> files)
        {
            File.WriteAllText(Path.Combine(Root, "README.md"), card);
            foreach (var file in Directory.GetFiles(data))
                File.Delete(file);
            foreach (var file in files)
                File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
        }

        switch (moment)
        {
            case "shards written":
                Put(cardBefore, Directory.GetFiles(old));
                break;
            case "card points to them":
                Put(cardOfStaging, Directory.GetFiles(old));
                break;
            case "old ones deleted":
                Put(cardOfStaging, []);
                break;
            case "half copied":
                Put(cardOfStaging, Directory.GetFiles(staging).Take(1));
                break;
            default:
                Put(cardAfter, Directory.GetFiles(staging));
                break;
        }
        Assert.Equal(expected == "old" ? 0 : 10_000, Numbers()[0]);
        Assert.Equal(expected == "old" ? 3000 : 4000, Numbers().Count);

        Assert.Throws<IOException>(() => DistisetWriter.Open(Parquet()));
        Assert.Equal(expected == "old" ? 3000 : 4000, Numbers().Count);
        Assert.False(Directory.Exists(staging));
        ExportParquet([5], force: true);
        Assert.Equal([5L], Numbers());
    }

    [Fact]
    public void A_set_that_cannot_be_brought_into_its_folder_is_whole_where_the_card_points_and_the_next_export_moves_it()
    {
        ExportParquet([1, 2]);
        var blocked = Path.Combine(Root, "data", "train-00000-of-00001.parquet");
        using (var writer = DistisetWriter.Open(Parquet(force: true)))
        {
            writer.Write(new Row { { "n", 3L } });
            File.Delete(blocked);
            Directory.CreateDirectory(blocked);
            Assert.True(writer.Complete());
            Assert.Equal(Path.Combine(Root, "data-train.new"), writer.Unmoved?.Folder);
        }
        Assert.Equal([3L], Numbers());
        Assert.Empty(DistisetChecker.Check(Root));
        Directory.Delete(blocked);
        Assert.Throws<IOException>(() => DistisetWriter.Open(Parquet()));
        Assert.Equal([3L], Numbers());
        Assert.Equal(["set/README.md", "set/data/train-00000-of-00001.parquet"], _folder.Entries());
    }

    [Fact]
    public void A_row_that_does_not_go_with_the_others_is_left_out_of_a_Parquet_file_and_named()
    {
        using var writer = DistisetWriter.Open(Parquet());
        writer.Write(new Row { { "n", 1L } });
        Assert.Contains("'n'", Assert.Throws<InvalidOperationException>(() => writer.Write(new Row { { "n", "text" } })).Message, StringComparison.Ordinal);
        writer.Write(new Row { { "n", 2L } });
        Assert.True(writer.Complete());
        Assert.Equal([1L, 2L], Numbers());
    }

    [Fact]
    public void A_name_that_is_too_long_for_a_file_system_is_refused_before_there_are_rows()
    {
        using TemporaryFolder folder = new();
        var name = string.Concat(Enumerable.Repeat('数', 84));
        var error = Assert.Throws<ArgumentException>(() => DistisetWriter.Open(new DistisetTarget { Root = folder["set"], Config = name }));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("bytes", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["set"]));
    }

    [Fact]
    public void The_longest_names_that_are_taken_can_be_written_and_written_again()
    {
        using TemporaryFolder folder = new();
        foreach (var (config, split) in new[] { (string.Concat(Enumerable.Repeat('数', 81)), "train"), (new string('c', 96), new string('s', 96)), (string.Concat(Enumerable.Repeat('é', 77)), new string('s', 96)) })
        {
            for (var i = 0L; i < 2; i++)
            {
                using var writer = DistisetWriter.Open(new DistisetTarget { Root = folder["set"], Config = config, Split = split, Force = i > 0 });
                writer.Write(new Row { { "n", i } });
                Assert.True(writer.Complete());
            }
        }
        Assert.Equal(3, new DatasetReader { Config = "*", OnError = error => throw error, OnWarning = _ => { } }.Read(folder["set"]).Count());
    }

    [Fact]
    public void A_card_with_more_columns_than_anybody_has_can_be_read_again()
    {
        using TemporaryFolder folder = new();
        var row = new Row();
        for (var i = 0; i < 200_000; i++)
            row.Add($"column {i}", 1L);
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = folder["set"], Format = DistisetFormat.Jsonl }))
        {
            writer.Write(row);
            Assert.True(writer.Complete());
        }
        Assert.Equal(200_000, new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(folder["set"]).Single().Count);
        Assert.DoesNotContain(DistisetChecker.Check(folder["set"]), problem => problem.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void Whatever_names_are_asked_for_they_are_refused_at_once_or_serve_for_good()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] letters = ["a", "Z", "0", "_", "-", ".", " ", "é", "ß", "数", "क", "\u0301", "\u200d", "\ud83d\ude42"];
        string Name(int most, int kinds) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => letters[random.Next(kinds)]));
        var taken = 0;
        for (var round = 0; round < 120; round++)
        {
            // One letter many times comes to the edge of every limit.
            var config = random.Next(2) == 0 ? Name(100, letters.Length) : string.Concat(Enumerable.Repeat(letters[random.Next(letters.Length)], random.Next(60, 100)));
            var split = random.Next(2) == 0 ? Name(100, 4) : "train";
            var about = $"seed {seed}, round {round}: '{config}', '{split}'";
            var root = _folder[$"set{round}"];
            for (var i = 0L; i < 2; i++)
            {
                DistisetWriter? writer = null;
                var refused = Record.Exception(() => writer = DistisetWriter.Open(new DistisetTarget { Root = root, Format = DistisetFormat.Jsonl, Config = config, Split = split, Force = true }));
                if (refused is not null)
                {
                    Assert.True(refused is ArgumentException && i == 0 && !Directory.Exists(root), $"{about}: {refused}");
                    break;
                }
                using (writer)
                {
                    writer!.Write(new Row { { "n", i } });
                    Assert.True(writer.Complete(), about);
                    Assert.True(writer.Unmoved is null, about);
                }
                Assert.Equal([i], new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(root).Select(row => (long)row["n"]!));
                Assert.DoesNotContain(DistisetChecker.Check(root), problem => problem.Severity is ProblemSeverity.Error);
                taken++;
            }
        }
        Assert.True(taken > 0);
    }

    [Fact]
    public void Columns_as_deep_and_names_as_long_as_rows_may_have_make_a_card_that_is_read_again()
    {
        object? value = 1L;
        for (var i = 0; i < SchemaLearner.MaximumDepth - 2; i++)
            value = i % 3 == 0 ? new object?[] { value } : new Row { { $"field {i}", value } };
        var row = new Row { { "deep", value }, { new string('n', 5000), 1L }, { string.Concat(Enumerable.Repeat("数: ", 2000)), 1L }, { "\u0085\u2028\t'\"#", 1L } };
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root }))
        {
            writer.Write(row);
            Assert.True(writer.Complete());
        }
        Assert.Equal(row.Names, new DatasetReader { OnError = error => throw error, OnWarning = _ => { } }.Read(Root).Single().Names);
        Assert.DoesNotContain(DistisetChecker.Check(Root), problem => problem.Severity is ProblemSeverity.Error);
    }
}
