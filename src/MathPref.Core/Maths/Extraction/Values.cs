using System.Collections.Frozen;

namespace MathPref.Core.Maths.Extraction;

/// <summary>The value that stands behind "the answer is": up to the end of its sentence, without marks and prose.</summary>
internal static class Values
{
    private const int Window = 4_000;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_ends = Words("because since so which where when therefore hence "
        + "thus but however assuming after "
        + "rounded attained achieved occurring given as i let this that we you if whereas while");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_fillers = Words("approximately approx about around roughly "
        + "exactly either simply just therefore thus "
        + "equal equals to option choice also then indeed hence be is");

    private static readonly string[] s_lastVerbs = ["です", "である", "でした", "입니다", "이다", "이에요"];

    private static readonly string[] s_tails = [" of ", " in the ", " in total", " in all", " on ", " for ", " altogether", " total", " each", " left",
        " more", " fewer"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_abbreviations = Words("m e g approx vs sq ft cu in no cm oz lb "
        + "lbs st etc ca hrs min");

    /// <summary>The value; null where none follows. <paramref name="isCut"/>: the text ends within its formula.</summary>
    public static string? Behind(string text, int start, out bool isCut)
    {
        isCut = false;
        string window = text.Substring(start, Math.Min(text.Length - start, Window));
        int first = Lead(window);
        if (first == window.Length)
            return null;
        var formulas = Formulas.Of(window, out int openAt);
        int end = End(window, first, formulas, openAt, out isCut);
        string value = Clean(window[first..end]);
        isCut |= start + end == text.Length && value.Length > 0 && value[^1] is '+' or '-' or '=' or '^' or '_' or '{' or '(' or '\\' or '/' or '<';
        return isCut ? null : Reduced(Clean(WithoutBold(value)));
    }

    /// <summary>Without blanks, bold marks, quotes and the full stop around it.</summary>
    public static string Clean(string text)
    {
        var value = text.AsSpan();
        while (true)
        {
            int length = value.Length;
            value = value.Trim().Trim("*\"“”`").TrimStart(":：>#∴").TrimEnd(",;:。，");
            if (value.EndsWith('.') && !value.EndsWith("...") && !value.EndsWith(".m.", StringComparison.OrdinalIgnoreCase))
                value = value[..^1];
            // "It is" stands last in Japanese and Korean.
            foreach (string verb in s_lastVerbs)
            {
                if (value.EndsWith(verb, StringComparison.Ordinal))
                    value = value[..^verb.Length];
            }
            if (value.EndsWith(@"\\"))
                value = value[..^2];
            if (value.Length > 1 && value[^1] == '_' && value[0] == '_')
                value = value[1..^1];
            if (value.Length == length)
                return length == text.Length ? text : value.ToString();
        }
    }

    /// <summary>A letter of multiple choice with the text behind it in one spelling: "D, 21 min", "(D): 21 min" and "D) 21 min" are "(D) 21 min".</summary>
    public static string ChoiceInBrackets(string value)
    {
        int at = value.StartsWith('(') ? 1 : 0;
        if (value.Length < at + 4 || value[at] is < 'A' or > 'H')
            return value;
        int end = at + 1;
        if (at == 1 && value[end++] != ')')
            return value;
        int behind = end;
        while (behind < value.Length && value[behind] is ',' or ':' or '.' or ')')
            behind++;
        var rest = value.AsSpan(Math.Min(value.Length, behind));
        // "B, C" are two letters; "B: 5" and "B. 5" are one with its text.
        if (behind == end || behind - end > 2 || rest.Length < 2 || rest[0] != ' ' || (rest.Length < 4 && char.IsAsciiLetterUpper(rest[1])))
            return value;
        return $"({value[at]}) {rest.Trim()}";
    }

    /// <summary>A value without the prose around its formula or number; null where it holds nothing of an answer.</summary>
    public static string? Reduced(string value)
    {
        if (value.Length == 0)
            return null;
        var formulas = Formulas.Of(value, out _);
        bool isBare = BareAnswers.Is(value);
        if (formulas.Count > 0)
        {
            if (formulas.Count == 1 && formulas[0].Start == 0 && value.AsSpan(formulas[0].End) is { IsEmpty: false } unit)
                return Formulas.Last(value, formulas, out _, out _) + AsUnit(unit.Trim());
            if (isBare && !HasWords(value.AsSpan(0, formulas[0].Start)))
                return formulas.Count == 1 && formulas[0].Start == 0 && formulas[0].End == value.Length ? Formulas.Last(value, formulas, out _, out _) : value;
            if (formulas[0].Start == 0 && formulas.Count > 1)
                formulas.RemoveRange(1, formulas.Count - 1);
            return Formulas.Last(value, formulas, out _, out _);
        }
        if (isBare)
            return WithoutTail(WithoutRepetition(value));
        string? number = LastNumber.Find(value, out int at);
        if (number is null)
            return null;
        // "greater than 5" is not 5.
        if (NumberContext.IsBound(value, at, number.Length))
            return value;
        // "85 dollars a month for each of them": the number is what the value begins with.
        return at > 0 && LeadingNumber(value) is { } leading ? leading : number;
    }

    /// <summary>Up to three words behind a formula as its unit; other words are prose.</summary>
    private static string AsUnit(ReadOnlySpan<char> words)
    {
        if (words.StartsWith("%") || words.StartsWith(@"\%"))
            return @"\%";
        int count = 1;
        foreach (char c in words)
        {
            if (c == ' ')
                count++;
            else if (!char.IsLetter(c) && c is not ('/' or '^' or '²' or '³' or '°'))
                return "";
        }
        return count > 3 || words.StartsWith("of ") || words.StartsWith("in ") || words.StartsWith("for ") || words.StartsWith("is ")
            || words.StartsWith("on ") ? "" : $@"\text{{ {words}}}";
    }

    /// <summary>"30 jellyfish in the tank" and "12 cups of flour altogether" without what stands behind the thing that is counted.</summary>
    public static string WithoutTail(string value)
    {
        if (value.Length == 0 || !(char.IsAsciiDigit(value[0]) || value[0] is '$' or '€' or '£'))
            return value;
        int end = value.Length;
        foreach (string word in s_tails)
        {
            int at = value.IndexOf(word, StringComparison.Ordinal);
            if (at > 0 && at < end && !value.AsSpan(0, at).EndsWith(" or")
                && (at + word.Length == value.Length || char.IsLetter(value[at + word.Length]) || value[at + word.Length] == ' '))
                end = at;
        }
        return value[..end];
    }

    /// <summary>"8 (eight)" without its words.</summary>
    private static string WithoutRepetition(string value)
    {
        int open = value.IndexOf(" (", StringComparison.Ordinal);
        if (open <= 0 || !value.EndsWith(')') || !char.IsAsciiDigit(value[open - 1]))
            return value;
        foreach (char c in value.AsSpan(open + 2, value.Length - open - 3))
        {
            if (!char.IsLetter(c) && c is not (' ' or '-'))
                return value;
        }
        return value[..open];
    }

    /// <summary>Without bold marks: two stars at the side of a word or formula. Between two numbers or brackets they are a power of programs.</summary>
    public static string WithoutBold(string value)
    {
        for (int at = value.IndexOf("**", StringComparison.Ordinal); at >= 0;)
        {
            char left = at == 0 ? ' ' : value[at - 1];
            char right = at + 2 >= value.Length ? ' ' : value[at + 2];
            bool isMark = value.Length < Window && (IsSide(left) != IsSide(right) || (IsSide(left) && !(left == ' ' && right == ' ')));
            if (isMark)
                value = value.Remove(at, 2);
            at = value.IndexOf("**", isMark ? at : at + 2, StringComparison.Ordinal);
        }
        return value;

        static bool IsSide(char c) => char.IsWhiteSpace(c) || c is '.' or ',' or ';' or ':' or '$';
    }

    private static string? LeadingNumber(string value)
    {
        int blank = value.IndexOf(' ', StringComparison.Ordinal);
        // What follows must be a word: in "(2 + I)/3 for us" the number ends later.
        return blank > 0 && blank + 1 < value.Length && char.IsLetter(value[blank + 1]) && value.AsSpan(0, Math.Min(3, blank)).IndexOfAnyInRange('0', '9') >= 0
            && value.AsSpan(0, blank).Count('(') == value.AsSpan(0, blank).Count(')') ? Clean(value[..blank]) : null;
    }

    private static bool HasWords(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (Wording.TryNextWord(text, ref at, out var word))
        {
            if (!Wording.IsOfMathematics(word))
                return true;
        }
        return false;
    }

    /// <summary>Where the value begins: behind blanks, marks and words like "approximately".</summary>
    private static int Lead(string window)
    {
        int at = 0;
        bool isLineStart = false;
        while (at < window.Length)
        {
            char c = window[at];
            if (isLineStart && Bullets.Length(window.AsSpan(at)) is var bullet and > 0)
            {
                isLineStart = false;
                at += bullet;
                continue;
            }
            isLineStart = c == '\n' || (isLineStart && c == ' ');
            if (char.IsWhiteSpace(c) || c is '*' or ':' or '：' or '"' or '“' or '`' or '>' or '#' or ',' || (c == '=' && at < 4))
            {
                at++;
                continue;
            }
            int end = at;
            while (end < window.Length && char.IsLetter(window[end]))
                end++;
            if (end == at || !s_fillers.Contains(window.AsSpan(at, end - at)))
                return at;
            at = end;
        }
        return at;
    }

    private static int End(string window, int first, List<Formula> formulas, int openAt, out bool isCut)
    {
        isCut = false;
        int next = 0, depth = 0;
        for (int i = first; i < window.Length;)
        {
            while (next < formulas.Count && formulas[next].End <= i)
                next++;
            if (next < formulas.Count && formulas[next].Start <= i)
            {
                bool isDisplay = IsDisplay(window, formulas[next]);
                i = formulas[next].End;
                if (isDisplay)
                    return i;
                continue;
            }
            char c = window[i];
            if (i == openAt)
            {
                isCut = true;
                return i;
            }
            if (c is '(' or '[' or '{' && !(c == '(' && i > first && IsAside(window, i)))
                depth++;
            else if (c is ')' or ']' or '}')
                depth = Math.Max(0, depth - 1);
            else if (c == '\n' && (depth == 0 || (i + 1 < window.Length && window[i + 1] == '\n')))
                return i;
            else if (c is '。' or '?' || (c == '.' && EndsSentence(window, i)) || (depth == 0 && i > first && (IsDash(window, i) || IsColon(window, i))))
                return IsHalfOfDay(window, i) ? i + 1 : i;
            else if (c == '(' && IsAside(window, i))
                return i;
            else if (depth == 0 && i > first && char.IsLetter(c) && !char.IsLetter(window[i - 1]) && window[i - 1] != '\\' && IsEndWord(window, i))
                return i;
            i++;
        }
        return window.Length;
    }

    /// <summary>A formula on lines of its own ends the sentence; a matrix without marks is a part of it.</summary>
    private static bool IsDisplay(string window, Formula formula) => formula.ContentStart == formula.Start
        ? window.AsSpan(formula.Start).StartsWith(@"\begin{") && !Environments.IsValue(window.AsSpan(formula.Start))
        : formula.ContentStart > formula.Start + 1 && window[formula.ContentStart - 1] != '(';

    /// <summary>A value without words like "approximately" before it.</summary>
    public static string WithoutFillers(string value)
    {
        int at = Lead(value);
        return at > 0 && at < value.Length ? value[at..] : value;
    }

    /// <summary>A value without the aside or the prose behind a dash or colon: "3/8 (37.5%)", "12 - the largest".</summary>
    public static string WithoutAside(string value)
    {
        int depth = 0;
        for (int i = 1; i < value.Length; i++)
        {
            if (depth == 0 && (IsDash(value, i) || IsColon(value, i) || (value[i] == '(' && IsAside(value, i))
                || (value[i] == ',' && i + 2 < value.Length && value[i + 1] == ' ' && char.IsLetter(value[i + 2]) && IsEndWord(value, i + 2))))
                return Clean(value[..i]);
            depth += value[i] is '(' or '[' or '{' ? 1 : value[i] is ')' or ']' or '}' ? -1 : 0;
        }
        return value;
    }

    /// <summary>" - " is a minus before a number, letter or formula and a dash before a word; a long dash is one but before those.</summary>
    private static bool IsDash(string window, int at)
    {
        char c = window[at];
        if (c == '—')
            return true;
        if (c is not ('–' or '-') || (c == '-' && (window[at - 1] != ' ' || at + 1 >= window.Length || window[at + 1] != ' ')))
            return false;
        if (c == '–' && at + 1 < window.Length && window[at + 1] != ' ')
            return false;
        return IsWordBehind(window, at + 1);
    }

    /// <summary>"12; the others fail", "12: the largest": a mark behind which prose begins.</summary>
    private static bool IsColon(string window, int at) => window[at] is ';' or ':' && at + 1 < window.Length && window[at + 1] == ' '
        && (char.IsDigit(window[at - 1]) || window[at - 1] is ')' or '$') && IsWordBehind(window, at + 1);

    /// <summary>"(not 13)", "(about 0.375)", "(37.5%)": a bracket behind a value that says something of it.</summary>
    private static bool IsAside(string window, int at)
    {
        if (at == 0 || window[at - 1] != ' ')
            return false;
        int close = window.AsSpan(at, Math.Min(80, window.Length - at)).IndexOf(')');
        if (close < 2)
            return false;
        var content = window.AsSpan(at + 1, close - 1);
        if (content.EndsWith("%") || content[0] == '≈')
            return true;
        int end = 0;
        while (end < content.Length && char.IsLetter(content[end]))
            end++;
        return content[..end] is "not" or "or" or "about" or "approximately" or "approx" or "roughly" or "since" or "because" or "counting" or "including"
            or "rounded" or "using" or "as" or "see" or "which" or "where";
    }

    /// <summary>Whether a word of prose of two letters and more follows: "the", not "x" or "sin".</summary>
    private static bool IsWordBehind(string window, int at)
    {
        while (at < window.Length && window[at] == ' ')
            at++;
        int end = at;
        while (end < window.Length && char.IsLetter(window[end]))
            end++;
        if (end - at == 1)
            return window[at] == 'I' && Wording.IsPronoun(window.AsSpan(end));
        return end - at > 1 && end < window.Length && window[end] is ' ' or '\'' or ',' or '.' && !Wording.IsOfMathematics(window.AsSpan(at, end - at));
    }

    /// <summary>Whether a full stop is that of "p.m.".</summary>
    private static bool IsHalfOfDay(string window, int dot) =>
        dot > 2 && window[dot] == '.' && window[dot - 1] is 'm' or 'M' && window[dot - 2] == '.' && window[dot - 3] is 'a' or 'A' or 'p' or 'P';

    private static bool IsEndWord(string window, int at)
    {
        int end = at;
        while (end < window.Length && end - at < 12 && char.IsLetter(window[end]))
            end++;
        if (end - at == 3 && window.AsSpan(at, 3) is "not" && at > 1 && window[at - 2] == ',')
            return true;
        return end - at > 1 ? s_ends.Contains(window.AsSpan(at, end - at)) : window[at] == 'I' && Wording.IsPronoun(window.AsSpan(end));
    }

    /// <summary>Whether a full stop is one: not within a number, and not behind an abbreviation in the middle of a sentence.</summary>
    public static bool EndsSentence(string text, int dot)
    {
        int next = dot + 1;
        while (next < text.Length && text[next] is '*' or '"' or '”' or '\'' or ')' or '$' or '_')
            next++;
        if (next >= text.Length)
            return true;
        if (!char.IsWhiteSpace(text[next]))
            return next > dot + 1 && text[dot + 1] is '*' or '"';
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        if (next >= text.Length || !char.IsLower(text[next]))
            return true;
        int word = dot;
        while (word > 0 && char.IsLetter(text[word - 1]))
            word--;
        return !s_abbreviations.Contains(text.AsSpan(word, dot - word));
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
