using System.Globalization;
using System.Management.Automation;
using System.Security;
using MathPref.Binding;
using MathPref.Core.Datasets;
using MathPref.Core.Hub;
using MathPref.Core.Llm;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>
/// Pairs for DPO in one command: of topics, as the whole tutorial, where models write the instructions, answer them and judge; or of questions whose
/// answers are known, where right answers are paired with wrong ones.
/// </summary>
[Cmdlet(VerbsCommon.New, "MathPreferenceDataset", SupportsShouldProcess = true, DefaultParameterSetName = TopicSet)]
[OutputType(GetDistisetCommand.TypeName, PlannedStep.TypeName, PSRow.TypeName, PublishDistisetCommand.OutputTypeName)]
public sealed class NewMathPreferenceDatasetCommand : RunCommandBase
{
    private const string TopicSet = "Topic";
    private const string SourceSet = "Source";
    private const int TutorialTopics = 10;

    /// <summary>Rows of a source that are looked at for its columns: not each row of JSON has all.</summary>
    private const int RowsForColumns = 100;
    private const string Careful = "offline/careful";
    private const string Hasty = "offline/hasty";
    private const string RuleBasedJudge = "offline/judge";

    /// <summary>The run's folder; the dataset is in it as distiset. It is made where it is missing.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Questions whose answers are known: a file, a folder or an address on the Hub (hf://datasets/owner/name), as Import-Dataset reads it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SourceSet)]
    [ValidateNotNullOrEmpty]
    public string Source { get; set; } = "";

