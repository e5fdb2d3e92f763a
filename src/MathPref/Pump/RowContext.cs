using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using Microsoft.Extensions.AI;

namespace MathPref.Pump;

/// <summary>What the work on one row may use. It runs on a worker thread and never touches the cmdlet.</summary>
internal sealed class RowContext(
    CallSlot? slot, PumpMessages messages, CancellationToken cancellation, CancellationTokenSource noNewAttempts, ScriptedReply[][]? replies = null)
{
    private static readonly CancellationTokenSource s_neverEnds = new();

    private readonly List<RowWarning> _warnings = [];
    private readonly List<RowAnswer> _answers = [];

    /// <summary>For the row of a plan, for which nothing is asked.</summary>
    public static RowContext OfPlan() => new(null, new PumpMessages(), CancellationToken.None, s_neverEnds);

    /// <summary>Whether nothing is asked: all answers are in the journal.</summary>
    public bool IsPlan => Slot is null;

    /// <summary>Null where nothing is asked.</summary>
    public CallSlot? Slot { get; } = slot;

    /// <summary>What scripted models say, by model and generation.</summary>
    public ScriptedReply[][]? Replies { get; } = replies;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Cancelled with <see cref="Cancellation"/> too.</summary>
    public CancellationToken NoNewAttempts { get; } = noNewAttempts.Token;

    public IReadOnlyList<RowWarning> Warnings => _warnings;

    /// <summary>What each answer took, by the number of its model; null where the server did not say.</summary>
    public IReadOnlyCollection<RowAnswer> Answers => _answers;

    /// <summary>From several calls at once.</summary>
    public void Answered(int model, UsageDetails? usage, bool isReused, bool isCut)
    {
        lock (_answers)
            _answers.Add(new RowAnswer(model, usage, isReused, isCut));
    }

    /// <summary>Lets no further attempt begin; those under way come home.</summary>
    public void EndWork() => noNewAttempts.Cancel();

    /// <summary>A warning about the row, said when the row is written.</summary>
    /// <param name="kind">What the rows have in common that get such a warning: "with an answer without a rating".</param>
    /// <param name="text">What is to be said of this row.</param>
    public void Warn(string kind, string text) => _warnings.Add(new RowWarning(kind, text));

    /// <summary>Said at once.</summary>
    public void Verbose(string text) => messages.Post(new PumpMessage.Verbose(text));

    /// <summary>A warning about the work as a whole, said at once.</summary>
    public void WarnNow(string text) => messages.Post(new PumpMessage.Warning(text));
}

/// <summary>What one answer took.</summary>
/// <param name="Model">The number of its model.</param>
/// <param name="Usage">Its tokens; null where the server did not say.</param>
/// <param name="IsReused">Whether it came from the journal.</param>
/// <param name="IsCut">Whether it ended at the limit of tokens.</param>
internal readonly record struct RowAnswer(int Model, UsageDetails? Usage, bool IsReused, bool IsCut);

/// <summary>A warning about a row, and what the rows have in common that get one like it.</summary>
internal readonly record struct RowWarning(string Kind, string Text);
