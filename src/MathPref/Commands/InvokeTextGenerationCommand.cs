using System.Collections.ObjectModel;
using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Foresight;
using MathPref.Pump;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Asks one or several models to answer each instruction.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TextGeneration", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
[Step("text_generation", CallsModels = true, EmbeddedModels = ["offline/careful", "offline/hasty"], IsOneForEachModel = true)]
public sealed class InvokeTextGenerationCommand : LlmCommandBase
{
    /// <summary>The system prompt; a row's own column system_prompt wins.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("system_prompt")]
    public string? SystemPrompt { get; set; }

    /// <summary>Makes the user's message from the row, which is $_; without it the instruction itself is sent.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Template { get; set; }

    /// <summary>Answers of each model to each instruction.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    [Alias("num_generations")]
    public int NumGenerations { get; set; } = 1;

    /// <summary>With several answers a row: a failed one leaves null at its index instead of failing the row.</summary>
    [Parameter]
    public SwitchParameter AllowPartial { get; set; }

    /// <summary>Starts anew where a row has answers already, instead of adding to them.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    private TextGenerationTask _task = new();
    private long _replaced;

    private protected override string FixedPrompt => $"{SystemPrompt}\n{Template}";

    private protected override string DefaultInputColumn => Columns.Instruction;

    private protected override string ColumnOf(Row row) => AskedColumn.Of(row, InputColumn);

    private protected override int GenerationsPerModel => NumGenerations;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _task = new TextGenerationTask { SystemPrompt = SystemPrompt };
    }

    private protected override ColumnGap? Foresee(ColumnForecast columns)
    {
        var question = columns.Question(InputColumn);
        var gap = Template is not null || columns.Has(question) ? null : new ColumnGap(question, "-InputColumn");
        var isSingle = StepCount * NumGenerations == 1;
        var mayAdd = !Replace && !AskedColumn.IsWrittenByStages(question) && (columns.Has(Columns.Generation) || columns.Has(Columns.Generations));
        if (!mayAdd)
            columns.Remove(Columns.Generation, Columns.Generations);
        if (isSingle)
            columns.Add(Columns.Generation, Columns.ModelName, Columns.FinishReason);
        if (!isSingle || mayAdd)
            columns.Add(Columns.Generations, Columns.ModelNames, Columns.FinishReasons);
        columns.Add(Columns.Metadata);
        columns.AddPossible(Columns.Thinking, Columns.Thinkings);
        if (Template is null || InputColumn is not null)
            columns.Ask(question);
        return gap;
    }

    private protected override IRowWork Prepare(Row row)
    {
        var instruction = Template is null ? InputText(row) : FromTemplate(Template, row);
        var messages = _task.BuildPrompt(instruction, row[Columns.SystemPrompt] as string);
        var (metadata, steps) = Metadata(row);
        var column = ColumnOf(row);
        // What stands there is asked, and is no answer to itself.
        var earlier = Replace || AskedColumn.IsWrittenByStages(column) ? null : EarlierAnswers.Of(row);
        if (earlier is not null && Template is null && AskedColumn.Told(row) is { Text: { } before } && before != instruction)
        {
            // A list whose answers answer different questions could not be judged.
            earlier = null;
            _replaced++;
        }
        if (Template is null)
            AskedColumn.Note(row, column, instruction);
        else if (InputColumn is not null)
            AskedColumn.Note(row, InputColumn, row[InputColumn] as string);
        else if (earlier is null)
            row.Asked = null;
        return new GenerationWork(Caller, row, messages, NumGenerations, AllowPartial, metadata, steps, earlier);
    }

    private protected override void Conclude()
    {
        base.Conclude();
        if (_replaced > 0)
            WriteWarning($"{Text.Count(_replaced, "row")} had answers to another question than the one that was asked now: they were replaced.");
    }

    private string FromTemplate(ScriptBlock template, Row row)
    {
        Collection<PSObject> output;
        try
        {
            output = template.InvokeWithContext(null, [new PSVariable("_", PSRow.Write(row))]);
        }
        catch (RuntimeException error)
        {
            throw error.ToTemplateFailed();
        }
        var text = string.Join('\n', output.Where(o => o is not null).Select(o => LanguagePrimitives.ConvertTo<string>(o)));
        return string.IsNullOrWhiteSpace(text) ? throw Errors.EmptyTemplate() : text;
    }
}