    /// <summary>The config of that dataset; without it the one that there is, or the default.</summary>
    [Parameter(ParameterSetName = SourceSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ConfigCompleter))]
    public string? Config { get; set; }

    /// <summary>The split of that dataset; without it all.</summary>
    [Parameter(ParameterSetName = SourceSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.SplitCompleter))]
    public string? Split { get; set; }

    /// <summary>The column with the question; without it the first that is called as questions are.</summary>
    [Parameter(ParameterSetName = SourceSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string? QuestionColumn { get; set; }

    /// <summary>The column with the right answer, or a solution that ends in it; without it the first that is called as those are.</summary>
    [Parameter(ParameterSetName = SourceSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string? ReferenceColumn { get; set; }

    /// <summary>Answers asked of each model for a question.</summary>
    [Parameter(ParameterSetName = SourceSet)]
    [ValidateRange(1, 1000)]
    [Alias("num_generations")]
    public int NumGenerations { get; set; } = 8;

    /// <summary>The topics; without them the tutorial's.</summary>
    [Parameter(ParameterSetName = TopicSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.TopicCompleter))]
    public string[]? Topic { get; set; }

    /// <summary>Only the first so many topics (10 of the tutorial's 46, and all of -Topic), or questions of -Source.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Instructions for each topic.</summary>
    [Parameter(ParameterSetName = TopicSet)]
    [ValidateRange(1, 1000)]
    [Alias("num_instructions")]
    public int NumInstructions { get; set; } = 5;

    /// <summary>The model that writes the instructions.</summary>
    [Parameter(ParameterSetName = TopicSet)]
    [LlmTransformation]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    public LlmSpec[]? Instructor { get; set; }

    /// <summary>The models that answer; a single one answers each instruction twice, and each of them a question -NumGenerations times.</summary>
    [Parameter]
    [LlmTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    public LlmSpec[]? Generator { get; set; }

    /// <summary>
    /// The model that rates the answers: a stronger one than those that gave them, and better not of their family. With -Source it is asked about the
    /// answers that cannot be compared with the reference, and without it nobody is.
    /// </summary>
    [Parameter]
    [LlmTransformation]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(Completion.LlmCompleter))]
    public LlmSpec[]? Judge { get; set; }

    /// <summary>The most tokens that an answer may have.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Alias("max_new_tokens")]
    public int MaxNewTokens { get; set; } = 512;

    /// <summary>Randomness of the answers.</summary>
    [Parameter]
    [ValidateRange(0.0, 2.0)]
    public double Temperature { get; set; } = 0.7;

    /// <summary>The shape of the pairs in format_dpo. The config trl has TRL's beside it, whatever this says.</summary>
    [Parameter]
    public PreferenceFormat Format { get; set; } = PreferenceFormat.Distilabel;

    /// <summary>The least difference between the rating of chosen and that of rejected.</summary>
    [Parameter(ParameterSetName = TopicSet)]
    [ValidateRange(0.0, 4.0)]
    public double MinimumMargin { get; set; }

    /// <summary>The share of the prompts whose pairs become the split train; the others become test. Without it all pairs are train.</summary>
    [Parameter]
    [ValidateRange(0.001, 0.999)]
    public double? TrainSize { get; set; }

    /// <summary>The licence on the dataset's card, as the Hub writes it.</summary>
    [Parameter]
    [ValidatePattern(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    [ArgumentCompleter(typeof(Completion.LicenseCompleter))]
    public string? License { get; set; }

    /// <summary>A dataset in Argilla to which the judged or checked rows are sent; without it they are a config of the dataset alone.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ArgillaName { get; set; }

    /// <summary>The workspace of that dataset.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Workspace { get; set; }

    /// <summary>A repository on the Hugging Face Hub to which the dataset is published at the end.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RepoId { get; set; }

    /// <summary>Makes that repository private.</summary>
    [Parameter]
    public SwitchParameter Private { get; set; }

    /// <summary>The token for the Hub, as a SecureString or a string; without it HF_TOKEN, then the file that hf auth login writes.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? Token { get; set; }

    /// <summary>The run's name; without it the folder's.</summary>
    [Parameter]
    [ValidatePattern(NamePattern)]
    public string? Name { get; set; }

    /// <summary>What the run is for; it is kept in its record.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    private bool _isWhole;

    protected override void EndProcessing()
    {
        CheckRepository();
        SayWhichModels();
        var folder = this.FileSystemPath(Path);
        var models = new Dictionary<string, LlmSpec[]> { [nameof(Generator)] = Generator ?? [LlmSpec.Parse(Careful), LlmSpec.Parse(Hasty)] };
        if (!IsOfSource)
            models[nameof(Instructor)] = Instructor ?? [LlmSpec.Parse(Careful)];
        if (Judge is not null || !IsOfSource)
            models[nameof(Judge)] = Judge ?? [LlmSpec.Parse(RuleBasedJudge)];
        var script = IsOfSource ? SourceScript(ReadSource()) : named => TopicScript(named, models[nameof(Generator)].Length);
        // A model with options or a key of its own cannot be written as text: the block has it as a variable.
        var variables = models.Where(model => !model.Value.All(IsPlain)).ToDictionary(model => model.Key, object (model) => model.Value);
        var block = script(name => variables.ContainsKey(name) ? "$" + name : Typed.Value(models[name]));
        var runName = Name ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(folder));
        Execute(new Request(runName, Description, folder, ScriptBlock.Create(block))
        {
            Variables = variables,
            IsInText = models.Values.SelectMany(model => model).All(model => model is { ApiKey: null, Proxy: null, Journal: null }),
            Script = script(name => Typed.Value(models[name])) + "\n",
        });
    }

    private protected override void Summarize(Ending ending)
    {
        _isWhole = ending.Run.EndedBy is null;
        foreach (var line in RunSummary.Of(ending.Run, ending.Configs))
            Say(line);
    }

    private protected override void Deliver(Distiset made)
    {
        base.Deliver(made);
        if (RepoId is null)
            return;
        if (!_isWhole)
        {
            WriteWarning($"The run ended early, so nothing is published to {RepoId}. Run it again to go on, or publish what there is: " +
                $"Publish-Distiset -LiteralPath {Typed.Value(made.Path)} -RepoId {RepoId}");
            return;
        }
        var given = new Dictionary<string, object> { ["LiteralPath"] = made.Path, ["RepoId"] = RepoId };
        if (Private)
            given["Private"] = Private;
        if (Token is not null)
            given["Token"] = Token;
        NestedScript.Run(this, "$publish, $given = $args; & $publish @given", new CmdletInfo("Publish-Distiset", typeof(PublishDistisetCommand)), given);
    }

    /// <summary>What is wrong with the repository's name or the token is known before anything is paid for.</summary>
    private void CheckRepository()
    {
        if (RepoId is null)
            return;
        try
        {
            Core.Hub.RepoId.Parse(RepoId);
            if (!IsWhatIf && !DryRun)
                HubConnection.Resolve(Token, allowUnencrypted: false, Environment.GetEnvironmentVariable);
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(error.BadRepoId(RepoId));
        }
        catch (HubConfigurationException error)
        {
            ThrowTerminatingError(error.CannotReachHub(RepoId));
        }
    }

    private void SayWhichModels()
    {
        (string Parameter, LlmSpec[]? Given, string Embedded) generator = (nameof(Generator), Generator, $"{Careful} and {Hasty}");
        (string Parameter, LlmSpec[]? Given, string Embedded)[] models = IsOfSource
            ? [generator]
            : [(nameof(Instructor), Instructor, Careful), generator, (nameof(Judge), Judge, RuleBasedJudge)];
        var missing = models.Where(model => model.Given is null).ToList();
        if (missing.Count == models.Length && (Judge is null || !IsOfSource))
        {
            Say("No model was given, so the embedded, rule-based ones are used: for trying out.");
            Say(IsOfSource ? "They answer no problems but their own; -Generator takes real models." : "-Instructor, -Generator and -Judge take real ones.");
        }
        else if (missing.Count > 0)
            WriteWarning($"No {string.Join(" and no ", missing.Select(model => $"-{model.Parameter}"))} was given, so the embedded, " +
                $"rule-based {string.Join(" and ", missing.Select(model => model.Embedded))} stand in.");
    }

    private static bool IsPlain(LlmSpec model) => !model.Profile.IsScripted && model == LlmSpec.Parse(model.ToString());

    private bool IsOfSource => ParameterSetName == SourceSet;

    /// <summary>What the source is read by, and its columns: known before anything is asked, and named in the script that is kept.</summary>
    private SourceToRead ReadSource()
    {
        var isOnHub = HubAddress.Is(Source);
        // A full path: the run can be gone on with from elsewhere.
        var place = isOnHub ? Source : this.ExistingPath(Source, isLiteral: false, ThrowTerminatingError)!;
        var given = new Dictionary<string, object>
        {
            [isOnHub ? "Path" : "LiteralPath"] = place,
            ["First"] = First == 0 ? RowsForColumns : Math.Min(First, RowsForColumns),
            ["ErrorAction"] = ActionPreference.Stop,
            ["WarningAction"] = ActionPreference.Ignore,
        };
        var set = new List<string>();
        foreach (var (name, value) in new[] { (nameof(Config), Config), (nameof(Split), Split) })
        {
            if (value is null)
                continue;
            given[name] = value;
            set.Add($" -{name} {Typed.Value(value)}");
        }
        if (First > 0)
            set.Add(string.Create(CultureInfo.InvariantCulture, $" -First {First}"));
        List<Row> rows = [];
        try
        {
            // It is read anew by the run, which passes on what there is to be warned of.
            rows = InvokeCommand.InvokeScript(
                    useLocalScope: true,
                    ScriptBlock.Create("param($import, $given) & $import @given"),
                    null,
                    new CmdletInfo("Import-Dataset", typeof(ImportDatasetCommand)),
                    given)
                .Select(row => PSRow.Read(row, Columns.Instruction)).ToList();
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            ThrowTerminatingError(error.ErrorRecord);
        }
        if (rows.Count == 0)
            ThrowTerminatingError(Errors.NoRowsInSource(Source));
        return new SourceToRead(
            $"{(isOnHub ? "" : "-LiteralPath ")}{Typed.Value(place)}{string.Concat(set)}",
            ColumnOf(rows, QuestionColumn, "-" + nameof(QuestionColumn), QuestionColumns.Questions),
            ColumnOf(rows, ReferenceColumn, "-" + nameof(ReferenceColumn), QuestionColumns.References));
    }

    private string ColumnOf(IReadOnlyList<Row> rows, string? given, string parameter, string[] known)
    {
        var found = given is null ? QuestionColumns.Find(rows, known) : rows.Any(row => row.Has(given)) ? given : null;
        if (found is null)
            ThrowTerminatingError(Errors.NoSuchColumn(Source, given, parameter, QuestionColumns.NamesOf(rows)));
        return found!;
    }

    /// <summary>How rows are read, and which columns of them are asked and compared with.</summary>
    private sealed record SourceToRead(string Import, string Question, string Reference);

    private Func<Func<string, string>, string> SourceScript(SourceToRead source) => models =>
    {
        var judge = Judge is null ? "" : $" -Llm {models(nameof(Judge))}";
        var kept = ArgillaName is null ? "Export-Distiset -Config checked -PassThru" : $"Export-ArgillaDataset{Argilla} -StepName checked";
        var sampling = string.Create(
            CultureInfo.InvariantCulture, $"-NumGenerations {NumGenerations} -MaxNewTokens {MaxNewTokens} -Temperature {Temperature}");
        return $"""
            Import-Dataset {source.Import} |
                Invoke-TextGeneration -InputColumn {Typed.Value(source.Question)} -Llm {models(nameof(Generator))} {sampling} |
                Test-MathAnswer -ReferenceColumn {Typed.Value(source.Reference)}{judge} |
                {kept} |
                {Pairs(" -PairBy Correctness")}
            """.ReplaceLineEndings("\n");
    };

    private string TopicScript(Func<string, string> models, int generators)
    {
        var topics = Topic is null
            ? $"Get-MathTopic -First {(First == 0 ? TutorialTopics : First)}"
            : string.Join(
                ", ",
                Topic.Take(First == 0 ? int.MaxValue : First)
                    .Select(topic => $"'{System.Management.Automation.Language.CodeGeneration.EscapeSingleQuotedStringContent(topic)}'"));
        var twice = generators == 1 ? " -NumGenerations 2" : "";
        var margin = MinimumMargin > 0 ? $" -MinimumMargin {Typed.Value(MinimumMargin)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {topics} |
                New-SelfInstruct -Llm {models(nameof(Instructor))} -NumInstructions {NumInstructions} |
                Expand-Column instructions -As instruction |
                Invoke-TextGeneration -Llm {models(nameof(Generator))}{twice} -MaxNewTokens {MaxNewTokens} -Temperature {Temperature} |
                Invoke-UltraFeedback -Llm {models(nameof(Judge))} |
                Export-ArgillaDataset{Argilla} |
                {Pairs(margin)}
            """).ReplaceLineEndings("\n");
    }

    private string Argilla =>
        ArgillaName is null ? "" : $" {Typed.Value(ArgillaName)}{(Workspace is null ? "" : $" -Workspace {Typed.Value(Workspace)}")}";

    /// <summary>The pairs are found once, in the shape that keeps the row's other columns, and shaped once more from them.</summary>
    private string Pairs(string selection)
    {
        var writing = (TrainSize is { } share ? $" -TrainSize {Typed.Value(share)}" : "") + (License is null ? "" : $" -License {Typed.Value(License)}");
        var shape = Format is PreferenceFormat.Distilabel ? "" : $" -Format {Format}";
        return $"""
            ConvertTo-DpoFormat -Format Trl{selection} -StepName trl |
                Export-Distiset -Config trl{writing} -PassThru |
                ConvertTo-DpoFormat{shape}{selection}{(writing == "" ? "" : $" |\n    Export-Distiset -Config format_dpo{writing}")}
            """;
    }
}
