using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Commands of LaTeX.</summary>
internal sealed partial class ScalarReader
{
    private Expr? ReadCommand()
    {
        var command = Current.Text;
        switch (command)
        {
            case "frac":
                _at++;
                return ReadFraction();
            case "binom":
                _at++;
                return ReadBinomial();
            case "sqrt":
                _at++;
                return ReadRoot();
            case "cbrt":
                _at++;
                return ReadArgument() is { } cube ? new Call(Function.Root, [cube, Num.Of(3)]) : null;
            case "sum" or "prod":
                _at++;
                return ReadIterated(command == "prod");
            case "Vert":
                return ReadNorm();
            case "imath":
                _at++;
                return new Const(ConstKind.I);
            case "vec" or "hat" or "widehat":
                _at++;
                return ReadArgument() is { } marked ? WithTail(marked) : null;
            case "bar" or "overline" or "tilde" or "dot" or "ddot":
                _at++;
                return ReadMarked(command);
            case "lg" or "lb":
                return ReadCommonLogarithm(command == "lg" ? 10 : 2);
            case "cis":
                return ReadCis();
            case "E" or "I":
                _at++;
                return Named(command);
            case "angle" or "measuredangle":
                return ReadAngle();
            case "dots":
                return Fail("dots leave out a part of it");
            case "lim" or "int" or "iint" or "oint":
                return Fail(command == "lim" ? "a limit is not computed" : "an integral is not computed");
            case "Gamma" when _at + 1 < _end && _tokens[_at + 1].Is(TokenKind.Open, "("):
                _at++;
                return ReadFunction(Function.Gamma);
        }
        if (Vocabulary.Find(command) is { } word && (word.Function != null || word.Constant != null) && word.Name == null)
        {
            _at++;
            return word.Constant is { } constant ? new Const(constant) : ReadFunction(word.Function!.Value);
        }
        if (!Vocabulary.IsNameCommand(command))
            return Unexpected();
        _at++;
        return Named(command);
    }

    /// <summary>\angle ABC: the name of an angle.</summary>
    private Expr? ReadAngle()
    {
        _at++;
        if (IsDone || Kind is not (TokenKind.Letters or TokenKind.Words or TokenKind.Number) && !(Kind == TokenKind.Command
            && Vocabulary.IsNameCommand(Current.Text)))
            return Unexpected();
        var name = Current.Text;
        _at++;
        return Named("angle " + name);
    }

    /// <summary>A logarithm whose name says its base.</summary>
    private Expr? ReadCommonLogarithm(int logBase)
    {
        _at++;
        return ReadFunction(Function.Log) switch
        {
            Call { Arguments: [var argument] } => new Call(Function.Log, [argument, Num.Of(logBase)]),
            Power { Base: Call { Arguments: [var argument] } } power => power with { Base = new Call(Function.Log, [argument, Num.Of(logBase)]) },
            _ => Fail("lg has no argument"),
        };
    }

    private Expr? WithTail(Expr value) => value is Sym name ? Named(name.Name) : value;

    /// <summary>A bar is the conjugate of a complex number, and part of any other name.</summary>
    private Expr? ReadMarked(string mark)
    {
        if (ReadArgument() is not { } marked)
            return null;
        var isBar = mark is "bar" or "overline";
        return marked switch
        {
            Sym { Name: "z" or "w" } or Sum when isBar => new Call(Function.Conjugate, [marked]),
            Sym name => Named($"{name.Name}_{(isBar ? "bar" : mark)}"),
            _ when isBar => marked,
            _ => Fail($@"\{mark} stands over more than a name"),
        };
    }

    /// <summary>What follows ∑ or ∏: k=1 below, the last value above, and a term.</summary>
    private Expr? ReadIterated(bool isProduct)
    {
        string? index = null;
        Expr? first = null, last = null;
        while (Kind is TokenKind.Underscore or TokenKind.Caret)
        {
            var isBelow = Kind == TokenKind.Underscore;
            _at++;
            if (!isBelow)
            {
                if ((last = ReadScript()) == null)
                    return null;
                continue;
            }
            var close = IsDone || !Current.Is(TokenKind.Open, "{") ? -1 : _tokens.MatchOf(_at);
            var equals = close < 0 || close >= _end ? -1 : IndexOf(TokenKind.Relation, _at + 1, close);
            if (equals < 0 || _tokens[equals].Text != "=" || (index = IndexName(_at + 1, equals)) == null)
                return Fail("what a sum runs over is not written as k = first");
            if ((first = ReadBetween(equals + 1, close)) == null)
                return null;
            _at = close + 1;
        }
        if (index == null || first == null || last == null)
            return Fail("a sum has no first or last value");
        _bound.Add(index);
        var body = ReadTerm();
        _bound.Remove(index);
        return body == null ? null : new Iterated(isProduct, index, first, last, body);
    }

    private string? IndexName(int from, int to) => to != from + 1 ? null : _tokens[from] switch
    {
        { Kind: TokenKind.Letters, Text.Length: 1 } letter => letter.Text,
        { Kind: TokenKind.Command } command when Vocabulary.IsNameCommand(command.Text) => command.Text,
        _ => null,
    };

    /// <summary>Sum(k**2, (k, 1, n)) and Sum[k^2, {k, 1, n}].</summary>
    private Expr? ReadProgramSum(bool isProduct)
    {
        var close = _tokens.MatchOf(_at);
        var comma = close < 0 || close >= _end ? -1 : IndexOf(TokenKind.Comma, _at + 1, close);
        if (comma < 0 || comma + 2 >= close || _tokens[comma + 1] is not { Kind: TokenKind.Open, Text: "(" or "{" or "[" }
            || _tokens.MatchOf(comma + 1) != close - 1
            || IndexName(comma + 2, comma + 3) is not { } index || _tokens[comma + 3].Kind != TokenKind.Comma
            || ReadList(comma + 4, close - 1) is not [var first, var last])
        {
            return Fail("a sum has no first or last value");
        }
        _bound.Add(index);
        var body = ReadBetween(_at + 1, comma);
        _bound.Remove(index);
        _at = close + 1;
        return body == null ? null : new Iterated(isProduct, index, first, last, body);
    }
}
