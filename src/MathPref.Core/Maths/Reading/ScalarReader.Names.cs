using System.Collections.Immutable;
using System.Text;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Maths.Reading;

/// <summary>Letters: variables, constants and the words of programs.</summary>
internal sealed partial class ScalarReader
{
    /// <summary>The word that stands at a place of a run of letters, or one letter (null).</summary>
    private (int Length, Word? Word) Piece(string run, int offset)
    {
        if (offset == 0 && run.Length > 1 && IsSpelledAsWord(run) && Vocabulary.Find(run) is { } whole
            && (run is not ("tg" or "sh" or "ch" or "th") || HasArgumentBehind()) && (!whole.NeedsBrackets || whole.Name != null || _at + 1 < _end
                && _tokens[_at + 1].Kind == TokenKind.Open))
        {
            return (run.Length, whole);
        }
        if (!char.IsAsciiLetterLower(run[offset]))
            return (1, null);
        for (var length = Math.Min(run.Length - offset, 7); length > 1; length--)
        {
            if (Vocabulary.Find(run.AsSpan(offset, length)) is { Embeds: true } word)
                return (length, word);
        }
        return (1, null);
    }

    /// <summary>Whether a value stands behind the token here and its power, so that two letters are a function's name: tg x, but not 2v + tg.</summary>
    private bool HasArgumentBehind()
    {
        var next = _at + 1;
        while (next + 1 < _end && _tokens[next].Kind is TokenKind.Caret or TokenKind.Underscore)
            next = _tokens.After(next + 1);
        return next < _end && _tokens[next] is { Kind: TokenKind.Number or TokenKind.Letters or TokenKind.Words or TokenKind.Open or TokenKind.Command };
    }

    /// <summary>sin, Sin and PI, but not CH.</summary>
    private static bool IsSpelledAsWord(string run)
    {
        for (var i = run.StartsWith("Arc", StringComparison.Ordinal) && run.Length > 3 ? 4 : 1; i < run.Length; i++)
        {
            if (!char.IsAsciiLetterLower(run[i]))
                return run is "PI" or "SIN" or "COS" or "TAN" or "LOG" or "LN" or "EXP";
        }
        return char.IsAsciiLetterLower(run[0]) || run.Length > 2 || run is "Pi" or "Ln" or "Re" or "Im";
    }

    /// <summary>
    /// Whether a run of letters is a word of prose: more than three letters that are no words of mathematics and do not stand in order as those of abcd.
    /// </summary>
    private bool IsProse(string run)
    {
        if (run.Length < 4)
            return run.Length > 1 && IsShortWord(run);
        // "First" stands in order and is none the less a word.
        if (char.IsAsciiLetterUpper(run[0]) && run.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0 && !Prose.IsName(run) && Vocabulary.Find(run) == null
            || PlainWords.IsFrequent(run.ToLowerInvariant()))
            return true;
        var letters = 0;
        var isOrdered = true;
        var last = '\0';
        for (var i = 0; i < run.Length;)
        {
            if (IsRootAt(run, i))
            {
                i += 4;
                continue;
            }
            var (length, word) = Piece(run, i);
            if (word == null)
            {
                letters++;
                isOrdered &= run[i] > last;
                last = run[i];
            }
            i += length;
        }
        return letters > 3 && !isOrdered;
    }

    /// <summary>
    /// Whether two or three letters are a word of prose: with blanks around them, by a number or another word and not by a sign. Before a number
    /// (<c>Bob ate 12</c>) any are, for no one writes products so; elsewhere (<c>5 if so</c>) those that are frequent in English.
    /// </summary>
    private bool IsShortWord(string run)
    {
        if (_at > 0 && !Current.HasSpaceBefore || _at + 1 < _end && !_tokens[_at + 1].HasSpaceBefore || Prose.IsName(run))
            return false;
        var hasBefore = _at > 0;
        var hasBehind = _at + 1 < _end;
        if (hasBefore && !IsNumberOrWord(_tokens[_at - 1], run) || hasBehind && !IsNumberOrWord(_tokens[_at + 1], run))
            return false;
        return hasBehind && _tokens[_at + 1].Kind == TokenKind.Number
            || (hasBefore || hasBehind || run.Length == 3 || run is "no" or "so" or "ok") && PlainWords.IsFrequent(run.ToLowerInvariant());
    }

    private static bool IsNumberOrWord(Token token, string run) =>
        token.Kind is TokenKind.Number or TokenKind.Words || token.Kind == TokenKind.Letters && token.Text.Length + run.Length > 3;

    private static bool IsRootAt(string run, int offset) => string.CompareOrdinal(run, offset, "sqrt", 0, 4) == 0;

    private void Advance(string run, int length)
    {
        _offset += length;
        if (_offset < run.Length)
            return;
        _offset = 0;
        _at++;
    }

