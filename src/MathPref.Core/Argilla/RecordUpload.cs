namespace MathPref.Core.Argilla;

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
