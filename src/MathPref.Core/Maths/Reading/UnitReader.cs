namespace MathPref.Core.Maths.Reading;

/// <summary>
/// Reads a unit behind a value, of one spelling: <c>square feet</c>, <c>\text{cm}^2</c>, <c>km/h</c>, <c>miles per hour</c>, <c>red apples</c>. Unknown words
/// are a unit of their own.
/// </summary>
internal sealed class UnitReader
{
    private const int MostWords = 8;

    private readonly List<(string Name, int Power)> _parts = [];
    private readonly List<string> _words = [];
    private int _sign = 1;

    /// <summary>The power that "square" or "cubic" gives to the next unit.</summary>
    private int _power = 1;
    private bool _isDescribed;
    private bool _isInFraction;

    /// <summary>False where the tokens are no unit; the unit is empty where they are words that say nothing ("in total").</summary>
    public static bool TryRead(TokenSpan span, out string unit)
    {
        var reader = new UnitReader();
        var isUnit = reader.Read(span) && reader.EndWords();
        unit = isUnit ? Units.Join(reader._parts) : "";
        return isUnit;
    }

    public static string? OfCurrency(string sign) => sign switch
    {
        "$" => "dollar",
        "€" => "euro",
        "£" => "sterling",
        "¥" => "yen",
        "₹" => "rupee",
        "¢" => "cent",
        _ => null,
    };

    /// <summary>The currency that a code before a number names: USD 5, Rs 50, US$5.</summary>
    public static string? OfCurrencyCode(Token token) => token.Kind is not (TokenKind.Letters or TokenKind.Words) ? null : token.Text switch
    {
        "USD" or "US" or "CAD" or "AUD" => "dollar",
        "EUR" => "euro",
        "GBP" => "sterling",
        "INR" or "Rs" => "rupee",
        "JPY" => "yen",
        "RM" or "MYR" => "ringgit",
        "RMB" or "CNY" => "yuan",
        _ => null,
    };

    private bool Read(TokenSpan span)
    {
        for (var i = 0; i < span.Count; i++)
        {
            var token = span[i];
            switch (token.Kind)
            {
                case TokenKind.Words or TokenKind.Letters:
                    if (token.Kind == TokenKind.Letters && token.Text.Length == 1 && token.Text != "a" && Units.Find(token.Text) == null
                        || !Word(token.Text, IsWordAhead(span, i + 1)))
                        return false;
                    // What something is made of is no unit: "3 cups of flour".
                    if (_isDescribed)
                        return AreWords(span, i + 1);
                    break;
                case TokenKind.Caret:
                    if (!EndWords() || _parts.Count == 0 || PowerAt(span, i + 1, out var end) is not { } power)
                        return false;
                    _parts[^1] = (_parts[^1].Name, _parts[^1].Power * power);
                    i = end - 1;
                    break;
                case TokenKind.Number when token.Text is "2" or "3" && !token.HasSpaceBefore && i > 0:
                    if (!EndWords() || _parts.Count == 0)
                        return false;
                    _parts[^1] = (_parts[^1].Name, _parts[^1].Power * (token.Text[0] - '0'));
                    break;
                case TokenKind.Divide:
                    if (!EndWords())
                        return false;
                    _sign = -1;
                    break;
                case TokenKind.Times or TokenKind.Minus:
                    if (!EndWords())
                        return false;
                    break;
                case TokenKind.Degree when i + 1 < span.Count && span[i + 1].Text is "C" or "F" or "Celsius" or "Fahrenheit":
                    _parts.Add(("°" + span[i + 1].Text[0], 1));
                    i++;
                    break;
                case TokenKind.Currency when OfCurrency(token.Text) is { } currency:
                    _parts.Add((currency, _sign));
                    break;
                case TokenKind.Command when token.Text == "frac" && Fraction(span, i, out var behind):
                    i = behind - 1;
                    break;
                case TokenKind.Command when token.Text is "mu" or "Omega":
                    _words.Add(token.Text == "mu" ? "μ" : "Ω");
                    break;
                case TokenKind.Stop:
                    break;
                case TokenKind.Open or TokenKind.Close when token.Text is "(" or ")" or "{" or "}":
                    break;
                default:
                    return false;
            }
        }
        return true;
    }


    private bool Word(string word, bool hasNext)
    {
        switch (word.ToLowerInvariant())
        {
            case "per":
                if (!EndWords())
                    return false;
                _sign = -1;
                return true;
            case "a" or "an" or "each" or "every" when (_parts.Count > 0 || _words.Count > 0) && hasNext:
                if (!EndWords())
                    return false;
                _sign = -1;
                return true;
            case "square" or "sq" when _words.Count == 0 && hasNext:
                _power = 2;
                return true;
            case "cubic" or "cu" when _words.Count == 0 && hasNext:
                _power = 3;
                return true;
            case "squared" or "cubed":
                if (!EndWords() || _parts.Count == 0)
                    return false;
                _parts[^1] = (_parts[^1].Name, _parts[^1].Power * (word[0] is 's' or 'S' ? 2 : 3));
                return true;
            case "of" when _parts.Count > 0 || _words.Count > 0:
                _isDescribed = true;
                return true;
            default:
                _words.Add(word);
                return _words.Count <= MostWords;
        }
    }

