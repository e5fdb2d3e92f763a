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
    /// Whether a value is what is expected: of an object the expected properties, where null may also be absent; of anything else the
    /// whole.
    /// </summary>
    public static bool Matches(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JsonObject e, JsonObject a) => e.All(property => Matches(property.Value, a[property.Key])),
        (JsonArray e, JsonArray a) => e.Count == a.Count && e.Zip(a).All(item => Matches(item.First, item.Second)),
        (JsonValue e, JsonValue a) => e.GetValueKind() == a.GetValueKind() && (e.GetValueKind() is JsonValueKind.String ? (string?)e == (string?)a : e.ToJsonString() == a.ToJsonString()),
        _ => false,
    };

    private static IEnumerable<string> Parquet(DuckDBConnection duck, string file)
    {
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}') t";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return rows.GetString(0);
    }
}
