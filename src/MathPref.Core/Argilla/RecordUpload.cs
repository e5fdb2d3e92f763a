using System.Globalization;

namespace MathPref.Core.Argilla;

/// <summary>
/// Sends a batch so that one bad record costs no other. The server takes all of a call or nothing. A refused call is divided where the server
/// names a culprit (or in the middle) until each record was taken or was refused alone. One that the server could not do (5xx, no answer in
/// time, a broken connection) may still be at work there: after a pause, and when the server answers something small, its records go in
/// halves, and never as they went before; one that fails alone is tried a few times more and is then the one that is lost. Where the server
/// answers what is small and takes no record, that ends after <see cref="MostLostInRow"/> of them.
/// </summary>
internal sealed class RecordUpload(RecordSender sender, IReadOnlyList<PreferenceRecord> records)
{
    /// <summary>Further tries of a record that failed alone.</summary>
    private const int MostTriesMore = 2;

    /// <summary>Records lost without any that was taken between them, after which it is the server, and not each of them.</summary>
    public const int MostLostInRow = 50;

    private readonly RecordFate[] _fates = new RecordFate[records.Count];
    private readonly ArgillaException?[] _reasons = new ArgillaException?[records.Count];
    private readonly HashSet<int> _suspects = [];
    private readonly HashSet<int> _stored = [];
    private readonly List<Sending> _changed = [];

    /// <summary>A record as it goes in some call.</summary>
    private readonly record struct Sending(int Place, ReadOnlyMemory<byte> Json);

    public RecordFate Fate(int place) => _fates[place];

    /// <summary>Why a record is lost.</summary>
    public ArgillaException? Reason(int place) => _reasons[place];

    /// <summary>Whether the record is in the dataset and its metadata alone are missing.</summary>
    public bool LacksMetadata(int place) => _fates[place] is RecordFate.Refused && _stored.Contains(place);

    /// <summary>Whether the record is one of those that failed alone, in a row, when that ended the sending. Its fate is unknown.</summary>
    public bool IsSuspect(int place) => _suspects.Contains(place);

    /// <summary>Throws what no other record would have fared better with; what was taken until then stays known.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        var keepsOthers = await sender.KeepsOthersAsync(cancellation).ConfigureAwait(false);
        try
        {
            await SendAsync(
                records.Select((record, place) => new Sending(place, keepsOthers ? record.WithoutMetadata() : record.Json)).ToArray(),
                (sent, stored) => Stored(sent, stored, keepsOthers),
                cancellation).ConfigureAwait(false);
            await SendAsync(_changed.ToArray(), (sent, _) => Accept(sent.Place), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _changed.Clear();
        }
        await sender.Removal.RunAsync(cancellation).ConfigureAwait(false);
    }

    private void Accept(int place) => _fates[place] = RecordFate.Accepted;

    private void Stored(Sending sent, StoredRecord stored, bool keepsOthers)
    {
        var record = records[sent.Place];
        sender.Removal.Note(stored, record);
        if (keepsOthers && Merged(record, stored) is { } json)
        {
            _stored.Add(sent.Place);
            _changed.Add(new Sending(sent.Place, json));
        }
        else
        {
            Accept(sent.Place);
        }
    }

    private ReadOnlyMemory<byte>? Merged(PreferenceRecord record, StoredRecord stored)
    {
        try
        {
            return record.Merged(stored.Metadata);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            throw sender.Client.Unreadable("tell a record's metadata");
        }
    }

    private async Task SendAsync(ReadOnlyMemory<Sending> sendings, Action<Sending, StoredRecord> stored, CancellationToken cancellation)
    {
        while (!sendings.IsEmpty)
        {
            var next = Math.Min(sendings.Length, sender.Size.Most);
            await CallAsync(sendings[..next], stored, cancellation).ConfigureAwait(false);
            sendings = sendings[next..];
        }
    }

