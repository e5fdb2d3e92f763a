using System.Diagnostics;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using MathPref.Core.Datasets;
using MathPref.Core.Preference;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Rows as ConvertTo-DpoFormat gives them, written as Parquet from a generator that holds none: time and memory, and then DuckDB's COPY of
/// the same rows. Our time has the making of the rows, the spool of JSON lines, the learning of the schema and the shards in it; DuckDB's
/// has the reading of JSON lines, whose columns it is told, and one Parquet file. Both leave their files in the cache of the system. DuckDB
/// starts when our peak has been taken.
/// </summary>
internal static class Export
{
    private const double MemoryMark = 400;

    private static readonly string[] s_words =
    [
        "the", "matrix", "determinant", "of", "a", "polynomial", "root", "is", "therefore", "we", "find", "that", "integral", "$x^2 + 1$", "$\\frac{1}{2}$", "both", "sides", "divide", "by", "sum", "series",
        "converges", "since", "limit", "équation", "数学", "so", "answer", "check", "first", "then", "vector", "space", "prime", "modulo", "triangle", "angle", "∑", "≤", "probability", "\"event\"", "independent", "\n",
    ];

    public static int Run(int count)
    {
        var folder = Directory.CreateTempSubdirectory("mathpref-export").FullName;
        try
        {
            return Run(count, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Run(int count, string folder)
    {
        var made = new Stopwatch();
        var start = WorkingSet();
        var early = start;
        TimeSpan spooled;
        var all = Stopwatch.StartNew();
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Path.Combine(folder, "parquet"), Format = DistisetFormat.Parquet }))
        {
            foreach (var row in Rows(count, made))
            {
                writer.Write(row);
                if (writer.Count == 10_000)
                    early = WorkingSet();
            }
            spooled = all.Elapsed;
            writer.Complete();
        }
        var ours = all.Elapsed;
        using var self = Process.GetCurrentProcess();
        var peak = self.PeakWorkingSet64 / 1e6;
        var shards = Directory.GetFiles(Path.Combine(folder, "parquet", "data"), "*.parquet").Order(StringComparer.Ordinal).ToArray();

        var watch = Stopwatch.StartNew();
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = Path.Combine(folder, "lines"), Format = DistisetFormat.Jsonl }))
        {
            foreach (var row in Rows(count, new Stopwatch()))
                writer.Write(row);
            writer.Complete();
        }
        var linesTime = watch.Elapsed;
        var lines = Directory.GetFiles(Path.Combine(folder, "lines", "data"), "*.jsonl").Single();
        var megabytes = new FileInfo(lines).Length / 1e6;
        string Speed(TimeSpan time) => $"{time.TotalSeconds:0.0} s, {count / time.TotalSeconds:0} rows/s, {megabytes / time.TotalSeconds:0.0} MB/s";

        Console.WriteLine($"{count} rows, {megabytes:0} MB as JSON lines ({megabytes * 1e6 / count:0} bytes a row); MB/s below are of these, 1 MB is 10^6 bytes");
        Console.WriteLine($"MathPref, Parquet: {Speed(ours)}; making the rows {made.Elapsed.TotalSeconds:0.0} s, spool and schema {(spooled - made.Elapsed).TotalSeconds:0.0} s, {shards.Length} shards {(ours - spooled).TotalSeconds:0.0} s; {Size(shards):0} MB");
        Console.WriteLine($"memory: working set {start:0} MB before the first row, {early:0} MB at row 10,000, peak {peak:0} MB (mark {MemoryMark:0}), growth {peak - start:0} MB from the start and {peak - early:0} MB from row 10,000");
        Console.WriteLine($"MathPref, JSON lines: {Speed(linesTime)}, making the rows in it too");

        var columns = ColumnsInSql(ParquetRowReader.ReadInfo(shards[0]).Schema);
        double? first = null;
        foreach (var threads in new int?[] { null, 1 })
        {
            using var duck = new DuckDBConnection("DataSource=:memory:");
            duck.Open();
            if (threads is not null)
                Execute(duck, $"SET threads = {threads}");
            var used = Execute(duck, "SELECT current_setting('threads')");
            var file = Path.Combine(folder, $"duck-{used}.parquet");
            watch.Restart();
            Execute(duck, $"COPY (SELECT * FROM read_json({Quote(lines)}, format = 'newline_delimited', columns = {columns})) TO {Quote(file)} (FORMAT parquet, COMPRESSION snappy)");
            var theirs = watch.Elapsed;
            Console.WriteLine($"DuckDB, {(threads is null ? "threads by default" : "threads set")} ({used}): {Speed(theirs)}; {Size(file):0} MB; rows/s of MathPref to DuckDB {theirs / ours:0.00}, without the making of the rows {theirs / (ours - made.Elapsed):0.00}");
            first ??= theirs / ours;
            var difference = Execute(duck, $"SELECT count(*) FROM (FROM read_parquet({Quote(file)}) LIMIT 1000) a FULL JOIN (FROM read_parquet({Quote(shards[0])}) LIMIT 1000) b ON a.prompt_id = b.prompt_id AND to_json(a)::VARCHAR = to_json(b)::VARCHAR WHERE a.prompt_id IS NULL OR b.prompt_id IS NULL");
            var rows = Execute(duck, $"SELECT (SELECT count(*) FROM read_parquet({Quote(file)})) || ' and ' || (SELECT count(*) FROM read_parquet({Quote(Path.Combine(folder, "parquet", "data", "*.parquet"))}))");
            if (rows != $"{count} and {count}" || difference != "0")
                throw new InvalidOperationException($"DuckDB's file and ours differ: {rows} rows, {difference} of the first thousand.");
        }
        Console.WriteLine($"ratio {first:0.00}");
        return peak < MemoryMark ? 0 : 1;
    }

    private static double WorkingSet()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
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
