using System.Globalization;
using System.Management.Automation;
using System.Text;
using MathPref.Rows;

namespace MathPref.Binding;

/// <summary>Takes an encoding by what Import-Csv calls it, by the number of its code page, or by the name that it has on the web.</summary>
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>PowerShell's names, in the order in which they are offered, each with what it is.</summary>
    public static IReadOnlyList<(string Name, string Tip)> Names { get; } =
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

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = PSRow.Unwrap(inputData);
        if (value is null or Encoding)
            return value!;
        var name = Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim();
        return Find(name) ?? throw new ArgumentTransformationMetadataException(
            $"'{name}' is no encoding: give utf8, unicode, latin1, ansi or another of PowerShell's names, or the number of a code page such as 1252.");
    }

    private static Encoding? Find(string name)
    {
        // The languages of the system are what these two mean.
#pragma warning disable RS0030
        var language = CultureInfo.CurrentCulture.TextInfo;
#pragma warning restore RS0030
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
                return ByNumber(language.ANSICodePage);
            case "oem":
                return ByNumber(language.OEMCodePage);
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
            // 0 is the default of the system, and no text says what that was.
            return page == 0 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
