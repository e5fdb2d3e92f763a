using System.Globalization;
using System.Text.Json;
using MathPref.Core.Text;

namespace MathPref.Core.Argilla;

/// <summary>
/// All records of a dataset, page by page, each once. The server sorts its list by the time of insertion alone, and where times are equal
/// (copied rows, altered ones) the pages of a PostgreSQL lose some records and show others twice: what comes is counted by id, and what is
/// missing in the end is looked for in other orders.
/// </summary>
internal sealed class RecordPages(ArgillaClient client, ArgillaDataset dataset)
{
    private const string Asked = "read records";
    private const int FirstPage = 100;

    /// <summary>The most that a server gives at once: records are lost between pages, and so there are few.</summary>
    private const int LargestPage = 1000;

    /// <summary>Readings in a row that brought nothing new, after which nothing is expected of another.</summary>
    private const int MostFruitless = 4;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<Reading> _readings = new(
    [
        new Reading(null, IsDescending: false, FirstPage),
        // An id is no other's: in this order none is lost. A server of 2.0 does not have it, nor one whose search engine is down.
        new Reading("id", IsDescending: false, LargestPage),
        new Reading(null, IsDescending: false, LargestPage),
        new Reading("inserted_at", IsDescending: true, LargestPage),
        new Reading("updated_at", IsDescending: false, LargestPage),
        new Reading("updated_at", IsDescending: true, LargestPage),
        new Reading("inserted_at", IsDescending: false, LargestPage),
    ]);

    private int _fruitless;
    private bool _broughtAny;
    private bool _isRefused;

    /// <summary>The page had less than was asked for: there is none after it, whatever the total says.</summary>
    private bool _isShort;

    private long _nameless;
    private long _offset;
    private int _largest = LargestPage;

    /// <summary>One way through all records: the list, or the search engine's by a property.</summary>
    private readonly record struct Reading(string? SortBy, bool IsDescending, int Page);

    /// <summary>Records of the dataset, known after the first page.</summary>
    public long Total { get; private set; }

    /// <summary>Records that have come.</summary>
    private long Count => _seen.Count + _nameless;

    /// <summary>
    /// The next records that did not come before; none when all have, or when the rest does not come in any order (<see cref="Missing"/>). A
    /// page whose answer is longer than any that is read is asked for in smaller ones.
    /// </summary>
    public async Task<IReadOnlyList<JsonElement>> NextAsync(CancellationToken cancellation)
    {
        while (_readings.TryPeek(out var reading))
        {
            // What a server says in all is all, whatever it makes of an offset beyond it.
            var isRead = _isShort || Total > 0 && _offset >= Total;
            if (isRead || await PageAsync(reading, cancellation).ConfigureAwait(false) is not { } page)
            {
                End(_readings.Dequeue());
                continue;
            }
            if (page.Count == 0)
                continue;
            _broughtAny = true;
            return page;
        }
        return [];
    }

    /// <summary>After the last page: what is to be said of records that did not come in any order; null where all came.</summary>
    public ArgillaException? Missing => Count >= Total ? null : new ArgillaException(ArgillaFailure.BadResponse, string.Create(
        CultureInfo.InvariantCulture,
        $"Argilla at {client.Connection} says that the dataset '{client.Words(dataset.Name)}' has {Total} records, and gave {Count} in all orders " +
        $"that it was asked for: {Total - Count} {(Total - Count == 1 ? "is" : "are")} missing. Those that came are right; read again when " +
        $"nobody changes the dataset."));

    /// <summary>After a reading: the same may bring more another time.</summary>
    private void End(Reading reading)
    {
        _fruitless = _broughtAny ? 0 : _fruitless + 1;
        if (!_isRefused && reading.Page == LargestPage)
            _readings.Enqueue(reading);
        if (Count >= Total || _fruitless >= MostFruitless)
            _readings.Clear();
        (_offset, _broughtAny, _isRefused, _isShort) = (0, false, false, false);
    }

    /// <summary>Those of a page that did not come before; null where the page is empty.</summary>
    private async Task<IReadOnlyList<JsonElement>?> PageAsync(Reading reading, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var size = Math.Min(reading.Page, _largest);
                using var page = reading.SortBy is { } property
                    ? await client.SearchRecordsAsync(dataset.Id, property, reading.IsDescending, _offset, size, cancellation).ConfigureAwait(false)
                    : await client.RecordsAsync(dataset.Id, _offset, size, cancellation).ConfigureAwait(false);
                return Read(page.RootElement, size, isNested: reading.SortBy is not null);
            }
            catch (ArgillaException tooLarge) when (tooLarge.IsTooLarge && _largest > 1)
            {
                _largest = Math.Min(reading.Page, _largest) / 2;
            }
            // A search that cannot be is one order less.
            catch (ArgillaException refused) when (reading.SortBy is not null && refused.Failure is not ArgillaFailure.Authentication)
            {
                _isRefused = true;
                return null;
            }
        }
    }

    private List<JsonElement>? Read(JsonElement page, int size, bool isNested)
    {
        try
        {
            if (page.TryGetProperty("total", out var total) && total.TryGetInt64(out var known) && !isNested)
                Total = known;
            var items = page.GetProperty("items");
            if (items.GetArrayLength() == 0)
                return null;
            _offset += items.GetArrayLength();
            _isShort = items.GetArrayLength() < size;
            var fresh = new List<JsonElement>();
            foreach (var item in items.EnumerateArray())
            {
                var record = isNested ? item.GetProperty("record") : item;
                if (IsFresh(record))
                    fresh.Add(record.Clone());
            }
            return fresh;
        }
        catch (Exception broken) when (broken is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw client.Unreadable(Asked);
        }
    }

    private bool IsFresh(JsonElement record)
    {
        if (record.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String)
            return _seen.Add(JsonText.Of(id));
        _nameless++;
        return true;
    }
}
