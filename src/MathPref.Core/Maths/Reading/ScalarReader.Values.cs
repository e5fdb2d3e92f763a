using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Numbers, brackets and bars.</summary>
internal sealed partial class ScalarReader
{
    private Expr? ReadValue()
    {
        if (IsDone)
            return Unexpected();
        if (++_depth > MaxDepth)
            return Fail("it is nested too deep");
        var value = ReadValueOf(Current);
        _depth--;
        return value;
    }

    private Expr? ReadValueOf(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Number:
                return ReadNumber();
            case TokenKind.Letters:
                return ReadLetters();
            case TokenKind.Words:
                return ReadWords();
            case TokenKind.Command:
                return ReadCommand();
            case TokenKind.Open:
                return ReadBracket();
            case TokenKind.Bar:
                return ReadBars();
            case TokenKind.Begin:
                return ReadEnvironment();
            case TokenKind.Caret or TokenKind.Underscore:
                return ReadPrescript();
            default:
                return Unexpected();
        }
    }

    /// <summary>One argument of a command: a group, a bracket, a number, one letter, or a command with its own arguments.</summary>
    private Expr? ReadArgument()
    {
        if (IsDone || Kind is not (TokenKind.Number or TokenKind.Letters or TokenKind.Words or TokenKind.Command or TokenKind.Open or TokenKind.Bar))
            return Unexpected();
        if (Kind == TokenKind.Number)
            return NumberText.Read(_tokens[_at++].Text);
        // \binom n2: the letter alone.
        if (Kind == TokenKind.Letters && Current.Text.Length == 1 && _at > 0 && _tokens[_at - 1].Kind == TokenKind.Command
            && _at + 1 < _end && _tokens[_at + 1].Kind == TokenKind.Number)
        {
            var letter = _tokens[_at++].Text;
            return letter is "e" ? new Const(ConstKind.E) : letter is "i" ? new Const(ConstKind.I) : new Sym(letter);
        }
        return ReadValue();
    }

    private Expr? ReadNumber()
    {
        var token = Current;
        _at++;
        var number = NumberText.Read(token.Text);
        if (number is not Num { Decimals: null, Value.IsInteger: true } whole || IsDone)
            return number;
        var next = Current;
        // 54C26
        if (next is { Kind: TokenKind.Letters, Text: "C" or "P", HasSpaceBefore: false } && _at + 1 < _end
            && _tokens[_at + 1] is { Kind: TokenKind.Number, HasSpaceBefore: false } below)
        {
            _at += 2;
            return new Call(next.Text == "C" ? Function.Binomial : Function.Permutations, [number, NumberText.Read(below.Text)]);
        }
        return ReadMixed(whole) ?? number;
    }

    /// <summary>The fraction below 1 that follows a whole number: <c>1½</c>, <c>1 1/2</c>, <c>1\frac{1}{2}</c>; null where none does.</summary>
    private Expr? ReadMixed(Num whole)
    {
        var next = Current;
        if (next.Kind == TokenKind.Number)
        {
            var fraction = NumberText.Read(next.Text);
            if (fraction is Quotient)
            {
                _at++;
                return new Sum([whole, fraction]);
            }
            if (next.HasSpaceBefore && _at + 2 < _end && _tokens[_at + 1].Kind == TokenKind.Divide && _tokens[_at + 2].Kind == TokenKind.Number
                && IsBelowOne(fraction, NumberText.Read(_tokens[_at + 2].Text)))
            {
                var bottom = NumberText.Read(_tokens[_at + 2].Text);
                _at += 3;
                return new Sum([whole, new Quotient(fraction, bottom)]);
            }
            return null;
        }
        if (!next.Is(TokenKind.Command, "frac"))
            return null;
        var start = _at;
        _at++;
        if (DigitsArgument() is { } above && DigitsArgument() is { } below && IsBelowOne(above, below) && Kind is not (TokenKind.Caret or TokenKind.Bang))
            return new Sum([whole, new Quotient(above, below)]);
        _at = start;
        return null;
    }

    private static bool IsBelowOne(Expr top, Expr bottom) => top is Num { Decimals: null, Value: { IsInteger: true } above }
        && bottom is Num { Decimals: null, Value: { IsInteger: true } below } && above.Sign > 0 && above.CompareTo(below) < 0;

    /// <summary>A number alone as an argument.</summary>
    private Expr? DigitsArgument()
    {
        if (Kind == TokenKind.Number)
            return NumberText.Read(_tokens[_at++].Text);
        if (!IsDone && Current.Is(TokenKind.Open, "{") && _tokens.MatchOf(_at) == _at + 2 && _tokens[_at + 1].Kind == TokenKind.Number)
        {
            _at += 3;
            return NumberText.Read(_tokens[_at - 2].Text);
        }
        return null;
    }

    private Expr? ReadBracket()
    {
        var open = Current.Text;
        var close = _tokens.MatchOf(_at);
        if (close < 0 || close >= _end)
            return Fail($"'{open}' does not close");
        var from = _at + 1;
        var end = _tokens[close].Text;
        if (open is "[" or "{" && IsMatrix(from, close))
        {
            _at = close + 1;
            return ReadRows(from, close);
        }
        if (open == "{" && close == from)
        {
            // {}_nC_k begins with nothing.
            _at = close + 1;
            return Kind is TokenKind.Underscore or TokenKind.Caret ? ReadPrescript() : ReadValue();
        }
        if (open is "(" or "[" && end != (open == "(" ? ")" : "]"))
            return Fail("an interval stands within a value");
        if (open is not ("(" or "[" or "{" or "lfloor" or "lceil" or "lvert" or "lVert"))
            return Fail($"'{open.TrimStart('\\')}' stands within a value");
        var inner = ReadBetween(from, close);
        _at = close + 1;
        if (inner == null)
            return null;
        return open switch
        {
            "lfloor" => new Call(end == "rceil" ? Function.Ceiling : Function.Floor, [inner]),
            "lceil" => new Call(Function.Ceiling, [inner]),
            "lvert" or "lVert" => Size(inner),
            _ => inner,
        };
    }

    /// <summary>Between bars: the absolute value, of a matrix the determinant.</summary>
    private static Call Size(Expr inner) => new(inner is MatrixOf ? Function.Det : Function.Abs, [inner]);

    /// <summary>A bar where a value should begin opens; one behind a value closes what is open.</summary>
    private Expr? ReadBars()
    {
        _at++;
        _openBars++;
        var inner = ReadSum();
        if (inner == null)
            return null;
        if (Kind != TokenKind.Bar)
            return IsDone ? Fail("a bar | does not close") : Unexpected();
        _at++;
        _openBars--;
        return Size(inner);
    }

    /// <summary><c>\|x\|</c>.</summary>
    private Expr? ReadNorm()
    {
        var from = _at + 1;
        var close = from;
        while (close < _end && !_tokens[close].Is(TokenKind.Command, "Vert"))
            close = _tokens.After(close);
        if (close >= _end)
            return Fail(@"\| does not close");
        var inner = ReadBetween(from, close);
        _at = close + 1;
        return inner == null ? null : Size(inner);
    }

    /// <summary>What stands raised or lowered before its value: <c>^nC_k</c>, <c>_nC_k</c>, <c>³√5</c>.</summary>
    private Expr? ReadPrescript()
    {
        var isRaised = Kind == TokenKind.Caret;
        _at++;
        if (ReadScript() is not { } above)
            return null;
        if (isRaised && !IsDone && Current.Is(TokenKind.Command, "sqrt"))
        {
            _at++;
            return ReadArgument() is { } radicand ? new Call(Function.Root, [radicand, above]) : null;
        }
        if (_offset == 0 && Kind is TokenKind.Letters or TokenKind.Words && Current.Text is "C" or "P" || _offset > 0 && Current.Text[_offset..] is "C" or "P")
        {
            var function = Current.Text[^1] == 'C' ? Function.Binomial : Function.Permutations;
            _at++;
            _offset = 0;
            if (Kind != TokenKind.Underscore)
                return Unexpected();
            _at++;
            return ReadScript() is { } below ? new Call(function, [above, below]) : null;
        }
        return Unexpected();
    }

    /// <summary>The values between brackets, parted by commas.</summary>
    private ImmutableArray<Expr>? ReadList(int from, int to)
    {
        var items = ImmutableArray.CreateBuilder<Expr>();
        for (var start = from; ;)
        {
            var end = start;
            while (end < to && _tokens[end].Kind is not (TokenKind.Comma or TokenKind.Semicolon))
                end = _tokens.After(end);
            if (ReadBetween(start, Math.Min(end, to)) is not { } item)
                return null;
            items.Add(item);
            if (end >= to)
                return items.DrainToImmutable();
            start = end + 1;
        }
    }
}
