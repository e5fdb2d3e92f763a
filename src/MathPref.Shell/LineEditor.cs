namespace MathPref.Shell;

/// <summary>What each key does to the command. It knows no terminal: <see cref="TerminalPrompt"/> reads keys for it, and draws.</summary>
internal sealed class LineEditor(History history, Func<string, int, Offer?> complete, Func<string, bool> isIncomplete)
{
    public EditBuffer Buffer { get; } = new();

    /// <summary>Not null while Tab goes through candidates.</summary>
    public CompletionMenu? Menu { get; private set; }

    public EditOutcome Press(ConsoleKeyInfo key)
    {
        if (key.Key is ConsoleKey.Tab)
        {
            Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            return EditOutcome.Editing;
        }
        if (key.Key is ConsoleKey.Escape)
            Menu?.Undo();
        Menu = null;
        return key.Modifiers is ConsoleModifiers.Control ? PressControl(key) : PressPlain(key);
    }

    /// <summary>What is pasted is text, whatever keys it would be: Tab completes nothing, a line break runs nothing.</summary>
    public void Paste(string text)
    {
        Menu = null;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n');
        Buffer.Insert(string.Concat(lines.Where(c => c is '\n' or '\t' || !char.IsControl(c))));
    }

    private EditOutcome PressControl(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.C:
                return EditOutcome.Dropped;
            case ConsoleKey.D when Buffer.Text.Length == 0:
                return EditOutcome.Left;
            case ConsoleKey.D:
                Buffer.Delete(Buffer.Cursor, Buffer.After);
                break;
            case ConsoleKey.L:
                return EditOutcome.Cleared;
            case ConsoleKey.A:
                Buffer.MoveTo(Buffer.LineStart);
                break;
            case ConsoleKey.E:
                Buffer.MoveTo(Buffer.LineEnd);
                break;
            case ConsoleKey.U:
                Buffer.Delete(Buffer.LineStart, Buffer.Cursor);
                break;
            case ConsoleKey.K:
                Buffer.Delete(Buffer.Cursor, Buffer.LineEnd);
                break;
            case ConsoleKey.W:
                Buffer.Delete(Buffer.ArgumentBefore, Buffer.Cursor);
                break;
            case ConsoleKey.Backspace:
                Buffer.Delete(Buffer.WordBefore, Buffer.Cursor);
                break;
            case ConsoleKey.Delete:
                Buffer.Delete(Buffer.Cursor, Buffer.WordAfter);
                break;
            case ConsoleKey.LeftArrow:
                Buffer.MoveTo(Buffer.WordBefore);
                break;
            case ConsoleKey.RightArrow:
                Buffer.MoveTo(Buffer.WordAfter);
                break;
            case ConsoleKey.P:
                Recall(-1);
                break;
            case ConsoleKey.N:
                Recall(1);
                break;
            case ConsoleKey.J or ConsoleKey.M or ConsoleKey.Enter:
                return Accept();
        }
        return EditOutcome.Editing;
    }

    private EditOutcome PressPlain(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return Accept();
            case ConsoleKey.Backspace:
                Buffer.Delete(Buffer.Before, Buffer.Cursor);
                break;
            case ConsoleKey.Delete:
                Buffer.Delete(Buffer.Cursor, Buffer.After);
                break;
            case ConsoleKey.LeftArrow:
                Buffer.MoveTo(Buffer.Before);
                break;
            case ConsoleKey.RightArrow:
                Buffer.MoveTo(Buffer.After);
                break;
            case ConsoleKey.Home:
                Buffer.MoveTo(Buffer.LineStart);
                break;
            case ConsoleKey.End:
                Buffer.MoveTo(Buffer.LineEnd);
                break;
            case ConsoleKey.UpArrow:
                Recall(-1);
                break;
            case ConsoleKey.DownArrow:
                Recall(1);
                break;
            default:
                // AltGr is Ctrl and Alt together; Alt alone types nothing.
                if (!char.IsControl(key.KeyChar) && key.Modifiers is not (ConsoleModifiers.Alt or (ConsoleModifiers.Alt | ConsoleModifiers.Shift)))
                    Buffer.Insert(key.KeyChar.ToString());
                break;
        }
        return EditOutcome.Editing;
    }

    private EditOutcome Accept()
    {
        if (!isIncomplete(Buffer.Text))
            return EditOutcome.Accepted;
        Buffer.Insert("\n");
        return EditOutcome.Editing;
    }

    /// <summary>Within a command of several lines the arrows go from line to line first.</summary>
    private void Recall(int step)
    {
        if (!Buffer.TryMoveLine(step) && history.Step(step, Buffer.Text) is { } command)
            Buffer.Set(command);
    }

    private void Complete(int step)
    {
        if (Menu is not null)
            Menu.Step(step);
        else if (complete(Buffer.Text, Buffer.Cursor) is { } offer)
            Open(offer);
    }

    /// <summary>A lone candidate leaves nothing to choose: the next Tab completes what it has put there, such as a folder.</summary>
    private void Open(Offer offer)
    {
        var menu = new CompletionMenu(Buffer, offer);
        Menu = offer.Candidates.Count > 1 ? menu : null;
    }
}
