using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Runs;

/// <summary>The rows that a run makes, by the step whose rows they are: each becomes a config of the run's dataset.</summary>
internal sealed class RunLeaves(string root, string? preview) : IDisposable
{
    /// <summary>Rows that no step of ours made as they are.</summary>
    private const string ForeignRows = "rows";

    private readonly List<Leaf> _leaves = [];
    private JsonLinesWriter? _preview;

    private sealed class Leaf(string name, DistisetWriter? writer)
    {
        public string Name { get; } = name;

        public DistisetWriter? Writer { get; } = writer;

        public Stage Stage { get; } = new("Export-Distiset", "");

        public long Rows { get; set; }
    }

    /// <summary>Rows taken so far.</summary>
    public long Rows => _leaves.Sum(leaf => leaf.Rows);

    /// <summary>Configs that a cmdlet in the block wrote into the run's dataset itself.</summary>
    public HashSet<string> WrittenByBlock { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the block sent rows elsewhere by itself.</summary>
    public bool WentElsewhere { get; set; }

    /// <summary>
    /// Takes a row. Throws <see cref="InvalidOperationException"/> or <see cref="ArgumentException"/> for one that cannot be written, and
    /// <see cref="IOException"/> or <see cref="DatasetFormatException"/> where nothing can.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="made">The stage that made it; null where that is not known.</param>
    /// <param name="step">The step whose rows they are; null for the one that made it.</param>
    public void Take(Row row, Stage? made, string? step = null)
    {
        // A preview shows what leaves the block.
        if (preview is not null && step is not null)
            return;
        var name = step ?? made?.Step?.Names[0] ?? ForeignRows;
        var leaf = _leaves.Find(l => l.Name == name);
        if (leaf is null)
        {
            leaf = new Leaf(name, preview is null ? DistisetWriter.Open(new DistisetTarget { Root = root, Config = name, Force = true }) : null);
            _leaves.Add(leaf);
        }
        leaf.Stage.Take(made);
        var plain = PSRow.ToPlain(row);
        if (leaf.Writer is { } writer)
            writer.Write(plain);
        else if (preview!.Length > 0)
            (_preview ??= new JsonLinesWriter(preview)).Write(plain);
        leaf.Rows++;
    }

    /// <summary>Writes what was taken as the run's dataset: a single leaf as the config default, several by their names.</summary>
    /// <returns>The configs with their rows.</returns>
    public IReadOnlyDictionary<string, long> Complete(Action<string> onWarning, Action<long, long> onRow, CancellationToken cancellationToken)
    {
        var made = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var isAlone = _leaves.Count == 1 && WrittenByBlock.Count == 0 && _leaves[0].Name != ArgillaLeaf;
        var done = 0L;
        foreach (var leaf in _leaves)
        {
            var config = isAlone ? DistisetLayout.DefaultConfig : leaf.Name;
            leaf.Writer!.MoveTo(config, cancellationToken);
            leaf.Stage.Command = $"Export-Distiset {CardText.Folder}{(isAlone ? "" : $" -Config {config}")}";
            var before = done;
            leaf.Writer.Complete(leaf.Stage.Describe(), rows => onRow(before + rows, Rows), cancellationToken);
            done += leaf.Rows;
            if (leaf.Writer.Warning is { } warning)
                onWarning(warning);
            made[config] = leaf.Rows;
        }
        return made;
    }

    /// <summary>The first step that sends rows to Argilla: its config is called so, however many others there are.</summary>
    public static string ArgillaLeaf { get; } = StepNames.Of("preference_to_argilla", 0);

    public void Dispose()
    {
        foreach (var leaf in _leaves)
            leaf.Writer?.Dispose();
        _preview?.Dispose();
    }
}
