namespace MathPref.Core.Llm.Limits;

/// <summary>How many attempts may be under way at once. A permit is held during an attempt, never during a wait.</summary>
internal sealed class CallGate(int limit) : IDisposable
{
    private readonly SemaphoreSlim _permits = new(limit, limit);

    /// <summary>Told of each permit that is given back.</summary>
    public Action? Freed { get; init; }

    /// <summary>Keeps a permit until the slot is used by a call or disposed; null where none is free. Attempts that wait for one come first.</summary>
    public CallSlot? TryReserve() => _permits.Wait(0) ? new CallSlot(this) : null;

    public Task EnterAsync(CancellationToken cancellationToken) => _permits.WaitAsync(cancellationToken);

    public void Leave()
    {
        try
        {
            _permits.Release();
        }
        catch (ObjectDisposedException)
        {
            // A call that came home after its cmdlet or run was over has other permits to give back.
            return;
        }
        Freed?.Invoke();
    }

    public void Dispose() => _permits.Dispose();
}
