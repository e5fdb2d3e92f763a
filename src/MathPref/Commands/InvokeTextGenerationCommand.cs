using System.Collections.ObjectModel;
using System.Management.Automation;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Pump;
using Microsoft.Extensions.AI;

namespace MathPref.Commands;

/// <summary>Asks one or several models to answer each instruction.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TextGeneration", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
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

    /// <summary>The models where none are given.</summary>
    internal static string[] Embedded { get; } = ["offline/careful", "offline/hasty"];

    private protected override string[] EmbeddedModels => Embedded;

    private protected override string FixedPrompt => $"{SystemPrompt}\n{Template}";

    private protected override string DefaultInputColumn => Columns.Instruction;

    private protected override string TaskName => "text_generation";

    private protected override int GenerationsPerModel => NumGenerations;

    private protected override bool TakesSeveralModels => true;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _task = new TextGenerationTask { SystemPrompt = SystemPrompt };
    }

    private protected override RowPlan Prepare(Row row)
    {
        var instruction = Template is null ? InputText(row) : FromTemplate(Template, row);
        var messages = _task.BuildPrompt(instruction, PSRow.Unwrap(row[Columns.SystemPrompt]) as string);
        var (metadata, steps) = Metadata(row);
        return new RowPlan(messages, async context =>
        {
            var calls = new Task<Answer>[steps.Length * NumGenerations];
            for (var i = 0; i < calls.Length; i++)
                calls[i] = TryAskAsync(context, i / NumGenerations, messages, i % NumGenerations);
            var answers = calls is [var one] ? [await one.ConfigureAwait(false)] : await Task.WhenAll(calls).ConfigureAwait(false);
            Check(answers, context);
            var replies = Array.ConvertAll(answers, answer => answer.Response);
            for (var model = 0; model < steps.Length; model++)
                Generations.AddMetadata(metadata, steps[model], messages, replies.AsSpan(model * NumGenerations, NumGenerations));
            Fill(row, Array.ConvertAll(answers, answer => (answer.Model, answer.Response?.Text, answer.Response?.FinishReason?.Value)));
            row[Columns.Metadata] = metadata;
            return row;
        },
        () =>
        {
            Fill(row, Enumerable.Range(0, Caller.Models.Count).SelectMany(model => Enumerable.Range(0, NumGenerations).Select(number => (model, (string?)Caller.PlannedAnswer(model, number), (string?)"stop"))).ToList());
            return row;
        });
    }

    private sealed record Answer(int Model, ChatResponse? Response, Exception? Error);

    /// <summary>A failure is kept, so that every call of the row is awaited: what is under way is paid for.</summary>
    private async Task<Answer> TryAskAsync(RowContext context, int model, IReadOnlyList<ChatMessage> messages, int number)
    {
        try
        {
            return new Answer(model, await Caller.AskAsync(context, model, messages, number, NumGenerations).ConfigureAwait(false), null);
        }
        catch (Exception error)
        {
            return new Answer(model, null, error);
        }
    }

    private void Check(Answer[] answers, RowContext context)
    {
        if (!Array.Exists(answers, a => a.Error is not null))
            return;
        var failed = answers.Where(a => a.Error is not null).ToList();
        // The end of all work and a cancellation are never a mere gap in a row.
        var worst = failed.Find(a => a.Error is LlmException { EndsTheWork: true }) ?? failed.Find(a => a.Error is OperationCanceledException) ?? failed[0];
        if (!AllowPartial || failed.Count == answers.Length || worst.Error is OperationCanceledException or LlmException { EndsTheWork: true })
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(worst.Error!);
        foreach (var answer in failed)
            context.Warn($"{Caller.Models[answer.Model]} gave no answer, which leaves null in its place (-AllowPartial): {answer.Error!.Message}");
    }

    /// <summary>One answer makes the columns in the singular, several those in the plural; the others would speak of an earlier stage.</summary>
    private void Fill(Row row, IReadOnlyList<(int Model, string? Text, string? FinishReason)> answers)
    {
        if (answers is [var one])
        {
            row[Columns.Generation] = one.Text;
            row[Columns.ModelName] = Caller.Models[0].ModelName;
            row[Columns.FinishReason] = one.FinishReason;
            Remove(row, Columns.Generations, Columns.ModelNames, Columns.FinishReasons, Columns.GenerationModels);
        }
        else
        {
            row[Columns.Generations] = answers.Select(a => a.Text).ToArray();
            row[Columns.ModelNames] = answers.Select(a => Caller.Models[a.Model].ModelName).ToArray();
            row[Columns.FinishReasons] = answers.Select(a => a.FinishReason).ToArray();
            Remove(row, Columns.Generation, Columns.ModelName, Columns.FinishReason, Columns.GenerationModels);
        }
        Remove(row, Columns.Ratings, Columns.Rationales, Columns.Types, Columns.RationalesForRatings);
    }

    private static void Remove(Row row, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
            row.Remove(column);
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
            throw new RowException("TemplateFailed", ErrorCategory.InvalidOperation, $"The script block of -Template failed for this row: {error.Message}");
        }
        var text = string.Join('\n', output.Where(o => o is not null).Select(o => LanguagePrimitives.ConvertTo<string>(o)));
        return string.IsNullOrWhiteSpace(text) ? throw Errors.EmptyTemplate() : text;
    }
}
