using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets;

/// <summary>What the card of rows that were read from other datasets says of these: their names, and their licence.</summary>
public sealed class CardSourcesTests : IDisposable
{
    private const string Commit = "740312add88f781978c0658806c59bc2815b9866";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string Card => File.ReadAllText(_folder["set", "README.md"]);

    private DatasetCard Front => DatasetCard.Parse(Card, "README.md");

    private static SourceDataset Source(string name, string front = "", string? revision = Commit) =>
        SourceDataset.OfCard(DatasetCard.Parse($"---\n{front}\n---\n", "README.md"), name, revision);

    private static SourceDataset OnDisk(string front) =>
        SourceDataset.OfCard(DatasetCard.Parse($"---\n{front}\n---\n", "README.md")) with { Folder = "/data/own" };

    /// <summary>Exports a row and gives what is said of the licence.</summary>
    private string? Export(SourceDataset[] sources, string? license = null, string config = "default")
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Config = config, License = license, Force = true });
        writer.Write(new Row { { "n", 1L } });
        Assert.True(writer.Complete(new DatasetMaking { Steps = [], IsChain = true, IsWhole = true, PricesOf = "", Sources = sources }));
        return writer.LicenseWarning;
    }

    private IReadOnlyList<string> License => Front.Texts("license");

    [Fact]
    public void The_source_its_commit_and_its_licence_stand_on_the_card()
    {
        Assert.Null(Export([Source("openai/gsm8k", "license:\n- mit") with { Config = "main", Splits = ["train"] }]));
        Assert.StartsWith("---\nsource_datasets:\n- openai/gsm8k\nlicense: mit\nsize_categories: n<1K\ndataset_info:\n", Card, StringComparison.Ordinal);
        Assert.Contains(
            $": train 1 row.\n\nThe rows come from [openai/gsm8k](https://huggingface.co/datasets/openai/gsm8k/tree/{Commit}) at `{Commit}` (config main, split train), licence mit.\n\n",
            Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_sources_are_a_list_and_one_that_is_there_already_is_named_once()
    {
        _folder.File("set/README.md", "---\nsource_datasets: [original, z/old, a/x]\nlicense: mit\n---\n");
        Assert.Null(Export([Source("b/y", "license: mit") with { Splits = ["a", "b"] }, Source("a/x", "", "v1"), Source("b/y", "license: mit") with { Config = "c" }]));
        Assert.Equal(["original", "z/old", "a/x", "b/y"], Front.Texts("source_datasets"));
        Assert.Contains(
            $"""
            The rows come from:

            - [b/y](https://huggingface.co/datasets/b/y/tree/{Commit}) at `{Commit}` (splits a, b), licence mit
            - [a/x](https://huggingface.co/datasets/a/x) at v1, which names no licence
            - [b/y](https://huggingface.co/datasets/b/y/tree/{Commit}) at `{Commit}` (config c), licence mit

            """.ReplaceLineEndings("\n"),
            Card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_whose_one_source_is_a_text_has_a_list_of_two_then()
    {
        _folder.File("set/README.md", "---\nsource_datasets: z/old\nlicense: mit\n---\n");
        Export([Source("b/y", "license: mit")]);
        Assert.Contains("source_datasets:\n- z/old\n- b/y\n", Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("license: other\nlicense_name: my-1.0\nlicense_link: LICENSE", "https://huggingface.co/datasets/a/x/blob/" + Commit + "/LICENSE")]
    [InlineData("license: other\nlicense_name: my-1.0\nlicense_link: https://example.org/l", "https://example.org/l")]
    [InlineData("license: other\nlicense_name: my-1.0\nlicense_link: ../../LICENSE", null)]
    [InlineData("license: other\nlicense_name: my-1.0\nlicense_link: file:///etc/passwd", null)]
    [InlineData("license: other\nlicense_name: my-1.0", null)]
    public void A_licence_that_the_Hub_has_no_name_for_keeps_its_own_and_a_link_that_leads_there(string front, string? link)
    {
        Assert.Null(Export([Source("a/x", front)]));
        Assert.Equal(("other", "my-1.0", link), (string.Join('+', License), Front.Scalar("license_name"), Front.Scalar("license_link")));
        Assert.Contains(", licence other (my-1.0).\n", Card, StringComparison.Ordinal);
        Assert.Empty(DistisetChecker.Check(Root));
        // Given by hand it is the same one.
        Directory.Delete(Root, recursive: true);
        Assert.Null(Export([Source("a/x", front)], "other"));
        Assert.Equal("my-1.0", Front.Scalar("license_name"));
        // Another one is not called so.
        Assert.Equal("a/x is under other (my-1.0), and the card says mit: check that you may.", Export([Source("a/x", front)], "mit"));
        Assert.Equal(("mit", null, null), (string.Join('+', License), Front.Scalar("license_name"), Front.Scalar("license_link")));
    }

    [Theory]
    [InlineData("license: [mit, cc-by-4.0]", "license: [CC-BY-4.0, mit]")]
    [InlineData("license: mit", "license: MIT")]
    public void The_licence_that_all_sources_have_is_kept_in_whatever_way_they_write_it(string one, string other)
    {
        Assert.Null(Export([Source("a/x", one), Source("b/y", other)]));
        Assert.Equal(Source("a/x", one).License!.Ids, License);
    }

    [Theory]
    [InlineData("license: mit", "license: cc-by-sa-4.0", "a/x is under mit, b/y is under cc-by-sa-4.0: the card gets no licence. Give ")]
    [InlineData("license: mit", "", "a/x is under mit, b/y names no licence: ")]
    [InlineData("license: mit", "license: no", "a/x is under mit, b/y names no licence: ")]
    [InlineData("", "license: mit", "a/x names no licence, b/y is under mit: ")]
    [InlineData("license: mit", "license: [mit, apache-2.0]", "a/x is under mit, b/y is under mit and apache-2.0: ")]
    [InlineData("license: other\nlicense_name: one", "license: other\nlicense_name: two", "a/x is under other (one), b/y is under other (two): ")]
    public void Where_the_sources_differ_none_is_chosen_and_that_is_said(string one, string other, string said)
    {
        Assert.StartsWith(said, Export([Source("a/x", one), Source("b/y", other)]), StringComparison.Ordinal);
        Assert.Empty(License);
        Assert.Equal(["a/x", "b/y"], Front.Texts("source_datasets"));
    }

    [Theory]
    [InlineData("mit", null)]
    [InlineData(null, "mit")]
    public void A_licence_that_is_given_or_stands_on_the_card_wins_and_what_it_changes_is_said(string? given, string? there)
    {
        _folder.File("set/README.md", there is null ? "---\nlicense: apache-2.0\n---\n" : $"---\nlicense: {there}\n---\n");
        Assert.Equal("a/x is under cc-by-sa-4.0, c/z is under cc-by-nc-4.0, and the card says mit: check that you may.",
            Export([Source("a/x", "license: cc-by-sa-4.0"), Source("a/x", "license: cc-by-sa-4.0") with { Config = "other" }, Source("b/y", "license: mit"), Source("c/z", "license: cc-by-nc-4.0"), Source("d/w")], given));
        Assert.Equal(["mit"], License);
    }

    [Fact]
    public void A_card_that_names_the_sources_licences_among_others_changes_none()
    {
        _folder.File("set/README.md", "---\nlicense: [mit, cc-by-4.0]\n---\n");
        Assert.Null(Export([Source("a/x", "license: cc-by-4.0"), Source("b/y", "license: mit"), Source("c/z")]));
        Assert.Equal(["mit", "cc-by-4.0"], License);
    }

    [Fact]
    public void Rows_of_other_sources_that_are_there_under_no_licence_get_none_by_those_that_come()
    {
        Export([Source("a/x")]);
        Assert.Equal("b/y is under mit, and the card names a/x beside: the card gets no licence. Give Export-Distiset -License the one that holds for all rows.",
            Export([Source("b/y", "license: mit")], config: "more"));
        Assert.Empty(License);
        Assert.Null(Export([Source("b/y", "license: mit")], "mit", "more"));
    }

    [Theory]
    [InlineData("license: cc-by-4.0\nsource_datasets:\n- openai/gsm8k\n- original\n- 'my [own](x)'", new[] { "openai/gsm8k", "my [own](x)" })]
    [InlineData("license: cc-by-4.0\nsource_datasets: original", new string[0])]
    [InlineData("license: cc-by-4.0", new string[0])]
    public void A_folder_passes_on_its_licence_and_its_sources_and_is_not_named_itself(string front, string[] sources)
    {
        Assert.Null(Export([OnDisk(front)]));
        Assert.Equal(["cc-by-4.0"], License);
        Assert.Equal(sources, Front.Texts("source_datasets"));
        Assert.DoesNotContain("/data/own", Card, StringComparison.Ordinal);
        Assert.Equal(sources.Length > 0, Card.Contains(
            @"The rows come from a dataset on disk that is made from [openai/gsm8k](https://huggingface.co/datasets/openai/gsm8k), my \[own\](x), licence cc-by-4.0.", StringComparison.Ordinal));
        Assert.Equal("/data/own is under cc-by-4.0, and the card says mit: check that you may.", Export([OnDisk(front)], "mit"));
    }

    [Fact]
    public void Of_sources_of_which_nothing_is_known_nothing_is_said()
    {
        Assert.False(OnDisk("tags: [a]").IsKnown);
        Assert.Null(Export([]));
        Assert.DoesNotContain("source_datasets", Card, StringComparison.Ordinal);
        Assert.DoesNotContain("The rows come from", Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b](http://evil.example) <script>\n<!-- mathpref:end -->\n`", "`|*\u001b[31m")]
    [InlineData("---\nlicense: evil", "main\n---")]
    public void Hostile_names_stay_text(string name, string revision)
    {
        for (var i = 0; i < 2; i++)
            Export([Source(name, "license: \"x](http://evil.example)<b>\"", revision) with { Config = "<b>\n## x", Splits = ["](y)"] }]);
        Assert.Equal([name], ((YamlSequenceNode)Front.Front.Children["source_datasets"]).Select(node => ((YamlScalarNode)node).Value));
        var body = Front.Body;
        foreach (var forbidden in new[] { "<script", "<b>", "\n## x", "b](http", "x](http", "`|*", "\u001b", "tree/" })
            Assert.DoesNotContain(forbidden, body, StringComparison.Ordinal);
        Assert.Equal(2, body.Split("<!-- mathpref:end -->").Length);
    }

    [Fact]
    public void Of_an_endless_list_and_of_what_is_no_text_nothing_is_taken_on()
    {
        var front = $"license: [null, 1, {{a: b}}, [c], '', \"a\\u001bb\", {new string('x', 501)}, mit]\nsource_datasets:\n{string.Concat(Enumerable.Range(0, 1000).Select(i => $"- a/x{i}\n"))}";
        var source = OnDisk(front);
        Assert.Equal(["mit"], source.License!.Ids);
        Assert.Equal(100, source.Sources.Count);
    }

    [Theory]
    [InlineData("openai/gsm8k", Commit, null, "hf://datasets/openai/gsm8k@" + Commit)]
    [InlineData("openai/gsm8k", Commit, "main/a.parquet", "hf://datasets/openai/gsm8k@" + Commit + "/main/a.parquet")]
    [InlineData("gsm8k", null, null, "hf://datasets/gsm8k")]
    [InlineData(null, null, "x", null)]
    public void The_address_has_the_commit_that_was_read(string? name, string? revision, string? path, string? address) =>
        Assert.Equal(address, new SourceDataset { Name = name, Revision = revision, Path = path }.Address);

    [Fact]
    public void A_folder_tells_before_its_first_row_what_its_card_says_of_it()
    {
        Export([Source("openai/gsm8k", "license: mit")]);
        var told = new List<SourceDataset>();
        var reader = new DatasetReader { OnError = error => throw error, OnWarning = _ => { }, OnSource = told.Add };
        foreach (var _ in reader.Read(Root))
            Assert.Single(told);
        Assert.Equal((null, Root, "mit", "openai/gsm8k"), (told[0].Name, told[0].Folder, told[0].License?.ToString(), Assert.Single(told[0].Sources)));
        _folder.File("plain/data.jsonl", "{\"n\":1}\n");
        Assert.Single(reader.Read(_folder["plain", "data.jsonl"]));
        Assert.Single(told);
    }
}
