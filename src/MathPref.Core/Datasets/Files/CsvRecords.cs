namespace MathPref.Core.Datasets;

/// <summary>
/// The text of a CSV file, given out so that whoever reads it has never taken more than the record that he is at: what turns out to be no record can be put
/// back and read once more from its second line.
/// </summary>
internal sealed class CsvRecords(TextReader inner, char delimiter, char quote, bool isSpaced) : TextReader
{
    /// <summary>Characters of the longest record over several lines: what is longer has a quote that was not closed.</summary>
    private const int Longest = 1 << 22;

    /// <summary>Characters of the longest line.</summary>
    private const int LongestLine = 1 << 27;

    /// <summary>
    /// So often may all that has been read be read again, beside a few of the longest records. Where every line opens a quote that is never closed, each
    /// would else be followed to the end of the file.
    /// </summary>
    private const int MostReread = 4;

    private readonly char[] _buffer = new char[1 << 16];
    private readonly Stack<(string Text, int Read)> _back = new();
    private int _read;
    private int _count;
    private Place _place;
    private long _given;
    private long _putBack;
    private bool _isAtLineEnd = true;

    private enum Place
    {
        /// <summary>Where a field begins.</summary>
        Start,

        /// <summary>In a field without quotes, or behind its closing one.</summary>
        Plain,

        Quoted,

        /// <summary>Behind a quote in quotes: it closes, unless another follows.</summary>
        AfterQuote,
    }

    /// <summary>Characters that were given out since the record began.</summary>
    public int Given { get; private set; }

    /// <summary>Whether the record is longer than any, and was cut off: behind a line, or within one that is too long itself.</summary>
    public bool IsCut { get; private set; }

    /// <summary>A record begins. What is left of a line that was cut off is passed over.</summary>
    public void Begin()
    {
        while (IsCut && !_isAtLineEnd && Next() is { IsEmpty: false } text)
        {
            var end = text.IndexOf('\n');
            _isAtLineEnd = end >= 0;
            Take(end < 0 ? text.Length : end + 1);
        }
        (Given, _place, IsCut, _isAtLineEnd) = (0, Place.Start, false, true);
    }

    /// <summary>What was given out last is to be given out again, first of all.</summary>
    public void PutBack(string text)
    {
        if (text.Length > 0)
        {
            _back.Push((text, 0));
            _putBack += text.Length;
            IsCut = false;
        }
        Begin();
    }

    public override int Read(Span<char> buffer)
    {
        var most = (int)Math.Clamp((2 * Longest) + (MostReread * (_given - _putBack)) - _putBack, 0, Longest);
        var (given, isEnd) = (0, IsCut);
        while (!isEnd && given < buffer.Length && Next() is { IsEmpty: false } source)
        {
            // Both characters of a line's end are looked at together.
            var (count, last) = (0, _back.Count > 0 || source.Length == 1 ? source.Length : source.Length - 1);
            while (!isEnd && given < buffer.Length && count < last)
            {
                var c = source[count++];
                // Outside of quotes a line may end with a carriage return alone, and with a line feed for whoever reads on.
                if (c == '\r' && _place is not Place.Quoted && (count == source.Length || source[count] != '\n'))
                    c = '\n';
                buffer[given++] = c;
                Given++;
                isEnd = Pass(c);
                if (!isEnd && (_isAtLineEnd ? _place is Place.Quoted && Given >= most : Given >= LongestLine))
                    isEnd = IsCut = true;
            }
            Take(count);
        }
        _given += given;
        return given;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <summary>What comes next, none of it taken; nothing at the end. Of the file's own text at least two characters, so that both of a line's end.</summary>
    private ReadOnlySpan<char> Next()
    {
        if (_back.TryPeek(out var back))
            return back.Text.AsSpan(back.Read);
        if (_count - _read < 2)
        {
            _buffer.AsSpan(_read, _count - _read).CopyTo(_buffer);
            (_read, _count) = (0, _count - _read);
            while (_count < 2 && inner.Read(_buffer, _count, _buffer.Length - _count) is > 0 and var more)
                _count += more;
        }
        return _buffer.AsSpan(_read, _count - _read);
    }

    private void Take(int count)
    {
        if (_back.TryPop(out var back))
        {
            if (back.Read + count < back.Text.Length)
                _back.Push((back.Text, back.Read + count));
        }
        else
        {
            _read += count;
        }
    }

    /// <summary>Whether the character ends the record.</summary>
    private bool Pass(char c)
    {
        _isAtLineEnd = c is '\r' or '\n';
        if (_place is Place.Quoted)
        {
            _place = c == quote ? Place.AfterQuote : Place.Quoted;
            return false;
        }
        if (_place is Place.AfterQuote && c == quote)
            _place = Place.Quoted;
        else if (_place is Place.Start && c == quote)
            _place = Place.Quoted;
        else if (c == delimiter || c is '\r' or '\n')
            _place = Place.Start;
        else if (!(isSpaced && c == ' ' && _place is Place.Start))
            _place = Place.Plain;
        return c == '\n' && _place is Place.Start;
    }
}
