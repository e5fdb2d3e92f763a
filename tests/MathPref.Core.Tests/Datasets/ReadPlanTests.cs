using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>What is read of a place, where the layouts (<see cref="LayoutRows"/>) do not tell.</summary>
public sealed class ReadPlanTests : IDisposable
{
    private const string Name = "hf://datasets/maths/sums";

    private readonly TemporaryFolder _folder = new();
    private readonly List<DatasetFormatException> _errors = [];

    public void Dispose() => _folder.Dispose();

    private static ReadPlan Plan(string? card, params string[] files) => ReadPlan.Of(
        new LoaderPlace { Name = "sums", Files = card is null ? files : [.. files, "README.md"], Card = card is null ? null : $"---\n{card}\n---\n" },
        Name);

    private static DatasetFormatException Refused(string? card, params string[] files) => Assert.Throws<DatasetFormatException>(() => Plan(card, files));

    /// <summary>The rows of one file that a card tells of, as JSON.</summary>
    private List<Row> Rows(string card, string file, string text) => Rows(card, file, Encoding.UTF8.GetBytes(text));

    private List<Row> Rows(string card, string file, byte[] text)
    {
        _folder.File(file, text);
        return [.. new DatasetReader { OnError = _errors.Add, OnWarning = Assert.Fail }.Read(Plan(card, file), (_, name) => _folder[name])];
    }

