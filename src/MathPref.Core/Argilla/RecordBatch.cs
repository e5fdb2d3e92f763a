namespace MathPref.Core.Argilla;

/// <summary>
/// Records that are sent together: as many as a call may hold, no more suggestions than a database takes at once, and no more text than a
/// gateway on the way is likely to take.
/// </summary>
internal sealed class RecordBatch(TimeProvider time)
{
    /// <summary>A judge gives a row every few seconds at times: annotators need not wait until 500 have come.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A server on PostgreSQL writes all suggestions of a call by one query of at most 32,767 arguments, nine a suggestion: that is 3,640, and
    /// another version may have a tenth column.
    /// </summary>
    public const int MostSuggestions = 3000;

    private const long MostBytes = 8L << 20;

    private readonly List<PreferenceRecord> _records = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private long _bytes;
    private long _began;
    private int _suggestions;

    public IReadOnlyList<PreferenceRecord> Records => _records;

    /// <summary>Whether it should be sent before <paramref name="next"/> is added. The same answers with other ratings come after those before them.</summary>
    public bool MustGoBefore(PreferenceRecord next) =>
        _records.Count > 0
        && (_bytes + next.Json.Length > MostBytes
            || _suggestions + next.Suggestions > MostSuggestions
            || (_places.TryGetValue(next.ExternalId, out var place) && !_records[place].Json.Span.SequenceEqual(next.Json.Span)));

    /// <summary>Whether it should be sent now.</summary>
    public bool IsDue =>
        _records.Count >= ArgillaClient.MostRecords
        || _bytes >= MostBytes
        || _suggestions >= MostSuggestions
        || (_records.Count > 0 && time.GetElapsedTime(_began) >= LongestWait);

    /// <summary>Adds a record and gives its place; an equal one is there once.</summary>
    public int Add(PreferenceRecord record)
    {
        if (_places.TryGetValue(record.ExternalId, out var place))
            return place;
        if (_records.Count == 0)
            _began = time.GetTimestamp();
        _records.Add(record);
        _bytes += record.Json.Length;
        _suggestions += record.Suggestions;
        return _places[record.ExternalId] = _records.Count - 1;
    }
}
