using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MathPref.Core.Rows;
using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>CSV. Every value stays the text that it is: leading zeros, dates and commas survive.</summary>
public static class CsvFileReader
{
    /// <summary>
    /// The parser copies the whole record for each field of it with quotes where none may be, so that a line of nothing else would take
    /// the square of its length.
    /// </summary>
    private const int MostCopied = 1 << 26;

    /// <summary>By so many bytes the delimiter is told.</summary>
    private const int HeadSize = 1 << 16;

    /// <summary>Streams the rows of a file whose columns are separated by <paramref name="delimiter"/>.</summary>
    public static IEnumerable<Row> Read(string path, char delimiter, Action<DatasetFormatException> onError) =>
        Read(path, delimiter, onError, new ReadOptions { Delimiter = delimiter });

    /// <summary>
    /// Streams the rows. A line that has not as many fields as the header goes to <paramref name="onError"/> and the next is read; a file
    /// that is not in its encoding, one that is cut off, a header that names a column twice and a quote that is never closed end the reading with
    /// an error after the rows before it. A value keeps the blanks around it, unless
    /// the separator is one with a blank. Empty fields at the end of a line, and columns without a name at the end of the header, are none.
    /// </summary>
    /// <param name="path">The file; what <see cref="TextSource"/> opens.</param>
    /// <param name="preferred">What separates the columns of files of that name, if the file itself does not say.</param>
    /// <param name="onError">Told of what cannot be read.</param>
    /// <param name="options">What is known of the file.</param>
    public static IEnumerable<Row> Read(string path, char preferred, Action<DatasetFormatException> onError, ReadOptions options)
    {
        using var source = TextSource.Open(path, options.Encoding);
        if (Dialect(path, source, preferred, onError, options) is not { } dialect)
            yield break;
        var delimiter = dialect.Delimiter;
        var broken = new BrokenBytes();
        using var utf8 = new StreamReader(source.Utf8, broken.Utf8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        using TextReader text = dialect.IsWrapped ? new UnwrappedReader(utf8) : utf8;
        var line = 1;
        // A line before the data (sep=;) is not seen by the parser.
        var before = dialect.Start > 0 ? 1 : 0;
        var misplaced = 0;
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            BadDataFound = null,
            TrimOptions = dialect.IsSpaced ? TrimOptions.Trim : TrimOptions.None,
            IgnoreBlankLines = true,
        });

        bool Read()
        {
            line = csv.RawRow + 1 + before;
            if (!csv.Read())
            {
                if (source.Failure is { } failure)
                    onError(failure);
                return false;
            }
            // What follows the place where the file is cut off belongs to this record.
            if (csv.RawRecord is not [.., '\r' or '\n'] && source.Failure is { } cut)
            {
                onError(cut);
                return false;
            }
            // Blank lines that were passed over belong to the record as the parser sees it.
            line += csv.RawRecord.AsSpan(0, csv.RawRecord.Length - csv.RawRecord.AsSpan().TrimStart("\r\n").Length).Count('\n');
            if (broken.IsIn(csv.RawRecord) is { } place)
            {
                onError(new DatasetFormatException(
                    path,
                    line + csv.RawRecord.AsSpan(0, place).TrimStart("\r\n").Count('\n'),
                    null,
                    $"this file is not UTF-8 from here on: save it as \"CSV UTF-8\", or {TextSource.EncodingHint}"));
                return false;
            }
            (var isOpen, misplaced) = Quotes(csv.RawRecord, delimiter, dialect.IsSpaced);
            if (!isOpen)
                return true;
            onError(new DatasetFormatException(path, line, null, "a quote is opened here and never closed"));
            return false;
        }

        bool HasZeros()
        {
            if (source.MayHaveZeros || !csv.RawRecord.Contains('\0'))
                return false;
            onError(new DatasetFormatException(path, line, null, $"this line {TextSource.ZeroHint}"));
            return true;
        }

        string[]? Fields()
        {
            if ((long)Math.Min(misplaced, csv.Count) * csv.RawRecord.Length <= MostCopied)
                return csv.Record ?? [];
            onError(new DatasetFormatException(path, line, null, "too many of its fields have quotes in the middle"));
            return null;
        }

