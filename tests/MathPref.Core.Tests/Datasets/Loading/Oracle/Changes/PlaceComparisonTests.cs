using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle.Changes;

/// <summary>The comparison by which changes are judged sees what it is to see, and no more.</summary>
public sealed class PlaceComparisonTests
{
    private const string Lines = "{\"a\": 1, \"b\": null}\n{\"a\": 2, \"b\": null}\n";

    public static TheoryData<string> Names => [.. Layouts.Names];

    private static Place Two() => new Place("two")
        .With("README.md", "---\nconfigs:\n- config_name: one\n  data_files:\n  - split: train\n    path: one.jsonl\n  - split: test\n    path: test.jsonl\n- config_name: two\n  data_files: two.jsonl\n  default: true\n---\n")
        .With("one.jsonl", Lines).With("test.jsonl", Lines).With("two.jsonl", Lines);

    private static IEnumerable<string> Losses(Place after, params WrittenRows[] written) => PlaceComparison.Losses(Loader.Look(Two()), Loader.Look(after), written).Select(loss => loss.Kind);

    private static WrittenRows Written(string config, string split, params string[] rows) => new(config, [split], rows, false);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_place_that_did_not_change_lost_nothing_and_one_without_a_file_that_was_read_did(string name)
    {
        var before = Loader.Look(Layouts.Copy(name));
        Assert.Empty(PlaceComparison.Losses(before, Loader.Look(Layouts.Copy(name)), []));
        foreach (var path in before.Loads.Values.Where(load => load.Loads).SelectMany(load => load.Files!.Values.SelectMany(paths => paths)).Distinct())
        {
            var changed = Layouts.Copy(name);
            var hadRows = changed.Files[path].Length > 0;
            changed.Files.Remove(path);
            Assert.Equal(hadRows, PlaceComparison.Losses(before, Loader.Look(changed), []).Count > 0);
        }
    }

    [Fact]
    public void A_change_of_a_row_a_type_or_a_column_is_seen()
    {
        Assert.Empty(Losses(Two()));
        Assert.Contains("rows are others", Losses(Two().With("one.jsonl", Lines.Replace("2", "3", StringComparison.Ordinal))));
        Assert.Contains("rows are others", Losses(Two().With("one.jsonl", Lines + "{\"a\": 3, \"b\": null}\n")));
        Assert.Contains("a type is another in a config that was not written", Losses(Two().With("two.jsonl", Lines.Replace("2", "2.5", StringComparison.Ordinal))));
        Assert.Contains("the unnamed load: a type is another in a config that was not written", Losses(Two().With("two.jsonl", Lines.Replace("2", "2.5", StringComparison.Ordinal))));
        Assert.Contains("a column is gone", Losses(Two().With("two.jsonl", "{\"a\": 1}\n{\"a\": 2}\n")));
        Assert.Contains("a config that was not written has more columns", Losses(Two().With("two.jsonl", Lines.Replace("\"b\"", "\"c\": 1, \"b\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_config_a_split_or_the_unnamed_load_that_goes_is_seen()
    {
        var card = System.Text.Encoding.UTF8.GetString(Two().Files["README.md"]);
        Assert.Contains("a config is gone", Losses(Two().With("README.md", card.Replace("config_name: one", "config_name: uno", StringComparison.Ordinal))));
        Assert.Contains("a split is gone", Losses(Two().With("README.md", card.Replace("split: test", "split: valid", StringComparison.Ordinal))));
        Assert.Contains("the unnamed load: a config no longer loads (ValueError)", Losses(Two().With("README.md", card.Replace("  default: true\n", "", StringComparison.Ordinal))));
        Assert.Contains("nothing of the place loads any more", Losses(Two().With("README.md", card.Replace("config_name: one", "config_name: 1/2", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_the_command_replaces_may_go_and_what_it_writes_must_come()
    {
        var after = Two().With("one.jsonl", "{\"a\": 7, \"b\": null}\n");
        Assert.Empty(Losses(after, Written("one", "train", PlainValue.Of(new Row { { "a", 7L } }))));
        Assert.Contains("the new rows come back as others", Losses(after, Written("one", "train", PlainValue.Of(new Row { { "a", 8L } }))));
        Assert.Contains("rows are others", Losses(after, Written("one", "extra")));
        Assert.Contains("the new rows do not load: there is no such config", Losses(Two(), Written("three", "train")));
    }

    [Fact]
    public void In_the_config_that_is_written_a_column_of_nulls_may_have_a_type_and_one_of_numbers_keeps_its_own()
    {
        var written = Written("one", "train", PlainValue.Of(new Row { { "a", 7L }, { "b", "text" } }));
        Assert.Empty(Losses(Two().With("one.jsonl", "{\"a\": 7, \"b\": \"text\"}\n"), written));
        Assert.Contains("a type is another", Losses(Two().With("one.jsonl", "{\"a\": 7.5, \"b\": null}\n"), Written("one", "train", PlainValue.Of(new Row { { "a", 7.5 } }))));
    }
}
