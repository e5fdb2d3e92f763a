using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>
/// The one that changes a journal: it commits what has come together since its last commit. While another program has locked the file it
/// waits, and keeps what was paid for in a <see cref="LateFile"/> meanwhile, so that the end of the process costs nothing.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private const int LargestCommit = 1024;

    /// <summary>A lock is told of after it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a journal that is closed waits for a lock to go.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    private readonly SqliteConnection _connection;
    private readonly string _file;
    private readonly string _path;
    private readonly LateFile _late;
    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;
    private long _closed;

    /// <summary>One change, which is made together with those that wait beside it, and how it is kept where it cannot be made.</summary>
    private sealed record Write(Action<JournalStatements> Make, LateChange? Late, Action<string>? OnWait, TaskCompletionSource Done)
    {
        public bool IsKeptLate { get; set; }

        public bool IsTold { get; set; }
    }

    /// <param name="connection">Used by no other thread from now on, and disposed of with this.</param>
    /// <param name="file">The journal's real path.</param>
    /// <param name="path">Its path as it was given, for messages.</param>
    public JournalWriter(SqliteConnection connection, string file, string path)
    {
        (_connection, _file, _path) = (connection, file, path);
        _late = new LateFile(file);
        JournalFile.SetPatience(connection, s_patience);
        _writing = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Makes a change; it is committed, or lies beside a journal that was closed while it was locked, when the task ends.</summary>
    /// <param name="make">Makes it. After a lock it is made anew.</param>
    /// <param name="late">How it is kept where it cannot wait; null for what means nothing without its process.</param>
    /// <param name="onWait">Told in words when it has to wait for another program, on any thread.</param>
    public Task WriteAsync(Action<JournalStatements> make, LateChange? late = null, Action<string>? onWait = null)
    {
        var write = new Write(make, late, onWait, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _writes.Writer.TryWrite(write) ? write.Done.Task : throw new ObjectDisposedException(_path);
    }

    public void Dispose()
    {
        Volatile.Write(ref _closed, Stopwatch.GetTimestamp());
        if (_writes.Writer.TryComplete())
            _writing.Wait();
        _late.Leave();
        _connection.Dispose();
    }

    private void WriteAll()
    {
        using var statements = new JournalStatements(_connection);
        var together = new List<Write>(LargestCommit);
        while (_writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            together.Clear();
            while (together.Count < LargestCommit && _writes.Reader.TryRead(out var write))
                together.Add(write);
            try
            {
                while (!TryCommit(statements, together))
                {
                    // What comes meanwhile waits beside it.
                    while (_writes.Reader.TryRead(out var write))
                        together.Add(write);
                    KeepLate(together);
                    Tell(together);
                }
                together.ForEach(change => change.Done.TrySetResult());
                _late.Delete();
            }
            catch (Exception error)
            {
                Fail(together, error);
            }
        }
    }

    /// <summary>False where another program has the file and can be waited for.</summary>
    private bool TryCommit(JournalStatements statements, List<Write> together)
    {
        try
        {
            ThrowIfMoved();
            using var transaction = _connection.BeginTransaction();
            statements.Transaction = transaction;
            together.ForEach(change => change.Make(statements));
            transaction.Commit();
            // Once more: between the look and the commit there is a moment.
            ThrowIfMoved();
            return true;
        }
        catch (SqliteException error) when (JournalFile.IsBusy(error) && !IsTooLate)
        {
            return false;
        }
    }

    private bool IsTooLate => Volatile.Read(ref _closed) is > 0 and var closed && Stopwatch.GetElapsedTime(closed) > s_farewell;

    /// <summary>A file that was taken away would go on being written to, and be gone with the process.</summary>
    private void ThrowIfMoved()
    {
        if (!JournalFile.HasMoved(_connection))
            return;
        JournalFile.BringHome(_connection, _file);
        throw new FileNotFoundException("it was deleted, moved or replaced while it was in use. Put it back, or run again with what is there now.");
    }

    private Exception? KeepLate(List<Write> together)
    {
        try
        {
            foreach (var change in together.Where(change => change is { Late: not null, IsKeptLate: false }))
            {
                _late.Add(change.Late!);
                change.IsKeptLate = true;
            }
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error;
        }
    }

    private void Tell(List<Write> together)
    {
        foreach (var change in together.Where(change => !change.IsTold))
        {
            change.IsTold = true;
            change.OnWait?.Invoke($"The journal {_path} is locked by another program. What is answered waits for it, and nothing more is asked; " +
                "what the end of this process would lose is kept beside it and taken in when it is opened again.");
        }
    }

    private void Fail(List<Write> together, Exception error)
    {
        var notKept = KeepLate(together);
        var after = together.Exists(change => change.IsKeptLate)
            ? $" What was answered since is kept in {_late.Path} and taken in when the journal is opened again."
            : "";
        if (notKept is not null)
            after += $" What was answered since is lost: it could not be kept beside it either ({notKept.Message}).";
        var unusable = JournalFile.Unusable(_path, error, after);
        foreach (var change in together)
        {
            // Who closes a journal that is locked has waited long enough: what lies beside it is kept.
            if (change.IsKeptLate && JournalFile.IsBusy(error))
                change.Done.TrySetResult();
            else
                change.Done.TrySetException(unusable);
        }
        _late.Leave();
    }
}
