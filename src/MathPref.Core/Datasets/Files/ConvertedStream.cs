using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>
/// Bytes that are made of others, expanded or of another encoding. Where the others are cut off or broken it ends, and says why
/// (<see cref="Failure"/>): what came before is good.
/// </summary>
/// <param name="inner">The bytes as they are made.</param>
/// <param name="source">The bytes of the file.</param>
internal sealed class ConvertedStream(Stream inner, Stream source) : HeadStream(inner)
{
    /// <summary>One line of more bytes is held in memory whole, and may be there to fill it.</summary>
    private const long MostOfALine = 1 << 26;

    /// <summary>No honest text is so much larger than its file: gzip can make 1032 bytes of one, zstd any number.</summary>
    private const long MostOfAByte = 1000;

    private long _line;

    /// <summary>Why the bytes ended too early; null where they did not.</summary>
    public Exception? Failure { get; private set; }

    protected override int ReadInner(Span<byte> buffer)
    {
        if (Failure is not null)
            return 0;
        try
        {
            var count = base.ReadInner(buffer);
            var end = buffer[..count].LastIndexOf((byte)'\n');
            _line = end < 0 ? _line + count : count - end - 1;
            if (_line > MostOfALine && source.CanSeek && _line / MostOfAByte > source.Length)
                throw new OverflowException("it expands to more than a thousand times its size without an end of line, which no honest text does");
            return count;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException
            or DecoderFallbackException or OverflowException)
        {
            Failure = broken;
            return 0;
        }
    }
}
