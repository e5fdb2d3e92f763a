namespace MathPref.Core.Maths.Reading;

/// <summary>What plain commas between digits may mean.</summary>
internal static class Commas
{
    /// <summary>Whether a number was read whose commas may part several: 1,234. Money and numbers like 1,000 and 5,040 mean thousands.</summary>
    public static bool MayMeanMore(TokenSpan tokens)
    {
        var mayMeanMore = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Currency)
                return false;
            if (tokens[i].HasCommaGroups)
                mayMeanMore |= !HasGroupWithZero(tokens[i].Text);
        }
        return mayMeanMore;
    }

    private static bool HasGroupWithZero(string number)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        for (var group = (point < 0 ? number.Length : point) - 3; group > 0; group -= 3)
        {
            if (number[group] == '0')
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether such commas rather part values: within brackets and in lists, where no other comma has a blank behind it. <c>(1,200)</c> is a point;
    /// in <c>1,200, 1,300</c> thousands are apart.
    /// </summary>
    public static bool AreSeparators(TokenSpan tokens)
    {
        bool hasComma = false, hasSpaced = false, isBracketed = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var kind = tokens[i].Kind;
            isBracketed |= kind == TokenKind.Open && (tokens[i].Text != "{" || i == 0) && i + 1 < tokens.Count
                && (tokens[i + 1].HasCommaGroups || i + 2 < tokens.Count && tokens[i + 1].Kind == TokenKind.Minus && tokens[i + 2].HasCommaGroups);
            if (kind is not (TokenKind.Comma or TokenKind.Semicolon))
                continue;
            hasComma = true;
            hasSpaced |= i + 1 < tokens.Count && tokens[i + 1].HasSpaceBefore || kind == TokenKind.Semicolon;
        }
        return !hasSpaced && (hasComma || isBracketed);
    }

    /// <summary>Whether one comma alone stands between digits, as a decimal comma does: 3,14.</summary>
    public static bool MayBeDecimal(string s)
    {
        var comma = s.IndexOf(',', StringComparison.Ordinal);
        // Behind 1,234 three digits are thousands; behind 0, they are decimals.
        return comma > 0 && comma + 1 < s.Length && char.IsAsciiDigit(s[comma - 1]) && char.IsAsciiDigit(s[comma + 1]) && !IsGroup(s, comma)
            && s.IndexOf(',', comma + 1) < 0
            && s.AsSpan().IndexOfAny("([{=<>") < 0;
    }

    private static bool IsGroup(string s, int comma)
    {
        var end = comma + 1;
        while (end < s.Length && char.IsAsciiDigit(s[end]))
            end++;
        return end - comma == 4 && !(s[comma - 1] == '0' && (comma == 1 || !char.IsAsciiDigit(s[comma - 2])));
    }
}
