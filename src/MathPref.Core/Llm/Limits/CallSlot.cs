namespace MathPref.Core.Llm.Limits;

/// <summary>A permit that waits for the first attempt that needs it.</summary>
internal sealed class CallSlot(CallGate gate) : IDisposable
{
    private int _taken;

    /// <summary>True once, for the attempt that may use the permit and then has to leave the gate itself.</summary>
    public bool TryTake(CallGate of) => ReferenceEquals(of, gate) && Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Gives an unused permit back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _taken, 1) == 0)
            gate.Leave();
    }
}
