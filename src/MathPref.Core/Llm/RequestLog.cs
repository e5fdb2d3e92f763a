namespace MathPref.Core.Llm;

/// <summary>Which requests a cmdlet has made, to tell an equal one: with a journal it is not a call of its own.</summary>
internal sealed class RequestLog
{
    private readonly HashSet<long> _seen = [];
    private readonly HashSet<long> _refreshed = [];
    private long _repeated;

    /// <summary>Requests that were equal to an earlier one.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    public void Note(byte[] key)
    {
        lock (_seen)
        {
            if (!_seen.Add(Short(key)))
                _repeated++;
        }
    }

    public bool IsRefreshed(byte[] key)
    {
        lock (_refreshed)
            return _refreshed.Contains(Short(key));
    }

    public void MarkRefreshed(byte[] key)
    {
        lock (_refreshed)
            _refreshed.Add(Short(key));
    }

    /// <summary>Eight bytes of a SHA-256 tell the requests of one run apart.</summary>
    private static long Short(byte[] key) => BitConverter.ToInt64(key);
}
