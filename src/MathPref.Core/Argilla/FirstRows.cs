namespace MathPref.Core.Argilla;

/// <summary>
/// The rows by which a new dataset gets its fields, which nobody can add later: as many as the first call takes, or those that come soon. Of
/// them the one with the most answers decides.
/// </summary>
internal sealed class FirstRows<T>(TimeProvider time)
{
    /// <summary>A judge gives a row every few seconds at times, and annotators wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly List<T> _rows = [];
    private long _began;

    /// <summary>The most answers of a row; null where none has come that has any.</summary>
    public int? Generations { get; private set; }

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Whether no further row has a say.</summary>
    public bool IsOver => _rows.Count >= ArgillaClient.MostRecords || (_rows.Count > 0 && time.GetElapsedTime(_began) >= LongestWait);

    /// <summary>Adds a row of so many answers, or one that will be an error.</summary>
    public void Add(T row, int? generations)
    {
        if (_rows.Count == 0)
            _began = time.GetTimestamp();
        _rows.Add(row);
        if (generations is { } count && !(count <= Generations))
            Generations = count;
    }

    /// <summary>The rows in their order; none of them is here any more.</summary>
    public IReadOnlyList<T> Take()
    {
        var rows = _rows.ToArray();
        _rows.Clear();
        return rows;
    }
}
