using System.Management.Automation;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Scorers;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Foresight;
using MathPref.Pump;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Makes of questions with a reference what trainers with verifiable rewards take.</summary>
[Cmdlet(VerbsData.ConvertTo, "GrpoFormat")]
[OutputType(PSRow.TypeName)]
[Step("format_grpo")]
public sealed class ConvertToGrpoFormatCommand : TrainingRowCommandBase
{
    /// <summary>A scorer of verl that reads a box, for questions that ask for one by themselves.</summary>
    private const string ReadsBox = "DigitalLearningGmbH/MATH-lighteval";

    /// <summary>For whom: TRL's GRPOTrainer or verl.</summary>
    [Parameter]
    public RewardFormat Format { get; set; } = RewardFormat.Trl;

    /// <summary>The column with the reference: a final answer, or a worked solution that ends in one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string ReferenceColumn { get; set; } = Columns.ReferenceAnswer;

    /// <summary>With -Format Verl: the data_source of all rows, which chooses verl's scorer. Without it one that fits the answer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.DataSourceCompleter))]
    public string? DataSource { get; set; }

    /// <summary>The least pass_rate of a row that is kept.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double MinimumPassRate { get; set; }

    /// <summary>The greatest pass_rate of a row that is kept.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double MaximumPassRate { get; set; } = 1;

    private protected override string Made => "nothing to train on";

    private bool LooksAtPassRate =>
        MyInvocation.BoundParameters.ContainsKey(nameof(MinimumPassRate)) || MyInvocation.BoundParameters.ContainsKey(nameof(MaximumPassRate));

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (DataSource is not null && Format is not RewardFormat.Verl)
            ThrowTerminatingError(Errors.NotTogether("-DataSource", $"-Format {Format}", "it chooses a scorer of verl. -Format Verl takes it."));
        if (MinimumPassRate > MaximumPassRate)
            ThrowTerminatingError(Errors.EmptyRange("-MinimumPassRate", MinimumPassRate, "-MaximumPassRate", MaximumPassRate));
    }

    private protected override ColumnGap? ForeseeOthers(ColumnForecast columns)
    {
        var gap = !columns.Has(ReferenceColumn) ? new ColumnGap(ReferenceColumn, "-ReferenceColumn")
            : LooksAtPassRate && !columns.Has(Columns.PassRate) ? new ColumnGap(Columns.PassRate)
            : null;
        columns.AddPossible(Columns.Prompt, Columns.PromptId, "solution", "data_source", "ability", "reward_model", "extra_info");
        return gap;
    }

    private protected override ColumnGap? ForeseeValue(Row row, ColumnForecast columns)
    {
        if (!row.Has(ReferenceColumn) || !columns.IsAsItCame(ReferenceColumn))
            return null;
        var written = AnswerChecks.TextOf(row[ReferenceColumn]) ?? "";
        return !LlmCaller.IsPlanned(written) && MathReference.Read(written).Problem is { } problem
            ? new ColumnGap(ReferenceColumn, "-ReferenceColumn") { Unusable = (written, problem) }
            : null;
    }

    private protected override void Shape(Row row)
    {
        var question = QuestionOf(row);
        var rate = PassRateOf(row);
        var isPlan = Run?.Mode is RunMode.Plan;
        if (LooksAtPassRate && !isPlan && Reason(rate) is { } reason)
        {
            Skip(reason);
            return;
        }
        var reference = ReferenceOf(row);
        var isPlanned = isPlan && LlmCaller.IsPlanned(reference);
        var source = row;
        if (row.Has(Columns.PassRate))
        {
            source = row.Copy();
            source[Columns.PassRate] = rate;
        }
        var asked = new AnsweredRow
        {
            Source = source,
            Instruction = question,
            SystemPrompt = row[Columns.SystemPrompt] as string,
            Generations = [],
            Ratings = [],
        };
        var read = MathReference.Read(reference);
        if (Format is RewardFormat.Trl)
        {
            Write(TrainingShapes.Grpo(asked, isPlanned ? reference : Written(TrlSolution.Of(read), "TRL's accuracy_reward")));
            return;
        }
        var truth = VerlAnswer.Of(read, DataSource ?? (AnswerRequest.AsksForBox(question) ? ReadsBox : null));
        var text = isPlanned ? reference : Written(truth.Answer, $"verl's scorer of {truth.DataSource}");
        Write(TrainingShapes.Verl(asked, truth.DataSource, truth.Form, text, reference, Provenance.Done));
    }

    private string Written(ScorerAnswer answer, string reader) =>
        answer.Problem is { } problem ? throw Errors.CannotWriteSolution(ReferenceColumn, reader, problem) : answer.Text!;

    private string ReferenceOf(Row row)
    {
        if (row[ReferenceColumn] is null or "")
            throw Errors.MissingColumn(ReferenceColumn, MyInvocation.MyCommand.Name, row, row.Has(ReferenceColumn) || ReferenceColumn == Columns.ReferenceAnswer
                ? ""
                : " Name the column that holds the reference with -ReferenceColumn.");
        return AnswerChecks.TextOf(row[ReferenceColumn]) ?? throw Errors.WrongColumn(ReferenceColumn, "a text or a number");
    }

    /// <summary>Null where nothing is known of the answers, or there are none.</summary>
    private double? PassRateOf(Row row)
    {
        if (LooksAtPassRate && !row.Has(Columns.PassRate))
            throw Errors.MissingColumn(Columns.PassRate, MyInvocation.MyCommand.Name, row);
        return RatingValue.TryRead(row[Columns.PassRate], out var rate) ? RowValues.AsNumber(rate) : throw Errors.WrongColumn(Columns.PassRate, "a number");
    }

    private string? Reason(double? rate) => rate is not { } known ? "without a known pass_rate"
        : known < MinimumPassRate ? FormattableString.Invariant($"with a pass_rate under {MinimumPassRate} (-MinimumPassRate)")
        : known > MaximumPassRate ? FormattableString.Invariant($"with a pass_rate over {MaximumPassRate} (-MaximumPassRate)")
        : null;
}
