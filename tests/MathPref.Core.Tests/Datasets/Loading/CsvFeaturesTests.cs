using System.Text;
using MathPref.Core.Datasets;
using YamlDotNet.RepresentationModel;

namespace MathPref.Core.Tests.Datasets.Loading;

/// <summary>Rules 17 to 19 of what the library does with CSV, as trials of it have shown them.</summary>
public sealed class CsvFeaturesTests
{
    private static LoadedFile File(byte[] bytes) => new("train.csv", () => new MemoryStream(bytes));

    private static CsvFeatures Read(params string[] files) =>
        CsvFeatures.Read(files.Select(text => File(Encoding.UTF8.GetBytes(text))).ToList(), new CsvSettings());

    private static void Fails(params string[] files) =>
        Assert.StartsWith("train.csv", Assert.Throws<DatasetFormatException>(() => Read(files)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "2", "int64")]
    [InlineData("9007199254740993", "9223372036854775807", "int64")]
    [InlineData("9223372036854775808", "1", "uint64")]
    [InlineData("1.5", "1e3", "double")]
    [InlineData("1", "", "double")]
    [InlineData("", "NA", "double")]
    [InlineData("007", "+10", "int64")]
    [InlineData(" 7 ", "8", "int64")]
    [InlineData("True", "false", "bool")]
    [InlineData("True", "yes", "large_string")]
    [InlineData("2026-01-02", "2026-01-03", "large_string")]
    [InlineData("\"1,000\"", "\"2,500\"", "large_string")]
    [InlineData("None", "x", "large_string")]
    [InlineData("none", "NULL", "large_string")]
    [InlineData("1/2", "5", "large_string")]
    [InlineData("inf", "-0.0", "double")]
    [InlineData("\"1\"", "\"2\"", "int64")]
    [InlineData("a \"b\" c", "\"two\nlines\"", "large_string")]
    public void Columns_have_the_types_that_pandas_finds(string first, string second, string type)
    {
        var read = Read($"x,n\n{first},1\n{second},2\n");
        Assert.Equal($"x: {type}, n: int64", read.Columns.ToString());
        Assert.Equal(2, read.Rows);
    }

    [Theory]
    [InlineData("x,x,y\n1,2,3\n", "x: int64, x.1: int64, y: int64")]
    [InlineData("x,x.1,x\n1,2,3\n", "x: int64, x.1: int64, x.2: int64")]
    [InlineData(",a\n0,b\n", "Unnamed: 0: int64, a: large_string")]
    [InlineData("a,b\nr1,x,1\nr2,y,2\n", "a: large_string, b: int64, __index_level_0__: large_string")]
    [InlineData("a,b\nx,1\ny\n", "a: large_string, b: double")]
    [InlineData("a, b\n\n1, 2\r\n  \n3,4\n", "a: int64,  b: int64")]
    [InlineData("\uFEFFa\n1\n", "a: int64")]
    [InlineData("a;b\n1;2\n", "a;b: large_string")]
    public void Names_and_cells_are_taken_as_pandas_takes_them(string text, string columns) => Assert.Equal(columns, Read(text).Columns.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n")]
    [InlineData("a,b\nx,1\ny,2,3\n")]
    [InlineData("a\n\"x\n")]
    [InlineData("a\nx\0\n")]
    [InlineData("a\n-1\n9223372036854775808\n")]
    public void A_file_with_which_a_load_fails_or_might_is_refused(string text) => Fails(text);

    [Fact]
    public void Other_encodings_are_refused()
    {
        Assert.Throws<DatasetFormatException>(() => CsvFeatures.Read([File(Encoding.Latin1.GetBytes("a\né\n"))], new CsvSettings()));
        Assert.Throws<DatasetFormatException>(() => CsvFeatures.Read([File([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\n1\n")])], new CsvSettings()));
    }

    [Fact]
    public void The_types_of_the_first_file_hold()
    {
        Assert.Equal("a: int64", Read("a\n1\n", "a\n2\n\n").Columns.ToString());
        Assert.Equal("a: int64, b: int64", Read("a,b\n1,2\n", "b\n2\n").Columns.ToString());
        Fails("a\n1\n", "a\nx\n");
        Fails("a\n1\n", "a,b\n1,2\n");
        Fails("a\n1\n", "a\n1.5\n");
    }

    [Fact]
    public void Ten_thousand_rows_have_their_types_together()
    {
        var text = "a\n" + string.Concat(Enumerable.Repeat("1\n", 10_000));
        Assert.Equal(10_001, Read(text + "2\n").Rows);
        Fails(text + "x\n");
        Assert.Equal("a: large_string", Read(text[..^2] + "x\n").Columns.ToString());
    }

    [Fact]
    public void The_card_says_what_separates_and_how_columns_are_called()
    {
        var config = (YamlMappingNode)LoadingFiles.Yaml("config_name: default\ndata_files: a.csv\ndelimiter: '|'\ndecimal: ','\ncolumn_names:\n- p\n- a\nskiprows: 1\ncolour: red");
        var settings = CsvSettings.Of(config, isTabs: false, "README.md");
        var read = CsvFeatures.Read([File("p|a\nhalf of 5|2,5\nhalf of 9|4,5\n"u8.ToArray())], settings);
        Assert.Equal(("p: large_string, a: double", 2), (read.Columns.ToString(), read.Rows));
        Assert.Equal('\t', CsvSettings.Of(null, isTabs: true, "README.md").Separator);
        Assert.Throws<DatasetFormatException>(() => CsvSettings.Of((YamlMappingNode)LoadingFiles.Yaml("index_col: 0"), isTabs: false, "README.md"));
    }
}
