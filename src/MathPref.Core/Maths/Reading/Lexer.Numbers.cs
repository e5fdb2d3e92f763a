using System.Text;

namespace MathPref.Core.Maths.Reading;

/// <summary>Digits and all that belongs to them.</summary>
internal sealed partial class Lexer
{
    /// <summary>Blanks that part groups of three digits.</summary>
    private static readonly string[] _thinBlanks = [@"\,", @"\;", @"\:", @"\ ", "~", " ", "'", "_"];

    /// <summary>Commas that part thousands and nothing else, each behind those with which it begins.</summary>
    private static readonly string[] _groupCommas = ["{,}", @",\!", @"\!,", @"{,\!}", @"{,}\!", @"\!{,}", @",\! ", @",\!\!", @",\!\! "];

    private static readonly string[] _plainComma = [","];
    private static readonly string[] _groupStop = ["."];

    private void ReadNumber()
    {
        var start = _at;
        // \frac12 is a half.
        if (_tokens.Count > 0 && !_hasSpace && char.IsAsciiDigit(Peek()) && TakesDigits(_tokens.Count - 1))
        {
            Take(TokenKind.Number, Letter(Peek()));
            return;
        }
        var end = DigitsFrom(start);
        // \frac 34 is three quarters, \frac 310 is three tenths; \frac 12{5} is none of these.
        if (end - start is 2 or 3 && _hasSpace && _tokens.Count > 0 && _tokens[^1].Is(TokenKind.Command, "frac") && TakesNoMore(end))
        {
            Take(TokenKind.Number, Letter(Peek()));
            Take(TokenKind.Number, _text[_at..end], end - _at);
            return;
        }
        var isWhole = true;
        StringBuilder? built = null;
        var hasCommas = false;
        if (end - start is >= 1 and <= 3 && _text[start] != '0')
        {
            var groups = Groups(end, _groupCommas);
            if (groups == end && _commas == CommaReading.Thousands)
            {
                groups = Groups(end, _plainComma);
                hasCommas = groups > end;
            }
            if (groups == end && _commas == CommaReading.DecimalPoint)
                groups = Groups(end, _groupStop) is var stops && stops > end && (stops - end > 4 || stops < _text.Length && _text[stops] == ',') ? stops : end;
            // 1.234.567 has no other reading.
            if (groups == end && Groups(end, _groupStop) is var several && several >= end + 8)
                groups = several;
            // \log_2 128 has two numbers, and \frac 1 200.
            var mayBeSpaced = _tokens.Count == 0
                || _tokens[^1].Kind is not (TokenKind.Caret or TokenKind.Underscore) && !_tokens[^1].Is(TokenKind.Command, "frac");
            foreach (var blank in mayBeSpaced ? _thinBlanks : [])
                groups = groups == end ? Groups(end, [blank]) : groups;
            if (groups > end)
            {
                built = new();
                AppendDigits(built, start, groups);
                end = groups;
            }
        }
        var hasPoint = end < _text.Length && _text[end] == '.' && !(end + 2 < _text.Length && _text[end + 1] == '.' && _text[end + 2] == '.');
        var point = hasPoint ? 1 : PointComma(end);
        if (point > 0)
        {
            built ??= new StringBuilder().Append(_text, start, end - start);
            var digits = DigitsFrom(end + point);
            var repeat = Repeat(digits, out var behind);
            if (digits > end + point || repeat != null)
            {
                isWhole = false;
                built.Append('.').Append(_text, end + point, digits - end - point);
                end = digits;
                // 3.141\,592
                while (end - start > 3 && (end - digits) % 5 == 0 && IsAt(end, @"\,") && DigitsFrom(end + 2) is var more && more == end + 5)
                {
                    built.Append(_text, end + 2, 3);
                    digits += 5;
                    end = more;
                }
                if (repeat != null)
                {
                    built.Append('(').Append(repeat).Append(')');
                    end = behind;
                }
                else
                {
                    end = ReadDots(built, end);
                }
            }
            else if (hasPoint && EndsAfterStop(end + 1))
            {
                end++;
            }
        }
        var exponent = Exponent(end, isWhole ? end - start : 0);
        if (exponent > end)
        {
            built ??= new StringBuilder().Append(_text, start, end - start);
            if (_text[end] == '*')
                end++;
            built.Append('e').Append(_text, end + 1, exponent - end - 1);
            end = exponent;
        }
        var text = built?.ToString().TrimEnd('.') ?? (end - start == 1 ? Letter(_text[start]) : _text[start..end].TrimEnd('.'));
        Add(TokenKind.Number, text, start, hasCommas);
        _at = isWhole && built == null ? BehindOrdinal(end) : end;
    }

