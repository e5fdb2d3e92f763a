using System.Globalization;
using System.Numerics;
using System.Text;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Reads numbers of another base: <c>1011_2</c>, <c>1A3_{16}</c>, <c>(1011)_2</c>, <c>54031_{\text{seven}}</c>, <c>1011 base 2</c>.</summary>
internal static class BasedReader
{
    private const int MostDigits = 2_000;

    public static Expr? Read(TokenSpan span)
    {
        if (span.Count < 3)
            return null;
        if (span[0].Kind == TokenKind.Minus && span[1].Kind != TokenKind.Minus)
            return Read(span.Slice(1, span.Count - 1)) is { } size ? new Neg(size) : null;
        int mark = -1;
        for (var i = 1; i < span.Count; i = span.After(i))
        {
            if (span[i].Kind == TokenKind.Underscore || Prose.IsAnyOf(span[i], "base", "base"))
            {
                mark = i;
                break;
            }
        }
        if (mark < 1 || mark == span.Count - 1)
            return null;
        var number = span.Slice(0, mark);
        if (number.Count > 1 && Prose.IsAnyOf(number[number.Count - 1], "in", "in"))
            number = number.Slice(0, number.Count - 1);
        var isBracketed = SpanText.IsEnclosed(number);
        if (isBracketed)
            number = number.Slice(1, number.Count - 2);
        return BaseOf(span.Slice(mark + 1, span.Count - mark - 1)) is { } b ? Of(number, b, isBracketed) : null;
    }

    /// <summary>0x1F, 0b101, 0o17; null for others.</summary>
    public static BasedNumber? OfProgram(string text)
    {
        if (text.Length < 3 || text[0] != '0')
            return null;
        var b = text[1] switch
        {
            'x' or 'X' => 16,
            'b' or 'B' => 2,
            'o' or 'O' => 8,
            _ => 0,
        };
        return b == 0 ? null : Of(text[2..].ToUpperInvariant(), b);
    }

    private static int? BaseOf(TokenSpan script)
    {
        script = SpanText.Trim(script);
        if (SpanText.IsEnclosed(script))
            script = SpanText.Trim(script.Slice(1, script.Count - 2));
        if (script.Count == 2 && Prose.IsAnyOf(script[0], "base", "base"))
            script = script.Slice(1, 1);
        if (script.Count != 1)
            return null;
        var text = script[0].Text;
        var b = script[0].Kind == TokenKind.Number && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            ? digits
            : script[0].Kind is TokenKind.Words or TokenKind.Letters ? NumberWords.OfBase(text.ToLowerInvariant()) : 0;
        return b is >= 2 and <= 36 ? b : null;
    }

    private static BasedNumber? Of(TokenSpan number, int b, bool isBracketed)
    {
        var digits = new StringBuilder();
        var hasNumber = false;
        for (var i = 0; i < number.Count; i++)
        {
            if (number[i].Kind is not (TokenKind.Number or TokenKind.Letters or TokenKind.Words))
                return null;
            hasNumber |= number[i].Kind == TokenKind.Number;
            digits.Append(number[i].Text);
        }
        return hasNumber || b > 10 && (isBracketed || b == 16
            && digits.Length > 1) ? Of(digits.ToString().ToUpperInvariant(), b, isLoose: number.Count == 1) : null;
    }

    // A loose one counts digits from 0 to 9 that the base has not: 206 in base 5, a slip, is worth 2·25 + 6.
    private static BasedNumber? Of(string digits, int b, bool isLoose = false)
    {
        if (digits.Length is 0 or > MostDigits)
            return null;
        BigInteger all = 0, scale = 1;
        var isBehindPoint = false;
        foreach (var c in digits)
        {
            if (c == '.' && !isBehindPoint)
            {
                isBehindPoint = true;
                continue;
            }
            var digit = char.IsAsciiDigit(c) ? c - '0' : c is >= 'A' and <= 'Z' ? c - 'A' + 10 : b;
            if (digit >= b && !(isLoose && digit < 10))
                return null;
            all = all * b + digit;
            if (isBehindPoint)
                scale *= b;
        }
        return new(digits, b, new(all, scale));
    }
}
