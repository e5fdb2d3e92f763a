namespace MathPref.Core.Maths.Extraction;

/// <summary>The formulas of a text in their order. Linear in the text's length.</summary>
internal static class Formulas
{
    private static readonly string[] s_verbs = [" is", " are", " equals", " get", " have", " so", " thus", " hence", " therefore", ":", " be", " obtain",
        " find", " gives", " to"];

    /// <param name="text">The text.</param>
    /// <param name="openAt">Where the formula begins within which the text ends; -1 where it ends outside.</param>
    public static List<Formula> Of(string text, out int openAt)
    {
        openAt = -1;
        bool isOpen = false;
        // Two backslashes may be a row's end as well: once no mark closes one, none does.
        int doubledLimit = text.Length;
        var formulas = new List<Formula>();
        for (int at = 0; at < text.Length;)
        {
            int next = text.AsSpan(at).IndexOfAny('$', '\\');
            if (next < 0 || at + next + 1 >= text.Length)
                return formulas;
            at += next;
            var formula = text[at] == '$' ? Dollars(text, at, ref isOpen) : Commands(text, at, ref isOpen, ref doubledLimit);
            if (isOpen)
            {
                openAt = at;
                return formulas;
            }
            if (formula.End > 0)
            {
                if (formula.ContentStart == at && Environments.IsValue(text.AsSpan(at)))
                    formula = Environments.Widened(text, formula, formulas.Count > 0 ? formulas[^1].End : 0);
                formulas.Add(formula);
                at = formula.End;
            }
            else
            {
                at += text[at] == '\\' || text[at + 1] == '$' ? 2 : 1;
            }
        }
        return formulas;
    }

    /// <summary>The last formula with those that stand together with it by joiners, as one text; null where there is none. <paramref name="start"/> is
    /// that of the first of
    /// them, <paramref name="end"/> that of the text's last formula.</summary>
    public static string? Last(string text, List<Formula> formulas, out int start, out int end)
    {
        start = end = -1;
        int last = formulas.Count - 1;
        // "…, where x is …" names no value.
        while (last > 0 && IsVariable(text, formulas[last]) && !HasSentenceEnd(text.AsSpan(formulas[last - 1].End,
            formulas[last].Start - formulas[last - 1].End)))
            last--;
        if (last < 0)
            return null;
        while (last > 0 && IsReason(text.AsSpan(formulas[last - 1].End, formulas[last].Start - formulas[last - 1].End)))
            last--;
        last = BehindVerb(text, formulas, last);
        int first = last;
        while (first > 0 && Joiners.AreAll(text.AsSpan(formulas[first - 1].End, formulas[first].Start - formulas[first - 1].End))
            && !text.AsSpan(formulas[first - 1].End, formulas[first].Start - formulas[first - 1].End).Contains('\n'))
        {
            first--;
        }
        if (first < last && IsDerivation(Content(text, formulas[last - 1]), Content(text, formulas[last])))
            first = last;
        (start, end) = (formulas[first].Start, formulas[^1].End);
        if (first == last)
            return Latex.LastLine(Content(text, formulas[last]).ToString());
        var parts = new List<string>();
        for (int i = first; i <= last; i++)
            parts.Add(Content(text, formulas[i]).Trim(" .,;").ToString());
        return string.Join(text.AsSpan(formulas[first].End, formulas[last].Start - formulas[first].End).Contains("or", StringComparison.Ordinal)
            ? @"\text{ or }" : ", ", parts);
    }

    /// <summary>"$x = 5$, since $x = -3$ is negative": what stands behind gives a reason.</summary>
    private static bool IsReason(ReadOnlySpan<char> between) => !HasSentenceEnd(between)
        && (between.Contains(" since ", StringComparison.Ordinal) || between.Contains(" because ", StringComparison.Ordinal)
        || between.Contains("(rejecting ", StringComparison.Ordinal) || between.Contains(" where ", StringComparison.Ordinal));

    private static ReadOnlySpan<char> Content(string text, Formula formula) =>
        text.AsSpan(formula.ContentStart, formula.ContentEnd - formula.ContentStart).Trim();

    /// <summary>"$5x=30$ and $x=6$" lead to the last; "$x=1$ and $x=6$" are two.</summary>
    private static bool IsDerivation(ReadOnlySpan<char> previous, ReadOnlySpan<char> last) =>
        last.Length > 2 && char.IsLetter(last[0]) && last[1..].TrimStart()[0] == '=' && previous.Contains('=') && previous[0] != last[0]
            && previous.Contains(last[0]);

    private static bool IsVariable(string text, Formula formula) =>
        text[formula.Start + 1] is not ('$' or '[') && Content(text, formula) is { Length: 1 } content && char.IsLetter(content[0]);

