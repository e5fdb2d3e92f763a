namespace MathPref.Core.Datasets;

/// <summary>Compares files byte by byte.</summary>
internal static class FileBeginnings
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Whether <paramref name="whole"/> begins with all that is in <paramref name="part"/>.</summary>
    public static bool IsBeginning(string part, string whole)
    {
        using var shorter = Open(part);
        using var longer = Open(whole);
        if (shorter.Length > longer.Length)
            return false;
        var (one, other) = (new byte[BlockBytes], new byte[BlockBytes]);
        while (shorter.ReadAtLeast(one, BlockBytes, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (longer.ReadAtLeast(other.AsSpan(0, read), read, throwOnEndOfStream: false) < read || !one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read)))
                return false;
        }
        return true;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
