using System.Security.Cryptography;
using System.Text;
using MathPref.Shared;

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
            mutex = new Mutex(false, "Global\\MathPref-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RealPath.KeyOf(folder))))[..32]);
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

    public void Dispose()
    {
        _ofTheMachine?.ReleaseMutex();
        _ofTheMachine?.Dispose();
        s_ofThisProcess.Exit();
    }
}
