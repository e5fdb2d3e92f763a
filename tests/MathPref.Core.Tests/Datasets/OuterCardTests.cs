using MathPref.Core.Datasets;

namespace MathPref.Core.Tests.Datasets;

public sealed class OuterCardTests
{
    [Theory]
    [InlineData("data_files: data/train.jsonl", "data_files: distiset/data/train.jsonl")]
    [InlineData("data_files: ./data/train.jsonl", "data_files: distiset/data/train.jsonl")]
    [InlineData("data_files: [a.csv, 'b: c.csv']", "data_files:\n  - distiset/a.csv\n  - 'distiset/b: c.csv'")]
    [InlineData("data_files:\n  - split: train\n    path: data/train-*\n  - {split: test, path: [a.csv, ./b.csv]}",
        "data_files:\n  - split: train\n    path: distiset/data/train-*\n  - {split: test, path: [distiset/a.csv, distiset/b.csv]}")]
    [InlineData("data_dir: rows", "data_dir: distiset/rows")]
    [InlineData("data_dir: ./", "data_dir: distiset")]
    [InlineData("data_dir: rows\n  data_files: a.csv\n  sep: ;", "data_dir: distiset/rows\n  data_files: a.csv\n  sep: ;")]
    [InlineData("description: all of it", "description: all of it\n  data_dir: distiset")]
    [InlineData("data_files: hf://datasets/a/b/c.csv\n  default: true", "data_files: hf://datasets/a/b/c.csv\n  default: true")]
    public void Each_path_gets_the_folder_before_it_and_other_keys_stay(string within, string around)
    {
        var card = Parse($"---\nlicense: mit\nconfigs:\n- config_name: one\n  {within}\ndataset_info: []\n---\nText.\n");
        var expected = Parse($"---\nconfigs:\n- config_name: one\n  {around}\n---\n");
        var outer = Parse("");
        outer.Front.Children["configs"] = OuterCard.Configs(card, "distiset");
        Assert.Equal(Plain(expected), Plain(outer));
    }

    [Theory]
    [InlineData("- data_files: distiset/a.csv", true)]
    [InlineData("- data_dir: distiset", true)]
    [InlineData("- {data_dir: ./distiset/rows, data_files: a.csv}", true)]
    [InlineData("- data_files: distiset2/a.csv", false)]
    [InlineData("- data_files: [distiset/a.csv, b.csv]", false)]
    [InlineData("- config_name: all", false)]
    public void A_card_is_within_where_all_that_it_names_is(string entry, bool isWithin) =>
        Assert.Equal(isWithin, OuterCard.IsWithin(Parse($"---\nconfigs:\n{entry}\n---\n"), "distiset"));

    private static DatasetCard Parse(string text) => DatasetCard.Parse(text, "README.md");

    /// <summary>Styles aside.</summary>
    private static string Plain(DatasetCard card) => string.Join('\n', card.Front.AllNodes.Select(node => node is YamlDotNet.RepresentationModel.YamlScalarNode scalar ? scalar.Value : node.NodeType.ToString()));
}
