using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using YamlDotNet.RepresentationModel;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Dataset cards: read, changed as an export changes them, merged as a push merges them, and written again.</summary>
internal sealed class CardTarget : FuzzTarget
{
    private const string Mine = "---\nconfigs:\n- config_name: fuzz\n  data_files:\n  - split: train\n    path: fuzz/train-*\n---\n\n# Mine\n";

    private static readonly ColumnType s_type = ColumnType.StructOf([new("a", ColumnType.Int64), new("list", ColumnType.ListOf(ColumnType.String)), new("messages", ColumnType.ListOf(ColumnType.StructOf([new("content", ColumnType.String)])))]);

    public override string Name => "card";

    public override bool IsBytes => false;

    public override IReadOnlyList<string> Seeds { get; } =
    [
        "---\nlicense: mit\ntags:\n- math\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n  - split: test\n    path:\n    - a.jsonl\n    - b.jsonl\n  default: true\n---\n\n# A card\n\nText.\n",
        "---\ndataset_info:\n- config_name: one\n  features:\n  - name: a\n    dtype: int64\n  - name: list\n    list: string\n  - name: messages\n    list:\n    - name: content\n      dtype: string\n  splits:\n  - name: train\n    num_bytes: 100\n    num_examples: 10\n  download_size: 50\n  dataset_size: 100\n- config_name: two\n  features:\n  - name: 'yes'\n    dtype:\n      class_label:\n        names:\n          '0': a\nconfigs:\n- config_name: one\n  data_dir: ./files\n  data_files: one/*.jsonl\n---\nText.\n",
        "\ufeff---\r\nlicense: \"m\u00e9t\" # why\r\nconfigs:\r\n  config_name: x\r\n  data_files:\r\n  - a.jsonl\r\n  - b[0-9].jsonl\r\n---\r\nText.\r\n",
        "# No front\n\n<!-- mathpref:begin -->\n| config | split | rows |\n| --- | --- | ---: |\n\n<!-- mathpref:config default train -->\n## default\n\nText.\n<!-- mathpref:end -->\nAfter.\n",
        "---\n{}\n---\n",
        "---\nbase: &base\n  a: 1\nother: *base\ntext: |\n  two\n  lines\nfolded: >-\n  one\n  line\nlist: [a, 'b', \"c\\u00e9\", {d: e}]\n? complex\n: key\n---\nText.\n",
    ];

    public override IReadOnlyList<string> Pieces { get; } =
    [
        "---\n", "---", "...\n", "configs:\n", "- config_name: ", "  data_files:\n", "  - split: test\n    path: ", "  data_dir: x\n", "  default: true\n", "dataset_info:\n", "  features:\n", "  - name: a\n    dtype: string\n", "    list: ", "    struct:\n", "    sequence: string\n", "  splits:\n", "    num_examples: ", "  download_size: ", "size_categories:\n- n<1K\n", "&a ", "*a", "&a [*a]", "&a {b: *a}", "&b [*a, *a, *a, *a, *a, *a, *a, *a]", "<<: *a\n", "!!str ", "!!binary ", "!tag ", "!!set ", "? ", ": ", "- ", "  ", "[", "]", "{", "}", "[[[[[[[[[[[[[[[[", "{a: {a: {a: {a: ", "|\n", ">-\n", "|2+\n", "'", "\"", "\\x", "\\u263A", "# comment\n", "%YAML 1.2\n", "null", "yes", "1", "2024-01-01", "~", ".inf", "**/*.parquet", "data/train-*", "[!a-z]", "[]a]", "[z-a]", "?", "../x", "https://host/a.jsonl", "\t",
        "<!-- mathpref:begin -->\n", "<!-- mathpref:end -->\n", "<!-- mathpref:config default train -->\n", "<!-- mathpref:config x y+z -->\n", "load_dataset(\"user/maths\"", "# Title\n", "```json\n", "\r\n",
    ];

    public override bool IsRefusal(Exception thrown) => thrown is DatasetFormatException;

    public override bool Accepts(string input)
    {
        // A card that is read from a file is UTF-8 and has no mark.
        input = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(input)).TrimStart('\ufeff');
        var card = DatasetCard.Parse(input, "README.md");
        var told = Told(card);
        var (body, keys) = (card.Body, KeysOf(card));
        foreach (var info in card.Infos())
            _ = info.Features is null ? false : CardFeatures.HasOtherTypes(info.Features) | CardFeatures.Compare(info.Features, new RowSchema(s_type)).Any();
        foreach (var pattern in card.Configs().SelectMany(files => files.Patterns))
            _ = FilePattern.ToRegex(pattern).IsMatch("data/train-00000-of-00001.parquet");
        _ = (card.Defaults, card.MarkedDefault, SourceDataset.OfCard(card).Key);

