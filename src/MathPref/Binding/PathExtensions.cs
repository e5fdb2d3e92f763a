using System.Management.Automation;

namespace MathPref.Binding;

/// <summary>Paths as the session understands them: relative to its location, with ~ and drives.</summary>
internal static class PathExtensions
{
    /// <summary>The full path of a file or folder that need not exist; a terminating error for one outside the file system.</summary>
    public static string FileSystemPath(this PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
            #pragma warning disable RS0030 // Any cmdlet: what it says is made fit to be shown.
            cmdlet.ThrowTerminatingError(Errors.NotAFileSystemPath(path).Shown());
#pragma warning restore RS0030
        return full;
    }
}
