using System.Globalization;
using System.Text;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Benchmarks.Fuzz.Targets;

/// <summary>CSV of others, with commas and with tabs.</summary>
internal sealed class CsvTarget : FuzzTarget
{
    public override string Name => "csv";

    public override IReadOnlyList<string> Seeds { get; } = Bytes(
        "id,amount,day\n007,\"1,5\",2024-01-01\n008,2,2024-01-02\n",
        "a,b\r\n\"say \"\"hi\"\"\",\"two\r\nlines\"\r\n\"\",x\r\n",
        "\ufeffa\tb\n1,5\tx\n\n\n2\t\"y\ty\"",
        "\n\n\"a\",\"b\"\n\"1\",\"2\"",
        "a\n\"" + "x\n\"\"y\"\"\n" + "\"\n");

    public override IReadOnlyList<string> Pieces { get; } = Bytes(",", "\t", "\"", "\"\"", "\"\"\"", "\",\"", "\"\n\"", "\n", "\r\n", "\r", "\n\n", " \"x\" ", "a,b\n", "1,2\n", "A,a\n", "\"open", "x\"y", "#", ";", "=1+1", "\ufeff", "\"a\"b,", ",,", " ,");

    public override bool Accepts(string input) => Accepts(input, ',') | Accepts(input, '\t');

    private static bool Accepts(string input, char delimiter)
    {
        var bytes = RawText.ToBytes(input);
        var path = RowFiles.Write("csv", bytes);
        var (rows, errors) = Read(path, delimiter);
        // A row has a line at least, whatever ends it.
        var most = bytes.Count(b => b is (byte)'\n' or (byte)'\r') + 1;
        BrokenRule.Unless(rows.Count + errors.Count <= most, "no more rows and errors than lines", () => $"{rows.Count} and {errors.Count} of {most}");
        var line = 0L;
        foreach (var error in errors)
        {
            FuzzTrial.CheckRefusal(error);
            BrokenRule.Unless(error.Line is not null || RowFiles.IsOfFile(error, bytes), "an error names its line", () => error.Message);
            BrokenRule.Unless(error.Line is null || error.Line > line && error.Line <= most, "an error names its own line, in order", () => error.Message);
            line = error.Line ?? line;
        }
        if (rows.Count is > 0 and <= RowFiles.MostRows)
        {
            var (again, broken) = Read(RowFiles.Write("again.csv", Encoding.UTF8.GetBytes(Quoted(rows, delimiter))), delimiter);
            BrokenRule.Unless(broken.Count == 0 && again.Count == rows.Count && again.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second)), "rows come back from CSV as they were", () => broken.FirstOrDefault()?.Message ?? $"{again.Count} rows of {rows.Count}");
        }
        RowFiles.CheckJsonLines(rows);
        RowFiles.CheckParquet(rows);
        return errors.Count == 0;
    }

    private static (List<Row> Rows, List<DatasetFormatException> Errors) Read(string path, char delimiter)
    {
        var errors = new List<DatasetFormatException>();
        return (CsvFileReader.Read(path, delimiter, errors.Add).ToList(), errors);
    }

    /// <summary>Every value within quotes, which no parser can mistake.</summary>
    private static string Quoted(List<Row> rows, char delimiter)
    {
        string Line(IEnumerable<string> values) => string.Join(delimiter, values.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
        return Line(rows[0].Names) + string.Concat(rows.Select(row => Line(row.Select(column => Convert.ToString(column.Value, CultureInfo.InvariantCulture)!))));
    }
}
