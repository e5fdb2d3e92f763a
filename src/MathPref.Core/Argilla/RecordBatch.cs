namespace MathPref.Core.Argilla;

/// <summary>What became of a record.</summary>
internal enum RecordFate
{
    /// <summary>It was not sent, or nothing was heard of it.</summary>
    Unknown,

    /// <summary>It is in the dataset.</summary>
    Accepted,

    /// <summary>The server refuses it.</summary>
    Refused,
}

/// <summary>Records that are sent together: as many as a call may hold, and no more text than a gateway on the way is likely to take.</summary>
internal sealed class RecordBatch(TimeProvider time)
{
    /// <summary>A judge gives a row every few seconds at times: annotators need not wait until 500 have come.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private const long MostBytes = 8L << 20;

    private readonly List<PreferenceRecord> _records = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private long _bytes;
    private long _began;

    public IReadOnlyList<PreferenceRecord> Records => _records;

    /// <summary>Whether it should be sent before <paramref name="next"/> is added. The same answers with other ratings come after those before them.</summary>
    public bool MustGoBefore(PreferenceRecord next) =>
        _records.Count > 0 && (_bytes + next.Json.Length > MostBytes || (_places.TryGetValue(next.ExternalId, out var place) && !_records[place].Json.Span.SequenceEqual(next.Json.Span)));

    /// <summary>Whether it should be sent now.</summary>
    public bool IsDue => _records.Count >= ArgillaClient.MostRecords || _bytes >= MostBytes || (_records.Count > 0 && time.GetElapsedTime(_began) >= LongestWait);

    /// <summary>Adds a record and gives its place; an equal one is there once.</summary>
    public int Add(PreferenceRecord record)
    {
        if (_places.TryGetValue(record.ExternalId, out var place))
            return place;
        if (_records.Count == 0)
            _began = time.GetTimestamp();
        _records.Add(record);
        _bytes += record.Json.Length;
        return _places[record.ExternalId] = _records.Count - 1;
    }
}

/// <summary>
/// Sends a batch so that one bad record costs no other. The server takes all of a call or nothing, and names at most one culprit: a
/// refused call is divided there (or in the middle) until each record was taken or was refused alone.
/// </summary>
internal sealed class RecordUpload(ArgillaClient client, string datasetId, IReadOnlyList<PreferenceRecord> records)
{
    private readonly RecordFate[] _fates = new RecordFate[records.Count];
    private readonly ArgillaException?[] _reasons = new ArgillaException?[records.Count];

    public RecordFate Fate(int place) => _fates[place];

    /// <summary>Why the server refuses a record.</summary>
    public ArgillaException? Reason(int place) => _reasons[place];

    /// <summary>Throws what no other record would have fared better with; what was taken until then stays known.</summary>
    public Task SendAsync(CancellationToken cancellation) => SendAsync(0, records.Count, cancellation);

    private async Task SendAsync(int start, int end, CancellationToken cancellation)
    {
        if (start == end)
            return;
        try
        {
            await client.UpsertAsync(datasetId, [.. records.Skip(start).Take(end - start).Select(r => r.Json)], cancellation).ConfigureAwait(false);
            _fates.AsSpan(start, end - start).Fill(RecordFate.Accepted);
        }
        catch (ArgillaException refused) when (refused.Failure is ArgillaFailure.Refused)
        {
            if (end - start == 1)
            {
                _fates[start] = RecordFate.Refused;
                _reasons[start] = refused;
                return;
            }
            if (refused.Position is >= 0 and var named && named < end - start)
            {
                await SendAsync(start, start + named, cancellation).ConfigureAwait(false);
                await SendAsync(start + named, start + named + 1, cancellation).ConfigureAwait(false);
                await SendAsync(start + named + 1, end, cancellation).ConfigureAwait(false);
                return;
            }
            var middle = start + (end - start) / 2;
            await SendAsync(start, middle, cancellation).ConfigureAwait(false);
            await SendAsync(middle, end, cancellation).ConfigureAwait(false);
        }
    }
}
