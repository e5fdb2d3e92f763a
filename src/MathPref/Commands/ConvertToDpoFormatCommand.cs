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

    /// <summary>By ratings, or by what Test-MathAnswer found: a right answer against a wrong one.</summary>
    [Parameter]
    public PairBasis PairBy { get; set; } = PairBasis.Rating;

    /// <summary>What becomes of a row whose answers are rated alike.</summary>
    [Parameter]
    public TiePolicy OnTie { get; set; } = TiePolicy.Skip;

    /// <summary>The least difference between the rating of chosen and that of rejected.</summary>
    [Parameter]
    [ValidateRange(0.0, 4.0)]
    public double MinimumMargin { get; set; }

    /// <summary>The best against the worst, the best against one that is drawn, or every two whose ratings or verdicts differ.</summary>
    [Parameter]
    public PairSelection Pairs { get; set; } = PairSelection.BestWorst;

    /// <summary>The most pairs of a row, with -Pairs All.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaximumPairs { get; set; }

    /// <summary>How many times as long as the other either answer of a pair may be, in characters.</summary>
    [Parameter]
    [ValidateRange(1.0, double.MaxValue)]
    public double? MaximumLengthRatio { get; set; }

    /// <summary>
    /// Puts the thinking back before each answer, between &lt;think&gt; and &lt;/think&gt;; an answer without any stays as it is.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeThinking { get; set; }

    private PairSelector _selector = new();
    private CorrectnessSelector _bySide = new();

    private protected override string Made => "no pair";

    private protected override bool TakesOne => false;

    private protected override bool NeedsRatings => PairBy is not PairBasis.Correctness;

    private protected override bool NeedsVerdicts => PairBy is not PairBasis.Rating;

    private protected override bool WithThinking => IncludeThinking;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (PairBy is not PairBasis.Rating && MyInvocation.BoundParameters.ContainsKey(nameof(OnTie)))
            ThrowTerminatingError(Errors.NotTogether("-OnTie", $"-PairBy {PairBy}", "a right answer and a wrong one are a pair, however they are rated."));
        if (PairBy is PairBasis.Correctness && MyInvocation.BoundParameters.ContainsKey(nameof(MinimumMargin)))
            ThrowTerminatingError(Errors.NotTogether("-MinimumMargin", "-PairBy Correctness", "it looks at no rating. -PairBy CorrectnessThenRating does."));
        if (MaximumPairs is not null && Pairs is not PairSelection.All)
            WriteWarning($"-MaximumPairs limits nothing: -Pairs {Pairs} makes one pair of a row at most. -Pairs All makes several.");
        _selector = new PairSelector
        {
            Pairs = Pairs,
            OnTie = OnTie,
            MinimumMargin = MinimumMargin,
            MaximumLengthRatio = MaximumLengthRatio,
            MaximumPairs = MaximumPairs,
        };
        _bySide = new CorrectnessSelector
        {
            Pairs = Pairs,
            ByRating = PairBy is PairBasis.CorrectnessThenRating,
            MinimumMargin = MinimumMargin,
            MaximumLengthRatio = MaximumLengthRatio,
            MaximumPairs = MaximumPairs,
        };
    }

    private protected override void Shape(AnsweredRow row)
    {
        var ratings = row.Ratings.Select(RowValues.AsNumber).ToList();
        var pairs = row.Verdicts is { } verdicts
            ? _bySide.Select(row.Instruction, row.Generations, verdicts, ratings, out var reason)
            : _selector.Select(row.Instruction, row.Generations, ratings, out reason);
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
        NoPairReason.LengthRatio => FormattableString.Invariant(
            $"whose answers differ in length by more than {MaximumLengthRatio} times (-MaximumLengthRatio)"),
        NoPairReason.NoVerdict => "without an answer that is known to be right or wrong",
        NoPairReason.NoneRight => "without a right answer",
        NoPairReason.NoneWrong => "without a wrong answer",
        NoPairReason.NoAnswer => "whose wrong answers state no final answer",
        _ => "with the same text on both sides",
    };
}
