using System.Globalization;
using System.Text;
using System.Text.Json;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// The listing of a commit as the Hub's own library keeps it, byte for byte: JSON in ASCII, one blank deep a level, the files in the order of their code
/// points. Source: huggingface_hub 2.4.0, _tree_cache.py.
/// </summary>
internal static class CacheTree
{
    /// <summary>Another version is not read, and so asked for again.</summary>
    private const int Version = 1;

    public static byte[] Write(IReadOnlyDictionary<string, HubEntry> files)
    {
        var json = new StringBuilder();
        json.Append(CultureInfo.InvariantCulture, $"{{\n \"format_version\": {Version},\n \"files\": {{");
        var separator = "\n";
        foreach (var file in files.Values.OrderBy(file => Encoding.UTF8.GetBytes(file.Path), s_bytes))
        {
            json.Append(separator).Append("  ");
            AppendText(json, file.Path);
            json.Append(CultureInfo.InvariantCulture, $": {{\n   \"size\": {file.Size},\n   \"blob_id\": ");
            AppendText(json, file.Oid);
            if (file.LargeOid is { } large)
            {
                json.Append(",\n   \"lfs_sha256\": ");
                AppendText(json, large);
                json.Append(CultureInfo.InvariantCulture, $",\n   \"lfs_size\": {file.Size}");
            }
            if (file.XetHash is { } xet)
            {
                json.Append(",\n   \"xet_hash\": ");
                AppendText(json, xet);
            }
            json.Append("\n  }");
            separator = ",\n";
        }
        json.Append(files.Count > 0 ? "\n }" : "}").Append("\n}");
        return Encoding.ASCII.GetBytes(json.ToString());
    }

    /// <summary>Null for what is no listing, or one of another version.</summary>
    public static IReadOnlyDictionary<string, HubEntry>? Read(Stream content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.GetProperty("format_version").GetInt32() != Version)
                return null;
            var files = new Dictionary<string, HubEntry>(StringComparer.Ordinal);
            foreach (var item in root.GetProperty("files").EnumerateObject())
            {
                var entry = ReadEntry(item.Name, item.Value);
                if (entry.Size < 0)
                    return null;
                files[item.Name] = entry;
            }
            return files;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static readonly Comparer<byte[]> s_bytes = Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right));

    private static HubEntry ReadEntry(string path, JsonElement item) => new(
        path,
        item.GetProperty("size").GetInt64(),
        JsonText.OfMember(item, "blob_id") ?? throw new KeyNotFoundException("blob_id"),
        JsonText.OfMember(item, "lfs_sha256"),
        JsonText.OfMember(item, "xet_hash"));

    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    json.Append('\\').Append(c);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case '\b':
                    json.Append("\\b");
                    break;
                case '\f':
                    json.Append("\\f");
                    break;
                case < ' ' or > '~':
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }
        json.Append('"');
    }
}
