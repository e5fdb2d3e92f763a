using MathPref.Shared;

namespace MathPref.Core.Datasets;

/// <summary>
/// The files below a dataset's folder, by every name that links within it give them. A folder is other people's: a link that leads out of
/// it would have their choice of this machine's files read and published, and one that leads up would never end.
/// </summary>
internal sealed class FolderTree
{
    /// <summary>The path of a file by its name in the folder, which has <c>/</c>.</summary>
    public static string PathOf(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Names behind links to folders; links that lead into each other make twice as many at each step.</summary>
    private const int MostLinked = 100_000;

    private static readonly EnumerationOptions s_visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    private readonly string _root;
    private readonly string _real;
    private readonly string? _blobs;
    private readonly IReadOnlyList<string> _annexes;
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly List<FolderFile> _files = [];
    private int _linked;

    private FolderTree(string root)
    {
        _root = root;
        _real = RealPath.Of(root);
        _blobs = BlobsOf(_real);
        _annexes = AnnexesOf(_real);
    }

    /// <summary>
    /// All files that are not hidden, in the order of their names. Throws <see cref="DatasetFormatException"/>, which names it, for a link
    /// that leads out of the folder or to nothing. A link to a single file elsewhere whose name no loader knows, such as an environment's
    /// <c>bin/python</c>, is as if it were not there.
    /// </summary>
    /// <param name="root">The folder; it may be a link itself.</param>
    /// <param name="depth">How many folders deep is looked.</param>
    public static IReadOnlyList<FolderFile> Files(string root, int depth = int.MaxValue)
    {
        var tree = new FolderTree(root);
        tree.Enter(tree._real, "", isLinked: false, depth);
        return tree._files.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
    }

    /// <summary>Throws <see cref="DatasetFormatException"/> where that file of the folder is a link that leads out of it.</summary>
    public static void CheckInside(string root, string name)
    {
        var tree = new FolderTree(root);
        var real = RealPath.Of(Path.Combine(root, name));
        if (!tree.IsInside(real))
            throw tree.LeadsOut(name, real);
    }

    private void Enter(string folder, string prefix, bool isLinked, int depth)
    {
        // A folder that this way has come through already: a link led back.
        if (!_entered.Add(folder))
            return;
        foreach (var entry in EntriesOf(folder))
        {
            var name = prefix + entry.Name;
            var (real, isFolder, isLink) = (entry.FullName, entry is DirectoryInfo, false);
            if ((entry.Attributes & FileAttributes.ReparsePoint) != 0 && entry.LinkTarget is { } target)
            {
                real = RealPath.Of(real);
                (isFolder, isLink) = (Directory.Exists(real), true);
                if (!IsInside(real))
                {
                    // By its name a file that nothing would read.
                    if (!isFolder && File.Exists(real) && !LoaderKind.IsKnown(entry.Name))
                        continue;
                    throw LeadsOut(name, real);
                }
                // A path that is still a link is part of a circle of them.
                if (!isFolder && (!File.Exists(real) || new FileInfo(real).LinkTarget is not null) && !PointerFile.IsBrokenAnnexLink(entry))
                    throw new DatasetFormatException(
                        _root, null, null, $"{name} is a link that leads to nothing ({target}). Remove it, or restore what it led to");
            }
            if ((isLinked || (isLink && isFolder)) && ++_linked > MostLinked)
                throw new DatasetFormatException(
                    _root,
                    null,
                    null,
                    $"its links lead into each other, so that there are more than {MostLinked} names. Remove those to folders that hold links");
            if (!isFolder)
                _files.Add(new FolderFile(name, real, isLinked || isLink));
            else if (depth > 0)
                Enter(real, name + "/", isLinked || isLink, depth - 1);
        }
        _entered.Remove(folder);
    }

    /// <summary>A folder that was deleted since it was seen has none.</summary>
    private IReadOnlyList<FileSystemInfo> EntriesOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos("*", s_visible);
        }
        catch (DirectoryNotFoundException) when (folder != _real)
        {
            return [];
        }
    }

    private bool IsInside(string real) =>
        RealPath.IsWithin(real, _real) || (_blobs is not null && Path.GetDirectoryName(real) is { } folder && RealPath.AreSame(folder, _blobs))
        || _annexes.Any(annex => RealPath.IsWithin(real, annex));

    private DatasetFormatException LeadsOut(string name, string real) =>
        new(_root, null, null, $"{name} is a link that leads out of the folder, to {real}, and what lies elsewhere is no part of a dataset. " +
            "Remove the link, or put what it leads to in its place");

    /// <summary>What git-annex keeps for the repositories that the folder is part of: their files are links into it.</summary>
    private static List<string> AnnexesOf(string real)
    {
        var annexes = new List<string>();
        for (var folder = real; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // Without anything fetched it is not there yet, and the links lead there all the same.
            if (Directory.Exists(Path.Combine(folder, ".git")))
                annexes.Add(Path.Combine(folder, ".git", "annex", "objects"));
        }
        return annexes;
    }

    /// <summary>
    /// In the cache of the Hub's own library a download is a folder of links, <c>datasets--owner--name/snapshots/commit</c>, and its files
    /// lie in <c>blobs</c> beside the snapshots: those, and those alone, are the dataset's own.
    /// </summary>
    private static string? BlobsOf(string real)
    {
        for (var folder = real; Path.GetDirectoryName(folder) is { } parent; folder = parent)
        {
            if (Path.GetFileName(parent) == "snapshots" && Path.GetDirectoryName(parent) is { } repo
                && Path.GetFileName(repo).StartsWith("datasets--", StringComparison.Ordinal))
                return Path.Combine(repo, "blobs");
        }
        return null;
    }
}
