using System.Globalization;
using System.Runtime.InteropServices;
using MathPref.Shared;
using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>A journal as a file: how it is called, how it is opened, and whether it is still the same.</summary>
internal static partial class JournalFile
{
    public const string NotOurs = "it is not a journal of MathPref. Give another -Journal.";

    /// <summary>"MPJ1", which marks the file as ours.</summary>
    private const int ApplicationId = 0x4D504A31;

    /// <summary>
    /// What the tables are and what they mean. One that is not noted in the file is the first. Claims are no part of it: who does not know
    /// them asks what another process asks too, and breaks nothing.
    /// </summary>
    private const int Form = 1;

    /// <summary>For a file that is opened or read; what is written waits longer.</summary>
    private const int PatienceSeconds = 30;

    /// <summary>SQLITE_FCNTL_HAS_MOVED: whether the path leads to another file now, by its inode, or to none.</summary>
    private const int HasMovedOperation = 20;

    /// <summary>The one path of a journal, however it is spelt: without links, dots and a slash at the end.</summary>
    public static string RealPathOf(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var real = Path.Combine(RealPath.Of(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full));
        return new FileInfo(real).LinkTarget is not null && File.ResolveLinkTarget(real, returnFinalTarget: true) is { } target
            ? RealPathOf(target.FullName)
            : real;
    }

