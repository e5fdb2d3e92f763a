using System.Diagnostics;
using System.Text;
using MathPref.Core.Tests.Hub;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Import-Dataset and Get-Distiset against a Hub on loopback.</summary>
[Collection(HubVariables.Collection)]
public sealed class ImportFromHubTests : IAsyncLifetime
{
    private const string Repo = "maths/sums";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Scratch _scratch = new();
    private readonly Engine _engine = new();
    private StrictHubServer _hub = null!;
    private HubVariables _variables = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await StrictHubServer.StartAsync();
        _variables = new HubVariables(Variables);
    }

    public async ValueTask DisposeAsync()
    {
        _variables.Dispose();
        _engine.Dispose();
        _scratch.Dispose();
        await _hub.DisposeAsync();
        Assert.Empty(_hub.Violations);
    }

    private (string Name, string? Value)[] Variables =>
        [("HF_ENDPOINT", _hub.Address), ("HF_HUB_CACHE", _scratch["hub"]), ("HF_TOKEN_PATH", _scratch["no-token"])];

    private Engine.Result Run(string script) => _engine.Run(script, ("path", _scratch["set"]), ("token", _hub.Token));

    private static List<string> Texts(IEnumerable<System.Management.Automation.PSObject> output) => output.Select(o => (string)o.BaseObject).ToList();

    /// <summary>Two configs in JSON lines, as people write them by hand, with a card.</summary>
    private string AddSums(string license = "license: cc-by-4.0\n") => _hub.AddFiles(
        Repo,
        "main",
        ("README.md", Encoding.UTF8.GetBytes($"---\n{license}configs:\n- config_name: main\n  data_files:\n  - split: train\n    path: main/train.jsonl\n  - split: test\n    path: main/test.jsonl\n- config_name: words\n  data_files: words.jsonl\n---\n# Sums\n")),
        Rows("main/train.jsonl", 3),
        Rows("main/test.jsonl", 2),
        Rows("words.jsonl", 1));

    private static (string Path, byte[] Bytes) Rows(string path, int count) =>
        (path, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, count).Select(i => $$"""{"question": "{{path}} {{i}}", "answer": "{{i}}"}""" + "\n"))));

    [Fact]
    public void A_config_and_a_split_are_rows_of_the_pipeline()
    {
        AddSums();
        Assert.Equal(["main/train.jsonl 1", "main/train.jsonl 2"], Texts(Run($"(Import-Dataset hf://datasets/{Repo} -Config main -Split train | Select-Object -First 2).question").Clean()));
        Assert.Equal(["words.jsonl 1"], Texts(Run($"(Import-Dataset -RepoId {Repo} -Config words).question").Clean()));
        Assert.Equal(["main", "main", "main", "main", "main", "words"], Texts(Run($"(Import-Dataset hf://datasets/{Repo} -Config *).config").Clean()));
        Assert.Equal(["words.jsonl 1"], Texts(Run($"(Import-Dataset hf://datasets/{Repo}/words.jsonl).question").Clean()));
        Assert.Equal(["words.jsonl 1"], Texts(Run($"(Import-Dataset https://huggingface.co/datasets/{Repo}/blob/main/words.jsonl).question").Clean()));
        Assert.Equal(["words.jsonl 1"], Texts(Run($"('hf://datasets/{Repo}', 'hf://datasets/{Repo}' | Import-Dataset -Config words -First 1).question").Clean()));
    }

    [Fact]
    public void What_is_there_is_shown_and_goes_on_through_the_pipe()
    {
        var commit = AddSums();
        var set = Assert.Single(Run($"Get-Distiset hf://datasets/{Repo}").Clean());
        Assert.Equal("MathPref.Distiset", set.TypeNames[0]);
        Assert.Equal($"hf://datasets/{Repo}@{commit}", set.Properties["Path"].Value);
        Assert.Null(set.Properties["Rows"].Value);
        Assert.Equal(["main", "words"], ((IEnumerable<string>)set.Properties["Config"].Value));
        Assert.Equal(["words.jsonl 1"], Texts(Run($"(Get-Distiset hf://datasets/{Repo} | Import-Dataset -Config words).question").Clean()));
        Assert.Contains("words", string.Join('\n', Texts(Run($"Get-Distiset hf://datasets/{Repo} | Out-String").Clean())), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_made_of_it_names_it_with_its_commit_and_keeps_its_licence()
    {
        var commit = AddSums();
        Run($"Import-Dataset hf://datasets/{Repo} -Config main -Split train | Where-Object answer -ne 2 | Export-Distiset $path").Clean();
        var card = File.ReadAllText(Path.Combine(_scratch["set"], "README.md"));
        Assert.Contains("license: cc-by-4.0", card, StringComparison.Ordinal);
        Assert.Contains($"source_datasets:\n- {Repo}", card, StringComparison.Ordinal);
        Assert.Contains($"Import-Dataset hf://datasets/{Repo}@{commit} -Config main -Split train", card, StringComparison.Ordinal);
        Assert.Contains($"at `{commit}` (config main, split train)", card, StringComparison.Ordinal);

        var changed = Run($"Import-Dataset hf://datasets/{Repo} -Config words | Export-Distiset $path -Force -License mit");
        Assert.Contains($"{Repo} is under cc-by-4.0, and the card says mit", Assert.Single(changed.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-Dataset hf://datasets/maths/nothing", "RepoNotFound", "maths/nothing")]
    [InlineData("Import-Dataset hf://datasets/maths/sums@mian", "RevisionNotFound", "Did you mean 'main'")]
    [InlineData("Import-Dataset -RepoId maths/sums -Revision mian", "RevisionNotFound", "Did you mean 'main'")]
    [InlineData("Import-Dataset hf://datasets/maths/sums", "SeveralConfigs", "main, words")]
    [InlineData("Import-Dataset hf://datasets/maths/sums -Config word", "UnreadableData", "Did you mean 'words'")]
    [InlineData("Import-Dataset hf://datasets/maths/sums -Config main -Split trian", "UnreadableData", "Did you mean 'train'")]
    [InlineData("Import-Dataset hf://datasets/maths/sums/word.jsonl", "PathNotFound", "Did you mean 'words.jsonl'")]
    [InlineData("Import-Dataset hf://datasets/maths/sums -Offline", "NotInCache", "-Offline")]
    [InlineData("Import-Dataset hf://maths/sums", "BadAddress", "hf://datasets/maths/sums")]
    [InlineData("Import-Dataset -RepoId sums", "BadAddress", "owner")]
    [InlineData("Import-Dataset hf://datasets/maths/sums@main -Revision other", "BadAddress", "'other'")]
    [InlineData("Import-Dataset ./x -Revision main", "RevisionOfNoRepo", "-RepoId")]
    [InlineData("Get-Distiset hf://datasets/maths/nothing", "RepoNotFound", "maths/nothing")]
    [InlineData("Get-Distiset hf://datasets/maths", "BadAddress", "hf://datasets/<owner>/<name>")]
    [InlineData("Test-Distiset hf://datasets/maths/sums", "NotAFolder", "Import-Dataset")]
    [InlineData("Publish-Distiset hf://datasets/maths/sums maths/other", "NotAFolder", "Import-Dataset")]
    [InlineData("Import-Dataset https://example.org/a.csv", "BadAddress", "hf://datasets/<owner>/<name>")]
    public void What_is_wrong_is_one_error_that_names_the_remedy(string command, string id, string said)
    {
        AddSums();
        Environment.SetEnvironmentVariable("HF_TOKEN", _hub.Token);
        var error = Run(command).OneError();
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_missing_does_not_keep_the_next_from_being_read()
    {
        AddSums();
        var result = Run($"(Import-Dataset hf://datasets/maths/nothing, hf://datasets/{Repo} -Config words).question");
        Assert.Equal(["words.jsonl 1"], Texts(result.Output));
        Assert.Single(result.Errors);
    }

    [Fact]
    public void Offline_what_was_read_is_read_again_and_nothing_is_asked()
    {
        AddSums();
        Run($"Import-Dataset hf://datasets/{Repo} -Config words").Clean();
        var calls = _hub.Calls.Count;
        Assert.Equal(["words.jsonl 1"], Texts(Run($"(Import-Dataset hf://datasets/{Repo} -Config words -Offline).question").Clean()));
        Environment.SetEnvironmentVariable("HF_HUB_OFFLINE", "yes");
        Assert.Equal(["words.jsonl 1"], Texts(Run($"(Import-Dataset hf://datasets/{Repo} -Config words).question").Clean()));
        Assert.Equal(calls, _hub.Calls.Count);
    }

    [Fact]
    public void A_private_one_is_read_with_the_token_of_the_parameter()
    {
        _hub.AddRepo("maths/mine", isPrivate: true);
        _hub.AddFiles("maths/mine", "main", Rows("train.jsonl", 1));
        Assert.StartsWith("RepoNotFound,", Run("Import-Dataset hf://datasets/maths/mine").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Run("Import-Dataset hf://datasets/maths/mine -Token $token").Clean();
        Run("Get-Distiset hf://datasets/maths/mine -Token $token").Clean();
    }

    [Fact]
    public void Tab_knows_its_configs_and_splits()
    {
        AddSums();
        Run($"Import-Dataset hf://datasets/{Repo} -Config words").Clean();
        List<string> Complete(string line) =>
            Texts(Run($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches | ForEach-Object CompletionText").Clean());
        // The first look may be slow, and goes on.
        Assert.True(SpinWait.SpinUntil(() => Complete($"Import-Dataset hf://datasets/{Repo} -Config ").SequenceEqual(["main", "words", "'*'"]), s_patience));
        Assert.True(SpinWait.SpinUntil(() => Complete($"Import-Dataset -RepoId {Repo} -Config main -Split ").SequenceEqual(["train", "test"]), s_patience));
    }

    [Fact]
    public void The_next_file_comes_while_the_rows_of_one_go_down_the_pipe()
    {
        _hub.AddFiles(Repo, "main", Rows("a.jsonl", 2), Rows("b.jsonl", 2), Rows("c.jsonl", 2));
        // At the second row of the second file the third is on its way, or here: without that nothing would end this wait.
        Assert.Equal(["6"], Texts(_engine.Run($$"""
            $n = 0
            $rows = Import-Dataset hf://datasets/{{Repo}} | ForEach-Object {
                if (++$n -eq 4) {
                    $until = [datetime]::UtcNow.AddMinutes(2)
                    while (-not (Get-ChildItem $hub -Recurse -Filter c.jsonl)) { if ([datetime]::UtcNow -gt $until) { throw 'c.jsonl does not come' }; Start-Sleep -Milliseconds 20 }
                }
                $_
            }
            "$($rows.Count)"
            """, ("hub", _scratch["hub"])).Clean()));
    }

    [Fact]
    public async Task Progress_is_in_bytes()
    {
        var rows = Rows("train.jsonl", 30_000);
        _hub.AddFiles(Repo, "main", rows, (".gitattributes", Encoding.ASCII.GetBytes("*.jsonl filter=lfs diff=lfs merge=lfs -text\n")));
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Script = call => call.Kind == "read" ? new HubFault { After = 500_000, Then = () => shown.Task } : null;
        using var powerShell = _engine.Start($"$null = Import-Dataset hf://datasets/{Repo}");
        powerShell.Streams.Progress.DataAdded += (_, added) =>
        {
            if (powerShell.Streams.Progress[added.Index].StatusDescription.StartsWith("fetching: 500.0 kB of ", StringComparison.Ordinal))
                shown.TrySetResult();
        };
        await powerShell.InvokeAsync().WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.True(shown.Task.IsCompleted);
        Assert.Empty(powerShell.Streams.Error);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_where_it_was()
    {
        var rows = Rows("train.jsonl", 60_000);
        _hub.AddFiles(Repo, "main", rows, (".gitattributes", Encoding.ASCII.GetBytes("*.jsonl filter=lfs diff=lfs merge=lfs -text\n")));
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously), sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        const int Half = 2_000_000;
        Assert.InRange(rows.Bytes.Length, Half + 100_000, int.MaxValue);
        _hub.Script = call => call.Kind == "read" && call.Number == 0
            ? new HubFault { After = Half, Then = () => { sent.TrySetResult(); return killed.Task; } }
            : null;
        using (var process = Programs.StartShell($"$null = Import-Dataset hf://datasets/{Repo}", Variables))
        {
            process.StandardInput.Close();
            await sent.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
            Assert.True(SpinWait.SpinUntil(() => Partial() >= Half / 2, s_patience), "nothing came to the disk");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        }
        killed.SetResult();
        var had = Partial();
        Assert.InRange(had, 1, Half);

        Assert.Equal("60000", Programs.ShellCommand($"(Import-Dataset hf://datasets/{Repo} | Measure-Object).Count", Variables).Succeeded().Trim());
        var read = _hub.Calls.Last(call => call.Kind == "read");
        Assert.Equal($"bytes={had}-", read.Header("Range"));
        Assert.Empty(Directory.EnumerateFiles(_scratch["hub"], "*.incomplete", SearchOption.AllDirectories));
    }

    private long Partial() => Directory.Exists(_scratch["hub"])
        ? Directory.EnumerateFiles(_scratch["hub"], "*.incomplete", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
        : 0;

    [Fact]
    public async Task Two_processes_at_once_fetch_once()
    {
        _hub.AddFiles(Repo, "main", Rows("train.jsonl", 20_000), (".gitattributes", Encoding.ASCII.GetBytes("*.jsonl filter=lfs diff=lfs merge=lfs -text\n")));
        TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Script = call =>
        {
            // The second has asked what is there, and finds the first at work.
            if (call.Kind == "info" && call.Number == 1)
                both.TrySetResult();
            return call.Kind == "read" ? new HubFault { After = 1000, Then = () => both.Task } : null;
        };
        var runs = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Programs.ShellCommand($"(Import-Dataset hf://datasets/{Repo} | Measure-Object).Count", Variables)));
        foreach (var outcome in await Task.WhenAll(runs).WaitAsync(s_patience, TestContext.Current.CancellationToken))
        {
            outcome.Succeeded();
            Assert.Equal("20000", outcome.Lines[^1].Trim());
        }
        Assert.Equal(1, _hub.Count("read"));
    }

    [Fact]
    public void A_run_of_a_source_on_the_Hub_names_the_config_that_it_needs_and_fetches_it_once()
    {
        AddSums();
        var model = "-Generator (New-Llm -Reply '\\boxed{1}', '\\boxed{2}', '\\boxed{1}', '\\boxed{2}') -NumGenerations 2 -WarningAction Ignore";
        var error = Run($"New-MathPreferenceDataset $path -Source hf://datasets/{Repo} {model}").TerminatingError();
        Assert.Contains("main, words", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Config", error.ToString(), StringComparison.Ordinal);
        Run($"New-MathPreferenceDataset $path -Source hf://datasets/{Repo} -Config main -Split test {model}").Clean();
        Assert.StartsWith($"Import-Dataset hf://datasets/{Repo} -Config main -Split test |\n", File.ReadAllText(Path.Combine(_scratch["set"], "pipeline.ps1")), StringComparison.Ordinal);
        Assert.Equal(["1", "2"], Texts(Run("(Import-Dataset $path -Config trl).reference_answer").Clean()));
        Assert.Single(_hub.Calls, call => call is { Kind: "resolve", Method: "GET" } && call.Path.EndsWith("main/test.jsonl", StringComparison.Ordinal));
    }
}
