using System.Globalization;
using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets.Parquet;

/// <summary>DuckDB reads what we write, and we read what DuckDB writes, to the same values and types.</summary>
public sealed class ParquetDuckDbTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void DuckDB_reads_our_values(int perGroup)
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        var rows = Enumerable.Range(0, 5).SelectMany(_ => ParquetFiles.Shapes()).ToList();
        ParquetFiles.AssertSame(rows, duck.ReadByDuckDb(ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = perGroup })));
    }

    [Fact]
    public void DuckDB_reads_our_types()
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        Assert.Equal(new Dictionary<string, string>
        {
            ["n"] = "BIGINT",
            ["text"] = "VARCHAR",
            ["truth"] = "BOOLEAN",
            ["number"] = "DOUBLE",
            ["list"] = "VARCHAR[]",
            ["struct"] = "STRUCT(x BIGINT, y STRUCT(\"content\" VARCHAR, \"role\" VARCHAR))",
            ["messages"] = "STRUCT(\"content\" VARCHAR, \"role\" VARCHAR)[]",
            ["lists"] = "BIGINT[][]",
            ["deep"] = "STRUCT(items STRUCT(\"values\" DOUBLE[])[])[]",
            ["none"] = "VARCHAR",
        }, duck.Types(ParquetFiles.Write(folder["a.parquet"], ParquetFiles.Shapes())));
    }

    /// <summary>SQL has no place for a name that is empty or holds NUL.</summary>
    private static Gen<string> Name { get; } = TestRows.Text.Select(name => "c" + name.Replace("\0", "", StringComparison.Ordinal));

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string TypeInSql(ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => "BOOLEAN",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Double => "DOUBLE",
        ColumnKind.String => "VARCHAR",
        ColumnKind.List => TypeInSql(type.Item!) + "[]",
        _ => $"STRUCT({string.Join(", ", type.Fields.Select(field => $"{Quoted(field.Name)} {TypeInSql(field.Type)}"))})",
    };

    [Fact]
    public void Property_DuckDB_reads_any_rows_of_ours_to_the_same_values_and_types()
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        Gen.Select(TypedRows.Rows(TypedRows.FiniteDouble, Name), Gen.Int[1, 50]).Sample((rows, perGroup) =>
        {
            var file = ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = perGroup });
            var schema = ParquetFiles.Learn(rows).Settle();
            // DuckDB spells out its own types, since it quotes some names and others not.
            Assert.Equal(schema.Fields.Select(field => (field.Name, duck.Scalar($"SELECT typeof(NULL::{TypeInSql(field.Type)})"))), duck.Types(file).Select(column => (column.Key, (object?)column.Value)));
            ParquetFiles.AssertSame(ParquetFiles.Settled(rows), duck.ReadByDuckDb(file));
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void The_shards_of_a_distiset_are_one_table_to_DuckDB()
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        var rows = ParquetFiles.Pairs(4500);
        ParquetFiles.Export(folder.Path, rows);
        var shards = folder["data", "train-*-of-00005.parquet"];
        Assert.Equal(["VARCHAR", "VARCHAR[]", "BIGINT[]", "STRUCT(\"content\" VARCHAR, \"role\" VARCHAR)[]", "BIGINT", "STRUCT(\"content\" VARCHAR, \"role\" VARCHAR)[]", "DOUBLE", "VARCHAR", "VARCHAR"], duck.Types(shards).Values);
        ParquetFiles.AssertSame(ParquetFiles.Settled(rows), duck.ReadByDuckDb(shards));
    }

    /// <summary>A wrong minimum or maximum makes rows vanish from the answer to a question.</summary>
    [Fact]
    public void DuckDB_finds_every_row_by_its_value()
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        string[] texts = ["", "a", "\uFFFD", "😀", "\uE000", "é", "\uFFFF", "\U0010FFFF"];
        double[] numbers = [0.0, -0.0, 1.5, -1.5, double.MaxValue, double.NaN, double.PositiveInfinity, 7];
        long[] wholes = [0, -1, long.MaxValue, long.MinValue, 5, -5, 1, 2];
        var rows = Enumerable.Range(0, 64).Select(i => new Row { { "text", texts[i % 8] }, { "number", numbers[(i / 8 + i) % 8] }, { "whole", wholes[(i / 3 + i) % 8] }, { "truth", i % 8 == 3 } }).ToList();
        var file = ParquetFiles.Quote(ParquetFiles.Write(folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = 3 }));
        long Count(string condition) => (long)duck.Scalar($"SELECT count(*) FROM read_parquet({file}) WHERE {condition}")!;
        foreach (var text in texts)
            Assert.Equal(8, Count($"text = {ParquetFiles.Quote(text)}"));
        foreach (var number in numbers)
            Assert.Equal(rows.Count(row => (double)row["number"]! == number || double.IsNaN(number) && double.IsNaN((double)row["number"]!)), Count($"number = '{number.ToString("R", CultureInfo.InvariantCulture)}'::DOUBLE"));
        foreach (var whole in wholes)
            Assert.Equal(rows.Count(row => (long)row["whole"]! == whole), Count($"whole = ({whole}::HUGEINT)::BIGINT"));
        Assert.Equal(8, Count("truth"));
    }

    private static Gen<Row> AnyRow { get; } = Gen.Select(TestRows.Text, Gen.Long, Gen.Double, Gen.Bool, TestRows.Text.Array[0, 3], Gen.Int[0, 255], Gen.Select(TestRows.Text, TestRows.Text, Gen.Int[0, 7], (content, role, nulls) =>
        nulls == 0 ? null : ParquetFiles.Message(nulls == 1 ? null : content, nulls == 2 ? null : role)).Array[0, 3]).Select((text, whole, number, truth, list, nulls, messages) => new Row
        {
            { "text", (nulls & 1) != 0 ? null : text },
            { "whole", (nulls & 2) != 0 ? null : whole },
            { "number", (nulls & 4) != 0 ? null : number },
            { "truth", (nulls & 8) != 0 ? null : truth },
            { "list", (nulls & 16) != 0 ? null : list.Select(object? (item) => item.Length == 1 ? null : item).ToArray() },
            { "messages", (nulls & 32) != 0 ? null : messages.Select(object? (message) => message).ToArray() },
            { "struct", (nulls & 64) != 0 ? null : new Row { { "lists", messages.Select(object? (message) => message is null ? null : new object?[] { whole, null }).ToArray() }, { "inner", (nulls & 128) != 0 ? null : new Row { { "text", text }, { "truth", truth } } } } },
        });

    [Theory]
    [InlineData("COMPRESSION zstd")]
    [InlineData("COMPRESSION snappy")]
    [InlineData("COMPRESSION uncompressed, ROW_GROUP_SIZE 2048")]
    [InlineData("COMPRESSION gzip")]
    [InlineData("COMPRESSION lz4_raw")]
    [InlineData("COMPRESSION brotli")]
    [InlineData("COMPRESSION snappy, PARQUET_VERSION V2")]
    [InlineData("COMPRESSION zstd, PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1")]
    public void Property_any_rows_go_through_DuckDB_and_come_back(string options)
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        var schema = ParquetFiles.Learn(ParquetFiles.Shapes());
        Gen.Select(AnyRow.Array[1, 60], Gen.Int[1, 90]).Sample((some, copies) =>
        {
            // DuckDB packs differently when there is more of it.
            var rows = Enumerable.Repeat(some, copies).SelectMany(again => again).ToList();
            RowSchema types = new([new("text", ColumnType.String), new("whole", ColumnType.Int64), new("number", ColumnType.Double), new("truth", ColumnType.Boolean), new("list", ColumnType.ListOf(ColumnType.String)),
                schema.Fields.First(field => field.Name == "messages"), new("struct", ColumnType.StructOf([new("lists", ColumnType.ListOf(ColumnType.ListOf(ColumnType.Int64))), new("inner", ColumnType.StructOf([new("text", ColumnType.String), new("truth", ColumnType.Boolean)]))]))]);
            var ours = ParquetFiles.Write(folder["ours.parquet"], rows, schema: types);
            duck.Execute($"COPY (SELECT * FROM read_parquet({ParquetFiles.Quote(ours)})) TO {ParquetFiles.Quote(folder["duck.parquet"])} (FORMAT parquet, {options})");
            ParquetFiles.AssertSame(rows, ParquetFiles.Read(folder["duck.parquet"]));
            ParquetFiles.AssertSame(rows, duck.ReadByDuckDb(ours));
        }, iter: 8, threads: 1);
    }

    [Fact]
    public void Types_that_rows_do_not_have_come_as_the_nearest_that_they_have()
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        duck.Execute($$"""
            COPY (SELECT * FROM (VALUES (1), (2)) t(i), LATERAL (SELECT
                (-5)::TINYINT AS tiny, 200::UTINYINT AS utiny, (-300)::SMALLINT AS small, (-70000)::INTEGER AS int, 4000000000::UINTEGER AS uint, 18446744073709551615::UBIGINT AS ulong,
                0.5::FLOAT AS single, 12.50::DECIMAL(9, 2) AS dec9, (-1234567890123.4567)::DECIMAL(18, 4) AS dec18, 0.000001::DECIMAL(28, 6) AS dec28, (-12345678901234567890123456789.012345678)::DECIMAL(38, 9) AS dec38,
                DATE '2026-11-24' AS day, DATE '0001-01-01' AS first_day, TIMESTAMP '1969-12-31 23:59:59.5' AS stamp, TIMESTAMPTZ '2026-11-24 10:00:00+02' AS moment, TIMESTAMP_NS '2026-11-24 10:00:00.123456789' AS nano,
                TIMESTAMP_MS '2026-11-24 10:00:00.120' AS milli, TIME '23:59:59.000001' AS clock, '00112233-4455-6677-8899-aabbccddeeff'::UUID AS id, '\x00\xFFa'::BLOB AS bytes, 'red'::ENUM('red', 'green') AS colour,
                MAP {'k': 1, 'l': NULL} AS map, '[1]'::JSON AS json, DATE '12000-01-01' AS late)) TO {{ParquetFiles.Quote(folder["a.parquet"])}} (FORMAT parquet)
            """);
        var rows = ParquetFiles.Read(folder["a.parquet"]);
        Assert.Equal(2, rows.Count);
        rows[0].Remove("i");
        ParquetFiles.AssertSame(new Row
        {
            { "tiny", -5L }, { "utiny", 200L }, { "small", -300L }, { "int", -70000L }, { "uint", 4000000000L }, { "ulong", new System.Numerics.BigInteger(ulong.MaxValue) },
            { "single", 0.5 }, { "dec9", 12.50m }, { "dec18", -1234567890123.4567m }, { "dec28", 0.000001m }, { "dec38", "-12345678901234567890123456789.012345678" },
            { "day", "2026-11-24" }, { "first_day", "0001-01-01" }, { "stamp", "1969-12-31T23:59:59.5" }, { "moment", "2026-11-24T08:00:00Z" }, { "nano", "2026-11-24T10:00:00.123456789" },
            { "milli", "2026-11-24T10:00:00.12" }, { "clock", "23:59:59.000001" }, { "id", "00112233-4455-6677-8899-aabbccddeeff" }, { "bytes", null }, { "colour", "red" },
            { "map", new object?[] { new Row { { "key", "k" }, { "value", 1L } }, new Row { { "key", "l" }, { "value", null } } } }, { "json", "[1]" }, { "late", "+12000-01-01" },
        }, With(rows[0], "bytes", null));
        Assert.Equal([0, 0xFF, (byte)'a'], (byte[])rows[1]["bytes"]!);
    }

    private static Row With(Row row, string column, object? value)
    {
        var copy = row.Copy();
        copy[column] = value;
        return copy;
    }

    [Fact]
    public void A_column_of_many_pages_and_a_large_dictionary_of_DuckDB_is_read()
    {
        using TemporaryFolder folder = new();
        using var duck = ParquetFiles.OpenDuckDb();
        duck.Execute($"COPY (SELECT i, 'text ' || (i * 7919 % 5000) AS text, CASE WHEN i % 3 = 0 THEN NULL ELSE [i, i + 1] END AS list FROM range(300000) t(i)) TO {ParquetFiles.Quote(folder["a.parquet"])} (FORMAT parquet)");
        var i = 0L;
        foreach (var row in ParquetRowReader.Read(folder["a.parquet"], error => throw error))
        {
            if (i != (long)row["i"]! || (string)row["text"]! != $"text {i * 7919 % 5000}" || !RowValues.AreEqual(i % 3 == 0 ? null : new object?[] { i, i + 1 }, row["list"]))
                Assert.Fail($"row {i} is wrong");
            i++;
        }
        Assert.Equal(300_000, i);
    }
}