    /// <summary>What words stand together are one unit, several known ones, or an unknown thing.</summary>
    private bool EndWords()
    {
        if (_words.Exists(IsLink))
            return false;
        // "rounded to two decimal places" says nothing of the unit.
        var remark = _words.FindIndex(w => w is "rounded" or "correct" or "accurate");
        var (from, to) = (0, remark < 0 ? _words.Count : remark);
        while (to > from && (IsBehind(_words[to - 1]) && !(to - from == 1 && IsKnownAlone(_words[from]))))
            to--;
        while (from < to - 1 && IsBefore(_words[from]))
            from++;
        if (from < to)
        {
            var areKnown = true;
            for (var i = from; i < to; i++)
                areKnown &= Units.Find(_words[i]) != null;
            if (areKnown)
            {
                for (var i = from; i < to; i++)
                    Add(Units.Find(_words[i])!);
            }
            else if (_words[from] is "μ" && to - from == 2 && Units.Find("μ" + _words[from + 1]) is { } micro)
            {
                Add(micro);
            }
            else
            {
                var name = string.Join(' ', _words.GetRange(from, to - from - 1).ConvertAll(w => w.ToLowerInvariant()).Append(Units.Singular(_words[to - 1])));
                Add(name);
            }
        }
        _words.Clear();
        return true;
    }

    private void Add(string name)
    {
        // Degrees Celsius are one unit.
        if (name is "°C" or "°F" && _parts.Count > 0 && _parts[^1].Name == "degree")
            _parts[^1] = (name, _parts[^1].Power);
        else if (name == "mph")
            _parts.AddRange([("mi", _sign), ("h", -_sign)]);
        else if (name == "kph")
            _parts.AddRange([("km", _sign), ("h", -_sign)]);
        else
            _parts.Add((name, _sign * _power));
        _power = 1;
    }

    private bool Fraction(TokenSpan span, int at, out int behind)
    {
        behind = at;
        var top = at + 1 < span.Count ? span.MatchOf(at + 1) : -1;
        var bottom = top > 0 && top + 1 < span.Count ? span.MatchOf(top + 1) : -1;
        if (bottom < 0 || _isInFraction)
            return false;
        _isInFraction = true;
        if (!Read(span.Slice(at + 2, top - at - 2)) || !EndWords())
            return false;
        _sign = -1;
        behind = bottom + 1;
        return Read(span.Slice(top + 2, bottom - top - 2)) && EndWords();
    }

    private static bool IsWordAhead(TokenSpan span, int at)
    {
        if (at < span.Count && span[at].Kind == TokenKind.Stop)
            at++;
        return at < span.Count && span[at].Kind is TokenKind.Words or TokenKind.Letters;
    }

    private static bool AreWords(TokenSpan span, int from)
    {
        for (var i = from; i < span.Count; i++)
        {
            if (span[i].Kind is not (TokenKind.Words or TokenKind.Letters or TokenKind.Stop or TokenKind.Close))
                return false;
        }
        return true;
    }

    private static int? PowerAt(TokenSpan span, int at, out int end)
    {
        end = at;
        if (at >= span.Count)
            return null;
        // \mathrm{s^{-1}} has lost its braces.
        end = span[at].Kind == TokenKind.Minus && at + 1 < span.Count ? at + 2 : span.After(at);
        var isNegative = false;
        int? power = null;
        for (var i = at; i < end; i++)
        {
            var token = span[i];
            if (token.Kind == TokenKind.Minus)
                isNegative = true;
            else if (token.Kind == TokenKind.Number && power == null && token.Text is [>= '0' and <= '9' and var digit])
                power = digit - '0';
            else if (token.Kind is not (TokenKind.Open or TokenKind.Close))
                return null;
        }
        return isNegative ? -power : power;
    }

    /// <summary>Words that link a value to something else said of it, which is no unit.</summary>
    private static bool IsLink(string word) => word.ToLowerInvariant() is "is" or "are" or "not" or "if" or "when" or "where" or "for" or "because" or "since"
        or "but" or "than" or "between" or "and" or "or" or "by" or "from" or "until" or "unless" or "with" or "without";

    private static bool IsKnownAlone(string word) => word is "in" || Units.Find(word) != null;

    private static bool IsBehind(string word) => word.ToLowerInvariant() is "old" or "tall" or "long" or "wide" or "high" or "deep" or "away"
        or "later" or "ago" or "earlier"
        or "more" or "less" or "fewer" || PlainWords.IsTrailer(word.ToLowerInvariant());

    private static bool IsBefore(string word) => word.ToLowerInvariant() is "more" or "extra" or "additional" or "us" or "total" or "full" or "whole"
        or "different"
        or "possible" or "distinct" or "such" or "the" or "a" or "unique" or "in";
}
