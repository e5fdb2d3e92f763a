using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Datasets;

public sealed class JsonFileTests
{
    private static (object?[] A, List<DatasetFormatException> Errors) Read(string text, string name = "rows.json")
    {
        using TemporaryFolder folder = new();
        List<DatasetFormatException> errors = [];
        var rows = JsonFileReader.Read(folder.File(name, text), errors.Add).ToList();
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
    public void A_broken_item_of_a_list_costs_only_itself_and_is_an_error_with_its_line_and_column()
    {
        var (rows, errors) = Read("[\n  {\"a\":1},\n  {\"a\":oops},\n  {\"b\":\"[,\\\"\",\"a\":3}\n]");
        Assert.Equal([1L, 3L], rows);
        var error = Assert.Single(errors);
        Assert.Equal((3L, 8L), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":2},{\"a\":", 2)]
    [InlineData("[{\"a\":1},\n{\"a\":\"never closed},\n{\"a\":2}]", 2)]
    [InlineData("[{\"a\":1},{\"a\":2}", 2)]
    public void A_list_that_is_cut_off_or_not_closed_is_an_error_after_the_items_that_are_whole(string text, int whole)
    {
        var (rows, errors) = Read(text);
        Assert.Equal(whole, rows.Length);
        Assert.NotEmpty(errors);
    }

    /// <summary>A text that goes over a line's end, one that is not closed before it, and both in objects over several lines.</summary>
    [Theory]
    [InlineData("[{\"a\":1},\n{\"a\":\"x\ny\"},\n{\"a\":3},\n{\"a\":4}]")]
    [InlineData("[{\"a\":1},{\"a\":\"x\n},\n\ny\"},{\"a\":3},{\"a\":4}]")]
    [InlineData("[{\"a\":1},\r\n{\"a\":\"x},\r\n{\"a\":3},\r\n{\"a\":4}]")]
    [InlineData("[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": {\"c\": \"x}},\n    \"a\": 2\n  },\n  {\n    \"a\": 3\n  },\n  {\"a\": 4}\n]")]
    [InlineData("[\n  {\"a\": 1},\n  {\n    \"b\": [\"x],\n    \"a\": [2]\n  },\n  {\"a\": 3},\n  {\"a\": 4}\n]")]
    [InlineData("[{\"a\":1},\n{\"b\":\"x, \"a\":\"y\"},\n{\"a\":3},\n{\"a\":4}]")]
    public void A_text_in_an_item_that_a_line_s_end_breaks_costs_only_that_item(string text)
    {
        var (rows, errors) = Read(text);
        Assert.Equal([1L, 3L, 4L], rows);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void What_stands_behind_the_end_of_a_broken_list_is_not_passed_over_in_silence()
    {
        var (rows, errors) = Read("[{\"a\":1},{\"a\":oops},{\"a\":3}],{\"a\":4}]");
        Assert.Equal([1L, 3L], rows);
        Assert.Equal(2, errors.Count);
    }

    [Theory]
    [InlineData("rows.json", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n")]
    [InlineData("rows.jsonl", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n")]
    [InlineData("rows.jsonl", "{\"a\":\n1} {\"a\":2}")]
    [InlineData("rows.jsonl", "{\"a\":1} {\"a\":2}")]
    [InlineData("rows.json", "{\"a\":1}{\"a\":2}\n")]
    public void Objects_over_several_lines_or_several_on_one_are_rows(string name, string text)
    {
        var (rows, errors) = Read(text, name);
        Assert.Equal([1L, 2L], rows);
        Assert.Empty(errors);
    }

    [Fact]
    public void Lines_of_which_the_first_two_are_broken_cost_no_other()
    {
        var (rows, errors) = Read("{\"a\":1}}\n{\"a\":oops}\n{\"a\":3}\n", "rows.jsonl");
        Assert.Equal([3L], rows);
        Assert.Equal([1L, 2L], errors.Select(error => error.Line!.Value));
    }

    [Fact]
    public void A_list_of_texts_is_a_column_of_them()
    {
        using TemporaryFolder folder = new();
        var rows = JsonFileReader.Read(folder.File("texts.json", "[\"007\",\"None\"]"), error => throw error);
        Assert.Equal(["007", "None"], rows.Select(row => row["text"]));
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
