namespace MathPref.Core.Maths.Reading;

/// <summary>What stands behind a backslash.</summary>
internal sealed partial class Lexer
{
    private void ReadBackslash()
    {
        var next = Peek(1);
        if (char.IsAsciiLetter(next))
        {
            ReadCommand();
            return;
        }
        // A row's end that lost a backslash.
        if (_tables > 0 && (char.IsAsciiDigit(next) || next is '-' or '\n' || next is ' ' && char.IsAsciiDigit(Peek(2))))
        {
            Take(TokenKind.Row, @"\\");
            return;
        }
        switch (next)
        {
            case '\\':
                ReadRow();
                break;
            case ',' or ';' or ':' or '>' or ' ' or '\n' or '\r' or '/':
                _hasSpace = true;
                _at += 2;
                break;
            case '{' or '}':
                Take(next == '{' ? TokenKind.Open : TokenKind.Close, next == '{' ? @"\{" : @"\}", 2);
                break;
            case '%':
                Take(TokenKind.Percent, "%", 2);
                break;
            case '$':
                Take(TokenKind.Currency, "$", 2);
                break;
            case '|':
                Take(TokenKind.Command, "Vert", 2);
                break;
            case '&':
                Take(TokenKind.Words, "&", 2);
                break;
            case '_':
                Take(TokenKind.Underscore, "_", 2);
                break;
            case '!' or '(' or ')' or '[' or ']' or '-' or '"' or '\'' or '`' or '~' or '.' or '#' or '*':
                _at += 2;
                break;
            default:
                _at++;
                break;
        }
    }

    /// <summary>Two backslashes end a row, or are one that was doubled before a command's name.</summary>
    private void ReadRow()
    {
        var end = _at + 2;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
            end++;
        if (end - _at > 3 && LexerCommands.TryFind(_text.AsSpan(_at + 2, end - _at - 2), out _))
        {
            _at++;
            return;
        }
        Take(TokenKind.Row, @"\\", 2);
        // The height of the row: \\[4pt].
        if (Peek() == '*')
            _at++;
        if (Peek() == '[' && _text.IndexOf(']', _at) is > 0 and var close && close - _at < 12 && char.IsAsciiLetter(_text[close - 1]) && close > _at + 2
            && char.IsAsciiLetter(_text[close - 2]) && (char.IsAsciiDigit(Peek(1)) || Peek(1) is '-' or '.'))
        {
            _at = close + 1;
        }
    }

