using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Functions with their arguments, in brackets or bare.</summary>
internal sealed partial class ScalarReader
{
    /// <summary>Reads what follows a function's name.</summary>
    private Expr? ReadFunction(Function function)
    {
        Expr? power = null, logBase = null;
        while (!IsDone && _offset == 0 && Kind is TokenKind.Caret or TokenKind.Underscore)
        {
            var isPower = Kind == TokenKind.Caret;
            if (isPower ? power != null : function != Function.Log || logBase != null)
                return Unexpected();
            _at++;
            if (!isPower && SplitBase() is { } split)
                return split;
            if ((isPower ? ReadScript() : ReadArgument()) is not { } script)
                return null;
            (power, logBase) = isPower ? (script, logBase) : (power, script);
        }
        // log10(x), log2(x)
        if (function == Function.Log && logBase == null && _offset == 0 && Kind == TokenKind.Number && !Current.HasSpaceBefore && _at + 1 < _end
            && _tokens[_at + 1].Kind == TokenKind.Open)
        {
            logBase = NumberText.Read(Current.Text);
            _at++;
        }
        if (IsDone)
            return Fail($"{function} has no argument");
        var isProgram = _offset == 0 && Current.Is(TokenKind.Open, "[");
        if (HasBracket() ? ReadArguments() is not { } arguments : ReadBareArgument(function) is not { } bare || (arguments = [bare]).IsEmpty)
            return null;
        if (logBase != null)
            arguments = arguments.Add(logBase);
        else if (function == Function.Log && isProgram)
            (function, arguments) = arguments.Length == 2 ? (function, [arguments[1], arguments[0]]) : (Function.Ln, arguments);
        if (Make(function, arguments) is not { } call)
            return Fail($"{function} has {arguments.Length} arguments");
        if (power == null)
            return call;
        var isInverse = power is Neg { Operand: Num { Value: { IsInteger: true } one } } && one == 1;
        return isInverse && Inverse(function) is { } inverse ? new Call(inverse, arguments) : new Power(call, power);
    }

    /// <summary>cis t is cos t + i sin t.</summary>
    private Sum? ReadCis()
    {
        _at++;
        return !IsDone && ReadFunction(Function.Cos) is Call cosine
            ? new([cosine, new Product([new Const(ConstKind.I), cosine with { Function = Function.Sin }])])
            : null;
    }

    private bool HasBracket() => _offset == 0 && Current is { Kind: TokenKind.Open, Text: "(" or "[" or "{" or @"\{" };

    /// <summary>\log_28 has the base 2: digits of which none are left for the argument.</summary>
    private Call? SplitBase()
    {
        if (Kind != TokenKind.Number || Current.Text.Length < 2 || !char.IsAsciiDigit(Current.Text[1]))
            return null;
        var number = Current.Text;
        _at++;
        var isSplit = IsDone || !CanFollow();
        if (!isSplit)
            _at--;
        return isSplit ? new(Function.Log, [NumberText.Read(number[1..]), NumberText.Read(number[..1])]) : null;
    }

    private static Function? Inverse(Function function) => function is >= Function.Sin and <= Function.Csc or >= Function.Sinh and <= Function.Csch
        ? function + (Function.Arcsin - Function.Sin)
        : null;

    /// <summary>The arguments in the bracket or group here; a degree sign behind it is the argument's.</summary>
    private ImmutableArray<Expr>? ReadArguments()
    {
        var close = _tokens.MatchOf(_at);
        if (close < 0 || close >= _end)
        {
            Fail($"'{Current.Text}' does not close");
            return null;
        }
        var from = _at + 1;
        var isGroup = Current.Text == "{";
        var isTyped = isGroup;
        var to = close;
        // \sin{\left(x\right)}
        while (from < to && _tokens[from] is { Kind: TokenKind.Open, Text: "(" or "{" } && _tokens.MatchOf(from) == to - 1)
        {
            isTyped &= _tokens[from].Text == "{";
            (from, to) = (from + 1, to - 1);
        }
        var arguments = ReadList(from, to);
        _at = close + 1;
        if (arguments is not { Length: 1 } one)
            return arguments;
        if (Kind == TokenKind.Degree)
        {
            _at++;
            return [new Degrees(one[0])];
        }
        // \sin{x}^2 is set as \sin x^2.
        if (isTyped && Kind == TokenKind.Caret)
            return ReadPower(one[0]) is { } raised ? [raised] : null;
        return arguments;
    }

