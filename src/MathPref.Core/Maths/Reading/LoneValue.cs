namespace MathPref.Core.Maths.Reading;

/// <summary>The one number of a text of words that is not understood whole: <c>John has 5 apples left</c>, <c>A resposta é 11</c>, <c>12 ✅</c>.</summary>
internal static class LoneValue
{
    private const int Longest = 300;

    /// <summary>The number with its sign, currency and percent; null where there is none or more than one, or signs of mathematics beside it.</summary>
    public static string? Find(string text)
    {
        if (text.Length > Longest)
            return null;
        int first = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (first < 0 || first > 0 && (char.IsLetter(text[first - 1]) || text[first - 1] == '_'))
            return null;
        int end = first;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))
            end++;
        if (end < text.Length && char.IsAsciiLetter(text[end])
            || text.AsSpan(end).IndexOfAnyInRange('0', '9') >= 0 || !IsProse(text.AsSpan(0, first), isBefore: true)
            || !IsProse(text.AsSpan(end), isBefore: false))
        {
            return null;
        }
        if (first > 0 && text[first - 1] is '$' or '€' or '£')
            first--;
        if (first > 0 && text[first - 1] is '-' or '−' && (first == 1 || text[first - 2] == ' '))
            first--;
        if (end < text.Length && text[end] == '%')
            end++;
        return text[first..end];
    }

    /// <summary>Words and marks of prose alone, without a negation and without what would change the number.</summary>
    private static bool IsProse(ReadOnlySpan<char> text, bool isBefore)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isAtNumber = isBefore ? i == text.Length - 1 : i == 0;
            bool isOperator = c is '+' or '*' or '/' or '^' or '=' or '<' or '>' or '\\' or '_' or '|' or '√' or 'π' or '±' or '×' or '÷' or '°' or '²' or '³'
                or '½' or '[' or ']' or '{' or '}' or '∞' or '≠' or '≤' or '≥' or '∈' or '∉' or '@' or '&' or '#';
            bool isSign = c is '-' or '−' or '–' or '%' or '$';
            if (isOperator || c == '!' && isAtNumber || c == '?' && isBefore || isSign && !isAtNumber && !IsHyphen(text, i))
            {
                return false;
            }
        }
        return !Negations.In(text) && !text.Contains("illion", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("housand", StringComparison.OrdinalIgnoreCase) && !text.Contains("undred", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("dozen", StringComparison.OrdinalIgnoreCase) && !text.Contains("half", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("third", StringComparison.OrdinalIgnoreCase) && !text.Contains("quarter", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("percent", StringComparison.OrdinalIgnoreCase) && !text.Contains("than", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("least", StringComparison.OrdinalIgnoreCase) && !text.Contains("except", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("minus", StringComparison.OrdinalIgnoreCase) && !text.Contains("negative", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("all ", StringComparison.OrdinalIgnoreCase) && !text.Contains("between", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsHyphen(ReadOnlySpan<char> text, int at) =>
        text[at] == '-' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]);
}