    private void ReadCommand()
    {
        var start = _at;
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
            end++;
        if (end < _text.Length && _text[end] == '*' && end - start > 4 && LexerCommands.TryFind(_text.AsSpan(start + 1, end - start), out _))
            end++;
        var isKnown = LexerCommands.TryFind(_text.AsSpan(start + 1, end - start - 1), out var command);
        // \pir and \cdotx: a letter or two too many.
        for (var shorter = end - 1; !isKnown && shorter >= end - 2 && shorter > start + 2; shorter--)
        {
            if (LexerCommands.TryFind(_text.AsSpan(start + 1, shorter - start - 1), out command))
                (isKnown, end) = (true, shorter);
        }
        _at = end;
        if (!isKnown)
        {
            Add(TokenKind.Command, _text[(start + 1)..end], start);
            return;
        }
        switch (command.Role)
        {
            // 135\circ without its caret
            case CommandRole.Token when command.Text == "circ" && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number:
                Add(TokenKind.Degree, "°", start);
                break;
            case CommandRole.Token:
                Add(command.Kind, command.Text, start);
                break;
            case CommandRole.Nothing:
                break;
            case CommandRole.Blank:
                _hasSpace = true;
                break;
            case CommandRole.Looks:
                OpenSilently(GroupKind.Looks);
                break;
            case CommandRole.Text:
                ReadText(start);
                break;
            case CommandRole.Ignored:
                SkipArgument();
                break;
            case CommandRole.Left or CommandRole.Right:
                ReadSide(command.Role == CommandRole.Left);
                break;
            case CommandRole.Begin or CommandRole.End:
                ReadEnvironment(command.Role == CommandRole.Begin, start);
                break;
            case CommandRole.Blackboard:
                ReadBlackboard(start);
                break;
            case CommandRole.Not:
                _denies = true;
                break;
        }
    }

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\n' or '\r')
            _at++;
    }

    private void OpenSilently(GroupKind kind)
    {
        SkipBlanks();
        if (Peek() != '{')
            return;
        _groups.Push(_groups.Count > 0 && _groups.Peek() == GroupKind.Text ? GroupKind.Text : kind);
        _at++;
    }

    /// <summary>Letters and blanks alone are one token; any other text is cut like the rest, its letters upright.</summary>
    private void ReadText(int start)
    {
        SkipBlanks();
        if (Peek() != '{')
            return;
        var end = _at + 1;
        var hasLetters = false;
        while (end < _text.Length && (char.IsLetter(_text[end]) || _text[end] is ' ' or '-' or '\'' or '.' or '\n'))
            hasLetters |= char.IsLetter(_text[end++]);
        if (!hasLetters || end >= _text.Length || _text[end] != '}')
        {
            OpenSilently(GroupKind.Text);
            return;
        }
        var words = _text.AsSpan(_at + 1, end - _at - 1);
        _hasSpace |= words[0] is ' ' or '\n';
        var trimmed = words.Trim(" \n");
        Add(TokenKind.Words, trimmed.Length == 1 ? Letter(trimmed[0]) : trimmed.ToString(), start);
        _hasSpace = words[^1] is ' ' or '\n';
        _at = end + 1;
    }

    private void SkipArgument()
    {
        SkipBlanks();
        if (Peek() == '[' && _text.IndexOf(']', _at) is > 0 and var close)
            _at = close + 1;
        if (Peek() == '{')
            _at = EndOfGroup(_at);
    }

    /// <summary>Behind the brace that ends the group at <paramref name="open"/>, or the end of the text.</summary>
    private int EndOfGroup(int open)
    {
        var depth = 0;
        for (var i = open; i < _text.Length; i++)
        {
            if (_text[i] == '\\')
                i++;
            else if (_text[i] == '{')
                depth++;
            else if (_text[i] == '}' && --depth == 0)
                return i + 1;
        }
        return _text.Length;
    }

    /// <summary>What follows <c>\left</c> opens and what follows <c>\right</c> closes, whatever its shape; a full stop is none.</summary>
    private void ReadSide(bool isLeft)
    {
        SkipBlanks();
        var kind = isLeft ? TokenKind.Open : TokenKind.Close;
        var c = Peek();
        if (c == '.')
            _at++;
        else if (c is '(' or ')' or '[' or ']')
            Take(kind, Letter(c));
        else if (c is '|' or '∣')
            Take(kind, isLeft ? "lvert" : "rvert");
        else if (c is '<' or '>')
            Take(kind, isLeft ? "langle" : "rangle");
        else if (c == '{' && isLeft || c == '}' && !isLeft && !(_groups.Count > 0 && _groups.Peek() == GroupKind.Group))
            Take(kind, isLeft ? @"\{" : @"\}");
        else if (c == '\\' && Peek(1) == '\\' && Peek(2) is '{' or '}')
            _at++;
        else if (c == '\\' && Peek(1) == '|')
            Take(kind, isLeft ? "lVert" : "rVert", 2);
        else if (IsNext(@"\vert"))
            Take(kind, isLeft ? "lvert" : "rvert", 5);
    }

    private void ReadEnvironment(bool isBegin, int start)
    {
        SkipBlanks();
        if (Peek() != '{')
            return;
        var close = _text.IndexOf('}', _at);
        close = close < 0 ? _text.Length : close;
        var name = _text.AsSpan(_at + 1, close - _at - 1).Trim(" *").ToString();
        _at = Math.Min(close + 1, _text.Length);
        _tables += name.EndsWith("matrix", StringComparison.Ordinal) || name is "array" or "cases" ? isBegin ? 1 : -1 : 0;
        Add(isBegin ? TokenKind.Begin : TokenKind.End, name, start);
        if (!isBegin || name is not ("array" or "tabular" or "alignedat" or "alignat"))
            return;
        SkipArgument();
    }

    private void ReadBlackboard(int start)
    {
        SkipBlanks();
        var isGroup = Peek() == '{';
        var letter = Peek(isGroup ? 1 : 0);
        if (isGroup && Peek(2) != '}')
        {
            OpenSilently(GroupKind.Looks);
            return;
        }
        var set = letter switch { 'R' => "Reals", 'Z' => "Integers", 'N' => "Naturals", 'Q' => "Rationals", 'C' => "Complexes", _ => null };
        if (set != null)
            Add(TokenKind.Command, set, start);
        else if (char.IsAsciiLetter(letter))
            Add(TokenKind.Letters, Letter(letter), start);
        _at = Math.Min(_at + (isGroup ? 3 : 1), _text.Length);
    }

    /// <summary><c>^\circ</c> in its spellings.</summary>
    private bool TryReadDegree()
    {
        var at = _at + 1;
        void Blanks()
        {
            while (at < _text.Length && _text[at] == ' ')
                at++;
        }
        Blanks();
        var isGroup = at < _text.Length && _text[at] == '{';
        if (isGroup)
            at++;
        Blanks();
        var isAfterDigit = _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number;
        if (string.CompareOrdinal(_text, at, @"\circ", 0, 5) == 0)
            at += 5;
        else if (string.CompareOrdinal(_text, at, @"\degree", 0, 7) == 0)
            at += 7;
        else if (at < _text.Length && (_text[at] is '°' or '∘' or 'º' || _text[at] == 'o' && isAfterDigit))
            at++;
        else
            return false;
        if (at < _text.Length && char.IsAsciiLetter(_text[at]) && isGroup)
            return false;
        Blanks();
        if (isGroup && (at >= _text.Length || _text[at] != '}'))
            return false;
        Take(TokenKind.Degree, "°", (isGroup ? at + 1 : at) - _at);
        return true;
    }
}
