using System.Management.Automation;
using MathPref.Core.Preference;
using MathPref.Core.Rows;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Makes one row of each rated answer, with a verdict instead of a partner: for training by KTO.</summary>
[Cmdlet(VerbsData.ConvertTo, "KtoFormat")]
[OutputType(PSRow.TypeName)]
[Step("format_kto")]
public sealed class ConvertToKtoFormatCommand : AnsweredRowCommandBase
{
    /// <summary>The rating from which an answer is desirable (label true); below it is undesirable.</summary>
    [Parameter]
    [ValidateRange(1.0, 5.0)]
    public double Threshold { get; set; } = 4;

    /// <summary>By ratings, or by what Test-MathAnswer found: right is desirable, wrong is undesirable.</summary>
    [Parameter]
    public LabelBasis LabelBy { get; set; } = LabelBasis.Rating;

    private protected override bool NeedsRatings => LabelBy is LabelBasis.Rating;

    private protected override bool NeedsVerdicts => LabelBy is LabelBasis.Correctness;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (LabelBy is LabelBasis.Correctness && MyInvocation.BoundParameters.ContainsKey(nameof(Threshold)))
            ThrowTerminatingError(Errors.NotTogether("-Threshold", "-LabelBy Correctness", "it looks at no rating."));
    }

    private protected override string Made => "nothing to train on";

    private protected override void Shape(AnsweredRow row)
    {
        var written = false;
        for (var i = 0; i < row.Generations.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(row.Generations[i]) || LabelOf(row, i) is not { } label)
                continue;
            written = true;
            Write(TrainingShapes.Kto(row, i, label));
        }
        if (!written)
            Skip(LabelBy is LabelBasis.Rating ? "without a rated answer" : "without an answer that is known to be right or wrong");
    }

    /// <summary>Null for an answer of which nothing is known, and for one that states no final answer: it may be cut, and is not wrong in what it
    /// says.</summary>
    private bool? LabelOf(AnsweredRow row, int index) => row.Verdicts is { } verdicts
        ? verdicts[index].IsStated ? verdicts[index].IsCorrect : null
        : RowValues.AsNumber(row.Ratings[index]) >= Threshold ? true : RowValues.AsNumber(row.Ratings[index]) is null ? null : false;
}
