using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads answers that are plain text and not mathematics: times, dates, choices in a row, words.</summary>
internal static class PlainReader
{
    private const int MostWords = 30;

    /// <param name="plain">The text without what sets it.</param>
    /// <param name="isUpright">Whether it stood in <c>\text{…}</c>, so that letters are words and not variables.</param>
    /// <returns>Null where it is to be read as mathematics.</returns>
    public static Expr? Read(string plain, bool isUpright)
    {
        if (plain.Length == 0)
            return null;
        bool hasDigit = false, hasLetter = false, isAllWords = true;
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            // A minus sign and the bracket of a function are mathematics; a hyphen and a remark are none.
            if (c == '-' && !(i > 0 && char.IsLetterOrDigit(plain[i - 1])) || c == '(' && i > 0 && char.IsLetter(plain[i - 1]))
                return null;
            hasDigit |= char.IsAsciiDigit(c);
            hasLetter |= char.IsLetter(c);
            isAllWords &= char.IsLetter(c) || c is ' ' or ',' or '.' or '-' or '\'' or '’' or '!' or '?' or '(' or ')' or ';' or ':' or '"';
        }
        // 7:05 is a time rather than a ratio.
        if (hasDigit && !hasLetter && plain.IndexOf(":0", StringComparison.Ordinal) is > 0 and var zero && zero + 3 <= plain.Length
            && plain.AsSpan(zero + 1).IndexOfAnyExcept("0123456789:") < 0 && ClockReader.Bare(plain) is { } time)
            return time;
        if (hasDigit)
            return hasLetter || plain.Contains('-', StringComparison.Ordinal) ? (Expr?)ClockReader.Time(plain) ?? ClockReader.Date(plain) : null;
        if (!hasLetter || !isAllWords)
            return null;
        return ClockReader.Time(plain) ?? Words(plain, isUpright);
    }

    private static Expr? Words(string plain, bool isUpright)
    {
        var words = plain.Split([' ', ',', '.', ';', ':', '(', ')', '"', '!', '?'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostWords)
            return null;
        if (words.Length == 1)
        {
            var word = words[0];
            if (word.Length == 1)
                return ForeignText.Is(word[0]) ? new Words(word) : null;
            if (Prose.IsName(word) || NumberWords.Read([word.ToLowerInvariant()], out _) > 0)
                return null;
            var isHyphened = word.Contains('-', StringComparison.Ordinal);
            return isUpright || ForeignText.Is(word[0]) || !isHyphened && PlainWords.IsWord(word) || isHyphened && !IsNumber(word) && HasWord(word)
                ? IsNumber(word) || word is "reals" or "integers" or "EmptySet" ? null : new Words(PlainWords.Normalize(word))
                : null;
        }
        // "x and y", "a or b" are variables; numbers and sets in words are read among tokens.
        var isProse = false;
        var lower = Array.ConvertAll(words, w => w.ToLowerInvariant());
        foreach (var word in lower)
            isProse |= word.Length > 1 && word is not ("and" or "or" or "is" or "are") && !Prose.IsName(word);
        if (NumberWords.Read(plain.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries), out var number) is var read && read > 1
            && read == plain.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Length)
            return number.IsInteger ? new Num(number) : new Quotient(new Num(number.Numerator), new Num(number.Denominator));
        if (!isProse || NumberWords.Read(lower, out _) > 0 || lower[0] is "a" or "an" && lower.Length > 1 && (lower[1] is "half" or "third"
            or "quarter" or "dozen"))
            return null;
        if (plain.Contains('-', StringComparison.Ordinal) && IsNumber(words[0]))
            return null;
        // "The correct option is B"
        if (words[^1] is [>= 'A' and <= 'J' and var letter] && PlainWords.IsCopula(lower[^2]) && Array.TrueForAll(lower[..^1], PlainWords.IsFiller))
            return new Choice(letter, null);
        // "B is correct"
        if (words[0] is [>= 'A' and <= 'J' and var first] && PlainWords.IsCopula(lower[1]) && Array.TrueForAll(lower[2..], w => PlainWords.IsFiller(w)))
            return new Choice(first, null);
        if (IsInfinity(lower) is { } infinity)
            return infinity;
        return IsNumberSet(lower) ? null : new Words(PlainWords.Normalize(plain));
    }

    private static Expr? IsInfinity(string[] lower) => lower is [var sign, "infinity"] ? sign switch
    {
        "negative" or "minus" => new Neg(new Const(ConstKind.Infinity)),
        "positive" or "plus" => new Const(ConstKind.Infinity),
        _ => null,
    } : null;

    private static bool IsNumber(string word)
    {
        var parts = word.ToLowerInvariant().Split('-', StringSplitOptions.RemoveEmptyEntries);
        return NumberWords.Read(parts, out _) is var read && read > 0 && read == parts.Length;
    }

    /// <summary>Whether a part between hyphens is a word: non-linear, but not ad-bc.</summary>
    private static bool HasWord(string word)
    {
        var hasWord = false;
        foreach (var part in word.Split('-'))
        {
            if (part.Length < 2)
                return false;
            hasWord |= PlainWords.IsWord(part);
        }
        return hasWord;
    }

    private static bool IsNumberSet(string[] lower)
    {
        var hasSet = false;
        foreach (var word in lower)
        {
            hasSet |= word is "reals" or "integers" or "naturals" or "rationals" or "real" or "integer" or "natural" or "rational" or "complex";
            if (word is not ("reals" or "integers" or "naturals" or "rationals" or "real" or "integer" or "natural" or "rational" or "complex"
                or "all" or "any" or "every"
                or "set" or "of" or "the" or "numbers" or "number" or "positive" or "negative" or "values" or "x" or "is" or "an" or "a" or "in"))
                return false;
        }
        return hasSet;
    }
}
