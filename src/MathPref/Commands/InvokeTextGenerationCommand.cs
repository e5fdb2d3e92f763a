using System.Collections.ObjectModel;
using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
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

    private TextGenerationTask _task = new();

    private protected override string FixedPrompt => $"{SystemPrompt}\n{Template}";

    private protected override string DefaultInputColumn => Columns.Instruction;

    private protected override int GenerationsPerModel => NumGenerations;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _task = new TextGenerationTask { SystemPrompt = SystemPrompt };
    }

    private protected override IRowWork Prepare(Row row)
    {
        var instruction = Template is null ? InputText(row) : FromTemplate(Template, row);
        var messages = _task.BuildPrompt(instruction, row[Columns.SystemPrompt] as string);
        var (metadata, steps) = Metadata(row);
        return new GenerationWork(Caller, row, messages, NumGenerations, AllowPartial, metadata, steps);
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
