using System.Text;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// A file of JSON, whatever its name: a list of objects, one object, or JSON lines. What begins with a list is one, also under the name .jsonl; else .jsonl
/// are lines, and .json are lines where a second line is an object of its own. Objects over several lines, one behind another, are read by either name.
/// </summary>
public static class JsonFileReader
{
    /// <summary>What a list of texts alone is called, as loaders call it.</summary>
    private const string TextColumn = "text";

    /// <summary>In so many bytes the first object of a file of lines ends, if it goes over several of them.</summary>
    private const int HeadSize = 1 << 20;

    /// <summary>
    /// The rows: of lines as they come, of a list when it has been read to its end. What cannot be read goes to <paramref name="onError"/>: an item of a list
    /// costs itself, where its end can be told.
    /// </summary>
    /// <param name="path">The file; what <see cref="TextSource"/> opens.</param>
    /// <param name="onError">Told of what cannot be read.</param>
    /// <param name="encoding">The file's where it is not UTF-8 and has no mark.</param>
    public static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError, Encoding? encoding = null) =>
        AreLines(path, encoding) ? JsonLinesReader.Read(path, onError, encoding) : ReadWhole(path, null, onError, encoding);

    /// <summary>The rows of a list that stands under a key of the file's one object.</summary>
    internal static IEnumerable<Row> ReadField(string path, string field, Action<DatasetFormatException> onError, Encoding? encoding) =>
        ReadWhole(path, field, onError, encoding);

    private static bool AreLines(string path, Encoding? encoding)
    {
        using var source = TextSource.Open(path, encoding);
        var first = JsonLinesReader.Lines(source)
            .Take(2)
            .Select(l => (IsObject: JsonLinesReader.IsObject(l.Line), IsList: l.Line.Span[0] == (byte)'['))
            .ToList();
        if (IsNamedLines(path))
        {
            return first is [_, { IsObject: true }] or []
                || (!first[0].IsList && (first[0].IsObject || !BeginsWithObject(path, encoding)));
        }
        // A second object on a line of its own tells lines apart even if the first is broken; within a list it is a list's item.
        return first.Count == 2 && (first[0].IsObject || (first[1].IsObject && !first[0].IsList));
    }

    private static bool IsNamedLines(string path) => FileKind.Of(path).Extension is ".jsonl" or ".ndjson";

    private static bool BeginsWithObject(string path, Encoding? encoding)
    {
        using var source = TextSource.Open(path, encoding);
        try
        {
            var options = new JsonReaderOptions { MaxDepth = JsonRows.ReaderOptions.MaxDepth, AllowMultipleValues = true };
            var reader = new Utf8JsonReader(source.Utf8.Peek(HeadSize), isFinalBlock: false, new JsonReaderState(options));
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<Row> ReadWhole(string path, string? field, Action<DatasetFormatException> onError, Encoding? encoding)
    {
        var bytes = new MemoryStream();
        using (var source = TextSource.Open(path, encoding))
        {
            source.Utf8.CopyTo(bytes);
            if (source.Failure is { } failure)
            {
                onError(failure);
                return [];
            }
        }
        var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        var hint = TextSource.HintFor(text.Span);
        try
        {
            using var document = JsonDocument.Parse(text, JsonRows.ReaderOptions);
            var root = document.RootElement;
            if (field is not null
                && (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty(field, out root) || root.ValueKind is not JsonValueKind.Array))
            {
                return Refuse(
                    new DatasetFormatException(path, null, null, $"by the card its rows are a list under the key '{field}' (field), which is not there"),
                    onError);
            }
            return ReadItems(path, root, hint, onError);
        }
        catch (JsonException broken)
        {
            var error = new DatasetFormatException(path, broken.LineNumber + 1, broken.BytePositionInLine + 1, "this is not whole JSON" + hint, broken);
            if (field is not null)
                return Refuse(error, onError);
            return ReadObjects(path, text, onError) ?? (IsNamedLines(path) && text.TrimStart(" \t\r\n"u8).Span is [(byte)'{', ..]
                ? JsonLinesReader.Read(path, onError, encoding).ToList()
                : ReadBrokenList(path, text, error, onError));
        }
    }

    private static List<Row> Refuse(DatasetFormatException error, Action<DatasetFormatException> onError)
    {
        onError(error);
        return [];
    }

    private static List<Row> ReadItems(string path, JsonElement root, string hint, Action<DatasetFormatException> onError)
    {
        IEnumerable<JsonElement> items = root.ValueKind is JsonValueKind.Array ? root.EnumerateArray() : [root];
        var areTexts = root.ValueKind is JsonValueKind.Array && root.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String);
        var rows = new List<Row>();
        var number = 0;
        foreach (var item in items)
        {
            number++;
            try
            {
                rows.Add(areTexts ? new Row { { TextColumn, JsonRows.Read(item, TextColumn) } }
                    : item.ValueKind is JsonValueKind.Object ? JsonRows.ReadRow(item)
                    : throw new InvalidDataException("it is not an object"));
            }
            catch (InvalidDataException broken)
            {
                onError(new DatasetFormatException(path, null, null, $"item {number}: {broken.Message}{hint}", broken));
            }
        }
        return rows;
    }

    /// <summary>The items of a list that is no whole JSON, each by itself: they end at commas and brackets that are in no text and in no other item.</summary>
    private static List<Row> ReadBrokenList(
        string path, ReadOnlyMemory<byte> text, DatasetFormatException whole, Action<DatasetFormatException> onError)
    {
        var rows = new List<Row>();
        var errors = new List<DatasetFormatException>();
        var number = 0;
        foreach (var (item, line, column, isClosed) in ItemsOf(text))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(item, JsonRows.ReaderOptions);
                rows.Add(document.RootElement.ValueKind is JsonValueKind.Object
                    ? JsonRows.ReadRow(document.RootElement)
                    : throw new InvalidDataException("it is not an object"));
                if (!isClosed)
                    errors.Add(whole);
            }
            catch (JsonException broken)
            {
                errors.Add(new DatasetFormatException(
                    path,
                    line + (broken.LineNumber ?? 0),
                    (broken.BytePositionInLine ?? 0) + (broken.LineNumber is 0 ? column : 1),
                    $"item {number}: this is not whole JSON{TextSource.HintFor(item.Span)}",
                    broken));
            }
            catch (InvalidDataException broken)
            {
                errors.Add(new DatasetFormatException(path, line, null, $"item {number}: {broken.Message}{TextSource.HintFor(item.Span)}", broken));
            }
        }
        // What has no item that can be read is one thing that is broken.
        if (rows.Count == 0 || errors.Count == 0)
            errors = [whole];
        errors.ForEach(onError);
        return rows;
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Item, long Line, long Column, bool IsClosed)> ItemsOf(ReadOnlyMemory<byte> text)
    {
        var start = text.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || text.Span[start] != (byte)'[')
            yield break;
        var (depth, isText, textStart, line, itemLine, itemColumn) = (0, false, 0, 1L + text.Span[..start].Count((byte)'\n'), 0L, 0L);
        var next = (At: 0, Closes: false);
        var (from, lineStart) = (start + 1, text.Span[..start].LastIndexOf((byte)'\n') + 1);
        for (var i = from; i < text.Length; i++)
        {
            var c = text.Span[i];
            if (c == (byte)'\n' && isText)
            {
                // No text of JSON goes over a line's end: either its end is here, which should be written \n, or the text was not closed before it.
                if (next.At < i)
                    next = NextQuote(text.Span, i);
                if (!next.Closes)
                {
                    // What the line ends with are the ends of what is around the text.
                    isText = false;
                    for (i--; i > textStart && text.Span[i] is (byte)'}' or (byte)']' or (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r'; i--)
                        continue;
                    continue;
                }
            }
            if (c == (byte)'\n')
                (line, lineStart) = (line + 1, i + 1);
            else if (isText)
            {
                i += c == (byte)'\\' && i + 1 < text.Length && text.Span[i + 1] != (byte)'\n' ? 1 : 0;
                isText = c != (byte)'"';
            }
            else if (c == (byte)'"')
                (isText, textStart) = (true, i);
            else if (c is (byte)'{' or (byte)'[')
                depth++;
            else if (c is (byte)'}' or (byte)']' && depth > 0)
                depth--;
            else if (c is (byte)',' && depth == 0 || c is (byte)']')
            {
                if (Item(i) is { IsEmpty: false } item)
                    yield return (item, itemLine, itemColumn, c is (byte)',' || text.Span[(i + 1)..].IndexOfAnyExcept(" \t\r\n"u8) < 0);
                from = i + 1;
                itemLine = 0;
                if (c is (byte)']')
                    yield break;
            }
            if (itemLine == 0 && c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)','))
                (itemLine, itemColumn) = (line, i - lineStart + 1);
        }
        if (Item(text.Length) is { IsEmpty: false } last)
            yield return (last, itemLine, itemColumn, false);

        ReadOnlyMemory<byte> Item(int end) => text[from..end].Trim(" \t\r\n"u8);
    }

    /// <summary>Where the next quote stands, and whether it can close a text that goes on behind a line's end; else it begins another.</summary>
    private static (int At, bool Closes) NextQuote(ReadOnlySpan<byte> text, int lineEnd)
    {
        for (var i = lineEnd + 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\')
                i++;
            else if (text[i] == (byte)'"')
                return (i, text[(i + 1)..].TrimStart(" \t\r\n"u8) is [(byte)',' or (byte)':' or (byte)'}' or (byte)']', ..]);
        }
        return (text.Length, false);
    }

    /// <summary>Objects one behind another, each over as many lines as it likes; null where these are not all that there is.</summary>
    private static List<Row>? ReadObjects(string path, ReadOnlyMemory<byte> text, Action<DatasetFormatException> onError)
    {
        var rows = new List<Row>();
        var errors = new List<DatasetFormatException>();
        try
        {
            var number = 0;
            for (var rest = text.TrimStart(" \t\r\n"u8); rest.Length > 0; rest = rest.TrimStart(" \t\r\n"u8))
            {
                number++;
                var end = LengthOfValue(rest.Span);
                using var document = JsonDocument.Parse(rest[..end], JsonRows.ReaderOptions);
                rest = rest[end..];
                if (document.RootElement.ValueKind is not JsonValueKind.Object)
                    return null;
                try
                {
                    rows.Add(JsonRows.ReadRow(document.RootElement));
                }
                catch (InvalidDataException broken)
                {
                    errors.Add(new DatasetFormatException(path, null, null, $"object {number}: {broken.Message}", broken));
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }
        if (rows.Count + errors.Count == 0)
            return null;
        errors.ForEach(onError);
        return rows;
    }

    /// <summary>Bytes of the value that a text begins with. Throws <see cref="JsonException"/> where it is none, or has no end.</summary>
    private static int LengthOfValue(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonRows.ReaderOptions.MaxDepth, AllowMultipleValues = true });
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }
}
