using System.Diagnostics;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Measure 10: rows as ConvertTo-DpoFormat gives them, written as Parquet from a generator that holds none, and then DuckDB's COPY of the
/// same rows. Our time has the making of the rows, the spool, the learning of the schema and the shards in it; DuckDB's has the reading of
/// JSON lines, whose columns it is told, and one Parquet file. Both leave their files in the cache of the system.
/// </summary>
internal static class Export
{
    private static readonly string[] s_words =
    [
        "the", "matrix", "determinant", "of", "a", "polynomial", "root", "is", "therefore", "we", "find", "that", "integral", "$x^2 + 1$", "$\\frac{1}{2}$", "both", "sides", "divide", "by", "sum", "series",
        "converges", "since", "limit", "équation", "数学", "so", "answer", "check", "first", "then", "vector", "space", "prime", "modulo", "triangle", "angle", "∑", "≤", "probability", "\"event\"", "independent", "\n",
    ];

    public static Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var folder = Directory.CreateTempSubdirectory("mathpref-export").FullName;
        try
        {
            return Task.FromResult(Take(isShort ? 20_000 : 1_000_000, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<Figure> Take(int count, string folder)
    {
        var made = new Stopwatch();
        var watch = Stopwatch.StartNew();
        WriteDistiset(folder, "parquet", DistisetFormat.Parquet, Rows(count, made));
        var ours = watch.Elapsed;
        var shards = Directory.GetFiles(Path.Combine(folder, "parquet", "data"), "*.parquet").Order(StringComparer.Ordinal).ToArray();
        WriteDistiset(folder, "lines", DistisetFormat.Jsonl, Rows(count, new Stopwatch()));
        var lines = Directory.GetFiles(Path.Combine(folder, "lines", "data"), "*.jsonl").Single();
        var megabytes = new FileInfo(lines).Length / 1e6;

        var columns = ColumnsInSql(ParquetRowReader.ReadInfo(shards[0]).Schema);
        var file = Path.Combine(folder, "duck.parquet");
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        watch.Restart();
        Execute(duck, $"COPY (SELECT * FROM read_json({Quote(lines)}, format = 'newline_delimited', columns = {columns})) TO {Quote(file)} (FORMAT parquet, COMPRESSION snappy)");
        var theirs = watch.Elapsed;
        var difference = Execute(duck, $"SELECT count(*) FROM (FROM read_parquet({Quote(file)}) LIMIT 1000) a FULL JOIN (FROM read_parquet({Quote(shards[0])}) LIMIT 1000) b ON a.prompt_id = b.prompt_id AND to_json(a)::VARCHAR = to_json(b)::VARCHAR WHERE a.prompt_id IS NULL OR b.prompt_id IS NULL");
        var rows = Execute(duck, $"SELECT (SELECT count(*) FROM read_parquet({Quote(file)})) || ' and ' || (SELECT count(*) FROM read_parquet({Quote(Path.Combine(folder, "parquet", "data", "*.parquet"))}))");
        var threads = Execute(duck, "SELECT current_setting('threads')");
        return
        [
            new Figure
            {
                Number = "10", Name = string.Create(CultureInfo.InvariantCulture, $"{count:#,0} DPO rows to Parquet, to DuckDB's COPY of the same rows"), Unit = "ratio", Value = theirs / ours, Mark = 0.3, Aim = 1, IsMoreBetter = true,
                Ours = megabytes / ours.TotalSeconds, Partner = "DuckDB", PartnerFigure = megabytes / theirs.TotalSeconds, PartnerUnit = "MB/s",
                Detail = string.Create(CultureInfo.InvariantCulture, $"MB of {megabytes:0} as JSON lines, {shards.Length} shards of {Size(shards):0} MB; DuckDB with {threads} threads, {Size(file):0} MB; without the making of the rows {theirs / (ours - made.Elapsed):0.00}"),
                Wrong = rows == $"{count} and {count}" && difference == "0" ? null : $"rows {rows} of {count}, {difference} of the first thousand differ",
            },
        ];
    }

    private static void WriteDistiset(string folder, string name, DistisetFormat format, IEnumerable<Row> rows)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Path.Combine(folder, name), Format = format });
        foreach (var row in rows)
            writer.Write(row);
        writer.Complete();
    }

    private static double Size(params string[] files) => files.Sum(file => new FileInfo(file).Length) / 1e6;

    /// <summary>The same rows each time; each is made when it is asked for, and <paramref name="watch"/> runs only then.</summary>
    private static IEnumerable<Row> Rows(int count, Stopwatch watch)
    {
        for (var i = 0; i < count; i++)
        {
            watch.Start();
            var row = Make(i);
            watch.Stop();
            yield return row;
        }
    }

    private static Row Make(int i)
    {
        var random = new Noise(i);
        var instruction = Text(ref random, 6, 30);
        string?[] generations = [Text(ref random, 10, 50), Text(ref random, 5, 45)];
        object?[] ratings = [random.Next(3, 6), random.Next(1, 3)];
        string[] models = [$"model-{random.Next(0, 4)}", $"small-{random.Next(0, 4)}"];
        var source = new Row
        {
            { Columns.Input, $"topic {random.Next(0, 500)}" },
            { Columns.Instruction, instruction },
            { Columns.Generations, generations },
            { Columns.ModelNames, models },
            { Columns.Ratings, ratings },
            { Columns.Rationales, new object?[] { Text(ref random, 5, 20), i % 9 == 0 ? null : Text(ref random, 5, 20) } },
        };
        return TrainingShapes.Dpo(new AnsweredRow { Source = source, Instruction = instruction, Generations = generations, Ratings = ratings, Models = models }, new PreferencePair(0, 1), PreferenceFormat.Distilabel);
    }

    private static string Text(ref Noise random, int least, int most)
    {
        var text = new StringBuilder();
        for (var left = random.Next(least, most + 1); left > 0; left--)
        {
            // Numbers between the words, so that texts are not made of the same pieces alone.
            if (random.Next(0, 4) == 0)
                text.Append(random.Next(0, 100_000));
            else
                text.Append(s_words[random.Next(0, s_words.Length)]);
            text.Append(' ');
        }
        return text.ToString(0, text.Length - 1);
    }

    private static string ColumnsInSql(RowSchema schema) => $"{{{string.Join(", ", schema.Fields.Select(field => $"{Quote(field.Name)}: {Quote(TypeInSql(field.Type))}"))}}}";

    private static string TypeInSql(ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => "BOOLEAN",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Double => "DOUBLE",
        ColumnKind.List => TypeInSql(type.Item!) + "[]",
        ColumnKind.Struct => $"STRUCT({string.Join(", ", type.Fields.Select(field => $"\"{field.Name}\" {TypeInSql(field.Type)}"))})",
        _ => "VARCHAR",
    };

    private static string? Execute(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Numbers that look random and follow from the row's number: splitmix64 (Steele, Lea and Flood, 2014).</summary>
    private struct Noise(long seed)
    {
        private ulong _state = (ulong)seed * 0xD1342543DE82EF95;

        /// <summary>From <paramref name="least"/> to less than <paramref name="end"/>.</summary>
        public long Next(int least, int end)
        {
            var value = _state += 0x9E3779B97F4A7C15;
            value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
            value = (value ^ value >> 27) * 0x94D049BB133111EB;
            return least + (long)((value ^ value >> 31) % (ulong)(end - least));
        }
    }
}
