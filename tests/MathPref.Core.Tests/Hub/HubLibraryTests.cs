using System.Collections.Concurrent;
using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets;
using Xunit;

namespace MathPref.Core.Tests.Hub;

/// <summary>Datasets on a Hub on loopback, through the cache.</summary>
public sealed class HubLibraryTests : IAsyncLifetime
{
    private const string Repo = "maths/sums";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _warnings = [];
    private StrictHubServer _hub = null!;

    public static TheoryData<string> Layouts => [.. LayoutRows.Names];

    public async ValueTask InitializeAsync() => _hub = await StrictHubServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _hub.DisposeAsync();
        Assert.Empty(_hub.Violations);
    }

    private string Cache => _folder["hub"];

    private HubLibrary Library(bool isOffline = false, string? token = null)
    {
        string? Variable(string name) => name switch
        {
            "HF_ENDPOINT" => _hub.Address,
            "HF_HUB_CACHE" => Cache,
            "HF_TOKEN" => token,
            "HF_TOKEN_PATH" => _folder["no-token"],
            _ => null,
        };
        return HubLibrary.Create(
            HubConnection.ForReading(null, Variable), new HubSettings(), Variable, isOffline, _warnings.Enqueue, static _ => { }, new ImpatientTime());
    }

    private static HubDataset Open(HubLibrary library, string address = $"hf://datasets/{Repo}") =>
        InTime(library.OpenAsync(HubAddress.Parse(address), TestContext.Current.CancellationToken));

    private static T InTime<T>(Task<T> work) =>
        work.WaitAsync(HubSetup.Patience, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private static List<Row> Read(HubDataset dataset, string? config = null, string? split = null, Action<DatasetFormatException>? onError = null) =>
        new DatasetReader { Config = config, Split = split, OnError = onError ?? (error => throw error), OnWarning = static _ => { } }
            .Read(dataset.Plan, (_, file) => InTime(dataset.FetchAsync(file, TestContext.Current.CancellationToken)))
            .ToList();

    private static List<string> Answers(List<Row> rows) => rows.ConvertAll(row => (string)row["answer"]!);

    private static byte[] Parquet(string name = "train-00000-of-00002.parquet") => File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts", "data-sharded-parquet", "data", name));

    private static (string Path, byte[] Bytes) Text(string path, string text) => (path, Encoding.UTF8.GetBytes(text));

    private static (string Path, byte[] Bytes) Answer(string path, params string[] answers) =>
        Text(path, string.Concat(answers.Select(answer => $$"""{"answer": "{{answer}}"}""" + "\n")));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_repository_is_read_as_the_library_reads_it(string layout)
    {
        _hub.AddLayout($"maths/{layout}", layout);
        HubDataset? dataset = null;
        LayoutRows.Check(
            layout,
            () => (dataset = Open(Library(), $"hf://datasets/maths/{layout}")).Plan,
            (_, split, onError) => Read(dataset!, split.Config, split.Split, onError));
    }

    [Fact]
    public void Read_again_offline_it_is_the_same_without_a_request()
    {
        _hub.AddLayout(Repo, "data-sharded-parquet");
        var rows = Read(Open(Library()));
        var calls = _hub.Calls.Count;

        Assert.Equal(Answers(rows), Answers(Read(Open(Library(isOffline: true)))));
        Assert.Equal(calls, _hub.Calls.Count);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_commit_that_is_here_is_read_without_a_request()
    {
        var commit = _hub.AddLayout(Repo, "data-sharded-parquet");
        var rows = Read(Open(Library()));
        var calls = _hub.Calls.Count;

        Assert.Equal(rows.Count, Read(Open(Library(), $"hf://datasets/{Repo}@{commit}")).Count);
        Assert.Equal(calls, _hub.Calls.Count);
    }

    [Fact]
    public void What_was_never_fetched_is_not_there_offline()
    {
        var missing = Assert.Throws<HubException>(() => Open(Library(isOffline: true)));
        Assert.Equal(HubFailure.NotInCache, missing.Failure);
        Assert.Contains(Cache, missing.Message, StringComparison.Ordinal);

        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"), Answer("test.jsonl", "2"));
        Read(Open(Library()), split: "train");
        var kept = Open(Library(isOffline: true));
        Assert.Equal(["1"], Answers(Read(kept, split: "train")));
        missing = Assert.Throws<HubException>(() => Read(kept, split: "test"));
        Assert.Equal(HubFailure.NotInCache, missing.Failure);
        Assert.Contains("test.jsonl", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_Hub_does_not_answer_the_cache_does_and_says_so()
    {
        var commit = _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        Read(Open(Library()));
        _hub.Script = _ => HubFault.Error(503);

        Assert.Equal(["1"], Answers(Read(Open(Library()))));
        Assert.Contains(commit, _warnings.Last(), StringComparison.Ordinal);
        // So long a wait is worth a word.
        Assert.All(_warnings.SkipLast(1), warning => Assert.EndsWith("Trying again in 8 s.", warning, StringComparison.Ordinal));
        Assert.Throws<HubException>(() => Open(Library(), "hf://datasets/maths/others"));
    }

    [Fact]
    public void Without_a_listing_offline_the_files_that_are_here_are_read()
    {
        _hub.AddFiles(Repo, "main", ("train.parquet", Parquet()), Text("README.md", "---\nconfigs:\n- config_name: a\n  data_files: train.parquet\n---\n"));
        var rows = Answers(Read(Open(Library()), "a"));
        Directory.Delete(Path.Combine(Cache, "datasets--maths--sums", "trees"), recursive: true);

        var kept = Open(Library(isOffline: true));
        Assert.Equal(rows, Answers(Read(kept, "a")));
        Assert.Equal(Parquet().Length, InTime(kept.DescribeAsync(TestContext.Current.CancellationToken)).Bytes);
    }

    [Fact]
    public void What_the_cache_has_not_is_asked_for_though_the_Hub_did_not_answer_before()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"), Answer("test.jsonl", "2"));
        Read(Open(Library()), split: "train");
        _hub.Script = call => call.Kind == "info" ? HubFault.Error(503) : null;

        Assert.Equal(["1", "2"], Answers(Read(Open(Library()))));
        _hub.Script = _ => HubFault.Error(503);
        foreach (var folder in (string[])["snapshots", "blobs"])
            Directory.Delete(Path.Combine(Cache, "datasets--maths--sums", folder), recursive: true);
        Assert.Equal(HubFailure.Server, Assert.Throws<HubException>(() => Read(Open(Library()))).Failure);
    }

    [Fact]
    public void A_listing_that_was_wrong_once_is_asked_for_again()
    {
        var commit = _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        _hub.Script = call => call.Kind != "tree" ? null : HubFault.Error(200, $$"""[{"type": "file", "path": "train.jsonl", "size": 1, "oid": "{{commit}}"}]""");
        Assert.Throws<HubException>(() => Read(Open(Library())));
        _hub.Script = _ => null;

        Assert.Equal(["1"], Answers(Read(Open(Library()))));
    }

    [Theory]
    [InlineData("../../outside.jsonl")]
    [InlineData("/outside.jsonl")]
    [InlineData("a//b.jsonl")]
    public void A_name_that_no_file_can_have_is_refused(string name)
    {
        var commit = _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        _hub.Script = call => call.Kind != "tree" ? null : HubFault.Error(200, $$"""[{"type": "file", "path": "{{name}}", "size": 1, "oid": "{{commit}}"}]""");
        Assert.Contains(name, Assert.Throws<HubException>(() => Open(Library())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("4611686018427387904")]
    public void A_size_that_no_file_has_is_refused(string size)
    {
        var commit = _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        _hub.Script = call => call.Kind != "tree" ? null : HubFault.Error(200, $$"""[{"type": "file", "path": "a.jsonl", "size": {{size}}, "oid": "{{commit}}"}]""");
        Assert.Equal(HubFailure.BadResponse, Assert.Throws<HubException>(() => Open(Library())).Failure);
    }

    [Fact]
    public void A_listing_without_an_end_is_refused()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        _hub.Script = call => call.Kind != "tree" ? null
            : HubFault.Error(200, "[]", ("Link", $"<{_hub.Address}{call.Path}?recursive=true&expand=false&cursor={call.Number}>; rel=\"next\""));
        Assert.Contains("no end", Assert.Throws<HubException>(() => Open(Library())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_without_a_commit_is_not_said_to_be_missing()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        _hub.Script = call => call.Kind != "info" ? null : HubFault.Error(200, $$"""{"id": "{{Repo}}", "private": false}""");
        Assert.Contains("no commit yet", Assert.Throws<HubException>(() => Open(Library())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_read_by_its_own_card()
    {
        static (string Path, byte[] Bytes) Card(string path, string config) => Text(path, $"---\nlicense: mit\nconfigs:\n- config_name: {config}\n  data_files: a.jsonl\n---\n");
        _hub.AddFiles(Repo, "main", Card("README.md", "outer"), Answer("a.jsonl", "1"), Card("sub/README.md", "inner"), Answer("sub/a.jsonl", "2"));
        var folder = Open(Library(), $"hf://datasets/{Repo}/sub");

        Assert.Equal("inner", Assert.Single(folder.Plan.Configs));
        Assert.Equal(["2"], Answers(Read(folder)));
        Assert.Equal("mit", folder.SourceOf(folder.Plan.Splits).License?.ToString());
    }

    [Fact]
    public void A_warning_names_the_file_on_the_Hub()
    {
        _hub.AddFiles(Repo, "main", Text("train.csv", "answer,,b\n1,2,3\n"));
        var dataset = Open(Library());
        List<string> warnings = [];
        var reader = new DatasetReader { OnError = error => throw error, OnWarning = warnings.Add };

        Assert.Single(reader.Read(dataset.Plan, (_, file) => InTime(dataset.FetchAsync(file, TestContext.Current.CancellationToken))));
        Assert.StartsWith($"hf://datasets/{Repo}/train.csv:", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_is_read_as_it_is_now()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        Read(Open(Library()));
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "2"));

        Assert.Equal(["2"], Answers(Read(Open(Library()))));
        Assert.Equal(["2"], Answers(Read(Open(Library(isOffline: true)))));
    }

    [Fact]
    public void A_file_a_folder_or_a_pattern_of_a_revision_is_read()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "other"));
        _hub.AddFiles(Repo, "refs/pr/3", Answer("a/train.jsonl", "1"), Answer("a/test.jsonl", "2"), Answer("b.jsonl", "3"), Text("notes.txt", "x"));
        List<string> At(string path) => Answers(Read(Open(Library(), $"hf://datasets/{Repo}@refs/pr/3/{path}")));

        Assert.Equal(["3"], At("b.jsonl"));
        Assert.Equal(["1", "2"], At("a"));
        Assert.Equal(["2", "1"], At("a/*.jsonl"));
        Assert.Equal(["2", "1", "3"], At("**/*.jsonl"));
        Assert.Contains("not a format", Assert.Throws<DatasetFormatException>(() => At("notes.txt")).Message, StringComparison.Ordinal);
        var missing = Assert.Throws<DatasetFormatException>(() => At("a/trian.jsonl"));
        Assert.Contains("Did you mean 'a/train.jsonl'", missing.Message, StringComparison.Ordinal);
        Assert.Equal("PathNotFound", missing.Id);
    }

    [Fact]
    public void An_error_names_the_file_on_the_Hub_and_the_line()
    {
        _hub.AddFiles(Repo, "main", Text("train.jsonl", "{\"answer\": \"1\"}\nbroken\n{\"answer\": \"3\"}\n"));
        List<DatasetFormatException> errors = [];

        Assert.Equal(["1", "3"], Answers(Read(Open(Library()), onError: errors.Add)));
        Assert.StartsWith($"hf://datasets/{Repo}/train.jsonl, line 2", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loading-script")]
    [InlineData("card-only")]
    [InlineData("no-known-kind")]
    public void Where_there_is_no_data_or_a_script_the_converted_Parquet_is_read_and_that_is_said(string layout)
    {
        _hub.AddLayout($"maths/{layout}", layout);
        var commit = _hub.AddConverted($"maths/{layout}", ("default/train/0000.parquet", Parquet()), ("default/partial-test/0000.parquet", Parquet("test-00000-of-00001.parquet")));
        var dataset = Open(Library(), $"hf://datasets/maths/{layout}");

        Assert.Contains("refs/convert/parquet", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Contains("only a part of default/test", Assert.Single(dataset.Plan.Splits, split => split.Warning is not null).Warning, StringComparison.Ordinal);
        Assert.Equal(commit, dataset.Commit);
        Assert.Equal(["train", "test"], dataset.Plan.Splits.Select(split => split.Split));
        Assert.NotEmpty(Read(dataset, split: "test"));
        Assert.NotEmpty(Read(Open(Library(isOffline: true), $"hf://datasets/maths/{layout}"), split: "test"));
        Assert.NotEmpty(Read(Open(Library(), dataset.Address.ToString()), split: "train"));
    }

    [Fact]
    public void A_kind_that_is_not_read_is_an_error_and_not_read_from_elsewhere()
    {
        _hub.AddLayout(Repo, "txt-beside-jsonl");
        _hub.AddConverted(Repo, ("default/train/0000.parquet", Parquet()));

        Assert.Equal(ReadPlan.UnreadKind, Assert.Throws<DatasetFormatException>(() => Open(Library())).Id);
    }

    [Fact]
    public void A_branch_of_ones_own_is_not_read_from_what_was_made_of_main()
    {
        _hub.AddLayout(Repo, "empty-repository");
        _hub.AddConverted(Repo, ("default/train/0000.parquet", Parquet()));
        _hub.AddFiles(Repo, "mine", Text("notes.xyz", "x"));

        Assert.Equal(ReadPlan.NoData, Assert.Throws<DatasetFormatException>(() => Open(Library(), $"hf://datasets/{Repo}@mine")).Id);
    }

    [Fact]
    public void A_name_that_is_not_there_is_answered_with_the_nearest()
    {
        _hub.AddRepo("maths/gsm8k");
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        var missing = Assert.Throws<HubException>(() => Open(Library(token: _hub.Token), "hf://datasets/maths/gsm8"));
        Assert.Equal(HubFailure.NotFound, missing.Failure);
        Assert.EndsWith("Did you mean 'gsm8k'?", missing.Message, StringComparison.Ordinal);

        missing = Assert.Throws<HubException>(() => Open(Library(), $"hf://datasets/{Repo}@mian"));
        Assert.Equal(HubFailure.RevisionNotFound, missing.Failure);
        Assert.Contains("Did you mean 'main'?", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_private_needs_the_token_and_what_is_gated_the_access()
    {
        _hub.AddRepo("maths/mine", isPrivate: true);
        _hub.AddFiles("maths/mine", "main", ("train.parquet", Parquet()));
        Assert.Equal(HubFailure.NotFound, Assert.Throws<HubException>(() => Open(Library(), "hf://datasets/maths/mine")).Failure);
        Assert.NotEmpty(Read(Open(Library(token: _hub.Token), "hf://datasets/maths/mine")));

        _hub.AddFiles("maths/gate", "main", ("train.parquet", Parquet()));
        (_hub.Repos["maths/gate"].Gated, _hub.Repos["maths/gate"].Access) = ("auto", HubAccess.NotAsked);
        foreach (var token in (string?[])[null, _hub.Token])
        {
            var gated = Assert.Throws<HubException>(() => Read(Open(Library(token: token), "hf://datasets/maths/gate")));
            Assert.Equal(HubFailure.Gated, gated.Failure);
            Assert.Contains("https://huggingface.co/datasets/maths/gate", gated.Message, StringComparison.Ordinal);
        }
        // What was learnt without access is not what is believed with it.
        _hub.Repos["maths/gate"].Access = HubAccess.Granted;
        Assert.NotEmpty(Read(Open(Library(token: _hub.Token), "hf://datasets/maths/gate")));
    }

    [Fact]
    public void A_token_that_the_Hub_does_not_know_is_named()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"));
        var refused = Assert.Throws<HubException>(() => Open(Library(token: "hf_of_somebody_else")));
        Assert.Equal(HubFailure.Authentication, refused.Failure);
        Assert.DoesNotContain("hf_of", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_repository_is_read_by_its_old_name()
    {
        _hub.AddFiles("maths/old", "main", ("train.parquet", Parquet()), Answer("x.json", "1"));
        _hub.Rename("maths/old", "maths/new");

        Assert.NotEmpty(Read(Open(Library(), "hf://datasets/maths/old")));
        Assert.NotEmpty(Read(Open(Library(isOffline: true), "hf://datasets/maths/old")));
    }

    [Fact]
    public void A_file_that_was_cut_short_on_the_disk_is_fetched_again()
    {
        var commit = _hub.AddFiles(Repo, "main", ("train.parquet", Parquet()));
        var dataset = Open(Library());
        var rows = Read(dataset).Count;
        using (var file = new FileStream(new FileInfo(InTime(dataset.FetchAsync("train.parquet", default))).ResolveLinkTarget(true)!.FullName, FileMode.Open))
            file.SetLength(100);

        Assert.Equal(rows, Read(Open(Library(), $"hf://datasets/{Repo}@{commit}")).Count);
    }

    [Fact]
    public void What_is_in_it_is_told_without_the_data()
    {
        _hub.AddLayout(Repo, "data-sharded-parquet");
        var found = InTime(Open(Library()).DescribeAsync(TestContext.Current.CancellationToken));

        Assert.Equal([("train", 3L), ("test", 2L)], found.Splits.Select(split => (split.Name, split.Rows!.Value)));
        Assert.Equal(["problem", "answer"], Assert.Single(found.Configs).Columns!.Select(column => column.Name));
        Assert.StartsWith($"hf://datasets/{Repo}@", found.Path, StringComparison.Ordinal);
        Assert.DoesNotContain(_hub.Contents, content => content.From == 0 && content.Path.Contains("parquet", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Cache, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void Of_JSON_and_CSV_the_card_tells_or_nobody_does()
    {
        _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"), Text("README.md", """
            ---
            configs:
            - config_name: told
              data_files: train.jsonl
            - config_name: silent
              data_files: train.jsonl
            dataset_info:
              config_name: told
              features:
              - name: answer
                dtype: string
              splits:
              - name: train
                num_examples: 1
            ---
            """));
        var found = InTime(Open(Library()).DescribeAsync(TestContext.Current.CancellationToken));

        Assert.Equal([("told", (long?)1), ("silent", null)], found.Configs.Select(config => (config.Name, config.Rows)));
        Assert.Equal("answer", Assert.Single(found.Configs[0].Columns!).Name);
        Assert.Null(found.Configs[1].Columns);
        Assert.Null(found.Rows);
        Assert.DoesNotContain(_hub.Contents, content => content.Path.EndsWith(".jsonl", StringComparison.Ordinal));
    }

    [Fact]
    public void The_next_file_comes_while_one_is_read_and_no_further_one()
    {
        _hub.AddFiles(Repo, "main", ("a.parquet", Parquet()), ("b.parquet", Parquet("test-00000-of-00001.parquet")), ("c.parquet", Parquet("train-00001-of-00002.parquet")));
        var dataset = Open(Library());
        dataset.Expect(dataset.Plan.Choose(null, null).SelectMany(split => split.Files));
        InTime(dataset.FetchAsync("a.parquet", default));
        dataset.FetchBehind("a.parquet", default);
        var second = dataset.FetchAsync("b.parquet", default);
        InTime(second);

        Assert.Equal(["a.parquet", "b.parquet"], _hub.Calls.Where(call => call.Kind == "resolve").Select(call => call.Path.Split('/')[^1]));
        Assert.Equal(dataset.Progress.Total - Parquet("train-00001-of-00002.parquet").Length, dataset.Progress.Done);
    }

    [Fact]
    public void What_is_made_of_it_can_name_it_with_its_commit_and_its_licence()
    {
        var commit = _hub.AddFiles(Repo, "main", Answer("train.jsonl", "1"), Answer("test.jsonl", "2"), Text("README.md", "---\nlicense: cc-by-4.0\n---\n"));
        var dataset = Open(Library());
        var source = dataset.SourceOf(dataset.Plan.Choose(null, "train"));

        Assert.Equal((Repo, commit, "cc-by-4.0"), (source.Name, source.Revision, source.License?.ToString()));
        Assert.Equal(["train"], source.Splits);
    }
}
