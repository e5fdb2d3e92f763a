namespace MathPref.Core.Maths.Extraction;

/// <summary>Marks of lists in Markdown behind an announcement's line break: "- $5$" has no minus, and several lines are several answers.</summary>
internal static class Bullets
{
    private const int MaxLines = 12;

    private const int MaxLine = 160;

    /// <summary>
    /// The length of the bullet at a line's begin; 0 where none is. A dash before a bare term stays a minus: <c>- 3 x + 2</c> is how programs print it, so
    /// a formula's mark, bold text, an equation or a number alone must follow.
    /// </summary>
    public static int Length(ReadOnlySpan<char> line)
    {
        if (line.Length < 3 || line[1] != ' ' || line[0] is not ('-' or '–' or '*' or '•' or '+'))
            return 0;
        if (line[0] is '•' or '*')
            return 2;
        int stop = line.IndexOf('\n');
        var rest = (stop < 0 ? line : line[..stop])[2..].Trim();
        if (rest.IsEmpty)
            return 0;
        bool isMarked = rest[0] is '$' or '*' || rest.StartsWith(@"\(") || rest.StartsWith(@"\[") || rest.StartsWith(@"\boxed");
        bool isEquation = rest.Length > 2 && char.IsLetter(rest[0]) && rest[1..].TrimStart()[0] == '=';
        int number = rest.IndexOfAnyExcept("0123456789.,/%");
        bool isNumber = number < 0 || (number > 0 && number + 2 < rest.Length && rest[number] == ' ' && char.IsLetter(rest[number + 1])
            && char.IsLetter(rest[number + 2]));
        return isMarked || isEquation || isNumber ? 2 : 0;
    }

    /// <summary>
    /// The values of the lines with bullets or numbers that follow one another behind an announcement; null where they are not two and more, or one is prose.
    /// Equations of different names are one value. <paramref name="end"/>: where the list ends.
    /// </summary>
    public static List<string>? Values(string text, int at, out int end)
    {
        end = at;
        var lines = new List<string>();
        while (end < text.Length && text[end] is ' ' or '*' or ':')
            end++;
        if (end >= text.Length || text[end] is not ('\n' or '\r'))
            return null;
        while (lines.Count <= MaxLines)
        {
            int start = end;
            while (start < text.Length && char.IsWhiteSpace(text[start]))
                start++;
            int stop = start < text.Length ? text.AsSpan(start, Math.Min(MaxLine, text.Length - start)).IndexOf('\n') : -1;
            stop = stop < 0 ? Math.Min(text.Length, start + MaxLine) : start + stop;
            int length = Length(text.AsSpan(start, stop - start));
            if (length == 0)
                length = OfNumber(text.AsSpan(start, stop - start));
            if (length == 0)
                break;
            string line = Extraction.Values.WithoutBold(Extraction.Values.Clean(text[(start + length)..stop]));
            if (line.Length == 0 || !BareAnswers.Is(line) || Extraction.Values.Reduced(line) is not { } value)
                return null;
            lines.Add(value);
            end = stop;
        }
        if (lines.Count is < 2 or > MaxLines)
            return null;
        return AreOfNames(lines) ? [string.Join(", ", lines)] : lines;
    }

    /// <summary>"1. " and "2) ".</summary>
    private static int OfNumber(ReadOnlySpan<char> line)
    {
        int digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is 1 or 2 && digits + 2 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? digits + 2 : 0;
    }

    private static bool AreOfNames(List<string> lines)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || !names.Add(line[..sign].Trim()))
                return false;
        }
        return true;
    }
}
