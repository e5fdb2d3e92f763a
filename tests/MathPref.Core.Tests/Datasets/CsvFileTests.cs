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
    public void A_quote_that_is_never_closed_costs_its_line_and_no_other()
    {
        var (rows, errors) = Read("a,b\n1,2\n3,\"four\n5,6\n\n7,8\n9,\n");
        Assert.Equal(["1", "5", "7", "9"], rows.Select(row => row["a"]));
        Assert.Equal(3, Assert.Single(errors).Line);
    }

    [Fact]
    public void A_quote_that_another_line_seems_to_close_costs_its_line_and_no_other()
    {
        var (rows, errors) = Read("a,b\r\n1,\"two\r\n3,\"four\"\r\n5,6,7\r\n8,\"ni\"\"ne\r\n\"\r\n");
        Assert.Equal(["four", "ni\"ne\r\n"], rows.Select(row => row["b"]));
        Assert.Equal([2L, 4L], errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("q,a\n1,\"open\n2,the 5\" pipe\n3,ok\n", "the 5\" pipe", "ok")]
    [InlineData("q,a\n1,\"two\nlines\" ,\n3,ok\n", "two\nlines ", "ok")]
    [InlineData("q,a\r1,\"open\r2,b\r3,ok\r", "b", "ok")]
    [InlineData("q,a\r1,\"two\rlines\"\r3,ok\r", "two\rlines", "ok")]
    public void A_quote_closes_where_its_field_ends_whatever_ends_the_lines(string text, params string[] values)
    {
        var (rows, errors) = Read(text);
        Assert.Equal(values, rows.Select(row => row["a"]));
        Assert.Equal(text.Contains("open", StringComparison.Ordinal) ? [2L] : [], errors.Select(error => error.Line!.Value));
    }

    /// <summary>Where a line's end falls on the end of what is read at once, which is 65536 characters.</summary>
    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public void Both_characters_of_a_line_s_end_are_one_wherever_they_stand(int place)
    {
        var (rows, errors) = Read("a,b\r\n1," + new string('x', place - 8) + "\r\n2,y\r\n3\r\n");
        Assert.Equal(["1", "2"], rows.Select(row => row["a"]));
        Assert.Equal(4, Assert.Single(errors).Line);
    }

    /// <summary>In quotes or out of them, each of these lines goes on to the next.</summary>
    [Fact]
    public void Quotes_that_every_line_closes_and_opens_again_are_followed_a_few_times_and_no_more()
    {
        const int Lines = 20_000;
        var (rows, errors) = Read("a,b\n" + string.Concat(Enumerable.Repeat("x\",\"y\n", Lines)) + "2,z\n");
        Assert.Equal("2", rows[^1]["a"]);
        Assert.Equal(Lines, errors.Count);
    }

    [Fact]
    public void A_record_of_more_than_16_million_characters_is_a_quote_that_was_not_closed()
    {
        var (rows, errors) = Read("a,b\n1,\"open\n" + string.Concat(Enumerable.Repeat("2," + new string('x', 100_000) + "\n", 170)) + "3,y\"\n");
        Assert.Equal(171, rows.Count);
        Assert.Equal(2, Assert.Single(errors).Line);
    }

    /// <summary>Each line alone would swallow all below it.</summary>
    [Fact]
    public void Quotes_that_are_never_closed_on_every_line_cost_no_more_than_a_few_readings()
    {
        const int Lines = 50_000;
        var (rows, errors) = Read("a,b\n" + string.Concat(Enumerable.Repeat("1,\"x\n", Lines)) + string.Concat(Enumerable.Repeat("2,y\n", Lines)));
        Assert.Equal(Lines, rows.Count(row => row["a"] is "2"));
        Assert.Equal(Lines, errors.Count);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_cost_their_line_with_an_error_that_says_what_to_do()
    {
        var (rows, errors) = Read([.. "a,b\n1,caf"u8, 0xE9, .. "\n2,x\n"u8]);
        Assert.Equal(["2"], rows.Select(row => row["a"]));
        Assert.Equal(2, Assert.Single(errors).Line);
        Assert.Contains("give -Encoding", errors[0].Message, StringComparison.Ordinal);
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
