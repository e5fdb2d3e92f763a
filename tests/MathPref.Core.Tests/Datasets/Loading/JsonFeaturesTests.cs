using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets.Loading;

/// <summary>Rules 13 to 16 of what the library does with JSON, as trials of it have shown them.</summary>
public sealed class JsonFeaturesTests
{
    private static LoadedFile File(string text, string name = "train.jsonl") => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static JsonFeatures Read(params string[] files) => JsonFeatures.Read(files.Select(text => File(text)).ToList());

    private static DatasetFormatException Fails(params string[] files) => Assert.Throws<DatasetFormatException>(() => Read(files));

    [Theory]
    [InlineData("""{"b": 1, "a": 2}""", """{"a": 3, "b": 4, "c": 0.5}""", "b: int64, a: int64, c: double")]
    [InlineData("""{"x": 1}""", """{"x": 2.5}""", "x: double")]
    [InlineData("""{"x": 9223372036854775807}""", """{"x": -9223372036854775808}""", "x: int64")]
    [InlineData("""{"x": 9223372036854775808}""", """{"x": 1}""", "x: double")]
    [InlineData("""{"x": null}""", """{"x": null}""", "x: null")]
    [InlineData("""{"x": null, "y": []}""", """{"x": "a", "y": ["b"]}""", "x: string, y: list<item: string>")]
    [InlineData("""{"x": []}""", """{"x": [null]}""", "x: list<item: null>")]
    [InlineData("""{"x": [[1]]}""", """{"x": [[], [2.5]]}""", "x: list<item: list<item: double>>")]
    [InlineData("""{"m": {"level": 1, "tags": ["a"]}}""", """{"m": {"tags": [], "level": 2}}""", "m: struct<level: int64, tags: list<item: string>>")]
    [InlineData("""{"day": "2026-01-02"}""", """{"day": null}""", "day: timestamp[s]")]
    [InlineData("""{"day": "2026-01-02"}""", """{"day": "soon"}""", "day: string")]
    [InlineData("""{"day": "2026-01-02T03:04:05+01:00"}""", """{"day": "2026-01-02 03:04Z"}""", "day: timestamp[s]")]
    [InlineData("""{"day": ["2026-01-02"]}""", """{"day": []}""", "day: list<item: timestamp[s]>")]
    [InlineData("""{"day": {"at": "2026-01-02"}}""", """{"day": {"at": null}}""", "day: struct<at: timestamp[s]>")]
    [InlineData("""{"x": "2"}""", """{"x": "007"}""", "x: string")]
    [InlineData("""{"x": 2}""", """{"x": "six"}""", "x: extension<arrow.json>")]
    [InlineData("""{"x": "6"}""", """{"x": ["6", "six"]}""", "x: extension<arrow.json>")]
    [InlineData("""{"x": "6"}""", """{"x": true}""", "x: extension<arrow.json>")]
    [InlineData("""{"m": {"level": 1}}""", """{"m": {"source": "x"}}""", "m: extension<arrow.json>")]
    [InlineData("""{"m": {"level": 1}}""", """{"m": {"level": null, "source": null}}""", "m: extension<arrow.json>")]
    [InlineData("""{"m": {}}""", """{"m": {}}""", "m: extension<arrow.json>")]
    [InlineData("""{"m": [{"a": 1}]}""", """{"m": [{"a": 1, "b": 2}]}""", "m: list<item: extension<arrow.json>>")]
    [InlineData("""{"a": 1}""", """{"b": 2, "x": 1}""" + "\n" + """{"x": "t"}""", "a: int64, x: extension<arrow.json>, b: int64")]
    public void Columns_have_the_types_of_their_values(string first, string second, string columns)
    {
        var read = Read($"{first}\n{second}\n");
        Assert.Equal(columns, read.Columns.ToString());
        Assert.Equal(first.Split('\n').Length + second.Split('\n').Length, read.Rows);
        // As documents, and as a list in a file.
        JsonLearner learner = new();
        foreach (var line in $"{first}\n{second}".Split('\n'))
        {
            using var document = JsonDocument.Parse(line);
            learner.Add(document.RootElement);
        }
        Assert.Equal(read.Columns, learner.Columns);
        Assert.Equal(read.Columns, Read($"[{string.Join(", ", $"{first}\n{second}".Split('\n'))}]").Columns);
    }

