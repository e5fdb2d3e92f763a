using System.Globalization;
using System.Numerics;
using CsCheck;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Numbers of many digits: no export changes one without a word.</summary>
public sealed class DecimalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string Shard => _folder["set", "data", "train-00000-of-00001.parquet"];

    private static BigDecimal Exact(string digits) => BigDecimal.TryParse(digits, out var number) ? number : throw new FormatException(digits);

    private static BigInteger Big(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    private static string Learn(params object?[] values) => Learn("a", values);

    private static string Learn(string column, params object?[] values) =>
        ParquetFiles.Learn(values.Select(value => new Row { { column, value } })).Settle().Fields[0].Type.ToString();

    private static string Refused(params object?[] values) => Assert.Throws<InvalidOperationException>(() => Learn(values)).Message;

    private IReadOnlyList<string> Export(IEnumerable<Row> rows, DistisetFormat format = DistisetFormat.Parquet, string split = "train")
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Format = format, Split = split, Force = true });
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete());
        return writer.ValueWarnings;
    }

    private IReadOnlyList<string> Export(params object?[] values) => Export(values.Select(value => new Row { { "a", value } }));

    private List<object?> Read() =>
        new DatasetReader { OnError = error => throw error, OnWarning = Assert.Null }.Read(Root).Select(row => row["a"]).ToList();

    public static TheoryData<string, object?[]> Types => new()
    {
        { "decimal128(38, 2)", [12345678901234567.89m] },
        { "decimal128(38, 4)", [12345678901234567.89m, null, 0.5m, 1L, 2.1250m, 4.0] },
        { "decimal128(38, 2)", [1L, 12345678901234567.89m, BigInteger.One] },
        { "decimal128(38, 28)", [1, 0, 1m / 3] },
        { "decimal128(38, 1)", [9007199254740993L, 0.5m] },
        { "decimal128(38, 0)", [Big("9223372036854775808"), 1L] },
        { "decimal128(38, 0)", [ulong.MaxValue] },
        { "decimal128(38, 0)", [-79228162514264337593543950335m] },
        { "decimal128(38, 0)", [Big(new string('9', 38)), null] },
        { "decimal128(38, 19)", [long.MinValue, 0.1234567890123456789m] },
        // Zeros at the end make room where digits before the point need it.
        { "decimal128(38, 9)", [Big("12345678901234567890123456789"), 1.50000000000m] },
        { "list<decimal128(38, 2)>", [new object?[] { 0.25m, null }, new object?[] { 12345678901234567.89m }] },
        { "struct<x: decimal128(38, 1)>", [new Row { { "x", 12345678901234567.5m } }, null, new Row { { "x", 123456789012345678.1m } }] },
        { "double", [0.1m, 12.50m, 1L] },
        // What a program prints of a double loses nothing.
        { "double", [0.10000000000000001m, 0.3333333333333333148m, 0.10000000000000000555m] },
        { "decimal128(38, 20)", [0.10000000000000000555m, 0.1234567890123456789m] },
        { "double", [0.5, Big(new string('9', 39))] },
        { "double", [double.NaN, Big(new string('9', 45)), 1L] },
        { "decimal128(38, 0)", [BigInteger.Pow(2, 64)] },
        { "double", [1234567890123.45m, 1e-28m] },
        { "double", [12345678901234568.0m, 0.5m] },
        { "int64", [12345678901234567m, 5L] },
        { "double", [12345678901234567.89m, 0.5] },
        { "double", [0.5, 12345678901234567.89m] },
        { "double", [double.NaN, 12345678901234567.89m] },
        { "double", [1e300, Big("9223372036854775809")] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_column_is_decimal_only_where_a_double_would_change_a_decimal(string type, object?[] values) => Assert.Equal(type, Learn(values));

    [Theory]
    [InlineData("ratings")]
    [InlineData("rating")]
    [InlineData("chosen_rating")]
    [InlineData("Rejected_Rating")]
    [InlineData("margin")]
    [InlineData("score")]
    [InlineData("scores")]
    [InlineData("score_chosen")]
    [InlineData("judge-ratings")]
    [InlineData("user_score")]
    [InlineData("price_margin")]
    public void Ratings_margins_and_scores_are_whole_or_double_whatever_their_digits(string column)
    {
        Assert.Equal("double", Learn(column, 13m / 3, 4L));
        Assert.Equal("list<double>", Learn(column, [new object?[] { 13m / 3, null }]));
        Assert.Equal("struct<x: decimal128(38, 28)>", Learn(column, new Row { { "x", 13m / 3 } }));
        Assert.Equal($"list<struct<{column}: double>>", Learn("judgements", [new object?[] { new Row { { column, 13m / 3 } } }]));
        Assert.Equal("int64", Learn(column, 4m, 5L));
        Assert.Empty(Export([new Row { { column, 4.25m } }, new Row { { column, 3.5 } }]));
        var warning = Assert.Single(Export([new Row { { column, 13m / 3 } }, new Row { { column, 4m } }]));
        Assert.StartsWith($"Column '{column}' holds numbers of more digits than a double has, and is double (as ratings", warning, StringComparison.Ordinal);
        Assert.Equal(13.0 / 3, new DatasetReader { OnError = error => throw error, OnWarning = Assert.Null }.Read(Root).First()[column]);
    }

    [Theory]
    [InlineData("berating")]
    [InlineData("scoreboard")]
    [InlineData("price")]
    [InlineData("rating_id")]
    [InlineData("margin_note")]
    public void A_word_that_is_within_another_or_not_the_last_makes_no_rating(string column)
    {
        Assert.StartsWith("decimal128", Learn(column, 13m / 3), StringComparison.Ordinal);
        Assert.Equal("decimal128(38, 0)", Learn(column, 18446744073709551615, 18446744073709551613));
        Assert.Equal("list<struct<id: decimal128(38, 0)>>", Learn("scores", [new object?[] { new Row { { "id", ulong.MaxValue } } }]));
    }

    [Fact]
    public void A_number_of_more_than_38_digits_is_an_error_that_names_column_number_and_remedy()
    {
        Assert.Equal(
            $"Column 'a' holds {new string('9', 39)}, which is more than the 38 digits of a decimal column. Round it, or make the column text.",
            Refused(Big(new string('9', 39))));
        Assert.Contains($"'a[].x' holds {new string('9', 40)}, which is more", Refused([new object?[] { new Row { { "x", Big(new string('9', 40)) } } }]), StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_of_two_rows_that_have_no_room_in_one_column_are_the_error_of_the_second()
    {
        Assert.Contains("'a' holds 0.1234567890, and beside its other numbers the column would need 30 digits before the point and 9 behind it, more than the 38", Refused(Big(new string('9', 30)), 0.1234567890m), StringComparison.Ordinal);
        Assert.Contains("'a' holds 79228162514264337593543950335, and beside its other numbers the column would need 29 digits before the point and 28 behind it",
            Refused(0.1234567890123456789012345678m, 79228162514264337593543950335m), StringComparison.Ordinal);
        Assert.Equal("double", Learn(1e-28m, 1234567890123m));
    }

    [Fact]
    public void Beside_doubles_with_a_fraction_all_is_double_and_one_warning_says_so()
    {
        var warning = Assert.Single(Export(12345678901234567.89m, 98765432109876543.21m, 0.5));
        Assert.Contains("Column 'a' holds numbers of more digits than a double has, and is double (beside doubles with a fraction", warning, StringComparison.Ordinal);
        Assert.Equal([12345678901234568.0, 98765432109876544.0, 0.5], Read());
        Assert.Empty(Export(12345678901234567.89m, 0.5m));
        Assert.Empty(Export(0.1m, 0.5));
        // What programs print of doubles loses nothing.
        Assert.Empty(Export(0.5, 0.10000000000000001m));
        Assert.Equal([0.5, 0.1], Read());
        Assert.Single(Export(0.5, Big(new string('9', 39))));
        Assert.Equal([0.5, 1e39], Read());
    }

    [Fact]
    public void Property_decimals_come_back_with_all_their_digits()
    {
        using var duck = ParquetFiles.OpenDuckDb();
        var number = Gen.Select(Gen.Int[0, 28], Gen.Int[0, 28], Gen.Bool, Gen.Int[0, 9].Array[28]).Where((digits, scale, _, _) => digits >= scale).Select(
            (count, scale, isNegative, digits) => new BigDecimal(Big((isNegative ? "-" : "") + "0" + string.Concat(digits.Take(count))), scale));
        Gen.Select(Gen.Int[0, 27], number.Array[1, 20], Gen.Bool).Sample((places, numbers, isNested) =>
        {
            // All of them with room in one column.
            var fitting = numbers.Where(n => n.WholeDigits + places <= 38 && n.Scale <= places).Append(Exact("0." + new string('0', Math.Max(0, places - 1)) + (places > 0 ? "1" : "0")))
                .Append(places < 20 ? Exact("9007199254740993" + (places > 0 ? ".1" : "")) : Exact("0.1234567890123456789012345678"[..(places + 2)])).ToList();
            var rows = fitting.Select(n => new Row { { "a", isNested ? new object?[] { null, new Row { { "x", n.ToValue() } } } : n.ToValue() } }).ToList();
            Assert.Empty(Export(rows));
            var type = ParquetRowReader.ReadInfo(Shard).Schema.Fields[0].Type;
            Assert.Equal(Learn(rows.Select(row => row["a"]).ToArray()), type.ToString());
            var read = Read().Select(value => isNested ? ((Row)((object?[])value!)[1]!)["x"] : value).ToList();
            Assert.Equal(fitting.Count, read.Count);
            for (var i = 0; i < fitting.Count; i++)
                Assert.Equal(fitting[i], BigDecimal.Of(read[i]));
            var item = isNested ? "a[2].x" : "a";
            var texts = duck.Query($"SELECT ({item})::VARCHAR AS a FROM read_parquet({ParquetFiles.Quote(Shard)})");
            Assert.Equal(fitting, texts.Select(row => Exact((string)row["a"]!)));
        }, iter: 150, threads: 1);
    }

    [Theory]
    [InlineData("-12345678901234567.89")]
    [InlineData("0.01")]
    [InlineData("0.00")]
    [InlineData("-99999999999999999999999999.99")]
    [InlineData("99999999999999999999999999.99")]
    [InlineData("5.50")]
    public void DuckDB_finds_each_decimal_by_its_value(string wanted)
    {
        using var duck = ParquetFiles.OpenDuckDb();
        string[] numbers = ["-12345678901234567.89", "0.01", "0.00", "-99999999999999999999999999.99", "99999999999999999999999999.99", "5.50", "-0.01"];
        var rows = Enumerable.Range(0, 70).Select(i => new Row { { "a", i % 10 == 9 ? null : Exact(numbers[(i / 10 + i) % 7]).ToValue() } }).ToList();
        var file = ParquetFiles.Write(_folder["a.parquet"], rows, new ParquetLayout { RowsPerGroup = 3 });
        Assert.Equal("DECIMAL(38,2)", duck.Types(file)["a"]);
        Assert.Equal(
            (long)rows.Count(row => row["a"] is { } value && BigDecimal.Of(value) == Exact(wanted)),
            duck.Scalar($"SELECT count(*) FROM read_parquet({ParquetFiles.Quote(file)}) WHERE a = '{wanted}'::DECIMAL(38, 2)"));
        var largest = (string)duck.Scalar($"SELECT stats_max_value FROM parquet_metadata({ParquetFiles.Quote(file)}) WHERE row_group_id = 0")!;
        Assert.Equal(rows.Take(3).Max(row => BigDecimal.Of(row["a"])!.Value), Exact(largest));
    }

    [Fact]
    public void Decimals_of_any_precision_that_others_write_are_read_with_all_their_digits()
    {
        using var duck = ParquetFiles.OpenDuckDb();
        duck.Execute($"COPY (SELECT 12.50::DECIMAL(9, 2) AS a, -1234567890123.4567::DECIMAL(18, 4) AS b, ('1234567890123456789012345678.9')::DECIMAL(38, 9) AS c, (7)::DECIMAL(38, 0) AS d) " +
            $"TO {ParquetFiles.Quote(_folder["duck.parquet"])} (FORMAT parquet)");
        var row = Assert.Single(ParquetFiles.Read(_folder["duck.parquet"]));
        Assert.Equal([12.50m, -1234567890123.4567m, 1234567890123456789012345678.9m, 7m], row.Select(column => column.Value));
        Assert.Equal(
            "struct<a: decimal128(9, 2), b: decimal128(18, 4), c: decimal128(38, 9), d: decimal128(38, 0)>",
            ParquetRowReader.ReadInfo(_folder["duck.parquet"]).Schema.ToString());
    }

    [Fact]
    public void In_JSON_lines_the_number_stands_in_full_and_the_card_says_what_loaders_make_of_it()
    {
        object[] numbers = [12345678901234567.89m, 0.10000000000000001m, Big(new string('9', 45)), 0.50m, 0.25];
        Assert.Empty(Export(numbers.Select(number => new Row { { "a", number } }), DistisetFormat.Jsonl));
        Assert.Equal(
            ["12345678901234567.89", "0.10000000000000001", new string('9', 45), "0.50", "0.25"],
            File.ReadLines(_folder["set", "data", "train-00000-of-00001.jsonl"]).Select(line => line[5..^1]));
        Assert.Contains("  - name: a\n    dtype: float64\n", File.ReadAllText(_folder["set", "README.md"]), StringComparison.Ordinal);
        Assert.Equal([12345678901234567.89m, 0.1, Big(new string('9', 45)), 0.5, 0.25], Read());
        Assert.DoesNotContain(DistisetChecker.Check(Root), problem => problem.Check is "MixedSchemas" or "WrongFeatures");
    }

    [Fact]
    public void What_is_written_as_JSON_lines_of_numbers_beyond_a_double_passes_the_check()
    {
        object?[][] columns = [[12345678901234567.89m, 4m], [ulong.MaxValue, 5UL], [BigInteger.Pow(10, 38)], [new object?[] { ulong.MaxValue }], [new Row { { "x", ulong.MaxValue } }], [12345678901234567.89m, double.NaN]];
        foreach (var values in columns)
        {
            Export(values.Select(value => new Row { { "a", value }, { "b", "text" } }), DistisetFormat.Jsonl);
            Assert.DoesNotContain(DistisetChecker.Check(Root), problem => problem.Check is "MixedSchemas" or "WrongFeatures");
        }
    }

    [Fact]
    public void A_row_that_cannot_be_learnt_has_its_columns_all_the_same()
    {
        Export([new Row { { "a", 1L }, { "b", "text" } }], DistisetFormat.Jsonl);
        // Whole numbers beyond 2^53 beside fractions have no common type here.
        File.WriteAllLines(Path.Combine(Root, "data", "train-00000-of-00001.jsonl"), ["""{"a":[9007199254740993,0.5],"b":"text"}"""]);
        Assert.DoesNotContain(DistisetChecker.Check(Root), problem => problem.Message.Contains("no such column", StringComparison.Ordinal));
    }

    [Fact]
    public void The_card_the_figures_and_the_check_know_the_type()
    {
        Export(12345678901234567.89m, 0.5m);
        Assert.Contains("  - name: a\n    dtype: decimal128(38, 2)\n", File.ReadAllText(_folder["set", "README.md"]), StringComparison.Ordinal);
        Assert.Equal("decimal128(38, 2)", Assert.Single(Distiset.Read(Root).Configs).Columns![0].Type.ToString());
        Assert.Empty(DistisetChecker.Check(Root));
        var card = File.ReadAllText(_folder["set", "README.md"]);
        foreach (var (dtype, isFound) in new[] { ("decimal128(38, 4)", false), ("decimal128(38, 1)", true), ("float64", true), ("int64", true), ("string", true) })
        {
            File.WriteAllText(_folder["set", "README.md"], card.Replace("decimal128(38, 2)", dtype, StringComparison.Ordinal));
            Assert.Equal(isFound, DistisetChecker.Check(Root).Any(problem => problem.Check == "WrongFeatures"));
        }
    }

    [Fact]
    public void A_split_beside_one_of_decimals_keeps_their_type_or_its_row_is_an_error()
    {
        Export(12345678901234567.89m);
        Export([new Row { { "a", 0.5m } }, new Row { { "a", 7L } }], split: "test");
        Assert.Equal("decimal128(38, 2)", ParquetRowReader.ReadInfo(_folder["set", "data", "test-00000-of-00001.parquet"]).Schema.Fields[0].Type.ToString());
        Assert.Contains("dtype: decimal128(38, 2)", File.ReadAllText(_folder["set", "README.md"]), StringComparison.Ordinal);
        Assert.Contains("both decimal and double", Assert.Throws<InvalidOperationException>(() => Export([new Row { { "a", 0.5 } }], split: "test")).Message, StringComparison.Ordinal);
        Assert.Contains("'a' holds 0.125, for which the column there (decimal128(38, 2)) has no room", Assert.Throws<InvalidOperationException>(() => Export([new Row { { "a", 0.125m } }], split: "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_split_of_whole_numbers_the_error_shows_the_number_of_the_row()
    {
        Export(5L);
        Assert.Contains("is int64 there, and 12345678901234567.89 is none", Assert.Throws<InvalidOperationException>(() => Export([new Row { { "a", 12345678901234567.89m } }], split: "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_split_of_doubles_decimals_are_double_with_a_warning()
    {
        Export(0.5);
        Assert.Single(Export([new Row { { "a", 12345678901234567.89m } }], split: "test"));
        Assert.Contains("dtype: float64", File.ReadAllText(_folder["set", "README.md"]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Digits_are_the_same_in_every_culture(string culture) => Cultures.Under(culture, () =>
    {
        Export(-12345678901234567.89m, 0.10000000000000001m, Big("12345678901234567890"));
        Assert.Equal([-12345678901234567.89m, 0.10000000000000001m, 12345678901234567890m], Read());
    });
}
