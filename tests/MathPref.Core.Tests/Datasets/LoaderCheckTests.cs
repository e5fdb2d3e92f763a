using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;
using MathPref.Core.Tests.Datasets.Parquet;

namespace MathPref.Core.Tests.Datasets;

/// <summary>Test-Distiset says what loaders and trainers do: no error where all loads, and no silence where something comes back as something else.</summary>
public sealed class LoaderCheckTests : IDisposable
{
    private static readonly string s_layouts = Path.Combine(AppContext.BaseDirectory, "Datasets", "Loading", "layouts");

    private static readonly JsonElement s_expected =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(s_layouts, "expected.json"))).RootElement.GetProperty("layouts");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => _folder["set"];

    private string CardPath => _folder["set", "README.md"];

    private string[] Found() => [.. DistisetChecker.Check(Root).Select(p => $"{p.Severity} {p.Check}")];

    private string? Export(DistisetFormat format, params Row[] rows) => Export("train", format, rows);

    private string? Export(string split, DistisetFormat format, params Row[] rows)
    {
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = Root, Split = split, Format = format, Force = true });
        foreach (var row in rows)
            writer.Write(row);
        Assert.True(writer.Complete());
        return writer.Warning;
    }

    public static TheoryData<string> Layouts => [.. s_expected.EnumerateObject().Select(layout => layout.Name)];

    /// <summary>What is an error all the same: this module does not read it (or not the card), or no trainer takes a message without text.</summary>
    private static readonly string[] s_errorsThatLoad =
        ["card-yaml-not-closed", "csv-all-rows-longer", "csv-name-twice", "csv-ragged-short", "json-array-in-jsonl", "json-array-of-strings", "jsonl-nested"];

    /// <summary>What fails by the types that pandas finds in CSV, which nobody looks for here.</summary>
    private static readonly string[] s_notFound = ["csv-types-differ-by-shard", "kinds-tsv-and-csv"];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void There_is_an_error_where_a_real_load_failed_and_nowhere_else(string layout)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(s_layouts, layout), "*", SearchOption.AllDirectories))
            _folder.File(layout + "/" + Uri.UnescapeDataString(Path.GetRelativePath(Path.Combine(s_layouts, layout), file)).Replace('\\', '/'), File.ReadAllBytes(file));
        var expected = s_expected.GetProperty(layout);
        var fails = expected.TryGetProperty("error", out _)
            || expected.GetProperty("loads").EnumerateObject().Any(load => load.Value.TryGetProperty("error", out _));
        // Git keeps no empty folder.
        Directory.CreateDirectory(_folder[layout]);
        var errors = DistisetChecker.Check(_folder[layout]).Where(problem => problem.Severity is ProblemSeverity.Error).ToList();
        if (s_notFound.Contains(layout))
            Assert.Empty(errors);
        else if (fails)
            Assert.NotEmpty(errors);
        else if (s_errorsThatLoad.Contains(layout))
            Assert.All(errors, error => Assert.DoesNotContain("loading fails", error.Message, StringComparison.Ordinal));
        else
            Assert.Empty(errors);
    }

    [Theory]
    [InlineData("n", true)]
    [InlineData("y", true)]
    [InlineData("1e5", true)]
    [InlineData("NaN", true)]
    [InlineData("0o7", true)]
    [InlineData("1:60", true)]
    [InlineData("2024-01", true)]
    [InlineData("no", false)]
    [InlineData("1", false)]
    [InlineData("1:30", false)]
    [InlineData("0x1f", false)]
    [InlineData("1_000", false)]
    [InlineData(".5", false)]
    [InlineData("~", false)]
    [InlineData("2024-01-01", false)]
    public void A_column_that_a_card_names_without_quotes_is_an_error_where_YAML_1_1_reads_no_text(string name, bool loads)
    {
        Export(DistisetFormat.Parquet, new Row { { name, "x" } });
        Assert.Empty(Found());
        var card = File.ReadAllText(CardPath);
        // A word that nobody takes for anything else is written without quotes.
        Assert.Contains(char.IsAsciiLetter(name[0]) && name.Length > 2 ? $"- name: {name}" : $"- name: '{name}'", card, StringComparison.Ordinal);
        File.WriteAllText(CardPath, card.Replace($"- name: '{name}'", $"- name: {name}", StringComparison.Ordinal));
        Assert.Equal(loads ? [] : ["Error WrongFeatures"], Found());
    }

    [Fact]
    public void Columns_of_bytes_nulls_moments_and_decimals_that_the_real_library_wrote_are_no_errors_with_a_card_and_without()
    {
        var file = _folder.File("set/train.parquet", File.ReadAllBytes(Path.Combine(s_layouts, "parquet-types", "train.parquet")));
        Assert.Equal(["Warning NoCard"], Found());
        Card(ParquetFeatures.ReadFile(file).Columns, 1);
        Assert.Empty(Found());
    }

    [Theory]
    [InlineData("'null'")]
    [InlineData("string")]
    [InlineData("int64")]
    public void A_column_of_Parquet_s_null_type_is_no_error_whatever_the_card_says_and_its_values_are_stored_as(string dtype)
    {
        var findings = new Findings();
        var card = DatasetCard.Parse($"---\ndataset_info:\n  features:\n  - name: nothing\n    dtype: {dtype}\n---\n", "README.md");
        var check = new ColumnCheck(findings, "default", card.Infos()[0].Features);
        var schema = new SchemaLearner();
        schema.Add(new Row { { "nothing", 1L } });
        var info = new ParquetInfo(schema.Schema, 1, 1, 1, new Dictionary<string, string>());
        check.Add(new DatasetFiles("default", "train", [], []), "train.parquet", info, new LoadedColumns([new LoadedField("nothing", LoadedType.Null)]));
        check.End();
        Assert.Empty(findings.ToProblems());
    }

    private void Card(LoadedColumns columns, long rows)
    {
        var card = DatasetCard.Parse("", "README.md");
        card.SetFiles("default", "train", "train.parquet");
        card.SetInfo(new ConfigInfo { Config = "default", Features = columns.ToYaml(), Splits = [new SplitInfo("train", rows, 1)], DownloadBytes = 1 });
        File.WriteAllText(CardPath, card.ToString());
    }

    /// <summary>Rows as DuckDB writes them.</summary>
    private string Duck(string select)
    {
        Directory.CreateDirectory(Root);
        using var duck = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        duck.Open();
        using var copy = duck.CreateCommand();
        copy.CommandText = $"COPY ({select}) TO '{_folder["set", "train.parquet"]}' (FORMAT PARQUET)";
        copy.ExecuteNonQuery();
        return _folder["set", "train.parquet"];
    }

    [Theory]
    [InlineData("prompt", true)]
    [InlineData("thumbnail", false)]
    public void Bytes_are_an_error_in_a_column_that_is_trained_on(string column, bool isError)
    {
        Duck($"SELECT 'abc'::BLOB AS {column}");
        Assert.Equal(isError, Found().Contains("Error BytesInsteadOfText"));
    }

    [Theory]
    [InlineData("DatesInJson", """{"a":"2026-01-02"}""", """{"a":null}""", """{"a":"2026-01-03 10:00:00"}""")]
    [InlineData("EmptyObjects", """{"a":{}}""", """{"a":{}}""")]
    [InlineData("MixedTypes", """{"a":1}""", """{"a":"one"}""")]
    [InlineData("MixedTypes+TextsReadAsJson", """{"a":5}""", """{"a":"6"}""")]
    [InlineData("", """{"a":"2026-01-02"}""", """{"a":"soon"}""")]
    [InlineData("", """{"a":"6"}""", """{"a":"007"}""")]
    [InlineData("", """{"a":1}""", """{"a":2.5}""")]
    public void What_loaders_make_of_JSON_lines_is_a_warning_with_the_column_and_the_remedy_and_the_export_says_it_too(string checks, params string[] lines)
    {
        var rows = lines.Select(line => JsonLinesReader.Read(_folder.File("row.jsonl", line + "\n"), error => throw error).Single()).ToArray();
        var warning = Export(DistisetFormat.Jsonl, rows);
        var problems = DistisetChecker.Check(Root);
        Assert.Equal(checks, string.Join('+', problems.Select(problem => problem.Check)));
        Assert.All(problems, problem =>
        {
            Assert.Equal((ProblemSeverity.Warning, "default", "train", "a"), (problem.Severity, problem.Config, problem.Split, problem.Column));
            Assert.Contains("'a'", problem.Message, StringComparison.Ordinal);
            Assert.Contains("-Format Parquet", problem.Message, StringComparison.Ordinal);
            Assert.NotEmpty(problem.Rows);
        });
        if (checks.Length == 0)
            Assert.Null(warning);
        else
            Assert.Contains("-Format Parquet", warning, StringComparison.Ordinal);
        // Parquet keeps all of it, where it takes the rows.
        if (checks.Length > 0 && !checks.StartsWith("Mixed", StringComparison.Ordinal))
        {
            Directory.Delete(Root, recursive: true);
            Assert.Null(Export(DistisetFormat.Parquet, rows));
            Assert.Empty(Found());
        }
    }

    [Fact]
    public void A_text_that_comes_back_as_a_number_is_shown()
    {
        Export(DistisetFormat.Jsonl, new Row { { "answer", 5L } }, new Row { { "answer", "6" } });
        Assert.Contains("\"6\"", Assert.Single(DistisetChecker.Check(Root), p => p.Check == "TextsReadAsJson").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_beside_moments_is_found_whichever_comes_first()
    {
        var theirs = File.ReadAllBytes(Path.Combine(s_layouts, "parquet-types", "train.parquet"));
        var ours = File.ReadAllBytes(ParquetFiles.Write(_folder["ours.parquet"], [new Row { { "at", "2026-01-02" } }]));
        foreach (var (train, test, severity) in new[] { (theirs, ours, ProblemSeverity.Error), (ours, theirs, ProblemSeverity.Warning) })
        {
            _folder.File("set/train.parquet", train);
            _folder.File("set/test.parquet", test);
            var problem = Assert.Single(DistisetChecker.Check(Root), p => p.Check == "MixedTimes");
            Assert.Equal((severity, "default", "test", "at"), (problem.Severity, problem.Config, problem.Split, problem.Column));
            Assert.Contains("timestamp", problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("int", "text", "Error MixedSchemas")]
    [InlineData("int", "6", "Warning MixedTypes")]
    [InlineData("text", "int", "Warning MixedTypes")]
    public void Texts_and_numbers_in_two_files_are_an_error_where_no_cast_helps(string first, string second, string found)
    {
        static Row Of(string value) => new() { { "a", value == "int" ? 1L : value } };
        var files = new[] { first, second }.Select(value => File.ReadAllBytes(ParquetFiles.Write(_folder["one.parquet"], [Of(value)]))).ToList();
        _folder.File("set/data/train-00000-of-00002.parquet", files[0]);
        _folder.File("set/data/train-00001-of-00002.parquet", files[1]);
        Assert.Equal([found], Found().Where(f => f != "Warning NoCard"));
    }

    [Fact]
    public void A_config_or_split_that_loads_and_cannot_be_written_is_a_warning()
    {
        Export(DistisetFormat.Parquet, new Row { { "a", "x" } });
        File.WriteAllText(CardPath, File.ReadAllText(CardPath).Replace("config_name: default", "config_name: Default", StringComparison.Ordinal).Replace("split: train", "split: größe", StringComparison.Ordinal));
        Assert.Contains("Warning BadConfigName", Found());
        Assert.Contains("Warning BadSplitName", Found());
        Assert.DoesNotContain(Found(), found => found.StartsWith("Error Bad", StringComparison.Ordinal));
    }

    [Fact]
    public void A_card_that_no_loader_takes_is_an_error_with_the_loader_s_own_word()
    {
        Export(DistisetFormat.Parquet, new Row { { "a", "x" } });
        File.WriteAllText(CardPath, "---\nconfigs:\n- data_files: data/train-*\n---\n");
        var problem = Assert.Single(DistisetChecker.Check(Root), p => p.Severity is ProblemSeverity.Error);
        Assert.Equal("DoesNotLoad", problem.Check);
        Assert.Contains("config_name", problem.Message, StringComparison.Ordinal);
    }
}
