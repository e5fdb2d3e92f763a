using System.Numerics;
using MathPref.Tests.Hosting;

namespace MathPref.Tests.Commands;

/// <summary>Values that not every file has a form for, from PowerShell and from JSON into a dataset and back.</summary>
public sealed class ValueTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _engine.Dispose();
        _scratch.Dispose();
    }

    private Engine.Result Run(string script) => _engine.Run(script, ("set", _scratch["set"]), ("here", _scratch.Path));

    private string Card => File.ReadAllText(_scratch["set/README.md"]);

    private IEnumerable<object?> Column(string name) => Run("Import-Dataset $set").Clean().Select(row => row.Properties[name].Value);

    private string Type(string column) =>
        Run($"(Get-Distiset $set).Configs[0].Columns | Where-Object Name -eq '{column}' | ForEach-Object {{ $_.Type.ToString() }}").Clean().Single().ToString();

    [Fact]
    public void A_decimal_of_many_digits_is_exported_shown_checked_and_imported_as_it_is()
    {
        Run("@{ x = 12345678901234567.89d; y = 0.5d }, @{ x = [decimal]0.125; y = 2 } | Export-Distiset $set").Clean();
        Assert.Equal([12345678901234567.89m, 0.125m], Column("x"));
        Assert.Equal([0.5, 2.0], Column("y"));
        Assert.Equal(("decimal128(38, 3)", "double"), (Type("x"), Type("y")));
        Assert.Contains("name: x\n    dtype: decimal128(38, 3)\n", Card, StringComparison.Ordinal);
        Assert.Empty(Run("Test-Distiset $set").Clean());
        // And once more, from what was read.
        Run("Import-Dataset $set | Export-Distiset $here/again").Clean();
        Assert.Equal(File.ReadAllBytes(_scratch["set/data/train-00000-of-00001.parquet"]), File.ReadAllBytes(_scratch["again/data/train-00000-of-00001.parquet"]));
    }

    [Theory]
    [InlineData("rows.jsonl", "{\"x\":12345678901234567.89}\n{\"x\":7}\n{\"x\":null}\n")]
    [InlineData("rows.json", "[{\"x\":12345678901234567.89},{\"x\":7},{\"x\":null}]")]
    public void A_number_of_JSON_loses_no_digit_on_its_way_through_either_format(string name, string text)
    {
        File.WriteAllText(_scratch[name], text);
        Run($"Import-Dataset $here/{name} | Export-Distiset $set").Clean();
        Assert.Equal([12345678901234567.89m, 7m, null], Column("x"));
        Run($"Import-Dataset $set | Export-Distiset $set -Format Jsonl -Force").Clean();
        Assert.Equal("{\"x\":12345678901234567.89}\n{\"x\":7.00}\n{\"x\":null}\n", File.ReadAllText(_scratch["set/data/train-00000-of-00001.jsonl"]));
        Assert.Contains("name: x\n    dtype: float64\n", Card, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_JSON_that_no_decimal_holds_or_that_programs_print_of_doubles_are_doubles()
    {
        string[] numbers = ["0.5", "3.141592653589793238462643383279502884197", "1e-330", "3.333333333333333148e-01", "0.100000000000000005551115123126"];
        File.WriteAllLines(_scratch["rows.jsonl"], numbers.Select(number => $"{{\"x\":{number}}}"));
        Assert.Equal([0.5, Math.PI, 0.0, 1.0 / 3, 0.1], Run("Import-Dataset $here/rows.jsonl").Clean().Select(row => row.Properties["x"].Value));
        Assert.Equal("{\"x\":3.141592653589793}", Run("Import-Dataset $here/rows.jsonl | Where-Object x -gt 1 | ConvertTo-Json -Compress").Clean().Single().ToString());
        Run("Import-Dataset $here/rows.jsonl | Export-Distiset $set").Clean();
        Assert.Equal("double", Type("x"));
    }

    [Fact]
    public void Ids_of_ratings_beyond_64_bits_stay_two_ids()
    {
        Run("18446744073709551615, 18446744073709551613 | ForEach-Object { @{ rating_id = $_ } } | Export-Distiset $set").Clean();
        Assert.Equal([18446744073709551615m, 18446744073709551613m], Column("rating_id"));
    }

    [Fact]
    public void JSON_lines_of_whole_numbers_of_39_digits_pass_their_own_check()
    {
        Run("@{ a = 1; big = [bigint]::Pow(10, 38) } | Export-Distiset $set -Format Jsonl").Clean();
        Assert.Empty(Run("Test-Distiset $set").Clean());
    }

    [Fact]
    public void JSON_objects_of_NET_keep_their_digits_too()
    {
        Run("[System.Text.Json.JsonDocument]::Parse('{\"x\":12345678901234567.89}').RootElement | Export-Distiset $set").Clean();
        Assert.Equal([12345678901234567.89m], Column("x"));
    }

    [Fact]
    public void Whole_numbers_beyond_64_bits_are_decimals()
    {
        Run("@{ n = [bigint]::Pow(2, 100) }, @{ n = 7 }, @{ n = [uint64]::MaxValue } | Export-Distiset $set").Clean();
        Assert.Equal("decimal128(38, 0)", Type("n"));
        Assert.Equal([BigInteger.Pow(2, 100), 7m, 18446744073709551615m], Column("n").Select(n => n is decimal { Scale: 0 } whole && whole > 1e28m ? (BigInteger)whole : n));
    }

    [Fact]
    public void A_number_of_39_digits_is_the_error_of_its_row_and_the_others_are_written()
    {
        var error = Run("@{ n = [bigint]::Pow(10, 38) }, @{ n = 7 }, @{ n = [bigint]::Pow(10, 38) - 1 } | Export-Distiset $set").OneError();
        Assert.StartsWith("RowNotWritten", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($"Column 'n' holds 1{new string('0', 38)}, which is more than the 38 digits of a decimal column. Round it, or make the column text.", error.ToString());
        Assert.Equal(2, Column("n").Count());
    }

    [Fact]
    public void Ratings_that_are_decimals_make_pairs_with_double_ratings()
    {
        var made = Run("""
            @{ instruction = 'a'; generations = 'x', 'y'; ratings = (13d / 3), 1.5d }, @{ instruction = 'b'; generations = 'x', 'y'; ratings = 2, 5 } |
                ConvertTo-DpoFormat | Export-Distiset $set
            """);
        Assert.Empty(made.Errors);
        Assert.Equal(2, made.Warnings.Count(warning => warning.Contains("is double (as ratings, scores and margins are)", StringComparison.Ordinal)));
        Assert.Equal(("double", "double", "list<double>"), (Type("chosen_rating"), Type("rejected_rating"), Type("ratings")));
        Assert.Equal([13.0 / 3, 5.0], Column("chosen_rating"));
    }

    [Fact]
    public void Beside_doubles_decimals_are_double_and_one_warning_says_so()
    {
        var made = Run("@{ x = 12345678901234567.89d }, @{ x = 0.5 }, @{ x = 98765432109876543.21d } | Export-Distiset $set");
        Assert.Empty(made.Errors);
        Assert.Contains("Column 'x' holds numbers of more digits than a double has", Assert.Single(made.Warnings), StringComparison.Ordinal);
        Assert.Equal([12345678901234568.0, 0.5, 98765432109876544.0], Column("x"));
    }

    [Fact]
    public void NaN_and_infinity_are_values_in_Parquet_and_null_with_one_warning_in_JSON_lines()
    {
        const string Rows = "@{ x = 1.5 }, @{ x = [double]::NaN }, @{ x = [double]::NegativeInfinity }, @{ x = [float]::NaN } | Export-Distiset $set";
        Run(Rows).Clean();
        Assert.Equal([1.5, double.NaN, double.NegativeInfinity, double.NaN], Column("x"));
        Assert.Empty(Run("Test-Distiset $set").Clean());
        var lines = Run(Rows + " -Format Jsonl -Force");
        Assert.Empty(lines.Errors);
        Assert.Contains("'x' holds NaN in 2 cells (first in row 2), and -Infinity in 1 cell (first in row 3)", Assert.Single(lines.Warnings), StringComparison.Ordinal);
        Assert.Equal([1.5, null, null, null], Column("x"));
    }

    [Fact]
    public void A_pair_whose_rating_is_NaN_is_an_error_in_JSON_lines()
    {
        var error = Run("@{ prompt = 'a'; chosen = 'x'; rejected = 'y'; chosen_rating = [double]::NaN }, @{ prompt = 'b'; chosen = 'x'; rejected = 'y'; chosen_rating = 4.5 } | " +
            "Export-Distiset $set -Format Jsonl").OneError();
        Assert.StartsWith("RowNotWritten", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'chosen_rating' holds NaN", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["b"], Column("prompt"));
    }

    [Theory]
    [InlineData("Parquet")]
    [InlineData("Jsonl")]
    public void A_name_with_NUL_is_an_error_that_says_to_rename_it(string format)
    {
        var result = Run($$"""@{ ok = 1 }, @{ ok = 2; "a`0b" = 1 }, @{ ok = 3; deep = @{ list = @(@{ "x`0" = 1 }) } } | Export-Distiset $set -Format {{format}}""");
        Assert.All(result.Errors, error => Assert.StartsWith("RowNotWritten", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains("The name of the column 'a␀b' holds NUL", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Rename it", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal([1L], Column("ok"));
    }

    [Fact]
    public void The_rows_of_a_run_are_told_of_as_those_of_an_export()
    {
        var made = Run("Invoke-DatasetPipeline -Path $here/run { @{ x = 12345678901234567.89d }, @{ x = 0.5 } | ForEach-Object { [pscustomobject]$_ } | Export-Distiset -Config numbers } | Out-Null");
        Assert.Empty(made.Errors);
        Assert.Contains(made.Warnings, warning => warning.Contains("Column 'x' holds numbers of more digits than a double has", StringComparison.Ordinal));
    }

    [Fact]
    public void No_shard_of_several_row_groups_is_larger_than_asked()
    {
        // Each row group is larger than the one before it.
        Run("1..9000 | ForEach-Object { $n = $_; [pscustomobject]@{ n = $n; text = -join (0..($n / 1000 % 3) | ForEach-Object { [guid]::NewGuid() }) } } | Export-Distiset $set -MaxShardSize 250KB")
            .Clean();
        var sizes = Directory.GetFiles(_scratch["set/data"]).Select(file => new FileInfo(file).Length).ToList();
        Assert.InRange(sizes.Count, 2, 8);
        Assert.All(sizes, size => Assert.InRange(size, 1, 250 * 1024));
        Assert.Equal(Enumerable.Range(1, 9000).Select(n => (object?)(long)n), Column("n"));
    }
}