    /// <summary>Behind the letters that make an ordinal of the digits ending at <paramref name="at"/>: 5th, 2^{nd}, 1\text{st}.</summary>
    private int BehindOrdinal(int at)
    {
        var tens = at > 1 && _text[at - 2] == '1';
        var suffix = tens ? "th" : _text[at - 1] switch { '1' => "st", '2' => "nd", '3' => "rd", _ => "th" };
        foreach (var (open, close) in (ReadOnlySpan<(string, string)>)[("", ""), ("^{", "}"), (@"^{\text{", "}}"), (@"^\text{", "}"), (@"\text{", "}"),
            (@"^{\mathrm{", "}}"),
            (@"^\mathrm{", "}")])
        {
            var end = at + open.Length + suffix.Length;
            if (IsAt(at, open) && IsAt(at + open.Length, suffix) && IsAt(end, close) && (close.Length > 0 || end >= _text.Length
                || !char.IsAsciiLetter(_text[end])))
                return end + close.Length;
        }
        return at;
    }

    /// <summary>Whether the command at (or one digit or letter before) a token takes a single digit as its argument.</summary>
    private bool TakesDigits(int at)
    {
        if (_tokens[at].Kind is TokenKind.Number or TokenKind.Letters && _tokens[at].Text.Length == 1)
            at--;
        return at >= 0 && _tokens[at] is { Kind: TokenKind.Command, Text: "frac" or "binom" };
    }

    /// <summary>Whether nothing follows that could be the second argument of a fraction.</summary>
    private bool TakesNoMore(int at)
    {
        while (at < _text.Length && _text[at] == ' ')
            at++;
        return at >= _text.Length || _text[at] is not ('{' or '.') && !char.IsAsciiDigit(_text[at]);
    }

    private int DigitsFrom(int at)
    {
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
            at++;
        return at;
    }

    private bool IsAt(int at, string expected) => string.CompareOrdinal(_text, at, expected, 0, expected.Length) == 0;

    /// <summary>Behind the groups of three digits that follow the digits ending at <paramref name="at"/>; the same place where there are none.</summary>
    private int Groups(int at, string[] separators)
    {
        var end = at;
        while (true)
        {
            var digits = -1;
            foreach (var separator in separators)
            {
                if (IsAt(end, separator))
                    digits = end + separator.Length;
            }
            if (digits < 0)
                break;
            var behind = DigitsFrom(digits);
            if (behind == digits && separators != _plainComma)
                break;
            if (behind != digits + 3)
                return behind > digits ? at : end;
            end = behind;
        }
        var isBlank = end > at && separators[0] == " ";
        // 3 125/128 is a mixed number; 2 000/7 is not.
        if (isBlank && end == at + 4 && _text[at + 1] != '0' && end < _text.Length && _text.AsSpan(end).TrimStart(' ').StartsWith("/"))
            return at;
        return end;
    }