    private Expr? ReadLetters()
    {
        var run = Current.Text;
        if (_offset == 0)
        {
            if (run.Length > 1 && IsCommandWord(run))
                return ReadNamed(run);
            if (run == "m" && _at + 1 < _end && _tokens[_at + 1] is { Kind: TokenKind.Command, Text: "angle" or "measuredangle" })
            {
                _at++;
                return ReadAngle();
            }
            if (run == "cis")
                return ReadCis();
            if (run == "lg" && HasArgumentBehind())
                return ReadCommonLogarithm(10);
            if (IsProse(run))
                return Unexpected();
        }
        if (IsRootAt(run, _offset))
        {
            Advance(run, 4);
            return ReadRoot();
        }
        var (length, word) = Piece(run, _offset);
        if (word == null)
        {
            var letter = run.Length == 1 ? run : run.Substring(_offset, 1);
            Advance(run, 1);
            return ReadLetter(letter, run.Length == 1);
        }
        Advance(run, length);
        if (word.Constant is { } constant)
            return new Const(constant);
        if (word.Name != null && !(word.Function != null && Kind == TokenKind.Open && Current.Text is "(" or "["))
            return Named(word.Name);
        return ReadFunction(word.Function!.Value);
    }

    /// <summary>Commands that lost their backslash, and names of programs that are no functions of numbers.</summary>
    private bool IsCommandWord(string run)
    {
        var next = _at + 1 < _end ? _tokens[_at + 1] : default;
        return run switch
        {
            "frac" or "dfrac" or "tfrac" or "binom" or "Matrix" or "array" or "Rational" or "Fraction" or "Integer" or "Float" or "Sum" or "Product"
                or "summation" or "Sqrt" or "cbrt" or "Cbrt" or "CubeRoot"
                => next.Kind == TokenKind.Open,
            "nCr" or "nCk" or "nPr" or "nPk" => true,
            "math" or "sympy" or "Math" or "cmath" or "np" or "numpy" or "sp" => next.Kind == TokenKind.Stop,
            _ => false,
        };
    }

    private Expr? ReadNamed(string run)
    {
        _at++;
        switch (run)
        {
            case "frac" or "dfrac" or "tfrac":
                return ReadFraction();
            case "binom":
                return ReadBinomial();
            case "Sqrt":
                return ReadRoot();
            case "cbrt" or "Cbrt" or "CubeRoot":
                return ReadArgument() is { } cube ? new Call(Function.Root, [cube, Num.Of(3)]) : null;
            case "nCr" or "nCk" or "nPr" or "nPk":
                return new Call(run[1] == 'C' ? Function.Binomial : Function.Permutations, [new Sym("n"), new Sym(run[2..])]);
            case "math" or "sympy" or "Math" or "cmath" or "np" or "numpy" or "sp":
                _at++;
                return ReadValue();
            case "Rational" or "Fraction" or "Integer" or "Float":
                return ReadArguments() switch
                {
                    [var top, var bottom] => new Quotient(top, bottom),
                    [var whole] => whole,
                    _ => Fail($"{run} has two arguments"),
                };
            case "Matrix" or "array":
                return ReadProgramMatrix();
            case "Sum" or "Product" or "summation":
                return ReadProgramSum(run == "Product");
            default:
                return ReadFunction(Vocabulary.Find(run)!.Function!.Value);
        }
    }

