namespace MathPref.Core.Maths.Extraction;

/// <summary>Matrices that stand in a text without marks of formulas, with the mathematics that is glued to them: a coefficient, a power, a sum.</summary>
internal static class Environments
{
    /// <summary>How far the mathematics before and between matrices is looked for.</summary>
    private const int Reach = 200;

    private const int MaxLength = 4_000;

    /// <summary>Whether <c>\begin{…}</c> at a place begins a value, not a derivation or a list.</summary>
    public static bool IsValue(ReadOnlySpan<char> text)
    {
        const string begin = @"\begin{";
        if (text.StartsWith('\\') && text.Length > 1 && text[1] == '\\')
            text = text[1..];
        int close = text.StartsWith(begin) ? text[..Math.Min(text.Length, 40)].IndexOf('}') : -1;
        return close > 0 && text[begin.Length..close].TrimEnd('*') is var name && (name.EndsWith("matrix") || name is "array" or "cases");
    }

    /// <summary>The stretch of mathematics around an environment, which does not begin before <paramref name="floor"/>.</summary>
    public static Formula Widened(string text, Formula environment, int floor)
    {
        floor = Math.Max(floor, environment.Start - Reach);
        int start = Back(text, environment.Start, floor, out int opened, out int balanced);
        int end = opened > 0 ? Forth(text, environment.End, opened) : -1;
        if (end < 0)
        {
            start = balanced;
            end = Math.Max(environment.End, Forth(text, environment.End, 0));
        }
        while (start < environment.Start && text[start] == ' ')
            start++;
        // A dash with a blank behind, first in its line, is a bullet.
        if (text[start] == '-' && text[start + 1] == ' ' && (start == 0 || text[start - 1] == '\n'))
            start = environment.Start;
        return new(start, end, start, end);
    }

    /// <summary>
    /// Where the mathematics before a place begins. <paramref name="opened"/>: the brackets and bars that it leaves open; <paramref name="balanced"/>: where it
    /// begins without those.
    /// </summary>
    private static int Back(string text, int from, int floor, out int opened, out int balanced)
    {
        int start = from, depth = 0;
        opened = 0;
        balanced = from;
        for (int at = from; at > floor;)
        {
            char c = text[at - 1];
            bool isEscaped = at - 2 >= floor && text[at - 2] == '\\';
            if (c == ' ' || (isEscaped && c is ',' or ';' or '!'))
            {
                at -= isEscaped ? 2 : 1;
                continue;
            }
            int first = at - 1;
            if (char.IsLetter(c))
            {
                while (first > floor && char.IsLetter(text[first - 1]))
                    first--;
                var word = text.AsSpan(first, at - first);
                if (first > floor && text[first - 1] == '\\')
                {
                    if (!IsOfFormulas(word))
                        break;
                    first--;
                }
                else if (!IsOperand(word) || (word is "a" or "I" && at < from && text[at] == ' '))
                {
                    break;
                }
            }
            else if (c is ')' or ']' or '}')
                depth++;
            else if (c is '(' or '[' or '{' || (c == '|' && (at == from || text[at] != ' ' || text.AsSpan(floor, first - floor).EndsWith(@"\left"))))
            {
                if (depth > 0)
                    depth--;
                else
                    opened++;
                first -= isEscaped ? 1 : 0;
            }
            else if (!(char.IsAsciiDigit(c) || c is '+' or '-' or '−' or '/' or '·' or '×' or '^' or '_'
                || (c == '.' && first > floor && char.IsAsciiDigit(text[first - 1]) && char.IsAsciiDigit(text[at]))))
                break;
            at = first;
            if (depth == 0)
                start = at;
            if (depth == 0 && opened == 0)
                balanced = at;
        }
        return start;
    }

