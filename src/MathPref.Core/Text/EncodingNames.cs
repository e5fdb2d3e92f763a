using System.Globalization;
using System.Text;

namespace MathPref.Core.Text;

/// <summary>Encodings by what PowerShell calls them (about_Character_Encoding), by the number of a code page, or by their names on the web.</summary>
internal static class EncodingNames
{
    /// <summary>What is offered, in this order, each with what it is.</summary>
    public static IReadOnlyList<(string Name, string Tip)> Offered { get; } =
    [
        ("utf8", "UTF-8."),
        ("1252", "Western Europe on Windows: what Excel writes as CSV there."),
        ("latin1", "ISO 8859-1: Western Europe."),
        ("unicode", "UTF-16, little-endian: Excel's Unicode text."),
        ("ansi", "The code page of this system's language on Windows."),
        ("oem", "The code page of this system's language at its console."),
        ("utf8BOM", "UTF-8; a mark is passed over in any case."),
        ("utf8NoBOM", "UTF-8."),
        ("bigendianunicode", "UTF-16, big-endian."),
        ("utf32", "UTF-32, little-endian."),
        ("bigendianutf32", "UTF-32, big-endian."),
        ("ascii", "ASCII: no letters but English ones."),
        ("1250", "Central Europe on Windows."),
        ("1251", "Cyrillic on Windows."),
        ("932", "Japanese (Shift JIS)."),
        ("936", "Chinese, simplified (GBK)."),
        ("949", "Korean."),
        ("950", "Chinese, traditional (Big5)."),
    ];

    /// <summary>The encoding; null for a name that is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ansi">The code page of the system's language; 0 where it has none.</param>
    /// <param name="oem">The same of its console.</param>
    public static Encoding? Find(string name, int ansi, int oem)
    {
        switch (name.ToLowerInvariant())
        {
            case "utf8" or "utf8bom" or "utf8nobom":
                return Encoding.UTF8;
            case "unicode":
                return Encoding.Unicode;
            case "bigendianunicode":
                return Encoding.BigEndianUnicode;
            case "utf32":
                return Encoding.UTF32;
            case "bigendianutf32":
                return new UTF32Encoding(bigEndian: true, byteOrderMark: true);
            case "ascii":
                return Encoding.ASCII;
            case "latin1":
                return Encoding.Latin1;
            case "ansi":
                return ByNumber(ansi);
            case "oem":
                return ByNumber(oem);
        }
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return ByNumber(number);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding? ByNumber(int page)
    {
        try
        {
            // A language without a code page has Unicode alone.
            return page == 0 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
