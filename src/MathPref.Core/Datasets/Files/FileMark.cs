using MathPref.Shared;

namespace MathPref.Core.Datasets;

/// <summary>By what a file is known again: another in its place differs in one of these, and so does the same one written to.</summary>
internal sealed record FileMark(string Real, long Length, DateTime Written, DateTime Made)
{
    /// <summary>Null where there is no such file.</summary>
    public static FileMark? Of(string path)
    {
        var file = new FileInfo(RealPath.Of(path));
        if (file.Exists)
            return new FileMark(file.FullName, file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc);
        // A file that git-annex has not fetched is there by its name; whoever reads it is told.
        return new FileInfo(path) is { LinkTarget: { } target } link && PointerFile.IsBrokenAnnexLink(link)
            ? new FileMark(file.FullName, target.Length, link.LastWriteTimeUtc, link.CreationTimeUtc)
            : null;
    }
}
