using MathPref.Core.Datasets;

namespace MathPref.Core.Tests.Datasets;

public sealed class DatasetReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<DatasetFormatException> _errors = [];
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    private object?[] Read(string? config = null, string? split = null, string path = "") =>
        [.. new DatasetReader { Config = config, Split = split, OnError = _errors.Add, OnWarning = _warnings.Add }.Read(path.Length == 0 ? _folder.Path : _folder[path]).Select(row => row["a"])];

    private void Rows(string name, params string[] values) => _folder.File(name, string.Concat(values.Select(value => $"{{\"a\":\"{value}\"}}\n")));

    private void Card(string front) => _folder.File("README.md", $"---\n{front}\n---\n");

    private void TwoConfigs()
    {
        Card("configs:\n- config_name: zeta\n  data_files:\n  - split: train\n    path: zeta/train-*\n  - split: test\n    path: zeta/test-*\n- config_name: alpha\n  data_files:\n  - split: train\n    path: alpha/train-*");
        Rows("alpha/train-00000-of-00001.jsonl", "a");
        Rows("zeta/train-00001-of-00002.jsonl", "z2");
        Rows("zeta/train-00000-of-00002.jsonl", "z1");
        Rows("zeta/test-00000-of-00001.jsonl", "t");
    }

    [Fact]
    public void All_configs_and_splits_come_in_the_order_of_the_card_and_shards_in_that_of_their_numbers()
    {
        TwoConfigs();
        Assert.Equal(["z1", "z2", "t", "a"], Read("*"));
        Assert.Empty(_errors);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Config_and_split_choose()
    {
        TwoConfigs();
        Assert.Equal(["a"], Read("alpha"));
        Assert.Equal(["t"], Read("*", "test"));
        Assert.Equal(["z1", "z2"], Read("zeta", "train"));
    }

    [Theory]
    [InlineData("beta", null)]
    [InlineData("be*", null)]
    [InlineData("*", "validation")]
    [InlineData("alpha", "test")]
    public void A_config_or_split_that_is_not_there_is_an_error_that_names_those_that_are(string? config, string? split)
    {
        TwoConfigs();
        var error = Assert.Throws<DatasetFormatException>(() => Read(config, split));
        Assert.Contains("zeta/train, zeta/test, alpha/train", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_configs_the_default_is_read_by_its_name_or_its_mark_and_without_one_they_are_named()
    {
        TwoConfigs();
        Assert.Contains("several configs and none is the default: zeta, alpha. Give -Config", Assert.Throws<DatasetFormatException>(() => Read()).Message, StringComparison.Ordinal);
        Card("configs:\n- config_name: zeta\n  data_files: zeta/*\n- config_name: alpha\n  data_files: alpha/*\n  default: true");
        Assert.Equal(["a"], Read());
        Card("configs:\n- config_name: zeta\n  data_files: zeta/train-*\n- config_name: default\n  data_files: alpha/*");
        Assert.Equal(["a"], Read());
        Assert.Equal(["z1", "z2", "a"], Read("*"));
    }

    [Fact]
    public void Rows_of_a_pattern_say_which_config_they_are_of_and_those_of_a_name_stay_as_they_are()
    {
        TwoConfigs();
        List<string> Columns(string config) =>
            [.. new DatasetReader { Config = config, OnError = error => throw error, OnWarning = Assert.Fail }.Read(_folder.Path).Select(row => string.Join(' ', row.Select(c => $"{c.Key}={c.Value}")))];
        Assert.Equal(["a=z1 config=zeta", "a=z2 config=zeta", "a=t config=zeta", "a=a config=alpha"], Columns("*"));
        Assert.Equal(["a=a config=alpha"], Columns("a*"));
        Assert.Equal(["a=a config=alpha"], Columns("alph?"));
        Assert.Equal(["a=a"], Columns("alpha"));
    }

    [Fact]
    public void A_column_of_that_name_is_not_overwritten()
    {
        TwoConfigs();
        _folder.File("alpha/train-00000-of-00001.jsonl", "{\"a\":\"a\",\"Config\":\"mine\"}\n");
        Assert.Contains("a column 'config' of their own", Assert.Throws<DatasetFormatException>(() => Read("*")).Message, StringComparison.Ordinal);
        Assert.Equal(["a"], Read("alpha"));
    }

    [Fact]
    public void Without_a_card_the_folders_speak_for_themselves()
    {
        Rows("data/train-00000-of-00001.jsonl", "d");
        Rows("data/test-00000-of-00001.jsonl", "t");
        Rows("trl/train-00000-of-00001.jsonl", "x");
        Rows("data/notes.jsonl", "no");
        Rows(".git/train-00000-of-00001.jsonl", "no");
        Assert.Equal(["t", "d", "x"], Read("*"));
        Assert.Equal(["t", "d"], Read());
        Assert.Equal(["d"], Read("default", "train"));
        Assert.Equal(["x"], Read("trl"));
    }

    [Fact]
    public void A_card_that_names_no_files_leaves_it_to_the_folders()
    {
        Card("license: mit");
        Rows("data/train-00000-of-00001.jsonl", "d");
        Assert.Equal(["d"], Read());
    }

    [Theory]
    [InlineData("../secret/*.jsonl")]
    [InlineData("../secret/train-00000-of-00001.jsonl")]
    [InlineData("data/../../secret/*")]
    [InlineData("/etc/passwd")]
    [InlineData("~/x")]
    [InlineData("https://example.org/x.jsonl")]
    [InlineData("hf://datasets/a/b/x.jsonl")]
    [InlineData("data/[")]
    [InlineData("data/(a+)+$")]
    public void A_pattern_that_tries_to_leave_the_folder_finds_nothing(string pattern)
    {
        _folder.File("secret/train-00000-of-00001.jsonl", "{\"a\":\"secret\"}\n");
        _folder.File("set/README.md", $"---\nconfigs:\n- config_name: default\n  data_files: '{pattern}'\n---\n");
        _folder.File("set/data/x.jsonl", "{\"a\":\"x\"}\n");
        var error = Assert.Throws<DatasetFormatException>(() => Read(path: "set"));
        Assert.Contains("x.jsonl", error.Message, StringComparison.Ordinal);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("data/*.jsonl", "data/train-0.jsonl data/x1.jsonl")]
    [InlineData("./data/*.jsonl", "data/train-0.jsonl data/x1.jsonl")]
    [InlineData("data/**", "data/deep/x2.jsonl data/train-0.jsonl data/x1.jsonl")]
    [InlineData("**/x*.jsonl", "data/deep/x2.jsonl data/x1.jsonl x0.jsonl")]
    [InlineData("*.jsonl", "x0.jsonl")]
    [InlineData("data/x?.jsonl", "data/x1.jsonl")]
    [InlineData("**/x[0-1].jsonl", "data/x1.jsonl x0.jsonl")]
    [InlineData("**/x[!0].jsonl", "data/deep/x2.jsonl data/x1.jsonl")]
    [InlineData("data/train-0.jsonl", "data/train-0.jsonl")]
    public void Patterns_mean_what_the_Hub_s_loader_means_by_them(string pattern, string found)
    {
        foreach (var name in (string[])["x0.jsonl", "data/x1.jsonl", "data/deep/x2.jsonl", "data/train-0.jsonl", "data/.incomplete-train.jsonl"])
            Rows(name, name);
        Card($"configs:\n- config_name: default\n  data_files: '{pattern}'");
        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries), Read());
    }

    [Fact]
    public void A_file_that_two_patterns_match_is_read_twice_as_loaders_do()
    {
        Rows("data/x.jsonl", "x");
        Card("configs:\n- config_name: default\n  data_files:\n  - data/*.jsonl\n  - data/x.jsonl");
        Assert.Equal(["x", "x"], Read());
    }

    [Fact]
    public void A_broken_row_costs_only_itself_across_files()
    {
        TwoConfigs();
        _folder.File("zeta/train-00000-of-00002.jsonl", "{\"a\":\"z1\"}\nbroken\n");
        Assert.Equal(["z1", "z2", "t", "a"], Read("*"));
        Assert.Equal(2, Assert.Single(_errors).Line);
    }

    [Fact]
    public void An_interrupted_export_beside_finished_ones_is_told_where_it_is_asked_for()
    {
        TwoConfigs();
        Rows("beta/.incomplete-train.jsonl", "half");
        Rows("beta/.incomplete-train-previous.jsonl", "older");
        Assert.Equal(["z1", "z2", "t", "a"], Read("*"));
        Assert.Contains(Path.Combine("beta", ".incomplete-train.jsonl"), Assert.Single(_warnings), StringComparison.Ordinal);
        _warnings.Clear();
        Read("alpha");
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_folder_without_a_dataset_is_an_error()
    {
        _folder.File("notes.docx", "no");
        Assert.Contains("no dataset", Assert.Throws<DatasetFormatException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.jsonl", "{\"a\":\"x\"}")]
    [InlineData("a.ndjson", "{\"a\":\"x\"}")]
    [InlineData("a.JSON", "[{\"a\":\"x\"}]")]
    [InlineData("a.csv", "a\nx")]
    [InlineData("a.tsv", "a\tb\nx\t1")]
    public void A_file_is_read_by_its_extension_in_every_culture(string name, string text)
    {
        _folder.File(name, text);
        foreach (var culture in (string[])["", "tr-TR"])
            Cultures.Under(culture, () => Assert.Equal(["x"], Read(path: name)));
    }

    [Theory]
    [InlineData("a.xlsx")]
    [InlineData("a")]
    public void A_file_of_another_kind_is_an_error_that_names_the_kinds_that_are_read(string name)
    {
        _folder.File(name, "x");
        Assert.Contains(".jsonl", Assert.Throws<DatasetFormatException>(() => Read(path: name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_not_there_is_an_error() => Assert.ThrowsAny<IOException>(() => Read(path: "nowhere.jsonl"));
}
