using System.Management.Automation;
using MathPref.Core.Maths;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Core.Tasks;
using MathPref.Foresight;
using MathPref.Formatting;
using MathPref.Pump;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Says whether final answers are right, wrong or unknown: by a reference, or by what most answers say.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MathAnswer", SupportsShouldProcess = true, DefaultParameterSetName = ByReference)]
[OutputType(PSRow.TypeName, ParameterSetName = [ByReference, ByVote])]
[OutputType(AnswerChecks.TypeName, ParameterSetName = [OneAnswer])]
[OutputType(typeof(bool), ParameterSetName = [OneAnswer])]
[Step("math_answer", CallsModels = true, CallsOnlyNamedModels = true)]
public sealed class TestMathAnswerCommand : LlmCommandBase
{
    private const string ByReference = "Reference";
    private const string ByVote = "Vote";
    private const string OneAnswer = "Answer";

    /// <summary>Of a reference that is no text, in a warning.</summary>
    private const int DescribedWidth = 60;

    /// <summary>The rows: generations (or generation), and without -Vote a reference.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The rows, usually from the pipeline.", ParameterSetName = ByReference)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, HelpMessage = "The rows, usually from the pipeline.", ParameterSetName = ByVote)]
    [ValidateNotNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>An answer: a final answer, or a text that ends in one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = OneAnswer)]
    [AllowNull]
    [AllowEmptyString]
    public object? Answer { get; set; }

    /// <summary>What it is compared with: a final answer, or a worked solution that ends in one.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = OneAnswer)]
    [AllowEmptyString]
    public string Reference { get; set; } = "";

    /// <summary>What was asked, where that is known: it may ask for a percentage, and a model is shown it.</summary>
    [Parameter(ParameterSetName = OneAnswer)]
    public string? Question { get; set; }

    /// <summary>Gives true for a right answer and false for a wrong or unknown one, and no more.</summary>
    [Parameter(ParameterSetName = OneAnswer)]
    public SwitchParameter Quiet { get; set; }

    /// <summary>The column with the reference: a final answer, or a worked solution that ends in one.</summary>
    [Parameter(ParameterSetName = ByReference)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string ReferenceColumn { get; set; } = Columns.ReferenceAnswer;

    /// <summary>Takes for right what the largest group of equal answers says.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByVote)]
    public SwitchParameter Vote { get; set; }

    /// <summary>The least share of that group among the answers; under it, and where two groups are the largest, all are unknown.</summary>
    [Parameter(ParameterSetName = ByVote)]
    [ValidateRange(0.0, 1.0)]
    public double MinimumAgreement { get; set; } = 0.5;

    /// <summary>The least number of significant digits with which a decimal can equal an exact reference.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Precision { get; set; } = 3;

    /// <summary>With -Llm: about which answers it is asked.</summary>
    [Parameter(ParameterSetName = ByReference)]
    [Parameter(ParameterSetName = OneAnswer)]
    public AskAbout AskAbout { get; set; } = AskAbout.Unknown;

    /// <summary>With -Llm: a failed call leaves its answer as the rules have it instead of failing the row.</summary>
    [Parameter(ParameterSetName = ByReference)]
    public SwitchParameter AllowPartial { get; set; }

    private readonly WarningTally _warnings = new();
    private long _asked;

    private protected override bool CallsModels => Llm is not null;

    private protected override string DefaultInputColumn => Columns.Instruction;

    private protected override string ColumnOfStrings => ParameterSetName == OneAnswer ? Columns.Generation : base.ColumnOfStrings;

    private protected override string ColumnOf(Row row) => AskedColumn.Of(row, InputColumn);

    private protected override string FixedPrompt =>
        string.Join('\n', new AnswerCheckTask().BuildPrompt("{question}", "{reference}", "{answer}").Select(message => message.Text));

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Vote && CallsModels)
            ThrowTerminatingError(Errors.NotTogether("-Llm", "-Vote", "a vote compares the answers with each other, and asks nobody."));
        if (MyInvocation.BoundParameters.ContainsKey(nameof(AskAbout)) && !CallsModels)
            ThrowTerminatingError(Errors.NotTogether("-AskAbout", "calling no model", "-Llm names the one that is asked."));
        if (ParameterSetName == OneAnswer && InputColumn is not null)
            ThrowTerminatingError(Errors.NotTogether("-InputColumn", "-Reference", "it is of rows. -Question gives what was asked."));
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == OneAnswer)
        {
            // Rows whose reference was meant for all of them: as texts they would be compared with their own columns.
            if (AnswerChecks.IsRow(Answer))
                ThrowTerminatingError(Errors.RowAsAnswer());
            var answer = AnswerChecks.TextOf(Answer) ?? (Answer is null ? "" : LanguagePrimitives.ConvertTo<string>(Answer));
            var row = new Row { { Columns.Generation, answer }, { Columns.ReferenceAnswer, Reference } };
            if (Question is not null)
                row.Add(Columns.Instruction, Question);
            InputObject = PSRow.Write(row);
        }
        base.ProcessRecord();
    }

    private protected override ColumnGap? Foresee(ColumnForecast columns)
    {
        if (ParameterSetName == OneAnswer)
            return null;
        var gap = InputColumn is not null && !columns.Has(InputColumn) ? new ColumnGap(InputColumn, "-InputColumn")
            : !columns.Has(Columns.Generations) && !columns.Has(Columns.Generation) ? new ColumnGap(Columns.Generations)
            : !Vote && !columns.Has(ReferenceColumn) ? new ColumnGap(ReferenceColumn, "-ReferenceColumn")
            : null;
        columns.Add(Columns.Answers, Columns.AnswersCorrect, Columns.AnswerMethods);
        if (Vote)
            columns.Add(Columns.Agreement);
        else
            columns.Add(Columns.PassRate, Columns.ReferenceAnswer);
        if (CallsModels)
            columns.AddPossible(Columns.Metadata);
        return gap;
    }

    private protected override ColumnGap? ForeseeValue(Row row, ColumnForecast columns)
    {
        if (ParameterSetName != ByReference || !row.Has(ReferenceColumn) || !columns.IsAsItCame(ReferenceColumn))
            return null;
        var reference = ReferenceOf(row);
        // A model that is asked makes of a reference what the rules cannot read, but nothing of nothing.
        if (reference.IsPlanned || CallsModels && !string.IsNullOrWhiteSpace(reference.Written) || reference.Read.Problem is not { } problem)
            return null;
        return new ColumnGap(ReferenceColumn, "-ReferenceColumn") { Unusable = (reference.Described ?? reference.Written, problem) };
    }

    private protected override IRowWork? Prepare(Row row)
    {
        var texts = TextsOf(row);
        var options = new MathOptions { Precision = Precision, Question = QuestionOf(row) };
        var isPlan = Run?.Mode is RunMode.Plan;
        if (Vote)
            return new VoteWork(row, texts, MinimumAgreement, options, isPlan);
        if (!row.Has(ReferenceColumn))
            throw Errors.MissingColumn(ReferenceColumn, MyInvocation.MyCommand.Name, row, ReferenceColumn == Columns.ReferenceAnswer
                ? ""
                : " Name the column that holds the reference with -ReferenceColumn.");
        var work = new AnswerCheckWork(new CheckedRow(row, texts, ReferenceOf(row), options)
        {
            IsAlone = ParameterSetName == OneAnswer,
            IsPlan = isPlan,
            IsOfReferenceAnswer = ReferenceColumn.Equals(Columns.ReferenceAnswer, StringComparison.OrdinalIgnoreCase),
        });
        if (!CallsModels)
            return work;
        // In place, so that it is known what is to be asked: of a row with calls this is the shorter part.
        var calls = work.Prepare(new AnswerCheckWork.Asking(Caller, AskAbout, AllowPartial, () => Metadata(row)));
        if (calls > 0)
        {
            _asked += calls;
            return work;
        }
        if (work.Problem is { } problem)
            Warn("with a reference that cannot be read", problem);
        work.Write();
        return null;
    }

    private protected override void Write(RowObject row)
    {
        if (ParameterSetName != OneAnswer)
        {
            Step?.Verdicts = AnswerChecks.Count(row, Step.Verdicts ?? VerdictCounts.None);
            base.Write(row);
            return;
        }
        if (Quiet)
        {
            WriteObject(AnswerChecks.IsRight(row));
            return;
        }
        row.TypeNames[0] = AnswerChecks.TypeName;
        WriteObject(row);
    }

    private protected override void Conclude()
    {
        base.Conclude();
        foreach (var repeated in _warnings.Describe())
            WriteWarning(repeated);
        if (CallsModels)
            WriteVerbose($"{Text.Count(_asked, "answer")} {(AskAbout is AskAbout.Unknown ? "that the rules leave open" : "that are not right by the rules")} " +
                $"made a call of {Caller.Models[0]}.");
    }

    private void Warn(string kind, string text)
    {
        if (_warnings.IsToBeSaid(kind))
            WriteWarning(text);
        else
            WriteVerbose(text);
    }

    /// <summary>The reference of a row. What is no text is what nobody can read, and a warning like any such reference.</summary>
    private AnswerReference ReferenceOf(Row row)
    {
        var written = AnswerChecks.TextOf(row[ReferenceColumn]);
        return new AnswerReference(written ?? "", written is null ? ValueText.Line(row[ReferenceColumn], DescribedWidth) : null)
        {
            IsPlanned = Run?.Mode is RunMode.Plan && written is not null && LlmCaller.IsPlanned(written),
        };
    }

    /// <summary>Null where nobody says what was asked: answers can be compared all the same.</summary>
    private string? QuestionOf(Row row)
    {
        if (InputColumn is not null && !row.Has(InputColumn))
            throw Errors.MissingColumn(InputColumn, MyInvocation.MyCommand.Name, row);
        return row[ColumnOf(row)] as string;
    }

    private IReadOnlyList<string?> TextsOf(Row row)
    {
        var several = row[Columns.Generations];
        if (several is null && row.Has(Columns.Generation))
            return [TextOf(row[Columns.Generation], Columns.Generation)];
        if (!row.Has(Columns.Generations))
            throw Errors.MissingColumn(Columns.Generations, MyInvocation.MyCommand.Name, row);
        if (several is null)
            return [null];
        if (AnswerColumns.List(row, Columns.Generations) is { } list)
            return list.Select(item => TextOf(item, Columns.Generations)).ToList();
        return AnswerColumns.TextOfOne(row, Columns.Generations) is { } one ? [one]
            : several is not string && AnswerChecks.TextOf(several) is { } number ? [number]
            : throw Errors.NotTheList(Columns.Generations, several, "a list of texts");
    }

    private static string? TextOf(object? value, string column) =>
        value is null ? null : AnswerChecks.TextOf(value) ?? throw Errors.WrongColumn(column, "a text or a list of texts");
}
