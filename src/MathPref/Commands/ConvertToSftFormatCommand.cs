using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Makes a conversation of the best answer of each row: for supervised fine-tuning.</summary>
[Cmdlet(VerbsData.ConvertTo, "SftFormat")]
[OutputType(PSRow.TypeName)]
[Step("format_sft")]
public sealed class ConvertToSftFormatCommand : AnsweredRowCommandBase
{
    /// <summary>The least rating of an answer; without it rows that were never judged are taken too.</summary>
    [Parameter]
    [ValidateRange(1.0, 5.0)]
    public double? MinimumRating { get; set; }

    /// <summary>Takes no answer but those that Test-MathAnswer found right.</summary>
    [Parameter]
    public AnswerChoice Only { get; set; } = AnswerChoice.Any;

    /// <summary>Takes every answer that is good enough instead of the best alone.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// Puts the thinking back before each answer, between &lt;think&gt; and &lt;/think&gt;; an answer without any stays as it is.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeThinking { get; set; }

    private protected override string Made => "no conversation";

    private protected override bool WithThinking => IncludeThinking;

    private protected override bool NeedsRatings => MinimumRating is not null;

    private protected override bool NeedsVerdicts => Only is AnswerChoice.Correct;

    private protected override void Shape(AnsweredRow row)
    {
        var answers = Enumerable.Range(0, row.Generations.Count).Where(i => !string.IsNullOrWhiteSpace(row.Generations[i])).ToList();
        if (answers.Count == 0)
        {
            Skip("without an answer");
            return;
        }
        if (row.Verdicts is { } verdicts)
            answers.RemoveAll(i => verdicts[i].IsCorrect is not true);
        if (answers.Count == 0)
        {
            Skip("without a right answer (-Only Correct)");
            return;
        }
        var ratings = row.Ratings.Select(RowValues.AsNumber).ToList();
        if (MinimumRating is { } least)
            answers.RemoveAll(i => !(ratings[i] >= least));
        if (answers.Count == 0)
        {
            Skip(FormattableString.Invariant($"without an answer rated {MinimumRating} or better (-MinimumRating)"));
            return;
        }
        // The first of the best; where nothing is rated, the first.
        IEnumerable<int> taken = All ? answers : [answers.MaxBy(i => ratings[i] ?? double.NegativeInfinity)];
        foreach (var i in taken)
            Write(TrainingShapes.Sft(row, i));
    }
}
