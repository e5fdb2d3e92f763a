using System.Globalization;
using System.Text;

namespace MathPref.Formatting;

/// <summary>
/// Text of models, servers and files on its way to a terminal: without control characters (ESC and the 8-bit CSI among them), without the
/// invisible characters that turn or hide text, and as wide as a terminal shows it.
/// </summary>
internal static class PlainText
{
    private const char Ellipsis = '…';

    /// <summary>Marks that take no cell of their own could go on for ever.</summary>
    private const int MostCharactersACell = 4;

    /// <summary>One line of at most <paramref name="width"/> cells, shortened with … where it is longer. What follows is not read.</summary>
    public static string Line(string text, int width)
    {
        var line = new StringBuilder(Math.Min(text.Length, width));
        var used = 0;
        // Where the text would have to end for the … to fit as well.
        var cut = 0;
        var isSpace = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Shown(rune);
            if (shown is null)
                continue;
            if (Rune.IsWhiteSpace(shown.Value))
            {
                if (isSpace)
                    continue;
                shown = new Rune(' ');
            }
            isSpace = shown.Value.Value == ' ';
            var cells = Cells(shown.Value);
            if (used + cells > width || line.Length > MostCharactersACell * width)
            {
                // Blanks at the end of what fits say nothing.
                if (isSpace)
                    continue;
                line.Length = cut;
                return width == 0 ? "" : line.ToString().TrimEnd(' ') + Ellipsis;
            }
            used += cells;
            line.Append(shown.Value.ToString());
            if (used < width)
                cut = line.Length;
        }
        return line.ToString().TrimEnd(' ');
    }

    /// <summary>All of the text, its lines kept.</summary>
    public static string Lines(string text)
    {
        var lines = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\n')
                lines.Append('\n');
            else if (Shown(rune) is { } shown)
                lines.Append(shown.ToString());
        }
        return lines.ToString();
    }

    /// <summary>A line in several, broken between words; a word that is wider than a line is left to be cut.</summary>
    public static IEnumerable<string> Wrap(string line, int width)
    {
        var start = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (start.Length > 0 && Cells(start.ToString()) + 1 + Cells(word) > width)
            {
                yield return start.ToString();
                start.Clear();
            }
            start.Append(start.Length > 0 ? " " : "").Append(word);
        }
        yield return start.ToString();
    }

    /// <summary>The text in exactly <paramref name="width"/> cells.</summary>
    public static string Pad(string text, int width, bool isRight = false)
    {
        var blanks = new string(' ', Math.Max(0, width - Cells(text)));
        return isRight ? blanks + text : text + blanks;
    }

    public static int Cells(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
            cells += Cells(rune);
        return cells;
    }

    /// <summary>What stands for a character; null where nothing does. Half of a surrogate pair arrives as U+FFFD.</summary>
    private static Rune? Shown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is '\t' or '\n' or '\r' or '\v' or '\f' or 0x85 ? new Rune(' ') : null,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
        UnicodeCategory.Format => null,
        _ => rune,
    };

    private static int Cells(Rune rune)
    {
        if (rune.IsAscii)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return 0;
        return rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
            or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6)
            or (>= 0x1f000 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd) ? 2 : 1;
    }
}
