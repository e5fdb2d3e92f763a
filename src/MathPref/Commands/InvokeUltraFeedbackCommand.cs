using System.Management.Automation;
using MathPref.Binding;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Foresight;
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

    /// <summary>The column with what is right, which the judge is shown: a final answer, or a worked solution that ends in one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.InputColumnCompleter))]
    public string? ReferenceColumn { get; set; }

    /// <summary>Has all answers judged, those too that have a rating.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private UltraFeedbackTask _task = new();
    private long _rated;
    private long _withoutReference;
    private string? _otherJudge;

    private protected override string DefaultInputColumn => Columns.Instruction;

    private protected override string ColumnOf(Row row) => AskedColumn.Of(row, InputColumn);

    private protected override string FixedPrompt => string.Join(
        '\n',
        _task.BuildPrompt("{instruction}", ["{generation}"], ReferenceColumn is null ? null : "{reference}").Select(message => message.Text));

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _task = new UltraFeedbackTask { Aspect = UltraFeedbackAspects.Parse(Aspect) };
    }

    private protected override ColumnGap? Foresee(ColumnForecast columns)
    {
        var question = columns.Question(InputColumn);
        var gap = !columns.Has(question) ? new ColumnGap(question, "-InputColumn")
            : !columns.Has(Columns.Generations) && !columns.Has(Columns.Generation) ? new ColumnGap(Columns.Generations)
            : ReferenceColumn is not null && !columns.Has(ReferenceColumn) ? new ColumnGap(ReferenceColumn, "-ReferenceColumn")
            : null;
        if (InputColumn is not null)
            columns.Ask(InputColumn);
        columns.Add(Columns.Generations, Columns.Ratings, Columns.Rationales, Columns.ModelName, Columns.Metadata);
        columns.AddPossible(Columns.ModelNames, Columns.FinishReasons, Columns.Thinkings);
        if (_task.Aspect.HasTypes())
            columns.Add(Columns.Types, Columns.RationalesForRatings);
        return gap;
    }

    private protected override IRowWork? Prepare(Row row)
    {
        var instruction = InputText(row);
        if (InputColumn is not null)
            AskedColumn.Note(row, InputColumn, instruction);
        var generations = TakeGenerations(row);
        var reference = Reference(row);
        // Answers that never came are not shown: the texts are numbered without them, and their ratings stay null.
        var shown = Enumerable.Range(0, generations.Count).Where(i => !string.IsNullOrWhiteSpace(generations[i])).ToArray();
        if (shown.Length == 0)
            throw Errors.NoAnswers();
        var rated = Force ? null : EarlierRatings.Of(row, generations.Count, _task.Aspect);
        if (rated is not null)
        {
            shown = Array.FindAll(shown, i => !EarlierRatings.IsRating(rated[i]));
            if (row[Columns.ModelName] is string judge && judge != Caller.Models[0].ModelName)
                _otherJudge ??= judge;
        }
        if (shown.Length == 0)
        {
            _rated++;
            return null;
        }
        if (ReferenceColumn is not null && reference is null)
            _withoutReference++;
        var (metadata, steps) = Metadata(row);
        return new JudgementWork(Caller, _task, row, instruction, reference, generations, shown, rated is not null, metadata, steps[0]);
    }

    private protected override void Conclude()
    {
        base.Conclude();
        if (_withoutReference > 0)
            WriteWarning($"{Text.Count(_withoutReference, "row")} went to the judge without a reference, as '{ReferenceColumn}' is empty there.");
        if (_rated > 0)
            WriteVerbose($"All answers of {Text.Count(_rated, "row")} were rated already; passed on without a call (-Force has them judged again).");
        if (_otherJudge is not null)
            WriteWarning($"Ratings by {Text.Shorten(_otherJudge)} stay as they are, and {Caller.Models[0].ModelName} was asked about the answers without " +
                "one alone. -Force has all answers judged by one judge.");
    }

    /// <summary>What the judge is told is right; null where nothing is asked for or known.</summary>
    private string? Reference(Row row)
    {
        if (ReferenceColumn is null)
            return null;
        if (!row.Has(ReferenceColumn))
            throw Errors.MissingColumn(ReferenceColumn, MyInvocation.MyCommand.Name, row, " Name the column that holds the reference with -ReferenceColumn.");
        if (row[ReferenceColumn] is not { } value)
            return null;
        var text = AnswerChecks.TextOf(value) ?? throw Errors.WrongColumn(ReferenceColumn, "a text or a number");
        return string.IsNullOrWhiteSpace(text) ? null : ShownText.EndOf(text);
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
            throw Errors.MissingColumn(Columns.Generations, "Invoke-UltraFeedback", row);
        return Single(
            row,
            row[Columns.Generation] as string ?? throw Errors.MissingColumn(Columns.Generation, "Invoke-UltraFeedback", row),
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
