using System.Text.Json;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace MathPref.Benchmarks.Torture;

/// <summary>The rows of a dataset folder, read by others than MathPref: DuckDB and System.Text.Json.</summary>
internal static class DatasetRows
{
    /// <summary>The rows of a config, by split and in the order of the shards.</summary>
    public static IReadOnlyDictionary<string, List<JsonNode>> Read(string folder, string config)
    {
        var data = Path.Combine(folder, config == "default" ? "data" : config);
        var splits = new Dictionary<string, List<JsonNode>>(StringComparer.Ordinal);
        if (!Directory.Exists(data))
            return splits;
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        foreach (var file in Directory.EnumerateFiles(data).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            var split = Path.GetFileName(file).Split('-')[0];
            if (!splits.TryGetValue(split, out var rows))
                splits[split] = rows = [];
            rows.AddRange((file.EndsWith(".jsonl", StringComparison.Ordinal) ? File.ReadAllLines(file) : Parquet(duck, file)).Select(line => JsonNode.Parse(line)!));
        }
        return splits;
    }

    /// <summary>
    /// Where a value is not what is expected, or null: of an object the expected properties count, where null may also be absent; of
    /// anything else the whole.
    /// </summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "")
    {
        switch (expected, actual)
        {
            case (null, null):
                return null;
            case (JsonObject e, JsonObject a):
                return e.Select(property => Difference(property.Value, a[property.Key], $"{path}.{property.Key}")).FirstOrDefault(difference => difference is not null);
            case (JsonArray e, JsonArray a) when e.Count == a.Count:
                return e.Zip(a).Select((item, i) => Difference(item.First, item.Second, FormattableString.Invariant($"{path}[{i}]"))).FirstOrDefault(difference => difference is not null);
            case (JsonValue e, JsonValue a) when JsonNode.DeepEquals(e, a):
                return null;
            default:
                return $"{path} is {Short(actual)} and must be {Short(expected)}";
        }
    }

    public static string Short(JsonNode? value)
    {
        const int most = 160;
        var text = value?.ToJsonString(s_readable) ?? "null";
        return text.Length <= most ? text : text[..most] + "…";
    }

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> Parquet(DuckDBConnection duck, string file)
    {
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}') t";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return rows.GetString(0);
    }
}
