using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Pump;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Asks a judge to rate the answers of each row (UltraFeedback).</summary>
[Cmdlet(VerbsLifecycle.Invoke, "UltraFeedback", SupportsShouldProcess = true)]
[OutputType(PSRow.TypeName)]
[Step("ultra_feedback", CallsModels = true, EmbeddedModels = ["offline/judge"])]
public sealed class InvokeUltraFeedbackCommand : LlmCommandBase
{
    /// <summary>What the judge looks at: overall-rating, honesty, instruction-following, helpfulness or truthfulness.</summary>
    [Parameter]
    [ValidateAspect]
    [ArgumentCompleter(typeof(Completion.AspectCompleter))]
    public string Aspect { get; set; } = "overall-rating";

    private UltraFeedbackTask _task = new();

    private protected override string DefaultInputColumn => Columns.Instruction;

    private protected override string FixedPrompt => string.Join('\n', _task.BuildPrompt("{instruction}", ["{generation}"]).Select(message => message.Text));

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _task = new UltraFeedbackTask { Aspect = UltraFeedbackAspects.Parse(Aspect) };
    }

    private protected override IRowWork Prepare(Row row)
    {
        var instruction = InputText(row);
        var generations = TakeGenerations(row);
        // Answers that never came are not shown: the texts are numbered without them, and their ratings stay null.
        var shown = Enumerable.Range(0, generations.Count).Where(i => !string.IsNullOrWhiteSpace(generations[i])).ToArray();
        if (shown.Length == 0)
            throw Errors.NoAnswers();
        var (metadata, steps) = Metadata(row);
        return new JudgementWork(Caller, _task, row, instruction, generations, shown, metadata, steps[0]);
    }

    /// <summary>The answers; a row with a single one becomes a list of one, and its author's name moves out of the judge's way.</summary>
    private static IReadOnlyList<string?> TakeGenerations(Row row)
    {
        if (row.Has(Columns.Generations))
        {
            return AnswerColumns.Texts(row, Columns.Generations)
                ?? (AnswerColumns.TextOfOne(row, Columns.Generations) is { } one
                    ? Single(row, one, Columns.Generations)
                    : throw (row[Columns.Generations] is { } other
                        ? Errors.NotTheList(Columns.Generations, other, "a list of texts")
                        : Errors.WrongColumn(Columns.Generations, "a list of texts")));
        }
        if (!row.Has(Columns.Generation))
            throw Errors.MissingColumn(Columns.Generations, "Invoke-UltraFeedback", row: row);
        return Single(
            row,
            row[Columns.Generation] as string ?? throw Errors.MissingColumn(Columns.Generation, "Invoke-UltraFeedback", isNull: true),
            Columns.Generation);
    }

    private static IReadOnlyList<string?> Single(Row row, string generation, string column)
    {
        row.Remove(column);
        row[Columns.Generations] = new[] { generation };
        if (!row.Has(Columns.ModelNames) && !row.Has(Columns.GenerationModels))
            row[Columns.ModelNames] = new[] { row[Columns.ModelName] as string };
        if (row.Has(Columns.FinishReason) && !row.Has(Columns.FinishReasons))
            row[Columns.FinishReasons] = new[] { row[Columns.FinishReason] as string };
        row.Remove(Columns.FinishReason);
        // Another value under that name is the user's.
        if (row[Columns.Thinking] is not (null or string))
            return [generation];
        if (row[Columns.Thinking] is string thinking && !row.Has(Columns.Thinkings))
            row[Columns.Thinkings] = new[] { thinking };
        row.Remove(Columns.Thinking);
        return [generation];
    }
}