    /// <summary>
    /// The argument of a function without brackets: factors side by side, to the next function, bracket or sign of arithmetic. <c>\sin 2\pi/3</c> alone goes on
    /// behind the stroke, for nobody divides the sine of a multiple of π by a number without brackets.
    /// </summary>
    private Expr? ReadBareArgument(Function function)
    {
        if (Kind is TokenKind.Minus or TokenKind.Plus)
        {
            var sign = Current.Kind;
            _at++;
            return Chain() && !IsDone && ReadBareArgument(function) is { } operand ? Signed(sign, operand) : IsDone ? Unexpected() : null;
        }
        var isSingle = IsFunction() || Kind == TokenKind.Bar || Kind == TokenKind.Open && Current.Text != "{";
        if (ReadFactor() is not { } first)
            return null;
        if (isSingle)
            return first;
        List<Expr>? more = null;
        while (!IsDone && CanFollow() && !EndsArgument(more?[^1] ?? first))
        {
            if (ReadFactor() is not { } factor)
                return null;
            (more ??= []).Add(factor);
        }
        var argument = Join(first, more);
        var isAngle = function is not (Function.Ln or Function.Log or Function.Exp) && Kind == TokenKind.Divide && _at + 1 < _end
            && _tokens[_at + 1].Kind == TokenKind.Number && (first is Const { Kind: ConstKind.Pi } || first is Num && more is [Const { Kind: ConstKind.Pi }]);
        if (!isAngle)
            return argument;
        _at += 2;
        return new Quotient(argument, NumberText.Read(_tokens[_at - 1].Text));
    }

    private bool IsFunction() => Kind switch
    {
        TokenKind.Letters => Piece(Current.Text, _offset).Word is { Function: not null, Name: null },
        TokenKind.Command or TokenKind.Words => Vocabulary.Find(Current.Text)?.Function != null,
        _ => false,
    };

    /// <summary>Whether what follows <paramref name="last"/> is no longer of a bare argument.</summary>
    private bool EndsArgument(Expr last)
    {
        if (last is Degrees || IsFunction() || Kind is TokenKind.Bar or TokenKind.Begin || Kind == TokenKind.Number)
            return true;
        if (last is Num)
            return false;
        return Kind switch
        {
            TokenKind.Open => Current.Text != "{",
            TokenKind.Command => Current.Text is "sqrt" or "sum" or "prod",
            TokenKind.Letters => Current.Text[_offset] == 'i' || IsRootAt(Current.Text, _offset)
                || Current.Text[_offset] == 'e' && _offset + 1 == Current.Text.Length && _at + 1 < _end && _tokens[_at + 1].Kind == TokenKind.Caret,
            _ => false,
        };
    }

    /// <summary>A call where the function has so many arguments; null where it has not.</summary>
    private static Expr? Make(Function function, ImmutableArray<Expr> arguments)
    {
        var isRight = function switch
        {
            Function.Max or Function.Min or Function.Gcd or Function.Lcm => true,
            Function.Binomial or Function.Permutations or Function.Mod => arguments.Length == 2,
            Function.Log or Function.Root => arguments.Length is 1 or 2,
            _ => arguments.Length == 1,
        };
        return !isRight ? null
            : function == Function.Abs ? Size(arguments[0])
            : function == Function.Root && arguments.Length == 1 ? new Call(function, [arguments[0], Num.Of(2)])
            : new Call(function, arguments);
    }

    /// <summary>What follows a root sign: its index in square brackets, and the radicand.</summary>
    private Expr? ReadRoot()
    {
        Expr? index = null;
        if (!IsDone && _offset == 0 && Current.Is(TokenKind.Open, "[") && _tokens.MatchOf(_at) is > 0 and var close && close + 1 < _end
            && _tokens[close + 1] is { Kind: TokenKind.Open, Text: "{" or "(" } or { Kind: TokenKind.Number or TokenKind.Letters or TokenKind.Command }
            && !(_isProgram && _tokens[close + 1].Text != "{"))
        {
            var from = _at + 1;
            _at = close + 1;
            if (close > from && (index = ReadBetween(from, close)) == null)
                return null;
        }
        Expr? radicand;
        if (Kind == TokenKind.Minus)
        {
            _at++;
            radicand = ReadArgument() is { } operand ? new Neg(operand) : null;
        }
        else
        {
            radicand = ReadArgument();
        }
        return radicand == null ? null : new Call(Function.Root, [radicand, index ?? Num.Of(2)]);
    }

    private Quotient? ReadFraction() => ReadFirst() is { } top && ReadArgument() is { } bottom ? new Quotient(top, bottom) : null;

    private Call? ReadBinomial() => ReadFirst() is { } top && ReadArgument() is { } bottom ? new Call(Function.Binomial, [top, bottom]) : null;

    /// <summary>The first of two arguments: a letter before a digit has no index there, <c>\binom n2</c>.</summary>
    private Expr? ReadFirst()
    {
        if (_offset > 0 || Kind != TokenKind.Letters || Current.Text.Length != 1 || _at + 1 >= _end || _tokens[_at + 1].Kind != TokenKind.Number)
            return ReadArgument();
        var letter = _tokens[_at++].Text;
        return letter == "e" ? new Const(ConstKind.E) : letter == "i" && !_bound.Contains(letter) ? new Const(ConstKind.I) : new Sym(letter);
    }
}
