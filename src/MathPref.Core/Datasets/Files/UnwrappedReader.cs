namespace MathPref.Core.Datasets;

/// <summary>A text whose lines stand in quotes as a whole, without those. A line that does not comes as it is.</summary>
internal sealed class UnwrappedReader(TextReader inner) : TextReader
{
    private string _line = "";
    private int _read;

    public override int Peek() => Fill() ? _line[_read] : -1;

    public override int Read() => Fill() ? _line[_read++] : -1;

    public override int Read(Span<char> buffer)
    {
        if (buffer.Length == 0 || !Fill())
            return 0;
        var count = Math.Min(buffer.Length, _line.Length - _read);
        _line.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    private bool Fill()
    {
        if (_read < _line.Length)
            return true;
        if (inner.ReadLine() is not { } line)
            return false;
        (_line, _read) = ((CsvDialect.IsWrappedLine(line) ? CsvDialect.Unwrap(line) : line) + "\n", 0);
        return true;
    }
}
