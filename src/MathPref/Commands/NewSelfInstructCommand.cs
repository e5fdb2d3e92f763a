using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Foresight;
using MathPref.Pump;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Asks a model for instructions about each topic (Self-Instruct).</summary>
[Cmdlet(VerbsCommon.New, "SelfInstruct", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
[Step("self_instruct", CallsModels = true, EmbeddedModels = ["offline/careful"])]
public sealed class NewSelfInstructCommand : LlmCommandBase
{
    /// <summary>Instructions for each topic.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    [Alias("num_instructions")]
    public int NumInstructions { get; set; } = 5;

    /// <summary>What the instructions must be like, one criterion a line.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("criteria_for_query_generation")]
    public string CriteriaForQueryGeneration { get; set; } = SelfInstructTask.DefaultCriteria;

    /// <summary>The application that the instructions are meant for; the model is told of it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("application_description")]
    public string ApplicationDescription { get; set; } = new SelfInstructTask().ApplicationDescription;

    /// <summary>How often each topic is asked about; the lists are joined and duplicates dropped.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    [Alias("num_generations")]
    public int NumGenerations { get; set; } = 1;

    /// <summary>How hard the instructions are to be, from 1 (easy) to 5; the rows get the column <c>difficulty</c>.</summary>
    [Parameter]
    [ValidateRange(1, 5)]
    public int Difficulty { get; set; }

    /// <summary>Adds <c>reference_answers</c>, the right answers to the instructions: the embedded models know those to their own problems.</summary>
    [Parameter]
    public SwitchParameter IncludeReference { get; set; }

    private SelfInstructTask _task = new();

    private protected override string DefaultInputColumn => Columns.Input;

    private protected override int GenerationsPerModel => NumGenerations;

    private protected override string FixedPrompt => _task.BuildPrompt("{input}")[0].Text;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _task = new SelfInstructTask
        {
            NumInstructions = NumInstructions,
            Criteria = CriteriaForQueryGeneration,
            ApplicationDescription = ApplicationDescription,
            Difficulty = Difficulty > 0 ? Difficulty : null,
        };
        if (IncludeReference && Caller.Models[0] is { Profile.HasServer: true } model)
            ThrowTerminatingError(Errors.NoReferences(model.ToString()));
    }

    private protected override ColumnGap? Foresee(ColumnForecast columns)
    {
        var gap = columns.Has(SourceColumn) ? null : new ColumnGap(SourceColumn, "-InputColumn");
        columns.Add(Columns.Instructions, Columns.ModelName, Columns.Metadata);
        if (IncludeReference)
            columns.Add(Columns.ReferenceAnswers);
        if (Difficulty > 0)
            columns.Add(Columns.Difficulty);
        return gap;
    }

    private protected override IRowWork Prepare(Row row)
    {
        var topic = InputText(row);
        var (metadata, steps) = Metadata(row);
        return new InstructionWork(Caller, _task, row, topic, NumGenerations, IncludeReference, metadata, steps[0]);
    }
}
