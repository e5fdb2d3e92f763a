namespace MathPref.Core.Hub;

/// <summary>How files come into the cache and are looked at there.</summary>
internal static class CacheFiles
{
    /// <summary>The length of a file in bytes, or of the one that a link leads to; null where there is none, or a link leads nowhere.</summary>
    public static long? LengthOf(string path)
    {
        // An exception for each of very many files that are not there would take its time.
        if (!File.Exists(path))
            return null;
        try
        {
            // To ask whether a link exists says nothing of what it leads to.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.GetLength(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a small file so that it is whole to whoever reads it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = Beside(path);
        try
        {
            File.WriteAllBytes(beside, content);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            TryDelete(beside);
            throw;
        }
    }

    /// <summary>
    /// Puts a blob where its name in a commit is: as a link, relative so that the cache can be moved. Where links cannot be made the blob itself goes there if
    /// it is new, and a copy if others may lead to it.
    /// </summary>
    public static void Link(string blob, string place, bool isNew, bool usesLinks)
    {
        if (usesLinks && TryLink(blob, place))
            return;
        if (isNew)
        {
            File.Move(blob, place, overwrite: true);
            return;
        }
        var beside = Beside(place);
        try
        {
            File.Copy(blob, beside);
            File.Move(beside, place, overwrite: true);
        }
        catch
        {
            TryDelete(beside);
            throw;
        }
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way.
        }
    }

    private static bool TryLink(string blob, string place)
    {
        var target = Path.GetRelativePath(Path.GetDirectoryName(place)!, blob);
        bool IsThere() => new FileInfo(place).LinkTarget == target;
        if (IsThere())
            return true;
        // What else stands there was found to be no good.
        File.Delete(place);
        try
        {
            File.CreateSymbolicLink(place, target);
            return true;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return IsThere();
        }
    }

    private static string Beside(string path) => $"{path}.{Guid.NewGuid().ToString("n")[..8]}.tmp";
}