    [Theory]
    [InlineData("2026-01-02", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2026-02-29", false)]
    [InlineData("0000-01-01", true)]
    [InlineData("2026-01-02T03", true)]
    [InlineData("2026-01-02 03:04:05", true)]
    [InlineData("2026-01-02T03:04:05Z", true)]
    [InlineData("2026-01-02T03:04:05+0100", true)]
    [InlineData("2026-01-02T03:04-05", true)]
    [InlineData("2026-01-02T03:04:05.123Z", false)]
    [InlineData("2026-01-02T24:00:00", false)]
    [InlineData("2026-01-02T03:04:60", false)]
    [InlineData("2026-01-02T03:04:05z", false)]
    [InlineData("2026-01-02T03:04:05+25:00", false)]
    [InlineData("2026-01-02T", false)]
    [InlineData("2026-01-02T-1", false)]
    [InlineData("2026-1-2", false)]
    [InlineData("2026-01", false)]
    [InlineData("01/02/2026", false)]
    [InlineData(" 2026-01-02", false)]
    [InlineData("٢٠٢٦-01-02", false)]
    [InlineData("", false)]
    public void Texts_that_are_dates_to_Arrow_become_moments(string text, bool isDate) =>
        Assert.Equal(isDate ? LoadedType.Seconds : LoadedType.String, Read(JsonSerializer.Serialize(new { x = text })).Columns["x"]);

    [Theory]
    [InlineData("{\"a\": 1}\r\n{\"a\": 2}\r\n", 2)]
    [InlineData("\uFEFF{\"a\": 1}\n{\"a\": 2}", 2)]
    [InlineData("\n\n{\"a\": 1}\n   \n{\"a\": 2}\n\n", 2)]
    [InlineData("{\"a\": 1}{\"a\": 2} {\"a\": 3}", 3)]
    [InlineData("{\n  \"a\":\n 1\n}", 1)]
    [InlineData("[{\"a\": 1},\n {\"a\": 2}]\n", 2)]
    public void Lines_may_be_blank_or_hold_several_rows(string text, int rows)
    {
        var read = Read(text);
        Assert.Equal(("a: int64", rows), (read.Columns.ToString(), read.Rows));
    }

    [Fact]
    public void A_list_of_texts_is_a_column_of_them() => Assert.Equal("text: string", Read("""["a", "b"]""").Columns.ToString());

    [Fact]
    public void Compressed_files_are_read_under_any_name()
    {
        var bytes = new MemoryStream();
        using (GZipStream gzip = new(bytes, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write("{\"a\": 1}\n"u8);
        Assert.Equal("a: int64", JsonFeatures.Read([new LoadedFile("train.json", () => new MemoryStream(bytes.ToArray()))]).Columns.ToString());
        Assert.Throws<DatasetFormatException>(() => JsonFeatures.Read([new LoadedFile("train.json", () => new MemoryStream(bytes.ToArray()[..^9]))]));
    }

    [Theory]
    [InlineData("{\"a\": 1}\n{a: 2}\n")]
    [InlineData("{\"a\": 1}\n{\"a\": 2")]
    [InlineData("{\"a\": 1, \"a\": 2}\n")]
    [InlineData("{\"a\": \"\\ud800\"}\n")]
    [InlineData("{\"a\": 1}\n5\n")]
    [InlineData("{\"a\": NaN}\n")]
    [InlineData(" [{\"a\": 1}]")]
    [InlineData("[]")]
    [InlineData("[{\"a\": 1}] x")]
    [InlineData("[{\"a\": 1}")]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{\"a\": 1e999}")]
    public void A_file_with_which_a_load_fails_or_might_is_refused(string text) => Assert.StartsWith("train.jsonl", Fails(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_encodings_are_refused()
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1])
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("{\"a\": \"é\"}\n")];
            Assert.Throws<DatasetFormatException>(() => JsonFeatures.Read([new LoadedFile("train.jsonl", () => new MemoryStream(bytes))]));
        }
    }

