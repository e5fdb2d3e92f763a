using System.Text;

namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>UTF-8 as Python reads it: strictly.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null where the bytes are no UTF-8. A mark at the beginning stays.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
