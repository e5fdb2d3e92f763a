using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets.Loading;

public sealed class LoadedFitTests
{
    private static readonly object?[] s_three = [1L, 2L, 3L];

    /// <summary>Whether a column of one value goes with a type, by its type and its value.</summary>
    private static string? Problem(string dtype, object? value, bool isJson = false) =>
        Problem(LoadingFiles.Columns(dtype.Contains(':', StringComparison.Ordinal) ? $"- name: x\n  {dtype}" : $"- name: x\n  dtype: {dtype}"), [new Row { { "x", value } }], isJson);

    private static string? Problem(LoadedColumns theirs, IReadOnlyList<Row> rows, bool isJson)
    {
        if (LoadedFit.Problem(theirs, ParquetFiles.Learn(rows)) is { } problem)
            return problem;
        LoadedFit fit = new(theirs, isJson);
        return rows.Select(fit.Add).FirstOrDefault(found => found is not null) ?? fit.End();
    }

    public static TheoryData<string, object?, bool> Cases => new()
    {
        { "string", "a", true },
        { "large_string", "a", true },
        { "string", 1L, false },
        { "string", true, false },
        { "int64", 1L, true },
        { "int64", "1", false },
        { "int8", 127L, true },
        { "int8", 128L, false },
        { "uint8", -1L, false },
        { "uint64", long.MaxValue, true },
        { "int32", 2.0, true },
        { "int32", 2.5, false },
        { "float64", 1L << 53, true },
        { "float64", (1L << 53) + 2, false },
        { "float32", 1L << 24, true },
        { "float32", (1L << 24) + 2, false },
        { "float32", 0.5, true },
        { "float32", 0.1, false },
        { "float32", double.NaN, true },
        { "bool", true, true },
        { "bool", 1L, false },
        { "date32", "2026-01-02", true },
        { "date32", "2026-01-02T03:04:05", false },
        { "timestamp[us]", "2026-01-02T03:04:05.123456", true },
        { "timestamp[us]", "2026-01-02T03:04:05.1234567", false },
        { "timestamp[us]", "2026-01-02T03:04:05Z", false },
        { "timestamp[s]", "2026-01-02", true },
        { "timestamp[s]", "soon", false },
        { "timestamp[us, tz=UTC]", "2026-01-02T03:04:05Z", true },
        { "timestamp[us, tz=UTC]", "2026-01-02T03:04:05+01:00", true },
        { "timestamp[us, tz=UTC]", "2026-01-02T03:04:05", false },
        { "timestamp[ns]", "2300-01-02", false },
        { "timestamp[us]", 1L, false },
        { "time64[us]", "03:04:05", false },
        { "duration[s]", 1L, false },
        { "decimal128(10, 2)", 1.25, false },
        { "binary", "a", false },
        { "'null'", "a", false },
        { "image", "a", false },
        { "dtype:\n    class_label:\n      names:\n        '0': wrong\n        '1': right", 1L, true },
        { "dtype:\n    class_label:\n      names:\n        '0': wrong\n        '1': right", 2L, false },
        { "dtype:\n    class_label:\n      names:\n        '0': wrong\n        '1': right", "right", true },
        { "dtype:\n    class_label:\n      names:\n        '0': wrong\n        '1': right", "Right", false },
        { "list: int64", s_three, true },
        { "list: int64\n  length: 3", s_three, true },
        { "list: int64\n  length: 4", s_three, false },
        { "list: string", s_three, false },
        { "large_list: int8", s_three, true },
        { "list: string", "a", false },
        { "struct:\n  - name: a\n    dtype: string\n  - name: b\n    dtype: int64", new Row { { "a", "x" } }, true },
        { "struct:\n  - name: a\n    dtype: string", new Row { { "a", "x" }, { "b", 1L } }, false },
        { "struct:\n  - name: a\n    dtype: int8", new Row { { "a", 1000L } }, false },
        { "list:\n  - name: content\n    dtype: large_string\n  - name: role\n    dtype: string", new object?[] { ParquetFiles.Message("a", "b") }, true },
        { "json", "a + b", true },
        { "json", "6", false },
        { "json", "{1, 2}", true },
        { "json", "{}", false },
        { "json", 6L, true },
        { "json", 0.25, true },
        { "json", 1 / 3.0, false },
        { "json", new Row { { "a", "6" } }, true },
        { "list: json", new object?[] { 1L, 2L }, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_goes_with_a_type_that_gives_it_back(string dtype, object? value, bool goes)
    {
        foreach (var isJson in (bool[])[false, true])
        {
            // As JSON lines dates alone are moments before they are anything else, which ends well for these types.
            var problem = Problem(dtype, value, isJson);
            Assert.True(goes == problem is null, problem ?? $"{value} does not go with {dtype}.");
            if (problem is not null)
                Assert.Matches("'x[^']*'.*:", problem);
        }
    }

    [Fact]
    public void Nothing_goes_with_every_type()
    {
        foreach (var (dtype, _, _) in Cases.Select(row => row.Data))
            Assert.Null(Problem(dtype, null));
    }

    [Fact]
    public void A_column_that_is_not_there_or_called_otherwise_is_a_problem()
    {
        var theirs = LoadingFiles.Columns("- name: Answer\n  dtype: string");
        Assert.Contains("called 'Answer' there", LoadedFit.Problem(theirs, ParquetFiles.Learn([new Row { { "answer", "x" } }])), StringComparison.Ordinal);
        Assert.Contains("no 'score' there", LoadedFit.Problem(theirs, ParquetFiles.Learn([new Row { { "score", 1L } }])), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_are_all_dates_do_not_go_as_JSON_lines()
    {
        var theirs = LoadingFiles.Columns("- name: day\n  dtype: string");
        Row[] dates = [new() { { "day", "2026-01-02" } }, new() { { "day", null } }];
        Assert.Null(Problem(theirs, dates, isJson: false));
        Assert.Contains("write Parquet", Problem(theirs, dates, isJson: true), StringComparison.Ordinal);
        Assert.Null(Problem(theirs, [.. dates, new Row { { "day", "soon" } }], isJson: true));
    }

    [Fact]
    public void Texts_beside_null_do_not_go_with_Json_in_Parquet()
    {
        var theirs = LoadingFiles.Columns("- name: x\n  dtype: json");
        Row[] rows = [new() { { "x", null } }, new() { { "x", "a + b" } }];
        Assert.Contains("write JSON lines", Problem(theirs, rows, isJson: false), StringComparison.Ordinal);
        Assert.Null(Problem(theirs, rows, isJson: true));
    }

    [Fact]
    public void Numbers_beside_Json_lose_digits_in_JSON_lines_alone()
    {
        var theirs = LoadingFiles.Columns("- name: x\n  dtype: json\n- name: score\n  dtype: float64");
        Row[] rows = [new() { { "x", "a" }, { "score", 1 / 3.0 } }];
        Assert.Null(Problem(theirs, rows, isJson: false));
        Assert.Contains("'score'", Problem(theirs, rows, isJson: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Their_columns_come_first_and_those_of_nothing_take_our_type()
    {
        var theirs = LoadingFiles.Columns("- name: label\n  dtype:\n    class_label:\n      names:\n        '0': a\n- name: note\n  dtype: 'null'\n- name: tags\n  list: 'null'");
        var ours = ParquetFiles.Learn([new Row { { "score", 0.5 }, { "note", "x" }, { "label", 0L }, { "tags", new object?[] { "t" } } }]);
        Assert.Equal("label: int64, note: string, tags: list<item: string>, score: double", theirs.Union(ours).ToString());
        Assert.Equal(LoadedType.ClassLabel(["a"]), theirs.Union(ours)["label"]);
        Assert.Null(LoadedFit.Problem(theirs.Union(ours), ours));
    }

    [Fact]
    public void A_column_without_a_value_is_written_as_what_is_cast_without_one()
    {
        var theirs = LoadingFiles.Columns("""
            - name: text
              dtype: large_string
            - name: number
              dtype: float32
            - name: truth
              dtype: bool
            - name: list
              list: int64
            - name: pair
              struct:
              - name: a
                dtype: int8
              - name: b
                dtype: binary
            - name: bytes
              dtype: binary
            - name: messages
              list:
              - name: role
                dtype: string
            - name: mixed
              list:
              - name: n
                dtype: int64
              - name: d
                dtype: duration[s]
            """);
        var ours = ParquetFiles.Learn([new Row
        {
            { "text", null }, { "number", null }, { "truth", null }, { "list", null }, { "pair", null }, { "bytes", null },
            { "messages", Array.Empty<object?>() }, { "mixed", new object?[] { new Row { { "n", null }, { "d", null } } } }, { "own", null },
        }]);
        Assert.Equal(
            "struct<text: string, number: int64, truth: bool, list: list<int64>, pair: struct<a: int64>, messages: list<struct<role: string>>, " +
            "mixed: list<struct<n: int64>>, own: null>",
            LoadedFit.Settle(theirs, ours)!.ToString());
        Assert.Null(LoadedFit.Settle(LoadingFiles.Columns("- name: x\n  list: binary"), ParquetFiles.Learn([new Row { { "x", Array.Empty<object?>() } }])));
    }

    [Theory]
    [InlineData("dtype: int64", "dtype: int32", true)]
    [InlineData("dtype: int32", "dtype: int64", false)]
    [InlineData("dtype: float64", "dtype: int32", true)]
    [InlineData("dtype: float64", "dtype: int64", false)]
    [InlineData("dtype: float64", "dtype: float32", true)]
    [InlineData("dtype: uint16", "dtype: int8", false)]
    [InlineData("dtype: string", "dtype: int64", true)]
    [InlineData("dtype: string", "dtype: large_string", true)]
    [InlineData("dtype: int64", "dtype: string", false)]
    [InlineData("dtype: binary", "dtype: 'null'", true)]
    [InlineData("list: string", "list: 'null'", true)]
    [InlineData("list: string", "list: string\n  length: 2", true)]
    [InlineData("list: string\n  length: 2", "list: string", false)]
    [InlineData("struct:\n  - name: a\n    dtype: string\n  - name: b\n    dtype: string", "struct:\n  - name: b\n    dtype: string", true)]
    [InlineData("struct:\n  - name: b\n    dtype: string", "struct:\n  - name: a\n    dtype: string", false)]
    [InlineData("dtype: json", "dtype: int64", true)]
    [InlineData("dtype: json", "dtype: string", false)]
    [InlineData("dtype: image", "struct:\n  - name: bytes\n    dtype: binary\n  - name: path\n    dtype: string", true)]
    [InlineData("dtype: timestamp[us]", "dtype: timestamp[s]", true)]
    [InlineData("dtype: timestamp[us]", "dtype: timestamp[us, tz=UTC]", false)]
    [InlineData("dtype: int64", "dtype:\n    class_label:\n      names:\n        '0': a", true)]
    [InlineData("dtype:\n    class_label:\n      names:\n        '0': a", "dtype: int64", false)]
    public void A_further_file_goes_with_what_is_settled_whatever_its_values(string settled, string file, bool goes)
    {
        var columns = LoadingFiles.Columns($"- name: x\n  {settled}\n- name: y\n  dtype: string");
        Assert.Equal(goes, columns.Problem(LoadingFiles.Columns($"- name: x\n  {file}")) is null);
        Assert.Contains("'z'", columns.Problem(LoadingFiles.Columns("- name: z\n  dtype: string")), StringComparison.Ordinal);
    }
}
