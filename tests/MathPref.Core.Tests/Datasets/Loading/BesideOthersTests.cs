using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;
using Xunit;

namespace MathPref.Core.Tests.Datasets.Loading;

/// <summary>Exports into folders in which somebody's data lie, seen with a loader's eyes before and after.</summary>
public sealed class BesideOthersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string Card => File.ReadAllText(Path.Combine(Root, "README.md"));

    private LoaderView View => LoaderView.Of(LoaderPlace.OfFolder(Root));

    private void Theirs(string path, params Row[] rows) =>
        _folder.File("set/" + path, File.ReadAllBytes(ParquetFiles.Write(_folder["theirs.parquet"], rows.Length > 0 ? rows : [new Row { { "problem", "1 + 1" } }])));

    private void Export(string config, string split = "train", DistisetFormat format = DistisetFormat.Parquet, bool force = false, params Row[] rows)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Config = config, Split = split, Format = format, Force = force });
        foreach (var row in rows.Length > 0 ? rows : [new Row { { "prompt", "2 + 2" } }])
            writer.Write(row);
        Assert.True(writer.Complete());
    }

    [Theory]
    [InlineData("data/train-00000-of-00001.parquet")]
    [InlineData("some.parquet")]
    [InlineData("train/a.parquet")]
    public void Data_that_no_card_names_are_named_when_a_config_is(string path)
    {
        Theirs(path);
        Export("trl");
        Assert.Equal([path], View.Config("default")!.Files("train"));
        Assert.Equal(["trl/train-00000-of-00001.parquet"], View.Config("trl")!.Files("train"));
        Assert.Equal("default", View.DefaultConfig);
    }

    [Fact]
    public void The_splits_of_data_that_no_card_names_keep_their_files_in_order()
    {
        foreach (var name in (string[])["dev.parquet", "train.parquet", "val.parquet", "validation.parquet", "train_training.parquet"])
            Theirs(name);
        var before = View.Config("default")!.Splits.Select(split => $"{split.Name}: {string.Join(' ', split.Paths)}").ToList();
        Export("trl");
        Assert.Equal(before, View.Config("default")!.Splits.Select(split => $"{split.Name}: {string.Join(' ', split.Paths)}"));
    }

    [Fact]
    public void A_name_with_the_signs_of_patterns_is_named_as_it_is()
    {
        Theirs("set [1] what?.parquet");
        Theirs("set 1 whats.parquet");
        Export("trl");
        Assert.Equal(["set 1 whats.parquet", "set [1] what?.parquet"], View.Config("default")!.Files("train"));
    }

    [Fact]
    public void The_only_config_stays_what_a_load_without_a_name_gives()
    {
        Export("algebra");
        Export("trl");
        Assert.Equal("algebra", View.DefaultConfig);
        Assert.Contains("  default: true\n", Card, StringComparison.Ordinal);
        var refused = Assert.Throws<LoaderConflictException>(() => Export("default"));
        Assert.Contains("'algebra'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("another -Config", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_make_a_dataset_for_loaders_are_not_hidden()
    {
        _folder.File("set/LICENSE.txt", "mit\n");
        _folder.File("set/requirements.txt", "numpy\n");
        var before = _folder.Entries();
        Assert.Contains("text", Assert.Throws<LoaderConflictException>(() => Export("trl")).Message, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Entries());
    }

    [Fact]
    public void A_config_without_files_of_its_own_has_all_and_is_named_what_it_had()
    {
        Theirs("algebra/part.parquet");
        Theirs("geometry/part.parquet");
        _folder.File("set/README.md", "---\nconfigs:\n- config_name: algebra\n---\n");
        Export("trl");
        Assert.Equal(["algebra/part.parquet", "geometry/part.parquet"], View.Config("algebra")!.Files("train"));
    }

    [Fact]
    public void A_file_above_the_card_is_said_to_stand_in_the_way()
    {
        Theirs("a.parquet");
        _folder.File("set/.huggingface.yaml", "configs:\n- config_name: two\n  data_files: a.parquet\n");
        Assert.Contains(".huggingface.yaml", Assert.Throws<LoaderConflictException>(() => Export("trl")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\nconfigs:\n- data_files: a.parquet\n---\n")]
    [InlineData("---\nconfigs:\n- config_name: one\n  data_files: gone.parquet\n---\n")]
    public void A_place_with_which_loaders_can_do_nothing_is_said_before_anything_is_written(string card)
    {
        Theirs("a.parquet");
        _folder.File("set/README.md", card);
        var before = _folder.Entries();
        Assert.Contains("Loaders can do nothing with what is there", Assert.Throws<LoaderConflictException>(() => Export("two")).Message, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Entries());
        Assert.Equal(card, Card);
    }

    [Fact]
    public void What_a_card_says_to_the_reader_is_not_for_other_rows()
    {
        _folder.File("set/a.json", "{\"data\":[{\"problem\":\"1\"}]}");
        _folder.File("set/README.md", "---\nconfigs:\n- config_name: default\n  data_files: a.json\n  field: data\n---\n");
        Assert.Contains("'field'", Assert.Throws<LoaderConflictException>(() => Export("default", "test", DistisetFormat.Jsonl)).Message, StringComparison.Ordinal);
    }

    private const string Features =
        "dataset_info:\n  features:\n  - name: level\n    dtype:\n      class_label:\n        names:\n          '0': easy\n          '1': hard\n" +
        "  - name: day\n    dtype: timestamp[s]\n  - name: small\n    dtype: int32\n  - name: long\n    dtype: large_string\n  - name: nothing\n    dtype: 'null'\n" +
        "  - name: pair\n    list: int64\n    length: 2\n  splits:\n  - name: test\n    num_bytes: 10\n    num_examples: 1\n  download_size: 10\n  dataset_size: 10\n";

    /// <summary>A split whose types a card tells; what its file has is of no account where nobody reads it.</summary>
    private void Typed()
    {
        Theirs("data/test-00000-of-00001.parquet", new Row { { "level", 0L }, { "day", "2026-01-02" }, { "small", 1L }, { "long", "x" }, { "pair", new object?[] { 1L, 2L } } });
        _folder.File("set/README.md", "---\n" + Features + "configs:\n- config_name: default\n  data_files:\n  - split: test\n    path: data/test-*\n---\n");
    }

    [Fact]
    public void Types_of_a_split_that_stays_stand_in_the_card_and_ours_are_cast_to_them()
    {
        Typed();
        Export("default", rows: new Row { { "level", "hard" }, { "day", "2026-03-04T05:06:07" }, { "small", 7L }, { "long", "y" }, { "nothing", "text" }, { "pair", new object?[] { 3L, 4L } }, { "more", 0.5 } });
        foreach (var type in (string[])["class_label", "timestamp[s]", "int32", "large_string", "length: 2", "name: more\n    dtype: float64", "name: nothing\n    dtype: string"])
            Assert.Contains(type, Card, StringComparison.Ordinal);
        Assert.Contains("name: test\n    num_bytes", Card, StringComparison.Ordinal);
        Assert.Contains("name: train\n    num_bytes", Card, StringComparison.Ordinal);
    }

    public static TheoryData<string, object, string> Misfits => new()
    {
        { "level", "harder", "class label" },
        { "level", 2L, "class label" },
        { "day", "4 March", "timestamp[s]" },
        { "small", 1L << 40, "int32" },
        { "pair", new object?[] { 1L }, "list of 2" },
        { "long", 5L, "large_string" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_value_that_their_type_does_not_hold_is_its_row_s_error(string column, object value, string said)
    {
        Typed();
        var refused = Assert.Throws<InvalidOperationException>(() => Export("default", rows: new Row { { column, value } }));
        Assert.Contains($"'{column}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_only_a_footer_tells_are_kept_too()
    {
        _folder.File("set/data/test-00000-of-00001.parquet", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "fixtures", "parquet-types.parquet")));
        var before = ParquetFeatures.ReadFile(_folder["set", "data", "test-00000-of-00001.parquet"]).Columns;
        Export("default", rows: new Row { { "i", 5L }, { "ls", "x" } });
        var info = Assert.Single(DatasetCard.Open(Path.Combine(Root, "README.md")).Infos());
        Assert.Equal(before, LoadedColumns.OfCard(info.Features!, "README.md"));
        Assert.Equal([1L, 1L], info.Splits.Select(split => split.Rows!.Value));
    }

    [Fact]
    public void Columns_that_a_config_s_entry_names_go_with_its_split()
    {
        _folder.File("set/a.jsonl", "{\"answer\":\"2\"}\n");
        _folder.File("set/README.md", "---\nconfigs:\n- config_name: default\n  data_files: a.jsonl\n  features:\n  - name: answer\n    dtype: float64\n---\n");
        Export("default", format: DistisetFormat.Jsonl, force: true, rows: new Row { { "answer", "two" } });
        Assert.DoesNotContain("float64", Card, StringComparison.Ordinal);
        Assert.Contains("name: answer\n    dtype: string", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_a_config_s_entry_names_hold_for_a_split_beside_its_own()
    {
        _folder.File("set/a.jsonl", "{\"answer\":2}\n");
        _folder.File("set/README.md", "---\nconfigs:\n- config_name: default\n  data_files: a.jsonl\n  features:\n  - name: answer\n    dtype: float64\n---\n");
        Assert.Contains("'answer'", Assert.Throws<InvalidOperationException>(() => Export("default", "test", DistisetFormat.Jsonl, rows: new Row { { "answer", "two" } })).Message, StringComparison.Ordinal);
        Export("default", "test", DistisetFormat.Jsonl, rows: new Row { { "answer", 2.5 } });
        Assert.Contains("name: answer\n    dtype: float64", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_told_of_Force_is_not_refused_with_it()
    {
        _folder.File("set/train.csv", "n\n7\n");
        _folder.File("set/test.csv", "n\n7\n");
        Assert.Contains("csv", Assert.Throws<LoaderConflictException>(() => Export("default")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_does_not_load_stops_one_beside_it()
    {
        _folder.File("set/test.jsonl", "{\"a\":1}\n{\"a\":\n");
        var refused = Assert.ThrowsAny<Exception>(() => Export("default", format: DistisetFormat.Jsonl));
        Assert.Contains("test.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["set/test.jsonl"], _folder.Entries());
    }
}
