using System.Numerics;
using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Equality;

/// <summary>
/// Trees of plain notation, for tests that are not of the reader: <c>sqrt(2)/2</c>, <c>2*x^2</c> (every product is written), <c>n!</c>, <c>30deg</c>,
/// <c>sum(k,1,n,k^2)</c>. Letters pi, e, i and oo are the constants.
/// </summary>
internal sealed class Scalars
{
    private readonly string _text;
    private int _at;

    private Scalars(string text) => _text = text.Replace(" ", "", StringComparison.Ordinal);

    public static Expr Of(string text)
    {
        var reader = new Scalars(text);
        var all = reader.Sum();
        return reader._at == reader._text.Length ? all : throw new FormatException($"'{text}' at {reader._at}");
    }

    private char Next => _at < _text.Length ? _text[_at] : '\0';

    private bool Take(string mark)
    {
        if (!_text.AsSpan(_at).StartsWith(mark, StringComparison.Ordinal))
            return false;
        _at += mark.Length;
        return true;
    }

    private Expr Sum()
    {
        var terms = new List<Expr> { Product() };
        while (Next is '+' or '-')
        {
            bool isMinus = Take("-");
            if (!isMinus)
                Take("+");
            var term = Product();
            terms.Add(isMinus ? new Neg(term) : term);
        }
        return terms.Count == 1 ? terms[0] : new Sum([.. terms]);
    }

    private Expr Product()
    {
        if (Take("-"))
            return new Neg(Product());
        var factors = new List<Expr> { Signed() };
        while (Next is '*' or '/')
        {
            if (Take("*"))
            {
                factors.Add(Signed());
                continue;
            }
            Take("/");
            Expr top = factors.Count == 1 ? factors[0] : new Product([.. factors]);
            factors = [new Quotient(top, Signed())];
        }
        return factors.Count == 1 ? factors[0] : new Product([.. factors]);
    }

    private Expr Signed() => Take("-") ? new Neg(Signed()) : Power();

    private Expr Power()
    {
        var @base = Postfix();
        return Take("^") ? new Power(@base, Signed()) : @base;
    }

    private Expr Postfix()
    {
        var item = Item();
        while (true)
        {
            if (Take("!"))
                item = new Call(Function.Factorial, [item]);
            else if (Take("deg"))
                item = new Degrees(item);
            else
                return item;
        }
    }

    private Expr Item()
    {
        if (char.IsAsciiDigit(Next))
            return Number();
        if (Take("("))
            return Closed(Sum(), ")");
        if (Take("|"))
            return new Call(Function.Abs, [Closed(Sum(), "|")]);
        int start = _at;
        while (char.IsAsciiLetter(Next) || Next == '_' || _at > start && char.IsAsciiDigit(Next) && _text[start..].Contains('_', StringComparison.Ordinal))
            _at++;
        string name = _text[start.._at];
        if (name.Length == 0)
            throw new FormatException($"'{_text}' at {_at}");
        if (!Take("("))
        {
            return name switch
            {
                "pi" => new Const(ConstKind.Pi),
                "e" => new Const(ConstKind.E),
                "i" => new Const(ConstKind.I),
                "oo" => new Const(ConstKind.Infinity),
                _ => new Sym(name),
            };
        }
        var arguments = new List<Expr>();
        do
            arguments.Add(Sum());
        while (Take(","));
        Closed(arguments[0], ")");
        return name switch
        {
            "sqrt" => new Call(Function.Root, [arguments[0], Num.Of(2)]),
            "sum" or "prod" => new Iterated(name == "prod", ((Sym)arguments[0]).Name, arguments[1], arguments[2], arguments[3]),
            _ when Enum.TryParse<Function>(name, ignoreCase: true, out var function) => new Call(function, [.. arguments]),
            _ => new Apply(name, [.. arguments]),
        };
    }

    private Expr Closed(Expr inner, string mark) => Take(mark) ? inner : throw new FormatException($"'{_text}' at {_at}: no {mark}");

    private Num Number()
    {
        int start = _at;
        while (char.IsAsciiDigit(Next))
            _at++;
        if (!Take("."))
            return Num.Of(BigInteger.Parse(_text[start.._at], System.Globalization.CultureInfo.InvariantCulture));
        int point = _at;
        while (char.IsAsciiDigit(Next))
            _at++;
        int decimals = _at - point;
        string digits = _text[start..(point - 1)] + _text[point.._at];
        var whole = BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        int power = 0;
        if (Next == 'E')
        {
            int mark = ++_at;
            if (Next == '-')
                _at++;
            while (char.IsAsciiDigit(Next))
                _at++;
            power = int.Parse(_text[mark.._at], System.Globalization.CultureInfo.InvariantCulture);
        }
        var value = new Fraction(whole, 1) * new Fraction(10, 1).Pow(power - decimals);
        return new Num(value, decimals - power, digits.TrimStart('0').Length);
    }
}
