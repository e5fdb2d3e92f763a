using System.Globalization;

namespace MathPref.Shell;

/// <summary>The text of a command, of one line or several, and the place in it where the next character goes.</summary>
internal sealed class EditBuffer
{
    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public int LineStart => Text.LastIndexOf('\n', Cursor - 1, Cursor) + 1;

    public int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var end ? end : Text.Length;

    /// <summary>Where the text element before the cursor begins: an emoji is one step, however many characters it has.</summary>
    public int Before
    {
        get
        {
            var before = 0;
            for (var i = 0; i < Cursor; i += StringInfo.GetNextTextElementLength(Text, i))
                before = i;
            return before;
        }
    }

    public int After => Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    public int WordBefore
    {
        get
        {
            var at = Cursor;
            while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
                at--;
            while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
                at--;
            return at;
        }
    }

    /// <summary>Where the blank-delimited word before the cursor begins, as Ctrl+W takes it in every shell.</summary>
    public int ArgumentBefore
    {
        get
        {
            var at = Cursor;
            while (at > 0 && char.IsWhiteSpace(Text[at - 1]))
                at--;
            while (at > 0 && !char.IsWhiteSpace(Text[at - 1]))
                at--;
            return at;
        }
    }

    public int WordAfter
    {
        get
        {
            var at = Cursor;
            while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
                at++;
            while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
                at++;
            return at;
        }
    }

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    public void MoveTo(int cursor) => Cursor = Math.Clamp(cursor, 0, Text.Length);

    public void Insert(string text) => Replace(Cursor, Cursor, text);

    public void Delete(int from, int to) => Replace(from, to, "");

    /// <summary>Puts <paramref name="text"/> in the place of a part, and the cursor behind it.</summary>
    public void Replace(int from, int to, string text) => (Text, Cursor) = (string.Concat(Text.AsSpan(0, from), text, Text.AsSpan(to)), from + text.Length);

    /// <summary>To the line above or below, as far along as it goes; false where there is none.</summary>
    public bool TryMoveLine(int step)
    {
        var column = Cursor - LineStart;
        if (step < 0 ? LineStart == 0 : LineEnd == Text.Length)
            return false;
        MoveTo(step < 0 ? LineStart - 1 : LineEnd + 1);
        MoveTo(Math.Min(LineStart + column, LineEnd));
        return true;
    }
}
