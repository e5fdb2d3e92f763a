using System.Management.Automation;

namespace MathPref.Shell;

/// <summary>
/// The progress of what runs, one row a record, beneath the output. The cursor waits at the start of its first row: erasing from there
/// downwards takes all of it away, whatever has become of the terminal's size.
/// </summary>
internal sealed class ProgressPane : IDisposable
{
    private const string EraseDown = "\r\x1b[J";

    /// <summary>News are drawn no more often than the eye follows. After output the rows come back sooner, or they would flicker.</summary>
    private static readonly TimeSpan s_betweenNews = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_afterOutput = TimeSpan.FromMilliseconds(20);

    private readonly TextWriter _terminal;
    private readonly Func<(int Width, int Height)> _size;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly List<ProgressItem> _items = [];
    private long? _lastDrawn;
    private bool _isDrawn;
    private bool _isHidden;

    public ProgressPane(TextWriter terminal, Func<(int Width, int Height)> size, TimeProvider time)
    {
        (_terminal, _size, _time) = (terminal, size, time);
        _timer = time.CreateTimer(_ => Refresh(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    public void Report(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            var at = _items.FindIndex(i => i.SourceId == sourceId && i.Id == record.ActivityId);
            if (record.RecordType is ProgressRecordType.Completed)
            {
                if (at >= 0)
                    Remove(_items[at]);
            }
            else if (at >= 0)
            {
                _items[at] = ProgressItem.Of(sourceId, record);
            }
            else
            {
                _items.Add(ProgressItem.Of(sourceId, record));
            }
            if (_items.Count == 0)
                Erase();
        }
        Refresh();
    }

    /// <summary>Makes room for output, until <see cref="Resume"/>.</summary>
    public void Hide()
    {
        lock (_lock)
        {
            Erase();
            _isHidden = true;
        }
    }

    public void Resume()
    {
        lock (_lock)
            _isHidden = false;
        Refresh();
    }

    /// <summary>Makes room for a moment: what goes into a pipe may well come out on this terminal, from the program at its other end.</summary>
    public void Yield()
    {
        lock (_lock)
        {
            Erase();
            _lastDrawn = _time.GetTimestamp();
        }
        Refresh();
    }

    /// <summary>The pipeline has ended, and with it whatever it was doing.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _items.Clear();
            Erase();
        }
    }

    /// <summary>Draws when the last time is long enough ago, and otherwise as soon as it is.</summary>
    private void Refresh()
    {
        lock (_lock)
        {
            if (_items.Count == 0 || _isHidden)
                return;
            var wait = _lastDrawn is { } last ? (_isDrawn ? s_betweenNews : s_afterOutput) - _time.GetElapsedTime(last) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
            else
                Draw();
        }
    }

    private void Draw()
    {
        var (width, height) = _size();
        var lines = Lines(width - 1).Take(height - 1).ToList();
        var back = lines.Count > 1 ? $"\r\x1b[{lines.Count - 1}A" : "\r";
        Write($"\r{string.Join("\r\n", lines.Select(l => $"\x1b[33m{l}\x1b[0m\x1b[K"))}\x1b[J{back}");
        (_isDrawn, _lastDrawn) = (true, _time.GetTimestamp());
    }

    private void Erase()
    {
        if (_isDrawn)
            Write(EraseDown);
        _isDrawn = false;
    }

    /// <summary>A terminal that has gone is no reason to fail, least of all on the timer's thread.</summary>
    private void Write(string frame)
    {
        try
        {
            _terminal.Write(frame);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>In the order of the pipeline's stages, who number themselves as they begin; children follow their parent.</summary>
    private List<string> Lines(int width)
    {
        var lines = new List<string>();
        var left = _items.OrderBy(i => i.Id).ThenBy(i => i.SourceId).ToList();
        foreach (var root in left.Where(i => !left.Exists(p => p.Id == i.ParentId)).ToList())
            Add(root, 0);
        // Parents that go round in a circle.
        while (left.Count > 0)
            Add(left[0], 0);
        return lines;

        void Add(ProgressItem item, int depth)
        {
            if (!left.Remove(item))
                return;
            lines.Add(item.Line(depth, width));
            foreach (var child in left.Where(c => c.ParentId == item.Id).ToList())
                Add(child, depth + 1);
        }
    }

    private void Remove(ProgressItem item)
    {
        if (!_items.Remove(item))
            return;
        foreach (var child in _items.Where(c => c.ParentId == item.Id).ToList())
            Remove(child);
    }
}