        var names = options.Header;
        if (names is null)
        {
            if (!Read() || HasZeros() || Fields() is not { } header || Names(path, line, header, onError, options.OnWarning) is not { } named)
                yield break;
            names = named;
        }
        while (Read())
        {
            var count = csv.Count;
            if (count < names.Count || (count > names.Count && HasMore(csv, names.Count)))
            {
                onError(new DatasetFormatException(path, line, null, Misfit(count, names.Count, options, dialect)));
                continue;
            }
            if (HasZeros())
                continue;
            if (Fields() is not { } fields)
                continue;
            var row = new Row(names.Count);
            for (var i = 0; i < names.Count; i++)
                row.Add(names[i], fields[i]);
            yield return row;
        }
    }

    private static CsvDialect? Dialect(string path, TextSource source, char preferred, Action<DatasetFormatException> onError, ReadOptions options)
    {
        var head = source.Utf8.Peek(HeadSize);
        try
        {
            var text = Encoding.UTF8.GetString(head);
            var dialect = CsvDialect.Find(text, head.Length < HeadSize, options.Delimiter, options.Header?.Count, preferred);
            source.Utf8.Skip(Encoding.UTF8.GetByteCount(text.AsSpan(0, dialect.Start)));
            if (dialect.IsWrapped)
                options.OnWarning?.Invoke($"{path}: each line stands in quotes as a whole; it is read without them, its columns separated by " +
                    $"{CsvDialect.Name(dialect.Delimiter)}.");
            return dialect;
        }
        catch (FormatException unclear)
        {
            onError(new DatasetFormatException(path, null, null, unclear.Message));
            return null;
        }
    }

    /// <summary>The columns' names. Excel leaves cells without one behind the last; any other is called by its place, as Import-Csv does.</summary>
    private static string[]? Names(string path, long line, string[] header, Action<DatasetFormatException> onError, Action<string>? onWarning)
    {
        var count = header.Length;
        while (count > 1 && string.IsNullOrWhiteSpace(header[count - 1]))
            count--;
        var names = new string[count];
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var unnamed = new List<string>();
        for (var i = 0; i < count; i++)
        {
            names[i] = header[i].Trim();
            if (names[i].Length == 0)
                unnamed.Add(names[i] = FormattableString.Invariant($"H{i + 1}"));
            if (taken.Add(names[i]))
                continue;
            onError(new DatasetFormatException(
                path, line, null, $"the column '{names[i]}' stands twice in the header (names are compared without case): rename one of them"));
            return null;
        }
        if (names is [var only] && only.AsSpan().IndexOfAny(",;\t|") is >= 0 and var place)
            onWarning?.Invoke($"{path}: its one column is called '{MessageText.Plain(only)}'. If those are several, separated by " +
                $"{CsvDialect.Name(only[place])}, the quotes around the line are too many, or give -Delimiter.");
        if (unnamed.Count > 0)
            onWarning?.Invoke($"{path}: the header names no column at {string.Join(", ", unnamed.Select(name => name[1..]))}; it is called " +
                $"{string.Join(", ", unnamed)} here.");
        return names;
    }

    /// <summary>Whether a record has values where no column is.</summary>
    private static bool HasMore(CsvParser csv, int columns)
    {
        for (var i = columns; i < csv.Count; i++)
        {
            if (csv[i].Length > 0)
                return true;
        }
        return false;
    }

    private static string Misfit(int count, int columns, ReadOptions options, CsvDialect dialect)
    {
        var expected = options.Header is null ? $"the header has {columns}" : $"-Header has {columns}";
        var hint = dialect.IsGuess && dialect.Delimiter is not CsvDialect.None
            ? $" (separated by {CsvDialect.Name(dialect.Delimiter)}; -Delimiter gives another)"
            : "";
        return $"{count} fields where {expected}{hint}";
    }

    /// <summary>
    /// Whether the record ends within quotes (the parser takes the end of the file for the end of a quoted field: a cut file would become
    /// one long value), and how many quotes stand where none may be.
    /// </summary>
    private static (bool IsOpen, int Misplaced) Quotes(string record, char delimiter, bool isSpaced)
    {
        var (quoted, atStart, misplaced) = (false, true, 0);
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (!quoted)
            {
                quoted = c == '"' && atStart;
                misplaced += c == '"' && !atStart ? 1 : 0;
                atStart = c == delimiter || c is '\r' or '\n' || (isSpaced && c == ' ' && atStart);
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
