using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>What has the name of a text file and is plainly something else: a pointer, a web page, a workbook.</summary>
internal static class ForeignText
{
    /// <summary>By so many bytes a text is known.</summary>
    public const int Beginning = 1024;

    /// <summary>What is to be said of a text that is no data; null for any other.</summary>
    /// <param name="head">Its beginning, in UTF-8.</param>
    public static string? Problem(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head);
        if (PointerFile.ProblemOfText(text) is { } pointer)
            return pointer;
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? "this is a web page, not the data: what was fetched is a page about the file, or one that asks to sign in. Fetch the file itself (its 'raw' or " +
                "'download' link)"
            : null;
    }

    /// <summary>What is to be said of a file that is no text at all; null for any other.</summary>
    /// <param name="head">Its beginning.</param>
    public static string? ProblemOfBytes(ReadOnlySpan<byte> head) => head switch
    {
        // A workbook of Excel is a zip file.
        [(byte)'P', (byte)'K', 3, 4, ..] =>
            "this is a zip file or an Excel workbook (.xlsx), not text: save the workbook as \"CSV UTF-8\", or expand the zip file",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "this is an Excel workbook (.xls) or another file of old Office, not text: save it as \"CSV UTF-8\"",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "this is Parquet, not text: give it the ending .parquet",
        _ => null,
    };
}
