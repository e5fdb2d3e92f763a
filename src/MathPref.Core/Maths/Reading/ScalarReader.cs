using System.Collections.Immutable;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>
/// Reads tokens as one scalar, matrix or determinant, by recursive descent: a sum of terms, a term of factors (juxtaposed ones multiply, and all go from left
/// to right: <c>1/2x</c> is half of x, but see <see cref="LongStrokes"/>), a factor a value with powers and factorials. Never backtracks; depth is bounded.
/// </summary>
internal sealed partial class ScalarReader
{
    /// <summary>How deep brackets, groups and exponents may stand in one another.</summary>
    public const int MaxDepth = 80;

    /// <summary>How many signs, divisions and marks behind a value there may be in all: each makes the tree deeper.</summary>
    private const int MaxChain = 300;

    private readonly TokenSpan _tokens;

    /// <summary>Names that a sum or product runs over: there i is no imaginary unit.</summary>
    private readonly List<string> _bound = [];

    /// <summary>Whether the text is of a program: there E and I are numbers.</summary>
    private readonly bool _isProgram;
    private readonly bool _hasInfix;
    private int _at;
    private int _end;

    /// <summary>How many letters of the run at <see cref="_at"/> are read.</summary>
    private int _offset;
    private int _openBars;
    private int _depth;
    private int _chained;
    private string? _problem;

    private ScalarReader(TokenSpan tokens)
    {
        _tokens = tokens;
        _end = tokens.Count;
        for (var i = 0; i < tokens.Count; i++)
        {
            _isProgram |= IsProgramAt(tokens, i);
            _hasInfix |= IsInfix(tokens[i]);
        }
    }

