using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// The cells of CSV, line by line, as pandas takes them apart: a quote counts at the beginning of a cell alone, what follows the closing one
/// belongs to the cell, blank lines are none. Source: pandas, parser/tokenizer.c.
/// </summary>
internal sealed class CsvCells(TextReader text, char separator)
{
    private readonly TextReader _text = text;
    private readonly char _separator = separator;
    private readonly StringBuilder _cell = new();
    private readonly List<string> _cells = [];

    /// <summary>From 1: the line after what was read.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Passes over a line, within which quotes keep line ends.</summary>
    public void SkipLine()
    {
        var isQuoted = false;
        for (int c; (c = Next()) >= 0;)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && EndsLine(c))
                return;
        }
    }

    /// <summary>
    /// The cells of the next line that is not blank; null at the end. They are good until the next call. Throws
    /// <see cref="InvalidDataException"/> for a quote that is never closed and for a character 0.
    /// </summary>
    public IReadOnlyList<string>? Read()
    {
        while (true)
        {
            _cells.Clear();
            if (!ReadLine())
                return null;
            if (_cells.Count > 1 || _cells[0].AsSpan().ContainsAnyExcept(" \t") || _hasQuotes)
                return _cells;
        }
    }

    private bool _hasQuotes;

    private bool ReadLine()
    {
        _hasQuotes = false;
        var c = Next();
        if (c < 0)
            return false;
        while (true)
        {
            if (c == '"')
                c = ReadQuoted();
            while (c >= 0 && c != _separator && c is not ('\r' or '\n'))
            {
                _cell.Append((char)c);
                c = Next();
            }
            _cells.Add(_cell.ToString());
            _cell.Clear();
            if (c < 0 || EndsLine(c))
                return true;
            c = Next();
        }
    }

    /// <summary>Reads a quoted part, and gives what follows the closing quote.</summary>
    private int ReadQuoted()
    {
        _hasQuotes = true;
        while (true)
        {
            var c = Next();
            if (c < 0)
                throw new InvalidDataException("a quote is never closed");
            if (c != '"')
            {
                Line += c == '\n' ? 1 : 0;
                _cell.Append((char)c);
                continue;
            }
            c = Next();
            if (c != '"')
                return c;
            _cell.Append('"');
        }
    }

    private bool EndsLine(int c)
    {
        if (c is not ('\r' or '\n'))
            return false;
        if (c == '\r' && _text.Peek() == '\n')
            _text.Read();
        Line++;
        return true;
    }

    private int Next() => _text.Read() is var c && c != 0 ? c : throw new InvalidDataException("it holds a character 0");
}
