using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>A journal that is only looked into, for a plan: no file is made or changed, and nobody is kept from it.</summary>
internal sealed class JournalPeek : IDisposable
{
    private const decimal Nano = 1_000_000_000;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _read;

    private JournalPeek(string path, SqliteConnection connection)
    {
        (_path, _connection) = (path, connection);
        _read = connection.CreateCommand();
        _read.CommandText = "SELECT reply FROM replies WHERE key = $key";
        _read.Parameters.Add("$key", SqliteType.Blob);
    }

    /// <summary>Gives null where there is no journal. Throws <see cref="JournalException"/> for a file that is torn, foreign or of a newer form.</summary>
    /// <param name="path">A full path.</param>
    public static JournalPeek? Open(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JournalFile.OpenToRead(JournalFile.RealPathOf(path), path) is { } connection ? new JournalPeek(path, connection) : null;
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw JournalFile.Unusable(path, error);
        }
    }

    /// <summary>Replies that it holds, to whatever was asked.</summary>
    public long Answers => Convert.ToInt64(Scalar("SELECT count(*) FROM replies"), CultureInfo.InvariantCulture);

    /// <summary>USD of all attempts that were noted in it.</summary>
    public decimal NotedCost => Convert.ToDecimal(Scalar("SELECT total(nanodollars) FROM costs"), CultureInfo.InvariantCulture) / Nano;

    /// <summary>The reply under a key, or null.</summary>
    public JournalEntry? Read(byte[] key)
    {
        try
        {
            _read.Parameters[0].Value = key;
            using var rows = _read.ExecuteReader();
            return rows.Read() ? JournalEntry.FromJson(rows.GetFieldValue<byte[]>(0)) : null;
        }
        catch (Exception error) when (error is SqliteException or System.Text.Json.JsonException)
        {
            throw JournalFile.Unusable(_path, error);
        }
    }

    public void Dispose()
    {
        _read.Dispose();
        _connection.Dispose();
    }

    private object? Scalar(string text)
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = text;
            return command.ExecuteScalar();
        }
        catch (SqliteException error)
        {
            throw JournalFile.Unusable(_path, error);
        }
    }
}
