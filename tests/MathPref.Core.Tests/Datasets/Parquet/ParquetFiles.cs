using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

/// <summary>What the tests of Parquet share: writing, reading, and DuckDB as another reader and writer.</summary>
internal static class ParquetFiles
{
    public static string Fixture(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Datasets", "Parquet", "fixtures", .. parts]);

    public static Row Message(string? content, string? role) => new() { { "content", content }, { "role", role } };

    /// <summary>Each shape that the levels of nested columns have to tell apart.</summary>
    public static List<Row> Shapes()
    {
        object?[] Values(params object?[] items) => items;
        return
        [
            new() { { "n", 1L }, { "text", "é 数学 😀 \0 \u2028" }, { "truth", true }, { "number", 0.1 }, { "list", Values("a", null, "") }, { "struct", new Row { { "x", 1L }, { "y", Message("c", null) } } },
                { "messages", Values(Message("Hi", "user"), null, Message(null, null)) }, { "lists", Values(Values(1L, null), null, Values(), Values(null, null)) },
                { "deep", Values(new Row { { "items", Values(new Row { { "values", Values(1.5, null) } }, null) } }) }, { "none", null } },
            new() { { "n", null }, { "text", null }, { "truth", null }, { "number", null }, { "list", null }, { "struct", null }, { "messages", null }, { "lists", null }, { "deep", null }, { "none", null } },
            new() { { "n", long.MinValue }, { "text", "" }, { "truth", false }, { "number", -0.0 }, { "list", Values() }, { "struct", new Row { { "x", null }, { "y", null } } },
                { "messages", Values() }, { "lists", Values() }, { "deep", Values() }, { "none", null } },
            new() { { "n", 9007199254740993L }, { "text", "x" }, { "truth", true }, { "number", 1e300 }, { "list", Values((object?)null) }, { "struct", new Row { { "x", null }, { "y", Message(null, "r") } } },
                { "messages", Values((object?)null) }, { "lists", Values((object?)null) }, { "deep", Values(null, new Row { { "items", null } }, new Row { { "items", Values() } }, new Row { { "items", Values(new Row { { "values", null } }, new Row { { "values", Values() } }) } }) }, { "none", null } },
        ];
    }

    /// <summary>Preference pairs with nulls, empty lists and columns that are rarely or never there.</summary>
    public static List<Row> Pairs(int count)
    {
        object?[] Conversation(int i, string side) => [Message($"question {i} √2 数学 😀", "user"), Message(i % 5 == 0 ? null : $"{side} answer {i}", "assistant")];
        return Enumerable.Range(0, count).Select(i => new Row
        {
            { "instruction", $"question {i}" }, { "generations", i % 11 == 0 ? Array.Empty<object?>() : new object?[] { $"a {i}", null } }, { "ratings", i % 7 == 0 ? null : new object?[] { (long)(i % 5), null } },
            { "chosen", Conversation(i, "chosen") }, { "chosen_rating", i % 3 == 0 ? null : (long)(i % 5) }, { "rejected", i % 13 == 0 ? null : Conversation(i, "rejected") },
            { "score", i % 100 == 0 ? i / 8.0 : null }, { "rare", i == count - 1 ? "here" : null }, { "never", null },
        }).ToList();
    }

    /// <summary>A distiset of Parquet in shards of one row group each.</summary>
    public static void Export(string root, IReadOnlyList<Row> rows)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = root, Format = DistisetFormat.Parquet, MaximumShardBytes = 1 });
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete());
    }

    public static RowSchema Learn(IEnumerable<Row> rows)
    {
        SchemaLearner learner = new();
        foreach (var row in rows)
            learner.Add(row);
        return learner.Schema;
    }

    public static string Write(string path, IReadOnlyList<Row> rows, ParquetLayout? layout = null, RowSchema? schema = null)
    {
        using var file = File.Create(path);
        using ParquetRowWriter writer = new(file, schema ?? Learn(rows), layout);
        foreach (var row in rows)
            writer.Write(row);
        writer.Complete();
        return path;
    }

    public static List<Row> Read(string path) => ParquetRowReader.Read(path, error => throw error).ToList();

    /// <summary>Equal with names, order of the columns and types of the numbers.</summary>
    public static void AssertSame(object? expected, object? actual, string at = "")
    {
        switch (expected)
        {
            case Row row:
                var other = Assert.IsType<Row>(actual);
                Assert.Equal(row.Names, other.Names);
                foreach (var (name, value) in row)
                    AssertSame(value, other[name], at + "." + name);
                break;
            case object?[] list:
                var items = Assert.IsType<object?[]>(actual);
                Assert.Equal(list.Length, items.Length);
                for (var i = 0; i < list.Length; i++)
                    AssertSame(list[i], items[i], $"{at}[{i}]");
                break;
            case double number:
                Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(Assert.IsType<double>(actual)));
                break;
            default:
                Assert.True(Equals(expected, actual), $"{at}: {expected} is not {actual}");
                break;
        }
    }

    public static void AssertSame(IReadOnlyList<Row> expected, IReadOnlyList<Row> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            AssertSame(expected[i], actual[i], $"row {i + 1}");
    }

    /// <summary>A value as the schema holds it: missing columns null, whole numbers double where the column is.</summary>
    public static object? Settled(object? value, ColumnType type) => (type.Kind, value) switch
    {
        (_, null) => null,
        (ColumnKind.Double, long n) => (double)n,
        (ColumnKind.String, Row { Count: 0 }) => null,
        (ColumnKind.List, object?[] items) => items.Select(item => Settled(item, type.Item!)).ToArray(),
        (ColumnKind.Struct, Row row) => Settled(row, type),
        _ => value,
    };

    public static Row Settled(Row row, ColumnType type)
    {
        Row settled = [];
        foreach (var field in type.Fields)
            settled.Add(field.Name, Settled(row[field.Name], field.Type));
        return settled;
    }

    public static List<Row> Settled(IReadOnlyList<Row> rows)
    {
        var schema = Learn(rows).Settle();
        return rows.Select(row => Settled(row, schema.Root)).ToList();
    }

    public static DuckDBConnection OpenDuckDb()
    {
        DuckDBConnection duck = new("DataSource=:memory:");
        duck.Open();
        // It takes a file that is written anew within the same tick of the clock for the old one.
        duck.Execute("SET enable_external_file_cache = false");
        return duck;
    }

    public static void Execute(this DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static List<Row> Query(this DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<Row> rows = [];
        while (reader.Read())
        {
            Row row = [];
            for (var i = 0; i < reader.FieldCount; i++)
                row.Add(reader.GetName(i), reader.IsDBNull(i) ? null : OfDuckDb(reader.GetValue(i)));
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>The columns' types in DuckDB's words.</summary>
    public static Dictionary<string, string> Types(this DuckDBConnection duck, string path) =>
        duck.Query($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Quote(path)}))").ToDictionary(row => (string)row["column_name"]!, row => (string)row["column_type"]!);

    /// <summary>Nested values by way of JSON: DuckDB.NET itself has no lists of numbers with a null among them.</summary>
    public static List<Row> ReadByDuckDb(this DuckDBConnection duck, string path)
    {
        var types = duck.Types(path);
        bool IsNested(string column) => types[column].EndsWith(']') || types[column].StartsWith("STRUCT", StringComparison.Ordinal);
        static string Name(string column) => "\"" + column.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var rows = duck.Query($"SELECT {string.Join(", ", types.Keys.Select(column => IsNested(column) ? $"to_json({Name(column)})::VARCHAR AS {Name(column)}" : Name(column)))} FROM read_parquet({Quote(path)})");
        foreach (var row in rows)
        {
            foreach (var column in types.Keys.Where(IsNested))
                row[column] = row[column] is string json ? JsonRows.Read(JsonDocument.Parse(json).RootElement) : null;
        }
        return rows;
    }

    public static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static object? OfDuckDb(object? value) => value switch
    {
        null or DBNull => null,
        string or bool or double or long => value,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
