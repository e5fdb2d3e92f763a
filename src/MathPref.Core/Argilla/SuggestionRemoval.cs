using System.Globalization;

namespace MathPref.Core.Argilla;

/// <summary>
/// Takes back what rows suggested once and do not any more: a call merges suggestions, and one that is left out stays. A server that does not
/// do it costs no row.
/// </summary>
internal sealed class SuggestionRemoval(ArgillaClient client)
{
    /// <summary>Refusals in a row after which no more is asked for.</summary>
    private const int MostRefusals = 3;

    private readonly List<(string Record, List<string> Suggestions)> _stale = [];
    private ArgillaException? _reason;
    private int _refusals;

    /// <summary>Suggestions that were taken back, and those that stay because the server did not do it.</summary>
    public (long Done, long Left) Counts { get; private set; }

    /// <summary>What people suggested themselves stays.</summary>
    public void Note(StoredRecord stored, PreferenceRecord record)
    {
        var stale = stored.Suggestions.Where(s => !s.IsHuman && record.Open.Contains(s.QuestionId)).Select(s => s.Id).ToList();
        if (stale.Count > 0)
            _stale.Add((stored.Id, stale));
    }

    /// <summary>Takes back what was noted.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var (record, suggestions) in _stale)
        {
            try
            {
                if (_refusals < MostRefusals)
                    await client.DeleteSuggestionsAsync(record, suggestions, cancellation).ConfigureAwait(false);
            }
            catch (ArgillaException refused)
            {
                // What has failed with all its tries is not waited for again.
                _refusals = refused.IsTransient ? MostRefusals : _refusals + 1;
                _reason = refused;
                Counts = Counts with { Left = Counts.Left + suggestions.Count };
                continue;
            }
            if (_refusals < MostRefusals)
            {
                _refusals = 0;
                Counts = Counts with { Done = Counts.Done + suggestions.Count };
            }
            else
            {
                Counts = Counts with { Left = Counts.Left + suggestions.Count };
            }
        }
        _stale.Clear();
    }

    /// <summary>What is to be said of those that stay; null where there are none.</summary>
    public string? Warning() => Counts.Left == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{Counts.Left:N0} suggestion{(Counts.Left == 1 ? "" : "s")} of earlier calls, which the rows do not make any more, could not be taken back and " +
        $"stay{(Counts.Left == 1 ? "s" : "")} in Argilla. {_reason!.Message}");
}
