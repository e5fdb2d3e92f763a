namespace MathPref.Core.Maths.Reading;

/// <summary>A stretch of an answer's tokens; slicing copies nothing. Indices count from the stretch's beginning.</summary>
internal readonly struct TokenSpan
{
    private readonly Token[] _tokens;
    private readonly int[] _matches;
    private readonly int _start;

    private TokenSpan(Token[] tokens, int[] matches, int start, int count) => (_tokens, _matches, _start, Count) = (tokens, matches, start, count);

    public TokenSpan(Token[] tokens)
        : this(tokens, Brackets.Match(tokens), 0, tokens.Length)
    {
    }

    public int Count { get; }

    public Token this[int index] => _tokens[_start + index];

    public TokenSpan Slice(int start, int length) => new(_tokens, _matches, _start + start, length);

    /// <summary>
    /// Where the bracket, group or environment that begins (or ends) at <paramref name="index"/> ends (or begins); -1 where it does not within this stretch.
    /// </summary>
    public int MatchOf(int index)
    {
        var match = _matches[_start + index] - _start;
        return match >= 0 && match < Count ? match : -1;
    }

    /// <summary>The index behind the token at <paramref name="index"/>, or behind all that it encloses where it opens something.</summary>
    public int After(int index)
    {
        var match = MatchOf(index);
        return match > index ? match + 1 : index + 1;
    }

    /// <summary>The first token of a kind outside of all brackets that open at or behind <paramref name="from"/>; -1 where there is none.</summary>
    public int IndexOf(TokenKind kind, int from = 0)
    {
        for (var i = from; i < Count; i = After(i))
        {
            if (this[i].Kind == kind)
                return i;
        }
        return -1;
    }
}
