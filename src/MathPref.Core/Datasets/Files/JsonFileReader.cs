using System.Text.Json;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>A .json file: a list of objects, one object, or JSON lines under the wrong name (the <c>datasets</c> library writes those).</summary>
public static class JsonFileReader
{
    public static IEnumerable<Row> Read(string path, Action<DatasetFormatException> onError)
    {
        using (var stream = File.OpenRead(path))
        {
            var first = JsonLinesReader.Lines(stream)
                .Take(2)
                .Select(l => (IsObject: JsonLinesReader.IsObject(l.Line), IsList: l.Line.Span[0] == (byte)'['))
                .ToList();
            // A second object on a line of its own tells lines apart even if the first is broken; within a list it is a list's item.
            if (first.Count == 2 && (first[0].IsObject || (first[1].IsObject && !first[0].IsList)))
                return JsonLinesReader.Read(path, onError);
        }
        return ReadWhole(path, onError);
    }

    private static List<Row> ReadWhole(string path, Action<DatasetFormatException> onError)
    {
        JsonDocument document;
        try
        {
            ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
            document = JsonDocument.Parse(bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, JsonRows.ReaderOptions);
        }
        catch (JsonException broken)
        {
            onError(new DatasetFormatException(path, broken.LineNumber + 1, broken.BytePositionInLine + 1, "this is not whole JSON", broken));
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
                    onError(new DatasetFormatException(path, null, null, $"item {number}: {broken.Message}", broken));
                }
            }
            return rows;
        }
    }
}