    private string[] Read(string card, string file, string text) => [.. Rows(card, file, text).Select(row => string.Join(' ', row.Select(c => $"{c.Key}={Text(c.Value)}")))];

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        double number => FormattableString.Invariant($"{number:0.0##}"),
        _ => value.ToString()!,
    };

    private const string TwoConfigs =
        "configs:\n- config_name: main\n  data_files:\n  - split: train\n    path: a.jsonl\n  - split: test\n    path: b.jsonl\n- config_name: socratic\n  data_files: c.jsonl";

    private static string Chosen(ReadPlan plan, string? split, params string[]? configs) =>
        string.Join(' ', plan.Choose(configs is [] ? null : configs, split).Select(s => $"{s.Config}/{s.Split}"));

    [Fact]
    public void Names_and_patterns_choose_and_nothing_else_is_read()
    {
        var plan = Plan(TwoConfigs, "a.jsonl", "b.jsonl", "c.jsonl");
        Assert.Equal("main/train main/test", Chosen(plan, null, "main"));
        Assert.Equal("main/train socratic/train", Chosen(plan, "train", "*"));
        Assert.Equal("socratic/train", Chosen(plan, null, "soc?atic"));
        Assert.Equal("main/test", Chosen(plan, "test", "main", "socratic"));
        Assert.Equal("SeveralConfigs", Assert.Throws<DatasetFormatException>(() => plan.Choose(null, null)).Id);
    }

    [Theory]
    [InlineData("mian", null, "no config 'mian'; it has main/train, main/test, socratic/train. Did you mean 'main'?")]
    [InlineData("main", "tran", "the config 'main' has no split 'tran', but train, test (of main/train, main/test, socratic/train). Did you mean 'train'?")]
    [InlineData("*", "dev", "no config has a split 'dev', but train, test")]
    public void What_is_not_there_is_an_error_with_what_is_and_the_nearest_name(string config, string? split, string message)
    {
        var error = Assert.Throws<DatasetFormatException>(() => Plan(TwoConfigs, "a.jsonl", "b.jsonl", "c.jsonl").Choose([config], split));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_config_that_is_wrong_is_an_error_when_it_is_read_and_the_others_are_read()
    {
        _folder.File("a.jsonl", "{\"a\":1}\n");
        var plan = Plan("configs:\n- config_name: one\n  data_files: a.jsonl\n- config_name: two\n  data_files: lost.jsonl", "a.jsonl");
        Assert.Equal(["one", "two"], plan.Configs);
        List<Row> Of(string config) => [.. new DatasetReader { Config = config, OnError = _errors.Add, OnWarning = Assert.Fail }.Read(plan, (_, name) => _folder[name])];
        Assert.Single(Of("one"));
        Assert.Empty(_errors);
        Assert.Empty(Of("two"));
        Assert.Contains("lost.jsonl", Assert.Single(_errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NoData", "no dataset", ".gitattributes")]
    [InlineData("NoData", "a.docx", "a.docx")]
    [InlineData("UnreadKind", "text), and hide all others: 1.txt, 2.txt, 3.txt, 4.txt, 5.txt and 1 more. Give the data files themselves (hf://datasets/maths/sums/a.jsonl)", "1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt", "a.jsonl")]
    [InlineData("UnreadKind", "imagefolder), and hide all others: x/1.png, x/2.png", "x/1.png", "x/2.png")]
    [InlineData("UnreadKind", "harbor", "A.md", "B.md", "a.jsonl")]
    [InlineData("UnreadKind", ".bz2", "a.jsonl.bz2")]
    [InlineData("LoadingScript", "sums.py", "sums.py", "train.jsonl")]
    [InlineData("LoadingScript", "load.py", "load.py")]
    [InlineData("UnreadableData", "different kinds", "train.csv", "test.jsonl")]
    public void A_place_of_which_nothing_is_read_is_an_error_that_names_what_stands_in_the_way(string id, string names, params string[] files)
    {
        var error = Refused(null, files);
        Assert.Equal(id, error.Id);
        Assert.Contains(names, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "train.jsonl")]
    [InlineData("mytrain.jsonl is not read", "mytrain.jsonl", "train.jsonl", "notes.txt", "README.md", ".x.jsonl", "config.json")]
    [InlineData("b.csv is not read", "a.jsonl", "c.jsonl", "b.csv")]
    [InlineData("a1.jsonl, a2.jsonl, a3.jsonl, a4.jsonl, a5.jsonl and 2 more are not read", "a1.jsonl", "a2.jsonl", "a3.jsonl", "a4.jsonl", "a5.jsonl", "a6.jsonl", "a7.jsonl", "train.jsonl")]
    public void Data_files_that_the_rules_leave_out_are_one_warning(string warning, params string[] files)
    {
        var warnings = Plan(null, files).Warnings;
        if (warning.Length == 0)
            Assert.Empty(warnings);
        else
            Assert.Contains(warning, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Empty(Plan("configs:\n- config_name: default\n  data_files: " + files[^1], [.. files, "more.jsonl"]).Warnings);
        Assert.Empty(Plan("configs:\n- config_name: default\n  data_dir: in", [.. files, "in/train.jsonl"]).Warnings);
    }

    [Theory]
    [InlineData("sep: '|'", "a|b\n1|2", "a='1' b='2'")]
    [InlineData("delimiter: '\t'", "a\tb,c\n1\t2,3", "a='1' b,c='2,3'")]
    [InlineData("sep: '\\t'", "a\tb,c\n1\t2,3", "a='1' b,c='2,3'")]
    [InlineData("header: 1", "\ntitle\n\r\na,b\n1,2", "a='1' b='2'")]
    [InlineData("skiprows: 2", "\ntitle\na,b\n1,2", "a='1' b='2'")]
    [InlineData("skiprows: 1", "title\ra,b\r1,2\r", "a='1' b='2'")]
    [InlineData("skiprows: 1\n  header: 1", "title\r\n\r\nof it\r\na,b\r\n1,2\r\n", "a='1' b='2'")]
    [InlineData("names: [x, y]", "a,b\n1,2", "x='a' y='b'", "x='1' y='2'")]
    [InlineData("names: [x, y]\n  header: 0", "a,b\n1,2", "x='1' y='2'")]
    [InlineData("column_names: [x, y]\n  skiprows: 1", "a,b\n1,2", "x='1' y='2'")]
    [InlineData("skiprows: 2", "title\nof it\na,b\n1,2", "a='1' b='2'")]
    [InlineData("header: 1", "title\na,b\n1,2", "a='1' b='2'")]
    [InlineData("quotechar: \"'\"", "a,b\n'1,\n5',2\"", "a='1,\n5' b='2\"'")]
    [InlineData("decimal: ','\n  na_values: [x]\n  thousands: '.'\n  index_col: null", "a,b\nx,1.000", "a='x' b='1.000'")]
    [InlineData("unknown: 5", "a\n1", "a='1'")]
    public void What_a_card_says_of_CSV_is_followed_and_values_stay_texts(string setting, string text, params string[] rows)
    {
        Assert.Equal(rows, Read($"configs:\n- config_name: default\n  data_files: a.csv\n  {setting}", "a.csv", text));
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("latin-1", "iso-8859-1")]
    [InlineData("cp1251", "windows-1251")]
    [InlineData("utf-16-le", "utf-16LE")]
    public void The_encoding_of_a_card_is_followed(string said, string name)
    {
        var encoding = MathPref.Core.Text.EncodingNames.Find(name, 0, 0)!;
        var text = name == "windows-1251" ? "да" : "é";
        Assert.Equal(text, Assert.Single(Rows($"configs:\n- config_name: default\n  data_files: a.csv\n  encoding: {said}", "a.csv", encoding.GetBytes($"a\n{text}\n")))["a"]);
    }

    [Theory]
    [InlineData("a.csv", "usecols: [a]", "usecols")]
    [InlineData("a.csv", "nrows: 5", "nrows")]
    [InlineData("a.csv", "encoding: klingon", "encoding")]
    [InlineData("a.csv", "skiprows: [1, 2]", "skiprows")]
    [InlineData("a.parquet", "filters: [[a, '>', 1]]", "filters")]
    public void A_setting_that_cannot_be_followed_is_an_error_that_names_it(string file, string setting, string name)
    {
        Assert.Empty(Read($"configs:\n- config_name: default\n  data_files: {file}\n  {setting}", file, "a\n1"));
        Assert.Contains($"'{name}'", Assert.Single(_errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_under_a_key_of_JSON_are_read_and_a_key_that_is_not_there_is_an_error()
    {
        const string Text = "{\"data\":[{\"a\":1},{\"a\":2}]}";
        Assert.Equal(["a=1", "a=2"], Read("configs:\n- config_name: default\n  data_files: a.json\n  field: data", "a.json", Text));
        Assert.Empty(_errors);
        Assert.Empty(Read("configs:\n- config_name: default\n  data_files: a.json\n  field: rows", "a.json", Text));
        Assert.Contains("'rows'", Assert.Single(_errors).Message, StringComparison.Ordinal);
    }

    private const string Features = "dataset_info:\n  features:\n  - name: t\n    dtype: string\n  - name: n\n    dtype: int64\n  - name: x\n    dtype: float64\n  - name: ok\n    dtype: bool";

    [Theory]
    [InlineData("a.jsonl", "{\"n\":1,\"t\":7}", "t='7' n=1 x=null ok=null")]
    [InlineData("a.jsonl", "{\"t\":2.5,\"x\":1,\"ok\":true}", "t='2.5' n=null x=1.0 ok=True")]
    [InlineData("a.csv", "ok,x,n,t\ntrue,1.5,12,None", "t='None' n=12 x=1.5 ok=True")]
    [InlineData("a.csv", "t,n,x,ok\n,007,1e400,yes", "t='' n='007' x='1e400' ok='yes'")]
    [InlineData("a.csv", "t,n,x,ok\n6,99999999999999999999,0.1234567890123456789,", "t='6' n='99999999999999999999' x='0.1234567890123456789' ok=null")]
    [InlineData("a.csv", "t,n,x,ok\n,,,", "t='' n=null x=null ok=null")]
    public void Columns_come_as_the_card_has_them_where_nothing_of_a_value_is_lost(string file, string text, string row)
    {
        Assert.Equal([row], Read(Features, file, text));
        Assert.Empty(_errors);
    }

    [Fact]
    public void A_column_too_many_is_one_error_and_is_read()
    {
        Assert.Equal(["t='a' n=null x=null ok=null more=1", "t='b' n=null x=null ok=null more=2"], Read(Features, "a.jsonl", "{\"more\":1,\"t\":\"a\"}\n{\"t\":\"b\",\"more\":2}\n"));
        var error = Assert.Single(_errors);
        Assert.Equal("WrongColumns", error.Id);
        Assert.Contains("'more'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "{\"a\":1}\n{\"a\":2}\n")]
    [InlineData(3, "{\"a\":1}\n{\"a\":2}\n", "it has 2 rows, and the card promises 3")]
    [InlineData(1, "{\"a\":1}\n{\"a\":2}\n", "it has 2 rows, and the card promises 1")]
    [InlineData(2, "{\"a\":1}\nbroken\n", "line 2")]
    [InlineData(3, "{\"a\":1}\nbroken\n", "line 2", "it has 1 rows, and the card promises 3")]
    public void Another_number_of_rows_than_the_card_promises_is_an_error_unless_a_bad_row_tells_why(int promised, string text, params string[] errors)
    {
        Read($"dataset_info:\n  splits:\n  - name: train\n    num_examples: {promised}", "a.jsonl", text);
        Assert.Equal(errors.Length, _errors.Count);
        Assert.All(errors.Zip(_errors), pair => Assert.Contains(pair.First, pair.Second.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_were_not_asked_for_are_not_missed()
    {
        _folder.File("a.jsonl", "{\"a\":1}\n{\"a\":2}\n");
        var plan = Plan("dataset_info:\n  splits:\n  - name: train\n    num_examples: 5", "a.jsonl");
        Assert.Single(new DatasetReader { OnError = _errors.Add, OnWarning = Assert.Fail }.Read(plan, (_, name) => _folder[name]).Take(1));
        Assert.Empty(_errors);
    }

    [Fact]
    public void A_file_is_asked_for_when_its_first_row_is_about_to_be_read()
    {
        _folder.File("train-1.jsonl", "{\"a\":1}\n");
        _folder.File("train-2.jsonl", "{\"a\":2}\n");
        List<string> opened = [];
        using var rows = new DatasetReader { OnError = _errors.Add, OnWarning = Assert.Fail }.Read(Plan(null, "train-2.jsonl", "train-1.jsonl"), (_, name) =>
        {
            opened.Add(name);
            return _folder[name];
        }).GetEnumerator();
        Assert.Empty(opened);
        Assert.True(rows.MoveNext());
        Assert.Equal(["train-1.jsonl"], opened);
        Assert.True(rows.MoveNext());
        Assert.Equal(["train-1.jsonl", "train-2.jsonl"], opened);
    }

    [Theory]
    [InlineData("train/a.jsonl", "a")]
    [InlineData("some.jsonl", "a")]
    [InlineData("math-train-v1/deep/a.jsonl", "a")]
    public void A_folder_without_a_card_is_read_by_the_same_rules(string file, string value)
    {
        _folder.File(file, $"{{\"x\":\"{value}\"}}\n");
        Assert.Equal([value], new DatasetReader { OnError = _errors.Add, OnWarning = Assert.Fail }.Read(_folder.Path).Select(row => row["x"]));
        Assert.Equal("train", Assert.Single(Distiset.Read(_folder.Path).Splits).Name);
        Assert.DoesNotContain(DistisetChecker.Check(_folder.Path), problem => problem.Severity is ProblemSeverity.Error);
    }

    [Theory]
    [InlineData("names: [q, a]", "a.csv", "1,2\n3,4\n", 2)]
    [InlineData("skiprows: 2", "a.csv", "a title\nof two, or three, fields\nq,a\n1,2\n", 1)]
    [InlineData("header: 1", "a.csv", "title\nq,a\n1,2\n", 1)]
    [InlineData("quotechar: \"'\"", "a.csv", "q,a\n'1,5',2\n", 1)]
    [InlineData("encoding: cp1252", "a.csv", "q,a\n1,caf\u00e9\n", 1)]
    [InlineData("field: data", "a.json", "{\"data\":[{\"q\":1},{\"q\":2}]}", 2)]
    public void What_is_shown_and_checked_of_a_folder_is_what_is_read_of_it(string setting, string file, string text, int rows)
    {
        _folder.File("set/" + file, Encoding.Latin1.GetBytes(text));
        _folder.File("set/README.md", $"---\nconfigs:\n- config_name: default\n  data_files: {file}\n  {setting}\n---\n");
        var root = _folder["set"];
        Assert.Equal(rows, new DatasetReader { OnError = _errors.Add, OnWarning = Assert.Fail }.Read(root).Count());
        Assert.Empty(_errors);
        Assert.Equal(rows, Distiset.Read(root).Rows);
        Assert.DoesNotContain(DistisetChecker.Check(root), problem => problem.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void The_card_of_an_export_counts_the_rows_of_another_config_as_they_are_read()
    {
        _folder.File("set/a.json", "{\"data\":[{\"q\":1},{\"q\":2}]}");
        _folder.File("set/README.md", "---\nconfigs:\n- config_name: default\n  data_files: a.json\n  field: data\n---\n");
        using var writer = DistisetWriter.Open(new DistisetTarget { Root = _folder["set"], Config = "other", Format = DistisetFormat.Jsonl });
        writer.Write(new() { { "n", 1L } });
        Assert.True(writer.Complete());
        Assert.Contains("| default | train | 2 |", File.ReadAllText(_folder["set", "README.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_Parquet_that_a_card_names_and_the_file_lacks_is_an_error_with_the_nearest_name()
    {
        var root = _folder["set"];
        using (var writer = DistisetWriter.Open(new DistisetTarget { Root = root }))
        {
            writer.Write(new() { { "question", "1 + 1" }, { "answer", "2" } });
            Assert.True(writer.Complete());
        }
        var file = Directory.GetFiles(root, "*.parquet", SearchOption.AllDirectories)[0];
        List<Row> Of(string columns) => [.. new DatasetReader { OnError = _errors.Add, OnWarning = Assert.Fail }
            .Read(Plan($"configs:\n- config_name: default\n  data_files: a.parquet\n  columns: [{columns}]", "a.parquet"), (_, _) => file)];
        Assert.Equal(["answer"], Assert.Single(Of("answer")).Names);
        Assert.Empty(_errors);
        Assert.Empty(Of("answer, qestion"));
        var error = Assert.Single(_errors);
        Assert.Contains("'qestion'", error.Message, StringComparison.Ordinal);
        Assert.Contains("question, answer. Did you mean 'question'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_on_its_way_into_a_folder_is_no_data()
    {
        _folder.File("a.jsonl", "{\"x\":1}\n");
        _folder.File("data-train.new/train-00000-of-00001.jsonl", "{\"x\":2}\n");
        _folder.File("data/.incomplete-train.jsonl", "{\"x\":3}\n");
        Assert.Equal([1L], new DatasetReader { OnError = _errors.Add, OnWarning = _ => { } }.Read(_folder.Path).Select(row => row["x"]));
    }
}
