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

    [Fact]
    public void Shards_without_a_card_are_a_dataset_and_a_file_of_topics_beside_notes_is_none()
    {
        Directory.CreateDirectory(_scratch["set/data"]);
        File.WriteAllText(_scratch["set/data/train-00000-of-00001.jsonl"], "{\"n\":1}\n");
        Assert.StartsWith("HoldsDataset", Run(Pipeline("$here/set")).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Directory.CreateDirectory(_scratch["work"]);
        File.WriteAllText(_scratch["work/train.csv"], "input\nSets\n");
        File.WriteAllText(_scratch["work/README.md"], "# Notes\n");
        Run(Pipeline("$here/work")).Clean();
        Run(Pipeline("$here/work")).Clean();
        Assert.Single(Run("Import-Dataset $here/work").Clean());
    }
}
