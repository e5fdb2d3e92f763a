using MathPref.Core.Datasets;
using MathPref.Core.Hub;

namespace MathPref.Core.Tests.Hub;

public sealed class CardMergeTests
{
    private static string Card(string front, string body = "# Title\n") => $"---\n{front}---\n\n{body}";

    private static string Config(string name, string pattern, string extra = "") => $"- config_name: {name}\n  data_files:\n  - split: train\n    path: {pattern}\n{extra}";

    private static string Info(string name, int rows) => $"- config_name: {name}\n  features:\n  - name: a\n    dtype: string\n  splits:\n  - name: train\n    num_examples: {rows}\n";

    private static string Single(string name, int rows) => Info(name, rows)[2..].Replace("\n  ", "\n", StringComparison.Ordinal).Replace("\n", "\n  ", StringComparison.Ordinal).TrimEnd(' ');

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    public void Without_a_card_there_ours_is_taken_to_the_letter(string? remote) =>
        Assert.Equal("---\nconfigs: []   # mine\n---\ntext", CardMerge.Merge(remote, "---\nconfigs: []   # mine\n---\ntext", []));

    [Fact]
    public void What_changes_nothing_leaves_every_letter()
    {
        var remote = "---\n# a comment\nconfigs:   \n" + Config("default", "data/train-*") + "license: \"mit\"\n---\n\n\n# Theirs\r\n";
        Assert.Equal(remote, CardMerge.Merge(remote, Card("configs:\n" + Config("default", "data/train-*"), "# Ours\n"), ["default"]));
    }

    [Fact]
    public void A_card_of_text_alone_gets_the_configs_in_front()
    {
        var merged = CardMerge.Merge("# Theirs\n", Card("configs:\n" + Config("default", "data/train-*")), ["default"]);
        Assert.Equal(Card("configs:\n" + Config("default", "data/train-*"), "# Theirs\n"), merged);
    }

    [Fact]
    public void Counts_of_a_pushed_config_are_replaced_and_the_others_stay()
    {
        var remote = Card("dataset_info:\n" + Info("default", 1) + Info("trl", 2) + "configs:\n" + Config("default", "data/train-*") + Config("trl", "trl/train-*"));
        var local = Card("dataset_info:\n  " + Single("trl", 5) + "configs:\n" + Config("trl", "trl/train-*"));
        Assert.Equal(Card("dataset_info:\n" + Info("default", 1) + Info("trl", 5) + "configs:\n" + Config("default", "data/train-*") + Config("trl", "trl/train-*")), CardMerge.Merge(remote, local, ["trl"]));
    }

