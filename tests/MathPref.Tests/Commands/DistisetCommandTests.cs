using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Export-, Get- and Test-Distiset, and what the card says of the chain that made the rows.</summary>
public sealed class DistisetCommandTests : IDisposable
{
    private const string Chain = "Get-MathTopic -First 4 | New-SelfInstruct -Llm offline/careful -NumInstructions 4 | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm offline/careful, (New-Llm offline/hasty -Temperature 0.5) -Seed 3 | Invoke-UltraFeedback -Llm offline/judge | ConvertTo-DpoFormat -Format Trl";

    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("set", _scratch["set"]));

    private string Card => File.ReadAllText(_scratch["set/README.md"]);

    [Fact]
    public void The_card_says_what_the_chain_asked_of_which_models_and_what_it_left_out()
    {
        var made = Run($"{Chain} -MinimumMargin 2 | Export-Distiset $set -TrainSize 0.7 -ExcludeMetadata -License mit").Warnings;
        var skipped = made.Single(w => w.Contains("made no pair", StringComparison.Ordinal));
        Assert.Contains("| Invoke-TextGeneration | offline/hasty | temperature 0.5, seed 3 |", Card, StringComparison.Ordinal);
        Assert.Contains("| Invoke-UltraFeedback | offline/judge |  |", Card, StringComparison.Ordinal);
        Assert.Contains(" rows with ratings less than 2 apart (-MinimumMargin) (ConvertTo-DpoFormat)", Card, StringComparison.Ordinal);
        Assert.StartsWith(System.Text.RegularExpressions.Regex.Match(Card, "- ([0-9]+) rows with ratings").Groups[1].Value + " rows", skipped, StringComparison.Ordinal);
        Assert.DoesNotContain("distilabel_metadata", Card, StringComparison.Ordinal);
        Assert.Contains("trl dpo", Card, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            ```powershell
            Get-MathTopic -First 4 |
                New-SelfInstruct -Llm offline/careful -NumInstructions 4 |
                Expand-Column -As instruction -Column instructions |
                Invoke-TextGeneration -Llm offline/careful, (New-Llm offline/hasty -Temperature 0.5) -Seed 3 |
                Invoke-UltraFeedback -Llm offline/judge |
                ConvertTo-DpoFormat -Format Trl -MinimumMargin 2 |
                Export-Distiset ./dataset -ExcludeMetadata -License mit -TrainSize 0.7
            ```
            <!-- mathpref:end -->

            """.ReplaceLineEndings("\n"),
            Card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_on_the_card_makes_the_same_files_again()
    {
        Run($"{Chain} | Export-Distiset $set");
        var command = Card.Split("```powershell\n")[1].Split("\n```")[0].Replace(CardText.Folder, "$again", StringComparison.Ordinal);
        _engine.Run(command, ("again", _scratch["again"]));
        foreach (var file in new[] { "README.md", "data/train-00000-of-00001.parquet" })
            Assert.Equal(File.ReadAllBytes(_scratch["set/" + file]), File.ReadAllBytes(_scratch["again/" + file]));
    }

    [Fact]
    public void What_the_chain_did_is_known_through_variables_and_commands_between_and_whatever_the_journal_gave()
    {
        string[] parts = Chain.Split(" | ");
        var stages = $"$a = {string.Join(" | ", parts[..3])}; $b = foreach ($row in $a) {{ $row }}; $pairs = $b | {string.Join(" | ", parts[3..])} | Take-First 1000; ";
        _engine.Run("$env:MATHPREF_JOURNAL = $journal; " + stages + "$pairs | Export-Distiset $one; " + stages + "$pairs | Export-Distiset $two; $env:MATHPREF_JOURNAL = $null",
            ("journal", _scratch["journal.db"]), ("one", _scratch["one"]), ("two", _scratch["two"]));
        Run($"{Chain} | Export-Distiset $set");
        Assert.Equal(Card, File.ReadAllText(_scratch["one/README.md"]));
        Assert.Equal(Card, File.ReadAllText(_scratch["two/README.md"]));
    }

    private string Recipe => Card.Split("```powershell\n")[1].Split("\n```")[0];

    [Fact]
    public void A_quote_of_any_kind_within_a_parameter_stays_within_it()
    {
        Run("$p = \"don\u2019t; Write-Host 'PWNED'; \u2018 <!-- mathpref:end -->\"; 'Matrices' | New-SelfInstruct -Llm offline/careful -ApplicationDescription $p | Export-Distiset $set");
        var script = System.Management.Automation.Language.Parser.ParseInput(Recipe, out _, out var errors);
        Assert.Empty(errors);
        var pipeline = (System.Management.Automation.Language.PipelineAst)Assert.Single(script.EndBlock.Statements);
        Assert.Equal(["New-SelfInstruct", "Export-Distiset"], pipeline.PipelineElements.Cast<System.Management.Automation.Language.CommandAst>().Select(c => c.GetCommandName()));
    }

    [Fact]
    public void A_cmdlet_that_is_called_once_a_row_is_one_step_and_what_is_not_known_is_not_claimed()
    {
        Run("1..6 | ForEach-Object { [pscustomobject]@{ input = 'Matrices'; n = $_ } | New-SelfInstruct -Llm offline/careful } | Export-Distiset $set");
        Assert.Equal("New-SelfInstruct -Llm offline/careful |\n    Export-Distiset ./dataset", Recipe);
        Assert.Contains("The last steps that made it; where their rows came from is not known here", Card, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(Card, @"\| New-SelfInstruct \|"));
    }

    [Fact]
    public void Calls_whose_rows_nobody_took_do_not_count()
    {
        Run("1..40 | ForEach-Object { 'Matrices' } | New-SelfInstruct -Llm offline/careful -Seed 1 | Take-First 3 | Export-Distiset $set");
        var first = Card;
        _engine.Run("'Matrices', 'Matrices', 'Matrices' | New-SelfInstruct -Llm offline/careful -Seed 1 | Export-Distiset $set -Force", ("set", _scratch["three"]));
        Assert.Equal(first, File.ReadAllText(_scratch["three/README.md"]));
    }

    [Fact]
    public void Of_rows_from_elsewhere_the_card_claims_nothing()
    {
        Run("[pscustomobject]@{ instruction = 'x'; n = 1 } | Export-Distiset $set").Clean();
        Assert.DoesNotContain("How to make it again", Card, StringComparison.Ordinal);
        Assert.DoesNotContain("| step |", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_address_path_or_template_gets_into_the_card()
    {
        Run("$llm = New-Llm offline/careful -ApiKey planted-key -Endpoint http://127.0.0.1:9; 'Matrices' | New-SelfInstruct -Llm $llm | Expand-Column instructions -As instruction | Invoke-TextGeneration -Llm $llm -Template { <# planted #> $_.instruction } -Journal \"$set.journal.db\" -Proxy http://127.0.0.1:9 -ThrottleLimit 2 | Export-Distiset $set");
        foreach (var planted in new[] { "planted", "127.0.0.1", "journal", "ThrottleLimit", _scratch.Path })
            Assert.DoesNotContain(planted, Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_Distiset_tells_configs_splits_columns_and_models_and_other_cmdlets_take_it_from_the_pipe()
    {
        Run($"$pairs = @({Chain}); $pairs | Export-Distiset $set; $pairs | Export-Distiset $set -Config trl -TrainSize 0.6");
        var set = Assert.Single(Run("Get-Distiset $set").Clean());
        Assert.Equal("MathPref.Distiset", set.TypeNames[0]);
        var distiset = (Distiset)set.BaseObject;
        Assert.Equal(["default", "trl"], distiset.Configs.Select(c => c.Name));
        Assert.Equal(["train", "test"], distiset.Configs[1].Splits.Select(s => s.Name));
        Assert.Equal(distiset.Configs[0].Rows, distiset.Configs[1].Rows);
        Assert.Equal("prompt: list<struct<content: string, role: string>>", distiset.Configs[1].Columns!.Where(c => c.Name == "prompt").Select(c => $"{c.Name}: {c.Type}").Single());
        Assert.Equal(["offline/careful", "offline/hasty", "offline/judge"], distiset.Models.Order(StringComparer.Ordinal));
        Assert.Equal(distiset.Rows, Run("Get-Distiset $set | Import-Dataset -Config *").Clean().Count);
        Assert.True((bool)Run("Get-Distiset $set | Test-Distiset -Quiet").Clean().Single().BaseObject);
        Assert.Empty(Run("Get-Distiset $set | Test-Distiset").Clean());
    }

    [Fact]
    public void Test_Distiset_says_false_only_of_what_is_wrong()
    {
        Run("[pscustomobject]@{ prompt = 'x'; chosen = 'a'; rejected = 'b' }, [pscustomobject]@{ prompt = 'x'; chosen = 'c'; rejected = 'd' } | Export-Distiset $set").Clean();
        Assert.Equal("DuplicatePrompt", ((DistisetProblem)Assert.Single(Run("Test-Distiset $set").Clean()).BaseObject).Check);
        Assert.True((bool)Run("Test-Distiset $set -Quiet").Clean().Single().BaseObject);
        Run("[pscustomobject]@{ prompt = 'x'; chosen = 'a'; rejected = 'a' } | Export-Distiset $set -Force").Clean();
        Assert.False((bool)Run("Test-Distiset $set -Quiet").Clean().Single().BaseObject);
    }

    [Theory]
    [InlineData("Get-Distiset $set", "PathNotFound")]
    [InlineData("Test-Distiset $set -Quiet", "PathNotFound")]
    [InlineData("Get-Distiset $file", "NotAFolder")]
    [InlineData("Get-Distiset $empty", "UnreadableData")]
    [InlineData("[pscustomobject]@{ n = 1 } | Export-Distiset $set -TrainSize 0.5 -Split train", "SplitAndTrainSize")]
    [InlineData("[pscustomobject]@{ n = 1 } | Export-Distiset $set -TrainSize 0.5", "RowNotWritten")]
    public void What_cannot_be_done_is_one_error_with_a_stable_id(string script, string id)
    {
        File.WriteAllText(_scratch["file"], "");
        Directory.CreateDirectory(_scratch["empty"]);
        var result = _engine.Run(script, ("set", _scratch["set"]), ("file", _scratch["file"]), ("empty", _scratch["empty"]));
        var errors = result.Errors.Concat(result.Ended is RuntimeException ended ? [ended.ErrorRecord] : []);
        Assert.StartsWith(id + ",", errors.First().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch["set"]));
    }

    /// <summary>A run that ended early can leave test rows alone; going on, it makes the very card that it would have made at once.</summary>
    [Fact]
    public void The_card_is_the_same_whichever_split_was_there_first()
    {
        const string all = "0..39 | ForEach-Object { \"row $_\" } | Export-Distiset $set -TrainSize 0.5 -Force";
        Run(all).Clean();
        var card = File.ReadAllText(Path.Combine(_scratch["set"], "README.md"));
        foreach (var side in new[] { "test", "train" })
        {
            Directory.Delete(_scratch["set"], recursive: true);
            var alone = Enumerable.Range(0, 40).First(i =>
            {
                Run($"'row {i}' | Export-Distiset $set -TrainSize 0.5 -Force -WarningAction Ignore");
                return Directory.EnumerateFiles(Path.Combine(_scratch["set"], "data"), side + "-*").Any();
            });
            Assert.InRange(alone, 0, 39);
            Run(all).Clean();
            Assert.Equal(card, File.ReadAllText(Path.Combine(_scratch["set"], "README.md")));
        }
    }

    [Fact]
    public void Rows_that_fell_on_one_side_of_TrainSize_are_written_and_the_missing_split_is_said()
    {
        var result = Run("'x' | Export-Distiset $set -TrainSize 0.999");
        Assert.Contains("no split 'test'", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("train", ((Distiset)Run("Get-Distiset $set").Clean().Single().BaseObject).Configs.Single().Splits.Single().Name);
    }

    private Engine.Result FromDisk(string front, string script)
    {
        Directory.CreateDirectory(_scratch["own"]);
        File.WriteAllText(_scratch["own/README.md"], $"---\n{front}\n---\n");
        File.WriteAllText(_scratch["own/train.jsonl"], "{\"instruction\":\"1 + 1?\"}\n");
        return _engine.Run(script, ("set", _scratch["set"]), ("own", _scratch["own"]));
    }

    [Fact]
    public void What_a_folder_s_card_says_of_its_licence_and_its_sources_goes_with_its_rows_to_the_card_of_what_is_made_of_them()
    {
        const string front = "license: cc-by-sa-4.0\nsource_datasets:\n- openai/gsm8k\nconfigs:\n- config_name: default\n  data_files: train.jsonl";
        FromDisk(front, "Import-Dataset $own | Where-Object instruction | Invoke-TextGeneration -Llm (New-Llm scripted/one -Reply { 'Two.' }) | Export-Distiset $set").Clean();
        Assert.Contains("source_datasets:\n- openai/gsm8k\nlicense: cc-by-sa-4.0\n", Card, StringComparison.Ordinal);
        Assert.Contains("\nImport-Dataset ./rows |\n    Invoke-TextGeneration", Card, StringComparison.Ordinal);
        Assert.DoesNotContain(_scratch.Path, Card, StringComparison.Ordinal);
        Assert.Empty(Run("Import-Dataset $set | Export-Distiset $set -Force; Test-Distiset $set").Clean());
        var changed = FromDisk(front, "Import-Dataset $own | Export-Distiset $set -License mit -Force");
        Assert.Equal($"{_scratch["own"]} is under cc-by-sa-4.0, and the card says mit: check that you may.", Assert.Single(changed.Warnings));
        Assert.Contains("\nlicense: mit\n", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_keeps_the_licence_and_says_once_for_all_its_configs_what_it_changes()
    {
        const string front = "license: cc-by-sa-4.0\nconfigs:\n- config_name: default\n  data_files: train.jsonl";
        static string Block(string license) => $"{{ Import-Dataset $own | Export-Distiset -Config one{license} -PassThru | Export-Distiset -Config two{license} }}";
        var result = FromDisk(front, $"$null = Invoke-DatasetPipeline -Path $set -InformationAction Ignore {Block(" -License mit")}");
        Assert.Contains("check that you may", Assert.Single(result.Warnings), StringComparison.Ordinal);
        FromDisk(front, $"$null = Invoke-DatasetPipeline -Path \"$set-kept\" -InformationAction Ignore {Block("")}").Clean();
        Assert.StartsWith("---\nlicense: cc-by-sa-4.0\n", File.ReadAllText(_scratch["set-kept/distiset/README.md"]), StringComparison.Ordinal);
    }
}
