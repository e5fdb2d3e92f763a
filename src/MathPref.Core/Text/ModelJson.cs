namespace MathPref.Core.Text;

/// <summary>
/// JSON as models write it into a reply (RFC 8259 is what they aim at): with commas too many or too few, comments, ellipses, single or curly
/// quotes, names without quotes, quotes within a text that are not escaped, ends of lines within a text, and cut off anywhere.
/// </summary>
internal sealed class ModelJson
{
    private const int MaximumDepth = 64;
    private const int LongestName = 80;

    private readonly string _text;
    private int _at;
    private bool _hasQuotes;
    private bool _isTooDeep;
    private bool _isTuple;

    private ModelJson(string text, int start) => (_text, _at) = (text, start);

    /// <summary>
    /// The value that begins at <paramref name="start"/>; null where none does that has a quoted text or name in it: [1, 2] and {x : x > 2} are
    /// mathematics.
    /// </summary>
    /// <param name="text">The reply.</param>
    /// <param name="start">
    /// Where an opening bracket stands (round: the tuple of Python), or, for the members of an object that lacks its own, the quote of a name.
    /// </param>
    /// <param name="end">Behind the value.</param>
    public static ModelJsonValue? Read(string text, int start, out int end)
    {
        var reader = new ModelJson(text, start);
        reader._isTuple = start < text.Length && text[start] is '(';
        var value = reader._isTuple ? reader.ReadList([], ')', depth: 0)
            : start < text.Length && ClosingQuote(text[start]) is not null ? reader.ReadMembers(isBraced: false, depth: 0)
            : reader.ReadValue(0);
        end = reader._at;
        return reader._hasQuotes && !reader._isTooDeep && value is ModelJsonValue.List or ModelJsonValue.Map ? value : null;
    }

    private bool IsAtEnd => _at >= _text.Length;

    /// <summary>Null where what stands here is no value, or nested deeper than anyone means.</summary>
    private ModelJsonValue? ReadValue(int depth)
    {
        SkipBlanks();
        if (IsAtEnd)
            return null;
        if (depth > MaximumDepth)
        {
            (_at, _isTooDeep) = (_text.Length, true);
            return null;
        }
        switch (_text[_at])
        {
            case '[':
                return ReadList([], ']', depth);
            case '{':
                _at++;
                return ReadMembers(isBraced: true, depth);
            case var c when ClosingQuote(c) is { } closing:
                return ReadText(closing, isName: false);
            default:
                while (!IsAtEnd && _text[_at] is not (',' or ']' or '}' or '\n') && !(_isTuple && _text[_at] is ')'))
                    _at++;
                return new ModelJsonValue.Other();
        }
    }

    /// <summary>The items from behind the opening bracket, or those behind the first of a set.</summary>
    private ModelJsonValue.List? ReadList(List<ModelJsonValue> items, char closing, int depth)
    {
        for (_at += items.Count == 0 ? 1 : 0; ;)
        {
            SkipBlanks();
            if (IsAtEnd)
                return new ModelJsonValue.List(items);
            switch (_text[_at])
            {
                case var c when c == closing || c is ']':
                    _at++;
                    return new ModelJsonValue.List(items);
                case ',' or ';' or '}' or ':':
                    _at++;
                    break;
                case ')' when _isTuple:
                    _at++;
                    break;
                default:
                    if (ReadValue(depth + 1) is not { } item)
                        return null;
                    items.Add(item);
                    break;
            }
        }
    }

    /// <summary>The members of an object; the items of a set of Python, {"a", "b"}, where the whole is one.</summary>
    private ModelJsonValue? ReadMembers(bool isBraced, int depth)
    {
        var members = new List<KeyValuePair<string, ModelJsonValue>>();
        while (true)
        {
            SkipBlanks();
            if (IsAtEnd || _text[_at] is ']')
                break;
            if (_text[_at] is '}')
            {
                _at++;
                break;
            }
            // A template's {{"a": 1}} has its braces doubled.
            if (_text[_at] is ',' || _text[_at] is '{' && members.Count == 0 && isBraced)
            {
                _at++;
                continue;
            }
            var before = _at;
            if (ReadName(out var unnamed) is not { } name)
            {
                if (members.Count == 0 && isBraced && depth == 0 && unnamed is not null && !IsAtEnd && _text[_at] is ',' or '}')
                    return ReadList([unnamed], '}', depth);
                if (members.Count == 0)
                    return IsAtEnd ? new ModelJsonValue.Map(members) : null;
                if (!isBraced)
                {
                    _at = before;
                    break;
                }
                // Never back: what was read once is not read again.
                _at = Math.Max(_at, before + 1);
                continue;
            }
            SkipBlanks();
            members.Add(new(name, IsAtEnd || ReadValue(depth + 1) is not { } value ? new ModelJsonValue.Other() : value));
        }
        return new ModelJsonValue.Map(members);
    }

