using System.Text;
using MathPref.Shell;

namespace MathPref.Tests.Shell;

/// <summary>As much of a terminal as the shell uses: rows that wrap and scroll, the cursor, erasing. Everything else is refused.</summary>
internal sealed class Screen(int width, int height) : StringWriter
{
    private const string WidePadding = "\0";
    private const string KeypadMode = "\x1b=";

    private readonly List<string[]> _rows = [Empty(width)];
    private int _top;
    private int _row;
    private int _column;
    private bool _wrapIsDue;

    /// <summary>All rows that there ever were, without the blanks at their ends.</summary>
    public IReadOnlyList<string> Rows
    {
        get
        {
            var rows = _rows.Select(r => string.Concat(r).Replace(WidePadding, "", StringComparison.Ordinal).TrimEnd()).ToList();
            while (rows.Count > 1 && rows[^1].Length == 0)
                rows.RemoveAt(rows.Count - 1);
            return rows;
        }
    }

    public (int Row, int Column) Cursor => (_row, _wrapIsDue ? width : _column);

    public int Writes { get; private set; }

    public override void Write(string? value)
    {
        Writes++;
        foreach (var element in Split(value ?? ""))
        {
            if (element.Length > 1 && element[0] == '\x1b')
                Steer(element);
            else if (element == "\r")
                (_column, _wrapIsDue) = (0, false);
            else if (element == "\n")
                Down();
            else
                Put(element);
        }
    }

    public override void Write(char value) => Write(value.ToString());

    private static IEnumerable<string> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            if (text.AsSpan(i).StartsWith(KeypadMode, StringComparison.Ordinal))
            {
                end = i + KeypadMode.Length;
            }
            else if (text[i] == '\x1b' && text[i + 1] == '[')
            {
                end = i + 2;
                while (text[end] is < '@' or > '~')
                    end++;
                end++;
            }
            else if (text[i] != '\r')
            {
                end = i + System.Globalization.StringInfo.GetNextTextElementLength(text, i);
            }
            yield return text[i..end];
            i = end;
        }
    }

    private void Steer(string sequence)
    {
        if (sequence == KeypadMode)
            return;
        var number = int.TryParse(sequence[2..^1], out var given) ? given : 1;
        switch (sequence[^1])
        {
            case 'A':
                (_row, _wrapIsDue) = (Math.Max(_row - number, _top), false);
                break;
            case 'K':
                EraseRow();
                break;
            case 'J' when sequence.Length == 3:
                EraseRow();
                for (var i = _row + 1; i < _rows.Count; i++)
                    _rows[i] = Empty(width);
                break;
            case 'm' or 'h':
                break;
            default:
                throw new InvalidOperationException($"What is {sequence[1..]}?");
        }
    }

    private void EraseRow() => Array.Fill(_rows[_row], " ", Math.Min(_column, width - 1), width - Math.Min(_column, width - 1));

    private void Put(string element)
    {
        Assert.False(element.Any(char.IsControl), $"A control character: {(int)element[0]}");
        var cells = Cells.Of(element);
        if (_wrapIsDue || _column + cells > width)
        {
            Down();
            (_column, _wrapIsDue) = (0, false);
        }
        _rows[_row][_column++] = element;
        for (var i = 1; i < cells; i++)
            _rows[_row][_column++] = WidePadding;
        if (_column >= width)
            (_column, _wrapIsDue) = (width - 1, true);
    }

    private void Down()
    {
        if (++_row == _rows.Count)
            _rows.Add(Empty(width));
        _top = Math.Max(_top, _row - height + 1);
    }

    private static string[] Empty(int width) => Enumerable.Repeat(" ", width).ToArray();
}
