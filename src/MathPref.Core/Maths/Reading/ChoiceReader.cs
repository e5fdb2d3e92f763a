using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Finds a letter of multiple choice at the beginning: <c>(B)</c>, <c>B) 12</c>, <c>\textbf{(B)}\ 12</c>, <c>Option B</c>, a bare <c>B</c>.</summary>
internal static class ChoiceReader
{
    private static readonly string[] _wrappers = [@"\textbf{", @"\text{", @"\mathrm{", @"\mathbf{", @"\boldsymbol{", @"\textrm{", @"\mbox{", "**",
        "{", "$", @"\("];

    private static readonly string[] _ends = ["}", "**", "$", @"\)", @"\ ", @"\,", @"\;", @"\quad", @"\qquad", "~", " "];

    /// <summary>The letter and where the text behind it begins; null where the text begins with none.</summary>
    /// <param name="s">The answer, without marks around it.</param>
    /// <param name="rest">Where the text of the choice begins: the length where there is none.</param>
    /// <param name="isBare">Whether the letter stands alone, without bracket or bold, so that it may be a variable.</param>
    public static char? Find(string s, out int rest, out bool isBare)
    {
        rest = 0;
        var at = 0;
        var isNamed = false;
        foreach (var name in (ReadOnlySpan<string>)["option", "choice", "answer choice", "answer"])
        {
            if (!s.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            at = name.Length;
            isNamed = true;
            break;
        }
        var isBold = false;
        var isUpright = false;
        while (at < s.Length)
        {
            if (s[at] == ' ')
            {
                at++;
                continue;
            }
            var wrapper = Array.Find(_wrappers, w => string.CompareOrdinal(s, at, w, 0, w.Length) == 0);
            if (wrapper == null)
                break;
            isBold |= wrapper is @"\textbf{" or @"\mathbf{" or @"\boldsymbol{" or "**";
            isUpright |= wrapper is @"\text{" or @"\mathrm{" or @"\textrm{" or @"\mbox{";
            at += wrapper.Length;
        }
        isBare = !isBold && !isUpright && !isNamed;
        var isOpen = at < s.Length && s[at] == '(';
        if (isOpen)
            at++;
        if (at >= s.Length || s[at] is not (>= 'A' and <= 'J') && !IsSmall(s, at, isOpen, isNamed))
            return null;
        var letter = char.ToUpperInvariant(s[at++]);
        // Bold may end between the letter and its bracket.
        while (at < s.Length && s[at] == '}')
            at++;
        var isClosed = at < s.Length && s[at] == ')';
        if (isClosed)
            at++;
        if (isOpen != isClosed && isOpen)
            return null;
        isBare &= !isClosed;
        var hasMark = isClosed;
        var before = at;
        if (!isClosed && at < s.Length && s[at] is '.' or ':' && (at + 1 == s.Length || s[at + 1] is ' ' or '}' or '*' or '\\'))
        {
            hasMark = true;
            at++;
        }
        while (at < s.Length && Array.Find(_ends, e => string.CompareOrdinal(s, at, e, 0, e.Length) == 0) is { } end)
            at += end.Length;
        if (at < s.Length && s[at] is ':' or '.' or ',' && !char.IsAsciiDigit(at + 1 < s.Length ? s[at + 1] : ' ') && isClosed)
            at++;
        while (at < s.Length && (s[at] is ' ' or '~' || string.CompareOrdinal(s, at, @"\ ", 0, 2) == 0))
            at += s[at] == '\\' ? 2 : 1;
        rest = at;
        if (at == s.Length)
            return letter;
        // Behind a bracket or a full stop stands the text; an operator makes it mathematics: (A) + 1, (B)^2.
        var isOperator = s[at] is '+' or '^' or '_' or '=' or '/' or '*' or '<' or '>' or '\'' or '!' or ')' or ']' or '|' || s[at] == '-' && !isBold && isOpen
            || s[at] == '(' && at == before || s.AsSpan(at).StartsWith(@"\c") || s.AsSpan(at).StartsWith(@"\le") || s.AsSpan(at).StartsWith(@"\ge");
        return hasMark && !isOperator ? letter : isNamed && at > before ? letter : null;
    }

    /// <summary>"option b", and "(b)" alone.</summary>
    private static bool IsSmall(string s, int at, bool isOpen, bool isNamed) => s[at] is >= 'a' and <= 'e'
        && (isOpen ? at + 1 < s.Length && s[at + 1] == ')' && (isNamed || s.AsSpan(at + 2).Trim("}$*. \\").IsEmpty)
            : isNamed && at > 0 && s[at - 1] is ' ' or '*' or '{' && s.AsSpan(at + 1).Trim("}$*. )").IsEmpty);

    /// <summary>"C, E" and "A and C": several letters; null where the text is no such list.</summary>
    public static Listing? Several(string plain)
    {
        if (plain.Length is < 3 or > 60)
            return null;
        var letters = new List<Expr>();
        foreach (var part in plain.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var letter = part is ['(', var within, ')'] ? within : part.Length == 1 ? part[0] : ' ';
            if (letter is >= 'A' and <= 'J')
                letters.Add(new Choice(letter, null));
            else if (part is not ("and" or "or" or "&"))
                return null;
        }
        return letters.Count > 1 ? new([.. letters]) : null;
    }
}
