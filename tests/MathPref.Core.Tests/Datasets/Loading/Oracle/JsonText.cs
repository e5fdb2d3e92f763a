using System.Globalization;
using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>
/// A parser of JSON text. The strict one is Arrow's (rapidjson): a key twice, half a pair of surrogates and a number with a leading zero are
/// errors. The other is that of pandas (ujson), which takes all three and more.
/// </summary>
/// <param name="text">One value or several, with white space around them.</param>
internal sealed class JsonText(string text, bool isStrict)
{
    private int _at;

    /// <summary>A number as it was written.</summary>
    internal sealed record Number(string Raw);

    public bool IsAtEnd
    {
        get
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
                _at++;
            return _at == text.Length;
        }
    }

    /// <summary>The next value; numbers as <see cref="Number"/>. Throws <see cref="FormatException"/>.</summary>
    public object? Next()
    {
        if (IsAtEnd)
            throw new FormatException("no value");
        switch (text[_at])
        {
            case '{':
                return Object();
            case '[':
                return Array();
            case '"':
                return String();
            case 't' when Word("true"):
                return true;
            case 'f' when Word("false"):
                return false;
            case 'n' when Word("null"):
                return null;
            case 'N' when !isStrict && Word("NaN"):
                return double.NaN;
            case 'I' when !isStrict && Word("Infinity"):
                return double.PositiveInfinity;
            case '-' or (>= '0' and <= '9'):
                return NumberText();
            default:
                throw new FormatException($"'{text[_at]}' at {_at}");
        }
    }

    private bool Word(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private Struct Object()
    {
        _at++;
        Struct fields = [];
        if (Skip('}'))
            return fields;
        do
        {
            if (IsAtEnd || text[_at] != '"')
                throw new FormatException("a key is missing");
            var name = String();
            if (isStrict && fields.Has(name))
                throw new FormatException($"Column({name}) was specified twice");
            if (!Skip(':'))
                throw new FormatException("a colon is missing");
            fields.Set(name, Next());
        }
        while (Skip(','));
        return Skip('}') ? fields : throw new FormatException("an object is not closed");
    }

    private List<object?> Array()
    {
        _at++;
        List<object?> items = [];
        if (Skip(']'))
            return items;
        do
            items.Add(Next());
        while (Skip(','));
        return Skip(']') ? items : throw new FormatException("an array is not closed");
    }

    private bool Skip(char sign)
    {
        if (IsAtEnd || text[_at] != sign)
            return false;
        _at++;
        return true;
    }

    private string String()
    {
        StringBuilder value = new();
        for (_at++; ; _at++)
        {
            if (_at >= text.Length || isStrict && text[_at] < ' ')
                throw new FormatException("a text is not closed");
            if (text[_at] == '"')
                break;
            if (text[_at] != '\\')
            {
                value.Append(text[_at]);
                continue;
            }
            if (++_at >= text.Length)
                throw new FormatException("a text is not closed");
            value.Append(text[_at] switch
            {
                'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' or '\\' or '/' => text[_at],
                'u' => Escape(),
                _ => throw new FormatException("an unknown escape"),
            });
        }
        _at++;
        var made = value.ToString();
        if (isStrict && HasHalfPair(made))
            throw new FormatException("half a pair of surrogates");
        return made;
    }

    private char Escape()
    {
        if (_at + 4 >= text.Length || !ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw new FormatException("a broken escape");
        _at += 4;
        return (char)unit;
    }

    private static bool HasHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i < text.Length - 1 && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }
        return false;
    }

    private object NumberText()
    {
        var start = _at;
        if (text[_at] == '-')
            _at++;
        if (!isStrict && _at < text.Length && text[_at] == 'I' && Word("Infinity"))
            return double.NegativeInfinity;
        var whole = Digits();
        if (whole.Length == 0 || isStrict && whole is ['0', _, ..])
            throw new FormatException("a broken number");
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            if (Digits().Length == 0 && isStrict)
                throw new FormatException("a broken number");
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-')
                _at++;
            if (Digits().Length == 0 && isStrict)
                throw new FormatException("a broken number");
        }
        return new Number(text[start.._at]);
    }

    private string Digits()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return text[start.._at];
    }
}
