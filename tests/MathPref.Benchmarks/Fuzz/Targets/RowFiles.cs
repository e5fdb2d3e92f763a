using System.Numerics;
using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Files of rows: where inputs lie while they are read, and whether rows survive being written by our own writers.</summary>
internal static class RowFiles
{
    /// <summary>What is checked is not to take longer than what is read.</summary>
    public const int MostRows = 300;

    /// <summary>A folder of the process's own; whoever sets it deletes it.</summary>
    public static string Folder { get; set; } = Path.GetTempPath();

    /// <summary>One file of each kind, which is written again for each input.</summary>
    public static string PathOf(string extension) => Path.Combine(Folder, $"mathpref-fuzz.{extension}");

    public static string Write(string extension, byte[] bytes)
    {
        var path = PathOf(extension);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Whether an error is of the file as a whole: its bytes are no text of the encoding that they are in, or plainly something else.</summary>
    public static bool IsOfFile(DatasetFormatException error, byte[] bytes) => error.Line is null
        && (error.InnerException is DecoderFallbackException || ForeignText.ProblemOfBytes(bytes) is not null || ForeignText.Problem(bytes) is not null);

    /// <summary>Rows come back from JSON lines as they were.</summary>
    public static void CheckJsonLines(IReadOnlyList<Row> all)
    {
        var rows = all.Take(MostRows).ToList();
        var path = PathOf("again.jsonl");
        using (var writer = new JsonLinesWriter(path))
        {
            foreach (var row in rows)
                writer.Write(row);
        }
        CheckSame(rows, JsonLinesReader.Read(path, Never).ToList(), "JSON lines");
    }

    /// <summary>Rows come back from Parquet as they were, where it can hold them.</summary>
    public static void CheckParquet(IReadOnlyList<Row> all)
    {
        var rows = all.Take(MostRows).ToList();
        var learner = new SchemaLearner();
        if (rows.Count == 0 || !rows.All(learner.TryAdd) || learner.Schema.Fields.Count == 0)
            return;
        var path = PathOf("again.parquet");
        using (var file = File.Create(path))
        {
            using var writer = new ParquetRowWriter(file, learner.Schema);
            foreach (var row in rows)
                writer.Write(row);
            writer.Complete();
        }
        CheckSame(rows, ParquetRowReader.Read(path, Never).ToList(), "Parquet");
    }

    private static void Never(DatasetFormatException error) => throw new BrokenRule("what our writer wrote can be read", error.Message);

    private static void CheckSame(IReadOnlyList<Row> rows, IReadOnlyList<Row> again, string format)
    {
        var rule = $"rows come back from {format} as they were";
        BrokenRule.Unless(rows.Count == again.Count, rule, () => $"{again.Count} rows of {rows.Count}");
        for (var i = 0; i < rows.Count; i++)
            BrokenRule.Unless(AreSame(rows[i], again[i]), rule, () => $"row {i + 1}");
    }

    /// <summary>By content. Parquet adds the columns that a row lacks, and has no form for a struct without fields.</summary>
    private static bool AreSame(object? one, object? other) => (one, other) switch
    {
        (Row { Count: 0 }, null) => true,
        (Row a, Row b) => a.All(column => AreSame(column.Value, b[column.Key])) && b.All(column => column.Value is null || a.Has(column.Key)),
        (string or null, _) or (_, string or null) or (Row, _) => RowValues.AreEqual(one, other),
        (System.Collections.IEnumerable a, System.Collections.IEnumerable b) => a.Cast<object?>().ToList() is var x && b.Cast<object?>().ToList() is var y && x.Count == y.Count && x.Zip(y).All(pair => AreSame(pair.First, pair.Second)),
        (decimal or BigInteger, double number) => BigDecimal.Of(one)!.Value.ToDouble().Equals(number),
        _ => RowValues.AreEqual(one, other),
    };
}
