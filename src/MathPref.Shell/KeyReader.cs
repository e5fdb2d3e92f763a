using System.Text;

namespace MathPref.Shell;

/// <summary>
/// Keys and pastes. A terminal that is asked to puts marks around what is pasted; .NET knows nothing of them and gives their characters
/// one by one, like those of every other sequence that it does not know.
/// </summary>
internal sealed class KeyReader(Func<ConsoleKeyInfo> read, Func<bool> isMore)
{
    public const string AskForMarks = "\x1b[?2004h";
    public const string StopMarks = "\x1b[?2004l";
    private const string PasteBegins = "200~";
    private const string PasteEnds = "\x1b[201~";

    private ConsoleKeyInfo? _next;

    /// <summary>Whether there is something to read already.</summary>
    public bool IsMore => _next is not null || isMore();

    /// <summary>A key, or the text of a paste.</summary>
    public (ConsoleKeyInfo Key, string? Pasted) Read()
    {
        while (true)
        {
            var key = _next ?? read();
            _next = null;
            if (!BeginsSequence(key))
                return (key, null);
            if (ReadSequence() == PasteBegins)
                return (default, ReadPaste());
        }
    }

    private bool BeginsSequence(ConsoleKeyInfo key)
    {
        if (!isMore())
            return false;
        if (key is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt })
            return true;
        if (key.Key is not ConsoleKey.Escape)
            return false;
        var next = read();
        if (next is { KeyChar: '[', Modifiers: ConsoleModifiers.None })
            return true;
        _next = next;
        return false;
    }

    private string ReadSequence()
    {
        var sequence = new StringBuilder();
        do
            sequence.Append(read().KeyChar);
        while (sequence[^1] is >= ' ' and < '@');
        return sequence.ToString();
    }

    private string ReadPaste()
    {
        var text = new StringBuilder();
        while (!EndsWith(text, PasteEnds))
        {
            var key = read();
            if (key is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt })
                text.Append('\x1b');
            if (key.KeyChar != 0)
                text.Append(key.KeyChar);
        }
        return text.ToString(0, text.Length - PasteEnds.Length);
    }

    private static bool EndsWith(StringBuilder text, string ending) => text.Length >= ending.Length && text.ToString(text.Length - ending.Length, ending.Length) == ending;
}
