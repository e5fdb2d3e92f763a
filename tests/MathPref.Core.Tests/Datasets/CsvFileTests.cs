using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

public sealed class CsvFileTests
{
    private static (List<Row> Rows, List<DatasetFormatException> Errors) Read(byte[] bytes, char delimiter = ',')
    {
        using TemporaryFolder folder = new();
        List<DatasetFormatException> errors = [];
        return (CsvFileReader.Read(folder.File("rows.csv", bytes), delimiter, errors.Add).ToList(), errors);
    }

    private static (List<Row> Rows, List<DatasetFormatException> Errors) Read(string text, char delimiter = ',') => Read(Encoding.UTF8.GetBytes(text), delimiter);

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void Every_value_stays_the_text_that_it_is(string culture) => Cultures.Under(culture, () =>
    {
        var (rows, errors) = Read("id,amount,day,flag,space\n007,\"1,5\",2024-01-01,TRUE,  x \n");
        Assert.Empty(errors);
        Assert.Equal(["007", "1,5", "2024-01-01", "TRUE", "  x "], Assert.Single(rows).Select(column => column.Value));
    });

    [Fact]
    public void Quotes_commas_and_line_ends_within_quotes_are_text()
    {
        var (rows, errors) = Read("a,b\r\n\"say \"\"hi\"\"\",\"two\r\nlines, one value\"\r\n\"\",x\r\n");
        Assert.Empty(errors);
        Assert.Equal(["say \"hi\"", "two\r\nlines, one value", "", "x"], rows.SelectMany(row => row.Select(column => column.Value)));
    }

    [Theory]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("a,b\n1,2")]
    [InlineData("a,b\r1,2\r")]
    [InlineData("\n\na,b\n\n1,2\n\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"")]
    public void BOM_blank_lines_and_every_line_end_are_no_trouble(string text)
    {
        var (rows, errors) = Read(text);
        Assert.Empty(errors);
        Assert.Equal([("a", "1"), ("b", "2")], Assert.Single(rows).Select(column => (column.Key, (string)column.Value!)));
    }

    [Fact]
    public void Tabs_separate_where_asked_for() => Assert.Equal(["1,5", "x"], Assert.Single(Read("a\tb\n1,5\tx\n", '\t').Rows).Select(column => column.Value));

    [Fact]
    public void UTF16_with_its_mark_is_read() => Assert.Equal("é", Assert.Single(Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\né\n")]).Rows)["a"]);

    [Fact]
    public void A_line_with_another_number_of_fields_is_an_error_with_its_line_and_the_others_are_read()
    {
        var (rows, errors) = Read("a,b\n1,2\n3\n\n4,\"5\n6\"\n7,8,9\n10,11\n");
        Assert.Equal(["1", "4", "10"], rows.Select(row => row["a"]));
        Assert.Equal([3L, 7L], errors.Select(error => error.Line));
        Assert.Contains("1 fields where the header has 2", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_stands_twice_in_the_header_is_an_error()
    {
        var (rows, errors) = Read("a,b,A\n1,2,3\n");
        Assert.Empty(rows);
        var error = Assert.Single(errors);
        Assert.Equal(1, error.Line);
        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_an_error_where_it_opens_and_swallows_nothing()
    {
        var (rows, errors) = Read("a,b\n1,2\n3,\"four\n5,6\n7,8\n");
        Assert.Equal(["1"], rows.Select(row => row["a"]));
        Assert.Equal(3, Assert.Single(errors).Line);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_an_error_that_says_what_to_do()
    {
        var (rows, errors) = Read([.. "a,b\n1,caf"u8, 0xE9, .. "\n"u8]);
        Assert.Empty(rows);
        Assert.Contains("UTF-8", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n")]
    [InlineData("\n\n")]
    public void A_file_without_lines_has_no_rows(string text)
    {
        var (rows, errors) = Read(text);
        Assert.Empty(rows);
        Assert.Empty(errors);
    }

    [Fact]
    public void A_value_of_a_megabyte_is_read() => Assert.Equal(1_000_000, ((string)Assert.Single(Read("a\n\"" + new string('x', 1_000_000) + "\"\n").Rows)["a"]!).Length);

    [Fact]
    public void A_message_that_quotes_the_file_is_one_plain_short_line()
    {
        var name = "\u001b[31m" + new string('x', 100_000);
        var error = Assert.Single(Read($"{name},{name}\n1,2\n").Errors);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 10, 1000);
    }

    /// <summary>The parser copies the record for each of them.</summary>
    [Fact]
    public void A_line_of_nothing_but_misplaced_quotes_is_an_error_and_the_next_is_read()
    {
        const int Columns = 5000;
        string Line(string value) => string.Join(',', Enumerable.Repeat(value, Columns)) + "\n";
        var (rows, errors) = Read(string.Join(',', Enumerable.Range(0, Columns)) + "\n" + Line("x") + Line("\"a\"b some more of it") + Line("y"));
        Assert.Equal(["x", "y"], rows.Select(row => row["0"]));
        Assert.Equal(3, Assert.Single(errors).Line);
    }
}
