using System.Management.Automation;

namespace MathPref.Binding;

/// <summary>
/// Paths as the session understands them: relative to its location, with ~ and drives. A file or folder that is there is meant by its name,
/// whatever characters are in it; only else is a name with wildcards a pattern, and the path of what is to be written never is.
/// </summary>
internal static class PathExtensions
{
    /// <summary>
    /// The full path of a file or folder that need not exist; a terminating error for one outside the file system. Brackets that are escaped, as Tab
    /// writes them, stand for themselves.
    /// </summary>
    public static string FileSystemPath(this PSCmdlet cmdlet, string path)
    {
        if (Unresolved(cmdlet, path) is not { } full)
        {
            #pragma warning disable RS0030 // Any cmdlet: what it says is made fit to be shown.
            cmdlet.ThrowTerminatingError(Errors.NotAFileSystemPath(path).Shown());
#pragma warning restore RS0030
            return path;
        }
        return !IsThere(full) && path.Contains('`') ? Unresolved(cmdlet, WildcardPattern.Unescape(path)) ?? full : full;
    }

    /// <summary>
    /// The full paths of the files and folders that are meant: the one of that name, or those that match it; none where there are none. Null for a
    /// path outside the file system.
    /// </summary>
    /// <param name="cmdlet">The cmdlet that was given it.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral">Whether it is no pattern in any case.</param>
    public static IReadOnlyList<string>? ExistingPaths(this PSCmdlet cmdlet, string path, bool isLiteral)
    {
        var full = Unresolved(cmdlet, path);
        if (full is not null && IsThere(full))
            return [full];
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path) && !path.Contains('`'))
            return full is null ? null : [];
        try
        {
            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name == "FileSystem" ? found.Where(IsThere).ToList() : null;
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The same for a cmdlet that takes one: an error is written, and null given, where there is none or there are several.</summary>
    public static string? ExistingPath(this PSCmdlet cmdlet, string path, bool isLiteral, Action<ErrorRecord> writeError)
    {
        switch (cmdlet.ExistingPaths(path, isLiteral))
        {
            case null:
                writeError(Errors.NotAFileSystemPath(path));
                return null;
            case []:
                writeError(Errors.PathNotFound(path));
                return null;
            case [var one]:
                return one;
            case var several:
                writeError(Errors.SeveralPaths(path, several));
                return null;
        }
    }

    /// <summary>A link that leads to nothing is there: whoever reads it can say what is missing.</summary>
    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static string? Unresolved(PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full : null;
    }
}
