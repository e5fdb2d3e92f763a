namespace MathPref.Core.Maths.Reading;

/// <summary>Takes off what stands around an answer and is none of it: marks of mathematics, bold, boxes, quotes, "Answer:", full stops.</summary>
internal static class AnswerMarks
{
    private static readonly string[] _labels =
        ["final answer", "the final answer is", "the answer is", "answer", "ans", "solution", "result", "therefore", "thus", "hence", "so"];

    public static string Strip(string text)
    {
        var s = text.AsSpan();
        int before;
        do
        {
            before = s.Length;
            s = TrimEnds(s);
            s = Unwrap(s);
            s = WithoutLabel(s);
        }
        while (s.Length != before);
        return s.Length == text.Length ? text : s.ToString();
    }

    private static ReadOnlySpan<char> TrimEnds(ReadOnlySpan<char> s)
    {
        s = s.Trim();
        while (s.Length > 0)
        {
            if (s[^1] is '.' or ',' or ';' or '。' or '،' && !s.EndsWith(@"\,") && !s.EndsWith(@"\;") && !s.EndsWith("..."))
                s = s[..^1].TrimEnd();
            else if (s.EndsWith(@"\\") || s.EndsWith(@"\,") || s.EndsWith(@"\;") || s.EndsWith(@"\!") || s.EndsWith(@"\ "))
                s = s[..^2].TrimEnd();
            // A backslash whose blank was cut off.
            else if (s[^1] is '~' or '\\')
                s = s[..^1].TrimEnd();
            else
                break;
        }
        while (s.Length > 0 && (s[0] is '~' or '#' or ':' || s.StartsWith(@"\,") || s.StartsWith(@"\;") || s.StartsWith(@"\ ") || s.StartsWith(@"\!")))
            s = s[(s[0] == '\\' ? 2 : 1)..].TrimStart();
        return s;
    }

    private static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> s)
    {
        if (s.Length < 2)
            return s;
        switch (s[0])
        {
            case '$':
                if (s.Length > 4 && s.StartsWith("$$") && s.EndsWith("$$") && s[2..^2].IndexOf('$') < 0)
                    return s[2..^2];
                // "$5$" is marked, "$5 and $6" is not; an escaped dollar is neither.
                return s[^1] == '$' && s[^2] != '\\' && HasNoMark(s[1..^1]) ? s[1..^1] : s;
            case '\\':
                if (s.StartsWith(@"\(") && s.EndsWith(@"\)") && s[2..^2].IndexOf(@"\)") < 0 || s.StartsWith(@"\[") && s.EndsWith(@"\]")
                    && s[2..^2].IndexOf(@"\]") < 0)
                    return s[2..^2];
                foreach (var box in (ReadOnlySpan<string>)[@"\boxed{", @"\fbox{", @"\displaystyle{"])
                {
                    if (s.StartsWith(box) && ClosesAtEnd(s, box.Length - 1))
                        return s[box.Length..^1];
                }
                return s;
            case '*':
                if (s.Length > 4 && s.StartsWith("**") && s.EndsWith("**") && s[2..^2].IndexOf("**") < 0)
                    return s[2..^2];
                return s[^1] == '*' && s[1..^1].IndexOf('*') < 0 ? s[1..^1] : s;
            case '_':
                return s.Length > 4 && s.StartsWith("__") && s.EndsWith("__") ? s[2..^2] : s;
            case '`' or '"' or '\'':
                return s[^1] == s[0] && s[1..^1].IndexOf(s[0]) < 0 ? s[1..^1] : s;
            case '“':
                return s[^1] == '”' ? s[1..^1] : s;
            default:
                return s;
        }
    }

    private static ReadOnlySpan<char> WithoutLabel(ReadOnlySpan<char> s)
    {
        if (s.Length < 4 || !char.IsAsciiLetter(s[0]) && s[0] != '*')
            return s;
        var isBold = s.StartsWith("**");
        var body = isBold ? s[2..] : s;
        foreach (var label in _labels)
        {
            if (!body.StartsWith(label, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = body[label.Length..];
            var colon = 0;
            while (colon < rest.Length && rest[colon] is ' ' or '*')
                colon++;
            // With bold marks around the label alone: "**Answer:** 5" and "**Answer**: 5"; around both they stay for the end: "**Answer: 5**".
            if (colon < rest.Length && rest[colon] == ':')
            {
                rest = rest[(colon + 1)..].TrimStart();
                if (isBold && rest.StartsWith("**"))
                    rest = rest[2..];
                else if (isBold && rest.EndsWith("**"))
                    rest = rest[..^2];
                return rest;
            }
        }
        return s;
    }

    private static bool HasNoMark(ReadOnlySpan<char> s)
    {
        for (var i = 0; i < s.Length; i++)
        {
            if (s[i] == '$' && (i == 0 || s[i - 1] != '\\'))
                return false;
        }
        return s.Length > 0;
    }

    private static bool ClosesAtEnd(ReadOnlySpan<char> s, int open)
    {
        var depth = 0;
        for (var i = open; i < s.Length; i++)
        {
            if (s[i] == '\\')
                i++;
            else if (s[i] == '{')
                depth++;
            else if (s[i] == '}' && --depth == 0)
                return i == s.Length - 1;
        }
        return false;
    }
}
