using System.Text;
using System.Text.Unicode;

namespace MathPref.Core.Datasets;

/// <summary>UTF-16 and UTF-32 of texts without a mark, in whatever script they are written.</summary>
internal static class WideEncoding
{
    private static readonly (Encoding Encoding, int Unit)[] s_encodings =
    [
        (new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true), 4),
        (new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true), 4),
        (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2),
        (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
    ];

    /// <summary>
    /// The encoding of a text that begins so; null where it is none of these, or could be UTF-8. Line ends, separators and figures are ASCII in
    /// every script, and each of them has a byte 0: without one nothing is told.
    /// </summary>
    public static Encoding? Of(ReadOnlySpan<byte> head)
    {
        if (!head.Contains((byte)0))
            return null;
        var (best, most, isBest16, text) = ((Encoding?)null, 0, false, "");
        foreach (var (encoding, unit) in s_encodings)
        {
            // Read with the bytes the wrong way round, what is ASCII becomes other letters.
            if (Decode(head, encoding, unit) is { } decoded && decoded.Count(char.IsAscii) is var ascii && ascii > most)
                (best, most, isBest16, text) = (encoding, ascii, unit == 2, decoded);
        }
        // Bytes of line ends of which none ends a line: broken text with a byte 0.
        if (isBest16 && head.Contains((byte)'\n') && !text.Contains('\n', StringComparison.Ordinal))
            return null;
        return best is null || !isBest16 || !IsUtf8(head) || head.Count((byte)0) * 4 >= head.Length || HasControls(head) || HasAllLineEnds(head, text)
            ? best
            : null;
    }

    /// <summary>Whether it is UTF-8; the last letter may be cut.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut]))
                return true;
        }
        return false;
    }

    /// <summary>The text, where it is one: what is none has halves of pairs, and control characters.</summary>
    private static string? Decode(ReadOnlySpan<byte> head, Encoding encoding, int unit)
    {
        var whole = head[..(head.Length / unit * unit)];
        try
        {
            // The end of the head may part a pair.
            if (unit == 2 && whole.Length > 0 && whole[encoding.CodePage == Encoding.BigEndianUnicode.CodePage ? ^2 : ^1] is >= 0xD8 and <= 0xDB)
                whole = whole[..^2];
            var text = encoding.GetString(whole);
            return text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The bytes above those of Cyrillic, Greek, Hebrew and Arabic letters are control characters in UTF-8.</summary>
    private static bool HasControls(ReadOnlySpan<byte> head)
    {
        foreach (var b in head)
        {
            if (b is > 0 and < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return true;
        }
        return false;
    }

    private static bool HasAllLineEnds(ReadOnlySpan<byte> head, string text) =>
        text.Count(c => c == '\n') is > 0 and var ends && ends == head.Count((byte)'\n');
}
