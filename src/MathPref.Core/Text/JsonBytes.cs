using System.Buffers;
using System.Text.Json;

namespace MathPref.Core.Text;

/// <summary>JSON as bytes, written into a buffer that each thread keeps.</summary>
internal static class JsonBytes
{
    /// <summary>A prompt that is longer takes its buffer away with it.</summary>
    private const int LargestKept = 1 << 20;

    private static readonly JsonWriterOptions s_options = new() { SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>One object, whose members are written.</summary>
    public static byte[] WriteObject(Action<Utf8JsonWriter> writeMembers) => Write(json =>
    {
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
    });

    public static byte[] Write(Action<Utf8JsonWriter> write) => Write(write, static written => written.ToArray());

    /// <summary>Gives what <paramref name="read"/> makes of the bytes, which are gone when it returns.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write, Func<ReadOnlySpan<byte>, byte[]> read)
    {
        // Taken, so that a writer that writes JSON itself meets another.
        var (buffer, json) = (t_buffer ?? new ArrayBufferWriter<byte>(2048), t_writer);
        (t_buffer, t_writer) = (null, null);
        if (json is null)
            json = new Utf8JsonWriter(buffer, s_options);
        else
            json.Reset(buffer);
        write(json);
        json.Flush();
        var result = read(buffer.WrittenSpan);
        if (buffer.Capacity <= LargestKept)
        {
            buffer.ResetWrittenCount();
            (t_buffer, t_writer) = (buffer, json);
        }
        return result;
    }
}
