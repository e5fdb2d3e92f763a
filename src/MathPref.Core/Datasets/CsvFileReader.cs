using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>CSV with a header line. Every value stays the text that it is: leading zeros, dates and commas survive.</summary>
public static class CsvFileReader
{
    /// <summary>Streams the rows. A line that has not as many fields as the header goes to <paramref name="onError"/> and the next is read.</summary>
    public static IEnumerable<Row> Read(string path, char delimiter, Action<DatasetFormatException> onError)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            BadDataFound = null,
            TrimOptions = TrimOptions.None,
            IgnoreBlankLines = true,
        });
        if (!csv.Read())
            yield break;
        var header = csv.Record ?? [];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (header.FirstOrDefault(name => !names.Add(name)) is { } twice)
        {
            onError(new DatasetFormatException(path, 1, null, $"the column '{twice}' stands twice in the header (names are compared without case)"));
            yield break;
        }
        while (csv.Read())
        {
            var fields = csv.Record ?? [];
            if (fields.Length != header.Length)
            {
                onError(new DatasetFormatException(path, csv.RawRow, null, $"{fields.Length} fields where the header has {header.Length}"));
                continue;
            }
            var row = new Row();
            for (var i = 0; i < header.Length; i++)
                row.Add(header[i], fields[i]);
            yield return row;
        }
    }
}
