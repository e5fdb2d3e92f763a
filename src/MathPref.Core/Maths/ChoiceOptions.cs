namespace MathPref.Core.Maths;

/// <summary>The options of multiple choice in a text: <c>(A) 3 (B) 5</c>, <c>\textbf{(A)}\ 3 \qquad</c>, lines that begin with <c>A)</c> or <c>A.</c></summary>
internal static class ChoiceOptions
{
    public const char First = 'A';

    public const char Last = 'H';

    private const int MaxOption = 120;

    /// <summary>What the last mention of a letter with a text says; null where none does.</summary>
    public static string? Of(string text, char letter)
    {
        for (int at = text.LastIndexOf(letter); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(letter, at - 1))
        {
            if (IsMark(text, at, out int end) && Text(text, end) is { } option)
                return option;
        }
        return null;
    }

    /// <summary>Whether a letter is in brackets, or begins a line and is followed by a bracket, full stop or colon.</summary>
    private static bool IsMark(string text, int at, out int end)
    {
        end = at + 1;
        while (end < text.Length && text[end] == '}')
            end++;
        if (end >= text.Length)
            return false;
        bool isClosed = text[end] == ')';
        bool isOpen = at > 0 && text[at - 1] == '(';
        if (isOpen != isClosed && isOpen || !isClosed && text[end] is not ('.' or ':'))
            return false;
        end++;
        if (isOpen)
            return true;
        // "A) 3 B) 5" in one line, "A. 3" in lines of their own.
        int before = at;
        while (before > 0 && text[before - 1] is ' ' or '*' or '-' or '\t')
            before--;
        return before == 0 || text[before - 1] is '\n' or ',' or ':' || (isClosed && text[at - 1] is ' ' or '*');
    }

    /// <summary>The text behind a mark: to the end of its line or sentence, or to the next option.</summary>
    private static string? Text(string text, int start)
    {
        var rest = text.AsSpan(start, Math.Min(MaxOption, text.Length - start));
        while (true)
        {
            int length = rest.Length;
            rest = rest.TrimStart(" }*~:");
            foreach (string sign in (ReadOnlySpan<string>)[@"\ ", @"\,", @"\;", @"\quad", @"\)"])
            {
                if (rest.StartsWith(sign, StringComparison.Ordinal))
                    rest = rest[sign.Length..];
            }
            // $\text{(B)}$ 12 closes its formula before the text; $12$ begins one.
            if (rest.StartsWith("$ ", StringComparison.Ordinal))
                rest = rest[2..];
            if (rest.Length == length)
                break;
        }
        int end = 0;
        while (end < rest.Length && !IsEnd(rest, end))
            end++;
        if (end == MaxOption)
            return null;
        var option = rest[..end].Trim(" *.,;$");
        return option.IsEmpty || !HasContent(option) ? null : option.ToString();
    }

    private static bool IsEnd(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        if (rest[0] == '\n' || (rest[0] == '.' && (rest.Length == 1 || char.IsWhiteSpace(rest[1])))
            || rest.StartsWith(@"\qquad", StringComparison.Ordinal) || rest.StartsWith(@"\textbf", StringComparison.Ordinal)
            || rest.StartsWith(@"\text{(", StringComparison.Ordinal) || rest.StartsWith(@"\mathrm{(", StringComparison.Ordinal))
            return true;
        bool isOpen = rest[0] == '(';
        int letter = isOpen ? 1 : 0;
        return (isOpen || at == 0 || text[at - 1] is ' ' or ',') && letter + 1 < rest.Length && rest[letter] is >= First and <= Last && rest[letter + 1] == ')';
    }

    private static bool HasContent(ReadOnlySpan<char> option)
    {
        foreach (char c in option)
        {
            if (char.IsLetterOrDigit(c) || c is '∞')
                return true;
        }
        return false;
    }
}
