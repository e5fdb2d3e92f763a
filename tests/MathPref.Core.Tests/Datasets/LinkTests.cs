using MathPref.Core.Datasets;
using MathPref.Core.Hub;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Links in a dataset's folder: followed inside of it, each file once; one that leads out is an error that names it.</summary>
public sealed class LinkTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _errors = [];

    public LinkTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private void Shard(string name, params int[] values) => _folder.File(name, string.Concat(values.Select(value => $"{{\"n\":{value}}}\n")));

    private void Card(params string[] patterns) => _folder.File(
        "set/README.md",
        $"---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path:\n{string.Concat(patterns.Select(p => $"    - '{p}'\n"))}---\n\n# Text\n");

    /// <summary>As <c>ln -s target link</c>.</summary>
    private void Link(string link, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[link.Split('/')])!);
        File.CreateSymbolicLink(_folder[link.Split('/')], target);
    }

    /// <summary>A test of what never ended fails instead of hanging.</summary>
    private static T InTime<T>(Func<T> work)
    {
        var task = Task.Run(work);
        Assert.True(Task.WhenAny(task, Task.Delay(s_patience)).GetAwaiter().GetResult() == task, "it goes on for ever");
        return task.GetAwaiter().GetResult();
    }

    private List<long> Read(string? path = null) => InTime(() =>
        new DatasetReader { OnError = error => _errors.Add(error.Message), OnWarning = _ => { } }.Read(path ?? Root).Select(row => (long)row["n"]!).ToList());

    private static List<string> Errors(string root) =>
        InTime(() => DistisetChecker.Check(root)).Where(problem => problem.Severity is ProblemSeverity.Error).Select(problem => problem.Message).ToList();

    private static List<string> Published(string root) => InTime(() => PushFolder.Read(root)).Files.Select(file => file.Path).ToList();

    /// <summary>Every door into the folder refuses, and names the link and what to do.</summary>
    private void AssertRefused(string name, string root)
    {
        Action[] doors = [() => Read(root), () => InTime(() => Distiset.Read(root)), () => Published(root)];
        foreach (var door in doors)
        {
            var refused = Assert.Throws<DatasetFormatException>(door).Message;
            Assert.Contains(name, refused, StringComparison.Ordinal);
            Assert.Contains("link", refused, StringComparison.Ordinal);
        }
        Assert.Contains(Errors(root), error => error.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data/train-*")]
    [InlineData("**/train-*")]
    [InlineData("**")]
    public void A_link_to_the_folder_itself_ends_and_each_row_comes_once(string pattern)
    {
        Card(pattern);
        Shard("set/data/train-00000-of-00002.jsonl", 1);
        Shard("set/data/train-00001-of-00002.jsonl", 2);
        Link("set/x", ".");
        Link("set/data/up", "..");
        Link("set/data/here", Root + "/data");
        if (pattern == "**")
            File.Delete(_folder["set", "README.md"]);
        Assert.Equal([1L, 2L], Read());
        Assert.Equal(2, InTime(() => Distiset.Read(Root)).Rows);
        Assert.Empty(Errors(Root));
        if (pattern != "**")
            Assert.Equal(["data/train-00000-of-00002.jsonl", "data/train-00001-of-00002.jsonl"], Published(Root));
    }

    [Fact]
    public void Many_links_that_lead_into_each_other_end_with_an_error()
    {
        Card("**/train-*");
        Shard("set/d0/train-00000-of-00001.jsonl", 1);
        for (var i = 0; i < 40; i++)
        {
            Directory.CreateDirectory(_folder["set", $"d{i + 1}"]);
            Link($"set/d{i}/a", $"../d{i + 1}");
            Link($"set/d{i}/b", $"../d{i + 1}");
        }
        Assert.Contains("links", Assert.Throws<DatasetFormatException>(() => Read()).Message, StringComparison.Ordinal);
        Assert.Contains(Errors(Root), error => error.Contains("links", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_or_file_that_a_link_inside_leads_to_is_read_by_the_name_that_the_card_has()
    {
        Card("current/train-*");
        Shard("set/v2/train-00000-of-00002.jsonl", 1);
        Shard("set/kept/second.jsonl", 2);
        Link("set/v2/train-00001-of-00002.jsonl", "../kept/second.jsonl");
        Link("set/current", "v2");
        Assert.Equal([1L, 2L], Read());
        Assert.Empty(Errors(Root));
        Assert.Equal(["current/train-00000-of-00002.jsonl", "current/train-00001-of-00002.jsonl"], Published(Root));
    }

    [Fact]
    public void Two_names_of_one_shard_are_one_shard()
    {
        Card("data/train-*");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        Link("set/data/train-00000-of-00001-0123456789.jsonl", "train-00000-of-00001.jsonl");
        Assert.Equal([1L], Read());
        Assert.Equal(["data/train-00000-of-00001.jsonl"], Published(Root));
    }

    [Theory]
    [InlineData("set/data/train-00001-of-00002.jsonl", "../../elsewhere/secret.jsonl")]
    [InlineData("set/data/deep", "../../elsewhere")]
    [InlineData("set/x", "..")]
    [InlineData("set/x", "/")]
    [InlineData("set/data/train-00001-of-00002.jsonl", "/etc/hostname")]
    [InlineData("set/x", "../sets")]
    [InlineData("set/data/train-00001-of-00002.jsonl", "nothing.jsonl")]
    [InlineData("set/data/loop", "loop")]
    [InlineData("set/data/loop", "x/../loop")]
    public void A_link_out_of_the_folder_or_to_nothing_is_an_error_that_names_it(string link, string target)
    {
        Shard("elsewhere/secret.jsonl", 66);
        Shard("sets/train-00000-of-00001.jsonl", 66);
        Shard("set/data/train-00000-of-00002.jsonl", 1);
        Card("**/train-*");
        Link(link, target);
        AssertRefused(link.Split('/')[^1], Root);
        File.Delete(_folder["set", "README.md"]);
        Assert.Throws<DatasetFormatException>(() => Read());
    }

    [Theory]
    [InlineData("set/venv/bin/python", "../../../elsewhere/secret")]
    [InlineData("set/notes", "/etc/hostname")]
    public void A_link_to_a_file_elsewhere_that_nothing_reads_is_passed_over(string link, string target)
    {
        _folder.File("elsewhere/secret", "{\"n\":66}\n");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        Card("**");
        Link(link, target);
        Assert.Equal([1L], Read());
        Assert.Equal(1, InTime(() => Distiset.Read(Root)).Rows);
        Assert.Equal(["data/train-00000-of-00001.jsonl"], Published(Root));
        File.Delete(_folder["set", "README.md"]);
        Assert.Equal([1L], Read());
    }

    [Fact]
    public void A_way_out_over_a_link_inside_is_one_out()
    {
        Shard("elsewhere/secret.jsonl", 66);
        Card("data/train-*");
        Link("set/.hidden", "../elsewhere");
        Link("set/data/train-00000-of-00001.jsonl", "../.hidden/secret.jsonl");
        AssertRefused("train-00000-of-00001.jsonl", Root);
    }

    [Fact]
    public void What_is_hidden_in_the_folder_is_not_published_by_another_name()
    {
        Card("data/*");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        Shard("set/data/.incomplete-train.jsonl", 2);
        Shard("set/.private/x.jsonl", 3);
        Link("set/data/more.jsonl", ".incomplete-train.jsonl");
        Link("set/data/x", "../.private");
        Assert.Equal(["data/train-00000-of-00001.jsonl"], Published(Root));
    }

    [Fact]
    public void A_folder_that_is_a_link_itself_is_read_checked_published_and_written_as_any()
    {
        Card("data/train-*");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        Link("alias", "set");
        var alias = _folder["alias"];
        Assert.Equal([1L], Read(alias));
        Assert.Empty(Errors(alias));
        Assert.Equal(["data/train-00000-of-00001.jsonl"], Published(alias));
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = alias, Force = true }))
        {
            writer.Write(new() { { "n", 2L } });
            Assert.True(writer.Complete());
        }
        Assert.Equal([2L], Read());
        Assert.NotNull(File.ResolveLinkTarget(alias, returnFinalTarget: false));
    }

    [Fact]
    public void An_export_does_not_write_through_a_link_out_of_the_folder()
    {
        Shard("elsewhere/train-00000-of-00001.jsonl", 66);
        Card("data/train-*");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        foreach (var name in (string[])["data-train.new", "kto"])
        {
            Link("set/" + name, "../elsewhere");
            var refused = Assert.Throws<DatasetFormatException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, Force = true }));
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
            File.Delete(_folder["set", name]);
        }
        // Hidden, and to a file that is yet to be made.
        Link("set/data/.incomplete-train.jsonl", "../../elsewhere/made.jsonl");
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Force = true }))
        {
            writer.Write(new() { { "n", 2L } });
            Assert.True(writer.Complete());
        }
        Assert.Equal([2L], Read());
        Assert.Equal(["train-00000-of-00001.jsonl"], Directory.GetFiles(_folder["elsewhere"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_download_in_the_cache_of_the_Hub_s_library_is_read_and_published_and_no_link_leads_on_from_there()
    {
        const string repo = "hub/datasets--ada--maths";
        var root = _folder["hub", "datasets--ada--maths", "snapshots", "0a1b"];
        _folder.File(repo + "/blobs/1111", "---\nconfigs:\n- config_name: default\n  data_files: data/train-*\n---\n");
        _folder.File(repo + "/blobs/2222", "{\"n\":1}\n");
        Link(repo + "/snapshots/0a1b/README.md", "../../blobs/1111");
        Link(repo + "/snapshots/0a1b/data/train-00000-of-00001.jsonl", "../../../blobs/2222");
        Assert.Equal([1L], Read(root));
        Assert.Empty(Errors(root));
        Assert.Equal(["data/train-00000-of-00001.jsonl"], Published(root));
        Assert.Equal("{\"n\":1}\n", File.ReadAllText(PushFolder.Read(root).Files[0].Source));

        // Only from a snapshot, and only to a file of its own blobs.
        Shard("elsewhere/secret.jsonl", 66);
        Link(repo + "/blobs/3333", "../../../elsewhere/secret.jsonl");
        Link(repo + "/snapshots/0a1b/data/train-00001-of-00001.jsonl", "../../../blobs/3333");
        AssertRefused("train-00001-of-00001.jsonl", root);
        File.Delete(Path.Combine(root, "data", "train-00001-of-00001.jsonl"));
        Link(repo + "/snapshots/0a1b/data/train-00001-of-00001.jsonl", "../../../../other/blobs/1");
        _folder.File("hub/other/blobs/1", "{\"n\":66}\n");
        AssertRefused("train-00001-of-00001.jsonl", root);
    }

    [Fact]
    public void A_card_that_is_a_link_out_of_the_folder_is_an_error_that_names_it()
    {
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        Link("set/README.md", "../elsewhere/card.md");
        // Nothing of what lies elsewhere is told, as a message of broken YAML would.
        foreach (var text in (string[])["---\nconfigs:\n- config_name: default\n  data_files: data/train-*\n---\n", "---\nelsewhere: [\n---\n", "plain"])
        {
            _folder.File("elsewhere/card.md", text);
            AssertRefused("README.md", Root);
            Assert.Contains("README.md", Assert.Throws<DatasetFormatException>(() => DistisetWriter.Open(new DistisetTarget { Root = Root, Force = true })).Message, StringComparison.Ordinal);
            Assert.Equal(["BadLink"], DistisetChecker.Check(Root).Select(problem => problem.Check));
        }
    }

    [Fact]
    public void A_card_that_is_a_link_within_the_folder_is_read()
    {
        _folder.File("set/docs/card.md", "---\nconfigs:\n- config_name: default\n  data_files: data/train-*\n---\n");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        Link("set/README.md", "docs/card.md");
        Assert.Equal([1L], Read());
        Assert.Empty(Errors(Root));
        Assert.Equal(["data/train-00000-of-00001.jsonl"], Published(Root));
    }

    [Theory]
    [InlineData("run/distiset", "../set")]
    [InlineData("run/pipeline.ps1", "../elsewhere/secret.jsonl")]
    [InlineData("run/run.json", "../elsewhere/secret.jsonl")]
    public void Nothing_of_a_run_is_published_from_elsewhere(string link, string target)
    {
        Shard("elsewhere/secret.jsonl", 66);
        Card("data/train-*");
        Shard("set/data/train-00000-of-00001.jsonl", 1);
        if (link != "run/distiset")
        {
            Directory.CreateDirectory(_folder["run"]);
            Directory.Move(Root, _folder["run", "distiset"]);
        }
        if (link != "run/run.json")
            _folder.File("run/run.json", "{}");
        Link(link, target);
        Assert.Contains(link.Split('/')[1] + " is a link", Assert.Throws<DatasetFormatException>(() => Published(_folder["run"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void However_links_are_strewn_no_file_from_elsewhere_is_read_and_no_row_twice()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var about = $"seed {seed}, round {round}";
            var place = $"r{round}/set";
            string[] folders = ["", "data/", "data/a/", "b/"];
            var count = random.Next(1, 6);
            for (var i = 0; i < count; i++)
                Shard($"{place}/{folders[random.Next(folders.Length)]}train-{i:D5}-of-{count:D5}.jsonl", i);
            Shard($"r{round}/out/train-00000-of-00001.jsonl", 66);
            string[] targets = [".", "..", "../..", "data", "b", "../b", "../data", "a", "../out", "../../out", "../out/train-00000-of-00001.jsonl", "train-00000-of-00001.jsonl", "no", "x0", "x1", _folder.Path, "/"];
            for (var i = random.Next(4); i >= 0; i--)
                Link($"{place}/{folders[random.Next(folders.Length)]}x{i}{(random.Next(2) == 0 ? "" : "-train-0.jsonl")}", targets[random.Next(targets.Length)]);
            _folder.File($"{place}/README.md", $"---\nconfigs:\n- config_name: default\n  data_files: '{(random.Next(2) == 0 ? "**/*train-*" : "**/train-*")}'\n---\n");
            var root = _folder[$"r{round}", "set"];
            try
            {
                var rows = Read(root);
                Assert.True(Enumerable.Range(0, count).Select(i => (long)i).SequenceEqual(rows.Order()), $"{about}: {string.Join(' ', rows)}");
                Assert.True(Published(root).Count == count, about);
            }
            catch (DatasetFormatException refused)
            {
                Assert.True(refused.Message.Contains("link", StringComparison.Ordinal), $"{about}: {refused.Message}");
            }
        }
        Assert.Empty(_errors);
    }
}
