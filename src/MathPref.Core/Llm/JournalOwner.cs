using System.Globalization;

namespace MathPref.Core.Llm;

/// <summary>
/// A process's sign of life beside a journal: a file that it holds locked. The system lets go of the lock when the process ends in any way, and
/// not before; its name is drawn, so that no other process ever has it. A process that is stopped goes on holding it: that it moves is told
/// by the file's time, which changes from beat to beat.
/// </summary>
internal sealed class JournalOwner : IDisposable
{
    private const string Mark = "-owner-";

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);

    private readonly FileStream _hold;
    private readonly ITimer _timer;

    private JournalOwner(long id, FileStream hold)
    {
        (Id, _hold) = (id, hold);
        _timer = TimeProvider.System.CreateTimer(_ => Beat(), null, s_beat, s_beat);
    }

    public long Id { get; }

    public static string FileOf(string journal, long id) => string.Create(CultureInfo.InvariantCulture, $"{journal}{Mark}{id:x16}");

    /// <summary>Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where no file can be made there.</summary>
    public static JournalOwner Begin(string journal)
    {
        while (true)
        {
            var id = Random.Shared.NextInt64();
            var file = FileOf(journal, id);
            FileStream? hold = null;
            try
            {
                hold = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another looked whether it is alive just then.
            }
            if (hold is null)
                continue;
            if (File.Exists(file))
                return new JournalOwner(id, hold);
            hold.Dispose();
        }
    }

    /// <summary>Removes what processes that were killed have left.</summary>
    public static void Clean(string journal)
    {
        foreach (var file in JournalFile.Beside(journal, Mark))
            IsLeftBehind(file);
    }

    /// <summary>Whether the process of that file has ended; the file is gone then.</summary>
    public static bool IsLeftBehind(string file)
    {
        try
        {
            // Nobody can lock it but where the system has let go of it.
            using var left = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _hold.Dispose();
    }

    private void Beat()
    {
        try
        {
            File.SetLastWriteTimeUtc(_hold.SafeFileHandle, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Others take it for stopped, which costs at most what is in flight.
        }
    }
}
