using System.Globalization;
using System.Numerics;
using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>pandas' reader of CSV (its C engine), with the settings that a card's config may have.</summary>
internal sealed record CsvReader
{
    private static readonly HashSet<string> s_null =
    [
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    ];

    public char Separator { get; init; } = ',';

    public char Decimal { get; init; } = '.';

    public IReadOnlyList<string>? Names { get; init; }

    public int SkippedRows { get; init; }

    public Table Read(byte[] file)
    {
        var text = Utf8.Decode(file)?.TrimStart('\ufeff') ?? throw new PythonError("UnicodeDecodeError", "no UTF-8");
        var records = Records(text);
        IReadOnlyList<string> header;
        var start = 0;
        if (Names is not null)
        {
            header = Names;
            if (records.Count == 0)
                throw new PythonError("EmptyDataError", "No columns to parse from file");
        }
        else
        {
            if (records.Count == 0)
                throw new PythonError("EmptyDataError", "No columns to parse from file");
            header = Unique(records[0]);
            start = 1;
        }
        var width = Math.Max(header.Count, records.Count > start ? records[start].Count : 0);
        if (records.FindIndex(start, record => record.Count > width) is >= 0 and var wide)
            throw new PythonError("ParserError", $"Expected {width} fields, saw {records[wide].Count}");
        var extra = width - header.Count;
        if (extra > 1)
            throw new UnmodelledException("an index of several columns");
        List<IReadOnlyList<string>> rows = [.. records.Skip(start)];
        var columns = header.Select((name, i) => ColumnOf(name, [.. rows.Select(row => i + extra < row.Count ? row[i + extra] : null)])).ToList();
        if (extra == 1)
            columns.Add(ColumnOf("__index_level_0__", [.. rows.Select(row => row[0])]));
        return new Table(columns, rows.Count);
    }

    private static List<string> Unique(IReadOnlyList<string> cells)
    {
        List<string> names = [];
        for (var i = 0; i < cells.Count; i++)
        {
            var name = cells[i].Length == 0 ? $"Unnamed: {i}" : cells[i];
            var made = name;
            for (var n = 1; names.Contains(made); n++)
                made = $"{name}.{n}";
            names.Add(made);
        }
        return names;
    }

    private List<IReadOnlyList<string>> Records(string text)
    {
        List<IReadOnlyList<string>> records = [];
        List<string> record = [];
        StringBuilder cell = new();
        var (isQuoted, wasQuoted, hasAny, line) = (false, false, false, 0);
        void EndRecord()
        {
            if (line++ >= SkippedRows && (hasAny || record.Count > 0 || wasQuoted))
            {
                record.Add(cell.ToString());
                if (record.Count > 1 || wasQuoted || !string.IsNullOrWhiteSpace(record[0]))
                    records.Add(record);
            }
            (record, hasAny, wasQuoted) = ([], false, false);
            cell.Clear();
        }
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[i++]);
                else
                    isQuoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                (isQuoted, wasQuoted) = (true, true);
            }
            else if (c == Separator)
            {
                record.Add(cell.ToString());
                cell.Clear();
                hasAny = true;
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
                EndRecord();
            }
            else
            {
                cell.Append(c);
                hasAny = true;
            }
        }
        if (isQuoted)
            throw new PythonError("ParserError", "EOF inside string");
        if (hasAny || wasQuoted || record.Count > 0)
            EndRecord();
        return records;
    }

    private Column ColumnOf(string name, IReadOnlyList<string?> cells)
    {
        if (cells.Count == 0)
            return new Column(name, ArrowType.Null, []);
        List<string?> values = [.. cells.Select(cell => cell is null || s_null.Contains(cell) ? null : cell)];
        var there = values.OfType<string>().ToList();
        if (there.Count == 0)
            return new Column(name, ArrowType.Double, new object?[values.Count]);
        var wholes = there.ConvertAll(WholeOf);
        if (wholes.TrueForAll(whole => whole is not null))
        {
            var (isSigned, isUnsigned) = (wholes.TrueForAll(whole => whole >= long.MinValue && whole <= long.MaxValue), wholes.TrueForAll(whole => whole >= 0 && whole <= ulong.MaxValue));
            var hasNull = there.Count < values.Count;
            if (isSigned && !hasNull || isUnsigned && !hasNull)
                return new Column(name, isSigned ? ArrowType.Int64 : ArrowType.UInt64, [.. wholes.Select(whole => (object?)whole)]);
            if (!isSigned)
                return new Column(name, ArrowType.LargeString, [.. values]);
        }
        if (values.TrueForAll(value => value is null || FloatOf(value) is not null))
            return new Column(name, ArrowType.Double, [.. values.Select(value => value is null ? null : (object?)FloatOf(value))]);
        if (there.TrueForAll(value => value is "True" or "TRUE" or "true" or "False" or "FALSE" or "false"))
            return new Column(name, ArrowType.Bool, [.. values.Select(value => value is null ? null : (object?)(value[0] is 'T' or 't'))]);
        return new Column(name, ArrowType.LargeString, [.. values]);
    }

    private static BigInteger? WholeOf(string cell) =>
        BigInteger.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private double? FloatOf(string cell)
    {
        var text = cell.Trim();
        if (text.TrimStart('+', '-').ToLowerInvariant() is "inf" or "infinity")
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (text.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or 'e' or 'E') && c != Decimal))
            return null;
        return double.TryParse(text.Replace(Decimal, '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
