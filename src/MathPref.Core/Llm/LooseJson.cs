using System.Buffers;

namespace MathPref.Core.Llm;

/// <summary>
/// JSON as some servers write it that print it by hand: with raw ends of lines and other control characters within strings, and with Python's
/// <c>NaN</c> and <c>Infinity</c> for numbers that there are none of.
/// </summary>
internal static class LooseJson
{
    /// <summary>The same by the standard (RFC 8259): control characters escaped, such numbers null.</summary>
    public static ReadOnlyMemory<byte> ToStrict(ReadOnlySpan<byte> text)
    {
        var strict = new ArrayBufferWriter<byte>(text.Length + 64);
        var (isString, isEscaped) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isString)
            {
                if (c < ' ')
                    strict.Write(System.Text.Encoding.ASCII.GetBytes($"\\u{c:x4}"));
                else
                    strict.Write(text.Slice(i, 1));
                isString = isEscaped || c != '"';
                isEscaped = !isEscaped && c == '\\';
                continue;
            }
            isString = c == '"';
            if (c is (byte)'N' or (byte)'I' or (byte)'-' && Word(text[i..]) is var length and > 0)
            {
                strict.Write("null"u8);
                i += length - 1;
                continue;
            }
            strict.Write(text.Slice(i, 1));
        }
        return strict.WrittenMemory;
    }

    private static int Word(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;
}
