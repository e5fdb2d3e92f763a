namespace MathPref.Core.Llm;

/// <summary>The other processes that have claims in a journal: whether they live. They are told by looks, never by comparing clocks.</summary>
/// <param name="journal">The journal's real path.</param>
/// <param name="time">The clock of the looks.</param>
internal sealed class JournalNeighbours(string journal, TimeProvider time)
{
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Looks without a beat after which a process is taken for stopped: its claims may be taken over.</summary>
    private const int MostStillLooks = 60;

    private readonly Dictionary<long, Neighbour> _neighbours = [];

    private sealed class Neighbour
    {
        public long Looked { get; set; }

        public DateTime Beat { get; set; }

        public int StillLooks { get; set; }

        public bool IsGone { get; set; }
    }

    /// <summary>Whether a process has ended, or has been stopped for a minute of this one's own time.</summary>
    public bool IsGone(long owner)
    {
        lock (_neighbours)
        {
            var now = time.GetTimestamp();
            if (!_neighbours.TryGetValue(owner, out var neighbour))
                _neighbours[owner] = neighbour = new Neighbour();
            else if (time.GetElapsedTime(neighbour.Looked, now) < s_lookInterval)
                return neighbour.IsGone;
            neighbour.Looked = now;
            return neighbour.IsGone = Look(JournalOwner.FileOf(journal, owner), neighbour);
        }
    }

    private static bool Look(string file, Neighbour neighbour)
    {
        if (JournalOwner.IsLeftBehind(file))
            return true;
        var beat = File.GetLastWriteTimeUtc(file);
        neighbour.StillLooks = beat == neighbour.Beat ? neighbour.StillLooks + 1 : 0;
        neighbour.Beat = beat;
        return neighbour.StillLooks > MostStillLooks;
    }
}
