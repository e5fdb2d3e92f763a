using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>
/// The replies that were paid for, in a SQLite file (WAL). One writer commits what has come together since its last commit; a write
/// is done when it is committed, and survives the end of the process at any moment. Several processes may share a file.
/// </summary>
internal sealed class Journal : IDisposable
{
    /// <summary>"MPJ1", which marks the file as ours.</summary>
    private const int ApplicationId = 0x4D504A31;

    /// <summary>What the tables are and what they mean. One that is not noted in the file is the first.</summary>
    private const int Form = 1;

    private const int BusyMilliseconds = 30_000;
    private const int LargestCommit = 1024;
    private const decimal Nano = 1_000_000_000;
    private const string NotOurs = "it is not a journal of MathPref. Give another -Journal.";

    private static readonly TimeSpan s_lookInterval = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Journal> s_open = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private readonly string _path;
    private readonly SqliteConnection _reader;
    private readonly SqliteCommand _read;
    private readonly SqliteParameter _readKey;
    private readonly Lock _readLock = new();
    private readonly SqliteConnection _writer;
    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;
    private int _users;

    /// <summary>One change, which is made together with those that wait beside it.</summary>
    private sealed record Write(Action<JournalStatements> Make, TaskCompletionSource Done);

    private Journal(string path)
    {
        _path = path;
        SqliteConnection? writer = null;
        SqliteConnection? reader = null;
        try
        {
            // A checkpoint of another process may end between the looks: what is torn stays torn.
            if (LooksTorn(path) && LooksTorn(path))
                throw new JournalException(path, "its end is missing. Put a whole copy (with its -wal file, if it has one) in its place, or move it away " +
                    "to begin a new one.");
            writer = Connect(path);
            Prepare(writer);
            reader = Connect(path);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            writer?.Dispose();
            reader?.Dispose();
            throw Unusable(error);
        }
        catch (JournalException)
        {
            writer?.Dispose();
            throw;
        }
        (_writer, _reader) = (writer, reader);
        _read = _reader.CreateCommand();
        _read.CommandText = "SELECT reply FROM replies WHERE key = $key";
        _readKey = _read.Parameters.Add("$key", SqliteType.Blob);
        _writing = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Calls that are under way, so that an equal one waits for them instead of asking as well.</summary>
    public ConcurrentDictionary<string, Task> UnderWay { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Opens the journal or shares the one that is open. Throws <see cref="JournalException"/> for a file that is torn, foreign or not
    /// writable.
    /// </summary>
    /// <param name="path">A full path; the file is made where it is missing.</param>
    public static Journal Open(string path)
    {
        lock (s_open)
        {
            if (!s_open.TryGetValue(path, out var journal))
                s_open[path] = journal = new Journal(path);
            journal._users++;
            return journal;
        }
    }

    /// <summary>The reply under a key, or null.</summary>
    public JournalEntry? Read(byte[] key)
    {
        try
        {
            lock (_readLock)
            {
                _readKey.Value = key;
                using var rows = _read.ExecuteReader();
                return rows.Read() ? JournalEntry.FromJson(rows.GetFieldValue<byte[]>(0)) : null;
            }
        }
        catch (Exception error) when (error is SqliteException or System.Text.Json.JsonException)
        {
            throw Unusable(error);
        }
    }

    /// <summary>Keeps a reply; an older one under the same key gives way. It is committed when the task ends.</summary>
    public Task WriteAsync(byte[] key, string model, JournalEntry entry)
    {
        var reply = entry.ToJson();
        return WriteAsync(statements => statements.Keep(key, model, reply));
    }

    /// <summary>Notes what an attempt costs, or may cost at most while it is under way; what was noted before under the same id gives way.</summary>
    public Task NoteCostAsync(long id, string model, decimal dollars) => WriteAsync(statements => statements.NoteCost(id, model, ToNanodollars(dollars)));

    /// <summary>USD of all attempts that were noted here, by whatever process; one that a kill ended counts with the most that it could cost.</summary>
    public decimal NotedCost()
    {
        try
        {
            using var sum = _reader.CreateCommand();
            // As a floating number, which holds whole millions of dollars exactly: a sum of absurd notes overflows the other, and nothing would open.
            sum.CommandText = "SELECT total(nanodollars) FROM costs";
            lock (_readLock)
                return Convert.ToDecimal(sum.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) / Nano;
        }
        catch (SqliteException error)
        {
            throw Unusable(error);
        }
    }

    /// <summary>
    /// Notes what the answers cost that were asked of a model while its price was not known: once for each, whatever the price is later. Gives USD.
    /// </summary>
    public decimal PriceEarlier(string model, Price price)
    {
        var earlier = new List<(long Id, decimal Dollars)>();
        try
        {
            using var answers = _reader.CreateCommand();
            answers.CommandText = "SELECT key, reply FROM replies WHERE model = $model AND instr(reply, $mark) > 0";
            answers.Parameters.AddWithValue("$model", model);
            answers.Parameters.AddWithValue("$mark", JournalEntry.UnpricedMark);
            using var noted = _reader.CreateCommand();
            noted.CommandText = "SELECT 1 FROM costs WHERE id = $id";
            var id = noted.Parameters.Add("$id", SqliteType.Integer);
            lock (_readLock)
            {
                using var rows = answers.ExecuteReader();
                while (rows.Read())
                {
                    // Of the key, so that it is the same each time.
                    id.Value = BitConverter.ToInt64(rows.GetFieldValue<byte[]>(0));
                    if (JournalEntry.FromJson(rows.GetFieldValue<byte[]>(1)).Unpriced is { } tokens && noted.ExecuteScalar() is null)
                        earlier.Add(((long)id.Value, price.Of(tokens.Input, tokens.Output)));
                }
            }
        }
        catch (Exception error) when (error is SqliteException or System.Text.Json.JsonException)
        {
            throw Unusable(error);
        }
        Task.WhenAll(earlier.Select(answer => NoteCostAsync(answer.Id, model, answer.Dollars))).GetAwaiter().GetResult();
        return earlier.Sum(answer => answer.Dollars);
    }

    private Task WriteAsync(Action<JournalStatements> make)
    {
        var write = new Write(make, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _writes.Writer.TryWrite(write) ? write.Done.Task : throw new ObjectDisposedException(_path);
    }

    /// <summary>Rounded up: a budget is never exceeded by what was rounded away.</summary>
    private static long ToNanodollars(decimal dollars) => (long)Math.Ceiling(Math.Min(dollars, long.MaxValue / 1024 / Nano) * Nano);

    public void Dispose()
    {
        lock (s_open)
        {
            if (--_users > 0)
                return;
            s_open.Remove(_path);
        }
        _writes.Writer.Complete();
        _writing.Wait();
        lock (_readLock)
        {
            _read.Dispose();
            _reader.Dispose();
        }
        _writer.Dispose();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        connection.Open();
        Execute(connection, $"PRAGMA busy_timeout = {BusyMilliseconds}");
        return connection;
    }

    /// <summary>
    /// A database whose end is missing would be read without complaint until a lost page is met. While a -wal file stands beside it the
    /// end may lie there, and SQLite sees to it.
    /// </summary>
    private static bool LooksTorn(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length == 0)
            return false;
        var header = new byte[100];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
            throw new JournalException(path, NotOurs);
        var pageSize = (header[16] << 8) | header[17];
        long pages = ((uint)header[28] << 24) | ((uint)header[29] << 16) | ((uint)header[30] << 8) | header[31];
        return file.Length < pages * (pageSize == 1 ? 65536 : pageSize) && new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };
    }

    private void Prepare(SqliteConnection connection)
    {
        var id = Convert.ToInt64(Scalar(connection, "PRAGMA application_id"), System.Globalization.CultureInfo.InvariantCulture);
        var tables = Convert.ToInt64(Scalar(connection, "SELECT count(*) FROM sqlite_master"), System.Globalization.CultureInfo.InvariantCulture);
        if (id != ApplicationId && (id != 0 || tables > 0))
            throw new JournalException(_path, "it is the database of another program. Give another -Journal.");
        if (Convert.ToInt64(Scalar(connection, "PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture) is > Form and var form)
            throw new JournalException(_path, $"a newer MathPref wrote it (form {form}; this one knows form {Form}). " +
                "Update the module, or give another -Journal.");
        Execute(connection, "PRAGMA journal_mode = WAL");
        // Safe against the end of the process; a loss of power may cost the last commits, never the file.
        Execute(connection, "PRAGMA synchronous = NORMAL");
        Execute(connection, "BEGIN IMMEDIATE");
        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Form}");
        Execute(connection, "CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, model TEXT NOT NULL, reply BLOB NOT NULL) WITHOUT ROWID");
        Execute(connection, "CREATE TABLE IF NOT EXISTS costs (id INTEGER PRIMARY KEY, model TEXT NOT NULL, nanodollars INTEGER NOT NULL)");
        Execute(connection, "COMMIT");
    }

    private void WriteAll()
    {
        using var statements = new JournalStatements(_writer);
        var together = new List<Write>(LargestCommit);
        var looked = Stopwatch.GetTimestamp();
        while (_writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            together.Clear();
            while (together.Count < LargestCommit && _writes.Reader.TryRead(out var write))
                together.Add(write);
            try
            {
                using var transaction = _writer.BeginTransaction();
                statements.Transaction = transaction;
                together.ForEach(change => change.Make(statements));
                transaction.Commit();
                // A file that was taken away goes on being written to, and is gone with the process.
                if (Stopwatch.GetElapsedTime(looked) > s_lookInterval)
                {
                    looked = Stopwatch.GetTimestamp();
                    if (!File.Exists(_path))
                        throw new FileNotFoundException("it was deleted or moved while it was in use. What came since is not kept; put it back, or run again.");
                }
                together.ForEach(change => change.Done.TrySetResult());
            }
            catch (Exception error)
            {
                var unusable = Unusable(error);
                together.ForEach(change => change.Done.TrySetException(unusable));
            }
        }
    }

    private JournalException Unusable(Exception error) => new(
        _path,
        error switch
        {
            SqliteException { SqliteErrorCode: 26 } => NotOurs,
            SqliteException { SqliteErrorCode: 14 } when !Directory.Exists(Path.GetDirectoryName(_path)) => "its folder does not exist.",
            _ => error.Message,
        },
        error);

    private static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
