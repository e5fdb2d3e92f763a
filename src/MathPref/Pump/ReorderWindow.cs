using System.Diagnostics.CodeAnalysis;

namespace MathPref.Pump;

/// <summary>
/// Holds finished rows until those before them are finished. It is wide, so that one stalled call does not idle the others, and
/// bounded, so that a call that never ends does not fill the memory.
/// </summary>
internal sealed class ReorderWindow(bool unordered, int maximumRows = 4096, long maximumBytes = 64L << 20)
{
    private readonly Dictionary<long, PumpItem> _waiting = [];
    private readonly Queue<PumpItem> _ready = new();
    private long _next;
    private long _bytes;

    /// <summary>Whether no further row should be started until the oldest one is finished.</summary>
    public bool IsFull(long started) => !unordered && (started - _next >= maximumRows || _bytes >= maximumBytes);

    public void Add(PumpItem item)
    {
        if (unordered)
        {
            _ready.Enqueue(item);
            return;
        }
        _waiting.Add(item.Index, item);
        _bytes += item.Size;
        while (_waiting.Remove(_next, out var head))
        {
            _bytes -= head.Size;
            _ready.Enqueue(head);
            _next++;
        }
    }

    public bool TryTake([NotNullWhen(true)] out PumpItem? item) => _ready.TryDequeue(out item);
}
