using System.Buffers;
using System.Text;
using System.Text.Json;
using MathPref.Core.Text;

namespace MathPref.Core.Llm;

/// <summary>
/// The JSON values of a body, in whichever form servers and gateways send it: one value, one after another (JSON lines), or server-sent events
/// (WHATWG HTML, 9.2.6), with or without a byte order mark and comments before it.
/// </summary>
internal sealed class ReplyBody : IDisposable
{
    /// <summary>More pieces than any answer has.</summary>
    private const int MostValues = 1 << 18;

    private static readonly JsonReaderOptions s_several = new() { AllowMultipleValues = true };
    private static readonly SearchValues<byte> s_endOfLine = SearchValues.Create("\r\n"u8);

    private readonly List<JsonDocument> _documents = new(1);

    private ReplyBody()
    {
    }

    /// <summary>The values in their order; none where the body is in no such form.</summary>
    public IEnumerable<JsonElement> Values => _documents.Select(document => document.RootElement);

    public int Count => _documents.Count;

    /// <summary>Whether all of the body could be read; one that breaks off, or goes on in another form, is not whole.</summary>
    public bool IsWhole => WholeUntil is null;

    /// <summary>How many values stand before the first part that is none; null without such a part.</summary>
    public int? WholeUntil { get; private set; }

    /// <summary>Whether it begins as one of these forms, however it goes on.</summary>
    public bool BeginsAsValue { get; private set; } = true;

    /// <summary>Whether a mark of the end (<c>[DONE]</c>) was there.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What an event named <c>error</c> said.</summary>
    public JsonElement? Error { get; private set; }

    public static ReplyBody Read(byte[] body)
    {
        var reply = Read(WithoutMark(body));
        // A body within a string, as one gateway behind another writes it.
        if (reply is not { Count: 1, _documents: [{ RootElement: { ValueKind: JsonValueKind.String } inner }] })
            return reply;
        var text = JsonText.Of(inner);
        if (!text.AsSpan().TrimStart().StartsWith('{'))
            return reply;
        reply.Dispose();
        return Read(Encoding.UTF8.GetBytes(text).AsMemory());
    }

    private static ReplyBody Read(ReadOnlyMemory<byte> text)
    {
        var reply = new ReplyBody();
        try
        {
            reply._documents.Add(JsonDocument.Parse(text));
            return reply;
        }
        catch (JsonException)
        {
            if (StartsJson(text.Span))
            {
                reply.AddValues(text.Span);
                if (reply.Count == 0 && LooseJson.ToStrict(text.Span) is var strict && !strict.Span.SequenceEqual(text.Span))
                {
                    reply.WholeUntil = null;
                    reply.AddValues(strict.Span);
                }
            }
            else if (StartsEvents(text.Span))
                reply.AddEvents(text.Span);
            else
                (reply.WholeUntil, reply.BeginsAsValue) = (0, false);
            return reply;
        }
    }

    public void Dispose() => _documents.ForEach(document => document.Dispose());

    private static ReadOnlyMemory<byte> WithoutMark(byte[] body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => body.AsMemory(3),
        [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(body.AsSpan(2))),
        [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(body.AsSpan(2))),
        _ => body,
    };

    private static bool StartsJson(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'"', ..];

    private static bool StartsEvents(ReadOnlySpan<byte> text) => FieldOf(LineOf(text.TrimStart(" \t\r\n"u8), out _), out _) is not Field.None;

    /// <summary>Values with nothing between them but blanks, and the mark of the end after them.</summary>
    private void AddValues(ReadOnlySpan<byte> text)
    {
        while ((text = text.Trim(" \t\r\n"u8)).Length > 0 && !IsEnd(text))
        {
            if (Count < MostValues && TryAdd(ref text))
                continue;
            WholeUntil ??= Count;
            return;
        }
    }

    private bool TryAdd(ref ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, s_several);
        try
        {
            _documents.Add(JsonDocument.ParseValue(ref reader));
        }
        catch (JsonException)
        {
            return false;
        }
        text = text[(int)reader.BytesConsumed..];
        return true;
    }

    private bool IsEnd(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("data:"u8))
            rest = rest["data:"u8.Length..].TrimStart(" "u8);
        if (!rest.SequenceEqual("[DONE]"u8))
            return false;
        return IsDone = true;
    }

    private void AddEvents(ReadOnlySpan<byte> text)
    {
        var data = new ArrayBufferWriter<byte>();
        var isError = false;
        while (text.Length > 0)
        {
            var line = LineOf(text, out var length);
            text = text[length..];
            if (line.Length == 0)
            {
                Dispatch(data, ref isError);
                continue;
            }
            switch (FieldOf(line, out var value))
            {
                case Field.Event:
                    isError = value.SequenceEqual("error"u8);
                    break;
                case Field.Data when value.SequenceEqual("[DONE]"u8):
                    IsDone = true;
                    break;
                case Field.Data:
                    data.Write(value);
                    data.Write("\n"u8);
                    break;
                case Field.None:
                    // Some send comments before a body that is no event.
                    data.Write(line);
                    data.Write("\n"u8);
                    break;
            }
        }
        // The standard drops an event without an empty line after it. Here the line is often forgotten, and what is cut is no whole JSON.
        Dispatch(data, ref isError);
    }

    private void Dispatch(ArrayBufferWriter<byte> data, ref bool isError)
    {
        if (data.WrittenCount > 0)
        {
            var before = Count;
            AddValues(data.WrittenSpan);
            if (isError && Count > before)
                Error ??= _documents[before].RootElement;
            data.Clear();
        }
        isError = false;
    }

    private enum Field
    {
        None,
        Data,
        Event,
        Other,
    }

    private static Field FieldOf(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
            return Field.None;
        var name = line[..colon];
        value = line[(colon + 1)..];
        if (value is [(byte)' ', ..])
            value = value[1..];
        return name.SequenceEqual("data"u8) ? Field.Data
            : name.SequenceEqual("event"u8) ? Field.Event
            : name.Length == 0 || name.SequenceEqual("id"u8) || name.SequenceEqual("retry"u8) ? Field.Other
            : Field.None;
    }

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> text, out int length)
    {
        var end = text.IndexOfAny(s_endOfLine);
        if (end < 0)
        {
            length = text.Length;
            return text;
        }
        length = end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        return text[..end];
    }
}
