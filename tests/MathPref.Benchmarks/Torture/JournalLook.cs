using Microsoft.Data.Sqlite;

namespace MathPref.Benchmarks.Torture;

/// <summary>The keys of the answers that a journal holds, while no process uses it.</summary>
internal static class JournalLook
{
    public static IReadOnlySet<string> Keys(string journal)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (!File.Exists(journal))
            return keys;
        // A copy: to open the file itself would bring its -wal home, and the next execution is to find what the kill left.
        var copy = Directory.CreateTempSubdirectory("mathpref-torture-look").FullName;
        try
        {
            foreach (var part in (string[])["", "-wal"])
            {
                if (File.Exists(journal + part))
                    File.Copy(journal + part, Path.Combine(copy, "journal.db" + part));
            }
            using var connection = new SqliteConnection($"Data Source={Path.Combine(copy, "journal.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'replies'";
            if ((long)command.ExecuteScalar()! == 0)
                return keys;
            command.CommandText = "SELECT hex(key) FROM replies";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                keys.Add(rows.GetString(0));
            return keys;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
