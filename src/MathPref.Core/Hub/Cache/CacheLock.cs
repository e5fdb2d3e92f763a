namespace MathPref.Core.Hub;

/// <summary>
/// The lock on the fetching of a file, shared with the Hub's own library: flock on Unix, a file that nobody else may open on Windows. The file stays. Where the
/// file system knows no locks it holds nobody up, and then two may fetch the same bytes into the same place.
/// </summary>
internal sealed class CacheLock : IDisposable
{
    /// <summary>664.</summary>
    private const UnixFileMode SharedMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else holds it. <paramref name="onWait"/> is told once if somebody does.</summary>
    public static async Task<CacheLock> TakeAsync(string path, TimeProvider time, Action? onWait, CancellationToken cancellationToken)
    {
        for (var waits = false; ; waits = true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new CacheLock(Open(path));
            }
            catch (IOException held) when (IsHeld(held))
            {
                if (!waits)
                    onWait?.Invoke();
            }
            await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        try
        {
            // Others of the group may share the cache.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != SharedMode)
                File.SetUnixFileMode(file.SafeFileHandle, SharedMode);
        }
        catch (Exception foreign) when (foreign is IOException or UnauthorizedAccessException)
        {
            // Its owner has set it.
        }
        return file;
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, or a sharing or lock violation of Windows.</summary>
    private static bool IsHeld(IOException error) => OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 32 or 33
        : error.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