    /// <summary>Whether tokens are of a text that a program might have printed.</summary>
    public static bool IsProgram(TokenSpan tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsProgramAt(tokens, i))
                return true;
        }
        return false;
    }

    private static bool IsProgramAt(TokenSpan tokens, int at) => tokens[at].Kind switch
    {
        TokenKind.Times => tokens[at].Text == "*",
        TokenKind.Caret => tokens[at].Text == "**",
        TokenKind.Letters => tokens[at].Text.Length > 2 ? at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Open
            : tokens[at].Text == "I" && at > 0 && tokens[at - 1].Kind == TokenKind.Number,
        _ => false,
    };

    /// <summary>Reads all of <paramref name="tokens"/> as one value; null with a problem in words where they are none.</summary>
    public static Expr? Read(TokenSpan tokens, out string? problem)
    {
        while (tokens.Count > 0 && tokens[tokens.Count - 1].Kind == TokenKind.Stop)
            tokens = tokens.Slice(0, tokens.Count - 1);
        var reader = new ScalarReader(tokens);
        var read = reader.ReadAll();
        problem = reader._problem;
        return problem == null ? read : null;
    }

    private Token Current => _tokens[_at];

    private bool IsDone => _at >= _end;

    private TokenKind? Kind => IsDone ? null : Current.Kind;

    private Expr? Fail(string problem)
    {
        _problem ??= problem;
        return null;
    }

    private bool Chain() => ++_chained <= MaxChain || Fail("too many signs one behind another") != null;

    private Expr? Unexpected()
    {
        if (IsDone)
            return Fail("it ends where a value should follow");
        var token = Current;
        return Fail(token.Kind switch
        {
            TokenKind.Command when token.Text.Length > 1 => $@"\{token.Text} is not known as part of a value",
            TokenKind.Words => $"the words '{token.Text}' stand within a value",
            TokenKind.Letters => $"the word '{token.Text}' stands within a value",
            TokenKind.Close => $"'{token.Text}' closes nothing",
            TokenKind.Begin or TokenKind.End => $"the environment '{token.Text}' stands within a value",
            TokenKind.Number => $"the number {token.Text} follows without a sign",
            _ => $"'{token.Text}' stands where a value or a sign of arithmetic should",
        });
    }

    /// <summary>All tokens from here to the end of what encloses them.</summary>
    private Expr? ReadAll()
    {
        if (_hasInfix)
        {
            for (var i = _at; i < _end; i = _tokens.After(i))
            {
                if (IsInfix(_tokens[i]))
                    return ReadInfix(i);
            }
        }
        var sum = ReadSum();
        return sum == null || IsDone ? sum : Unexpected();
    }

    private static bool IsInfix(Token token) => token is { Kind: TokenKind.Command, Text: "over" or "choose" or "atop" };

    /// <summary>{a \over b} and {n \choose k}.</summary>
    private Expr? ReadInfix(int at)
    {
        var isOver = _tokens[at].Text == "over";
        if (ReadBetween(_at, at) is not { } top || ReadBetween(at + 1, _end) is not { } bottom)
            return null;
        _at = _end;
        return isOver ? new Quotient(top, bottom) : new Call(Function.Binomial, [top, bottom]);
    }

    /// <summary>The tokens of a stretch as one value; the place of reading does not change.</summary>
    private Expr? ReadBetween(int from, int to)
    {
        var saved = (_at, _end, _offset, _openBars);
        (_at, _end, _offset, _openBars) = (from, to, 0, 0);
        var read = ReadAll();
        (_at, _end, _offset, _openBars) = saved;
        return read;
    }

    private Expr? ReadSum()
    {
        if (ReadTerm() is not { } first)
            return null;
        ImmutableArray<Expr>.Builder? terms = null;
        while (Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.PlusMinus or TokenKind.MinusPlus)
        {
            var sign = Current.Kind;
            _at++;
            if (ReadTerm() is not { } term)
                return null;
            if (terms == null)
            {
                terms = ImmutableArray.CreateBuilder<Expr>();
                terms.Add(first);
            }
            terms.Add(Signed(sign, term));
        }
        return terms == null ? first : new Sum(terms.DrainToImmutable());
    }

    private static Expr Signed(TokenKind sign, Expr term) => sign switch
    {
        TokenKind.Minus => new Neg(term),
        TokenKind.PlusMinus => new PlusMinus(term, false),
        TokenKind.MinusPlus => new PlusMinus(term, true),
        _ => term,
    };

    /// <summary>Factors with the signs before them: -x^2 is the opposite of a square, and so is -2x of a product.</summary>
    private Expr? ReadTerm()
    {
        if (Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.PlusMinus or TokenKind.MinusPlus)
        {
            var sign = Current.Kind;
            _at++;
            if (!Chain() || ReadTerm() is not { } operand)
                return null;
            return Signed(sign, operand);
        }
        return ReadProduct();
    }

    private Expr? ReadProduct()
    {
        if (ReadFactor() is not { } first)
            return null;
        List<Expr>? more = null;
        while (!IsDone)
        {
            var isExplicit = Kind is TokenKind.Times or TokenKind.Divide || Current.Is(TokenKind.Command, "mod");
            if (Kind == TokenKind.Percent)
            {
                // 1/2 % is half a percent.
                _at++;
                if (!Chain())
                    return null;
                (first, more) = (new Percent(Join(first, more)), null);
                continue;
            }
            if (!isExplicit && !CanFollow())
                break;
            var sign = Current;
            if (isExplicit)
                _at++;
            else if (sign.Kind == TokenKind.Number && (more?[^1] ?? first) is Num)
                return Unexpected();
            if ((isExplicit ? ReadSignedFactor() : ReadFactor()) is not { } factor)
                return null;
            if (sign.Is(TokenKind.Divide, LongStrokes.Text) && (factor = ReadDenominator(factor)) == null)
                return null;
            if (isExplicit && sign.Kind != TokenKind.Times)
            {
                if (!Chain())
                    return null;
                var top = Join(first, more);
                // 45/2° is an angle.
                first = sign.Kind != TokenKind.Divide ? new Call(Function.Mod, [top, factor])
                    : factor is Degrees angle ? new Degrees(new Quotient(top, angle.Operand)) : new Quotient(top, factor);
                more = null;
            }
            else if (isExplicit && more == null && first is Num mantissa && ExponentOfTen(factor) is { } exponent)
            {
                first = NumberText.WithExponent(mantissa, exponent);
            }
            else
            {
                (more ??= []).Add(factor);
            }
        }
        return Join(first, more);
    }

    /// <summary>What stands side by side behind a long stroke.</summary>
    private Expr? ReadDenominator(Expr first)
    {
        List<Expr>? more = null;
        while (!IsDone && CanFollow())
        {
            if (Kind == TokenKind.Number && (more?[^1] ?? first) is Num)
                return Unexpected();
            if (ReadFactor() is not { } factor)
                return null;
            (more ??= []).Add(factor);
        }
        return Join(first, more);
    }

    /// <summary>Factors side by side; a degree sign behind numbers is that of their product: <c>9\pi^\circ</c>.</summary>
    private static Expr Join(Expr first, List<Expr>? more)
    {
        if (more == null)
            return first;
        return more[^1] is Degrees last && IsNumeric(first) && more.FindIndex(factor => !IsNumeric(factor)) == more.Count - 1
            ? new Degrees(new Product([first, .. more[..^1], last.Operand]))
            : new Product([first, .. more]);
    }

    /// <summary>Whether a factor is of digits, roots and named numbers alone.</summary>
    private static bool IsNumeric(Expr value) => value switch
    {
        Num or Const { Kind: ConstKind.Pi or ConstKind.E } => true,
        Neg negative => IsNumeric(negative.Operand),
        Quotient quotient => IsNumeric(quotient.Top) && IsNumeric(quotient.Bottom),
        Power power => IsNumeric(power.Base) && IsNumeric(power.Exponent),
        Call { Function: Function.Root } root => root.Arguments.All(IsNumeric),
        Sum sum => sum.Terms.All(IsNumeric),
        _ => false,
    };

    /// <summary>The exponent of a power of ten in digits, of a size that is written out.</summary>
    private static int? ExponentOfTen(Expr factor)
    {
        if (factor is not Power { Base: Num { Decimals: null } ten } power || ten.Value != 10)
            return null;
        var isNegative = power.Exponent is Neg;
        return (power.Exponent is Neg neg ? neg.Operand : power.Exponent) is Num { Decimals: null, Value: { IsInteger: true } size }
            && size.Abs().CompareTo(NumberText.MaxExponent) <= 0
            ? (isNegative ? -1 : 1) * (int)size.Numerator
            : null;
    }

    /// <summary>Whether a factor can begin here without a sign before it.</summary>
    private bool CanFollow() => Kind switch
    {
        TokenKind.Number or TokenKind.Letters or TokenKind.Words or TokenKind.Open => true,
        TokenKind.Bar => _openBars == 0,
        TokenKind.Begin => true,
        TokenKind.Command => Current.Text is not ("over" or "choose" or "Vert" or "dots" or "Rightarrow" or "to" or "pmod"),
        _ => false,
    };

    private Expr? ReadSignedFactor()
    {
        if (Kind is not (TokenKind.Plus or TokenKind.Minus or TokenKind.PlusMinus or TokenKind.MinusPlus))
            return ReadFactor();
        var sign = Current.Kind;
        _at++;
        return Chain() && ReadSignedFactor() is { } operand ? Signed(sign, operand) : null;
    }

    /// <summary>A value with what stands behind it.</summary>
    private Expr? ReadFactor()
    {
        var value = ReadValue();
        while (value != null && !IsDone && _offset == 0)
        {
            if (Kind == TokenKind.Caret)
                value = ReadPower(value);
            else if (Kind == TokenKind.Bang)
                value = ReadFactorial(value);
            else if (Kind == TokenKind.Degree && value is not Degrees)
                value = TakeMark(new Degrees(value));
            else
                break;
        }
        return value;
    }

    private Expr? TakeMark(Expr marked)
    {
        _at++;
        return Chain() ? marked : null;
    }

    private Expr? ReadFactorial(Expr operand)
    {
        var isDouble = _at + 1 < _end && _tokens[_at + 1].Kind == TokenKind.Bang && !_tokens[_at + 1].HasSpaceBefore;
        if (isDouble)
            _at++;
        return TakeMark(new Call(isDouble ? Function.DoubleFactorial : Function.Factorial, [operand]));
    }

    private Expr? ReadPower(Expr value)
    {
        _at++;
        if (!IsDone && Current.Is(TokenKind.Open, "{") && _tokens.MatchOf(_at) == _at + 1)
        {
            _at += 2;
            return value;
        }
        // The transpose of a matrix.
        if (value is MatrixOf && ReadTransposeMark())
            return new Call(Function.Transpose, [value]);
        if (!Chain() || ReadScript() is not { } exponent)
            return null;
        if (value is not Sym name || _offset > 0 || Kind != TokenKind.Underscore)
            return new Power(value, exponent);
        // x^2_1
        return Named(name.Name) is { } full ? new Power(full, exponent) : null;
    }

    private bool ReadTransposeMark()
    {
        var mark = _at;
        if (!IsDone && Current.Is(TokenKind.Open, "{") && _tokens.MatchOf(_at) == _at + 2)
            mark++;
        if (mark >= _end || _tokens[mark] is not { Text: "T" or "t" or "top" or "'" })
            return false;
        _at = mark == _at ? _at + 1 : _at + 3;
        return true;
    }

    /// <summary>
    /// What a power or a base is raised or lowered by: a group, or one thing with the signs before it. All digits belong to it, as people mean x^10,
    /// and of letters the first, as LaTeX does; without braces a power or a factorial behind it is its own.
    /// </summary>
    private Expr? ReadScript()
    {
        if (++_depth > MaxDepth)
            return Fail("it is nested too deep");
        Expr? script;
        if (Kind is TokenKind.Minus or TokenKind.Plus)
        {
            var sign = Current.Kind;
            _at++;
            script = Chain() && ReadScript() is { } operand ? Signed(sign, operand) : null;
        }
        else
        {
            var isGroup = !IsDone && Current.Is(TokenKind.Open, "{");
            script = ReadArgument();
            while (!isGroup && script != null && _offset == 0 && Kind is TokenKind.Caret or TokenKind.Bang)
                script = Kind == TokenKind.Bang ? ReadFactorial(script!) : ReadPower(script!);
        }
        _depth--;
        return script;
    }
}
