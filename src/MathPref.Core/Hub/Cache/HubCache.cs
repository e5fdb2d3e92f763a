using System.IO.Enumeration;
using System.Text;
using MathPref.Core.Text;

namespace MathPref.Core.Hub;

/// <summary>
/// The Hub's own library's cache on this machine, in its layout: what either fetched, the other finds. Source: huggingface_hub 2.4.0, file_download.py. Names
/// that lead out of it throw <see cref="HubException"/>; what is only noted for the next time (commits, listings, absences) is not missed where it cannot be
/// written.
/// </summary>
/// <param name="root">The folder of the cache.</param>
/// <param name="usesLinks">Whether a file of a commit may be a link to its content.</param>
internal sealed class HubCache(string root, bool usesLinks = true)
{
    /// <summary>Longer than any commit: a reference holds one and nothing else.</summary>
    private const int LongestReference = 100;

    public string Root { get; } = Path.GetFullPath(root.Length == 0 ? "." : root);

    /// <summary>The cache of the environment, with links or without (HF_HUB_DISABLE_SYMLINKS).</summary>
    public static HubCache Of(Func<string, string?> environment) => new(RootOf(environment), !HubVariables.HasNoLinks(environment));

    /// <summary>Where the cache is: HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, or hub in HF_HOME, or its default.</summary>
    public static string RootOf(Func<string, string?> environment) => HubVariables.CacheFolder(environment);

    /// <summary>The commit that a branch or a reference was at when it was last asked for; null where it never was.</summary>
    public string? CommitOf(string repo, string revision)
    {
        try
        {
            using var file = File.OpenRead(ReferenceOf(repo, revision));
            var bytes = new byte[LongestReference];
            var text = Encoding.ASCII.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Trim();
            return HubHash.IsGit(text) ? text : null;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes the commit that a revision is at; nothing is noted for a revision that is a commit.</summary>
    public void KeepCommit(string repo, string revision, string commit)
    {
        var snapshot = SnapshotOf(repo, commit);
        if (revision == commit || CommitOf(repo, revision) == commit)
            return;
        var reference = ReferenceOf(repo, revision);
        Note(() =>
        {
            // The library takes a cache to be broken in which a reference names a commit without a folder.
            Directory.CreateDirectory(snapshot);
            CacheFiles.Write(reference, Encoding.ASCII.GetBytes(commit));
        });
    }

    /// <summary>The listing of a commit; null where none is kept, or it is broken.</summary>
    public IReadOnlyDictionary<string, HubEntry>? TreeOf(string repo, string commit)
    {
        try
        {
            using var file = File.OpenRead(TreePlace(repo, commit));
            return CacheTree.Read(file) is { } files && files.Values.All(HasHash) ? files : null;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the listing of a commit, unless it hides hashes: to who may read the files it is another.</summary>
    public void KeepTree(string repo, string commit, IReadOnlyDictionary<string, HubEntry> files)
    {
        var place = TreePlace(repo, commit);
        if (files.Values.All(HasHash))
            Note(() => CacheFiles.Write(place, CacheTree.Write(files)));
    }

    /// <summary>Forgets the listing of a commit, which is not what the Hub says now.</summary>
    public void ForgetTree(string repo, string commit) => CacheFiles.TryDelete(TreePlace(repo, commit));

    /// <summary>Notes that a commit has no such file.</summary>
    public void KeepAbsence(string repo, string commit, string file)
    {
        var place = CacheNames.Below(Path.Combine(FolderOf(repo), ".no_exist", Commit(commit)), file, "a file");
        Note(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            using var note = new FileStream(place, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 1);
        });
    }

    /// <summary>The path of a file of a commit, by its name in the repository; null where it is not here.</summary>
    public string? Find(string repo, string commit, string file)
    {
        var place = CacheNames.Below(SnapshotOf(repo, commit), file, "a file");
        return CacheFiles.LengthOf(place) is null ? null : place;
    }

    /// <summary>The files of a commit that are here, by their names in the repository.</summary>
    public IReadOnlyList<string> FilesOf(string repo, string commit)
    {
        var snapshot = SnapshotOf(repo, commit);
        if (!Directory.Exists(snapshot))
            return [];
        // A folder that is a link may lead anywhere, and round in a circle.
        var all = new FileSystemEnumerable<string>(
            snapshot,
            static (ref entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return all.Where(path => CacheFiles.LengthOf(path) is not null)
            .Select(path => Path.GetRelativePath(snapshot, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Where a file of a commit lies, whether it is here or not.</summary>
    public CachePlace PlaceOf(string repo, string commit, HubEntry file)
    {
        var (etag, folder) = (EtagOf(file), FolderOf(repo));
        var blob = Path.Combine(folder, "blobs", etag);
        return new CachePlace(
            CacheNames.Below(SnapshotOf(repo, commit), file.Path, "a file"),
            blob,
            blob + ".mathpref.incomplete",
            Path.Combine(Root, ".locks", Path.GetFileName(folder), etag + ".lock"));
    }

    /// <summary>Makes the folders that a file needs before it comes.</summary>
    public void Prepare(CachePlace place)
    {
        foreach (var path in (string[])[place.Blob, place.Snapshot, place.Lock])
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var tag = Path.Combine(Root, "CACHEDIR.TAG");
        if (!File.Exists(tag))
            Note(() => CacheFiles.Write(tag, Tag));
    }

    /// <summary>Puts a file whose content is here where its name is.</summary>
    public void Link(CachePlace place, bool isNew) => CacheFiles.Link(place.Blob, place.Snapshot, isNew, usesLinks);

    /// <summary>What the content of a file is called: its SHA-256 for a large file (LFS), else git's own hash of it.</summary>
    public static string EtagOf(HubEntry file) => HasHash(file)
        ? file.LargeOid ?? file.Oid
        : throw new HubException(HubFailure.BadResponse, $"The listing of the Hub has no hash for {MessageText.Short(file.Path)} that is one.");

    /// <summary>False for a large file of a gated repository, as the Hub lists it to who may not read it: asterisks stand there.</summary>
    public static bool HasHash(HubEntry file) => file.LargeOid is { } large ? HubHash.IsLong(large) : HubHash.IsGit(file.Oid);

    /// <summary>Backup tools pass by a folder with this. The words are the library's: whoever comes first writes the same file.</summary>
    private static ReadOnlySpan<byte> Tag => """
        Signature: 8a477f597d28d172789f06886806bc55
        # This file is a cache directory tag created by huggingface_hub.
        # For information about cache directory tags, see:
        #	https://bford.info/cachedir/

        """u8;

    private string FolderOf(string repo) => RepoId.IsValid(repo)
        ? Path.Combine(Root, "datasets--" + repo.Replace("/", "--", StringComparison.Ordinal))
        : throw new HubException(HubFailure.BadRequest, $"'{MessageText.Short(repo)}' cannot be a repository on the Hub.");

    private string ReferenceOf(string repo, string revision) => CacheNames.Below(Path.Combine(FolderOf(repo), "refs"), revision, "a revision");

    private string SnapshotOf(string repo, string commit) => Path.Combine(FolderOf(repo), "snapshots", Commit(commit));

    private string TreePlace(string repo, string commit) => Path.Combine(FolderOf(repo), "trees", Commit(commit) + ".json");

    private static string Commit(string commit) => HubHash.IsGit(commit)
        ? commit
        : throw new HubException(HubFailure.BadResponse, $"'{MessageText.Short(commit)}' is no commit: 40 digits, 0 to 9 and a to f, were expected.");

    private static void Note(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The cache may be there to be read alone; the next run asks again.
        }
    }
}
