using System.Management.Automation;
using System.Text;
using MathPref.Core.Tests.Hub;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Publish-Distiset against a Hub on loopback that takes nothing but what the protocol allows.</summary>
[Collection(HubVariables.Collection)]
public sealed class PublishDistisetTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Scratch _scratch = new();
    private readonly Engine _engine = new();
    private StrictHubServer _hub = null!;
    private HubVariables _variables = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await StrictHubServer.StartAsync();
        _variables = new HubVariables(("HF_ENDPOINT", _hub.Address), ("HF_TOKEN", _hub.Token), ("HF_TOKEN_PATH", _scratch["no-token"]));
    }

    public async ValueTask DisposeAsync()
    {
        _variables.Dispose();
        _engine.Dispose();
        _scratch.Dispose();
        await _hub.DisposeAsync();
        Assert.Empty(_hub.Violations);
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("path", _scratch["set"]), ("token", _hub.Token));

    /// <summary>A dataset of three rows in Parquet.</summary>
    private void Export(string path = "set") =>
        _engine.Run("1..3 | ForEach-Object { [pscustomobject]@{ n = $_; text = \"row $_\" } } | Export-Distiset $path -Format Parquet -Force", ("path", _scratch[path])).Clean();

    private static object? Value(PSObject item, string name) => item.Properties[name].Value is PSObject wrapped ? wrapped.BaseObject : item.Properties[name].Value;

    [Fact]
    public void An_exported_folder_is_published_and_the_answer_says_what_was_done()
    {
        Export();
        var result = Run("Publish-Distiset $path ada/maths");
        var item = Assert.Single(result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal("MathPref.PublishedDistiset", item.TypeNames[0]);
        Assert.Equal(["RepoId", "Url", "Commit", "CommitUrl", "PullRequestUrl", "Uploaded", "Deleted", "Skipped", "Bytes"], item.Properties.Select(p => p.Name));
        Assert.Equal("ada/maths", Value(item, "RepoId"));
        Assert.Equal($"{_hub.Address}/datasets/ada/maths", Value(item, "Url")!.ToString());
        Assert.Equal(_hub.Head("ada/maths").Oid, Value(item, "Commit"));
        Assert.Equal(["README.md", "data/train-00000-of-00001.parquet"], ((string[])Value(item, "Uploaded")!).Order(StringComparer.Ordinal));
        Assert.Contains("license", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("lfs:", _hub.Tree("ada/maths")["data/train-00000-of-00001.parquet"], StringComparison.Ordinal);

        var again = Assert.Single(Run("Publish-Distiset $path ada/maths").Clean());
        Assert.Null(Value(again, "Commit"));
        Assert.Equal(2, _hub.Log("ada/maths").Count);
    }

    [Fact]
    public void Folders_come_down_the_pipe_as_text_as_a_property_or_as_folders()
    {
        Export();
        Assert.Equal(["a", "b", "c"], Run("""
            $null = $path | Publish-Distiset -RepoId a -WarningAction Ignore
            $null = [pscustomobject]@{ Path = $path; Name = 'x' } | Publish-Distiset -RepoId b -WarningAction Ignore
            $null = [System.IO.DirectoryInfo]$path | Publish-Distiset -RepoId c -WarningAction Ignore
            'a', 'b', 'c'
            """).Clean().Select(o => (string)o.BaseObject));
        Assert.Equal(["ada/a", "ada/b", "ada/c"], _hub.Repos.Keys.Order(StringComparer.Ordinal));
        Assert.All(_hub.Repos.Keys, repo => Assert.Equal(2, _hub.Log(repo).Count));
    }

    [Fact]
    public void A_card_with_data_dir_is_published_with_the_files_that_Import_Dataset_reads()
    {
        Directory.CreateDirectory(_scratch["set/rows"]);
        File.WriteAllText(_scratch["set/rows/train.csv"], "n\n1\n");
        File.WriteAllText(_scratch["set/rows/test.csv"], "n\n2\n");
        File.WriteAllText(_scratch["set/README.md"], "---\nlicense: mit\nconfigs:\n- config_name: default\n  data_dir: rows\n---\n\n# Mine\n");
        var item = Assert.Single(Run("Publish-Distiset $path ada/maths").Clean());
        Assert.Equal(["README.md", "rows/test.csv", "rows/train.csv"], ((string[])Value(item, "Uploaded")!).Order(StringComparer.Ordinal));
        // A second time onto the card that is there now, as onto another's.
        Assert.Null(Value(Assert.Single(Run("Publish-Distiset $path ada/maths").Clean()), "Commit"));

        File.WriteAllText(_scratch["set/rows/test.csv"], "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
        var error = Run("Publish-Distiset $path ada/maths").OneError();
        Assert.Contains("test.csv", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("git lfs pull", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_if_lists_what_would_be_done_and_only_reads()
    {
        Export();
        string WhatIf(string arguments) => Programs.ShellCommand($"Publish-Distiset $env:TEST_SET ada/maths -WhatIf {arguments}", ("TEST_SET", _scratch["set"])).Succeeded();
        var first = WhatIf("-Private");
        Assert.Contains("\"Create private dataset repository\" on target \"ada/maths\"", first, StringComparison.Ordinal);
        Assert.Matches("\"Upload\" on target \"ada/maths: data/train-00000-of-00001.parquet \\([0-9.]+ k?B\\)\"", first);
        Assert.Empty(_hub.Repos);

        Run("Publish-Distiset $path ada/maths");
        _hub.CommitByOthers("ada/maths", "data/train-00000-of-00002.parquet", "old");
        var calls = _hub.Calls.Count;
        var second = WhatIf("");
        Assert.Contains("\"Delete\" on target \"ada/maths: data/train-00000-of-00002.parquet\"", second, StringComparison.Ordinal);
        Assert.Contains("\"Skip, as it is there already\" on target \"ada/maths: README.md\"", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Upload", second, StringComparison.Ordinal);
        Assert.All(_hub.Calls.Skip(calls), call => Assert.Equal("GET", call.Method));
    }

    [Fact]
    public void A_name_on_the_Hub_that_would_command_the_terminal_does_not_reach_it()
    {
        Export();
        Run("Publish-Distiset $path ada/maths");
        _hub.CommitByOthers("ada/maths", "data/train-\u001b]0;mine\u0007.parquet", "old");
        var text = Programs.ShellCommand("Publish-Distiset $env:TEST_SET ada/maths -WhatIf", ("TEST_SET", _scratch["set"])).Succeeded();
        Assert.Contains("\"Delete\" on target \"ada/maths: data/train- ]0;mine .parquet\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_s_folder_brings_its_pipeline_and_parameters()
    {
        Export("distiset");
        foreach (var name in (string[])["run.json", "pipeline.ps1", "journal.db", "log.jsonl", "failed.jsonl"])
            File.WriteAllText(_scratch[name], "{}");
        _engine.Run("Publish-Distiset $path ada/run -WarningAction Ignore", ("path", _scratch.Path)).Clean();
        Assert.Equal([".gitattributes", "README.md", "data/train-00000-of-00001.parquet", "pipeline.ps1", "run.json"], _hub.Tree("ada/run").Keys);
    }

    [Theory]
    [InlineData("pipeline.ps1", "'x'\n# $env:OPENAI_API_KEY = 'plantedword'\n", 2)]
    [InlineData("pipeline.ps1", "foreach ($k in 'plantedword') {\n New-Llm openai/x -ApiKey $k }\n", 1)]
    [InlineData("pipeline.ps1", "'x'\n'y'\nirm https://x.example?api-key=plantedword\n", 3)]
    [InlineData("run.json", "{\n  \"parameters\": {\n    \"a\": { \"api_key\": \"plantedword\" } } }\n", 3)]
    [InlineData("run.json", "{\n  \"description\": \"sk-proj-pl4ntedKeyOfAda99Lm\" }\n", 2)]
    public void A_file_of_the_run_with_a_key_in_it_is_refused_with_its_line(string name, string text, int line)
    {
        Export("distiset");
        File.WriteAllText(_scratch["run.json"], "{}");
        File.WriteAllText(_scratch[name], text);
        foreach (var arguments in (string[])["", "-Force", "-WhatIf"])
        {
            var error = _engine.Run($"Publish-Distiset $path ada/run {arguments}", ("path", _scratch.Path)).OneError();
            Assert.StartsWith("KeyFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"{name}, line {line}", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("planted", error.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty(_hub.Repos);
    }

    [Theory]
    [InlineData("Jsonl", "data/train-00000-of-00001.jsonl, line 2")]
    [InlineData("Parquet", "data/train-00000-of-00001.parquet, row 2")]
    public void A_key_of_this_session_is_refused_in_the_data_too_and_a_token_s_shape_unless_forced(string format, string place)
    {
        var variable = Environment.GetEnvironmentVariable("MISTRAL_API_KEY");
        Environment.SetEnvironmentVariable("MISTRAL_API_KEY", "Pl4ntedMistralKeyOfAda0123456789");
        try
        {
            foreach (var (text, forced) in (ReadOnlySpan<(string, bool)>)
                [("Pl4ntedMistralKeyOfAda0123456789", false), ("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", true), (_hub.Token, false)])
            {
                _engine.Run("'a', $text, 'c' | ForEach-Object { @{ text = @(\"it is $_.\") } } | Export-Distiset $path -Format $format -Force", ("path", _scratch["set"]), ("text", text), ("format", format)).Clean();
                var error = Run("Publish-Distiset $path ada/maths").OneError();
                Assert.StartsWith("KeyFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
                Assert.Contains(place, error.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(text, error.ToString(), StringComparison.Ordinal);
                var again = Run("Publish-Distiset $path ada/maths -Force -WarningAction Ignore");
                if (forced)
                    Assert.Single(again.Clean());
                else
                    Assert.StartsWith("KeyFound", again.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("MISTRAL_API_KEY", variable);
        }
    }

    [Fact]
    public void Text_that_only_speaks_of_keys_is_published()
    {
        const string texts = "'sk-no-key-required', 'sk-abc123', 'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'api_key=none token: 1234', 'Bearer token', 'sk-1234567890', 'desk-1234567890abcdefGHIJK', '\\(\\frac{a}{b}\\) & \u0041'";
        _engine.Run($"{texts} | ForEach-Object {{ @{{ text = $_ }} }} | Export-Distiset $path", ("path", _scratch["set"])).Clean();
        Assert.Single(Run("Publish-Distiset $path ada/maths -WarningAction Ignore").Clean());
    }

    [Fact]
    public void A_pull_request_a_branch_and_a_message_are_taken()
    {
        Export();
        _hub.AddRepo("ada/maths");
        var item = Assert.Single(Run("Publish-Distiset $path ada/maths -CreatePullRequest -CommitMessage \"Three rows`n`nof numbers\" -WarningAction Ignore").Clean());
        Assert.EndsWith("/discussions/1", Value(item, "PullRequestUrl")!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Three rows", _hub.Head("ada/maths", "refs/pr/1").Title);
        Run("Publish-Distiset $path ada/maths -Revision next -WarningAction Ignore").Clean();
        Assert.Equal(2, _hub.Log("ada/maths", "next").Count);
        Assert.Single(_hub.Log("ada/maths"));
    }

    [Theory]
    [InlineData("-Token $token")]
    [InlineData("-Token (ConvertTo-Secret $token)")]
    public void A_token_is_a_secret_or_text(string argument)
    {
        Export();
        Environment.SetEnvironmentVariable("HF_TOKEN", "hf_other");
        Run($$"""
            function ConvertTo-Secret($text) { $s = [securestring]::new(); foreach ($c in $text.ToCharArray()) { $s.AppendChar($c) }; $s }
            Publish-Distiset $path ada/maths {{argument}} -WarningAction Ignore
            """).Clean();
        Assert.Equal(2, _hub.Log("ada/maths").Count);
    }

    [Theory]
    [InlineData("Publish-Distiset $path 'a/b/c'", "BadRepoId")]
    [InlineData("Publish-Distiset $path 'my dataset'", "BadRepoId")]
    [InlineData("Publish-Distiset $path ada/maths -CreatePullRequest -Revision next", "PullRequestNeedsMain")]
    [InlineData("Publish-Distiset $path ada/maths -Revision ..", "BadRevision")]
    [InlineData("Publish-Distiset $path ada/maths -Revision 'my branch'", "BadRevision")]
    [InlineData("$env:HF_TOKEN = $null; Publish-Distiset $path ada/maths", "TokenMissing")]
    [InlineData("$env:HF_ENDPOINT = 'nonsense'; Publish-Distiset $path ada/maths", "HubConfiguration")]
    [InlineData("Publish-Distiset \"$path-not\" ada/maths", "PathNotFound")]
    [InlineData("Publish-Distiset env: ada/maths", "NotAFileSystemPath")]
    [InlineData("Publish-Distiset (Split-Path $path) ada/maths", "UnreadableData")]
    [InlineData("Publish-Distiset $path ada/maths -CommitMessage ' '", "ParameterArgumentValidationError")]
    public void What_cannot_be_published_is_said_before_anything_is_sent(string script, string id)
    {
        Export();
        var error = Run("function Split-Path($p) { [System.IO.Path]::GetDirectoryName($p) }; " + script).TerminatingError();
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_hub.Calls);
    }

    [Fact]
    public void A_missing_token_names_the_variable_and_the_page()
    {
        Export();
        Environment.SetEnvironmentVariable("HF_TOKEN", null);
        var error = Run("Publish-Distiset $path ada/maths").TerminatingError();
        Assert.Contains("HF_TOKEN", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("https://huggingface.co/settings/tokens", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whoami", 401, "AuthenticationFailed")]
    [InlineData("preupload", 401, "RepoNotFound")]
    [InlineData("batch", 402, "AllowanceEmpty")]
    [InlineData("commit", 403, "WriteForbidden")]
    [InlineData("commit", 412, "CommitConflict")]
    [InlineData("preupload", 429, "RateLimited")]
    [InlineData("put", 500, "ServerFailed")]
    [InlineData("validate", 400, "CardRefused")]
    [InlineData("preupload", 422, "RequestRefused")]
    [InlineData("tree", 200, "ResponseParseFailed")]
    [InlineData("commit", -1, "ConnectionFailed")]
    public void An_error_of_the_Hub_has_its_id_the_folder_and_never_the_token(string kind, int status, string id)
    {
        Export();
        _hub.Script = call => call.Kind != kind ? null
            : status < 0 ? new HubFault { Cuts = true }
            : HubFault.Error(status, $"{{\"error\":\"no, {_hub.Token}\"}}", ("X-Error-Message", _hub.Token));
        var result = Run("Publish-Distiset $path ada/maths -MaximumRetryCount 1 -RetryIntervalSec 0.01 -Verbose -WarningAction Ignore");
        var error = result.OneError();
        Assert.Equal(id + ",MathPref.Commands.PublishDistisetCommand", error.FullyQualifiedErrorId);
        Assert.Equal(_scratch["set"], error.TargetObject);
        var said = new StringBuilder().Append(error).Append(error.Exception).AppendJoin('\n', result.Verbose).ToString();
        Assert.DoesNotContain("planted", said, StringComparison.Ordinal);
        Assert.True(!_hub.Repos.TryGetValue("ada/maths", out var repo) || repo.Refs["main"].Count == 1);
    }

    [Fact]
    public void A_slow_upload_shows_its_bytes_and_ends_its_progress()
    {
        Export();
        var gate = new TaskCompletionSource();
        _hub.Hold = _ => gate.Task;
        using var ps = _engine.Start("Publish-Distiset $path ada/maths -WarningAction Ignore", ("path", _scratch["set"]));
        // The storage answers when the upload has been shown.
        ps.Streams.Progress.DataAdded += (records, added) =>
        {
            if (((PSDataCollection<ProgressRecord>)records!)[added.Index].StatusDescription.StartsWith("uploading: ", StringComparison.Ordinal))
                gate.TrySetResult();
        };
        var result = Engine.Finish(ps, () => ps.Invoke());
        Assert.Single(result.Clean());
        var records = ps.Streams.Progress.ToList();
        Assert.Contains(records, r => r.StatusDescription.StartsWith("uploading: ", StringComparison.Ordinal) && r.StatusDescription.Contains(" of ", StringComparison.Ordinal));
        Assert.All(records, r => Assert.Equal("Publishing ada/maths", r.Activity));
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.InRange(records.Count, 2, 200);
    }

    [Fact]
    public async Task Stopping_the_pipeline_ends_the_upload_at_once()
    {
        Export();
        var arrived = new TaskCompletionSource();
        _hub.Hold = _ =>
        {
            arrived.TrySetResult();
            return Task.Delay(Timeout.Infinite);
        };
        using var ps = _engine.Start("Publish-Distiset $path ada/maths", ("path", _scratch["set"]));
        var running = ps.BeginInvoke();
        await arrived.Task.WaitAsync(s_patience);
        await Task.Run(ps.Stop).WaitAsync(s_patience);
        Assert.True(running.IsCompleted);
        Assert.Equal(0, _hub.Count("commit"));
    }

    [Fact]
    public void A_warning_that_is_made_an_error_leaves_nothing_running()
    {
        Export();
        var result = Run("Publish-Distiset $path ada/maths -WarningAction Stop");
        Assert.NotNull(result.Ended);
        Assert.InRange(_hub.Count("commit"), 0, 1);
    }
}
