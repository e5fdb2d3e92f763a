using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

public sealed class JsonFileTests
{
    private static (object?[] A, List<DatasetFormatException> Errors) Read(string text)
    {
        using TemporaryFolder folder = new();
        List<DatasetFormatException> errors = [];
        var rows = JsonFileReader.Read(folder.File("rows.json", text), errors.Add).ToList();
        return ([.. rows.Select(row => row["a"])], errors);
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":2}]")]
    [InlineData("[\n  {\"a\":1},\n  {\"a\":2}\n]\n")]
    [InlineData("[\n{\"a\":1}\n,\n{\"a\":2}\n]")]
    [InlineData("\uFEFF[{\"a\":1},\r\n{\"a\":2}]")]
    [InlineData("{\"a\":1}\n{\"a\":2}\n")]
    [InlineData("\uFEFF{\"a\":1}\r\n\r\n{\"a\":2}")]
    public void Lists_and_lines_are_told_apart(string text)
    {
        var (rows, errors) = Read(text);
        Assert.Equal([1L, 2L], rows);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": {\n}\n}\n")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("[\n{\"a\":1}\n]")]
    public void One_object_is_one_row(string text)
    {
        var (rows, errors) = Read(text);
        Assert.Equal([1L], rows);
        Assert.Empty(errors);
    }

    [Fact]
    public void An_empty_list_has_no_rows()
    {
        var (rows, errors) = Read("[]");
        Assert.Empty(rows);
        Assert.Empty(errors);
    }

    [Fact]
    public void An_item_that_is_no_row_is_an_error_with_its_number_and_the_others_are_read()
    {
        var (rows, errors) = Read("[{\"a\":1},5,{\"a\":1,\"A\":2},{\"a\":\"\\ud800\"},{\"a\":5}]");
        Assert.Equal([1L, 5L], rows);
        Assert.Equal(["item 2", "item 3", "item 4"], errors.Select(error => error.Message[error.Message.IndexOf("item", StringComparison.Ordinal)..][..6]));
    }

    [Fact]
    public void Broken_JSON_is_an_error_with_its_line_and_column()
    {
        var (rows, errors) = Read("[\n  {\"a\":1},\n  {\"a\":oops}\n]");
        Assert.Empty(rows);
        var error = Assert.Single(errors);
        Assert.Equal((3L, 8L), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":tw\n{\"a\":3}\n", 2L)]
    [InlineData("{\"a\":on\n{\"a\":1}\n{\"a\":3}\n", 1L)]
    [InlineData("{\"a\":1}\n{\"a\":3}\n{\"a\":", 3L)]
    public void A_broken_line_among_lines_costs_only_itself(string text, long line)
    {
        var (rows, errors) = Read(text);
        Assert.Equal([1L, 3L], rows);
        Assert.Equal(line, Assert.Single(errors).Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("nothing")]
    [InlineData("5")]
    public void What_holds_no_rows_is_an_error(string text)
    {
        var (rows, errors) = Read(text);
        Assert.Empty(rows);
        Assert.Single(errors);
    }
}