    private Expr? ReadWords()
    {
        var text = Current.Text;
        if (text.Length == 1)
        {
            _at++;
            return ReadLetter(text, true);
        }
        if (text == "cis")
            return ReadCis();
        if (Vocabulary.Find(text) is { } word)
        {
            _at++;
            return word.Constant is { } constant ? new Const(constant) : word.Name != null ? Named(word.Name) : ReadFunction(word.Function!.Value);
        }
        // Points: \mathrm{AB} is as long as AB.
        if (text.Length > 3 || text.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            return Unexpected();
        _at++;
        return new Product([.. text.Select(c => (Expr)new Sym(c.ToString()))]);
    }

    private Expr? Named(string name) => ReadTail(name) is { } full ? new Sym(full) : null;

    /// <summary>A letter with its subscript, primes and, where it is a function's, its arguments.</summary>
    private Expr? ReadLetter(string letter, bool isAlone)
    {
        var next = IsDone || _offset > 0 ? default : Current;
        if (next.Kind is not (TokenKind.Underscore or TokenKind.Prime) && !_bound.Contains(letter))
        {
            if (letter == "e" || letter == "E" && (_isProgram || next.Is(TokenKind.Caret, "**")) && next.Kind != TokenKind.Open)
                return new Const(ConstKind.E);
            if (letter == "i" || letter == "I" && _isProgram)
                return new Const(ConstKind.I);
        }
        if (_offset > 0)
            return new Sym(letter);
        // x1 of plain text
        if (isAlone && !IsDone && next is { Kind: TokenKind.Number, HasSpaceBefore: false } && next.Text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            _at++;
            return new Sym($"{letter}_{next.Text}");
        }
        if (letter is "C" or "A" && ReadLoweredBinomial(letter) is { } binomial)
            return binomial;
        if (ReadTail(letter) is not { } name)
            return null;
        if (IsDone || !Current.Is(TokenKind.Open, "(") || _tokens.MatchOf(_at) is not (> 0 and var close) || close >= _end)
            return letter is "f" or "g" or "h" ? ReadInverse(name) : new Sym(name);
        var isList = IndexOf(TokenKind.Comma, _at + 1, close) > 0;
        if (!isList && letter is not ("f" or "g" or "h" or "F" or "G" or "H"))
            return new Sym(name);
        return ReadArguments() is { } arguments ? Applied(name, arguments) : null;
    }

    private static Expr Applied(string name, ImmutableArray<Expr> arguments) => name switch
    {
        "C" when arguments.Length == 2 => new Call(Function.Binomial, arguments),
        "P" when arguments.Length == 2 => new Call(Function.Permutations, arguments),
        _ => new Apply(name, arguments),
    };

    /// <summary>f^{-1}(x).</summary>
    private Expr? ReadInverse(string name)
    {
        if (Kind == TokenKind.Caret && _at + 5 < _end && _tokens[_at + 1].Is(TokenKind.Open, "{") && _tokens[_at + 2].Kind == TokenKind.Minus
            && _tokens[_at + 3].Is(TokenKind.Number, "1") && _tokens[_at + 4].Kind == TokenKind.Close && _tokens[_at + 5].Is(TokenKind.Open, "("))
        {
            _at += 5;
            return ReadArguments() is { } arguments ? new Apply(name + "^-1", arguments) : null;
        }
        return new Sym(name);
    }

    /// <summary>C_n^k of a number of choices: with numbers only where k is at most n, for C_1^2 is a square.</summary>
    private Call? ReadLoweredBinomial(string letter)
    {
        if (letter != "C" || IsDone || Current.Kind != TokenKind.Underscore)
            return null;
        var start = _at;
        _at++;
        var below = DigitsArgument() ?? OneLetter();
        if (below != null && Kind == TokenKind.Caret)
        {
            _at++;
            var above = DigitsArgument() ?? OneLetter();
            var isChoice = (below, above) switch
            {
                (Num n, Num k) => k.Value.CompareTo(n.Value) <= 0 && n.Value.CompareTo(2) > 0,
                (Sym { Name: "n" or "m" }, Num or Sym) => true,
                _ => false,
            };
            if (isChoice)
                return new(Function.Binomial, [below, above!]);
        }
        _at = start;
        return null;
    }

    private Sym? OneLetter()
    {
        var isGroup = !IsDone && Current.Is(TokenKind.Open, "{") && _tokens.MatchOf(_at) == _at + 2;
        var at = isGroup ? _at + 1 : _at;
        if (at >= _end || _tokens[at] is not { Kind: TokenKind.Letters, Text.Length: 1 } letter)
            return null;
        _at += isGroup ? 3 : 1;
        return new(letter.Text);
    }

    /// <summary>A name with the primes and subscripts that follow it: x_{max}' is <c>x_max'</c>.</summary>
    private string? ReadTail(string name)
    {
        while (!IsDone && _offset == 0)
        {
            if (Kind == TokenKind.Prime)
            {
                name += "'";
                _at++;
            }
            else if (Kind == TokenKind.Caret && PrimesInPower() is > 0 and var primes)
            {
                name += new string('\'', primes);
            }
            else if (Kind == TokenKind.Underscore)
            {
                _at++;
                if (ReadSubscript() is not { } subscript)
                    return null;
                name = $"{name}_{subscript}";
            }
            else
            {
                break;
            }
        }
        return name;
    }

    /// <summary>x^{\prime\prime}: how many, 0 where the power is one.</summary>
    private int PrimesInPower()
    {
        var at = _at + 1;
        if (at < _end && _tokens[at].Kind == TokenKind.Prime)
        {
            _at += 2;
            return 1;
        }
        if (at >= _end || !_tokens[at].Is(TokenKind.Open, "{") || _tokens.MatchOf(at) is not (> 0 and var close) || close <= at + 1)
            return 0;
        for (var i = at + 1; i < close; i++)
        {
            if (_tokens[i].Kind != TokenKind.Prime)
                return 0;
        }
        _at = close + 1;
        return close - at - 1;
    }

    private string? ReadSubscript()
    {
        if (IsDone)
        {
            Unexpected();
            return null;
        }
        var token = Current;
        if (token.Is(TokenKind.Open, "{") && _tokens.MatchOf(_at) is > 0 and var close && close < _end)
        {
            var text = new StringBuilder();
            for (var i = _at + 1; i < close; i++)
            {
                if (_tokens[i] is not { Text: "{" or "}" })
                    text.Append(_tokens[i].Text);
            }
            _at = close + 1;
            return text.ToString();
        }
        if (token.Kind == TokenKind.Letters && token.Text.Length < 3)
        {
            Advance(token.Text, 1);
            return token.Text[..1];
        }
        if (token.Kind is TokenKind.Letters or TokenKind.Number or TokenKind.Words or TokenKind.Command)
        {
            _at++;
            return token.Text;
        }
        Unexpected();
        return null;
    }
}
