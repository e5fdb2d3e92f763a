using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MathPref.Core.Runs;

/// <summary>log.jsonl: one object a line with time, level, step and message. Lines of several executions follow each other.</summary>
internal sealed class RunLog(string path, Secrets secrets, TimeProvider time) : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

    public void Write(string level, string? step, string message)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", level);
            if (step is not null)
                json.WriteString("step", step);
            json.WriteString("message", secrets.Redact(message));
            json.WriteEndObject();
        }
        bytes.WriteByte((byte)'\n');
        lock (_lock)
        {
            try
            {
                // One write a line: what a kill leaves is whole lines.
                _file.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
                _file.Flush();
            }
            catch (IOException)
            {
                // A full disk: the work is worth more than its log.
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
