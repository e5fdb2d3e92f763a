using System.Text;

namespace MathPref.Shell;

/// <summary>
/// Draws the command under edit. It breaks the rows itself, and brings the cursor to its column by writing once more what is before it:
/// so neither the terminal's way of wrapping nor its idea of a wide character matters.
/// </summary>
internal sealed class LineView(string prompt, string continuation)
{
    /// <summary>The cells of the rows on the screen down to the cursor's, whose count ends at the cursor.</summary>
    private List<int> _drawn = [0];

    /// <summary>What to write so that the terminal shows <paramref name="buffer"/>, with the rows of <paramref name="below"/> beneath it.</summary>
    public string Draw(EditBuffer buffer, IReadOnlyList<string> below, int width, int height)
    {
        var (rows, row, before) = LayOut(buffer, width);
        var space = Math.Max(1, height - below.Count);
        var first = Math.Clamp(row - space + 1, 0, Math.Max(0, rows.Count - space));
        var shown = rows.GetRange(first, Math.Min(space, rows.Count - first));
        var frame = Begin(width).AppendJoin("\r\n", shown.Select(r => r.Text).Concat(below).Select(text => "\x1b[K" + text)).Append("\x1b[J");
        Up(frame, shown.Count + below.Count - 1 - (row - first));
        frame.Append('\r').Append(before);
        _drawn = [.. shown.Take(row - first).Select(r => r.Cells), Cells.Of(before)];
        return frame.ToString();
    }

    /// <summary>The whole command, as it stays in the terminal's memory, and the cursor on the line after it.</summary>
    public string Finish(EditBuffer buffer, string ending, int width)
    {
        var (rows, _, _) = LayOut(buffer, width);
        var frame = Begin(width).Append("\x1b[J").AppendJoin("\r\n", rows.Select(r => r.Text).Where(t => t.Length > 0)).Append(ending).Append("\r\n");
        Restart();
        return frame.ToString();
    }

    /// <summary>The next frame begins where the cursor is.</summary>
    public void Restart() => _drawn = [0];

    /// <summary>Back to where the last frame began. A terminal that has become narrower has broken its rows in the meantime.</summary>
    private StringBuilder Begin(int width)
    {
        var above = _drawn.SkipLast(1).Sum(cells => Math.Max(1, (cells + width - 1) / width)) + _drawn[^1] / width;
        return Up(new StringBuilder("\r"), above);
    }

    private static StringBuilder Up(StringBuilder frame, int rows) => rows > 0 ? frame.Append("\x1b[").Append(rows).Append('A') : frame;

    /// <summary>The rows, and which of them the cursor is in, behind which part of it.</summary>
    private (List<(string Text, int Cells)> Rows, int Row, string Before) LayOut(EditBuffer buffer, int width)
    {
        var rows = new List<(string Text, int Cells)>();
        var row = new StringBuilder();
        var cells = 0;
        (int Row, string Before)? cursor = null;
        Append(prompt);
        var at = 0;
        foreach (var element in Cells.Elements(buffer.Text))
        {
            if (at == buffer.Cursor)
                cursor = (rows.Count, row.ToString());
            at += element.Length;
            if (element == "\n")
            {
                EndRow();
                Append(continuation);
            }
            else
            {
                Put(element);
            }
        }
        cursor ??= (rows.Count, row.ToString());
        EndRow();
        return (rows, cursor.Value.Row, cursor.Value.Before);

        void Append(string text)
        {
            foreach (var element in Cells.Elements(text))
                Put(element);
        }

        void Put(string element)
        {
            var shown = char.IsControl(element[0]) ? element[0] == '\t' ? " " : "\uFFFD" : element;
            var wide = Cells.Of(shown);
            if (cells + wide > width)
                EndRow();
            row.Append(shown);
            cells += wide;
            // The cursor has no place behind a full row.
            if (cells >= width)
                EndRow();
        }

        void EndRow()
        {
            rows.Add((row.ToString(), cells));
            row.Clear();
            cells = 0;
        }
    }
}
