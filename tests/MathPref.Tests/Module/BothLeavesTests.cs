using MathPref.Core.Datasets;
using MathPref.Core.Tests.Argilla;
using MathPref.Core.Tests.Hub;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Module;

/// <summary>The tutorial to its end: annotation set and published dataset from one chain, against strict services on loopback.</summary>
public sealed class BothLeavesTests
{
    private const string Chain =
        """
        Get-MathTopic -First 10 |
            New-SelfInstruct -Llm offline/careful |
            Expand-Column instructions -As instruction |
            Invoke-TextGeneration -Llm offline/careful, offline/hasty -MaxNewTokens 512 -Temperature 0.7 |
            Invoke-UltraFeedback -Llm offline/judge |
            Export-ArgillaDataset math-pairs -Workspace argilla |
            ConvertTo-DpoFormat |
            Export-Distiset $env:TEST_SET -Force
        (Publish-Distiset $env:TEST_SET ada/math-preference -WarningAction Ignore).Commit
        (Get-Distiset $env:TEST_SET | Publish-Distiset -RepoId ada/math-preference -WarningAction Ignore).Skipped -join ' '
        (Import-ArgillaDataset math-pairs -Workspace argilla | ConvertTo-DpoFormat).Count
        """;

    [Fact]
    public async Task The_tutorial_s_chain_fills_an_annotation_set_and_publishes_its_pairs_once_however_often_it_runs()
    {
        using var scratch = new Scratch();
        await using var hub = await StrictHubServer.StartAsync();
        await using var argilla = await StrictArgillaServer.StartAsync();
        (string, string?)[] environment =
        [
            ("TEST_SET", scratch["set"]), ("HF_ENDPOINT", hub.Address), ("HF_TOKEN", hub.Token),
            ("ARGILLA_API_URL", argilla.Address.ToString()), ("ARGILLA_API_KEY", StrictArgillaServer.OwnerKey),
        ];

        var first = await Task.Run(() => Programs.ShellCommand(Chain, environment));
        first.Succeeded();
        Assert.Equal("", first.Error);
        var pairs = (int)Distiset.Read(scratch["set"]).Rows!.Value;
        Assert.InRange(pairs, 40, 50);
        Assert.Equal([hub.Head("ada/math-preference").Oid, "README.md data/train-00000-of-00001.parquet", pairs.ToString(System.Globalization.CultureInfo.InvariantCulture)], first.Lines.Select(line => line.Trim()));
        Assert.Equal(pairs, argilla.CountRecords("math-pairs"));
        var card = hub.Text("ada/math-preference", "README.md");
        Assert.Contains("load_dataset(\"ada/math-preference\", \"default\", split=\"train\")", card, StringComparison.Ordinal);
        Assert.Contains($"num_examples: {pairs}\n", card, StringComparison.Ordinal);
        Assert.Contains("ConvertTo-DpoFormat |\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", card, StringComparison.Ordinal);

        // The whole tutorial once more makes no record, no upload and no commit.
        var commits = hub.Log("ada/math-preference").Count;
        var second = await Task.Run(() => Programs.ShellCommand(Chain, environment));
        second.Succeeded();
        Assert.Equal(pairs, argilla.CountRecords("math-pairs"));
        Assert.Equal(commits, hub.Log("ada/math-preference").Count);
        Assert.Empty(hub.Violations);
    }

    [Fact]
    public async Task The_tutorial_in_one_command_sends_its_records_and_publishes_all_configs_with_the_run_s_record()
    {
        using var scratch = new Scratch();
        await using var hub = await StrictHubServer.StartAsync();
        await using var argilla = await StrictArgillaServer.StartAsync();
        (string, string?)[] environment =
        [
            ("TEST_RUN", scratch["run"]), ("HF_ENDPOINT", hub.Address), ("HF_TOKEN", hub.Token),
            ("ARGILLA_API_URL", argilla.Address.ToString()), ("ARGILLA_API_KEY", StrictArgillaServer.OwnerKey),
        ];
        const string script = "New-MathPreferenceDataset $env:TEST_RUN -First 2 -ArgillaName math-pairs -Workspace argilla -RepoId ada/math-preference -WarningAction Ignore";
        var first = await Task.Run(() => Programs.ShellCommand(script, environment));
        first.Succeeded();
        Assert.Equal(10, argilla.CountRecords("math-pairs"));
        Assert.Equal(["format_dpo", "preference_to_argilla_0", "trl"], Distiset.Read(scratch["run"]).Configs.Select(c => c.Name));
        var card = hub.Text("ada/math-preference", "README.md");
        Assert.Contains("config_name: format_dpo", card, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"completed\"", hub.Text("ada/math-preference", "run.json"), StringComparison.Ordinal);
        Assert.Contains("Export-ArgillaDataset math-pairs", hub.Text("ada/math-preference", "pipeline.ps1"), StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Token, hub.Text("ada/math-preference", "run.json"), StringComparison.Ordinal);

        (await Task.Run(() => Programs.ShellCommand(script, environment))).Succeeded();
        Assert.Equal(10, argilla.CountRecords("math-pairs"));
        Assert.Equal(10, Distiset.Read(scratch["run"]).Configs[0].Rows);
        Assert.Empty(hub.Violations);
    }
}
