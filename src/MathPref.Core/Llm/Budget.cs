using System.Globalization;

namespace MathPref.Core.Llm;

/// <summary>
/// An amount of money that is never exceeded. A call reserves the most that it can cost and pays what it did cost. One that does not
/// fit beside the reserves of others, which are in flight, waits for them; the budget is reached when it would not fit even if they cost
/// nothing. Without a limit it only counts.
/// </summary>
/// <param name="limit">USD; null for no limit.</param>
/// <param name="ledger">Where each attempt is noted before it begins, so that other processes know of it; what is noted there is spent already.</param>
internal sealed class Budget(decimal? limit, Journal? ledger = null)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(decimal Amount, TaskCompletionSource Turn)> _queue = [];
    private readonly HashSet<string> _priced = new(StringComparer.Ordinal);
    private decimal _spent = ledger?.NotedCost() ?? 0;
    private decimal _paid;
    private decimal _reserved;

    /// <summary>USD; null for no limit.</summary>
    public decimal? Limit => limit;

    public Journal? Ledger => ledger;

    /// <summary>USD that calls in flight may cost.</summary>
    public decimal Reserved
    {
        get
        {
            lock (_lock)
                return _reserved;
        }
    }

    /// <summary>USD, with what was noted in the ledger before; calls in flight count with the most that they can cost.</summary>
    public decimal Spent
    {
        get
        {
            lock (_lock)
                return _spent + _reserved;
        }
    }

    /// <summary>USD of the calls that were made since it was opened, whose most counts while they are in flight.</summary>
    public decimal SpentNow
    {
        get
        {
            lock (_lock)
                return _paid + _reserved;
        }
    }

    /// <summary>
    /// Counts what a model was asked for this budget while its price was not known. Throws <see cref="JournalException"/> for a ledger that cannot
    /// be used.
    /// </summary>
    public void PriceEarlier(string model, Price price)
    {
        lock (_lock)
        {
            if (ledger is not null && price is not { Input: 0, Output: 0 } && _priced.Add(model))
                _spent += ledger.PriceEarlier(model, price);
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
            if (IsHopeless(amount))
                throw Reached(amount);
            node = _queue.AddLast((amount, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }
        await using var registration = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                if (node.List is null)
                    return;
                _queue.Remove(node);
                node.Value.Turn.TrySetCanceled(cancellationToken);
                Admit();
            }
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
            _paid += cost;
            Admit();
        }
    }

    /// <summary>In the order in which they came. Who stays waits for calls in flight: without any, what does not fit is hopeless.</summary>
    private void Admit()
    {
        while (_queue.First is { Value: var (amount, turn) } && (Fits(amount) || IsHopeless(amount)))
        {
            _queue.RemoveFirst();
            if (IsHopeless(amount))
            {
                turn.TrySetException(Reached(amount));
                continue;
            }
            _reserved += amount;
            turn.TrySetResult();
        }
    }

    private bool IsHopeless(decimal amount) => _spent + amount > limit;

    private bool Fits(decimal amount) => limit is null || _spent + _reserved + amount <= limit;

    private LlmException Reached(decimal amount) => new(
        LlmFailure.BudgetReached,
        string.Create(CultureInfo.InvariantCulture, $"The budget of ${limit:0.######} is reached: ${_spent:0.######} is spent, and the next call could " +
            $"cost up to ${amount:0.######}. Raise -MaxCost, or lower -MaxNewTokens, and run it again; with a journal what was answered is not asked again."));
}
