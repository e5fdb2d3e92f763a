using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Rows;
using MathPref.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>Compares the answers of one row with each other: what most say is taken for right.</summary>
/// <param name="row">The row, which gets the verdicts.</param>
/// <param name="texts">The answers; null for one that never came.</param>
/// <param name="minimumAgreement">The least share with which a group decides.</param>
/// <param name="options">How answers are compared.</param>
/// <param name="isPlan">Whether answers that no model has given yet are taken for right and wrong ones.</param>
internal sealed class VoteWork(Row row, IReadOnlyList<string?> texts, double minimumAgreement, MathOptions options, bool isPlan) : IRowWork
{
    public IReadOnlyList<ChatMessage> Messages => [];

    public int Generations => 1;

    public Task<Row> RunAsync(RowContext context) => Task.FromResult(Run(context.Cancellation));

    public Row Plan() => Run(CancellationToken.None);

    private Row Run(CancellationToken cancellation)
    {
        var isPlanned = isPlan && texts.Any(text => text is not null && LlmCaller.IsPlanned(text));
        var vote = isPlanned ? null : AnswerVote.Count(texts, minimumAgreement, options, cancellation);
        AnswerChecks.Write(row, vote?.Checks ?? texts.Select((text, i) =>
            text is null ? null : new AnswerCheck(i == 0 ? MathVerdict.Right : MathVerdict.Wrong, text, null, "Planned", "Planned.")).ToList());
        row[Columns.Agreement] = vote is null ? 1.0 : vote.Agreement;
        // It is of verdicts by a reference, which are no more.
        row.Remove(Columns.PassRate);
        return row;
    }
}