    [Fact]
    public void Objects_without_end_are_refused_and_take_no_stack()
    {
        Fails(string.Concat(Enumerable.Repeat("{\"a\": ", 100_000)));
        Fails("{\"a\": " + new string('[', 200) + new string(']', 200) + "}");
        Assert.StartsWith("a: list<item: list<item: ", Read("{\"a\": " + new string('[', 60) + new string(']', 60) + "}").Columns.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    // pandas, which looks for objects with other keys and writes Json anew, reads no blank line.
    [InlineData("{\"m\": {\"a\": 1}}\n\n{\"m\": {\"b\": 1}}\n", "m: struct<a: int64, b: int64>")]
    [InlineData("{\"m\": {\"a\": 1}}\n{\"m\": {\"b\": 1}}\n\n", "m: struct<a: int64, b: int64>")]
    [InlineData("{\"m\": {\"a\": 1}}\n\n{\"m\": 1}\n", null)]
    [InlineData("{\"m\": {\"a\": 1}, \"n\": 18446744073709551616}\n{\"m\": {\"b\": 1}}\n", "m: struct<a: int64, b: int64>, n: double")]
    [InlineData("{\"m\": \"a\", \"n\": 18446744073709551616}\n{\"m\": 1}\n", null)]
    [InlineData("{\"m/n\": 1}\n{\"m/n\": \"a\"}\n", null)]
    public void Blank_lines_and_huge_numbers_change_what_becomes_of_objects(string text, string? columns)
    {
        if (columns is null)
            Fails(text);
        else
            Assert.Equal(columns, Read(text).Columns.ToString());
    }

    [Theory]
    [InlineData("{\"a\": 1, \"b\": \"x\"}", "{\"a\": 2}", true)]
    [InlineData("{\"a\": 1}", "{\"a\": 2, \"b\": 1}", false)]
    [InlineData("{\"a\": 1}", "{\"a\": \"x\"}", false)]
    [InlineData("{\"a\": \"x\"}", "{\"a\": 1}", true)]
    [InlineData("{\"a\": \"x\"}", "{\"a\": [1]}", false)]
    [InlineData("{\"a\": 0.5}", "{\"a\": 1}", true)]
    [InlineData("{\"a\": 0.5}", "{\"a\": 9007199254740993}", false)]
    [InlineData("{\"a\": 1}", "{\"a\": 0.5}", false)]
    [InlineData("{\"a\": 1}", "{\"a\": null}", true)]
    [InlineData("{\"a\": {\"x\": 1, \"y\": 2}}", "{\"a\": {\"y\": 2}}", true)]
    [InlineData("{\"a\": {\"x\": 1}}", "{\"a\": {\"y\": 2}}", false)]
    [InlineData("{\"a\": 1}\n{\"a\": \"x\"}", "{\"a\": {}}", true)]
    [InlineData("{\"a\": 1}", "", true)]
    public void The_columns_of_the_first_file_hold(string first, string second, bool goes)
    {
        if (goes)
            Assert.Equal(Read(first).Columns, Read(first, second).Columns);
        else
            Fails(first, second);
    }

    [Fact]
    public void The_first_ten_megabytes_decide()
    {
        var text = new StringBuilder();
        while (text.Length < 10 << 20)
            text.Append("{\"a\": 1, \"text\": \"").Append('x', 10_000).Append("\"}\n");
        // A line more belongs to them, for they end with the line that begins behind their last byte.
        text.Append("{\"a\": 1}\n");
        Assert.Equal("a: int64, text: string", Read(text + "{\"a\": 2}\n").Columns.ToString());
        Assert.Contains("'a' may not be read as int64", Fails(text + "{\"a\": \"x\"}\n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_back_otherwise_is_said_by_place_and_row()
    {
        Row[] rows =
        [
            new() { { "day", "2026-01-02" }, { "answer", 2L }, { "meta", new Row() }, { "score", 0.25 }, { "m", new object?[] { ParquetFiles.Message("a", "b") } } },
            new() { { "day", null }, { "answer", "x + 1" }, { "meta", new Row() }, { "score", 1 / 3.0 }, { "m", new object?[] { new Row { { "content", "a" } } } } },
            new() { { "day", "2026-01-03" }, { "answer", "007" }, { "meta", new Row() }, { "score", null }, { "m", null } },
        ];
        JsonLearner learner = new();
        foreach (var row in rows)
            learner.Add(row);
        Assert.Equal(
            "day: timestamp[s], answer: extension<arrow.json>, meta: extension<arrow.json>, score: double, m: list<item: extension<arrow.json>>",
            learner.Columns.ToString());
        Assert.Equal(
            [
                new JsonFact("day", JsonFactKind.Dates, 2, 1, "2026-01-02"),
                new JsonFact("answer", JsonFactKind.Mixed, 3, 2),
                new JsonFact("answer", JsonFactKind.TextsRead, 1, 3, "007"),
                new JsonFact("meta", JsonFactKind.EmptyObjects, 3, 1),
                new JsonFact("score", JsonFactKind.Rounded, 1, 2, "0.3333333333333333"),
                new JsonFact("m[]", JsonFactKind.OtherKeys, 2, 2),
            ],
            learner.Facts);
    }

    [Theory]
    [InlineData("6", true)]
    [InlineData("007", true)]
    [InlineData("-1.5e3", true)]
    [InlineData(" true ", true)]
    [InlineData("null", true)]
    [InlineData("NaN", true)]
    [InlineData("\"six\"", true)]
    [InlineData("[1, {\"a\": [true, \"\\u00e9\"]}]", true)]
    [InlineData("{}", true)]
    [InlineData("six", false)]
    [InlineData("6 apples", false)]
    [InlineData("1/2", false)]
    [InlineData("1.2.3", false)]
    [InlineData("{1, 2}", false)]
    [InlineData("{1: 2}", false)]
    [InlineData("[1, 2)", false)]
    [InlineData("[1,]", false)]
    [InlineData("\\frac{1}{2}", false)]
    [InlineData("True", false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("[", false)]
    public void A_text_is_told_from_one_that_reads_as_JSON(string text, bool reads) => Assert.Equal(reads, UjsonText.Reads(text));

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.25, true)]
    [InlineData(1234567.5, true)]
    [InlineData(-2.0, true)]
    [InlineData(1 / 3.0, false)]
    [InlineData(1e-11, false)]
    [InlineData(1e300, false)]
    [InlineData(double.NaN, false)]
    public void Numbers_keep_ten_decimals_there(double number, bool keeps) => Assert.Equal(keeps, UjsonText.Keeps(number));
}
