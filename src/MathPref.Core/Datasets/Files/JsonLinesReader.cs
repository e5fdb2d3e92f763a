using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>JSON lines: UTF-8, one object a line, lines end at LF (a U+2028 within a string ends nothing).</summary>
public static class JsonLinesReader
{
    /// <summary>Streams the rows. A line that is no object goes to <paramref name="onError"/> and the next is read.</summary>
    public static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        foreach (var (line, number, offset) in Lines(stream))
        {
            Row? row = null;
            try
            {
                row = Parse(line);
            }
            catch (JsonException broken)
            {
                onError(new DatasetFormatException(path, number, broken.BytePositionInLine + 1 + offset, "this line is not a whole JSON value", broken));
            }
            catch (InvalidDataException broken)
            {
                onError(new DatasetFormatException(path, number, null, broken.Message, broken));
            }
            if (row is not null)
                yield return row;
        }
    }

    /// <summary>Whether the line holds nothing but one JSON object.</summary>
    internal static bool IsObject(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, JsonRows.ReaderOptions);
            return document.RootElement.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// The lines that are not blank, without the blanks around them; Offset is how many bytes stand before. A line is only good
    /// until the next is asked for.
    /// </summary>
    internal static IEnumerable<(ReadOnlyMemory<byte> Line, long Number, int Offset)> Lines(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var (start, end, number) = (0, 0, 0L);
        var scanned = 0;
        while (true)
        {
            var newline = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = buffer.AsMemory(start, scanned + newline - start);
                number++;
                if (Content(line, number) is { Line.IsEmpty: false } content)
                    yield return (content.Line, number, content.Offset);
                start = scanned += newline + 1;
                continue;
            }
            scanned = end;
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (end, scanned, start) = (end - start, end - start, 0);
            }
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }
        if (end > start && Content(buffer.AsMemory(start, end - start), ++number) is { Line.IsEmpty: false } last)
            yield return (last.Line, number, last.Offset);
    }

    private static (ReadOnlyMemory<byte> Line, int Offset) Content(ReadOnlyMemory<byte> line, long number)
    {
        var start = number == 1 && line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        start = start.TrimStart(" \t\r"u8);
        return (start.TrimEnd(" \t\r"u8), line.Length - start.Length);
    }

    private static Row Parse(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line, JsonRows.ReaderOptions);
        var kind = document.RootElement.ValueKind;
        if (kind is JsonValueKind.Object)
            return JsonRows.ReadRow(document.RootElement);
        var found = kind switch { JsonValueKind.Array => "a list", JsonValueKind.String => "a string", _ => "a single value" };
        throw new InvalidDataException($"this line is {found}, not an object");
    }
}
