namespace MathPref.Core.Maths.Extraction;

/// <summary>
/// The last lines of a text where each gives a value to one unknown: "- x = 2" and "- y = 3". The names follow one another in the alphabet, as those of
/// unknowns do; other lines of equations are steps of a calculation.
/// </summary>
internal static class LastAssignments
{
    private const int MaxLines = 6;

    private const int MaxLine = 120;

    public static FinalAnswer? Find(string text)
    {
        var lines = new List<string>();
        int end = text.Length;
        while (end > 0 && lines.Count < MaxLines)
        {
            int start = text.LastIndexOf('\n', end - 1) + 1;
            string line = text[start..end].Trim();
            if (line.Length > 0)
            {
                if (line.Length > MaxLine || Assignment(line) is not { } assignment || (lines.Count > 0 && assignment[0] + 1 != lines[^1][0]))
                    break;
                lines.Add(assignment);
            }
            end = start - 1;
        }
        if (lines.Count < 2)
            return null;
        lines.Reverse();
        return new([string.Join(", ", lines)], AnswerPlace.Statement, "the equations of the last lines")
        {
            Alternatives = [.. lines.Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())],
        };
    }

    /// <summary>A line without marks of lists and formulas, when it is "x = 2".</summary>
    private static string? Assignment(string line)
    {
        string value = line.TrimStart('-', '•', '*', ' ', '>').Replace("**", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal)
            .Replace(@"\[", "", StringComparison.Ordinal).Replace(@"\]", "", StringComparison.Ordinal).Replace(@"\(", "", StringComparison.Ordinal)
            .Replace(@"\)", "", StringComparison.Ordinal).Trim().TrimEnd('.', ',', ';').Trim();
        if (value.EndsWith(" and", StringComparison.Ordinal))
            value = value[..^4].TrimEnd(' ', ',');
        // A row of a matrix or of cases is within its formula.
        if (value.Contains(@"\\", StringComparison.Ordinal) || value.Contains(@"\end", StringComparison.Ordinal))
            return null;
        if (value.Length < 3 || !char.IsAsciiLetter(value[0]) || value.AsSpan(1).TrimStart() is not ['=', ..])
            return null;
        string right = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        return right.Contains('=', StringComparison.Ordinal) || !Endings.HasValue(right) || !BareAnswers.Is(right) ? null : value;
    }
}
