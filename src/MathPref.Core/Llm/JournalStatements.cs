using Microsoft.Data.Sqlite;

namespace MathPref.Core.Llm;

/// <summary>What a journal's one writer does, as statements that are prepared once.</summary>
internal sealed class JournalStatements : IDisposable
{
    private readonly SqliteCommand _keep;
    private readonly SqliteCommand _cost;

    public JournalStatements(SqliteConnection connection)
    {
        _keep = connection.CreateCommand();
        _keep.CommandText = "INSERT INTO replies (key, model, reply) VALUES ($key, $model, $reply) ON CONFLICT (key) DO UPDATE SET model = excluded.model, " +
            "reply = excluded.reply";
        _keep.Parameters.Add("$key", SqliteType.Blob);
        _keep.Parameters.Add("$model", SqliteType.Text);
        _keep.Parameters.Add("$reply", SqliteType.Blob);
        _cost = connection.CreateCommand();
        _cost.CommandText = "INSERT INTO costs (id, model, nanodollars) VALUES ($id, $model, $nanodollars) ON CONFLICT (id) DO UPDATE SET nanodollars = " +
            "excluded.nanodollars";
        _cost.Parameters.Add("$id", SqliteType.Integer);
        _cost.Parameters.Add("$model", SqliteType.Text);
        _cost.Parameters.Add("$nanodollars", SqliteType.Integer);
    }

    /// <summary>In which the statements take part.</summary>
    public SqliteTransaction? Transaction
    {
        set => (_keep.Transaction, _cost.Transaction) = (value, value);
    }

    public void Keep(byte[] key, string model, byte[] reply) => Execute(_keep, key, model, reply);

    public void NoteCost(long id, string model, long nanodollars) => Execute(_cost, id, model, nanodollars);

    public void Dispose()
    {
        _keep.Dispose();
        _cost.Dispose();
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
