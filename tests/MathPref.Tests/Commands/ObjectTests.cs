using System.Management.Automation;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Rows as PowerShell has them: of databases, of CSV files and of other sessions.</summary>
public sealed class ObjectTests : IDisposable
{
    private const string Table =
        "$t = [System.Data.DataTable]::new('t'); [void]$t.Columns.Add('instruction'); [void]$t.Columns.Add('note'); " +
        "[void]$t.Rows.Add('Add 1 and 2.', [DBNull]::Value); [void]$t.Rows.Add('Add 3 and 4.', 'hard'); ";

    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    private static string[] Names(PSObject row) => [.. row.Properties.Select(property => property.Name)];

    [Theory]
    [InlineData("$t | Expand-Column instruction")]
    [InlineData("Expand-Column instruction -InputObject $t")]
    [InlineData("$t.DefaultView | Expand-Column instruction")]
    [InlineData("$t.CreateDataReader() | Expand-Column instruction")]
    [InlineData("$t | Select-Object * | Expand-Column instruction")]
    [InlineData("$t | Select-Object instruction, note | Expand-Column instruction")]
    public void Row_of_a_database_is_its_columns_alone_and_DBNull_is_null(string script)
    {
        var rows = _engine.Run(Table + script).Clean();
        Assert.Equal(2, rows.Count);
        Assert.Equal(["instruction", "note"], Names(rows[0]));
        Assert.Equal("Add 1 and 2.", rows[0].Properties["instruction"].Value);
        Assert.Null(rows[0].Properties["note"].Value);
        Assert.Equal("hard", rows[1].Properties["note"].Value);
    }

    [Fact]
    public void Row_of_a_database_that_Import_Clixml_brings_is_its_columns_alone()
    {
        var rows = _engine.Run(Table + "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($t.Rows)) | " +
            "Expand-Column instruction").Clean();
        Assert.Equal(2, rows.Count);
        Assert.Equal(["instruction", "note"], Names(rows[0]));
    }

    [Fact]
    public void What_was_added_to_a_row_of_a_database_is_a_column()
    {
        var row = _engine.Run(Table + "$t | Select-Object -First 1 | Add-Member -NotePropertyName level -NotePropertyValue 3 -PassThru | Expand-Column level").Clean()[0];
        Assert.Equal(["instruction", "note", "level"], Names(row));
    }

    [Fact]
    public void Columns_of_ones_own_with_the_names_of_plumbing_stay()
    {
        var row = _engine.Run("[pscustomobject]@{ instruction = 'x'; RowState = 'open'; ItemArray = 1; Table = 2; RunspaceId = 'mine' } | Expand-Column instruction").Clean()[0];
        Assert.Equal(["instruction", "RowState", "ItemArray", "Table", "RunspaceId"], Names(row));
    }

    [Fact]
    public void What_remoting_adds_is_no_column()
    {
        var row = _engine.Run("[pscustomobject]@{ instruction = 'x'; PSComputerName = 'host'; PSShowComputerName = $true; RunspaceId = [guid]::NewGuid() } | " +
            "Expand-Column instruction").Clean()[0];
        Assert.Equal(["instruction"], Names(row));
    }

    [Fact]
    public void DBNull_within_any_object_is_null()
    {
        var rows = _engine.Run("[pscustomobject]@{ instruction = 'x'; note = [DBNull]::Value }, @{ instruction = 'x'; note = [DBNull]::Value } | Expand-Column instruction").Clean();
        Assert.All(rows, row => Assert.Null(row.Properties["note"].Value));
        Assert.Equal(2, rows.Count);
    }

    private const string Rated = "[pscustomobject]@{ instruction = 'x'; generations = @('a', 'b'); ratings = $ratings }";

    [Theory]
    [InlineData("@('5', '3')")]
    [InlineData("@(' 5 ', '3.0')")]
    [InlineData("'[\"5\", \"3\"]'")]
    [InlineData("'[5, 3]'")]
    [InlineData("@(5, 3)")]
    public void Ratings_that_are_texts_of_numbers_are_ratings(string ratings)
    {
        foreach (var (cmdlet, column, expected) in new[]
        {
            ("ConvertTo-DpoFormat", "chosen_rating", 1), ("ConvertTo-KtoFormat", "rating", 2), ("ConvertTo-SftFormat -MinimumRating 4", "rating", 1),
        })
        {
            var rows = _engine.Run($"$ratings = {ratings}; {Rated} | {cmdlet}").Clean();
            Assert.Equal(expected, rows.Count);
            Assert.Equal(5L, Convert.ToInt64(rows[0].Properties[column].Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.IsNotType<string>(rows[0].Properties[column].Value);
        }
    }

    [Fact]
    public void Answers_of_a_CSV_may_be_JSON_text()
    {
        var row = Assert.Single(_engine.Run(
            "'instruction,generations,ratings', 'x,\"[\"\"a\"\",\"\"b\"\"]\",\"[5,3]\"' | ConvertFrom-Csv | ConvertTo-DpoFormat -Format Trl").Clean());
        Assert.Equal(5L, row.Properties["chosen_rating"].Value);
    }

    [Theory]
    [InlineData("@('good', '3')", "Rating 1 of 2 in 'ratings' of this row is the text 'good', which is no number.")]
    [InlineData("@('5', '4,5')", "Rating 2 of 2 in 'ratings' of this row is the text '4,5', which is no number.")]
    [InlineData("@('5/5', '3')", "Rating 1 of 2 in 'ratings' of this row is the text '5/5', which is no number.")]
    [InlineData("@(5, [double]::NaN)", "Rating 2 of 2 in 'ratings' of this row is NaN, which is no number.")]
    [InlineData("@($true, 3)", "Rating 1 of 2 in 'ratings' of this row is True, which is no number.")]
    [InlineData("'System.Object[]'", "Export-Csv writes that for a list, and the list itself is lost.")]
    [InlineData("'5;3'", "is not a list (it is the text '5;3')")]
    public void Rating_that_cannot_be_read_is_said_as_such(string ratings, string expected)
    {
        var result = _engine.Run($"$ratings = {ratings}; {Rated} | ConvertTo-DpoFormat");
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Contains(expected, result.OneError().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_rating_is_no_rating()
    {
        var result = _engine.Run($"$ratings = @('5', ''); {Rated} | ConvertTo-DpoFormat");
        Assert.Empty(result.Errors);
        Assert.Contains("fewer than two rated", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void List_that_a_CSV_lost_is_said_before_anything_is_made_of_it()
    {
        var script = "[pscustomobject]@{ input = 'x'; instructions = @('a', 'b') } | ConvertTo-Csv | ConvertFrom-Csv | Expand-Column instructions";
        Assert.Contains("the list itself is lost", _engine.Run(script).OneError().ToString(), StringComparison.Ordinal);
        var rows = _engine.Run("[pscustomobject]@{ instructions = '[\"a?\", \"b?\"]' } | Expand-Column instructions -As instruction").Clean();
        Assert.Equal(["a?", "b?"], rows.Select(row => row.Properties["instruction"].Value));
    }
}