    /// <summary>
    /// Of the formulas in the last one's sentence the last that stands directly behind "is" or another word that leads to a result; else the last.
    /// </summary>
    private static int BehindVerb(string text, List<Formula> formulas, int last)
    {
        for (int i = last; i >= 0 && last - i < 4; i--)
        {
            var before = text.AsSpan(0, formulas[i].Start).TrimEnd();
            foreach (string verb in s_verbs)
            {
                if (before.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
                    return i;
            }
            if (i == 0)
                break;
            var gap = text.AsSpan(formulas[i - 1].End, formulas[i].Start - formulas[i - 1].End);
            if (Joiners.AreAll(gap) || HasSentenceEnd(gap))
                break;
        }
        return last;
    }

    private static bool HasSentenceEnd(ReadOnlySpan<char> between) => between.Contains('\n') || between.Contains(". ", StringComparison.Ordinal);

    private static Formula Commands(string text, int at, ref bool isOpen, ref int doubledLimit)
    {
        var rest = text.AsSpan(at);
        int slashes = rest.StartsWith(@"\\") ? 2 : 1;
        if (at + slashes >= text.Length)
            return default;
        if (text[at + slashes] is '(' or '[')
        {
            if (slashes == 2 && at >= doubledLimit)
                return default;
            string close = (slashes == 2 ? @"\\" : @"\") + (text[at + slashes] == '(' ? ')' : ']');
            int end = text.IndexOf(close, at + slashes, StringComparison.Ordinal);
            // \\[4pt] is the end of a row.
            isOpen = end < 0 && slashes == 1;
            if (end < 0)
                doubledLimit = at;
            return end < 0 ? default : new(at, end + close.Length, at + slashes + 1, end);
        }
        if (!rest[slashes..].StartsWith("begin{"))
            return default;
        int name = at + slashes + "begin{".Length;
        int brace = text.IndexOf('}', name);
        if (brace < 0 || brace - name > 20)
            return default;
        int behind = EnvironmentEnd(text, name);
        isOpen = behind < 0;
        return behind < 0 ? default : new(at, behind, at, behind);
    }

    /// <summary>Behind the <c>\end</c> of an environment whose name begins at a place; -1 where none is.</summary>
    public static int EnvironmentEnd(string text, int name)
    {
        int brace = text.IndexOf('}', name);
        if (brace < 0 || brace - name > 20)
            return -1;
        string ending = @"\end{" + text[name..brace] + "}";
        int stop = text.IndexOf(ending, brace, StringComparison.Ordinal);
        return stop < 0 ? -1 : stop + ending.Length;
    }

    private static Formula Dollars(string text, int at, ref bool isOpen)
    {
        if (text[at + 1] == '$')
        {
            int close = text.IndexOf("$$", at + 2, StringComparison.Ordinal);
            isOpen = close < 0;
            return close <= at + 2 ? default : new(at, close + 2, at + 2, close);
        }
        int end = at + 1;
        while (true)
        {
            int next = text.AsSpan(end).IndexOfAny('$', '\\');
            if (next < 0)
            {
                isOpen = !IsCurrency(text.AsSpan(at + 1)) || IsCalculation(text.AsSpan(at + 1));
                return default;
            }
            end += next;
            if (text[end] == '$')
                break;
            end = Math.Min(end + 2, text.Length);
        }
        var content = text.AsSpan(at + 1, end - at - 1);
        if (content.Contains("\n\n", StringComparison.Ordinal) || (IsCurrency(content)
            && !IsFormulaWithNumber(content, end + 1 < text.Length ? text[end + 1] : ' ')))
            return default;
        return new(at, end + 1, at + 1, end);
    }

    /// <summary>Whether a $ before this may stand for dollars.</summary>
    private static bool IsCurrency(ReadOnlySpan<char> behind) => behind.Length > 0 && (char.IsAsciiDigit(behind[0]) || behind[0] is '.' or '<' or ' ');

    /// <summary>Whether a number is followed by a sign at once, as in formulas: <c>$27+9</c>, and all to the end is one.</summary>
    private static bool IsCalculation(ReadOnlySpan<char> behind)
    {
        int end = behind.IndexOfAnyExcept("0123456789.,");
        // Two stars are a bold mark.
        return end > 0 && behind[end] is '+' or '\\' or '^' or '*' or '=' && !behind[end..].StartsWith("**") && !behind.Contains('\n');
    }

    /// <summary>Between two dollars of a currency stand words, or a calculation that does not end: <c>$5 and $7</c>, <c>$5 + $7</c>.</summary>
    private static bool IsFormulaWithNumber(ReadOnlySpan<char> content, char behind)
    {
        if (content.IsEmpty || content[0] == '<' || char.IsAsciiDigit(behind))
            return false;
        var end = content.TrimEnd();
        if (end.IsEmpty || (content[0] != ' ' && end.Length < content.Length) || end[^1] is '=' or '+' or '-' or '*' or '/' or '(' or ':' or '×')
            return false;
        // "$341 centimetres$": a second amount would have a blank or a sign before its dollar.
        bool isAmountWithUnit = char.IsLetter(end[^1]) && content[0] != ' ' && !char.IsLetterOrDigit(behind);
        int at = 0, count = 0;
        while (Wording.TryNextWord(content, ref at, out var word))
        {
            if (word.Length > 2 && !Wording.IsOfMathematics(word) && (!isAmountWithUnit || ++count > 3 || Wording.IsOfSentence(word)))
                return false;
        }
        return true;
    }
}
