using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Configs that are a folder of the dataset (data_dir), read as the Hub's loader reads them.</summary>
public sealed class DataDirTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _errors = [];

    public void Dispose() => _folder.Dispose();

    private void Rows(params string[] names)
    {
        foreach (var name in names)
            _folder.File(name, name.EndsWith(".csv", StringComparison.Ordinal) ? $"a;b\n{name};1\n" : $"{{\"a\":\"{name}\"}}\n");
    }

    private void Card(string front) => _folder.File("README.md", $"---\nconfigs:\n{front}\n---\n");

    private object?[] Read(string? config = null, string? split = null) =>
        [.. new DatasetReader { Config = config, Split = split, OnError = error => _errors.Add(error.Message), OnWarning = _ => { } }.Read(_folder.Path).Select(row => row["a"])];

    private string Splits(string folder)
    {
        Card($"- config_name: x\n  data_dir: {folder}");
        return string.Join(" ", DatasetFiles.Of(_folder.Path).Select(split => $"{split.Split}:{string.Join(',', split.Files.Select(file => Path.GetRelativePath(_folder[folder.Trim('.', '/')], file).Replace('\\', '/')))}"));
    }

    [Fact]
    public void Each_config_has_the_files_of_its_folder_and_no_other()
    {
        Rows("algebra/part.jsonl", "algebra/more/part.jsonl", "geometry/part.jsonl", "geometry-old/part.jsonl", "notes.jsonl");
        Card("- config_name: algebra\n  data_dir: algebra\n- config_name: geometry\n  data_dir: ./geometry/");
        Assert.Equal(["algebra/more/part.jsonl", "algebra/part.jsonl"], Read("algebra"));
        Assert.Equal(["geometry/part.jsonl"], Read("geometry", "train"));
        Assert.Contains("algebra, geometry", Assert.Throws<DatasetFormatException>(() => Read()).Message, StringComparison.Ordinal);
        Assert.Equal(2, Distiset.Read(_folder.Path).Configs.Count);
        Assert.DoesNotContain(DistisetChecker.Check(_folder.Path), problem => problem.Severity is ProblemSeverity.Error || problem.Check == "NoCard");
        Assert.Empty(_errors);
    }

    [Fact]
    public void Folders_and_named_files_stand_beside_each_other_in_the_order_of_the_card()
    {
        Rows("b/x.jsonl", "y.jsonl", "c/z.jsonl");
        Card("- config_name: two\n  data_dir: b\n- config_name: one\n  data_files: y.jsonl\n- config_name: three\n  data_dir: c\n  data_files: '*.jsonl'");
        Assert.Equal(["b/x.jsonl", "y.jsonl", "c/z.jsonl"], Read("*"));
    }

    [Theory]
    [InlineData("s/train.jsonl s/dev.jsonl s/my_test-1.jsonl s/other.jsonl", "train:train.jsonl validation:dev.jsonl test:my_test-1.jsonl")]
    [InlineData("s/train/a.jsonl s/eval/b.jsonl s/train.jsonl", "train:train/a.jsonl test:eval/b.jsonl")]
    [InlineData("s/data/train-00000-of-00002.jsonl s/data/train-00001-of-00002.jsonl s/data/hard-00000-of-00001.jsonl s/train.jsonl", "train:data/train-00000-of-00002.jsonl,data/train-00001-of-00002.jsonl hard:data/hard-00000-of-00001.jsonl")]
    [InlineData("s/mytrain.jsonl s/tests.jsonl", "train:mytrain.jsonl,tests.jsonl")]
    [InlineData("s/a.jsonl s/b.jsonl s/c.csv s/config.json s/__x/d.jsonl s/.hidden.jsonl s/notes.txt", "train:a.jsonl,b.jsonl")]
    [InlineData("s/a.jsonl s/b.csv", "train:a.jsonl")]
    [InlineData("s/train_test.jsonl", "train:train_test.jsonl test:train_test.jsonl")]
    [InlineData("other/a.jsonl", "train:")]
    public void Splits_are_found_by_shards_folders_and_names_in_this_order(string files, string splits)
    {
        Rows(files.Split(' '));
        Assert.Equal(splits, Splits("s"));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc")]
    [InlineData("set/../../secret")]
    public void A_folder_outside_has_no_files(string folder)
    {
        _folder.File("secret/a.jsonl", "{\"a\":\"secret\"}\n");
        _folder.File("set/README.md", $"---\nconfigs:\n- config_name: x\n  data_dir: '{folder}'\n---\n");
        var reader = new DatasetReader { OnError = error => _errors.Add(error.Message), OnWarning = _ => { } };
        Assert.Contains("there are no data files", Assert.Throws<DatasetFormatException>(() => reader.Read(_folder["set"]).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_is_written_beside_those_of_a_folder_leaves_them_in_the_card()
    {
        Rows("x/train.jsonl", "y/train.jsonl");
        Card("- config_name: x\n  data_dir: x\n- config_name: y\n  data_dir: y");
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = _folder.Path, Config = "x", Split = "test", Format = DistisetFormat.Jsonl }))
        {
            writer.Write(new Row { { "a", "new" } });
            Assert.True(writer.Complete());
        }
        Assert.Equal(["x/train.jsonl", "new", "y/train.jsonl"], Read("*"));
    }
}
