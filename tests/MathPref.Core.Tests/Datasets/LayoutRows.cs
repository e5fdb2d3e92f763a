using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>
/// What is read of the 137 layouts (see layouts/README.md), wherever they lie: what the library reads, but for what is named here with a reason.
/// </summary>
internal static class LayoutRows
{
    private static readonly string s_layouts = Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts");

    private static readonly JsonElement s_expected =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(s_layouts, "expected.json"))).RootElement.GetProperty("layouts");

    /// <summary>Kinds that the library reads and this module does not: the plan refuses them, with the kind and the files.</summary>
    private static readonly Dictionary<string, string> s_unread = new()
    {
        ["arrow-file"] = "arrow",
        ["imagefolder-metadata"] = "imagefolder",
        ["pictures-beside-jsonl"] = "imagefolder",
        ["txt"] = "text",
        ["txt-beside-jsonl"] = "text",
        ["zip-jsonl"] = ".zip",
    };

    /// <summary>
    /// Layouts of which something else is read, with the first difference, and why. Two rules are for all: in CSV every value stays its text, and a text
    /// of JSON stays one, whether or not it looks like a date; a column that a row lacks is as good as null.
    /// </summary>
    private static readonly Dictionary<string, (string First, string Why)> s_different = new()
    {
        ["card-csv-settings"] = ("row 0: answer is \"2,5\", and the library has 2.5", "a decimal comma changes nothing: CSV stays text"),
        ["columns-differ-by-split-jsonl"] = ("default: no error, and the library's is CastError", "rows have their own columns"),
        ["columns-more-in-second-shard-jsonl"] = ("default: no error, and the library's is CastError", "rows have their own columns"),
        ["columns-more-in-second-shard-parquet"] = ("default: no error, and the library's is CastError", "rows have their own columns"),
        ["columns-text-then-number-jsonl"] = ("row 1: answer is 1, and the library has \"1\"", "a number stays one where no card says text"),
        ["columns-type-differs-jsonl"] = ("default: no error, and the library's is ArrowInvalid", "a text beside numbers is read"),
        ["columns-type-differs-parquet"] = ("row 1: answer is \"2\", and the library has 2", "a text stays one"),
        ["csv-all-rows-longer"] = ("default: an error, and the library has none", "a row with a field too many costs itself; no column is an index"),
        ["csv-blank-lines"] = ("row 0: columns problem, answer, and the library has problem,  answer", "a blank behind each separator is no part of a name"),
        ["csv-empty-file"] = ("default: no error, and the library's is EmptyDataError", "no rows are no error"),
        ["csv-index-column"] = ("row 0: columns H1, problem, answer, and the library has Unnamed: 0, problem, answer", "a column without a name is called as Import-Csv calls it"),
        ["csv-na-words"] = ("row 0: answer is \"None\", and the library has null", "None and NA are answers"),
        ["csv-name-twice"] = ("default: an error, and the library has none", "which of two columns is meant nobody knows"),
        ["csv-ragged-short"] = ("default: an error, and the library has none", "a row with a field too few costs itself: which is missing nobody knows"),
        ["csv-semicolons"] = ("row 0: columns problem, answer, and the library has problem;answer", "the delimiter is found out"),
        ["csv-types"] = ("row 0: na is \"NA\", and the library has null", "None and NA are answers"),
        ["csv-types-differ-by-shard"] = ("default: no error, and the library's is ArrowInvalid", "CSV is text, which has no types to differ"),
        ["csv-utf16"] = ("default: no error, and the library's is UnicodeDecodeError", "UTF-16 is read"),
        ["jsonl-number-then-text"] = ("row 1: answer is \"6\", and the library has 6", "a text stays one, whatever its neighbours are"),
        ["jsonl-only-empty-file"] = ("default: no error, and the library's is StopIteration", "no rows are no error"),
        ["jsonl-text-or-list"] = ("row 0: answer is \"2\", and the library has 2", "a text stays one, whatever its neighbours are"),
        ["jsonl-text-then-bool"] = ("row 0: answer is \"true\", and the library has true", "a text stays one, whatever its neighbours are"),
        ["jsonl-utf16"] = ("default: no error, and the library's is ArrowInvalid", "UTF-16 is read"),
        ["kinds-tsv-and-csv"] = ("default: no error, and the library's is CastError", "each file has the delimiter of its name"),
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_expected.EnumerateObject().Select(layout => layout.Name)];

    public static IReadOnlyCollection<string> Exceptions => [.. s_unread.Keys, .. s_different.Keys];

    /// <summary>The files of a layout: their names, and where they lie.</summary>
    public static IEnumerable<(string Name, string Source)> Files(string layout)
    {
        var root = Path.Combine(s_layouts, layout);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => (Uri.UnescapeDataString(Path.GetRelativePath(root, file)).Replace('\\', '/'), file));
    }

    /// <summary>Fails where something else is read of a layout than is said here.</summary>
    /// <param name="layout">Its name.</param>
    /// <param name="plan">Plans the reading, or throws <see cref="DatasetFormatException"/>.</param>
    /// <param name="read">Reads a split of a config; what is told of goes to the action.</param>
    public static void Check(string layout, Func<ReadPlan> plan, Func<ReadPlan, PlannedSplit, Action<DatasetFormatException>, IEnumerable<Row>> read)
    {
        var expected = s_expected.GetProperty(layout);
        if (s_unread.TryGetValue(layout, out var kind))
        {
            var refused = Assert.Throws<DatasetFormatException>(plan);
            Assert.Equal(ReadPlan.UnreadKind, refused.Id);
            Assert.Contains($"not read here ({kind})", refused.Message, StringComparison.Ordinal);
            return;
        }
        if (expected.TryGetProperty("error", out _) || (expected.GetProperty("loads").EnumerateObject().First().Value is var first && KindOf(first) == "harbor"))
        {
            Assert.Throws<DatasetFormatException>(plan);
            return;
        }
        var planned = plan();
        Assert.Equal(expected.GetProperty("configs").EnumerateArray().Select(name => name.GetString()), planned.Configs);
        var isUnnamedError = expected.TryGetProperty("load_without_name", out _);
        Assert.Equal(isUnnamedError ? null : expected.GetProperty("default_config").GetString(), planned.DefaultConfig);
        if (isUnnamedError)
            Assert.Throws<DatasetFormatException>(() => planned.Choose(null, null));
        var differences = expected.GetProperty("loads").EnumerateObject().SelectMany(load => Differences(load.Name, load.Value, planned, read)).ToList();
        if (s_different.TryGetValue(layout, out var known))
            Assert.Equal(known.First, differences.FirstOrDefault());
        else
            Assert.Empty(differences);
    }

    private static string? KindOf(JsonElement load) => load.TryGetProperty("kind", out var kind) ? kind.GetString() : null;

    private static List<string> Differences(
        string config, JsonElement load, ReadPlan planned, Func<ReadPlan, PlannedSplit, Action<DatasetFormatException>, IEnumerable<Row>> read)
    {
        List<string> differences = [];
        var splits = planned.Splits.Where(split => split.Config == config).ToList();
        if (load.TryGetProperty("data_files", out var files) && splits.TrueForAll(split => split.Problem is null))
        {
            Assert.Equal(
                files.EnumerateObject().Select(split => $"{split.Name}: {string.Join(", ", split.Value.EnumerateArray().Select(file => file.GetString()))}"),
                splits.Select(split => $"{split.Split}: {string.Join(", ", split.Files)}"));
            Assert.All(splits, split => Assert.Equal(KindOf(load), split.Reading?.Reader));
        }
        var isError = load.TryGetProperty("error", out var error);
        var errors = splits.Where(split => split.Problem is not null).Select(split => split.Problem!).ToList();
        foreach (var split in splits.Where(split => split.Problem is null))
        {
            List<Row> rows = [];
            try
            {
                rows.AddRange(read(planned, split, wrong => errors.Add(wrong.Message)));
            }
            catch (DatasetFormatException wrong)
            {
                // Of a file that is not there itself, as the pointer to one, nothing can be read.
                errors.Add(wrong.Message);
            }
            if (!isError)
                differences.AddRange(Differences(split, load.GetProperty("splits").GetProperty(split.Split), rows));
        }
        if (isError && errors.Count == 0)
            differences.Add($"{config}: no error, and the library's is {(error.TryGetProperty("cause", out var cause) ? cause : error.GetProperty("kind")).GetString()}");
        if (!isError && errors.Count > 0)
            differences.Insert(0, $"{config}: an error, and the library has none");
        return differences;
    }

    private static IEnumerable<string> Differences(PlannedSplit split, JsonElement expected, List<Row> rows)
    {
        var count = expected.GetProperty("rows").GetInt32();
        if (count != rows.Count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{split.Config}/{split.Split}: {rows.Count} rows, and the library has {count}");
            yield break;
        }
        List<JsonElement> known = [expected.GetProperty("first_row"), .. expected.TryGetProperty("more_rows", out var more) ? more.EnumerateArray() : default];
        for (var i = 0; i < known.Count; i++)
        {
            var names = known[i].EnumerateObject().Select(column => column.Name).ToList();
            if (rows[i].Names.Any(name => !names.Contains(name)))
                yield return string.Create(CultureInfo.InvariantCulture, $"row {i}: columns {string.Join(", ", rows[i].Names)}, and the library has {string.Join(", ", names)}");
            if (split.Columns is { } told)
                Assert.Equal(told.Select(column => column.Name), rows[i].Names);
            foreach (var column in known[i].EnumerateObject())
            {
                if (!IsSame(column.Value, rows[i][column.Name], split.Reading?.Reader == "csv"))
                    yield return string.Create(CultureInfo.InvariantCulture, $"row {i}: {column.Name} is {Text(rows[i][column.Name])}, and the library has {column.Value.GetRawText()}");
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsSame(JsonElement expected, object? value, bool isCsv)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                return value is null || (isCsv && value is "");
            case JsonValueKind.True or JsonValueKind.False:
                return isCsv && value is string word ? word.Equals(expected.GetRawText(), StringComparison.OrdinalIgnoreCase) : value is bool truth && truth == expected.GetBoolean();
            case JsonValueKind.Number:
                return isCsv && value is string digits
                    ? double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && read == expected.GetDouble()
                    : value is long or double or decimal or BigInteger && (value is long whole && expected.TryGetInt64(out var exact) ? whole == exact : ToDouble(value) == expected.GetDouble());
            case JsonValueKind.String:
                return value is string text && text == expected.GetString();
            case JsonValueKind.Array:
                var items = (value as IEnumerable)?.Cast<object?>().ToList();
                return items is not null && items.Count == expected.GetArrayLength() && expected.EnumerateArray().Zip(items).All(pair => IsSame(pair.First, pair.Second, false));
            default:
                return IsSameObject(expected, value);
        }
    }

    private static double ToDouble(object value) => value is BigInteger big ? (double)big : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    /// <summary>What JSON has no form for is an object of one key.</summary>
    private static bool IsSameObject(JsonElement expected, object? value)
    {
        if (value is Row row)
            return expected.EnumerateObject().All(field => IsSame(field.Value, row[field.Name], false)) && row.All(field => expected.TryGetProperty(field.Key, out _));
        var (kind, inner) = expected.EnumerateObject().Single() is var only ? (only.Name, only.Value.GetString()!) : default;
        return kind switch
        {
            "datetime" => value is string text && Moment(text) == Moment(inner),
            "date" => value is string day && day == inner,
            "Decimal" => value is decimal number && number == decimal.Parse(inner, CultureInfo.InvariantCulture),
            "bytes_base64" => value is byte[] bytes && bytes.SequenceEqual(Convert.FromBase64String(inner)),
            "float" => value is double real && real.ToString(CultureInfo.InvariantCulture).Equals(inner, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;
}
