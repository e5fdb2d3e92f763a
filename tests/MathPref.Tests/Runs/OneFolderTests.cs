using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>A folder is a run's or a dataset's: who would make it both is told before anything is paid for, and how to go on.</summary>
public sealed class OneFolderTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();
    private int _asked;

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("here", _scratch.Path), ("asked", (Action)(() => _asked++)));

    private const string Ask = "(New-Llm -Reply { $asked.Invoke(); 'What is 1 + 1?' })";

    private static string Pipeline(string path) => $"Invoke-DatasetPipeline -Path \"{path}\" {{ 'Sets' | New-SelfInstruct -Llm {Ask} -NumInstructions 1 }}";

    [Theory]
    [InlineData("")]
    [InlineData(" -Force")]
    [InlineData(" -Config mine")]
    [InlineData(" -WhatIf")]
    public void An_export_into_the_folder_of_a_run_is_refused_before_a_call_and_names_the_way_out(string options)
    {
        Run(Pipeline("$here/run")).Clean();
        Assert.Equal(1, _asked);
        var before = Directory.GetFileSystemEntries(_scratch["run"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var error = Run($"'Matrices' | New-SelfInstruct -Llm {Ask} -NumInstructions 1 | Export-Distiset $here/run{options}").TerminatingError();
        Assert.StartsWith("IntoRun", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_scratch["run/distiset"], error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Give another -Path", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _asked);
        Assert.Equal(before, Directory.GetFileSystemEntries(_scratch["run"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_s_own_block_is_refused_its_folder_by_name_and_may_leave_it_out()
    {
        var refused = Run($"Invoke-DatasetPipeline -Path $here/run {{ 'Sets' | New-SelfInstruct -Llm {Ask} -NumInstructions 1 | Export-Distiset $here/run }}");
        Assert.StartsWith("IntoRun", refused.TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, _asked);
        Run($"Invoke-DatasetPipeline -Path $here/run -Force {{ 'Sets' | New-SelfInstruct -Llm {Ask} -NumInstructions 1 | Export-Distiset -Config topics }}").Clean();
        Assert.Single(Run("Import-Dataset $here/run -Config topics").Clean());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Force")]
    [InlineData(" -DryRun")]
    [InlineData(" -WhatIf")]
    public void A_run_in_the_folder_of_a_dataset_is_refused_before_a_call_and_names_the_way_out(string options)
    {
        Run("@{ n = 1 } | Export-Distiset $here/set").Clean();
        var error = Run(Pipeline("$here/set") + options).TerminatingError();
        Assert.StartsWith("HoldsDataset", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Give another -Path", error.ToString(), StringComparison.Ordinal);
        error = Run("New-MathPreferenceDataset $here/set -WarningAction Ignore" + options).TerminatingError();
        Assert.StartsWith("HoldsDataset", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, _asked);
        Assert.Equal(["README.md", "data"], Directory.GetFileSystemEntries(_scratch["set"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("data/train-00000-of-00001.jsonl")]
    [InlineData("train.jsonl")]
    [InlineData("train.csv")]
    [InlineData("data/train.csv")]
    [InlineData("test.json")]
    [InlineData("train.parquet", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")]
    [InlineData("README.md", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")]
    [InlineData("README.md", "---\nconfigs:\n- config_name: default\n  data_dir: rows\n---\n")]
    public void Whatever_Import_Dataset_would_read_by_the_folder_s_name_makes_it_a_dataset_s(string file, string text = "{\"n\":1}\n")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch["set/" + file])!);
        File.WriteAllText(_scratch["set/" + file], text);
        Assert.StartsWith("HoldsDataset", Run(Pipeline("$here/set")).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        var error = Run("New-MathPreferenceDataset $here/set -WarningAction Ignore").TerminatingError();
        Assert.StartsWith("HoldsDataset", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public void Notes_and_topics_are_no_dataset_and_a_run_goes_on_whatever_is_laid_beside_it()
    {
        Directory.CreateDirectory(_scratch["work"]);
        File.WriteAllText(_scratch["work/topics.csv"], "input\nSets\n");
        File.WriteAllText(_scratch["work/README.md"], "# Notes\n");
        Run(Pipeline("$here/work")).Clean();
        File.WriteAllText(_scratch["work/train.csv"], "input\nSets\n");
        Run(Pipeline("$here/work")).Clean();
        Assert.Single(Run("Import-Dataset $here/work").Clean());
    }

    [Theory]
    [InlineData("train.csv", "n\n7\n", "")]
    [InlineData("data/train.csv", "n\n7\n", "")]
    [InlineData("data/train.jsonl", "{\"n\":\"7\"}\n", "")]
    [InlineData("data/rows.jsonl", "{\"n\":\"7\"}\n", "---\nconfigs:\n- config_name: default\n  data_dir: data\n---\n")]
    public void An_export_over_files_that_are_no_shards_is_refused_and_another_config_leaves_them_readable(string file, string text, string card)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch["set/" + file])!);
        File.WriteAllText(_scratch["set/" + file], text);
        if (card.Length > 0)
            File.WriteAllText(_scratch["set/README.md"], card);
        var before = Directory.GetFileSystemEntries(_scratch["set"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var format in new[] { "Parquet", "Jsonl" })
        {
            var error = Run($"@{{ n = '1' }} | Export-Distiset $here/set -Format {format}").TerminatingError();
            Assert.StartsWith("SplitExists", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
            Assert.Contains("-Force", error.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(before, Directory.GetFileSystemEntries(_scratch["set"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        if (file.EndsWith(".csv", StringComparison.Ordinal))
        {
            // Loaders take one format for all of a folder.
            Assert.StartsWith("LoaderConflict", Run("@{ n = '1' } | Export-Distiset $here/set -Format Jsonl -Config mine -Force").TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(before, Directory.GetFileSystemEntries(_scratch["set"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
            return;
        }
        Run("@{ n = '1' } | Export-Distiset $here/set -Format Jsonl -Config mine -Force").Clean();
        Assert.Equal("7", Assert.Single(Run("Import-Dataset $here/set").Clean()).Properties["n"].Value.ToString());
        Run("@{ n = '1' } | Export-Distiset $here/set -Format Jsonl -Split test -Force").Clean();
        Assert.Equal(2, Run("Import-Dataset $here/set").Clean().Count);
        Run("@{ n = '1' } | Export-Distiset $here/set -Format Jsonl -Force").Clean();
        Assert.Equal("1", Assert.Single(Run("Import-Dataset $here/set -Split train").Clean()).Properties["n"].Value.ToString());
    }

    [Fact]
    public void A_config_that_is_a_folder_does_not_swallow_the_files_of_another()
    {
        Directory.CreateDirectory(_scratch["set/data"]);
        File.WriteAllText(_scratch["set/data/rows.jsonl"], "{\"n\":\"7\"}\n");
        File.WriteAllText(_scratch["set/README.md"], "---\nconfigs:\n- config_name: theirs\n  data_dir: data\n---\n");
        var error = Run("@{ n = '1' } | Export-Distiset $here/set -Format Jsonl").TerminatingError();
        Assert.StartsWith("LoaderConflict", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'theirs'", error.ToString(), StringComparison.Ordinal);
        Run("@{ n = '1' } | Export-Distiset $here/set -Format Jsonl -Config mine").Clean();
        Assert.Equal("7", Assert.Single(Run("Import-Dataset $here/set -Config theirs").Clean()).Properties["n"].Value.ToString());
    }

    [Fact]
    public void WhatIf_promises_no_export_that_would_be_refused()
    {
        Run("@{ n = 1 } | Export-Distiset $here/set -Config a -WhatIf").Clean();
        Run("@{ n = 1 } | Export-Distiset $here/set -Config a").Clean();
        Assert.StartsWith("LoaderConflict", Run("@{ n = 1 } | Export-Distiset $here/set -WhatIf").TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SplitExists", Run("@{ n = 1 } | Export-Distiset $here/set -Config a -WhatIf").TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        File.WriteAllText(_scratch["file"], "");
        Assert.Contains("is a file", Run("@{ n = 1 } | Export-Distiset $here/file").TerminatingError().ToString(), StringComparison.Ordinal);
    }
}
