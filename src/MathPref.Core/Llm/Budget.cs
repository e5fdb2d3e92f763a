using System.Globalization;

namespace MathPref.Core.Llm;

/// <summary>
/// An amount of money that is never exceeded. A call reserves the most that it can cost and pays what it did cost. One that does not
/// fit beside the reserves of others waits for them; the budget is reached when it does not fit with none of them left. Without a limit
/// it only counts.
/// </summary>
/// <param name="limit">USD; null for no limit.</param>
/// <param name="ledger">Where each attempt is noted before it begins, so that other processes know of it; what is noted there is spent already.</param>
internal sealed class Budget(decimal? limit, Journal? ledger = null)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(decimal Amount, TaskCompletionSource Turn)> _queue = [];
    private decimal _spent = ledger?.NotedCost() ?? 0;
    private decimal _reserved;

    /// <summary>Whether there is an amount that is not to be exceeded.</summary>
    public bool IsLimited => limit is not null;

    public Journal? Ledger => ledger;

    /// <summary>USD, with what was noted in the ledger before.</summary>
    public decimal Spent
    {
        get
        {
            lock (_lock)
                return _spent;
        }
    }

    /// <summary>Throws <see cref="LlmException"/> (<see cref="LlmFailure.BudgetReached"/>) for an amount that cannot fit any more.</summary>
    public async Task ReserveAsync(decimal amount, CancellationToken cancellationToken)
    {
        LinkedListNode<(decimal Amount, TaskCompletionSource Turn)> node;
        lock (_lock)
        {
            if (_queue.Count == 0 && Fits(amount))
            {
                _reserved += amount;
                return;
            }
            if (_reserved == 0)
                throw Reached(amount);
            node = _queue.AddLast((amount, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }
        await using var registration = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                if (node.List is not null)
                    _queue.Remove(node);
            }
            node.Value.Turn.TrySetCanceled(cancellationToken);
        });
        await node.Value.Turn.Task.ConfigureAwait(false);
    }

    /// <summary>Gives the reserve back and pays what the call cost, or may have cost.</summary>
    public void Pay(decimal reserved, decimal cost)
    {
        lock (_lock)
        {
            _reserved -= reserved;
            _spent += cost;
            while (_queue.First is { } first)
            {
                if (Fits(first.Value.Amount))
                {
                    _queue.RemoveFirst();
                    // One whose pipeline has ended meanwhile reserves nothing.
                    if (first.Value.Turn.TrySetResult())
                        _reserved += first.Value.Amount;
                }
                else if (_reserved == 0)
                {
                    _queue.RemoveFirst();
                    first.Value.Turn.TrySetException(Reached(first.Value.Amount));
                }
                else
                {
                    return;
                }
            }
        }
    }

    private bool Fits(decimal amount) => limit is null || _spent + _reserved + amount <= limit;

    private LlmException Reached(decimal amount) => new(
        LlmFailure.BudgetReached,
        string.Create(CultureInfo.InvariantCulture, $"The budget of ${limit:0.######} is reached: ${_spent:0.######} is spent, and the next call could " +
            $"cost up to ${amount:0.######}. Raise -MaxCost, or lower -MaxNewTokens, and run it again; with a journal what was answered is not asked again."));
}
