using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Runs;

/// <summary>README.md of a run's folder: loaders that are given the folder find the run's dataset, and one config of it where none is named.</summary>
public sealed class RunPageTests : IDisposable
{
    private const string Chain = "'Matrices' | New-SelfInstruct -Llm offline/careful -NumInstructions 2 | Expand-Column instructions -As instruction";

    /// <summary>Configs of the names given, each by an Export-Distiset of the run.</summary>
    private static string Configs(params string[] names) =>
        "{ " + Chain + " | " + string.Join(" | ", names.Select(name => $"Export-Distiset -Config {name} -PassThru")) + " | Out-Null }";

    private const string OneLeaf = "{ " + Chain + " }";

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private string Folder => _scratch["run"];

    private string Page => Path.Combine(Folder, "README.md");

    private string Card => File.ReadAllText(Path.Combine(Folder, "distiset", "README.md"));

    private Engine.Result Run(string script) => _engine.Run(script, ("path", Folder));

    private Engine.Result Pipeline(string block, string more = "") => Run($"Invoke-DatasetPipeline math -Path $path {more} {block}");

    private static string Entry(string config, bool isDefault = false, string? folder = null) =>
        $"- config_name: {config}\n  data_files:\n  - split: train\n    path: distiset/{folder ?? config}/train-*\n{(isDefault ? "  default: true\n" : "")}";

    private static string PageOf(params string[] entries) => $"---\nconfigs:\n{string.Concat(entries)}---\n";

    [Fact]
    public void The_tutorial_s_run_has_a_page_of_its_configs_and_nothing_else_and_trl_is_what_a_load_without_a_name_gives()
    {
        Run("New-MathPreferenceDataset $path -First 1 -WarningAction Ignore -InformationAction Ignore").Clean();
        Assert.Equal(PageOf(Entry("format_dpo"), Entry("preference_to_argilla_0"), Entry("trl", isDefault: true)), File.ReadAllText(Page));
        Assert.Contains("path: trl/train-*\n  default: true\n", Card, StringComparison.Ordinal);
        Assert.All(Run("Import-Dataset $path").Clean(), row => Assert.IsType<object[]>(row.Properties["chosen"].Value));
        // The page's own configs are the dataset's, file for file.
        var (ofPage, ofSet) = (DatasetFiles.Of(Folder), DatasetFiles.Of(Path.Combine(Folder, "distiset")));
        Assert.Equal(ofSet.Select(split => (split.Config, split.Split, string.Join(',', split.Files))), ofPage.Select(split => (split.Config, split.Split, string.Join(',', split.Files))));
        Assert.All(ofPage, split => Assert.NotEmpty(split.Files));
    }

    [Fact]
    public void Publish_Import_Get_and_Test_go_by_the_dataset_and_never_by_the_page()
    {
        Pipeline(Configs("trl", "other")).Clean();
        File.WriteAllText(Page, "---\nlicense: mit\nconfigs:\n- config_name: trl\n  data_files: distiset/trl/nothing-*\n---\nMy notes.\n");
        Assert.Equal(["other", "trl"], Distiset.Read(Folder).Configs.Select(c => c.Name));
        Assert.Equal(2, Run("Import-Dataset $path").Clean().Count);
        Assert.Empty(Run("Test-Distiset $path").Clean());
        var push = PushFolder.Read(Folder);
        Assert.DoesNotContain("My notes", push.Card, StringComparison.Ordinal);
        Assert.DoesNotContain(push.Files, file => file.Path.EndsWith("README.md", StringComparison.Ordinal) || file.Source == Page);
        Assert.Contains("default: true", push.Card, StringComparison.Ordinal);
    }