        var again = Again(card.ToString(), "a card that was written can be read");
        BrokenRule.Unless(Told(again).SequenceEqual(told), "a card that was written names the same files", () => string.Join("; ", Told(again)));
        BrokenRule.Unless(again.Body.Trim('\r', '\n') == body.Trim('\r', '\n'), "a card's text stays as it was");
        BrokenRule.Unless(KeysOf(again).SequenceEqual(keys), "a card's other keys stay as they were", () => $"{string.Join(", ", keys)} are {string.Join(", ", KeysOf(again))}");
        BrokenRule.Unless(Again(again.ToString(), "a card that was written can be read").ToString() == again.ToString(), "a card that is written twice stays the same");
        CheckPlan(input);
        CheckExport(input, told, keys);
        CheckMerge(input, told);
        return true;
    }

    /// <summary>What is read by such a card is told, or refused.</summary>
    private static void CheckPlan(string input)
    {
        string[] files = ["README.md", "a.jsonl", "b.jsonl", "data/train-00000-of-00001.parquet", "files/one/x.jsonl", "test.csv"];
        try
        {
            var plan = ReadPlan.Of(new LoaderPlace { Name = "maths", Files = files, Card = input }, "hf://datasets/user/maths");
            BrokenRule.Unless(plan.Splits.SelectMany(split => split.Files).All(files.Contains), "only files that are there are read");
            BrokenRule.Unless(plan.Splits.All(split => split.Problem is not null || split.Reading is not null), "what is no problem is read in some way");
            _ = plan.Choose(null, null);
        }
        catch (DatasetFormatException refused)
        {
            FuzzTrial.CheckRefusal(refused);
        }
    }

    private static void CheckExport(string input, IReadOnlyList<string> told, IReadOnlyList<string> keys)
    {
        var card = DatasetCard.Parse(input, "README.md");
        card.SetFiles("fuzz", "train", "fuzz/train-*");
        card.SetInfo(new ConfigInfo { Config = "fuzz", Features = CardFeatures.Write(new RowSchema(s_type)), Splits = [new SplitInfo("train", 1, 2)], DownloadBytes = 3 });
        card.SetSize("n<1K");
        card.SetListIfAbsent("tags", "math", "yes");
        CardText.SplitRows[] splits = [.. card.Configs().Select(files => new CardText.SplitRows(files.Config, files.Split, 1))];
        card.Body = CardText.Update(card.Body, splits, new CardText.Section { Config = "fuzz", Splits = [new("fuzz", "train", 1)], Example = new Row { { "a", "<x> ```" } }, Shape = TrainerShape.Other });
        var after = Again(card.ToString(), "a card that was changed can be read");
        var others = told.Where(line => !line.StartsWith("fuzz/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        BrokenRule.Unless(Told(after).Where(line => !line.StartsWith("fuzz/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SequenceEqual(others), "naming new files keeps the others", () => string.Join("; ", Told(after)));
        BrokenRule.Unless(keys.All(key => KeysOf(after).Contains(key)), "naming new files keeps every key", () => string.Join(", ", keys));
        BrokenRule.Unless(after.Infos().Any(info => info is { Config: "fuzz", Splits: [{ Rows: 1 }] }), "what was said of a config is there");
        after.Remove("fuzz");
        BrokenRule.Unless(Told(after).Order(StringComparer.Ordinal).SequenceEqual(others), "a config that is removed takes no other along");
    }

    private static void CheckMerge(string input, IReadOnlyList<string> told)
    {
        string merged;
        try
        {
            merged = CardMerge.Merge(input, Mine, ["fuzz"]);
        }
        catch (DatasetFormatException refused)
        {
            FuzzTrial.CheckRefusal(refused);
            return;
        }
        var others = told.Where(line => !line.StartsWith("fuzz/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        BrokenRule.Unless(Told(Again(merged, "a card that was merged can be read")).Where(line => !line.StartsWith("fuzz/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SequenceEqual(others), "a merge keeps the other configs", () => merged);
    }

    private static DatasetCard Again(string text, string rule)
    {
        try
        {
            return DatasetCard.Parse(text, "README.md");
        }
        catch (DatasetFormatException broken)
        {
            throw new BrokenRule(rule, $"{broken.Message} {RawText.Escape(text)}");
        }
    }

    private static List<string> Told(DatasetCard card) => [.. card.Configs().Select(files => $"{files.Config}/{files.Split}={string.Join('|', files.Patterns)}")];

    private static List<string> KeysOf(DatasetCard card) => [.. card.Front.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")];
}
