using System.Text;

namespace MathPref.Core.Maths.Extraction;

/// <summary>Repairs and pieces of LaTeX that concern where an answer stands, not what it says.</summary>
internal static class Latex
{
    /// <summary>
    /// The text with one backslash where a model wrote two, as in strings of programs: <c>\\frac{1}{2}</c>. Ends of rows stay: in a text that has rows
    /// only those
    /// before the name of a command are doubled by mistake, as no row begins with "frac".
    /// </summary>
    public static string WithoutDoubledBackslashes(string text)
    {
        if (!text.Contains(@"\\", StringComparison.Ordinal))
            return text;
        bool hasRows = HasRows(text);
        var shorter = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length;)
        {
            bool isPair = text.AsSpan(i).StartsWith(@"\\");
            if (!isPair || (hasRows && !IsCommand(text.AsSpan(i + 2))))
            {
                // Of the three before a command in a new row, \\\frac, two end the row.
                int length = isPair ? 2 : 1;
                shorter.Append(text, i, length);
                i += length;
                continue;
            }
            char next = i + 2 < text.Length ? text[i + 2] : ' ';
            // The end of a row stays one: \\\\ where all is doubled, and \\ before a blank, a bracket or a command.
            shorter.Append(!hasRows && (char.IsWhiteSpace(next) || next is '\\' or '[') ? @"\\" : @"\");
            i += text.AsSpan(i).StartsWith(@"\\\\") ? 4 : 2;
        }
        return shorter.ToString();
    }

    /// <summary>
    /// The last line of a derivation: of <c>align</c> and its like what stands behind the last row's end, without the relation it begins with. Rows that
    /// give a value to
    /// one variable each are all of the answer.
    /// </summary>
    public static string LastLine(string formula)
    {
        formula = formula.Trim();
        for (int round = 0; round < 3 && DerivationBody(formula) is { } body; round++)
        {
            var rows = Rows(body);
            if (AreAssignments(rows))
                return string.Join(", ", rows);
            formula = rows.Count == 0 ? "" : rows[^1].TrimStart('=').TrimStart();
        }
        int end = formula.Length;
        while (end > 1 && formula[end - 1] is '.' or ',' or ';' or ' ' && formula[end - 2] != '\\' && !formula.AsSpan(0, end).EndsWith("..."))
            end--;
        return formula[..end];
    }

    private static bool AreAssignments(List<string> rows)
    {
        string names = "";
        foreach (string row in rows)
        {
            if (row.Length < 3 || !char.IsLetter(row[0]) || names.Contains(row[0], StringComparison.Ordinal) || row.AsSpan(1).TrimStart() is not ['=', ..])
                return false;
            names += row[0];
        }
        return names.Length is > 1 and < 9;
    }

    private static bool IsCommand(ReadOnlySpan<char> text)
    {
        int end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return text[..end] is "frac" or "dfrac" or "tfrac" or "sqrt" or "text" or "mathrm" or "left" or "right" or "cdot" or "times" or "begin" or "end";
    }

    private static bool HasRows(string text) =>
        !text.Contains(@"\\begin", StringComparison.Ordinal)
        && (text.Contains(@"\begin", StringComparison.Ordinal) || text.Contains(@"\substack", StringComparison.Ordinal)
        || text.Contains('&', StringComparison.Ordinal));

    private static string? DerivationBody(string formula)
    {
        const string begin = @"\begin{";
        if (!formula.StartsWith(begin, StringComparison.Ordinal))
            return null;
        int close = formula.IndexOf('}', begin.Length);
        if (close < 0 || formula.AsSpan(begin.Length, close - begin.Length).TrimEnd('*')
            is not ("align" or "aligned" or "equation" or "gather" or "gathered" or "eqnarray" or "multline" or "split" or "flalign" or "alignat"))
            return null;
        int end = formula.LastIndexOf(@"\end{", StringComparison.Ordinal);
        return end > close ? formula[(close + 1)..end] : formula[(close + 1)..];
    }

    /// <summary>The rows that are not empty, without marks of cells and the comma at their end.</summary>
    private static List<string> Rows(string body)
    {
        var rows = new List<string>();
        int depth = 0, start = 0;
        for (int i = body.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i + 1 < body.Length;)
        {
            var rest = body.AsSpan(i);
            if (rest.StartsWith(@"\begin"))
                depth++;
            else if (rest.StartsWith(@"\end"))
                depth--;
            else if (rest[1] == '\\' && depth == 0)
            {
                Add(body[start..i]);
                start = i + 2;
            }
            i = i + 2 < body.Length ? body.IndexOf('\\', i + 2) : -1;
        }
        Add(body[start..]);
        return rows;

        void Add(string row)
        {
            if (!row.Contains(@"\begin", StringComparison.Ordinal))
                row = row.Replace("&", "", StringComparison.Ordinal);
            row = row.Trim().TrimEnd(',', ' ');
            if (row.Length > 0)
                rows.Add(row);
        }
    }
}
