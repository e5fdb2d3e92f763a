using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>A text file that is being read, as UTF-8 without a mark: expanded where it is compressed, whatever its encoding.</summary>
internal sealed class TextSource : IDisposable
{
    /// <summary>What is to be done where a text is not the UTF-8 that it was taken for.</summary>
    public const string EncodingHint =
        "give -Encoding: 1252 for Western Europe (Excel's \"CSV\"), 1250 for Central Europe, 1251 for Cyrillic, 932 for Japanese, 936 for Chinese";

    /// <summary>What is to be said of a text with a byte 0.</summary>
    public const string ZeroHint =
        "has bytes that are 0, which UTF-8 text has not: if it is UTF-16, give -Encoding unicode (or bigendianunicode); -Encoding utf8 reads it as it is";

    /// <summary>What helps where a text is not what it should be, beginning with a semicolon; empty where the encoding is not to blame.</summary>
    public static string HintFor(ReadOnlySpan<byte> text) => text.Contains((byte)0) ? $"; it {ZeroHint}"
        : System.Text.Unicode.Utf8.IsValid(text) ? "" : "; if the file is no UTF-8, " + EncodingHint;

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

    /// <summary>Whether whoever asks has said what the encoding is, so that a character 0 is one.</summary>
    public bool MayHaveZeros { get; private set; }

    /// <summary>Whether the text is not what stands in the file byte by byte.</summary>
    public bool IsConverted => _conversions.Count > 0;

    /// <summary>
    /// What ended the text before its end, once it has been read so far: it is cut off, or no such text from its beginning, as one that is
    /// plainly of another kind. Null where nothing did.
    /// </summary>
    public DatasetFormatException? Failure
    {
        get
        {
            if (_refusal is not null)
                return _refusal;
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
    private DatasetFormatException? _refusal;

    /// <summary>
    /// Opens a file. Throws <see cref="DatasetFormatException"/> for one whose name says that it is compressed, and which is neither that nor
    /// text; <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> where it cannot be opened.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding where it has no mark; null for UTF-8, and for UTF-16 and UTF-32 where it plainly is that.</param>
    public static TextSource Open(string path, Encoding? encoding = null)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        var source = new TextSource(path, file);
        try
        {
            source.Expand(file);
            source.Decode(encoding, file);
            source.Refuse(ForeignText.Problem(source.Utf8.Peek(ForeignText.Beginning)));
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
        if (ForeignText.ProblemOfBytes(head) is { } problem)
        {
            Refuse(problem);
            return;
        }
        var (marked, mark) = head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (s_utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        _encoding = marked ?? given ?? WideEncoding.Of(head) ?? s_utf8;
        MayHaveZeros = given is not null;
        Utf8.Skip(mark);
        Mark = marked == s_utf8 ? mark : 0;
        if (_encoding.CodePage == s_utf8.CodePage)
            return;
        var strict = (Encoding)_encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        Convert(Encoding.CreateTranscodingStream(Utf8, strict, s_utf8), file);
    }

    /// <summary>Ends the text before its beginning where there is a problem, so that it is one error and no rows.</summary>
    private void Refuse(string? problem)
    {
        if (problem is null || _refusal is not null)
            return;
        _refusal = new DatasetFormatException(_path, null, null, problem);
        Utf8.Dispose();
        Utf8 = new HeadStream(Stream.Null);
    }

    private void Convert(Stream converted, FileStream file)
    {
        var conversion = new ConvertedStream(converted, file);
        _conversions.Add(conversion);
        Utf8 = conversion;
    }

    private static bool IsBinary(ReadOnlySpan<byte> head) =>
        !WideEncoding.IsUtf8(head) && WideEncoding.Of(head) is null && head is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);
}
