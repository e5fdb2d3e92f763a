namespace MathPref.Core.Datasets;

/// <summary>What stands between the columns of a CSV file, found out of its beginning.</summary>
/// <param name="Delimiter">It; <see cref="None"/> in a file of one column.</param>
/// <param name="Start">Characters before the first line of data: those of a line <c>sep=;</c>, which Excel writes and takes for none, and of a
/// line <c>#TYPE</c>, which Export-Csv of Windows PowerShell writes.</param>
/// <param name="IsGuess">Whether it was found out, and could be another.</param>
/// <param name="IsSpaced">Whether blanks follow it that are part of no value: so they do in the header, or before quotes.</param>
/// <param name="IsWrapped">Whether each line stands in quotes as a whole, and has its columns within them.</param>
internal readonly record struct CsvDialect(char Delimiter, int Start, bool IsGuess, bool IsSpaced, bool IsWrapped = false)
{
    /// <summary>A character that stands in no text: the unit separator.</summary>
    public const char None = '\u001F';

    private const int MostRecords = 500;

    private const string Mark = "sep=";

    private const string TypeMark = "#TYPE ";

    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];

    /// <summary>How a file's records read with one delimiter.</summary>
    /// <param name="Delimiter">The delimiter.</param>
    /// <param name="Names">Columns that the header names.</param>
    /// <param name="Records">How many records there are below the header.</param>
    /// <param name="Fitting">How many of them have the header's columns.</param>
    /// <param name="IsProse">Whether it is followed by a blank wherever it stands: so it is in sentences.</param>
    /// <param name="IsText">Whether it is that or stands between digits wherever it is, as a decimal comma does.</param>
    /// <param name="IsSpaced">Whether blanks behind it are part of no value.</param>
    private sealed record Reading(char Delimiter, int Names, int Records, int Fitting, bool IsProse, bool IsText, bool IsSpaced)
    {
        public bool Fits => Fitting == Records;
    }

    /// <summary>
    /// Finds it: what the header has that every record has as often, quotes respected. Throws <see cref="FormatException"/>, which says what to
    /// give, where two could be it.
    /// </summary>
    /// <param name="head">The beginning of the text.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <param name="given">The delimiter where it is known.</param>
    /// <param name="columns">How many columns there are, where the first line is a row.</param>
    /// <param name="preferred">What the name of the file tells.</param>
    public static CsvDialect Find(string head, bool isWhole, char? given, int? columns, char preferred)
    {
        var (marked, start) = ReadMark(head);
        if ((given ?? marked) is { } known)
            return new CsvDialect(known, start, IsGuess: false, Read(head, start, isWhole, known, columns).IsSpaced);
        var readings = s_delimiters
            .OrderByDescending(delimiter => delimiter == preferred)
            .Select(delimiter => Read(head, start, isWhole, delimiter, columns))
            .ToList();
        if (Wrapped(head, start, isWhole) is { } within)
            return new CsvDialect(within, start, IsGuess: true, IsSpaced: false, IsWrapped: true);
        var found = columns is { } count ? OfRows(readings, count, preferred) : OfHeader(readings, preferred);
        return new CsvDialect(found, start, IsGuess: true, readings.Exists(reading => reading.Delimiter == found && reading.IsSpaced));
    }

    private static char OfHeader(List<Reading> readings, char preferred)
    {
        var inHeader = readings.FindAll(reading => reading.Names > 1);
        if (inHeader.Count == 0)
        {
            // A title above a table is no column of it: its rows are errors then, as in any file whose header has fewer columns than they.
            return OfTable(readings);
        }
        if (preferred is '\t' && inHeader[0].Delimiter is '\t')
            return '\t';
        var fitting = inHeader.FindAll(reading => reading.Fits);
        if (fitting.Count == 0)
        {
            var most = inHeader.Max(reading => reading.Fitting);
            fitting = inHeader.FindAll(reading => reading.Fitting == most);
        }
        return OneOf(fitting);
    }

    /// <summary>Without a header line the number of columns decides.</summary>
    private static char OfRows(List<Reading> readings, int columns, char preferred)
    {
        if (columns == 1)
            return OfTable(readings);
        var most = readings.Max(reading => reading.Fitting);
        return most == 0 ? preferred : OneOf(readings.FindAll(reading => reading.Fitting == most));
    }

    /// <summary>What divides every record alike though one column is named. Bars stand in pairs in mathematics.</summary>
    private static char OfTable(List<Reading> readings) =>
        readings.Find(reading => reading is { Records: > 0, Fitting: 0, IsProse: false, Delimiter: not '|' })?.Delimiter ?? None;

    private static char OneOf(List<Reading> fitting)
    {
        if (fitting.Exists(reading => !reading.IsText))
            fitting.RemoveAll(reading => reading.IsText);
        return fitting is [var one]
            ? one.Delimiter
            : throw new FormatException($"its columns could be separated by {string.Join(" or by ", fitting.Select(r => Name(r.Delimiter)))}: give -Delimiter");
    }

    /// <summary>As it is called in a message.</summary>
    public static string Name(char delimiter) => delimiter is '\t' ? "tabs" : $"'{delimiter}'";

    private static (char? Delimiter, int Start) ReadMark(string head)
    {
        var end = head.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? head.AsSpan() : head.AsSpan(0, end);
        var start = end < 0 ? head.Length : end + (head.AsSpan(end).StartsWith("\r\n") ? 2 : 1);
        if (line.StartsWith(TypeMark, StringComparison.Ordinal))
            return (null, start);
        if (!line.TrimStart('"').StartsWith(Mark, StringComparison.OrdinalIgnoreCase))
            return (null, 0);
        // A program that took it for a row has filled that up to the columns of the others.
        var named = line.TrimStart('"')[Mark.Length..];
        named = named is [' ', not ' ', ..] ? named[1..] : named;
        return named.TrimEnd('"') is [] ? (null, start)
            : named[1..].ContainsAnyExcept(" \",;\t|") ? (null, 0)
            : (named[0], start);
    }

    /// <summary>What separates the columns within lines that stand in quotes as a whole; null where they do not, or differ.</summary>
    private static char? Wrapped(string head, int start, bool isWhole)
    {
        var lines = head[start..].Split('\n', MostRecords + 1).Take(MostRecords).Select(line => line.TrimEnd('\r')).ToList();
        if (!isWhole && lines.Count > 2 && lines.Count < MostRecords)
            lines.RemoveAt(lines.Count - 1);
        lines.RemoveAll(line => line.Length == 0);
        if (lines.Count < 2 || !lines.TrueForAll(IsWrappedLine))
            return null;
        var text = string.Join('\n', lines.Select(Unwrap));
        foreach (var delimiter in s_delimiters)
        {
            var reading = Read(text, 0, isWhole: true, delimiter, columns: null);
            if (reading is { Names: > 1, Fits: true, IsProse: false } && reading.Records == lines.Count - 1)
                return delimiter;
        }
        return null;
    }

    /// <summary>Whether a line is one value in quotes.</summary>
    public static bool IsWrappedLine(string line) => line.Length > 1 && line[0] == '"' && line[^1] == '"'
        && !line.AsSpan(1, line.Length - 2).ToString().Replace("\"\"", "", StringComparison.Ordinal).Contains('"');

    /// <summary>The value.</summary>
    public static string Unwrap(string line) => line[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);

    private static Reading Read(string text, int start, bool isWhole, char delimiter, int? columns)
    {
        var records = Records(text, start, isWhole, delimiter, out var isProse, out var isText, out var isSpaced);
        if (columns is { } given)
            return new Reading(delimiter, given, records.Count, records.Count(record => Fits(record, given)), isProse, isText, isSpaced);
        if (records.Count == 0)
            return new Reading(delimiter, 0, 0, 0, isProse, isText, isSpaced);
        var names = Math.Max(records[0].Filled, 1);
        // Below a header of one column those that have one fit, and so do all where they differ among themselves: those are sentences.
        var rows = records.GetRange(1, records.Count - 1);
        var fitting = rows.Count(record => Fits(record, names));
        return new Reading(
            delimiter,
            records[0].Fields > 1 ? Math.Max(names, 2) : 1,
            rows.Count,
            records[0].Fields == 1 && rows.Exists(record => record.Fields != rows[0].Fields) ? rows.Count : fitting,
            isProse,
            isText,
            isSpaced);
    }

    private static bool Fits((int Fields, int Filled) record, int columns) => record.Fields >= columns && record.Filled <= columns;

    /// <summary>Fields of each record, and how many of them there are up to the last that is not empty.</summary>
    private static List<(int Fields, int Filled)> Records(
        string text, int start, bool isWhole, char delimiter, out bool isProse, out bool isText, out bool isSpaced)
    {
        var records = new List<(int Fields, int Filled)>();
        var (fields, filled, isEmpty, quoted, seen, prose, decimals) = (1, 0, true, false, 0, 0, 0);
        var (spacedHeader, spacedQuote) = (false, false);
        void End()
        {
            spacedHeader = records.Count == 0 ? seen > 0 && seen == prose : spacedHeader;
            // A blank line is none.
            if (fields > 1 || filled > 0 || !isEmpty)
                records.Add((fields, isEmpty ? filled : fields));
            (fields, filled, isEmpty) = (1, 0, true);
        }
        var i = start;
        for (; i < text.Length && records.Count < MostRecords; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                    i++;
                else if (c == '"')
                    quoted = false;
                else
                    isEmpty = false;
            }
            else if (c == '"' && isEmpty)
            {
                quoted = true;
                spacedQuote |= i > start && text[i - 1] == ' ';
            }
            else if (c == ' ' && isEmpty)
                continue;
            else if (c is '\r' or '\n')
                End();
            else if (c == delimiter)
            {
                seen++;
                prose += i + 1 < text.Length && text[i + 1] == ' ' ? 1 : 0;
                decimals += c == ',' && i > start && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]) ? 1 : 0;
                (filled, fields, isEmpty) = (isEmpty ? filled : fields, fields + 1, true);
            }
            else
                isEmpty = false;
        }
        // What the head cuts off may have more fields than can be seen.
        if (i == text.Length && (isWhole || records.Count == 0))
            End();
        isSpaced = spacedHeader || spacedQuote;
        (isProse, isText) = (seen > 0 && seen == prose, seen > 0 && seen == prose + decimals);
        return records;
    }
}
