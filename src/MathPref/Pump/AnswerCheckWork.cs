using System.Runtime.ExceptionServices;
using MathPref.Core.Llm;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Rows;
using MathPref.Core.Tasks;
using MathPref.Core.Text;
using MathPref.Rows;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>What is to be compared in one row.</summary>
/// <param name="Row">The row, which gets the verdicts.</param>
/// <param name="Texts">The answers; null for one that never came.</param>
/// <param name="Reference">What they are compared with.</param>
/// <param name="Options">How, with the question where it is known.</param>
internal sealed record CheckedRow(Row Row, IReadOnlyList<string?> Texts, AnswerReference Reference, MathOptions Options)
{
    /// <summary>Whether the row becomes an object that says how its one answer stands to the reference, and no more.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Whether answers that no model has given yet are taken for right and wrong ones.</summary>
    public bool IsPlan { get; init; }

    /// <summary>Whether the text at an index was cut at its greatest length, where the row tells.</summary>
    public bool IsCut(int index) => FinishReasons.IsCut((Row[Columns.FinishReasons] as IReadOnlyList<object?> is { } reasons
        ? index < reasons.Count ? reasons[index] : null
        : Texts.Count == 1 ? Row[Columns.FinishReason] : null) as string);

    /// <summary>Whether the reference stands in the column to which its final answer is written.</summary>
    public bool IsOfReferenceAnswer { get; init; }
}

/// <summary>Compares the answers of one row with its reference, and asks a model about those that the rules leave open.</summary>
/// <param name="row">What is compared.</param>
internal sealed class AnswerCheckWork(CheckedRow row) : IRowWork
{
    /// <summary>The method of a verdict that a model gave.</summary>
    public const string ByModel = "Model";

    private static readonly AnswerCheckTask s_task = new();

    private readonly List<Inquiry> _inquiries = [];
    private AnswerCheck?[]? _checks;
    private Asking? _asking;

    /// <summary>How a model is asked.</summary>
    /// <param name="Caller">The model.</param>
    /// <param name="About">About which answers.</param>
    /// <param name="AllowsPartial">Whether a failed call leaves its answer as the rules have it instead of failing the row.</param>
    /// <param name="Metadata">The row's metadata, to be added to, and the step's name there; asked for where there is a call.</param>
    internal sealed record Asking(LlmCaller Caller, AskAbout About, bool AllowsPartial, Func<(Row Metadata, string[] Steps)> Metadata);

    /// <summary>One call: equal final answers of a row share it.</summary>
    private sealed record Inquiry(JudgementMaterial Material, List<int> Places)
    {
        public IReadOnlyList<ChatMessage> Messages => field ??= s_task.BuildPrompt(Material);
    }

    private sealed record Reply(ChatResponse? Response, Exception? Error);

    public IReadOnlyList<ChatMessage> Messages => _inquiries.Count > 0 ? _inquiries[0].Messages : [];

    public IReadOnlyList<IReadOnlyList<ChatMessage>> Questions => _inquiries.ConvertAll(inquiry => inquiry.Messages);

    public int Generations => 1;

    /// <summary>What is to be said of the reference; null where it was read.</summary>
    public string? Problem => !row.Reference.IsPlanned && row.Reference.Read.Problem is { } problem
        ? $"The reference '{Text.Shorten(row.Reference.Described ?? row.Reference.Written)}' cannot be read, so its answers are unknown: {problem}"
        : null;

    /// <summary>Compares, and notes what is to be asked. Gives the number of calls.</summary>
    public int Prepare(Asking asking)
    {
        _asking = asking;
        _checks = Compare(CancellationToken.None);
        if (string.IsNullOrWhiteSpace(row.Reference.Shown))
            return 0;
        var byAnswer = new Dictionary<string, Inquiry>(StringComparer.Ordinal);
        for (var i = 0; i < _checks.Length; i++)
        {
            // A text without a final answer has nothing to ask about.
            if (_checks[i] is not { Answer: { } answer } check || !IsAskedAbout(check.Verdict) || IsPlanned(row.Texts[i]!))
                continue;
            if (!byAnswer.TryGetValue(answer, out var inquiry))
            {
                byAnswer.Add(answer, inquiry = new Inquiry(MaterialOf(answer), []));
                _inquiries.Add(inquiry);
            }
            inquiry.Places.Add(i);
        }
        return _inquiries.Count;
    }

    public async Task<Row> RunAsync(RowContext context)
    {
        _checks ??= Compare(context.Cancellation);
        if (Problem is { } problem)
            context.Warn("with a reference that cannot be read", problem);
        if (_inquiries.Count > 0)
            await AskAsync(context, _asking!).ConfigureAwait(false);
        return Write();
    }

    public Row Plan()
    {
        _checks ??= Compare(CancellationToken.None);
        if (_asking is not null && _inquiries.Count > 0)
        {
            var (metadata, steps) = _asking.Metadata();
            Replies.AddPlanned(row.Row, metadata, steps, AllMessages());
        }
        return Write();
    }