    private async Task CallAsync(ReadOnlyMemory<Sending> call, Action<Sending, StoredRecord> stored, CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            var began = sender.Client.Now;
            var before = sender.Size.Most;
            try
            {
                var taken = await sender.Client.UpsertAsync(sender.DatasetId, Bodies(call), cancellation).ConfigureAwait(false);
                sender.Size.Passed(call.Length);
                sender.LostInRow = 0;
                _suspects.Clear();
                for (var i = 0; i < call.Length; i++)
                    stored(call.Span[i], taken[i]);
                return;
            }
            catch (ArgillaException refused) when (refused.Failure is ArgillaFailure.Refused || refused.IsTooLarge)
            {
                await DivideAsync(call, refused, stored, cancellation).ConfigureAwait(false);
                return;
            }
            catch (ArgillaException failed) when (MayBeAtWork(failed))
            {
                sender.Size.Failed(call.Length);
                var took = sender.Client.Since(began);
                await sender.Client.RecoverAsync(failed, took, Then(call.Length), cancellation).ConfigureAwait(false);
                if (call.Length > 1)
                {
                    await HalveAsync(call, before, stored, cancellation).ConfigureAwait(false);
                    return;
                }
                if (tries < Math.Min(sender.Client.MaximumRetryCount, MostTriesMore))
                    continue;
                Lose(call.Span[0].Place, failed);
                _suspects.Add(call.Span[0].Place);
                if (++sender.LostInRow < MostLostInRow)
                    return;
                foreach (var place in _suspects)
                    (_fates[place], _reasons[place]) = (RecordFate.Unknown, null);
                throw;
            }
        }
    }

    private async Task HalveAsync(ReadOnlyMemory<Sending> call, int before, Action<Sending, StoredRecord> stored, CancellationToken cancellation)
    {
        var middle = (call.Length + 1) / 2;
        await SendAsync(call[..middle], stored, cancellation).ConfigureAwait(false);
        await SendAsync(call[middle..], stored, cancellation).ConfigureAwait(false);
        if (HasLost(call))
            sender.Size.WasNotToBlame(before);
    }

    private bool HasLost(ReadOnlyMemory<Sending> call)
    {
        foreach (var sending in call.Span)
        {
            if (_reasons[sending.Place] is { Failure: not ArgillaFailure.Refused })
                return true;
        }
        return false;
    }

    private async Task DivideAsync(
        ReadOnlyMemory<Sending> call, ArgillaException refused, Action<Sending, StoredRecord> stored, CancellationToken cancellation)
    {
        if (call.Length == 1)
        {
            Lose(call.Span[0].Place, refused);
            return;
        }
        if (refused.Position is >= 0 and var named && named < call.Length)
        {
            await SendAsync(call[..named], stored, cancellation).ConfigureAwait(false);
            await SendAsync(call.Slice(named, 1), stored, cancellation).ConfigureAwait(false);
            await SendAsync(call[(named + 1)..], stored, cancellation).ConfigureAwait(false);
            return;
        }
        var middle = call.Length / 2;
        await SendAsync(call[..middle], stored, cancellation).ConfigureAwait(false);
        await SendAsync(call[middle..], stored, cancellation).ConfigureAwait(false);
    }

    private void Lose(int place, ArgillaException reason) => (_fates[place], _reasons[place]) = (RecordFate.Refused, reason);

    private static List<ReadOnlyMemory<byte>> Bodies(ReadOnlyMemory<Sending> call)
    {
        var bodies = new List<ReadOnlyMemory<byte>>(call.Length);
        foreach (var sending in call.Span)
            bodies.Add(sending.Json);
        return bodies;
    }

    /// <summary>Whether it was the work that failed, on which the server may go on. What never came to it, or came too often, is none.</summary>
    private static bool MayBeAtWork(ArgillaException failed) =>
        failed is { IsTransient: true, WasNeverConnected: false, Failure: not ArgillaFailure.RateLimited };

    private string Then(int records) => records == 1
        ? "to a record alone"
        : string.Create(CultureInfo.InvariantCulture, $"to {records} records, which go in calls of {sender.Size.Most} now");
}