    /// <summary>Where the mathematics behind a place ends, with as many brackets closed as were open; -1 where they do not close.</summary>
    private static int Forth(string text, int from, int depth)
    {
        int end = depth == 0 ? from : -1;
        bool isGlued = true, isBehindSign = false;
        for (int at = from, last = from; at < text.Length && at - last < Reach && at - from < MaxLength;)
        {
            char c = text[at];
            if (c == ' ')
            {
                isGlued = false;
                at++;
                continue;
            }
            bool isSign = c is '+' or '-' or '−' or '/' or '·' or '×' or '^' or '_' || (c == '*' && !text.AsSpan(at).StartsWith("**"));
            bool isClosed = c is ')' or ']' or '}' || (c == '|' && depth > 0);
            if (!isSign && !isClosed && c != '\\' && !isGlued && !isBehindSign)
                break;
            int next = at + 1;
            if (isClosed)
            {
                if (--depth < 0)
                    break;
            }
            else if (c is '(' or '[' or '{')
                depth++;
            else if (char.IsLetter(c))
            {
                while (next < text.Length && char.IsLetter(text[next]))
                    next++;
                if (!IsOperand(text.AsSpan(at, next - at)))
                    break;
            }
            else if (c == '\\')
            {
                next = BehindCommand(text, at, ref depth, ref isSign);
                if (next < 0)
                    break;
                if (text[next - 1] == '}' && next - at > 2)
                    last = next;
            }
            else if (char.IsAsciiDigit(c))
            {
                while (next < text.Length && (char.IsAsciiDigit(text[next])
                    || (text[next] is '.' or ',' && next + 1 < text.Length && char.IsAsciiDigit(text[next + 1]))))
                    next++;
            }
            else if (!isSign)
                break;
            at = next;
            (isGlued, isBehindSign) = (true, isSign);
            if (depth == 0 && !isSign)
                end = at;
        }
        return end;
    }

    /// <summary>Behind a command of a formula, or behind an environment; -1 where none stands.</summary>
    private static int BehindCommand(string text, int at, ref int depth, ref bool isSign)
    {
        int next = at + 1;
        while (next < text.Length && char.IsAsciiLetter(text[next]))
            next++;
        var name = text.AsSpan(at + 1, next - at - 1);
        if (name.IsEmpty)
        {
            if (next >= text.Length || text[next] is not (',' or ';' or '!' or ' ' or '{' or '}' or '|'))
                return -1;
            depth += text[next] == '{' ? 1 : text[next] == '}' ? -1 : 0;
            isSign = text[next] is not '}';
            return depth < 0 ? -1 : next + 1;
        }
        if (name is "begin")
            return IsValue(text.AsSpan(at)) ? Formulas.EnvironmentEnd(text, at + @"\begin{".Length) : -1;
        if (!IsOfFormulas(name))
            return -1;
        // "\right." closes with no sign.
        if (name is "right" && next < text.Length && text[next] == '.' && depth > 0)
        {
            depth--;
            return next + 1;
        }
        isSign = name is "right" or "left" or "cdot" or "times" or "frac" or "dfrac" or "tfrac" or "sqrt";
        return next;
    }

    private static bool IsOperand(ReadOnlySpan<char> word) => word.Length == 1
        || word is "det" or "tr" or "sin" or "cos" or "tan" or "exp" or "log" or "ln" or "pi";

    /// <summary>Commands that stand within a value: not those that lead from one line to the next, or hold words.</summary>
    private static bool IsOfFormulas(ReadOnlySpan<char> name) =>
        name is not ("begin" or "end" or "text" or "textbf" or "mathbf" or "mathrm" or "boxed" or "fbox" or "displaystyle"
        or "quad" or "qquad" or "item" or "therefore" or "because" or "implies" or "iff" or "to" or "so" or "in" or "approx" or "equiv" or "sim"
        or "Rightarrow" or "Longrightarrow" or "rightarrow" or "longrightarrow" or "Leftrightarrow" or "par" or "newline" or "section" or "subsection"
        or "centering" or "hline" or "le" or "ge" or "leq" or "geq" or "neq" or "ne" or "noindent");
}