    /// <summary>Writes what is known into the row.</summary>
    public Row Write()
    {
        if (row.IsAlone)
        {
            AnswerChecks.WriteAlone(row.Row, _checks![0]!);
            return row.Row;
        }
        AnswerChecks.Write(row.Row, _checks!);
        row.Row[Columns.PassRate] = AnswerChecks.PassRate(_checks!);
        // It is of a vote, whose verdicts are no more.
        row.Row.Remove(Columns.Agreement);
        // A text in which no answer was found stays what it is; of another column it is no reference of these verdicts.
        var final = row.Reference.Read.Text;
        if (final is not null || !row.IsOfReferenceAnswer)
            row.Row[Columns.ReferenceAnswer] = final;
        return row.Row;
    }

    private bool IsAskedAbout(MathVerdict verdict) => verdict is MathVerdict.Unknown || verdict is MathVerdict.Wrong && _asking!.About is AskAbout.NotRight;

    /// <summary>Whether an answer or the reference is one that no model has given yet.</summary>
    private bool IsPlanned(string text) => row.IsPlan && (row.Reference.IsPlanned || LlmCaller.IsPlanned(text));

    private JudgementMaterial MaterialOf(string answer) =>
        AnswerCheckTask.MaterialOf(row.Options.Question, ShownText.EndOf(row.Reference.Shown), ShownText.EndOf(answer));

    private AnswerCheck?[] Compare(CancellationToken cancellation)
    {
        var checks = new AnswerCheck?[row.Texts.Count];
        for (var i = 0; i < checks.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.Texts[i] is not { } text)
                continue;
            checks[i] = IsPlanned(text)
                // One of each, so that the stages behind can be planned.
                ? new AnswerCheck(i == 0 ? MathVerdict.Right : MathVerdict.Wrong, text, row.Reference.Read.Text, "Planned", "Planned.")
                : MathAnswer.Check(text, row.Reference.Read, row.IsCut(i) ? row.Options with { IsCut = true } : row.Options);
        }
        return checks;
    }

    private async Task AskAsync(RowContext context, Asking asking)
    {
        var calls = new Task<Reply>[_inquiries.Count];
        for (var i = 0; i < calls.Length; i++)
            calls[i] = TryAskAsync(context, asking.Caller, i);
        var replies = await Task.WhenAll(calls).ConfigureAwait(false);
        ThrowFirst(replies, asking.AllowsPartial);
        var (metadata, steps) = asking.Metadata();
        for (var i = 0; i < replies.Length; i++)
            Take(_inquiries[i], replies[i], asking, steps[0], context);
        Replies.AddMetadata(metadata, steps[0], AllMessages(), Array.ConvertAll(replies, reply => reply.Response));
        // Always a list, though it be of one: one type for all rows.
        if (replies.Length == 1)
            metadata["raw_output_" + steps[0]] = new object?[] { replies[0].Response?.Text };
        row.Row[Columns.Metadata] = metadata;
    }

    /// <summary>A failure is kept, so that every call of the row is awaited: what is under way is paid for.</summary>
    private async Task<Reply> TryAskAsync(RowContext context, LlmCaller caller, int question)
    {
        try
        {
            return new Reply(await caller.AskAsync(context, 0, _inquiries[question].Messages, question: question).ConfigureAwait(false), null);
        }
        catch (Exception error)
        {
            return new Reply(null, error);
        }
    }

    private static void ThrowFirst(Reply[] replies, bool allowsPartial)
    {
        var failed = Array.FindAll(replies, reply => reply.Error is not null);
        if (failed.Length == 0)
            return;
        // The end of all work and a cancellation are never a mere gap in a row.
        var worst = Array.Find(failed, r => r.Error is LlmException { EndsTheWork: true }) ?? Array.Find(failed, r => r.Error is OperationCanceledException)
            ?? failed[0];
        if (!allowsPartial || worst.Error is OperationCanceledException or LlmException { EndsTheWork: true })
            ExceptionDispatchInfo.Throw(worst.Error!);
    }

    private void Take(Inquiry inquiry, Reply reply, Asking asking, string step, RowContext context)
    {
        var answer = Text.Shorten(inquiry.Material.Texts[1]);
        if (reply.Error is { } error)
        {
            context.Warn("about whose answers a call failed (-AllowPartial)",
                $"{asking.Caller.Models[0]} said nothing of the answer '{answer}', which stays as the rules have it (-AllowPartial): {error.Message}");
            return;
        }
        var said = s_task.Parse(reply.Response!.Text, inquiry.Material);
        if (said.Problem is { } problem)
        {
            context.Warn("with answers of which the model's verdict could not be read",
                $"No verdict on the answer '{answer}', which stays as the rules have it: {problem}. " +
                $"The raw reply is in distilabel_metadata.raw_output_{step}.");
            return;
        }
        var verdict = said.IsCorrect switch { true => MathVerdict.Right, false => MathVerdict.Wrong, _ => MathVerdict.Unknown };
        foreach (var place in inquiry.Places)
            _checks![place] = _checks[place]! with { Verdict = verdict, Method = ByModel, Reason = said.Reason ?? $"{asking.Caller.Models[0]} says so." };
    }

    /// <summary>What was asked in one list: the role of the model once, then each question.</summary>
    private List<ChatMessage> AllMessages() =>
        [.. _inquiries[0].Messages, .. _inquiries.Skip(1).SelectMany(inquiry => inquiry.Messages.Where(message => message.Role == ChatRole.User))];
}
