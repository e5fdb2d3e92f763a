using System.Text;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>JSON lines: one object a line, lines end at LF (a U+2028 within a string ends nothing).</summary>
public static class JsonLinesReader
{
    private const int LongestLine = 1 << 30;

    /// <summary>
    /// Streams the rows. A line that is no object goes to <paramref name="onError"/> and the next is read. A file that is cut off, or of
    /// another encoding, is an error after the lines that are whole.
    /// </summary>
    /// <param name="path">The file; what <see cref="TextSource"/> opens.</param>
    /// <param name="onError">Told of what cannot be read.</param>
    /// <param name="encoding">The file's where it is not UTF-8 and has no mark.</param>
    public static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError, Encoding? encoding = null) =>
        Read(path, onError, encoding, isExact: false);

    /// <summary>What was written here: decimals have the digits that they had. Throws <see cref="DatasetFormatException"/> for what cannot be read.</summary>
    internal static IEnumerable<Row> ReadOwn(string path) => Read(path, error => throw error, null, isExact: true);

    private static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError, Encoding? encoding, bool isExact)
    {
        using var source = TextSource.Open(path, encoding);
        foreach (var (line, number, offset) in Lines(source))
        {
            Row? row = null;
            try
            {
                row = Parse(line, isExact);
            }
            catch (JsonException broken)
            {
                onError(new DatasetFormatException(
                    path, number, broken.BytePositionInLine + 1 + offset, "this line is not a whole JSON value" + TextSource.HintFor(line.Span), broken));
            }
            catch (InvalidDataException broken)
            {
                onError(new DatasetFormatException(path, number, null, broken.Message + TextSource.HintFor(line.Span), broken));
            }
            if (row is not null)
                yield return row;
        }
        if (source.Failure is { } failure)
            onError(failure);
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
    /// until the next is asked for. One that the text's failure cut off is none.
    /// </summary>
    internal static IEnumerable<(ReadOnlyMemory<byte> Line, long Number, int Offset)> Lines(TextSource source)
    {
        var stream = source.Utf8;
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
                if (Content(line, number == 1 ? source.Mark : 0) is { Line.IsEmpty: false } content)
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
            if (end == LongestLine)
                throw new IOException("A line of this file is longer than 1 GiB.");
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }
        if (end > start && source.Failure is null
            && Content(buffer.AsMemory(start, end - start), number == 0 ? source.Mark : 0) is { Line.IsEmpty: false } last)
            yield return (last.Line, number + 1, last.Offset);
    }

    private static (ReadOnlyMemory<byte> Line, int Offset) Content(ReadOnlyMemory<byte> line, int before)
    {
        var start = line.TrimStart(" \t\r"u8);
        return (start.TrimEnd(" \t\r"u8), before + line.Length - start.Length);
    }

    private static Row Parse(ReadOnlyMemory<byte> line, bool isExact)
    {
        using var document = JsonDocument.Parse(line, JsonRows.ReaderOptions);
        var kind = document.RootElement.ValueKind;
        if (kind is JsonValueKind.Object)
            return JsonRows.ReadRow(document.RootElement, "", isExact);
        var found = kind switch { JsonValueKind.Array => "a list", JsonValueKind.String => "a string", _ => "a single value" };
        throw new InvalidDataException($"this line is {found}, not an object");
    }
}
