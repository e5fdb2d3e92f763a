using System.Text;
using System.Text.RegularExpressions;
using MathPref.Shared;

namespace MathPref.Core.Datasets;

/// <summary>
/// A file that stands in a working copy for one that was not fetched: a pointer of Git LFS (git-lfs, docs/spec.md), or one of git-annex, which
/// is a text (git-annex, doc/internals/pointer_file.mdwn) or a link to where the content would be.
/// </summary>
internal static partial class PointerFile
{
    /// <summary>Bytes of the longest: git-annex looks at so many for one, and LFS at fewer.</summary>
    private const int Longest = 32 << 10;

    private const int Beginning = 1024;

    private const string OfLfs = "this is a Git LFS pointer, not the file itself: run 'git lfs pull' in its repository, which fetches it";

    private const string OfAnnex = "this is a git-annex pointer, not the file itself: run 'git annex get' for it in its repository";

    /// <summary>Throws <see cref="DatasetFormatException"/>, which names the remedy, for a file that is a pointer.</summary>
    public static void Check(string path)
    {
        if (Problem(path) is { } problem)
            throw new DatasetFormatException(path, null, null, problem);
    }

    /// <summary>Whether the file is a pointer; false where there is none.</summary>
    public static bool Is(string path) => Problem(path) is not null;

    /// <summary>Whether it is a link into the store of git-annex that leads to nothing.</summary>
    public static bool IsBrokenAnnexLink(FileSystemInfo file) =>
        file.LinkTarget is { } target && AnnexLink().IsMatch(target) && !File.Exists(RealPath.Of(file.FullName));

    private static string? Problem(string path)
    {
        if (IsBrokenAnnexLink(new FileInfo(path)))
            return OfAnnex;
        // What is no plain file, a pipe of the system's, has no length, and must not be read twice.
        var file = new FileInfo(RealPath.Of(path));
        if (!file.Exists || file.Length is 0 or > Longest)
            return null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var bytes = new byte[Beginning];
        return ProblemOfText(Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).TrimStart('\uFEFF'));
    }

    /// <summary>What is to be said of a text that begins so, where it is a pointer; else null.</summary>
    public static string? ProblemOfText(string text) => LfsText().IsMatch(text) ? OfLfs : AnnexText().IsMatch(text) ? OfAnnex : null;

    [GeneratedRegex(@"\Aversion https?://(?:git-lfs\.github\.com|hawser\.github\.com|git-media\.io)/", RegexOptions.CultureInvariant)]
    private static partial Regex LfsText();

    // A checkout without links has the text of the link.
    [GeneratedRegex(@"\A(?:[/\\]|(?:\.\.?[/\\])*\.git[/\\](?:[^\r\n]*[/\\])?)annex[/\\]objects[/\\][^\r\n]+(?:\r?\n|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex AnnexText();

    [GeneratedRegex(@"(?:\A|[/\\])annex[/\\]objects[/\\]", RegexOptions.CultureInvariant)]
    private static partial Regex AnnexLink();
}
