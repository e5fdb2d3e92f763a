using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>CSV with a header line. Every value stays the text that it is: leading zeros, dates and commas survive.</summary>
public static class CsvFileReader
{
    /// <summary>
    /// The parser copies the whole record for each field of it with quotes where none may be, so that a line of nothing else would take
    /// the square of its length.
    /// </summary>
    private const int MostCopied = 1 << 26;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Streams the rows. A line that has not as many fields as the header goes to <paramref name="onError"/> and the next is read; a file
    /// that is no UTF-8 (or UTF-16 with its mark), and a quote that is never closed, end the reading with an error.
    /// </summary>
    public static IEnumerable<Row> Read(string path, char delimiter, Action<DatasetFormatException> onError)
    {
        using var text = new StreamReader(path, s_strict);
        var line = 1;
        var misplaced = 0;
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            BadDataFound = null,
            TrimOptions = TrimOptions.None,
            IgnoreBlankLines = true,
        });

        bool Read()
        {
            line = csv.RawRow + 1;
            try
            {
                if (!csv.Read())
                    return false;
            }
            catch (DecoderFallbackException broken)
            {
                onError(new DatasetFormatException(path, null, null, "this file is not UTF-8: save it as \"CSV UTF-8\"", broken));
                return false;
            }
            // Blank lines that were passed over belong to the record as the parser sees it.
            line += csv.RawRecord.AsSpan(0, csv.RawRecord.Length - csv.RawRecord.AsSpan().TrimStart("\r\n").Length).Count('\n');
            (var isOpen, misplaced) = Quotes(csv.RawRecord, delimiter);
            if (!isOpen)
                return true;
            onError(new DatasetFormatException(path, line, null, "a quote is opened here and never closed"));
            return false;
        }

        string[]? Fields()
        {
            if ((long)Math.Min(misplaced, csv.Count) * csv.RawRecord.Length <= MostCopied)
                return csv.Record ?? [];
            onError(new DatasetFormatException(path, line, null, "too many of its fields have quotes in the middle"));
            return null;
        }

        if (!Read() || Fields() is not { } header)
            yield break;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (header.FirstOrDefault(name => !names.Add(name)) is { } twice)
        {
            onError(new DatasetFormatException(path, line, null, $"the column '{twice}' stands twice in the header (names are compared without case)"));
            yield break;
        }
        while (Read())
        {
            if (csv.Count != header.Length)
            {
                onError(new DatasetFormatException(path, line, null, $"{csv.Count} fields where the header has {header.Length}"));
                continue;
            }
            if (Fields() is not { } fields)
                continue;
            var row = new Row();
            for (var i = 0; i < header.Length; i++)
                row.Add(header[i], fields[i]);
            yield return row;
        }
    }

    /// <summary>
    /// Whether the record ends within quotes (the parser takes the end of the file for the end of a quoted field: a cut file would become
    /// one long value), and how many quotes stand where none may be.
    /// </summary>
    private static (bool IsOpen, int Misplaced) Quotes(string record, char delimiter)
    {
        var (quoted, atStart, misplaced) = (false, true, 0);
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (!quoted)
            {
                quoted = c == '"' && atStart;
                misplaced += c == '"' && !atStart ? 1 : 0;
                atStart = c == delimiter || c is '\r' or '\n';
            }
            else if (c == '"')
            {
                if (i + 1 < record.Length && record[i + 1] == '"')
                    i++;
                else
                    (quoted, misplaced) = (false, misplaced + (i + 1 == record.Length || record[i + 1] == delimiter || record[i + 1] is '\r' or '\n' ? 0 : 1));
            }
        }
        return (quoted, misplaced);
    }
}
