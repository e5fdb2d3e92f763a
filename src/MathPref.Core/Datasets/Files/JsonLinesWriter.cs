using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>Writes rows as JSON lines. The file grows by whole lines only, so that what an interruption leaves can be read.</summary>
internal sealed class JsonLinesWriter : IDisposable
{
    private const int FlushBytes = 1 << 16;

    private static readonly TimeSpan s_flushInterval = TimeSpan.FromSeconds(1);

    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _lines = new(FlushBytes);
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly CellRules? _rules;
    private bool _disposed;
    private long _lastFlush = Stopwatch.GetTimestamp();

    /// <summary>Begins the file; without rules a number that JSON has no form for is refused.</summary>
    public JsonLinesWriter(string path, CellRules? rules = null)
    {
        _rules = rules;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        _json = new Utf8JsonWriter(_line, JsonRows.WriterOptions);
    }

    /// <summary>Lines written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a row that JSON cannot hold; nothing of it is written then.</summary>
    public void Write(Row row)
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
        _rules?.Begin();
        JsonRows.Write(_json, row, _rules);
        _json.Flush();
        _rules?.Keep();
        _lines.Write(_line.WrittenSpan);
        _lines.Write("\n"u8);
        Count++;
        if (_lines.WrittenCount >= FlushBytes || Stopwatch.GetElapsedTime(_lastFlush) > s_flushInterval)
            Flush();
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            Flush();
        }
        finally
        {
            _file.Dispose();
            _json.Dispose();
        }
    }

    private void Flush()
    {
        _file.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
        _lastFlush = Stopwatch.GetTimestamp();
    }
}
