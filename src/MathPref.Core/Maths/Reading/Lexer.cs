namespace MathPref.Core.Maths.Reading;

/// <summary>
/// Cuts an answer's text into tokens, in one pass. What changes looks alone is gone (<c>\,</c>, <c>\displaystyle</c>, <c>\mathbf</c> with its braces,
/// <c>$</c> of mathematics, bold marks), backslashes that were doubled are single, a group that does not end ends with the text, and closing braces
/// that nothing opened are dropped. Any text gives tokens.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly CommaReading _commas;
    private readonly List<Token> _tokens;

    /// <summary>What each brace that is open encloses.</summary>
    private readonly Stack<GroupKind> _groups = new();
    private int _at;
    private bool _hasSpace;
    private bool _denies;

    /// <summary>How many matrices and their like enclose the place of reading.</summary>
    private int _tables;

    private Lexer(string text, CommaReading commas)
    {
        _text = text;
        _commas = commas;
        _tokens = new(text.Length / 2 + 4);
    }

    private enum GroupKind
    {
        /// <summary>Its braces are tokens.</summary>
        Group,

        /// <summary>The group of a command that changes looks: its braces are none.</summary>
        Looks,

        /// <summary>Likewise, and its letters are upright.</summary>
        Text,
    }

    public static TokenSpan Read(string text, CommaReading commas = CommaReading.Thousands)
    {
        var lexer = new Lexer(SingleBackslashes(Signs.Plain(text)), commas);
        lexer.Run();
        return new([.. lexer._tokens]);
    }

    /// <summary>Whether a text means every backslash once but has it twice, as strings of programs do: no command stands behind a single one.</summary>
    private static string SingleBackslashes(string text)
    {
        var isDoubled = false;
        for (var i = text.IndexOf('\\'); i >= 0 && i + 1 < text.Length; i = text.IndexOf('\\', i))
        {
            if (text[i + 1] != '\\')
                return text;
            var end = i + 2;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            isDoubled |= end - i > 3 && LexerCommands.TryFind(text.AsSpan(i + 2, end - i - 2), out _);
            i += 2;
            if (i >= text.Length)
                break;
        }
        return isDoubled ? text.Replace(@"\\", @"\", StringComparison.Ordinal) : text;
    }

    private void Run()
    {
        MarkDollars();
        while (_at < _text.Length)
            Step();
        foreach (var group in _groups)
        {
            if (group == GroupKind.Group)
                Add(TokenKind.Close, "}", _at);
        }
        var last = _tokens.Count;
        while (last > 0 && (_tokens[last - 1].Kind is TokenKind.Stop or TokenKind.Comma or TokenKind.Semicolon || _tokens[last - 1].Is(TokenKind.Row, @"\\")))
            last--;
        // A bracket that nothing opened, where no comma makes it one of an interval: 1/2).
        if (last > 1 && _tokens[last - 1] is { Kind: TokenKind.Close, Text: ")" or "]" } && !_tokens.Exists(t => t.Kind is TokenKind.Open or TokenKind.Comma))
            last--;
        _tokens.RemoveRange(last, _tokens.Count - last);
    }

    private char Peek(int offset = 0) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    private void Add(TokenKind kind, string text, int start, bool hasCommaGroups = false)
    {
        if (_denies && kind == TokenKind.Relation)
            text = Denied(text);
        _denies = false;
        _tokens.Add(new(kind, text, start, _hasSpace, hasCommaGroups));
        _hasSpace = false;
    }

    /// <summary>A token of <paramref name="length"/> characters at the place of reading.</summary>
    private void Take(TokenKind kind, string text, int length = 1)
    {
        Add(kind, text, _at);
        _at += length;
    }

    private static string Denied(string relation) => relation switch
    {
        "=" => "≠",
        "∈" => "∉",
        "<" => "≥",
        ">" => "≤",
        "≤" => ">",
        "≥" => "<",
        _ => relation,
    };

    private bool IsNext(string expected) => string.CompareOrdinal(_text, _at, expected, 0, expected.Length) == 0;

    private void Step()
    {
        var c = _text[_at];
        switch (c)
        {
            case ' ' or '\n' or '\r' or '~':
                _hasSpace = true;
                _at++;
                break;
            case '\\':
                ReadBackslash();
                break;
            case '{':
                _groups.Push(_groups.Count > 0 && _groups.Peek() == GroupKind.Text ? GroupKind.Text : GroupKind.Group);
                if (_groups.Peek() == GroupKind.Group)
                    Add(TokenKind.Open, "{", _at);
                _at++;
                break;
            case '}':
                CloseGroup();
                break;
            case '(' or '[':
                Take(TokenKind.Open, c == '(' ? "(" : "[");
                break;
            case ')' or ']':
                Take(TokenKind.Close, c == ')' ? ")" : "]");
                break;
            case '$':
                ReadDollar();
                break;
            case '*':
                ReadStar();
                break;
            case '.':
                ReadStop();
                break;
            default:
                if (char.IsAsciiDigit(c))
                    ReadNumber();
                else if (char.IsAsciiLetter(c))
                    ReadLetters();
                else
                    ReadSign(c);
                break;
        }
    }

    private void CloseGroup()
    {
        if (_groups.TryPop(out var group) && group == GroupKind.Group && !DropGroup())
            Add(TokenKind.Close, "}", _at);
        _at++;
    }

    /// <summary>Takes off the braces around nothing and around one sign: x^2{}, 3{\times}10.</summary>
    private bool DropGroup()
    {
        var last = _tokens.Count - 1;
        var open = last >= 0 && _tokens[last].Is(TokenKind.Open, "{") ? last : last - 1;
        if (open < 1 || !_tokens[open].Is(TokenKind.Open, "{") || _tokens[open - 1].Kind is TokenKind.Caret or TokenKind.Underscore
            || _tokens[open - 1].Kind == TokenKind.Command && (open == last || _tokens[open - 1].Text is "frac" or "binom" or "sqrt"))
            return false;
        if (open == last ? Peek(1) is '_' or '^'
            : _tokens[last].Kind is not (TokenKind.Times or TokenKind.Divide or TokenKind.Plus or TokenKind.Minus or TokenKind.Relation or TokenKind.Colon))
            return false;
        _tokens.RemoveAt(open);
        return true;
    }

    private static readonly string[] _letters = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    private static string Letter(char letter) => letter < 128 ? _letters[letter] : letter.ToString();

    /// <summary>Two stars are a power, or bold marks at the ends of the text.</summary>
    private void ReadStar()
    {
        if (Peek(1) != '*')
        {
            Take(TokenKind.Times, "*");
            return;
        }
        if (_tokens.Count == 0 || _text.AsSpan(_at).Trim("*. \n\r$").IsEmpty)
            _at += 2;
        else
            Take(TokenKind.Caret, "**", 2);
    }

    private void ReadStop()
    {
        if (IsNext("..."))
        {
            Take(TokenKind.Command, "dots", 3);
        }
        else if (char.IsAsciiDigit(Peek(1)) && (_at == 0 || !char.IsAsciiLetterOrDigit(_text[_at - 1])))
        {
            ReadNumber();
        }
        else
        {
            Take(TokenKind.Stop, ".");
        }
    }

    private void ReadSign(char c)
    {
        var next = Peek(1);
        switch (c)
        {
            case '+' when next == '/' && Peek(2) == '-':
                Take(TokenKind.PlusMinus, "±", 3);
                return;
            // "3 +- 2" and "= +-2" are ±, in "i+-i" a sign follows an operator.
            case '+' when next == '-' && (_hasSpace || _tokens.Count == 0 || _tokens[^1].Kind is TokenKind.Relation or TokenKind.Open or TokenKind.Comma):
                Take(TokenKind.PlusMinus, "±", 2);
                return;
            case '<' when next == '=':
                Take(TokenKind.Relation, "≤", 2);
                return;
            case '>' when next == '=':
                Take(TokenKind.Relation, "≥", 2);
                return;
            case '=' when next == '=':
                Take(TokenKind.Relation, "=", 2);
                return;
            case '=' when next == '<':
                Take(TokenKind.Relation, "≤", 2);
                return;
            case '<' when next == '>':
                Take(TokenKind.Relation, "≠", 2);
                return;
            // 5!=120 is a factorial.
            case '!' when next == '=' && (_at == 0 || _hasSpace || !(char.IsAsciiDigit(_text[_at - 1]) || _text[_at - 1] == ')')):
                Take(TokenKind.Relation, "≠", 2);
                return;
            // "x => 2" is no implication.
            case '=' when next == '>' && _tokens is [{ Kind: TokenKind.Letters, Text.Length: 1 }]:
                Take(TokenKind.Relation, "≥", 2);
                return;
            case '=' when next == '>':
                Take(TokenKind.Command, "Rightarrow", 2);
                return;
            // {x -> 2} of programs
            case '-' when next == '>' && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Letters
                && (_tokens.Count == 1 || _tokens[^2].Kind is TokenKind.Open or TokenKind.Comma):
                Take(TokenKind.Relation, "=", 2);
                return;
            // "x == 1 || x == 2"
            case '|' when next == '|' && _hasSpace && Peek(2) == ' ' && _tokens.Exists(t => t.Kind == TokenKind.Relation):
                Take(TokenKind.Words, "or", 2);
                return;
            case '-' when next == '>':
                Take(TokenKind.Command, "to", 2);
                return;
            case '^':
                if (!TryReadDegree())
                    Take(TokenKind.Caret, "^");
                return;
        }
        if (Simple(c) is (not TokenKind.Words, var text) simple)
            Take(simple.Kind, text);
        // Marks over the letter before them say nothing.
        else if (c is '"' or '“' or '”' or '`' or (>= '\u0300' and <= '\u036F') or (>= '\u20D0' and <= '\u20F0'))
            _at++;
        else if (c == '″')
            ReadDoublePrime();
        else
            ReadUnicode(c);
    }

    private static (TokenKind Kind, string Text) Simple(char c) => c switch
    {
        '+' => (TokenKind.Plus, "+"),
        '-' => (TokenKind.Minus, "-"),
        '/' => (TokenKind.Divide, "/"),
        '_' => (TokenKind.Underscore, "_"),
        '!' => (TokenKind.Bang, "!"),
        '\'' => (TokenKind.Prime, "'"),
        '=' => (TokenKind.Relation, "="),
        '<' => (TokenKind.Relation, "<"),
        '>' => (TokenKind.Relation, ">"),
        ',' => (TokenKind.Comma, ","),
        ';' => (TokenKind.Semicolon, ";"),
        ':' => (TokenKind.Colon, ":"),
        '%' => (TokenKind.Percent, "%"),
        '|' => (TokenKind.Bar, "|"),
        '&' => (TokenKind.Cell, "&"),
        _ => (TokenKind.Words, ""),
    };

    private void ReadDoublePrime()
    {
        Add(TokenKind.Prime, "'", _at);
        Take(TokenKind.Prime, "'");
    }

    private void ReadUnicode(char c)
    {
        if (Signs.Vulgar(c) is { } fraction)
        {
            Take(TokenKind.Number, fraction);
        }
        else if (Signs.TryFind(c, out var kind, out var text))
        {
            Take(kind, text);
        }
        else if (Signs.Raised(c) != '\0' || Signs.Lowered(c) != '\0')
        {
            ReadScript(Signs.Raised(c) != '\0');
        }
        else if (char.IsLetter(c))
        {
            var end = _at + 1;
            while (end < _text.Length && _text[end] > '~' && char.IsLetter(_text[end]) && !Signs.TryFind(_text[end], out _, out _))
                end++;
            Take(TokenKind.Words, _text[_at..end], end - _at);
        }
        else
        {
            Take(TokenKind.Command, Letter(c));
        }
    }

    /// <summary>² and ₁: a group behind ^ or _.</summary>
    private void ReadScript(bool isRaised)
    {
        var start = _at;
        var script = "";
        while (_at < _text.Length && (isRaised ? Signs.Raised(Peek()) : Signs.Lowered(Peek())) is not '\0' and var c)
        {
            script += c;
            _at++;
        }
        Add(isRaised ? TokenKind.Caret : TokenKind.Underscore, isRaised ? "^" : "_", start);
        Add(TokenKind.Open, "{", start);
        var inner = new Lexer(script, _commas);
        inner.Run();
        foreach (var token in inner._tokens)
            Add(token.Kind, token.Text, start);
        Add(TokenKind.Close, "}", start);
    }

    /// <summary>Which bare dollars are money: where all stand before digits, or the first of an odd number.</summary>
    private void MarkDollars()
    {
        int count = 0, beforeDigits = 0, firstBeforeDigit = -1;
        for (var i = _text.IndexOf('$'); i >= 0; i = _text.IndexOf('$', i + 1))
        {
            if (i > 0 && _text[i - 1] == '\\')
                continue;
            count++;
            if (i + 1 < _text.Length && char.IsAsciiDigit(_text[i + 1]))
            {
                beforeDigits++;
                firstBeforeDigit = firstBeforeDigit < 0 ? i : firstBeforeDigit;
            }
        }
        _allDollarsAreMoney = count > 0 && count == beforeDigits;
        _moneyAt = count % 2 == 1 ? firstBeforeDigit : -1;
    }

    private bool _allDollarsAreMoney;
    private int _moneyAt = -1;

    private void ReadDollar()
    {
        if (_allDollarsAreMoney || _at == _moneyAt)
            Take(TokenKind.Currency, "$");
        else
            _at++;
    }
}