    /// <summary>A name and its colon; null where there is none, and then the text that stood in its place.</summary>
    private string? ReadName(out ModelJsonValue.Text? unnamed)
    {
        string name;
        unnamed = null;
        if (ClosingQuote(_text[_at]) is { } closing)
        {
            unnamed = ReadText(closing, isName: true);
            name = unnamed.Value;
        }
        else
        {
            var start = _at;
            while (!IsAtEnd && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
                _at++;
            if (_at == start)
                return null;
            name = _text[start.._at];
        }
        SkipBlanks();
        if (IsAtEnd || _text[_at] is not ':')
            return null;
        _at++;
        return name;
    }

    private ModelJsonValue.Text ReadText(char closing, bool isName)
    {
        _hasQuotes = true;
        var start = ++_at;
        while (!IsAtEnd)
        {
            if (_text[_at] is '\\' && _at + 1 < _text.Length)
            {
                _at += 2;
                continue;
            }
            if (_text[_at] == closing && IsEnd(_at + 1, isName))
                return new ModelJsonValue.Text(ModelJsonText.Unescape(_text[start.._at++]), IsCut: false);
            _at++;
        }
        _at = _text.Length;
        return new ModelJsonValue.Text(ModelJsonText.Unescape(_text[start..]), IsCut: true);
    }

    /// <summary>Whether a quote before this place ends its text: one that is followed by more words is part of it.</summary>
    private bool IsEnd(int at, bool isName)
    {
        var next = Next(at);
        if (isName)
            return next >= _text.Length || _text[next] is ':' or ',' or ']' or '}';
        if (next >= _text.Length || _text[next] is ']' or '}' || _isTuple && _text[next] is ')')
            return true;
        if (_text[next] is ';' && Next(next + 1) is var behind && behind < _text.Length && ClosingQuote(_text[behind]) is not null)
            return true;
        // Two sentences without a comma between them.
        if (next > at && at > 1 && _text[at - 2] is '?' or '.' && ClosingQuote(_text[next]) is not null)
            return true;
        if (_text[next] is ',')
            return Next(next + 1) is var follower && (follower >= _text.Length || BeginsSomething(follower));
        // A comma that was forgotten, at the end of a line; a comment.
        return _text.AsSpan(at, next - at).Contains('\n') ? BeginsSomething(next) : IsComment(next);
    }

    private bool BeginsSomething(int at) =>
        _text[at] is '{' or '[' or ']' or '}' or '.' or '-' || char.IsAsciiDigit(_text[at]) || ClosingQuote(_text[at]) is not null || IsComment(at)
        || IsBareName(at) || s_words.Any(word => string.CompareOrdinal(_text, at, word, 0, word.Length) == 0);

    private static readonly string[] s_words = ["true", "false", "null", "True", "False", "None", "undefined", "NaN"];

    private bool IsBareName(int at)
    {
        var end = at;
        while (end < _text.Length && end - at < LongestName && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_'))
            end++;
        return end > at && end < _text.Length && _text[end] is ':';
    }

    private int Next(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
            at++;
        return at;
    }

    private bool IsComment(int at) => at + 1 < _text.Length && _text[at] is '/' && _text[at + 1] is '/' or '*';

    private void SkipBlanks()
    {
        while (true)
        {
            _at = Next(_at);
            var isHash = !IsAtEnd && _text[_at] is '#';
            if (IsAtEnd || !isHash && !IsComment(_at))
                return;
            var end = isHash || _text[_at + 1] is '/' ? _text.IndexOf('\n', _at) : _text.IndexOf("*/", _at + 2, StringComparison.Ordinal) + 1;
            _at = end <= _at ? _text.Length : end + 1;
        }
    }

    private static char? ClosingQuote(char c) => c switch
    {
        '"' => '"',
        '\'' => '\'',
        '“' => '”',
        _ => null,
    };
}
