using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>
/// Rows on their way into Parquet. All shards of a config share one schema, which is known when the last row has come: until then the
/// rows lie in a file of JSON lines (so that what an interruption leaves can be read), and the types are learnt from them.
/// </summary>
public sealed class RowSpool : IDisposable
{
    private readonly SchemaLearner _learner;
    private readonly bool _takesAny;
    private JsonLinesWriter? _writer;

    /// <summary>
    /// Begins the file of JSON lines; what was at that path is replaced. Spools of one config share their learner. With
    /// <paramref name="takesAny"/> rows need not go together, and <see cref="IsMixed"/> tells when they did not: Parquet cannot be made then.
    /// </summary>
    public RowSpool(string path, SchemaLearner? learner = null, bool takesAny = false)
    {
        Path = path;
        _learner = learner ?? new SchemaLearner();
        _takesAny = takesAny;
        _writer = new JsonLinesWriter(path);
    }

    public string Path { get; }

    /// <summary>Rows added so far.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there are rows that did not go with those before them.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>What the first of those rows ran against.</summary>
    public string? Conflict { get; private set; }

    /// <summary>What is known of the columns so far; <see cref="RowSchema.Settle"/> makes it what is written.</summary>
    public RowSchema Schema => _learner.Schema;

    /// <summary>
    /// Adds a row. Throws <see cref="InvalidOperationException"/> naming the column for a row that does not go with those before it or
    /// cannot be written; it is left out then.
    /// </summary>
    public void Add(Row row)
    {
        var writer = _writer ?? throw new ObjectDisposedException(nameof(RowSpool));
        ColumnType? schema = null;
        try
        {
            schema = IsMixed ? null : _learner.With(row);
        }
        catch (InvalidOperationException conflict) when (_takesAny)
        {
            Conflict = conflict.Message;
        }
        writer.Write(row);
        if (schema is null)
            IsMixed = true;
        else
            _learner.Learn(schema);
        Count++;
    }

    /// <summary>Closes the file; the rows stay in it.</summary>
    public void Dispose()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>
    /// Writes the rows as <c>train-00000-of-00003.parquet</c> and so on into a folder, where they first have names that no reader takes for a
    /// shard. A shard ends at the row group that would pass <paramref name="maximumShardBytes"/>; each has at least one. No shard is written
    /// where there are no rows. No row can be added any more.
    /// </summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="split">The split's name.</param>
    /// <param name="maximumShardBytes">How large a file may become, after compression.</param>
    /// <param name="schema">The schema of all splits together, where there are several; otherwise what these rows have.</param>
    /// <param name="layout">How the files are laid out.</param>
    /// <param name="onRow">Told how many rows have been written, after each.</param>
    /// <param name="cancellationToken">Ends the writing; no shard is left then.</param>
    public IReadOnlyList<ParquetShard> WriteShards(string folder, string split, long maximumShardBytes, RowSchema? schema = null,
        ParquetLayout? layout = null, Action<long>? onRow = null, CancellationToken cancellationToken = default)
    {
        Dispose();
        if (Count == 0)
            return [];
        var written = new List<string>();
        var counts = new List<(long Rows, long Uncompressed)>();
        try
        {
            var done = 0L;
            using var rows = JsonLinesReader.Read(Path, error => throw error).GetEnumerator();
            for (var more = rows.MoveNext(); more;)
            {
                written.Add(System.IO.Path.Combine(folder, $".incomplete-{split}-{written.Count:D5}.parquet"));
                using var file = new FileStream(written[^1], FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
                using var shard = new ParquetRowWriter(file, schema ?? Schema, layout);
                var (groups, lastPosition, lastSize) = (0, shard.Position, 0L);
                for (; more; more = rows.MoveNext())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (shard.RowGroups > groups)
                    {
                        (groups, lastSize, lastPosition) = (shard.RowGroups, shard.Position - lastPosition, shard.Position);
                        if (shard.Position + lastSize > maximumShardBytes)
                            break;
                    }
                    shard.Write(rows.Current);
                    onRow?.Invoke(++done);
                }
                shard.Complete();
                counts.Add((shard.Count, shard.UncompressedBytes));
            }
            var shards = new List<ParquetShard>();
            for (var i = 0; i < counts.Count; i++)
            {
                var target = System.IO.Path.Combine(folder, DistisetLayout.ShardName(split, i, counts.Count, "parquet"));
                File.Move(written[i], target, overwrite: true);
                written[i] = target;
                shards.Add(new ParquetShard(target, counts[i].Rows, new FileInfo(target).Length, counts[i].Uncompressed));
            }
            return shards;
        }
        catch
        {
            foreach (var file in written)
                File.Delete(file);
            throw;
        }
    }
}
