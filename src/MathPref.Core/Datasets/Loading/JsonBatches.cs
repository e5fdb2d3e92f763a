using System.Text.Json;

namespace MathPref.Core.Datasets;

/// <summary>
/// Reads a file of JSON as a loader does: in pieces of ten megabytes, each to the end of its line, of whose rows it takes the types; a list as
/// one piece. Source: datasets, packaged_modules/json/json.py.
/// </summary>
internal sealed class JsonBatches : IDisposable
{
    /// <summary>Bytes of a piece, up to the end of its last line.</summary>
    public const int Size = 10 << 20;

    /// <summary>By so many bytes a list of objects is told from one of texts.</summary>
    private const int HeadSize = 100;

    private const int LongestToken = 1 << 30;

    private readonly HeadStream _stream;
    private readonly bool _isFirst;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isWhole;

    /// <summary>Where the buffer's next byte is in the file, and where the piece that is read begins.</summary>
    private long _offset;
    private long _batch;
    private bool _isOver;

    private JsonBatches(HeadStream stream, bool isFirst)
    {
        _stream = stream;
        _isFirst = isFirst;
    }

    /// <summary>From 1: where the reading is.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Opens a file, the first of its split or another one.</summary>
    public static JsonBatches Open(LoadedFile file, bool isFirst) => new(file.OpenText(), isFirst);

    public void Dispose() => _stream.Dispose();

    /// <summary>
    /// Learns from the next piece; false where there is none. Throws <see cref="InvalidDataException"/> and <see cref="JsonException"/> for what
    /// ends a load, or might: what a loader tries to read in another way then is not read here.
    /// </summary>
    public bool Read(JsonLearner learner)
    {
        if (_isOver || !Fill(1))
            return false;
        _batch = _offset;
        if (_offset == 0 && Starts("\uFEFF"u8))
        {
            Skip(3);
            if (!_isFirst && Starts("["u8))
                throw new InvalidDataException("a list behind a mark (BOM) is not read in a further file");
        }
        if (Starts("["u8))
            ReadList(learner);
        else
            ReadLines(learner);
        return true;
    }

    private void ReadLines(JsonLearner learner)
    {
        var tokens = new JsonTokens(learner, isTexts: false);
        for (var breaks = 1; ; breaks = 0)
        {
            if (PassGap(learner, ref breaks))
                break;
            if (!Fill(1))
            {
                _isOver = true;
                break;
            }
            // Between two rows one line ends, unless there are blank ones, or several rows on one.
            learner.HasBlankLines |= breaks != 1;
            var before = Line;
            ReadValue(tokens);
            if (Line == before)
                continue;
            learner.HasBlankLines = true;
            if (_offset - _batch > Size)
                throw new InvalidDataException($"a row goes on over several lines where the first {Size >> 20} megabytes end");
        }
        if (learner.Rows == 0)
            throw new InvalidDataException("there is nothing but blanks");
    }

    /// <summary>Passes over blanks; true where the piece ends among them.</summary>
    private bool PassGap(JsonLearner learner, ref int breaks)
    {
        while (Fill(1))
        {
            var next = _buffer[_start];
            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
            Skip(1);
            if (next == '\r')
                learner.HasBlankLines |= !Fill(1) || _buffer[_start] != '\n';
            if (next != '\n')
                continue;
            Line++;
            breaks++;
            // A line end behind the last row is none that counts, a second one is a blank line.
            if (breaks > 1)
                learner.HasBlankLines = true;
            if (_offset - 1 - _batch >= Size)
            {
                _isOver = !Fill(1);
                return true;
            }
        }
        return false;
    }

    private void ReadValue(JsonTokens tokens)
    {
        JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 512 });
        do
            Consume(tokens, ref state, isList: false);
        while (tokens.IsInRow);
    }

    private void ReadList(JsonLearner learner)
    {
        Fill(HeadSize);
        var head = _buffer.AsSpan(_start, Math.Min(HeadSize, _end - _start));
        var quote = head.IndexOf((byte)'"');
        var tokens = new JsonTokens(learner, isTexts: !(quote < 0 ? head : head[..quote]).Contains((byte)'{'));
        JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 512 });
        while (Consume(tokens, ref state, isList: true))
        {
            // Until the list has ended.
        }
        while (Fill(1))
        {
            if (_buffer[_start] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                throw new InvalidDataException("there is more behind the list");
            Skip(1);
        }
        _isOver = true;
        if (learner.Rows == 0)
            throw new InvalidDataException("the list is empty");
    }

    /// <summary>Reads what the buffer holds: until a row has ended, or the list, of which it tells that by false.</summary>
    private bool Consume(JsonTokens tokens, ref JsonReaderState state, bool isList)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isWhole, state);
        var goesOn = true;
        var isStuck = true;
        while (goesOn && reader.Read())
        {
            isStuck = false;
            if (isList && !tokens.IsInRow && reader.TokenType is JsonTokenType.StartArray && reader.CurrentDepth == 0)
                continue;
            if (isList && !tokens.IsInRow && reader.TokenType is JsonTokenType.EndArray)
                goesOn = false;
            else
                tokens.Add(ref reader);
            if (!isList && !tokens.IsInRow)
                break;
        }
        state = reader.CurrentState;
        Skip((int)reader.BytesConsumed, countLines: true);
        if (goesOn && isStuck && !More())
            throw new InvalidDataException("the file ends within a row");
        return goesOn;
    }

    private bool Starts(ReadOnlySpan<byte> mark) => Fill(mark.Length) && _buffer.AsSpan(_start, mark.Length).SequenceEqual(mark);

    private void Skip(int count, bool countLines = false)
    {
        if (countLines)
            Line += _buffer.AsSpan(_start, count).Count((byte)'\n');
        _start += count;
        _offset += count;
    }

    /// <summary>Whether so many bytes are there to be read; fewer are where the file has no more.</summary>
    private bool Fill(int count)
    {
        while (_end - _start < count)
        {
            if (!More())
                return false;
        }
        return true;
    }

    /// <summary>Reads on; false at the end of the file, when what is there is all.</summary>
    private bool More()
    {
        if (_isWhole)
            return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }
        if (_end == _buffer.Length)
        {
            if (_end >= LongestToken)
                throw new InvalidDataException("a text is longer than 1 GiB");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = _stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _isWhole = read == 0;
        // Once more, now that the reader is told that this is the end.
        return true;
    }
}
