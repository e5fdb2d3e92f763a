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
            // A whole number, as ratings of the judge are; a number that came as a double stays one.
            if (!ratings.Contains('.', StringComparison.Ordinal))
                Assert.IsNotType<double>(rows[0].Properties[column].Value);
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

    [Theory]
    [InlineData("rating = '5'; model = 'm'")]
    [InlineData("rating = 5; model = 'm'")]
    [InlineData("rating = '5'; model_name = 'm'")]
    [InlineData("ratings = @('5'); generation_models = @('m')")]
    public void One_answer_keeps_the_rating_and_the_model_that_its_row_has(string columns)
    {
        var row = $"[pscustomobject]@{{ instruction = 'q'; generation = 'a'; {columns} }}";
        foreach (var stage in new[] { "ConvertTo-SftFormat", "ConvertTo-SftFormat -MinimumRating 5", "ConvertTo-KtoFormat" })
        {
            var made = Assert.Single(_engine.Run($"{row} | {stage}").Clean());
            Assert.Equal("5", made.Properties["rating"].Value.ToString());
            Assert.Equal("m", made.Properties["model"].Value);
        }
        Assert.Empty(_engine.Run($"{row.Replace("'5'", "3", StringComparison.Ordinal).Replace("= 5", "= 3", StringComparison.Ordinal)} | ConvertTo-SftFormat -MinimumRating 4").Output);
    }

    [Fact]
    public void One_answer_s_rating_that_cannot_be_read_is_said_as_such_and_an_empty_one_is_none()
    {
        var error = _engine.Run("[pscustomobject]@{ instruction = 'q'; generation = 'a'; rating = 'good' } | ConvertTo-KtoFormat").OneError();
        Assert.Contains("The rating of this row is the text 'good', which is no number.", error.ToString(), StringComparison.Ordinal);
        var made = _engine.Run("[pscustomobject]@{ instruction = 'q'; generation = 'a'; rating = '' } | ConvertTo-SftFormat").Clean();
        Assert.Null(Assert.Single(made).Properties["rating"].Value);
        error = _engine.Run("[pscustomobject]@{ instruction = 'q'; generation = 'a' } | ConvertTo-KtoFormat").OneError();
        Assert.StartsWith("MissingColumn", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[DBNull]::Value")]
    [InlineData("[System.Data.SqlTypes.SqlString]::Null")]
    [InlineData("[System.Data.SqlTypes.SqlInt32]::Null")]
    [InlineData("[System.Management.Automation.Language.NullString]::Value")]
    [InlineData("[System.Management.Automation.Internal.AutomationNull]::Value")]
    [InlineData("$null")]
    public void Null_of_a_database_is_null_when_Import_Clixml_has_brought_it(string value)
    {
        using var scratch = new Scratch();
        _engine.Run(
            $"$row = [pscustomobject]@{{ instruction = 'x'; note = {value}; list = @(1, {value}) }}; " +
            "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($row)) | " +
            "Export-Distiset $here/set -Format Jsonl", ("here", scratch.Path)).Clean();
        Assert.Equal("{\"instruction\":\"x\",\"note\":null,\"list\":[1,null]}", File.ReadAllText(scratch["set/data/train-00000-of-00001.jsonl"]).Trim());
    }

    private const string Keyed = "$x = [System.Dynamic.ExpandoObject]::new(); $x.instruction = 'q'; $x.of = @{ n = 1 }; " +
        "$n = [System.Text.Json.Nodes.JsonNode]::Parse('{\"instruction\":\"q\",\"of\":{\"n\":1}}'); " +
        "$e = [System.Text.Json.JsonDocument]::Parse('{\"instruction\":\"q\",\"of\":{\"n\":1}}'); " +
        "$a = [System.Text.Json.Nodes.JsonNode]::Parse('[{\"instruction\":\"q\",\"of\":{\"n\":1}}]'); ";

    [Theory]
    [InlineData(", $x | Expand-Column instruction")]
    [InlineData("Expand-Column instruction -InputObject $x")]
    [InlineData(", $n | Expand-Column instruction")]
    [InlineData("Expand-Column instruction -InputObject $n")]
    [InlineData("$e | Expand-Column instruction")]
    [InlineData("$e.RootElement | Expand-Column instruction")]
    [InlineData("$a | Expand-Column instruction")]
    [InlineData("Expand-Column instruction -InputObject $a")]
    [InlineData("[pscustomobject]@{ instruction = $n['instruction']; of = $n['of'] } | Expand-Column instruction")]
    [InlineData("@{ instruction = 'q'; of = @{ n = $n['of']['n'] } } | Expand-Column instruction")]
    public void Objects_by_their_keys_are_rows_whatever_library_they_are_of(string script)
    {
        using var scratch = new Scratch();
        _engine.Run(Keyed + script + " | Export-Distiset $here/set -Format Jsonl", ("here", scratch.Path)).Clean();
        Assert.Equal("{\"instruction\":\"q\",\"of\":{\"n\":1}}", File.ReadAllText(scratch["set/data/train-00000-of-00001.jsonl"]).Trim());
    }

    [Theory]
    [InlineData("$n | Expand-Column instruction")]
    [InlineData("$x | Expand-Column instruction")]
    [InlineData("@{ instruction = 'q'; n = 1 }.GetEnumerator() | Expand-Column instruction")]
    public void Dictionary_that_the_pipe_took_apart_is_an_error_with_the_way_out(string script)
    {
        var result = _engine.Run(Keyed + script);
        Assert.Empty(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith("TakenApart", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Put a comma before it", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_within_a_row_is_a_list_of_its_rows()
    {
        var rows = _engine.Run(Table + "[pscustomobject]@{ set = 's'; instructions = $t } | Expand-Column instructions | ForEach-Object { $_.instructions.instruction }").Clean();
        Assert.Equal(["Add 1 and 2.", "Add 3 and 4."], rows.Select(row => row.BaseObject));
        using var scratch = new Scratch();
        _engine.Run(Table + "[pscustomobject]@{ t = $t } | Export-Distiset $here/set -Format Jsonl", ("here", scratch.Path)).Clean();
        Assert.Contains("[{\"instruction\":\"Add 1 and 2.\",\"note\":null},", File.ReadAllText(scratch["set/data/train-00000-of-00001.jsonl"]), StringComparison.Ordinal);
    }
}
