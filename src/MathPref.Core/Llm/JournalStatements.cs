using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>What a journal's one writer does, as statements that are prepared once.</summary>
internal sealed class JournalStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteCommand> _all = [];
    private readonly SqliteCommand _keep;
    private readonly SqliteCommand _cost;
    private readonly SqliteCommand _claim;
    private readonly SqliteCommand _holder;
    private readonly SqliteCommand _release;
    private readonly SqliteCommand _releaseAll;

    public JournalStatements(SqliteConnection connection)
    {
        _connection = connection;
        _keep = Make(
            "INSERT INTO replies (key, model, reply) VALUES ($key, $model, $reply) ON CONFLICT (key) DO UPDATE SET model = excluded.model, " +
                "reply = excluded.reply",
            ("$key", SqliteType.Blob), ("$model", SqliteType.Text), ("$reply", SqliteType.Blob));
        _cost = Make(
            "INSERT INTO costs (id, model, nanodollars) VALUES ($id, $model, $nanodollars) ON CONFLICT (id) DO UPDATE SET nanodollars = excluded.nanodollars",
            ("$id", SqliteType.Integer), ("$model", SqliteType.Text), ("$nanodollars", SqliteType.Integer));
        _claim = Make(
            "INSERT INTO claims (key, owner) VALUES ($key, $owner) ON CONFLICT (key) DO UPDATE SET owner = excluded.owner WHERE owner IN ($owner, $over)",
            ("$key", SqliteType.Blob), ("$owner", SqliteType.Integer), ("$over", SqliteType.Integer));
        _holder = Make("SELECT owner FROM claims WHERE key = $key", ("$key", SqliteType.Blob));
        _release = Make("DELETE FROM claims WHERE key = $key AND owner = $owner", ("$key", SqliteType.Blob), ("$owner", SqliteType.Integer));
        _releaseAll = Make("DELETE FROM claims WHERE owner = $owner", ("$owner", SqliteType.Integer));
    }

    /// <summary>In which the statements take part.</summary>
    public SqliteTransaction? Transaction
    {
        set => _all.ForEach(command => command.Transaction = value);
    }

    public void Keep(byte[] key, string model, byte[] reply) => Execute(_keep, key, model, reply);

    public void NoteCost(long id, string model, long nanodollars) => Execute(_cost, id, model, nanodollars);

    /// <summary>Gives who has the claim on a key: <paramref name="owner"/> where nobody had it, or only who may be passed over.</summary>
    public long Claim(byte[] key, long owner, long over)
    {
        if (Execute(_claim, key, owner, over) > 0)
            return owner;
        _holder.Parameters[0].Value = key;
        return (long)_holder.ExecuteScalar()!;
    }

    public void Release(byte[] key, long owner) => Execute(_release, key, owner);

    public void ReleaseAll(long owner) => Execute(_releaseAll, owner);

    public void Dispose() => _all.ForEach(command => command.Dispose());

    private SqliteCommand Make(string text, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, type) in parameters)
            command.Parameters.Add(name, type);
        _all.Add(command);
        return command;
    }

    private static int Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery();
    }
}
