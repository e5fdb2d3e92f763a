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
    /// Streams the rows. A line that has not as many fields as the header, or is not in its encoding, goes to <paramref name="onError"/> and the next is
    /// read; so does one with a quote that is never closed, or closed within a word lines below. A file that is cut off, and a header that cannot be read or
    /// names a column twice, end the reading with an error. A value keeps the blanks around it, unless
    /// the separator is one with a blank. Empty fields at the end of a line, and columns without a name at the end of the header, are none.
    /// </summary>
    /// <param name="path">The file; what <see cref="TextSource"/> opens.</param>
    /// <param name="preferred">What separates the columns of files of that name, if the file itself does not say.</param>
    /// <param name="onError">Told of what cannot be read.</param>
    /// <param name="options">What is known of the file.</param>
    public static IEnumerable<Row> Read(string path, char preferred, Action<DatasetFormatException> onError, ReadOptions options)
    {
        using var source = TextSource.Open(path, options.Encoding);
        if (Dialect(path, source, preferred, onError, options) is not var (dialect, above))
            yield break;
        var delimiter = dialect.Delimiter;
        var broken = new BrokenBytes();
        using var utf8 = new StreamReader(source.Utf8, broken.Utf8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        using TextReader text = dialect.IsWrapped ? new UnwrappedReader(utf8) : utf8;
        using var records = new CsvRecords(text, delimiter, options.Quote, dialect.IsSpaced);
        var line = 1;
        // Lines before the data (sep=;) are not seen by the parser.
        var before = above + (dialect.Start > 0 ? 1 : 0);
        var (misplaced, isHeader, record) = (0, options.Header is null, "");
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            Quote = options.Quote,
            Escape = options.Quote,
            BadDataFound = null,
            TrimOptions = dialect.IsSpaced ? TrimOptions.Trim : TrimOptions.None,
            IgnoreBlankLines = true,
        };
        var csv = new CsvParser(records, configuration, leaveOpen: true);

        // A record that cannot be read is told of, and the next one is read; false at the end, and where the header is none.
        bool Read()
        {
            while (Next())
            {
                if (Problem() is not { } problem)
                    return true;
                // What was passed over of a line without an end may have been ended by the file itself.
                var failure = record is [.., '\r' or '\n'] ? null : source.Failure;
                onError(failure ?? problem);
                if (isHeader || failure is not null)
                    return false;
            }
            return false;
        }

        bool Next()
        {
            line = csv.RawRow + 1 + before;
            records.Begin();
            if (!csv.Read())
            {
                if (source.Failure is { } failure)
                    onError(failure);
                return false;
            }
            record = csv.RawRecord;
            // What follows the place where the file is cut off belongs to this record.
            if (record is not [.., '\r' or '\n'] && source.Failure is { } cut)
            {
                onError(cut);
                return false;
            }
            return true;
        }

        DatasetFormatException? Problem()
        {
            // Blank lines that were passed over belong to the record as the parser sees it.
            line += record.AsSpan(0, record.Length - record.AsSpan().TrimStart("\r\n").Length).Count('\n');
            (var isOpen, misplaced) = Quotes(record, delimiter, options.Quote, dialect.IsSpaced);
            var isCut = records.IsCut;
            if (isOpen || isCut)
                Resume(isOpen);
            if (isOpen)
                return new DatasetFormatException(path, line, null, "a quote is opened here and never closed");
            if (isCut)
                return new DatasetFormatException(path, line, null, "this line is longer than any that is read");
            return broken.IsIn(record) is { } place
                ? new DatasetFormatException(
                    path,
                    line + record.AsSpan(0, place).TrimStart("\r\n").Count('\n'),
                    null,
                    $"this line is not UTF-8: save the file as \"CSV UTF-8\", or {TextSource.EncodingHint}")
                : null;
        }

        // Goes on behind the first line of a record that is none, or behind all of it.
        void Resume(bool isFirstLine)
        {
            var first = record.AsSpan().TrimStart("\r\n");
            var end = first.IndexOfAny('\r', '\n');
            if (records.Given != record.Length)
                return;
            before = line;
            records.PutBack(isFirstLine && end >= 0 ? first[(end + (first[end..].StartsWith("\r\n") ? 2 : 1))..].ToString() : "");
            csv.Dispose();
            // A text of nothing but open quotes needs a parser for each.
            (configuration.BufferSize, configuration.ProcessFieldBufferSize) = (512, 128);
            csv = new CsvParser(records, configuration, leaveOpen: true);
        }

        bool HasZeros()
        {
            if (source.MayHaveZeros || !record.Contains('\0'))
                return false;
            onError(new DatasetFormatException(path, line, null, $"this line {TextSource.ZeroHint}"));
            return true;
        }

        string[]? Fields()
        {
            if ((long)Math.Min(misplaced, csv.Count) * record.Length <= MostCopied)
                return csv.Record ?? [];
            onError(new DatasetFormatException(path, line, null, "too many of its fields have quotes in the middle"));
            return null;
        }

        try
        {
            var names = options.Header;
            if (names is null)
            {
                if (!Read() || HasZeros() || Fields() is not { } header || Names(path, line, header, onError, options.OnWarning) is not { } named)
                    yield break;
                (names, isHeader) = (named, false);
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
        finally
        {
            csv.Dispose();
        }
    }

    private static (CsvDialect Found, int Above)? Dialect(
        string path, TextSource source, char preferred, Action<DatasetFormatException> onError, ReadOptions options)
    {
        var above = SkipLines(source.Utf8, options.SkippedLines, areBlankCounted: true);
        above += SkipLines(source.Utf8, options.LinesAboveHeader, areBlankCounted: false);
        var head = source.Utf8.Peek(HeadSize);
        try
        {
            var text = Encoding.UTF8.GetString(head);
            var dialect = CsvDialect.Find(text, head.Length < HeadSize, options.Delimiter, options.Header?.Count, preferred);
            source.Utf8.Skip(Encoding.UTF8.GetByteCount(text.AsSpan(0, dialect.Start)));
            if (dialect.IsWrapped)
                options.OnWarning?.Invoke($"{path}: each line stands in quotes as a whole; it is read without them, its columns separated by " +
                    $"{CsvDialect.Name(dialect.Delimiter)}.");
            return (dialect, above);
        }
        catch (FormatException unclear)
        {
            onError(new DatasetFormatException(path, null, null, unclear.Message));
            return null;
        }
    }

    /// <summary>Passes over lines, which end as they may in CSV; how many these were, with blank ones that do not count.</summary>
    private static int SkipLines(HeadStream text, int lines, bool areBlankCounted)
    {
        var (skipped, isBlank) = (0, true);
        while (lines > 0 && text.Peek(HeadSize) is { Length: > 0 } head)
        {
            var at = 0;
            while (lines > 0 && at < head.Length)
            {
                var rest = head[at..];
                var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
                isBlank &= rest[..(end < 0 ? rest.Length : end)].IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
                // The second character of a line's end may be behind the head.
                var isAtEnd = end == rest.Length - 1 && head.Length == HeadSize;
                at += end < 0 ? rest.Length : isAtEnd ? end : rest[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1;
                if (isAtEnd)
                    break;
                if (end < 0)
                    continue;
                lines -= areBlankCounted || !isBlank ? 1 : 0;
                (skipped, isBlank) = (skipped + 1, true);
            }
            text.Skip(at);
        }
        return skipped;
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
    /// Whether the record has a quote that is not closed where a field ends, so that other lines are taken for part of it (the parser takes the end of the
    /// file, or a quote in another line, for the end of a field), and how many quotes stand where none may be.
    /// </summary>
    private static (bool IsOpen, int Misplaced) Quotes(string record, char delimiter, char quote, bool isSpaced)
    {
        var (quoted, atStart, misplaced, isOverLines) = (false, true, 0, false);
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (!quoted)
            {
                quoted = c == quote && atStart;
                misplaced += c == quote && !atStart ? 1 : 0;
                atStart = c == delimiter || c is '\r' or '\n' || (isSpaced && c == ' ' && atStart);
                isOverLines = false;
            }
            else if (c == quote)
            {
                if (i + 1 < record.Length && record[i + 1] == quote)
                    i++;
                else if (i + 1 == record.Length || record[i + 1] == delimiter || record[i + 1] is '\r' or '\n')
                    quoted = false;
                else if (isOverLines && !EndsField(record.AsSpan(i + 1), delimiter))
                    return (true, misplaced);
                else
                    (quoted, misplaced) = (false, misplaced + 1);
            }
            else
            {
                isOverLines |= c is '\r' or '\n';
            }
        }
        return (quoted, misplaced);
    }

    /// <summary>Whether nothing but blanks stands before the end of the field.</summary>
    private static bool EndsField(ReadOnlySpan<char> text, char delimiter) =>
        text.TrimStart(' ') is var rest && (rest.IsEmpty || rest[0] == delimiter || rest[0] is '\r' or '\n');
}
