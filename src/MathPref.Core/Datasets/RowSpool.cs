using System.Globalization;
using MathPref.Core.Rows;
using MathPref.Parquet;

namespace MathPref.Core.Datasets;

/// <summary>
/// Rows on their way into Parquet. All shards of a config share one schema, which is known when the last row has come: until then the
/// rows lie in a file of JSON lines (so that what an interruption leaves can be read), and the types are learnt from them.
/// </summary>
public sealed class RowSpool : IDisposable
{
    private readonly SchemaLearner _learner;
    private readonly CellRules _rules;
    private readonly bool _takesAny;
    private JsonLinesWriter? _writer;

    /// <summary>
    /// Begins the file of JSON lines; what was at that path is replaced. Spools of one config share their learner and their rules. With
    /// <paramref name="takesAny"/> rows need not go together, and <see cref="IsMixed"/> tells when they did not: Parquet cannot be made then.
    /// </summary>
    internal RowSpool(string path, SchemaLearner? learner = null, bool takesAny = false, CellRules? rules = null)
    {
        Path = path;
        _learner = learner ?? new SchemaLearner(hasDecimals: !takesAny);
        _takesAny = takesAny;
        _rules = rules ?? (takesAny ? CellRules.ForJsonLines() : CellRules.ForParquet());
        _writer = new JsonLinesWriter(path, _rules);
    }

    /// <inheritdoc cref="RowSpool(string, SchemaLearner?, bool, CellRules?)"/>
    public RowSpool(string path)
        : this(path, null)
    {
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
    /// shard. A shard ends at the row group with which it would be larger than <paramref name="maximumShardBytes"/>; each has at least one. No shard
    /// is written where there are no rows. No row can be added any more.
    /// </summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="split">The split's name.</param>
    /// <param name="maximumShardBytes">How large a file may become, its footer included.</param>
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
        schema ??= Schema;
        var written = new List<string>();
        var counts = new List<(long Rows, long Uncompressed)>();
        try
        {
            var done = 0L;
            using var rows = JsonLinesReader.ReadOwn(Path).GetEnumerator();
            SealedRowGroup? carried = null;
            for (var more = rows.MoveNext(); more || carried is not null;)
            {
                written.Add(System.IO.Path.Combine(folder, $".incomplete-{split}-{written.Count:D5}.parquet"));
                using var file = new FileStream(written[^1], FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
                using var shard = new ParquetRowWriter(file, schema, layout, maximumShardBytes, carried);
                for (; more && shard.Left is null; more = rows.MoveNext())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (_rules.HasTexts)
                        Restore(rows.Current, schema.Root);
                    shard.Write(rows.Current);
                    onRow?.Invoke(++done);
                }
                carried = shard.Complete();
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

    /// <summary>Makes NaN and infinity of the texts that stand for them: in a column of doubles no row had another text.</summary>
    private static object? Restore(object? value, ColumnType type)
    {
        switch (value)
        {
            case string text when type.Kind is ColumnKind.Double:
                return double.Parse(text, CultureInfo.InvariantCulture);
            case Row row when type.Kind is ColumnKind.Struct:
                foreach (var field in type.Fields)
                {
                    if (row[field.Name] is { } inner && field.Type.Kind is ColumnKind.Double or ColumnKind.Struct or ColumnKind.List)
                        row[field.Name] = Restore(inner, field.Type);
                }
                return row;
            case object?[] list when type.Kind is ColumnKind.List:
                for (var i = 0; i < list.Length; i++)
                    list[i] = Restore(list[i], type.Item!);
                return list;
            default:
                return value;
        }
    }
}