    /// <summary>
    /// Opens the database, which is made where it is missing. Throws <see cref="JournalException"/> for one that is torn, foreign or of a
    /// newer form, and what SQLite throws.
    /// </summary>
    /// <param name="file">Its real path.</param>
    /// <param name="path">As it was given, for messages.</param>
    public static SqliteConnection Open(string file, string path)
    {
        // A checkpoint of another process may end between the looks: what is torn stays torn.
        if (LooksTorn(file, path) && LooksTorn(file, path))
            throw Torn(path);
        var connection = Connect(file);
        try
        {
            Prepare(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens it for a look: nothing is made, and nothing in it is changed. Gives null where there is none, or one without tables. Throws
    /// <see cref="JournalException"/> as <see cref="Open"/> does, and what SQLite throws.
    /// </summary>
    /// <param name="file">Its real path.</param>
    /// <param name="path">As it was given, for messages.</param>
    public static SqliteConnection? OpenToRead(string file, string path)
    {
        if (new FileInfo(file) is not { Exists: true, Length: > 0 })
            return null;
        if (LooksTorn(file, path) && LooksTorn(file, path))
            throw Torn(path);
        // Where nobody has it open it is read as it lies there: SQLite would make files beside it otherwise.
        var connection = Connect(
            File.Exists(file + "-wal") ? file : "file:" + Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1",
            SqliteOpenMode.ReadOnly);
        try
        {
            Identify(connection, path);
            if (Number(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('replies', 'costs')") == 2)
                return connection;
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection Connect(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();
        SetPatience(connection, TimeSpan.FromSeconds(PatienceSeconds));
        return connection;
    }

    /// <summary>How long a statement waits for another program; in whole seconds.</summary>
    public static void SetPatience(SqliteConnection connection, TimeSpan patience)
    {
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {patience.TotalMilliseconds / 2:0}"));
        connection.DefaultTimeout = (int)patience.TotalSeconds;
    }

    /// <summary>Whether the file was deleted, moved or replaced since it was opened: what is written would be gone with it.</summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var hasMoved = 0;
        // A system where an open file cannot be moved has no such question, and leaves the answer alone.
        return FileControl(connection.Handle!.DangerousGetHandle(), null, HasMovedOperation, ref hasMoved) == 0 && hasMoved != 0;
    }

    /// <summary>
    /// What a file that was taken away still has in its <c>-wal</c> goes into it, wherever it is now, and what was beside it goes too: SQLite would
    /// lay it over the file that has its place now.
    /// </summary>
    public static void BringHome(SqliteConnection connection, string file)
    {
        var log = new FileInfo(file + "-wal");
        if (!log.Exists || log.Length == 0)
            return;
        try
        {
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            log.Refresh();
            // One that is not empty now belongs to somebody else.
            if (log.Exists && log.Length == 0)
            {
                File.Delete(file + "-wal");
                File.Delete(file + "-shm");
            }
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            // The message of the error that follows says what to take away.
        }
    }

    /// <summary>The files of a kind that lie beside a journal, by what follows its name in theirs.</summary>
    public static IReadOnlyList<string> Beside(string file, string mark)
    {
        var start = Path.GetFileName(file) + mark;
        return Directory.EnumerateFiles(Path.GetDirectoryName(file)!)
            .Where(other => Path.GetFileName(other).StartsWith(start, StringComparison.Ordinal))
            .ToList();
    }

    /// <summary>What keeps a journal from being used, in words.</summary>
    public static JournalException Unusable(string path, Exception error, string after = "") => new(
        path,
        error switch
        {
            SqliteException { SqliteErrorCode: 26 } => NotOurs,
            SqliteException { SqliteErrorCode: 14 } when !Directory.Exists(Path.GetDirectoryName(path)) => "its folder does not exist.",
            _ when IsBusy(error) => "another program has locked it.",
            _ => error.Message,
        } + after,
        error);

    /// <summary>Whether another program has locked the file (SQLITE_BUSY, SQLITE_LOCKED): it can be waited for.</summary>
    public static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 };

    /// <summary>
    /// A database whose end is missing would be read without complaint until a lost page is met. While a -wal file stands beside it the
    /// end may lie there, and SQLite sees to it.
    /// </summary>
    private static bool LooksTorn(string file, string path)
    {
        if (!File.Exists(file))
            return false;
        using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (content.Length == 0)
            return false;
        var header = new byte[100];
        if (content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
            throw new JournalException(path, NotOurs);
        var pageSize = (header[16] << 8) | header[17];
        long pages = ((uint)header[28] << 24) | ((uint)header[29] << 16) | ((uint)header[30] << 8) | header[31];
        return content.Length < pages * (pageSize == 1 ? 65536 : pageSize) && new FileInfo(file + "-wal") is not { Exists: true, Length: > 0 };
    }

    private static JournalException Torn(string path) => new(
        path,
        "its end is missing. Put a whole copy (with its -wal file, if it has one) in its place, or move it away to begin a new one.");

    /// <summary>Throws <see cref="JournalException"/> for a database that is not a journal, or one of a newer form.</summary>
    private static (long Id, long Form) Identify(SqliteConnection connection, string path)
    {
        // In this order: another process may be making it, and commits tables and id together.
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        var id = Number(connection, "PRAGMA application_id");
        if (id != ApplicationId && (id != 0 || tables > 0))
            throw new JournalException(path, "it is the database of another program. Give another -Journal.");
        var form = Number(connection, "PRAGMA user_version");
        if (form > Form)
            throw new JournalException(path, $"a newer MathPref wrote it (form {form}; this one knows form {Form}). " +
                "Update the module, or give another -Journal.");
        return (id, form);
    }

    private static void Prepare(SqliteConnection connection, string path)
    {
        var (id, form) = Identify(connection, path);
        Execute(connection, "PRAGMA journal_mode = WAL");
        // Safe against the end of the process; a loss of power may cost the last commits, never the file.
        Execute(connection, "PRAGMA synchronous = NORMAL");
        // One that is as it should be is opened without a write, even while another program has locked it.
        if (id == ApplicationId && form == Form && Number(connection, "SELECT count(*) FROM sqlite_master WHERE name IN ('replies', 'costs', 'claims')") == 3)
            return;
        Execute(connection, "BEGIN IMMEDIATE");
        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Form}");
        Execute(connection, "CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, model TEXT NOT NULL, reply BLOB NOT NULL) WITHOUT ROWID");
        Execute(connection, "CREATE TABLE IF NOT EXISTS costs (id INTEGER PRIMARY KEY, model TEXT NOT NULL, nanodollars INTEGER NOT NULL)");
        Execute(connection, "CREATE TABLE IF NOT EXISTS claims (key BLOB PRIMARY KEY, owner INTEGER NOT NULL) WITHOUT ROWID");
        Execute(connection, "COMMIT");
    }

    private static long Number(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(nint connection, string? database, int operation, ref int answer);
}
