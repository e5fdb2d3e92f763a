using System.Security.Cryptography;
using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>Held while a dataset's card is read, changed and written: two exports into one folder, even of two processes, take turns.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);
    private static readonly Lock s_ofThisProcess = new();

    private readonly Mutex? _ofTheMachine;

    private FolderLock(Mutex? mutex) => _ofTheMachine = mutex;

    /// <summary>Waits for its turn; to be disposed of on the same thread.</summary>
    public static FolderLock Take(string folder, CancellationToken cancellationToken)
    {
        while (!s_ofThisProcess.TryEnter(s_patience))
            cancellationToken.ThrowIfCancellationRequested();
        Mutex? mutex = null;
        try
        {
            mutex = new Mutex(false, "Global\\MathPref-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RealPath(folder))))[..32]);
            while (!mutex.WaitOne(s_patience))
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (AbandonedMutexException)
        {
            // Its holder was killed; the turn is ours.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or WaitHandleCannotBeOpenedException)
        {
            // A system without named mutexes: processes do without, threads do not.
            mutex = null;
        }
        catch (OperationCanceledException)
        {
            mutex?.Dispose();
            s_ofThisProcess.Exit();
            throw;
        }
        return new FolderLock(mutex);
    }

    /// <summary>One folder has one name here, however its path is spelt: without links, dots and a slash at the end.</summary>
    private static string RealPath(string folder)
    {
        var full = Path.GetFullPath(folder);
        var real = Path.GetPathRoot(full) ?? "";
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.Exists(real))
                real = Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
        }
        return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? real.ToUpperInvariant() : real;
    }

    public void Dispose()
    {
        _ofTheMachine?.ReleaseMutex();
        _ofTheMachine?.Dispose();
        s_ofThisProcess.Exit();
    }
}
