using System.Management.Automation;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Pump;

namespace MathPref.Commands;

/// <summary>Asks a model for instructions about each topic (Self-Instruct).</summary>
[Cmdlet(VerbsCommon.New, "SelfInstruct", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
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

    /// <summary>Tokens of one or two sentences.</summary>
    private const int TypicalInstruction = 40;

    private SelfInstructTask _task = new();

    private protected override string[] EmbeddedModels => ["offline/careful"];

    private protected override string DefaultInputColumn => Columns.Input;

    private protected override string TaskName => "self_instruct";

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
        };
    }

    private protected override RowPlan Prepare(Row row)
    {
        var messages = _task.BuildPrompt(InputText(row));
        var (metadata, steps) = Metadata(row);
        return new RowPlan(messages, async context =>
        {
            var replies = await Generations.AskAsync(Caller, context, 0, messages, NumGenerations).ConfigureAwait(false);
            var instructions = replies
                .SelectMany(reply => _task.Parse(reply.Text, isCutShort: reply.FinishReason?.Value is "length" or "model_length"))
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            if (instructions.Length == 0)
                throw Errors.NoInstructions(replies[0].Text);
            var asked = NumInstructions * NumGenerations;
            if (instructions.Length < asked)
                context.Warn($"{Text.Count(instructions.Length, "instruction")} instead of {asked} for '{Text.Shorten((string)PSRow.Unwrap(row[SourceColumn])!)}'. The raw reply is in distilabel_metadata.raw_output_{steps[0]}.");
            Generations.AddMetadata(metadata, steps[0], messages, replies);
            row[Columns.Instructions] = instructions;
            row[Columns.ModelName] = Caller.Models[0].ModelName;
            row[Columns.Metadata] = metadata;
            return row;
        },
        () =>
        {
            row[Columns.Instructions] = Enumerable.Range(1, NumInstructions * NumGenerations).Select(number => TokenEstimate.Text(TypicalInstruction, $"Planned instruction {number} about {row[SourceColumn]}.")).ToArray();
            row[Columns.ModelName] = Caller.Models[0].ModelName;
            return row;
        });
    }
}