    [Fact]
    public void One_leaf_is_the_config_default_and_needs_no_mark()
    {
        Pipeline(OneLeaf).Clean();
        Assert.Equal(PageOf(Entry("default", folder: "data")), File.ReadAllText(Page));
        Pipeline("{ " + Chain + " | Export-Distiset -TrainSize 0.5 }", "-Force").Clean();
        Assert.Matches("distiset/data/(train|test)-", File.ReadAllText(Page));
        Assert.DoesNotContain("default: true", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_a_kill_kept_from_being_written_is_written_by_the_next_run_and_by_one_that_goes_on()
    {
        Pipeline(Configs("trl", "other")).Clean();
        var (page, card) = (File.ReadAllText(Page), Card);
        foreach (var again in new[] { $"Invoke-DatasetPipeline math -Path $path {Configs("trl", "other")}", "Invoke-DatasetPipeline -Path $path -Resume" })
        {
            File.Delete(Page);
            // The mark comes with the dataset itself, and what of it is missing is put there too.
            File.WriteAllText(Path.Combine(Folder, "distiset", "README.md"), Card.Replace("  default: true\n", "", StringComparison.Ordinal));
            File.WriteAllText(Page + ".new", "---\nconf");
            Run(again).Clean();
            Assert.Equal((page, card), (File.ReadAllText(Page), Card));
        }
    }

    [Fact]
    public void What_a_kill_left_is_put_right_even_where_the_next_run_makes_nothing()
    {
        Pipeline(Configs("trl", "other")).Clean();
        var page = File.ReadAllText(Page);
        File.WriteAllText(Page, PageOf(Entry("gone")));
        Pipeline("{ throw 'no' }").TerminatingError();
        Assert.Equal(page, File.ReadAllText(Page));
    }

    [Fact]
    public void The_same_run_again_leaves_the_page_as_it_is()
    {
        Pipeline(Configs("trl", "other")).Clean();
        var before = (File.ReadAllText(Page), Card);
        File.SetLastWriteTimeUtc(Page, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Pipeline(Configs("trl", "other")).Clean();
        Assert.Equal(before, (File.ReadAllText(Page), Card));
        Assert.Equal(2020, File.GetLastWriteTimeUtc(Page).Year);
    }

    [Fact]
    public void The_page_follows_what_a_run_adds_and_takes_away()
    {
        Pipeline(Configs("other")).Clean();
        Assert.Equal(PageOf(Entry("other")), File.ReadAllText(Page));
        Pipeline(Configs("other", "trl")).Clean();
        Assert.Equal(PageOf(Entry("other"), Entry("trl", isDefault: true)), File.ReadAllText(Page));
        // The one leaf is called default, and loaders refuse a mark beside that name.
        Pipeline(OneLeaf, "-WarningAction Ignore").Clean();
        Assert.Equal(PageOf(Entry("default", folder: "data"), Entry("other"), Entry("trl")), File.ReadAllText(Page));
        Assert.DoesNotContain("default: true", Card, StringComparison.Ordinal);
        Pipeline(Configs("trl", "more"), "-Force").Clean();
        Assert.Equal(PageOf(Entry("more"), Entry("trl", isDefault: true)), File.ReadAllText(Page));
        Pipeline("{ " + Chain + " | Export-Distiset }", "-Force").Clean();
        Assert.Equal(PageOf(Entry("default", folder: "data")), File.ReadAllText(Page));
    }

    [Fact]
    public void A_default_that_somebody_chose_stays()
    {
        Pipeline(Configs("other", "trl")).Clean();
        var card = Path.Combine(Folder, "distiset", "README.md");
        File.WriteAllText(card, Card.Replace("  default: true\n", "", StringComparison.Ordinal).Replace("path: other/train-*\n", "path: other/train-*\n  default: true\n", StringComparison.Ordinal));
        Pipeline(Configs("other", "trl")).Clean();
        Assert.Equal(PageOf(Entry("other", isDefault: true), Entry("trl")), File.ReadAllText(Page));
    }

    [Fact]
    public void A_text_that_somebody_wrote_and_their_other_keys_stay()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Page, "---\nlicense: mit\n---\n\n# My project\n\nDo read me.\n");
        Pipeline(Configs("other")).Clean();
        Assert.Equal($"---\nlicense: mit\nconfigs:\n{Entry("other")}---\n\n# My project\n\nDo read me.\n", File.ReadAllText(Page));
        Pipeline(Configs("trl"), "-Force").Clean();
        Assert.Equal($"---\nlicense: mit\nconfigs:\n{Entry("trl", isDefault: true)}---\n\n# My project\n\nDo read me.\n", File.ReadAllText(Page));
        File.WriteAllText(Page, "# Notes");
        Pipeline(Configs("trl")).Clean();
        Assert.Equal($"{PageOf(Entry("trl", isDefault: true))}\n# Notes\n", File.ReadAllText(Page));
    }

    [Fact]
    public void Counts_that_somebody_copied_from_the_dataset_s_card_go_for_they_would_be_wrong()
    {
        Pipeline(Configs("other")).Clean();
        File.WriteAllText(Page, Card.Replace("path: other/", "path: distiset/other/", StringComparison.Ordinal));
        Assert.Contains("num_examples", File.ReadAllText(Page), StringComparison.Ordinal);
        Pipeline(Configs("other")).Clean();
        Assert.DoesNotContain("dataset_info", File.ReadAllText(Page), StringComparison.Ordinal);
        Assert.Contains("distiset/other/train-*", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\nconfigs:\n- config_name: raw\n  data_files: raw/*.csv\n---\nMine.\n", "raw/*.csv")]
    [InlineData("---\nconfigs:\n- config_name: all\n---\n", "configs")]
    [InlineData("---\nlicense: [\n---\n", "README.md")]
    [InlineData("---\nlicense: mit\n", "README.md")]
    public void A_page_that_names_files_of_its_own_or_cannot_be_read_is_left_alone_and_said_once(string text, string named)
    {
        // It came after the run was begun: one that was there before would be a dataset's.
        Pipeline(Configs("trl", "other")).Clean();
        File.WriteAllText(Page, text);
        var result = Pipeline(Configs("trl", "other"));
        Assert.Empty(result.Errors);
        Assert.Null(result.Ended);
        var warning = Assert.Single(result.Warnings);
        Assert.Contains(named, warning, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Folder, "distiset"), warning, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Page));
        Assert.Equal(2, Run("Import-Dataset $path").Clean().Count);
    }

    [Theory]
    [InlineData("a folder")]
    [InlineData("read-only")]
    [InlineData("a link out of the folder")]
    [InlineData("a folder beside it")]
    public void A_page_that_cannot_be_written_is_one_warning_and_the_run_is_whole(string how)
    {
        Directory.CreateDirectory(Folder);
        switch (how)
        {
            case "a folder":
                Directory.CreateDirectory(Page);
                break;
            case "read-only":
                File.WriteAllText(Page, "# Mine\n");
                File.SetAttributes(Page, FileAttributes.ReadOnly);
                break;
            case "a folder beside it":
                Directory.CreateDirectory(Page + ".new");
                break;
            default:
                File.WriteAllText(_scratch["elsewhere.md"], "# Theirs\n");
                File.CreateSymbolicLink(Page, _scratch["elsewhere.md"]);
                break;
        }
        var result = Pipeline(Configs("trl", "other"));
        Assert.Empty(result.Errors);
        Assert.Null(result.Ended);
        Assert.Contains("README.md", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("\"status\": \"completed\"", File.ReadAllText(Path.Combine(Folder, "run.json")), StringComparison.Ordinal);
        Assert.Equal(2, Run("Import-Dataset $path").Clean().Count);
        if (how == "read-only")
            Assert.Equal("# Mine\n", File.ReadAllText(Page));
        if (how.StartsWith("a link", StringComparison.Ordinal))
            Assert.Equal("# Theirs\n", File.ReadAllText(_scratch["elsewhere.md"]));
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-DryRun")]
    public void A_plan_and_a_trial_write_no_page(string how)
    {
        Run($"Invoke-DatasetPipeline math -Path $path {how} {OneLeaf}");
        Assert.False(File.Exists(Page));
        Pipeline(Configs("trl", "other")).Clean();
        File.Delete(Page);
        Run($"Invoke-DatasetPipeline math -Path $path {how} {Configs("trl")}");
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public void A_run_whose_rows_went_elsewhere_has_no_page()
    {
        _engine.Run($"Invoke-DatasetPipeline math -Path $path {{ {Chain} | Export-Distiset $set }}", ("path", Folder), ("set", _scratch["set"])).Clean();
        Assert.False(File.Exists(Page));
        File.WriteAllText(Page, "Mine, without an end of line");
        Pipeline("{ throw 'no' }");
        Assert.Equal("Mine, without an end of line", File.ReadAllText(Page));
    }

    [Fact]
    public void An_export_into_the_run_s_dataset_is_on_the_page_too()
    {
        Pipeline(Configs("trl")).Clean();
        Run("@{ n = 1 } | Export-Distiset $path/distiset -Config mine").Clean();
        Assert.Contains("- config_name: mine\n  data_files:\n  - split: train\n    path: distiset/mine/train-*\n", File.ReadAllText(Page), StringComparison.Ordinal);
        Assert.Contains("default: true", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_whose_record_is_gone_is_not_taken_for_a_dataset_because_of_its_page()
    {
        Pipeline(Configs("trl")).Clean();
        File.Delete(Path.Combine(Folder, "run.json"));
        File.Delete(Path.Combine(Folder, "pipeline.ps1"));
        Assert.StartsWith("NotARun", Pipeline(Configs("trl")).TerminatingError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Pipeline(Configs("trl"), "-Force").Clean();
        Assert.Equal(PageOf(Entry("trl", isDefault: true)), File.ReadAllText(Page));
    }
}
