namespace MathPref.Core.Hub;

/// <summary>How far a transfer is. Written by it, read by whoever shows it.</summary>
internal sealed class TransferProgress
{
    private long _done;

    public string Phase { get; private set; } = "looking";

    public long Total { get; private set; }

    public long Done => Interlocked.Read(ref _done);

    public void Begin(string phase, long total)
    {
        Interlocked.Exchange(ref _done, 0);
        // Whoever sees the phase sees its total.
        (Total, Phase) = (total, phase);
    }

    public void Add(long bytes) => Interlocked.Add(ref _done, bytes);
}
