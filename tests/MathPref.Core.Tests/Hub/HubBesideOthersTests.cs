using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Hub;

/// <summary>Publications into repositories in which somebody's data lie, seen with a loader's eyes before and after.</summary>
public sealed class HubBesideOthersTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StrictHubServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StrictHubServer.StartAsync();
        _server.AddRepo(HubSetup.Repo);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _server.AssertStrict();
    }

    private string Card => _server.Text(HubSetup.Repo, "README.md");

    private LoaderView View => LoaderView.Of(new LoaderPlace { Name = "maths", Files = _server.Tree(HubSetup.Repo).Keys.ToList(), Card = Card });

    private byte[] Rows(params Row[] rows) => File.ReadAllBytes(ParquetFiles.Write(_folder["rows.parquet"], rows));

    private void Theirs(string path, string text) => _server.CommitByOthers(HubSetup.Repo, path, text);

    private void Theirs(string path, params Row[] rows) => _server.CommitByOthers(HubSetup.Repo, path, Rows(rows.Length > 0 ? rows : [new Row { { "a", 1L } }]));

    private async Task PublishAsync(string config, string split = "train", DistisetFormat format = DistisetFormat.Parquet, params Row[] rows)
    {
        using var ours = new TemporaryFolder();
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = ours.Path, Config = config, Split = split, Format = format }))
        {
            foreach (var row in rows.Length > 0 ? rows : [new Row { { "a", 2L } }])
                writer.Write(row);
            Assert.True(writer.Complete());
        }
        await _server.PublishAsync(ours.Path);
    }

    private async Task<string> RefusedAsync(string config, string split = "train", DistisetFormat format = DistisetFormat.Parquet, params Row[] rows)
    {
        var head = _server.Head(HubSetup.Repo).Oid;
        var refused = await Assert.ThrowsAsync<LoaderConflictException>(() => PublishAsync(config, split, format, rows));
        Assert.Equal(head, _server.Head(HubSetup.Repo).Oid);
        Assert.Equal(0, _server.Count("put"));
        return refused.Message;
    }

    [Theory]
    [InlineData("data/train-00000-of-00001.parquet")]
    [InlineData("some.parquet")]
    [InlineData("train/a.parquet")]
    public async Task Data_that_no_card_names_are_named_when_a_config_is(string path)
    {
        Theirs(path);
        await PublishAsync("trl");
        Assert.Equal([path], View.Config("default")!.Files("train"));
        Assert.Equal("default", View.DefaultConfig);
        Assert.Equal(["trl/train-00000-of-00001.parquet"], View.Config("trl")!.Files("train"));
    }

    [Fact]
    public async Task Data_that_no_card_names_are_not_hidden_by_a_config_of_their_name()
    {
        Theirs("some.parquet");
        Assert.Contains("some.parquet", await RefusedAsync("default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_config_stays_what_a_load_without_a_name_gives()
    {
        await PublishAsync("algebra");
        await PublishAsync("trl");
        Assert.Equal("algebra", View.DefaultConfig);
        Assert.Contains("'algebra'", (await Assert.ThrowsAsync<LoaderConflictException>(() => PublishAsync("default"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_lines_beside_somebody_s_Parquet_are_refused()
    {
        Theirs("one/a.parquet");
        Theirs("README.md", "---\nconfigs:\n- config_name: one\n  data_files: one/a.parquet\n---\n");
        Assert.Contains("one format", await RefusedAsync("two", format: DistisetFormat.Jsonl), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_columns_beside_a_split_that_stays_are_named_for_both()
    {
        Theirs("data/test-00000-of-00001.parquet", new Row { { "a", 1L }, { "b", "x" } });
        Theirs("README.md", "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: test\n    path: data/test-*\n---\n");
        await PublishAsync("default", rows: new Row { { "a", 2L }, { "c", 0.5 } });
        var info = Assert.Single(DatasetCard.Parse(Card, "README.md").Infos());
        Assert.Equal("a: int64, b: string, c: double", LoadedColumns.OfCard(info.Features!, "README.md").ToString());
        Assert.Equal(["train 1", "test 1"], info.Splits.Select(split => $"{split.Name} {split.Rows}"));
        // The footer alone was read, by its place at the end.
        var reads = _server.Calls.Where(call => call.Path.Contains("test-00000", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reads);
        Assert.All(reads, call => Assert.StartsWith("bytes=", call.Header("Range"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_type_beside_a_split_that_stays_is_refused()
    {
        Theirs("data/test-00000-of-00001.parquet", new Row { { "a", 1L } });
        Theirs("README.md", "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: test\n    path: data/test-*\n---\n");
        Assert.Contains("'a'", await RefusedAsync("default", rows: new Row { { "a", "text" } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_stays_is_read_whole_and_not_where_it_is_long_and_the_card_says_nothing()
    {
        Theirs("data/test-00000-of-00001.jsonl", "{\"a\":1,\"day\":\"2026-01-02\"}\n");
        Theirs("README.md", "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: test\n    path: data/test-*\n---\n");
        await PublishAsync("default", format: DistisetFormat.Jsonl, rows: new Row { { "a", 2L } });
        Assert.Contains("dtype: timestamp[s]", Card, StringComparison.Ordinal);

        _server.CommitByOthers(HubSetup.Repo, "kto/test-00000-of-00001.jsonl", "{\"a\":1}\n"u8.ToArray(), size: HubStaying.MostText + 1);
        Theirs("README.md", Card.Replace("configs:\n", "configs:\n- config_name: kto\n  data_files:\n  - split: test\n    path: kto/test-*\n", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<LoaderConflictException>(() => PublishAsync("kto", format: DistisetFormat.Jsonl));
        Assert.Contains("dataset_info", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_that_stays_and_does_not_load_stops_one_beside_it()
    {
        Theirs("data/test-00000-of-00001.parquet", "no Parquet at all");
        Theirs("README.md", "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: test\n    path: data/test-*\n---\n");
        Assert.Contains("do not load as they are", await RefusedAsync("default"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_above_the_card_is_in_the_way()
    {
        Theirs("a.parquet");
        Theirs(LoaderPlace.YamlName, "configs:\n- config_name: two\n  data_files: a.parquet\n");
        Assert.Contains("'trl'", await RefusedAsync("trl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_names_all_there_is_becomes_the_files_that_were_meant()
    {
        Theirs("other.json", "{\"a\":7}\n");
        Theirs("README.md", "---\nconfigs:\n- config_name: other\n  data_files: other.json\n---\n");
        using var ours = new TemporaryFolder();
        ours.File("README.md", "---\nconfigs:\n- config_name: mine\n  data_files: '*.json'\n---\n");
        ours.File("rows.json", "{\"a\":1}\n");
        await _server.PublishAsync(ours.Path);
        Assert.Equal(["rows.json"], View.Config("mine")!.Files("train"));
        Assert.Equal(["other.json"], View.Config("other")!.Files("train"));
        Assert.Equal("other", View.DefaultConfig);
    }
}
