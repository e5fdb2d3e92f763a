namespace MathPref.Shell;

/// <summary>Asks for commands at a terminal, with a line editor, history and completion.</summary>
internal sealed class TerminalPrompt(ShellUI ui, string prompt, string continuation, Func<string, int, Offer?> complete, Func<string, bool> isIncomplete)
{
    private const string ClearScreen = "\x1b[H\x1b[2J";

    /// <summary>.NET asks for the arrow keys' other sequences when it first reads a key, knows both, and leaves it so.</summary>
    private const string PlainArrows = "\x1b[?1l\x1b>";

    private readonly History _history = new(History.DefaultFile());
    private readonly KeyReader _keys = new(() => Console.ReadKey(intercept: true), () => Console.KeyAvailable);

    /// <summary>The next command; empty when it was dropped, null when there will be no more.</summary>
    public string? Read()
    {
        // At the prompt Ctrl+C is a key; while a command runs it is the signal that stops it.
        Console.TreatControlCAsInput = true;
        ui.BeginLine();
        ui.Draw(KeyReader.AskForMarks);
        try
        {
            return Edit();
        }
        finally
        {
            Restore();
            Console.TreatControlCAsInput = false;
        }
    }

    /// <summary>Leaves the terminal as it was found.</summary>
    public void Restore() => ui.Draw(KeyReader.StopMarks + PlainArrows);

    private string? Edit()
    {
        var editor = new LineEditor(_history, complete, isIncomplete);
        var view = new LineView(prompt, continuation);
        while (true)
        {
            if (!_keys.IsMore)
                Show(editor, view);
            var (key, pasted) = _keys.Read();
            if (pasted is not null)
            {
                editor.Paste(pasted);
                continue;
            }
            switch (editor.Press(key))
            {
                case EditOutcome.Accepted:
                    Finish("");
                    _history.Add(editor.Buffer.Text);
                    return editor.Buffer.Text;
                case EditOutcome.Dropped:
                    Finish("^C");
                    _history.Restart();
                    return "";
                case EditOutcome.Left:
                    Finish("");
                    return null;
                case EditOutcome.Cleared:
                    ui.Draw(ClearScreen);
                    view.Restart();
                    break;
            }
        }

        void Finish(string ending) => ui.Draw(view.Finish(editor.Buffer, ending, Terminal.Size.Width));
    }

    private void Show(LineEditor editor, LineView view)
    {
        var (width, height) = Terminal.Size;
        var menu = height > 4 ? editor.Menu?.Rows(width - 1, label => Terminal.IsPlain ? $"[{label}]" : $"\x1b[7m{label}\x1b[0m") : null;
        ui.Draw(view.Draw(editor.Buffer, menu ?? [], width, height));
    }
}
