using System.Runtime.ExceptionServices;
using MathPref.Core.Llm;
using MathPref.Core.Rows;
using MathPref.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>Asks one or several models to answer the instruction of one row.</summary>
/// <param name="caller">The models.</param>
/// <param name="row">The row, which gets the answers.</param>
/// <param name="messages">What is asked.</param>
/// <param name="generations">Answers of each model.</param>
/// <param name="allowsPartial">Whether a failed answer leaves null in its place instead of failing the row.</param>
/// <param name="metadata">The row's metadata, to be added to.</param>
/// <param name="steps">The steps' names there, one for each model.</param>
/// <param name="earlier">The answers that the row keeps; null where it begins anew.</param>
internal sealed class GenerationWork(
    LlmCaller caller,
    Row row,
    IReadOnlyList<ChatMessage> messages,
    int generations,
    bool allowsPartial,
    Row metadata,
    string[] steps,
    EarlierAnswers? earlier) : IRowWork
{
    public IReadOnlyList<ChatMessage> Messages => messages;

    public int Generations => generations;

    public IReadOnlyList<int>? Earlier { get; } = earlier is { } kept
        ? caller.Models.Select(model => kept.By(model.ModelName)).ToArray()
        : null;

    public async Task<Row> RunAsync(RowContext context)
    {
        var calls = new Task<Answer>[steps.Length * generations];
        for (var i = 0; i < calls.Length; i++)
            calls[i] = TryAskAsync(context, i / generations, i % generations);
        var answers = calls is [var one] ? [await one.ConfigureAwait(false)] : await Task.WhenAll(calls).ConfigureAwait(false);
        Check(answers, context);
        var replies = Array.ConvertAll(answers, answer => answer.Response);
        for (var model = 0; model < steps.Length; model++)
            Replies.AddMetadata(metadata, steps[model], messages, replies.AsSpan(model * generations, generations));
        Fill(Array.ConvertAll(answers, answer => new Filled(
            answer.Model, answer.Response?.Text, answer.Response?.FinishReason?.Value, Replies.Thinking(answer.Response))));
        row[Columns.Metadata] = metadata;
        return row;
    }

    public Row Plan()
    {
        Fill(Enumerable.Range(0, caller.Models.Count)
            .SelectMany(model => Enumerable.Range(0, generations)
                .Select(number => new Filled(model, caller.PlannedAnswer(model, number), "stop", Thinking: null)))
            .ToList());
        Replies.AddPlanned(row, metadata, steps, messages);
        return row;
    }

    private sealed record Filled(int Model, string? Text, string? FinishReason, string? Thinking);

    private sealed record Answer(int Model, ChatResponse? Response, Exception? Error);

    /// <summary>A failure is kept, so that every call of the row is awaited: what is under way is paid for.</summary>
    private async Task<Answer> TryAskAsync(RowContext context, int model, int number)
    {
        try
        {
            for (var before = Earlier?[model] ?? 0; ; before += generations)
            {
                var response = await caller.AskAsync(context, model, messages, number, generations, before).ConfigureAwait(false);
                // The journal has an answer that the row has too, where somebody took others of the model out of it: the next number is another one.
                if (context.IsPlan || response.RawRepresentation is not JournalHit || earlier?.Holds(caller.Models[model].ModelName, response.Text) is not true)
                    return new Answer(model, response, null);
            }
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
        if (!allowsPartial || failed.Count == answers.Length || worst.Error is OperationCanceledException or LlmException { EndsTheWork: true })
            ExceptionDispatchInfo.Throw(worst.Error!);
        foreach (var answer in failed)
            context.Warn("with null in place of an answer (-AllowPartial)",
                $"{caller.Models[answer.Model]} gave no answer, which leaves null in its place (-AllowPartial): {answer.Error!.Message}");
    }

    /// <summary>
    /// One answer makes the columns in the singular, several those in the plural; the others would speak of an earlier step. There is a column
    /// of thinking where there is any thinking. Answers that are kept come first, and nothing that was said of them is lost.
    /// </summary>
    private void Fill(IReadOnlyList<Filled> answers)
    {
        if (earlier is not null)
        {
            earlier.Add(row, answers.Select(a => new EarlierAnswers.Added(a.Text, caller.Models[a.Model].ModelName, a.FinishReason, a.Thinking)).ToList());
            return;
        }
        Remove(Columns.Thinking, Columns.Thinkings);
        if (answers is [var one])
        {
            row[Columns.Generation] = one.Text;
            row[Columns.ModelName] = caller.Models[0].ModelName;
            row[Columns.FinishReason] = one.FinishReason;
            if (one.Thinking is not null)
                row[Columns.Thinking] = one.Thinking;
            Remove(Columns.Generations, Columns.ModelNames, Columns.FinishReasons, Columns.GenerationModels);
        }
        else
        {
            row[Columns.Generations] = answers.Select(a => a.Text).ToArray();
            row[Columns.ModelNames] = answers.Select(a => caller.Models[a.Model].ModelName).ToArray();
            row[Columns.FinishReasons] = answers.Select(a => a.FinishReason).ToArray();
            if (answers.Any(a => a.Thinking is not null))
                row[Columns.Thinkings] = answers.Select(a => a.Thinking).ToArray();
            Remove(Columns.Generation, Columns.ModelName, Columns.FinishReason, Columns.GenerationModels);
        }
        Remove(Columns.Ratings, Columns.Rationales, Columns.Types, Columns.RationalesForRatings);
        // Another column of the name answers is the user's.
        if (row.Has(Columns.AnswersCorrect))
            Remove(Columns.Answers, Columns.AnswersCorrect, Columns.AnswerMethods, Columns.PassRate, Columns.Agreement);
    }

    private void Remove(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
            row.Remove(column);
    }
}
