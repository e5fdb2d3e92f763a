using System.Globalization;
using DuckDB.NET.Data;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>Whole Parquet files: our own, DuckDB's in every codec and both versions of pages, and such as no writer makes.</summary>
internal sealed class ParquetTarget : FuzzTarget
{
    /// <summary>A file may say that it has any number of rows of nothing; they stream, so some of them are enough.</summary>
    private const int MostRows = 20_000;

    private readonly Lazy<IReadOnlyList<string>> _seeds = new(MakeSeeds);

    public override string Name => "parquet";

    public override IReadOnlyList<string> Seeds => _seeds.Value;

    public override IReadOnlyList<string> Pieces { get; } = [.. ThriftTarget.Fields, .. Bytes("PAR1", "PARE", "schema", "list", "element", "key_value", "é"), "\u0002\u0000\u0000\u0000\u0003\u0001", "\u0080\u0001\u0004", "\u0003\u0003", "\u0028\u00b5\u002f\u00fd", "\u001f\u008b\u0008"];

    public override string? Make(Random random) => random.Next(3) < 2 ? RawText.OfBytes(new ParquetMaker(random).Make()) : null;

    public override bool Accepts(string input)
    {
        var path = RowFiles.Write("parquet", RawText.ToBytes(input));
        var errors = new List<DatasetFormatException>();
        var rows = ParquetRowReader.Read(path, errors.Add).Take(MostRows).ToList();
        foreach (var error in errors)
            FuzzTrial.CheckRefusal(error);
        ParquetInfo? info = null;
        try
        {
            info = ParquetRowReader.ReadInfo(path);
            var expected = info.Schema.Fields.Select(field => field.Name).ToList();
            BrokenRule.Unless(rows.All(row => row.Names.SequenceEqual(expected)), "rows have the columns that the footer names");
        }
        catch (DatasetFormatException refused)
        {
            FuzzTrial.CheckRefusal(refused);
            BrokenRule.Unless(rows.Count == 0, "a footer that is refused gives no rows");
        }
        if (errors.Count > 0 || info is null)
        {
            BrokenRule.Unless(errors.Count > 0, "a file is refused alike by who reads it and who asks what it is");
            return false;
        }
        BrokenRule.Unless(rows.Count == Math.Min(info.Rows, MostRows), "a file without an error has as many rows as it says", () => string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {info.Rows}"));
        if (info.Schema.Fields is [var first, ..])
            BrokenRule.Unless(ParquetRowReader.Read(path, error => throw new BrokenRule("a column alone is read as with the others", error.Message), name => name == first.Name).Take(100).Zip(rows).All(pair => RowValues.AreEqual(pair.First[first.Name], pair.Second[first.Name])), "a column alone is read as with the others");
        RowFiles.CheckParquet(rows);
        return true;
    }

    private static IReadOnlyList<string> MakeSeeds()
    {
        var rows = Enumerable.Range(0, 12).Select(i => new Row
        {
            { "n", (long)i }, { "text", i % 5 == 0 ? null : $"text {i} é" }, { "model", i % 2 == 0 ? "one" : "another" }, { "number", i % 3 == 0 ? null : i / 3.0 }, { "truth", i % 2 == 0 },
            { "messages", i % 4 == 0 ? null : new object?[] { new Row { { "content", $"content {i}" }, { "role", "user" } }, null } }, { "lists", new object?[] { new object?[] { (long)i, null }, null } },
        }).ToList();
        var learner = new SchemaLearner();
        rows.ForEach(learner.Add);
        using var ours = new MemoryStream();
        using (var writer = new ParquetRowWriter(ours, learner.Schema, new ParquetLayout { RowsPerGroup = 5 }))
        {
            rows.ForEach(writer.Write);
            writer.Complete();
        }
        return [RawText.OfBytes(ours.ToArray()), .. ByDuckDb()];
    }

    private static IEnumerable<string> ByDuckDb()
    {
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        using var command = duck.CreateCommand();
        var folder = Directory.CreateTempSubdirectory("mathpref-fuzz-");
        var path = Path.Combine(folder.FullName, "duck.parquet");
        foreach (var options in (string[])["CODEC 'uncompressed'", "CODEC 'snappy', PARQUET_VERSION v2", "CODEC 'zstd'", "CODEC 'gzip'", "CODEC 'lz4_raw'", "CODEC 'brotli'", "CODEC 'uncompressed', PARQUET_VERSION v2"])
        {
            command.CommandText = $$"""
                COPY (SELECT i::INTEGER AS n, CASE WHEN i % 5 = 0 THEN NULL ELSE 'text ' || i END AS text, 'model ' || (i % 3) AS model, i / 3 AS number, (i / 7)::FLOAT AS small, i % 2 = 0 AS truth, (i * 1.25)::DECIMAL(9, 2) AS price, (i * 1.25)::DECIMAL(30, 4) AS long_price,
                    DATE '2024-01-01' + i::INTEGER AS day, TIMESTAMP '2024-01-01 00:00:00' + INTERVAL (i) MINUTE AS moment, TIME '01:02:03' AS clock, ('00000000-0000-0000-0000-00000000000' || (i % 10))::UUID AS id, encode('b' || i) AS bytes, (i * 1000000007)::UBIGINT AS large,
                    [i, NULL, i + 1] AS list, {'a': i, 'b': ['x' || i, NULL]} AS struct, MAP {'k': i} AS map FROM range(20) t(i)) TO '{{path.Replace("'", "''", StringComparison.Ordinal)}}' (FORMAT parquet, {{options}})
                """;
            command.ExecuteNonQuery();
            yield return RawText.OfBytes(File.ReadAllBytes(path));
        }
        folder.Delete(recursive: true);
    }
}
