using System.Text;
using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>A .json file: a list of objects, one object, or JSON lines under the wrong name (the <c>datasets</c> library writes those).</summary>
public static class JsonFileReader
{
    /// <summary>
    /// The rows: of lines as they come, of a list when it has been read to its end. What cannot be read goes to <paramref name="onError"/>.
    /// </summary>
    /// <param name="path">The file; what <see cref="TextSource"/> opens.</param>
    /// <param name="onError">Told of what cannot be read.</param>
    /// <param name="encoding">The file's where it is not UTF-8 and has no mark.</param>
    public static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError, Encoding? encoding = null)
    {
        using (var source = TextSource.Open(path, encoding))
        {
            var first = JsonLinesReader.Lines(source)
                .Take(2)
                .Select(l => (IsObject: JsonLinesReader.IsObject(l.Line), IsList: l.Line.Span[0] == (byte)'['))
                .ToList();
            // A second object on a line of its own tells lines apart even if the first is broken; within a list it is a list's item.
            if (first.Count == 2 && (first[0].IsObject || (first[1].IsObject && !first[0].IsList)))
                return JsonLinesReader.Read(path, onError, encoding);
        }
        return ReadWhole(path, onError, encoding);
    }

    private static List<Row> ReadWhole(string path, Action<DatasetFormatException> onError, Encoding? encoding)
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
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, JsonRows.ReaderOptions);
        }
        catch (JsonException broken)
        {
            onError(new DatasetFormatException(path, broken.LineNumber + 1, broken.BytePositionInLine + 1, "this is not whole JSON" + hint, broken));
            return [];
        }
        using (document)
        {
            var root = document.RootElement;
            IEnumerable<JsonElement> items = root.ValueKind is JsonValueKind.Array ? root.EnumerateArray() : [root];
            var rows = new List<Row>();
            var number = 0;
            foreach (var item in items)
            {
                number++;
                try
                {
                    rows.Add(item.ValueKind is JsonValueKind.Object ? JsonRows.ReadRow(item) : throw new InvalidDataException("it is not an object"));
                }
                catch (InvalidDataException broken)
                {
                    onError(new DatasetFormatException(path, null, null, $"item {number}: {broken.Message}{hint}", broken));
                }
            }
            return rows;
        }
    }
}