    private void AppendDigits(StringBuilder built, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (char.IsAsciiDigit(_text[i]))
                built.Append(_text[i]);
        }
    }

    /// <summary>How long the comma is that stands for the decimal point at <paramref name="at"/>; 0 where none does.</summary>
    private int PointComma(int at)
    {
        var length = IsAt(at, "{,}") ? 3 : _commas == CommaReading.DecimalPoint && IsAt(at, ",") ? 1 : 0;
        return length > 0 && at + length < _text.Length && char.IsAsciiDigit(_text[at + length]) ? length : 0;
    }

    /// <summary>Whether a full stop before <paramref name="at"/> belongs to the number: <c>5.)</c>, <c>5.*x</c>.</summary>
    private bool EndsAfterStop(int at) => at < _text.Length && _text[at] is '*' or '/' or '+' or '-' or '^' or ')' or ']' or '}' or ',';

    /// <summary>The digits that repeat, where a mark of repetition stands at <paramref name="at"/>; <paramref name="behind"/> is the place behind it.</summary>
    private string? Repeat(int at, out int behind)
    {
        behind = at;
        if (at >= _text.Length)
            return null;
        if (_text[at] == '(')
            return RepeatIn(at, ')', ref behind);
        foreach (var mark in (ReadOnlySpan<string>)[@"\overline", @"\bar", @"\dot", @"\dots"])
        {
            if (!IsAt(at, mark) || IsAt(at, @"\dots"))
                continue;
            var open = at + mark.Length;
            while (open < _text.Length && _text[open] == ' ')
                open++;
            if (open >= _text.Length)
                return null;
            if (char.IsAsciiDigit(_text[open]))
                behind = open + 1;
            var digits = char.IsAsciiDigit(_text[open]) ? Letter(_text[open]) : _text[open] == '{' ? RepeatIn(open, '}', ref behind) : null;
            return digits != null && mark == @"\dot" ? ToSecondDot(digits, ref behind) : digits;
        }
        return null;
    }

    private string? RepeatIn(int open, char close, ref int behind)
    {
        var end = DigitsFrom(open + 1);
        if (end == open + 1 || end >= _text.Length || _text[end] != close)
            return null;
        behind = end + 1;
        return _text[(open + 1)..end];
    }

    /// <summary>0.\dot{1}4285\dot{7}: from the first dotted digit to the second.</summary>
    private string ToSecondDot(string first, ref int behind)
    {
        var digits = DigitsFrom(behind);
        if (!IsAt(digits, @"\dot"))
            return first;
        var open = digits + 4;
        var isGroup = open < _text.Length && _text[open] == '{';
        var digit = isGroup ? open + 1 : open;
        if (digit >= _text.Length || !char.IsAsciiDigit(_text[digit]) || isGroup && !IsAt(digit + 1, "}"))
            return first;
        var repeat = first + _text[behind..digits] + _text[digit];
        behind = isGroup ? digit + 2 : digit + 1;
        return repeat;
    }

    /// <summary>Dots behind decimals: the digits before them repeat where they do so already; they are passed over else.</summary>
    private int ReadDots(StringBuilder number, int at)
    {
        var dots = at;
        while (dots < _text.Length && _text[dots] == ' ')
            dots++;
        var length = 0;
        foreach (var spelling in (ReadOnlySpan<string>)["...", "…", @"\ldots", @"\dots", @"\cdots"])
            length = IsAt(dots, spelling) ? spelling.Length : length;
        if (length == 0)
            return at;
        var text = number.ToString();
        var decimals = text.AsSpan(text.IndexOf('.') + 1);
        if (Period(decimals) is > 0 and var period)
        {
            // Only the first of the repetitions is kept.
            var from = decimals.Length - period;
            while (from >= period && decimals.Slice(from - period, period).SequenceEqual(decimals.Slice(from, period)))
                from -= period;
            number.Length = text.Length - decimals.Length + from;
            number.Append('(').Append(decimals.Slice(from, period)).Append(')');
        }
        return dots + length;
    }

    /// <summary>
    /// The length of the block that the decimals end in several times, 0 if there is none. One digit must be there three times; four or five digits likewise,
    /// for those are of no common fraction (11111, 101 and 271 divide their denominators), and e begins with 2.7 1828 1828.
    /// </summary>
    private static int Period(ReadOnlySpan<char> decimals)
    {
        for (var period = 1; period <= 8 && period * 2 <= decimals.Length; period++)
        {
            var times = period is 1 or 4 or 5 ? 3 : 2;
            if (period * times > decimals.Length)
                continue;
            var last = decimals[^period..];
            var isRepeated = true;
            for (var i = 2; i <= times; i++)
                isRepeated &= decimals.Slice(decimals.Length - i * period, period).SequenceEqual(last);
            if (isRepeated)
                return period;
        }
        return 0;
    }

    /// <summary>
    /// Behind the exponent of a program's number at <paramref name="at"/>, the same place where there is none. With a whole mantissa <c>2e-1</c> may be 2e - 1:
    /// there the exponent has two digits, or a size above 3, or the mantissa is 1.
    /// </summary>
    private int Exponent(int at, int wholeDigits)
    {
        var mark = IsAt(at, "*^") ? at + 1 : at;
        if (mark >= _text.Length || mark == at && _text[at] is not ('e' or 'E'))
            return at;
        var sign = mark + 1;
        var digits = sign < _text.Length && _text[sign] is '+' or '-' ? sign + 1 : sign;
        var end = DigitsFrom(digits);
        if (end == digits || end - digits > 9 || end < _text.Length && (char.IsAsciiLetter(_text[end]) || _text[end] is '.' or '^' && end + 1 < _text.Length))
            return at;
        var isOne = wholeDigits == 1 && _text[at - 1] == '1';
        var isPlain = wholeDigits == 0 || digits == sign || mark > at || _text[at] == 'E' || end - digits > 1 || _text[digits] > '3' || isOne;
        return isPlain ? end : at;
    }
}