    [Fact]
    public void Counts_that_ours_does_not_have_are_forgotten()
    {
        var remote = Card("dataset_info:\n" + Info("default", 1) + Info("trl", 2) + "configs:\n" + Config("default", "data/train-*") + Config("trl", "trl/train-*"));
        var merged = CardMerge.Merge(remote, Card("configs:\n" + Config("trl", "trl/train-*")), ["trl"]);
        Assert.DoesNotContain("num_examples: 2", merged, StringComparison.Ordinal);
        Assert.Contains("num_examples: 1", merged, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nameless_entry_gets_its_name_when_it_no_longer_stands_alone()
    {
        var remote = Card("dataset_info:\n  features:\n  - name: a\n    dtype: string\n  splits:\n  - name: train\n    num_examples: 1\nconfigs:\n" + Config("default", "data/train-*"));
        var merged = CardMerge.Merge(remote, Card("dataset_info:\n  " + Single("trl", 5) + "configs:\n" + Config("trl", "trl/train-*")), ["trl"]);
        Assert.Equal(Card("dataset_info:\n" + Info("default", 1) + Info("trl", 5) + "configs:\n" + Config("default", "data/train-*") + Config("trl", "trl/train-*")), merged);
    }

    [Fact]
    public void Where_a_split_stays_that_is_not_pushed_nothing_is_said_of_the_counts()
    {
        var remote = Card("configs:\n- config_name: default\n  data_files:\n  - split: test\n    path: data/test-*\n");
        var merged = CardMerge.Merge(remote, Card("dataset_info:\n  " + Single("default", 5) + "configs:\n" + Config("default", "data/train-*")), ["default"]);
        Assert.DoesNotContain("dataset_info", merged, StringComparison.Ordinal);
        Assert.Equal(["default/test", "default/train"], DatasetCard.Parse(merged, "x").Configs().Select(f => $"{f.Config}/{f.Split}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Several_patterns_and_the_keys_of_a_new_config_come_along()
    {
        var local = Card("configs:\n- config_name: new\n  description: ours\n  data_files:\n  - split: train\n    path:\n    - a.jsonl\n    - b.jsonl\n  default: true\n");
        var merged = CardMerge.Merge(Card("configs:\n" + Config("old", "old/train-*")), local, ["new"]);
        Assert.Equal(Card("configs:\n- config_name: new\n  data_files:\n  - split: train\n    path:\n    - a.jsonl\n    - b.jsonl\n  description: ours\n  default: true\n" + Config("old", "old/train-*")), merged);
        Assert.DoesNotContain("default: true", CardMerge.Merge(Card("configs:\n" + Config("default", "data/train-*")), local, ["new"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_default_is_refused_because_loaders_refuse_it()
    {
        var error = Assert.Throws<LoaderConflictException>(() => CardMerge.Merge(Card("configs:\n" + Config("old", "old/train-*", "  default: true\n")), Card("configs:\n" + Config("default", "data/train-*")), ["default"]));
        Assert.Contains("'old'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Their_keys_win_and_ours_are_added_but_the_size_is_of_the_whole()
    {
        var ours = Card("size_categories: n<1K\ntags:\n- mathpref\nlanguage: en\nconfigs:\n" + Config("trl", "trl/train-*"));
        var merged = CardMerge.Merge(Card("tags:\n- theirs\nconfigs:\n" + Config("old", "old/train-*")), ours, ["trl"]);
        Assert.Contains("tags:\n- theirs\n", merged, StringComparison.Ordinal);
        Assert.Contains("language: en\n", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("size_categories", merged, StringComparison.Ordinal);
        Assert.Contains("size_categories: n<1K", CardMerge.Merge(Card("size_categories: 1K<n<10K\nconfigs:\n" + Config("trl", "trl/train-*")), ours, ["trl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Our_sections_are_replaced_and_their_text_their_sections_and_the_rows_of_their_configs_stay()
    {
        static string Section(string config, string text) => $"<!-- mathpref:config {config} train -->\n## {config}\n\n{text}\n";
        static string Block(params string[] sections) => $"<!-- mathpref:begin -->\nload_dataset(\"ada/set\")\n{string.Concat(sections)}<!-- mathpref:end -->\n";
        var remote = Card("configs:\n" + Config("old", "old/train-*") + Config("trl", "trl/train-*") + "dataset_info:\n" + Info("old", 7) + Info("trl", 2), "# Theirs\n\n" + Block(Section("old", "kept"), Section("trl", "replaced")) + "\nMore of theirs.\n");
        var local = Card("size_categories: n<1K\nconfigs:\n" + Config("trl", "trl/train-*") + "dataset_info:\n  " + Single("trl", 5), "# Ours\n\n" + Block(Section("trl", "$1 new")));
        var merged = CardMerge.Merge(remote, local, ["trl"]);
        Assert.Contains("# Theirs\n\n<!-- mathpref:begin -->\n| config | split | rows |\n| --- | --- | ---: |\n| old | train | 7 |\n| trl | train | 5 |\n", merged, StringComparison.Ordinal);
        Assert.Contains("kept", merged, StringComparison.Ordinal);
        Assert.Contains("$1 new", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("replaced", merged, StringComparison.Ordinal);
        Assert.Contains("load_dataset(\"ada/set\", \"old\"", merged, StringComparison.Ordinal);
        Assert.EndsWith("<!-- mathpref:end -->\nMore of theirs.\n", merged, StringComparison.Ordinal);
        Assert.Contains("size_categories: n<1K\n", merged, StringComparison.Ordinal);
        Assert.Equal(merged, CardMerge.Merge(merged, local, ["trl"]));
        // Their text without our marks stays before ours.
        Assert.Contains("# Theirs alone\n\n<!-- mathpref:begin -->\n", CardMerge.Merge(Card("configs:\n" + Config("old", "old/train-*"), "# Theirs alone\n"), local, ["trl"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source_datasets:\n- z/old\n- a/x\n", "z/old a/x b/y")]
    [InlineData("source_datasets: z/old\n", "z/old a/x b/y")]
    [InlineData("", "a/x b/y")]
    public void The_sources_of_both_cards_are_united(string theirs, string united)
    {
        var local = Card("source_datasets:\n- a/x\n- b/y\nconfigs:\n" + Config("trl", "trl/train-*"));
        var merged = CardMerge.Merge(Card(theirs + "configs:\n" + Config("old", "old/train-*")), local, ["trl"]);
        Assert.Equal(united.Split(' '), DatasetCard.Parse(merged, "x").Texts("source_datasets"));
        Assert.Equal(merged, CardMerge.Merge(merged, local, ["trl"]));
    }

    [Theory]
    [InlineData("license: mit\n", "mit", null)]
    [InlineData("license: other\nlicense_name: theirs\n", "other", "theirs")]
    [InlineData("license: other\n", "other", "ours")]
    [InlineData("", "other", "ours")]
    public void The_Hub_s_licence_stays_and_is_not_called_as_another_is(string theirs, string license, string? name)
    {
        var local = Card("license: other\nlicense_name: ours\nconfigs:\n" + Config("trl", "trl/train-*"));
        var merged = DatasetCard.Parse(CardMerge.Merge(Card(theirs + "configs:\n" + Config("old", "old/train-*")), local, ["trl"]), "x");
        Assert.Equal((license, name), (merged.Scalar("license"), merged.Scalar("license_name")));
    }

    [Fact]
    public void A_broken_card_is_named_by_its_place() =>
        Assert.Contains("README.md on the Hub", Assert.Throws<DatasetFormatException>(() => CardMerge.Merge("---\na: [b\n---\n", Card(""), [])).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Merging_twice_changes_nothing_more(string culture) => Cultures.Under(culture, () =>
    {
        var local = Card("dataset_info:\n  " + Single("trl", 5) + "configs:\n" + Config("trl", "trl/train-*"));
        var once = CardMerge.Merge(Card("license: mit\nconfigs:\n" + Config("old", "old/train-*")), local, ["trl"]);
        Assert.Equal(once, CardMerge.Merge(once, local, ["trl"]));
    });
}
