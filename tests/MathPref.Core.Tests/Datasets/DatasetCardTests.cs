using MathPref.Core.Datasets;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets;

public sealed class DatasetCardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Fixtures => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Datasets", "cards")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private DatasetCard Open(string text) => DatasetCard.Open(_folder.File("README.md", text));

    private static string Fixture(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Datasets", "cards", name));

    private static string[] Told(DatasetCard card) => [.. card.Configs().Select(f => $"{f.Config}/{f.Split}={string.Join('|', f.Patterns)}")];

    private static Dictionary<string, YamlNode> Front(string text)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(text.Split("---\n")[1]));
        return ((YamlMappingNode)yaml.Documents[0].RootNode).Children.ToDictionary(child => ((YamlScalarNode)child.Key).Value!, child => child.Value);
    }

    [Fact]
    public void There_are_ten_cards_that_the_Hub_s_own_library_wrote() => Assert.Equal(10, Fixtures.Count);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_card_of_the_Hub_s_own_library_is_written_back_as_it_was(string name) =>
        Assert.Equal(Fixture(name).TrimEnd('\n'), Open(Fixture(name)).ToString().TrimEnd('\n'));

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Naming_new_files_keeps_every_key_and_every_other_config(string name)
    {
        var before = Open(Fixture(name));
        var told = Told(before);
        before.SetFiles("new", "train", "new/train-*");
        var text = before.ToString();
        var after = Open(text);
        Assert.Equal(told.Append("new/train=new/train-*").Order(StringComparer.Ordinal), Told(after).Order(StringComparer.Ordinal));

        var (old, now) = (Front(Fixture(name)), Front(text));
        Assert.Equal(old.Keys, now.Keys);
        foreach (var key in old.Keys.Where(key => key != "configs"))
            Assert.Equal(old[key], now[key]);
        if (name == "readme-with-license-was-there.md")
            Assert.EndsWith("---\n\n# My title\n\nbody\n", text, StringComparison.Ordinal);

        // Named a second time, nothing more changes.
        after.SetFiles("new", "train", "new/train-*");
        Assert.Equal(text, after.ToString());
    }

    [Fact]
    public void Replacing_a_split_keeps_the_other_split_and_the_config_s_own_keys()
    {
        var card = Open(Fixture("two-configs-default-true.md"));
        card.SetFiles("zeta", "train", "zeta/train-*.jsonl");
        Assert.Equal(["alpha/train=alpha/train-*", "zeta/train=zeta/train-*.jsonl", "zeta/test=zeta/test-*"], Told(Open(card.ToString())));
        Assert.Contains("  default: true\n", card.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("configs:\n- config_name: x\n  data_files: x/*.jsonl", "x/train=x/*.jsonl")]
    [InlineData("configs:\n- config_name: x\n  data_files:\n  - a.jsonl\n  - b.jsonl", "x/train=a.jsonl|b.jsonl")]
    [InlineData("configs:\n- config_name: x\n  data_files:\n  - split: test\n    path:\n    - a.jsonl\n    - b.jsonl", "x/test=a.jsonl|b.jsonl")]
    [InlineData("configs:\n- data_files: a.jsonl", "default/train=a.jsonl")]
    [InlineData("configs:\n  config_name: x\n  data_files: a.jsonl", "x/train=a.jsonl")]
    [InlineData("configs:\n- config_name: x\n  data_dir: x", null)]
    [InlineData("configs: nonsense", null)]
    [InlineData("license: mit", null)]
    [InlineData("# only a comment", null)]
    [InlineData("{}", null)]
    [InlineData("", null)]
    public void Every_form_of_configs_is_read_and_survives_a_new_one(string front, string? told)
    {
        var card = Open($"---\n{front}\n---\nText.\n");
        string[] expected = told is null ? [] : [told];
        Assert.Equal(expected, Told(card));
        card.SetFiles("new", "train", "new/train-*");
        Assert.Equal(expected.Append("new/train=new/train-*").Order(StringComparer.Ordinal), Told(Open(card.ToString())).Order(StringComparer.Ordinal));
        if (front.Contains("data_dir", StringComparison.Ordinal))
            Assert.Contains("data_dir: x", card.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\n---\n\nText.\n", card.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF---\nlicense: mit\n---\nText.\n")]
    [InlineData("---\r\nlicense: mit\r\n---\r\nText.\r\n")]
    [InlineData("---  \nlicense: mit\n---  \n\n\nText.")]
    public void Line_ends_and_blanks_of_the_fences_do_not_matter(string text)
    {
        var card = Open(text);
        card.SetFiles("default", "train", "data/train-*");
        Assert.Equal("---\nlicense: mit\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n---\n\nText.\n", card.ToString());
    }

    [Theory]
    [InlineData("---\nlicense: mit\n")]
    [InlineData("---\nlicense: mit\n----\n")]
    [InlineData("---\n- a\n- b\n---\n")]
    [InlineData("---\ntext\n---\n")]
    [InlineData("---\na: [b\n---\n")]
    [InlineData("---\na: b\na: c\n---\n")]
    [InlineData("---\na: *nowhere\n---\n")]
    public void A_broken_card_is_an_error_with_its_line(string text)
    {
        var error = Assert.Throws<DatasetFormatException>(() => Open(text));
        Assert.NotNull(error.Line);
        Assert.Contains("README.md", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Loaders go down by recursion, and a stack that overflows takes the whole process with it.</summary>
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    public void A_card_that_is_nested_without_end_is_an_error(string open)
    {
        var error = Assert.Throws<DatasetFormatException>(() => Open($"---\na: {string.Concat(Enumerable.Repeat(open, 20_000))}\n---\n"));
        Assert.Equal(2, error.Line);
    }

    [Theory]
    [InlineData("files/", "a-*", "files/a-*")]
    [InlineData("./files", "./a-*", "files/a-*")]
    [InlineData(".", "a-*", "a-*")]
    [InlineData("files", "https://host/a.jsonl", "https://host/a.jsonl")]
    public void The_folder_of_a_config_is_part_of_its_patterns(string folder, string pattern, string told) =>
        Assert.Equal(["x/train=" + told], Told(Open($"---\nconfigs:\n- config_name: x\n  data_dir: {folder}\n  data_files: {pattern}\n---\n")));

    /// <summary>Loaders look for a config's files below its data_dir, where ours are not.</summary>
    [Fact]
    public void Naming_files_of_a_config_with_a_folder_names_them_all_from_the_root()
    {
        var card = Open("---\nconfigs:\n- config_name: x\n  data_dir: files\n  data_files:\n  - split: test\n    path: a-*\n---\n");
        card.SetFiles("x", "train", "x/train-*");
        Assert.Equal(["x/test=files/a-*", "x/train=x/train-*"], Told(Open(card.ToString())));
        Assert.DoesNotContain("data_dir", card.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Info_of_one_config_is_forgotten_and_that_of_the_others_stays()
    {
        var card = Open(Fixture("default-and-named.md"));
        card.ForgetInfo("trl");
        Assert.DoesNotContain("config_name: trl\n  features", card.ToString(), StringComparison.Ordinal);
        Assert.Contains("config_name: default\n  features", card.ToString(), StringComparison.Ordinal);
        card.ForgetInfo("default");
        Assert.DoesNotContain("dataset_info", card.ToString(), StringComparison.Ordinal);

        var single = Open(Fixture("empty.md"));
        single.ForgetInfo("trl");
        Assert.Contains("dataset_info", single.ToString(), StringComparison.Ordinal);
        single.ForgetInfo("default");
        Assert.DoesNotContain("dataset_info", single.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whatever goes through the nodes would go round for ever, or through millions.</summary>
    [Theory]
    [InlineData("a: &x [*x]")]
    [InlineData("? &x [*x]\n: b")]
    [InlineData("a: &x {b: *x}")]
    [InlineData("a: &x [*y]\nb: &y [*x]")]
    [InlineData("a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n? [*f]\n: g")]
    public void Aliases_that_make_a_circle_or_stand_for_millions_are_an_error(string front) => Assert.NotNull(Assert.Throws<DatasetFormatException>(() => Open($"---\n{front}\n---\n")).Line);

    [Fact]
    public void Aliases_that_are_nested_within_each_other_without_end_are_an_error() =>
        Assert.Throws<DatasetFormatException>(() => Open($"---\na0: &a0 1\n{string.Concat(Enumerable.Range(1, 5000).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"))}---\n"));

    [Fact]
    public void An_alias_of_what_stands_before_it_is_written_back()
    {
        var card = Open("---\nbase: &base\n- a\nother: *base\n---\nText.\n");
        card.SetFiles("new", "train", "new/train-*");
        Assert.Equal(Front(card.ToString())["base"], Front(card.ToString())["other"]);
    }

    [Theory]
    [InlineData("...\nc")]
    [InlineData(" : b")]
    public void What_the_library_trips_over_is_an_error_of_the_card(string front) => Assert.Throws<DatasetFormatException>(() => Open($"---\n{front}\n---\n"));

    /// <summary>A key of more than 1024 characters as written is none to a reader.</summary>
    [Fact]
    public void A_key_that_could_not_be_read_once_it_is_written_is_an_error()
    {
        Assert.Equal(new string('\u0001', 128), Assert.Single(Open($"---\n\"{string.Concat(Enumerable.Repeat("\\x01", 128))}\": b\n---\n").Front.Children.Keys).ToString());
        Assert.Throws<DatasetFormatException>(() => Open($"---\na:\n  \"{string.Concat(Enumerable.Repeat("\\x01", 200))}\": b\n---\n"));
    }

    [Fact]
    public void A_pattern_that_is_longer_than_any_path_matches_nothing() => Assert.DoesNotMatch(FilePattern.ToRegex(new string('a', 200_000) + "*"), "a");
}
