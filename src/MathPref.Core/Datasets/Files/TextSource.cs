using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>A text file that is being read, as UTF-8 without a mark: expanded where it is compressed, whatever its encoding.</summary>
internal sealed class TextSource : IDisposable
{
    /// <summary>What is to be done where a text is not the UTF-8 that it was taken for.</summary>
    public const string EncodingHint =
        "give -Encoding: 1252 for Western Europe (Excel's \"CSV\"), 1250 for Central Europe, 1251 for Cyrillic, 932 for Japanese, 936 for Chinese";

    /// <summary>By so many bytes an encoding is told.</summary>
    private const int HeadSize = 4096;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _path;
    private readonly List<ConvertedStream> _conversions = [];

    private TextSource(string path, FileStream file)
    {
        _path = path;
        Utf8 = new HeadStream(file);
    }

    /// <summary>The text. UTF-8 of the file's own comes as it is, and may be broken.</summary>
    public HeadStream Utf8 { get; private set; }

    /// <summary>Bytes of the mark that stands before the text in the file, where the text is the file's own.</summary>
    public int Mark { get; private set; }

    /// <summary>Whether the text is not what stands in the file byte by byte.</summary>
    public bool IsConverted => _conversions.Count > 0;

    /// <summary>What ended the text before its end, once it has been read so far; null where nothing did.</summary>
    public DatasetFormatException? Failure
    {
        get
        {
            foreach (var conversion in _conversions)
            {
                if (conversion.Failure is { } failure)
                {
                    return new DatasetFormatException(
                        _path,
                        null,
                        null,
                        failure switch
                        {
                            DecoderFallbackException =>
                                $"this file is not in the encoding {_encoding!.WebName}, so it could not be read to its end: {EncodingHint}",
                            OverflowException => failure.Message,
                            _ => "this compressed file is cut off or broken, and was read as far as it is whole. Fetch it again",
                        },
                        failure);
                }
            }
            return null;
        }
    }

    private Encoding? _encoding;

    /// <summary>
    /// Opens a file. Throws <see cref="DatasetFormatException"/> for one whose name says that it is compressed, and which is neither that nor
    /// text; <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> where it cannot be opened.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding where it has no mark; null for UTF-8, and for UTF-16 where it plainly is that.</param>
    public static TextSource Open(string path, Encoding? encoding = null)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        var source = new TextSource(path, file);
        try
        {
            source.Expand(file);
            source.Decode(encoding, file);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose() => Utf8.Dispose();

    /// <summary>By the first bytes, which no text has: browsers expand what they fetch and keep its name.</summary>
    private void Expand(FileStream file)
    {
        var head = Utf8.Peek(4);
        if (head is [0x1F, 0x8B, 0x08, _])
            Convert(WholeGzipStream.Open(Utf8), file);
        else if (head is [0x28, 0xB5, 0x2F, 0xFD] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18])
            Convert(new ZstdSharp.DecompressionStream(Utf8, leaveOpen: false), file);
        else if (FileKind.Of(_path).Compression is { Length: > 0 } name && IsBinary(Utf8.Peek(HeadSize)))
            throw new DatasetFormatException(_path, null, null, $"its name ends in {name}, and it is no such file. Fetch it again, or give it its own ending");
    }

    private void Decode(Encoding? given, FileStream file)
    {
        var head = Utf8.Peek(HeadSize);
        var (marked, mark) = head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (s_utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        _encoding = marked ?? given ?? Unmarked(head) ?? s_utf8;
        Utf8.Skip(mark);
        Mark = marked == s_utf8 ? mark : 0;
        if (_encoding.CodePage == s_utf8.CodePage)
            return;
        var strict = (Encoding)_encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        Convert(Encoding.CreateTranscodingStream(Utf8, strict, s_utf8), file);
    }

    private void Convert(Stream converted, FileStream file)
    {
        var conversion = new ConvertedStream(converted, file);
        _conversions.Add(conversion);
        Utf8 = conversion;
    }

    /// <summary>
    /// UTF-16 without a mark: every second byte of ASCII is 0 in it, and no other text has one. A single 0 in UTF-8 is no such sign.
    /// </summary>
    private static Encoding? Unmarked(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }
        var (more, fewer) = (Math.Max(even, odd), Math.Min(even, odd));
        if (more == 0 || fewer * 4 > more || (more * 4 < head.Length && IsUtf8(head)))
            return null;
        var encoding = new UnicodeEncoding(bigEndian: even > odd, byteOrderMark: false, throwOnInvalidBytes: true);
        try
        {
            // What is no text has halves of pairs, and control characters.
            var whole = head[..(head.Length / 2 * 2)];
            if (whole.Length > 0 && whole[(even > odd ? ^2 : ^1)] is >= 0xD8 and <= 0xDB)
                whole = whole[..^2];
            return encoding.GetString(whole).Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')) ? null : encoding;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsBinary(ReadOnlySpan<byte> head) => !IsUtf8(head) && Unmarked(head) is null && head is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);

    /// <summary>The last letter may be cut.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
                return true;
        }
        return false;
    }
}
