using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Core.Text;
using MathPref.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>Asks a judge about the answers of one row.</summary>
/// <param name="caller">The judge.</param>
/// <param name="task">How it is asked and read.</param>
/// <param name="row">The row, which gets the ratings.</param>
/// <param name="instruction">What was answered.</param>
/// <param name="reference">What is right; null where the judge is told nothing of it.</param>
/// <param name="generations">The answers; null for one that never came.</param>
/// <param name="shown">The places of those that are shown to the judge.</param>
/// <param name="keepsOthers">Whether what is known of the others stays.</param>
/// <param name="metadata">The row's metadata, to be added to.</param>
/// <param name="step">The step's name there.</param>
internal sealed class JudgementWork(
    LlmCaller caller,
    UltraFeedbackTask task,
    Row row,
    string instruction,
    string? reference,
    IReadOnlyList<string?> generations,
    int[] shown,
    bool keepsOthers,
    Row metadata,
    string step) : IRowWork
{
    private const long BestRating = 5;
    private const long WorstRating = 1;

    private readonly JudgementMaterial _material = new(instruction, [.. shown.Select(i => generations[i]!)], reference);

    public IReadOnlyList<ChatMessage> Messages => field ??= task.BuildPrompt(_material);

    public int Generations => 1;

    public async Task<Row> RunAsync(RowContext context)
    {
        var reply = await caller.AskAsync(context, 0, Messages).ConfigureAwait(false);
        var judgements = new Judgement?[generations.Count];
        var problems = new List<string>();
        foreach (var (judgement, place) in task.Parse(reply.Text, _material).Zip(shown))
        {
            judgements[place] = judgement;
            if (judgement.Problem is { } problem)
                problems.Add($"text {place + 1} of {generations.Count}: {problem}");
        }
        if (problems.Count > 0)
            context.Warn("with answers that have no rating", $"No rating for {string.Join("; ", problems)} ('{Text.Shorten(instruction)}'). " +
                (FinishReasons.IsCut(reply.FinishReason?.Value) ? "The judge's reply ended at the limit of tokens: give it more with -MaxNewTokens. " : "") +
                $"The raw reply is in distilabel_metadata.raw_output_{step}.");
        Replies.AddMetadata(metadata, step, Messages, [reply]);
        if (task.Aspect.HasTypes())
            row[Columns.Types] = Filled(Columns.Types, judgements, j => j.Types?.Select(object? (t) => (long)t).ToArray());
        row[Columns.Ratings] = Filled(Columns.Ratings, judgements, j => (long?)j.Rating);
        row[Columns.Rationales] = Filled(Columns.Rationales, judgements, j => j.Rationale);
        if (task.Aspect.HasTypes())
            row[Columns.RationalesForRatings] = Filled(Columns.RationalesForRatings, judgements, j => j.RationaleForRating);
        row[Columns.ModelName] = caller.Models[0].ModelName;
        row[Columns.Metadata] = metadata;
        return row;
    }

    public Row Plan()
    {
        // As far apart as can be, so that no margin keeps the stages behind from being planned.
        row[Columns.Ratings] = Enumerable.Range(0, generations.Count).Select(object? (i) => i == 0 ? BestRating : WorstRating).ToArray();
        row[Columns.Rationales] = generations.Select(_ => "Planned.").ToArray();
        row[Columns.ModelName] = caller.Models[0].ModelName;
        Replies.AddPlanned(row, metadata, [step], Messages);
        return row;
    }

    /// <summary>What was said of each answer, and of those that were not shown what the row has of them where that stays.</summary>
    private object?[] Filled(string column, Judgement?[] judgements, Func<Judgement, object?> said)
    {
        var earlier = keepsOthers && PSRow.AsList(row[column]) is { } list && list.Count == judgements.Length ? list : null;
        return judgements.Select((judgement, i) => judgement is null ? earlier?[i] : said(judgement)).ToArray();
    }
}
