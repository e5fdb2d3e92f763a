using System.Collections.Concurrent;
using System.Globalization;
using MathPref.Shared;
using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>
/// The replies that were paid for, in a SQLite file (WAL). A write is done when it is committed, and survives the end of the process at any
/// moment. Several processes may share a file: who is about to ask claims the request, and who wants the same waits for the answer.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const decimal Nano = 1_000_000_000;

    /// <summary>Nobody: no drawn owner is below 0.</summary>
    private const long NoOwner = -1;

    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>A wait for another process is told of after it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>By real path, in capitals where case tells no files apart.</summary>
    private static readonly Dictionary<string, Journal> s_open = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly string _file;
    private readonly string _name;
    private readonly SqliteConnection _reader;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _readClaim;
    private readonly Lock _readLock = new();
    private readonly JournalWriter _writer;
    private readonly JournalNeighbours _neighbours;
    private readonly Lazy<JournalOwner> _owner;
    private Task _takingIn = Task.CompletedTask;
    private int _users;

    private Journal(string path, string file, string name)
    {
        (_path, _file, _name) = (path, file, name);
        SqliteConnection? writer = null;
        SqliteConnection? reader = null;
        try
        {
            writer = JournalFile.Open(file, path);
            reader = JournalFile.Connect(file);
            _writer = new JournalWriter(writer, file, path);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            writer?.Dispose();
            reader?.Dispose();
            throw JournalFile.Unusable(path, error);
        }
        _reader = reader;
        _read = Reading("SELECT reply FROM replies WHERE key = $key");
        _readClaim = Reading("SELECT owner FROM claims WHERE key = $key");
        _neighbours = new JournalNeighbours(file, TimeProvider.System);
        _owner = new Lazy<JournalOwner>(() => JournalOwner.Begin(file));
    }

    /// <summary>Calls that are under way, so that an equal one waits for them instead of asking as well.</summary>
    public ConcurrentDictionary<string, Task> UnderWay { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Opens the journal or shares the one that is open, however its path is spelt, and takes in what lies beside it. Throws
    /// <see cref="JournalException"/> for a file that is torn, foreign or not writable.
    /// </summary>
    /// <param name="path">A full path; the file is made where it is missing.</param>
    public static Journal Open(string path)
    {
        string file;
        string name;
        try
        {
            file = JournalFile.RealPathOf(path);
            name = RealPath.KeyOf(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw JournalFile.Unusable(path, error);
        }
        lock (s_open)
        {
            // Who used one that was taken away goes on failing; whoever comes gets what is there now.
            if (!s_open.TryGetValue(name, out var journal) || JournalFile.HasMoved(journal._reader))
            {
                journal = new Journal(path, file, name);
                journal.TidyUp();
                s_open[name] = journal;
            }
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
                _read.Parameters[0].Value = key;
                using var rows = _read.ExecuteReader();
                return rows.Read() ? JournalEntry.FromJson(rows.GetFieldValue<byte[]>(0)) : null;
            }
        }
        catch (Exception error) when (error is SqliteException or System.Text.Json.JsonException)
        {
            throw JournalFile.Unusable(_path, error);
        }
    }

    /// <summary>
    /// Keeps a reply; an older one under the same key gives way, and this process's claim ends. It is committed when the task ends, or lies
    /// beside a journal that was closed while another program had locked it.
    /// </summary>
    /// <param name="key">The request.</param>
    /// <param name="model">Who was asked.</param>
    /// <param name="entry">The reply.</param>
    /// <param name="onWait">Told in words when it has to wait for another program, on any thread.</param>
    public Task WriteAsync(byte[] key, string model, JournalEntry entry, Action<string>? onWait = null)
    {
        var reply = entry.ToJson();
        return _writer.WriteAsync(
            statements =>
            {
                statements.Keep(key, model, reply);
                Release(statements, key);
            },
            new LateChange(model, key, reply),
            onWait);
    }

    /// <summary>Notes what an attempt costs, or may cost at most while it is under way; what was noted before under the same id gives way.</summary>
    public Task NoteCostAsync(long id, string model, decimal dollars)
    {
        var nanodollars = ToNanodollars(dollars);
        return _writer.WriteAsync(
            statements => statements.NoteCost(id, model, nanodollars), new LateChange(model, Cost: id, Nanodollars: nanodollars));
    }

    /// <summary>USD of all attempts that were noted here, by whatever process; one that a kill ended counts with the most that it could cost.</summary>
    public decimal NotedCost()
    {
        if (!_takingIn.IsCompletedSuccessfully)
            throw new JournalException(_path, "another program has locked it, and what calls cost still lies beside it. Run it again later.");
        try
        {
            using var sum = _reader.CreateCommand();
            // As a floating number, which holds whole millions of dollars exactly: a sum of absurd notes overflows the other, and nothing would open.
            sum.CommandText = "SELECT total(nanodollars) FROM costs";
            lock (_readLock)
                return Convert.ToDecimal(sum.ExecuteScalar(), CultureInfo.InvariantCulture) / Nano;
        }
        catch (SqliteException error)
        {
            throw JournalFile.Unusable(_path, error);
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
            throw JournalFile.Unusable(_path, error);
        }
        Task.WhenAll(earlier.Select(answer => NoteCostAsync(answer.Id, model, answer.Dollars))).GetAwaiter().GetResult();
        return earlier.Sum(answer => answer.Dollars);
    }

    /// <summary>
    /// Claims a request, so that no other process asks it. Gives null when it is claimed, and else the process that has it: to be waited for
    /// with <see cref="WaitForOtherAsync"/>.
    /// </summary>
    /// <param name="key">The request.</param>
    /// <param name="over">A process whose claim is passed over, since it is gone.</param>
    /// <param name="onWait">Told in words when it has to wait for another program, on any thread.</param>
    /// <param name="cancellationToken">Ends the wait; the claim is given back.</param>
    public async Task<long?> ClaimAsync(byte[] key, long? over, Action<string>? onWait, CancellationToken cancellationToken)
    {
        long owner;
        try
        {
            owner = _owner.Value.Id;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalFile.Unusable(_path, error);
        }
        long holder = 0;
        var claiming = _writer.WriteAsync(statements => holder = statements.Claim(key, owner, over ?? NoOwner), onWait: onWait);
        try
        {
            await claiming.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ReleaseClaim(key);
            throw;
        }
        return holder == owner ? null : holder;
    }

    /// <summary>Whether a claim of this process is still its own: others take over from one that has stood still for long.</summary>
    public bool HoldsClaim(byte[] key) => _owner.IsValueCreated && HolderOf(key) == _owner.Value.Id;

    /// <summary>Ends a claim without an answer.</summary>
    public void ReleaseClaim(byte[] key)
    {
        try
        {
            _ = _writer.WriteAsync(statements => Release(statements, key));
        }
        catch (ObjectDisposedException)
        {
            // The claim ended with its owner.
        }
    }

    /// <summary>
    /// Waits until another process has no claim on a request any more. Gives that process where it is gone with its claim, which may be
    /// passed over then, and else null.
    /// </summary>
    public async Task<long?> WaitForOtherAsync(byte[] key, long other, Action<string>? onWait, CancellationToken cancellationToken)
    {
        for (var look = 0; HolderOf(key) == other; look++)
        {
            if (_neighbours.IsGone(other))
            {
                // What it could not write any more it has left beside the journal.
                await TakeInAsync().ConfigureAwait(false);
                return other;
            }
            if (look * s_lookInterval == s_patience)
                onWait?.Invoke($"Another process is asking the same of the journal {_path}: its answers are waited for.");
            await Task.Delay(s_lookInterval, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        return null;
    }

    public void Dispose()
    {
        lock (s_open)
        {
            if (--_users > 0)
                return;
            if (s_open.GetValueOrDefault(_name) == this)
                s_open.Remove(_name);
        }
        Close();
    }

    /// <summary>Rounded up: a budget is never exceeded by what was rounded away.</summary>
    private static long ToNanodollars(decimal dollars) => (long)Math.Ceiling(Math.Min(dollars, long.MaxValue / 1024 / Nano) * Nano);

    private SqliteCommand Reading(string text)
    {
        var command = _reader.CreateCommand();
        command.CommandText = text;
        command.Parameters.Add("$key", SqliteType.Blob);
        return command;
    }

    private void Release(JournalStatements statements, byte[] key)
    {
        if (_owner.IsValueCreated)
            statements.Release(key, _owner.Value.Id);
    }

    private long? HolderOf(byte[] key)
    {
        try
        {
            lock (_readLock)
            {
                _readClaim.Parameters[0].Value = key;
                return (long?)_readClaim.ExecuteScalar();
            }
        }
        catch (SqliteException error)
        {
            throw JournalFile.Unusable(_path, error);
        }
    }

    private void Close()
    {
        _writer.Dispose();
        lock (_readLock)
        {
            _read.Dispose();
            _readClaim.Dispose();
            _reader.Dispose();
        }
        // Until now others had to wait for what was claimed here.
        if (_owner.IsValueCreated)
            _owner.Value.Dispose();
    }

    private void TidyUp()
    {
        try
        {
            _takingIn = TidyUpAsync();
            // One that is locked may be used: nothing is asked before it is taken in, since a claim is behind it.
            _takingIn.WaitAsync(s_patience).ConfigureAwait(false).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
        }
        catch (Exception error)
        {
            Close();
            throw error as JournalException ?? JournalFile.Unusable(_path, error);
        }
    }

    /// <summary>Removes what processes that were killed have left, and takes in what lies beside the file.</summary>
    private Task TidyUpAsync()
    {
        JournalOwner.Clean(_file);
        var owners = new List<long>();
        using (var claims = _reader.CreateCommand())
        {
            claims.CommandText = "SELECT DISTINCT owner FROM claims";
            using var rows = claims.ExecuteReader();
            while (rows.Read())
                owners.Add(rows.GetInt64(0));
        }
        foreach (var gone in owners.Where(_neighbours.IsGone))
            _ = _writer.WriteAsync(statements => statements.ReleaseAll(gone));
        return TakeInAsync();
    }

    private async Task TakeInAsync()
    {
        var files = LateFile.Beside(_file).OrderBy(File.GetLastWriteTimeUtc).ToList();
        if (files.Count == 0)
            return;
        var taken = new List<string>();
        await _writer.WriteAsync(statements =>
        {
            taken.Clear();
            taken.AddRange(files.Where(file => LateFile.TakeIn(file, statements)));
        }).ConfigureAwait(false);
        taken.ForEach(LateFile.Forget);
    }
}
