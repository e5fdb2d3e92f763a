namespace MathPref.Core.Maths.Extraction;

/// <summary>Calculations that end with their result.</summary>
internal static class Calculations
{
    /// <summary>
    /// The right side of a calculation, <c>200/4 = 50</c>, whose left side has no letters, and the last side of a chain of equations. Equations with a
    /// variable stay whole.
    /// </summary>
    public static string Result(string formula)
    {
        int last = -1, count = 0, depth = 0;
        for (int i = 0; i < formula.Length; i++)
        {
            char c = formula[i];
            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            else if ((depth == 0 && (c is ';' or '<' or '>' or '\n' || (c == ',' && !IsWithinNumber(formula, i)))) || (c == '\\'
                && IsOfSeveral(formula.AsSpan(i + 1))))
                return formula;
            else if (c == '=' && depth == 0 && i > 0 && formula[i - 1] is not ('<' or '>' or '!' or ':' or '=') && (i + 1 == formula.Length
                || formula[i + 1] != '='))
                (last, count) = (i, count + 1);
        }
        if (last <= 0 || last == formula.Length - 1)
            return formula;
        string right = formula[(last + 1)..].Trim();
        if (right.Length == 0 || formula.Contains(" or ", StringComparison.Ordinal) || formula.Contains(" and ", StringComparison.Ordinal)
            || formula.AsSpan().IndexOfAny('或', '和', '、') >= 0)
            return formula;
        return count > 1 || (!HasVariable(formula.AsSpan(0, last)) && !HasLetterAlone(right)) ? right : formula;
    }

    /// <summary>"x² = 25, x > 0 → x = 5": what the last arrow between equations leads to.</summary>
    public static string BehindArrow(string value)
    {
        int arrow = Math.Max(value.LastIndexOf('→'), value.LastIndexOf('⇒'));
        return arrow > 0 && value.IndexOf('=', arrow) > 0 && value.AsSpan(0, arrow).Contains('=') ? value[(arrow + 1)..].Trim() : value;
    }

    /// <summary>
    /// Whether a letter stands alone, as variables do and units of two letters and more do not: <c>0 = 3x + y</c> stays whole. e and i are numbers.
    /// </summary>
    private static bool HasLetterAlone(string right)
    {
        for (int i = 0; i < right.Length; i++)
        {
            int start = i;
            while (i < right.Length && char.IsLetter(right[i]))
                i++;
            if (i == start + 1 && right[start] is not ('e' or 'i') && (start == 0 || right[start - 1] != '\\'))
                return true;
        }
        return false;
    }

    private static bool IsWithinNumber(string text, int comma) =>
        comma > 0 && comma + 1 < text.Length && char.IsAsciiDigit(text[comma - 1]) && char.IsAsciiDigit(text[comma + 1]);

    /// <summary>Commands of texts that are more than a calculation: with several statements, inequalities, rows.</summary>
    private static bool IsOfSeveral(ReadOnlySpan<char> command)
    {
        int end = 0;
        while (end < command.Length && char.IsAsciiLetter(command[end]))
            end++;
        if (end == 0)
            return command.StartsWith(@"\");
        if (command[..end] is "text" or "mathrm" or "textbf" or "mbox" && end < command.Length && command[end] == '{')
        {
            int close = command.IndexOf('}');
            return close > 0 && command[(end + 1)..close].Trim(" ,") is "or" or "and" or "where" or "for" or "if" or "when";
        }
        return command[..end] is "begin" or "le" or "leq" or "leqslant" or "ge" or "geq" or "geqslant" or "lt" or "gt" or "ne" or "neq" or "equiv" or "in"
            or "quad" or "qquad"
            or "lor" or "land" or "vee" or "wedge" or "mid" or "implies" or "iff" or "Rightarrow" or "to" or "mapsto" or "cup" or "cap";
    }

    private static bool HasVariable(ReadOnlySpan<char> left)
    {
        if (left.TrimStart().StartsWith(@"\text{"))
            return false;
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] == '\\')
            {
                int start = ++i;
                while (i < left.Length && char.IsAsciiLetter(left[i]))
                    i++;
                if (left[start..i] is not ("frac" or "dfrac" or "tfrac" or "cdot" or "times" or "div" or "sqrt" or "left" or "right" or "pi" or "binom"
                    or "text" or "mathrm" or "dots"
                    or "cdots" or "ldots" or "quad" or "circ" or "log" or "ln" or "sin" or "cos" or "tan" or "lfloor" or "rfloor" or "lceil" or "rceil"
                    or "lvert" or "rvert" or ""))
                    return true;
                i--;
            }
            else if (char.IsLetter(left[i]))
            {
                // "4 x 3 = 12": the letter stands for times.
                bool isTimes = left[i] == 'x' && i > 0 && i + 1 < left.Length && left[i - 1] == ' ' && left[i + 1] == ' '
                    && left[..i].IndexOfAnyInRange('0', '9') >= 0;
                if (!isTimes)
                    return true;
            }
        }
        return false;
    }
}
