namespace MathPref.Core.Maths.Reading;

/// <summary>Letters outside of commands.</summary>
internal sealed partial class Lexer
{
    private void ReadLetters()
    {
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
            end++;
        var length = end - _at;
        // a.m. and p.m. are one word each.
        if (length == 1 && _text[_at] is 'a' or 'p' or 'A' or 'P' && Peek(1) == '.' && Peek(2) is 'm' or 'M' && !char.IsAsciiLetter(Peek(3)))
        {
            Take(TokenKind.Words, _text[_at] is 'a' or 'A' ? "am" : "pm", Peek(3) == '.' ? 4 : 3);
            return;
        }
        if (length == 1 && IsNext("U.S") && !char.IsAsciiLetter(Peek(3)))
        {
            Take(TokenKind.Words, "us", Peek(3) == '.' ? 4 : 3);
            return;
        }
        if (length == 1 && _text[_at] is 'x' or 'X' && IsTimesSign())
        {
            Take(TokenKind.Times, "×");
            return;
        }
        var isUpright = _groups.Count > 0 && _groups.Peek() == GroupKind.Text;
        Take(isUpright ? TokenKind.Words : TokenKind.Letters, length == 1 ? Letter(_text[_at]) : _text.Substring(_at, length), length);
    }

    /// <summary>Whether the letter x here is a times sign: between numbers with blanks on both sides, or between a number and a power of ten.</summary>
    private bool IsTimesSign()
    {
        if (_tokens.Count == 0 || !(_tokens[^1].Kind == TokenKind.Number || _hasSpace && _tokens[^1].Is(TokenKind.Close, "}")))
            return false;
        var next = _at + 1;
        while (next < _text.Length && _text[next] == ' ')
            next++;
        if (next >= _text.Length || !char.IsAsciiDigit(_text[next]))
            return false;
        return _hasSpace && next > _at + 1 || IsAt(next, "10^") || IsAt(next, "10**");
    }
}
