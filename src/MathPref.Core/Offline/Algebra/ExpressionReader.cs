using System.Globalization;
using System.Numerics;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Offline.Algebra;

/// <summary>
/// Reads LaTeX-like sums, products, powers and fractions of whole numbers, decimals and letters. What it reads may come from
/// any model, so depth, length, degree and size of numbers are bounded.
/// </summary>
internal sealed class ExpressionReader
{
    private const int MaxLength = 1000;
    private const int MaxDepth = 32;
    private const int MaxExponent = 64;
    private const int MaxTerms = 200;
    private const int MaxBits = 2048;

    private readonly string _text;
    private int _position;
    private int _depth;

    private ExpressionReader(string text) => _text = text;

    /// <summary>The expression, or null where the text is none or is out of bounds.</summary>
    public static Quotient? Read(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var reader = new ExpressionReader(text);
        var value = reader.Sum();
        reader.SkipSpaces();
        return reader._position == text.Length ? value : null;
    }

    public static Polynomial? ReadPolynomial(string text) => Read(text)?.Polynomial;

    public static Fraction? ReadNumber(string text) => Read(text)?.Constant;

    private Quotient? Sum()
    {
        if (++_depth > MaxDepth)
            return null;
        bool minus = Take("-");
        if (!minus)
            Take("+");
        var sum = Product();
        if (minus && sum is not null)
            sum = sum * (Polynomial)(-1);
        while (sum is not null)
        {
            int sign = Take("+") ? 1 : Take("-") ? -1 : 0;
            if (sign == 0)
                break;
            sum = Product() is { } next ? Bounded(sum, next * (Polynomial)sign, (a, b) => a + b) : null;
        }
        _depth--;
        return sum;
    }

    private Quotient? Product()
    {
        var product = Factor();
        while (product is not null)
        {
            if (Take("/"))
                product = Factor() is { } divisor ? Divide(product, divisor) : null;
            else if (Take("*") || Take(@"\cdot") || Take(@"\times") || StartsFactor())
                product = Factor() is { } factor ? Multiply(product, factor) : null;
            else
                break;
        }
        return product;
    }

    private Quotient? Factor()
    {
        if (Take("-"))
        {
            if (++_depth > MaxDepth)
                return null;
            var negated = Factor();
            _depth--;
            return negated is null ? null : negated * (Polynomial)(-1);
        }
        var value = Atom();
        if (value is null || !Take("^"))
            return value;
        if (Atom()?.Constant is not { IsInteger: true } exponent || exponent.Abs().CompareTo(MaxExponent) > 0)
            return null;
        Quotient? power = (Polynomial)1;
        for (int i = (int)exponent.Abs().Numerator; i > 0 && power is not null; i--)
            power = Multiply(power, value);
        return exponent.Sign < 0 && power is not null ? Divide((Polynomial)1, power) : power;
    }

    private Quotient? Atom()
    {
        if (Take("("))
            return Sum() is { } inner && Take(")") ? inner : null;
        if (Take("{"))
            return Sum() is { } group && Take("}") ? group : null;
        if (Take(@"\frac"))
            return FractionPart() is { } top && FractionPart() is { } bottom ? Divide(top, bottom) : null;
        SkipSpaces();
        if (_position == _text.Length)
            return null;
        if (char.IsAsciiLetter(_text[_position]))
            return Polynomial.Term(1, _text[_position++].ToString());
        return Number();
    }

    private Quotient? FractionPart()
    {
        SkipSpaces();
        if (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            return (Polynomial)(_text[_position++] - '0');
        return Atom();
    }

    private Quotient? Number()
    {
        int start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        int decimals = 0;
        string digits = _text[start.._position];
        if (digits.Length > 0 && _position + 1 < _text.Length && _text[_position] == '.' && char.IsAsciiDigit(_text[_position + 1]))
        {
            int point = _position++;
            while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
                _position++;
            decimals = _position - point - 1;
            digits += _text[(point + 1).._position];
        }
        if (digits.Length is 0 or > 100)
            return null;
        var whole = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return (Polynomial)new Fraction(whole, BigInteger.Pow(10, decimals));
    }

    private bool StartsFactor()
    {
        SkipSpaces();
        if (_position == _text.Length)
            return false;
        char next = _text[_position];
        return char.IsAsciiLetterOrDigit(next) || next is '(' or '{' || AtCommand(@"\frac");
    }

    private static Quotient? Multiply(Quotient a, Quotient b) => Bounded(a, b, (x, y) => x * y);

    private static Quotient? Divide(Quotient a, Quotient b) => b.Top.IsZero ? null : Multiply(a, new(b.Bottom, b.Top));

    private static Quotient? Bounded(Quotient a, Quotient b, Func<Quotient, Quotient, Quotient> operation)
    {
        if (Terms(a) * Terms(b) > MaxTerms * 2 || Degree(a) + Degree(b) > 2 * MaxExponent)
            return null;
        var result = operation(a, b);
        return Terms(result) > MaxTerms || Bits(result.Top) > MaxBits || Bits(result.Bottom) > MaxBits ? null : result;
    }

    private static int Terms(Quotient q) => Math.Max(1, Math.Max(q.Top.Terms.Count, q.Bottom.Terms.Count));

    private static int Degree(Quotient q) => Math.Max(q.Top.Degree, q.Bottom.Degree);

    private static long Bits(Polynomial p) =>
        p.Terms.Max(t => (long?)(t.Value.Numerator.GetBitLength() + t.Value.Denominator.GetBitLength())) ?? 0;

    private bool Take(string token)
    {
        SkipSpaces();
        bool found = token[0] == '\\' ? AtCommand(token) : string.CompareOrdinal(_text, _position, token, 0, token.Length) == 0;
        if (found)
            _position += token.Length;
        return found;
    }

    private bool AtCommand(string command)
    {
        int end = _position + command.Length;
        return string.CompareOrdinal(_text, _position, command, 0, command.Length) == 0
            && (end >= _text.Length || !char.IsAsciiLetter(_text[end]));
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }
}
