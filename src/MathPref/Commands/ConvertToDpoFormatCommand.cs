using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Makes preference pairs of rated answers: chosen and rejected, for training by DPO.</summary>
[Cmdlet(VerbsData.ConvertTo, "DpoFormat")]
[OutputType(PSRow.TypeName)]
[Step("format_dpo")]
public sealed class ConvertToDpoFormatCommand : AnsweredRowCommandBase
{
    /// <summary>For whom: distilabel's shape, the one that TRL trains on as it is, or OpenAI's.</summary>
    [Parameter]
    public PreferenceFormat Format { get; set; } = PreferenceFormat.Distilabel;

    /// <summary>What becomes of a row whose answers are rated alike.</summary>
    [Parameter]
    public TiePolicy OnTie { get; set; } = TiePolicy.Skip;

    /// <summary>The least difference between the rating of chosen and that of rejected.</summary>
    [Parameter]
    [ValidateRange(0.0, 4.0)]
    public double MinimumMargin { get; set; }

    /// <summary>The best against the worst, or every two whose ratings differ.</summary>
    [Parameter]
    public PairSelection Pairs { get; set; } = PairSelection.BestWorst;

    /// <summary>
    /// Puts the thinking back before each answer, between &lt;think&gt; and &lt;/think&gt;; an answer without any stays as it is.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeThinking { get; set; }

    private PairSelector _selector = new();

    private protected override string Made => "no pair";

    private protected override bool TakesOne => false;

    private protected override bool WithThinking => IncludeThinking;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _selector = new PairSelector { Pairs = Pairs, OnTie = OnTie, MinimumMargin = MinimumMargin };
    }

    private protected override void Shape(AnsweredRow row)
    {
        var ratings = row.Ratings.Select(RowValues.AsNumber).ToList();
        var pairs = _selector.Select(row.Generations, ratings, out var reason);
        if (pairs.Count == 0)
        {
            if (reason is NoPairReason.Tie && OnTie is TiePolicy.Error)
                throw Errors.Tie(ratings.First(n => n is not null)!.Value);
            Skip(Describe(reason));
            return;
        }
        for (var i = 0; i < pairs.Count - 1; i++)
            Write(TrainingShapes.Dpo(row, pairs[i], Format));
        Write(TrainingShapes.LastDpo(row, pairs[^1], Format));
    }

    private string Describe(NoPairReason reason) => reason switch
    {
        NoPairReason.TooFewRatings => "with fewer than two rated answers",
        NoPairReason.Tie => "with all answers rated alike (-OnTie)",
        NoPairReason.SmallMargin => FormattableString.Invariant($"with ratings less than {MinimumMargin} apart (-MinimumMargin)"),
        _ => "with the same text on both sides",
    };
}
