namespace MathPref.Benchmarks.Fuzz;

/// <summary>What no parser likes, whatever it parses.</summary>
internal static class Oddities
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\f", "\v", "\t", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\0", "\u001b[31m", "\u202e", "\u2066", "\u200f", "\u0301",
        "é", "ß", "İ", "ı", "数学", "😀", "👩‍👩‍👧", "𝔸", "٣", "²", "½", "Ⅳ", "\ufffd", "\uffff", "\"", "'", "`", "“", "”", "«", "\\", "/", "{", "}", "[", "]", "(", ")", "<", ">", "|", "*", "**", "_", "#", "-", "--", "---", "–", "—", "+", "=", ":", "：", ";", ",", ".", "…", "!", "?", "$", "%", "&", "~", "^", "@",
        "null", "true", "NaN", "Infinity", "1e999", "-0", "0x10", "1_000", "<script>", "&amp;", "%s", "{0}", "../..", "C:\\",
    ];

    /// <summary>Only where text is UTF-16: halves of pairs.</summary>
    public static IReadOnlyList<string> Halves { get; } = ["\ud83d", "\ude00", "\ude00\ud83d"];

    public static IReadOnlyList<string> Numbers { get; } =
    [
        "0", "-1", "00", "1", "2", "5", "6", "10", "255", "256", "999", "1000", "32768", "65536", "2147483647", "2147483648", "-2147483648", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "0.1", "4.5", "1e5", "1e308", "1e309", "1e-400", "1e2147483648", "99999999999999999999999999999999", new('9', 400),
    ];

    /// <summary>Only where bytes are read: what is no UTF-8, lengths and varints that lie.</summary>
    public static IReadOnlyList<string> Bytes { get; } =
    [
        "\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00e2\u0082", "\u00ff\u00fe", "\u00fe\u00ff", "\u0000\u0000\u0000\u0000", "\u00ff\u00ff\u00ff\u00ff", "\u00ff\u00ff\u00ff\u007f", "\u0000\u0000\u0000\u0080", "\u0001\u0000\u0000\u0000",
        "\u00ff\u00ff\u00ff\u00ff\u000f", "\u00fe\u00ff\u00ff\u00ff\u000f", "\u0080\u0080\u0080\u0080\u0010", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0001", "\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080", "\u0080\u0080\u0080\u0010",
    ];
}
