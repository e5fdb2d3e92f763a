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

    private protected override string Made => "nothing to train on";

    private protected override void Shape(AnsweredRow row)
    {
        var written = false;
        for (var i = 0; i < row.Generations.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(row.Generations[i]) || RowValues.AsNumber(row.Ratings[i]) is not { } rating)
                continue;
            written = true;
            Write(TrainingShapes.Kto(row, i, rating >= Threshold));
        }
        if (!written)
            Skip("without a rated answer");
    }
}
