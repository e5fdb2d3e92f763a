using System.Globalization;
using System.Text;

namespace MathPref.Benchmarks.Fuzz;

/// <summary>Bytes as a string of characters below 256, and strings as they can be shown.</summary>
internal static class RawText
{
    private const int LongestShown = 2000;

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The text's bytes in UTF-8.</summary>
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static byte[] ToBytes(string raw) => Encoding.Latin1.GetBytes(raw);

    /// <summary>One line that a C# string literal can hold; of a long text the two ends.</summary>
    public static string Escape(string text) => text.Length <= LongestShown
        ? EscapeWhole(text)
        : $"{EscapeWhole(text[..(LongestShown / 2)])} … {(text.Length - LongestShown).ToString("N0", CultureInfo.InvariantCulture)} more … {EscapeWhole(text[^(LongestShown / 2)..])}";

    private static string EscapeWhole(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            shown.Append(c switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                >= ' ' and <= '~' => c.ToString(),
                _ => $"\\u{(int)c:x4}",
            });
        }
        return shown.ToString();
    }
}
