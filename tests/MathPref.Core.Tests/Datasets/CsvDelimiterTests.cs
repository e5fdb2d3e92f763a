using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

/// <summary>What separates the columns of a CSV file is found in it, or given, and is never taken wrongly without a word.</summary>
public sealed class CsvDelimiterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    private List<Row> Read(string text, string name = "rows.csv", ReadOptions? options = null) =>
        [.. new DatasetReader { Options = options ?? new(), OnError = error => _errors.Add(error.Message), OnWarning = _warnings.Add }.Read(_folder.File(name, text))];

    private static string Text(Row row) => string.Join(" ", row.Select(column => $"{column.Key}={column.Value}"));

    [Theory]
    [InlineData("input;level\nMatrices;easy\nDeterminants, 2x2;hard\n", "input=Matrices level=easy / input=Determinants, 2x2 level=hard")]
    [InlineData("input,level\nMatrices; and more,easy\na;b,hard\n", "input=Matrices; and more level=easy / input=a;b level=hard")]
    [InlineData("input\tlevel\na, b; c\teasy\n", "input=a, b; c level=easy")]
    [InlineData("input|level\na, b; c|easy\n", "input=a, b; c level=easy")]
    [InlineData("\"a;b\",c\n1,\"x;y;z\"\n", "a;b=1 c=x;y;z")]
    [InlineData("a;b\n\"1;2\n3;4\";\"say \"\"x;y\"\"\"\n5;6\n", "a=1;2\n3;4 b=say \"x;y\" / a=5 b=6")]
    [InlineData("x;y\n1,5;2,5\n3,5;4,5\n", "x=1,5 y=2,5 / x=3,5 y=4,5")]
    [InlineData("Preis, netto;Menge\n1,5;2\n2,5;3\n", "Preis, netto=1,5 Menge=2 / Preis, netto=2,5 Menge=3")]
    [InlineData("a; b\n1; 2\n", "a=1 b=2")]
    [InlineData("\"input\"; \"level\"\n\"Matrices\"; \"easy\"\n", "input=Matrices level=easy")]
    [InlineData("a, b\n1, \"2, 3\"\n", "a=1 b=2, 3")]
    [InlineData("a; b\n1; \"x; y\"\n", "a=1 b=x; y")]
    [InlineData("a; b\n  1; \"  2\"\n\"3 \" ; 4\n", "a=1 b=  2 / a=3  b=4")]
    [InlineData("a;b\n 1;  2\n", "a= 1 b=  2")]
    [InlineData("a;b", "")]
    [InlineData("\uFEFFa;b\r\n1;2\r\n", "a=1 b=2")]
    public void The_separator_is_what_the_header_has_and_every_record_as_often(string text, string rows)
    {
        Assert.Equal(rows, string.Join(" / ", Read(text).Select(Text)));
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("sep=;\na;b\n1,5;2\n", "a=1,5 b=2")]
    [InlineData("sep=,\r\na,b\r\n\"1;5\",2\r\n", "a=1;5 b=2")]
    [InlineData("\"sep=;\"\na;b\n1;2\n", "a=1 b=2")]
    [InlineData("\uFEFFSEP=^\na^b\n1^2\n", "a=1 b=2")]
    [InlineData("sep=\t\na\tb\n1\t2\n", "a=1 b=2")]
    [InlineData("sep=;,,\na;b\n1,5;2\n", "a=1,5 b=2")]
    [InlineData("sep= ;\na;b\n1,5;2\n", "a=1,5 b=2")]
    [InlineData("#TYPE System.Management.Automation.PSCustomObject\r\n\"a\",\"b\"\r\n\"1;5\",\"2\"\r\n", "a=1;5 b=2")]
    [InlineData("#TYPE Gärten\na;b\n1;2\n", "a=1 b=2")]
    public void A_first_line_that_names_the_separator_is_no_data(string text, string rows)
    {
        Assert.Equal(rows, string.Join(" / ", Read(text).Select(Text)));
        Assert.Empty(_errors);
    }

    [Fact]
    public void Lines_are_counted_with_the_one_that_names_the_separator()
    {
        Read("sep=;\na;b\n1;2\n3\n");
        Assert.Contains("line 4", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("question\nWhat is 1, 2?\nSolve x; then y\n\"a,b\"\n", "question=What is 1, 2? / question=Solve x; then y / question=a,b")]
    [InlineData("question\nSolve |x| = 1\nSolve |y| = 2\n", "question=Solve |x| = 1 / question=Solve |y| = 2")]
    [InlineData("question\nx\n", "question=x")]
    [InlineData("question\nWhat is 1, 2?\n", "question=What is 1, 2?")]
    public void A_file_of_one_column_has_none(string text, string rows)
    {
        Assert.Equal(rows, string.Join(" / ", Read(text).Select(Text)));
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("My table\na;b\n1;2\n")]
    [InlineData("My table\na,b\n1,2\n")]
    public void A_title_above_a_table_is_no_column_of_it(string text)
    {
        Assert.Empty(Read(text));
        Assert.All(_errors, error => Assert.Contains("-Delimiter", error, StringComparison.Ordinal));
        Assert.Equal(2, _errors.Count);
    }

    [Theory]
    [InlineData("input; level\nA; B; easy\n", ';')]
    [InlineData("input, level\nA, B, easy\nC\n", ',')]
    public void A_separator_that_a_blank_follows_is_one_and_ragged_rows_are_errors(string text, char delimiter)
    {
        Assert.Empty(Read(text));
        Assert.All(_errors, error => Assert.Contains($"where the header has 2 (separated by '{delimiter}'", error, StringComparison.Ordinal));
        Assert.NotEmpty(_errors);
    }

    [Theory]
    [InlineData("\"input;level\"\n\"Matrices;easy\"\n\"Sets;hard\"\n", "input=Matrices level=easy / input=Sets level=hard")]
    [InlineData("\"input,level\"\r\n\"\"\"a, b\"\",easy\"\r\n", "input=a, b level=easy")]
    public void Lines_that_stand_in_quotes_as_a_whole_are_read_without_them_and_a_warning_says_so(string text, string rows)
    {
        Assert.Equal(rows, string.Join(" / ", Read(text).Select(Text)));
        Assert.Contains("stands in quotes as a whole", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("\"input;level\"\n\"Matrices;easy\"\n\"a;b;c\"\n")]
    [InlineData("\"Question, in words\"\n\"What is 1, 2?\"\n")]
    public void One_column_with_a_separator_in_its_name_is_told(string text)
    {
        Assert.NotEmpty(Read(text));
        Assert.Contains("give -Delimiter", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("a,b;c\n1,2;3\n")]
    [InlineData("a,b;c\nx\n")]
    public void Where_two_could_be_it_the_file_is_an_error_that_asks(string text)
    {
        Assert.Empty(Read(text));
        Assert.Contains("',' or by ';': give -Delimiter", Assert.Single(_errors), StringComparison.Ordinal);
        Assert.NotEmpty(Read(text.Replace("\nx\n", "\nx;y\n", StringComparison.Ordinal), options: new ReadOptions { Delimiter = ';' }));
    }

    [Fact]
    public void What_is_given_wins_over_what_the_file_says() =>
        Assert.Equal("a;b=1;2 c=3", Text(Assert.Single(Read("sep=;\na;b|c\n1;2|3\n", options: new ReadOptions { Delimiter = '|' }))));

    [Theory]
    [InlineData("a\tb;c\n1\t2;3\n", "a=1 b;c=2;3")]
    [InlineData("a\tb,c\n1,5\tx,y\n", "a=1,5 b,c=x,y")]
    [InlineData("a;b\n1;2\n", "a=1 b=2")]
    [InlineData("a\nx, y\nz\n", "a=x, y / a=z")]
    public void A_tsv_has_tabs_unless_it_plainly_has_not(string text, string rows) =>
        Assert.Equal(rows, string.Join(" / ", Read(text, "rows.tsv").Select(Text)));

    [Fact]
    public void Columns_without_a_name_at_the_end_and_empty_fields_there_are_none_and_a_value_there_is_an_error()
    {
        Assert.Equal(["a=1 b=2", "a=3 b=4", "a=8 b=9"], Read("a;b;;\n1;2;;\n3;4\n5;6;7;\n8;9;;;;\n").Select(Text));
        Assert.Contains("line 4: 4 fields where the header has 2", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_too_short_is_an_error_with_its_line_and_the_others_are_read()
    {
        Assert.Equal(["a=1 b=2", "a=4 b=5"], Read("a;b\n1;2\n3\n4;5\n").Select(Text));
        Assert.Contains("line 3: 1 fields where the header has 2 (separated by ';'; -Delimiter gives another)", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_column_without_a_name_is_called_by_its_place_with_a_warning()
    {
        Assert.Equal("H1=0 a=1 H3=2 b=3", Text(Assert.Single(Read(",a, ,b\n0,1,2,3\n"))));
        Assert.Contains("H1, H3", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_stands_twice_is_an_error_and_no_column_is_lost()
    {
        Assert.Empty(Read("a;b;A\n1;2;3\n"));
        Assert.Contains("'A' stands twice", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1;2,5\n3;4,5\n", "x=1 y=2,5 / x=3 y=4,5")]
    [InlineData("a,b\nc,d\n", "x=a y=b / x=c y=d")]
    [InlineData("sep=;\na,b;c\n", "x=a,b y=c")]
    public void Names_that_are_given_make_a_row_of_the_first_line(string text, string rows)
    {
        Assert.Equal(rows, string.Join(" / ", Read(text, options: new ReadOptions { Header = ["x", "y"] }).Select(Text)));
        Assert.Empty(_errors);
    }

    [Fact]
    public void One_name_that_is_given_takes_whole_lines_and_no_half_of_a_table()
    {
        Assert.Equal(["x=What is 1, 2?", "x=Solve it"], Read("What is 1, 2?\nSolve it\n", options: new ReadOptions { Header = ["x"] }).Select(Text));
        Assert.Empty(Read("1;2\n3;4\n", options: new ReadOptions { Header = ["x"] }));
        Assert.Contains("2 fields where -Header has 1", _errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_longer_than_what_is_looked_at_is_read_whole()
    {
        var text = new StringBuilder("input;level\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"row {i}, with a comma;{i}\n");
        Assert.Equal(20_000, Read(text.ToString()).Count);
        Assert.Empty(_errors);
    }
}
