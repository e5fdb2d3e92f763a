using MathPref.Core.Datasets;
using MathPref.Core.Rows;

namespace MathPref.Core.Runs;

/// <summary>The rows that a run makes, by the step whose rows they are: each becomes a config of the run's dataset.</summary>
internal sealed class RunLeaves(string root, string? preview) : IDisposable
{
    /// <summary>Rows that no step of ours made as they are.</summary>
    private const string ForeignRows = "rows";

    /// <summary>The config of a run that trains as it is: a load that names none gives that.</summary>
    public const string PreferredConfig = "trl";

    private readonly List<Leaf> _leaves = [];
    private JsonLinesWriter? _preview;

    private sealed class Leaf(string name, DistisetTarget target, DistisetWriter? writer)
    {
        public string Name { get; } = name;

        public DistisetTarget Target { get; } = target;

        /// <summary>Whether the block said which config it is.</summary>
        public bool IsNamed { get; init; }

        public DistisetWriter? Writer { get; } = writer;

        public Provenance Provenance { get; } = new("Export-Distiset", "");

        public long Rows { get; set; }
    }

    /// <summary>Rows taken so far.</summary>
    public long Rows => _leaves.Sum(leaf => leaf.Rows);

    /// <summary>Whether the block sent rows elsewhere by itself.</summary>
    public bool WentElsewhere { get; set; }

    /// <summary>
    /// Takes a row. Throws <see cref="InvalidOperationException"/> or <see cref="ArgumentException"/> for one that cannot be written, and
    /// <see cref="IOException"/> or <see cref="DatasetFormatException"/> where nothing can.
    /// </summary>
    /// <param name="row">The row, of plain values.</param>
    /// <param name="made">How it was made; null where that is not known.</param>
    /// <param name="step">The step whose rows they are; null for the one that made it.</param>
    /// <param name="given">How a cmdlet of the block wants the rows written; null where nobody says.</param>
    /// <param name="command">That cmdlet, for the card.</param>
    public void Take(Row row, Provenance? made, string? step = null, DistisetTarget? given = null, string? command = null)
    {
        // A preview shows what leaves the block.
        if (preview is not null && (step ?? given?.Config) is not null)
            return;
        var name = step ?? given?.Config ?? made?.Step?.Names[0] ?? ForeignRows;
        var leaf = _leaves.Find(l => l.Name == name);
        if (leaf is null)
        {
            var target = given is null
                ? new DistisetTarget { Root = root, Config = name, Format = _leaves.Find(l => l.IsNamed)?.Target.Format ?? default }
                : given;
            target = Own(target);
            if (_leaves.Find(l => l.Target.Format != target.Format) is { } other)
                throw new InvalidOperationException($"The run writes the config '{other.Name}' as {other.Target.Format}, and loaders take one format for all " +
                    "configs of a dataset. Give every Export-Distiset of the run the same -Format.");
            leaf = new Leaf(name, target, preview is null ? DistisetWriter.Open(target) : null) { IsNamed = given is not null };
            leaf.Provenance.Command = command ?? "";
            _leaves.Add(leaf);
        }
        else if (given is not null && leaf.Target != Own(given))
        {
            throw new InvalidOperationException($"The run writes the config '{name}' in another way already (-Split, -TrainSize, -Format or another option). " +
                "Give this one another -Config.");
        }
        leaf.Provenance.Take(made);
        if (leaf.Writer is { } writer)
            writer.Write(row);
        else
            (_preview ??= new JsonLinesWriter(preview!, CellRules.Shown)).Write(row);
        leaf.Rows++;
    }

    /// <summary>A run makes its configs anew each time, whole.</summary>
    private DistisetTarget Own(DistisetTarget target) =>
        target with { Root = root, Force = true, IsWholeConfig = true, IsOfRun = true, PreferredDefault = PreferredConfig };

    /// <summary>The configs that will be made, with their rows.</summary>
    public IReadOnlyDictionary<string, long> Configs => _leaves.Where(leaf => leaf.Rows > 0).ToDictionary(ConfigOf, leaf => leaf.Rows);

    private string ConfigOf(Leaf leaf) =>
        leaf is { IsNamed: false, Name: not ArgillaLeaf } && _leaves.Count(l => l.Rows > 0) == 1 ? DistisetLayout.DefaultConfig : leaf.Name;

    /// <summary>
    /// Throws <see cref="LoaderConflictException"/> where configs of an earlier block stay whose format is another: loaders take one for all.
    /// </summary>
    public void CheckFormat(IEnumerable<string> earlier)
    {
        if (_leaves.Find(leaf => leaf.Rows > 0) is not { Writer: not null } first || !Directory.Exists(root))
            return;
        var (made, view) = (Configs, LoaderView.Of(LoaderPlace.OfFolder(root)));
        var reader = first.Target.Format is DistisetFormat.Parquet ? "parquet" : "json";
        if (earlier.FirstOrDefault(config => !made.ContainsKey(config) && view.Config(config)?.Kind is { } kind && kind.Reader != reader) is { } other)
        {
            throw new LoaderConflictException($"An earlier block made the config '{other}', which stays and is {view.Config(other)!.Kind!.Reader}, and this " +
                $"one writes {reader}: loaders take one format for all configs of a dataset. Give the block's rows the other -Format, or -Force, which drops " +
                "what this block does not make.");
        }
    }

    /// <summary>Writes what was taken as the run's dataset: a single leaf as the config default, several by their names.</summary>
    /// <returns>The configs with their rows.</returns>
    public IReadOnlyDictionary<string, long> Complete(Action<string> onWarning, Action<long, long> onRow, CancellationToken cancellationToken)
    {
        var made = Configs;
        var done = 0L;
        // Rows of the same datasets in several configs would say the same of each.
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaf in _leaves.Where(leaf => leaf.Rows > 0))
        {
            var config = ConfigOf(leaf);
            leaf.Writer!.MoveTo(config, cancellationToken);
            if (!leaf.IsNamed)
                leaf.Provenance.Command = $"Export-Distiset {CardText.Folder}{(config == DistisetLayout.DefaultConfig ? "" : $" -Config {config}")}";
            var before = done;
            leaf.Writer.Complete(leaf.Provenance.Describe(), rows => onRow(before + rows, Rows), cancellationToken: cancellationToken);
            done += leaf.Rows;
            if (leaf.Writer.Warning is { } warning)
                onWarning(warning);
            foreach (var value in leaf.Writer.ValueWarnings)
                onWarning(value);
            if (leaf.Writer.LicenseWarning is { } license && said.Add(license))
                onWarning(license);
        }
        return made;
    }

    /// <summary>The first step that sends rows to Argilla: its config is called so, however many others there are.</summary>
    public const string ArgillaLeaf = "preference_to_argilla_0";

    public void Dispose()
    {
        foreach (var part in _leaves.Select(leaf => (IDisposable?)leaf.Writer).Append(_preview))
        {
            try
            {
                part?.Dispose();
            }
            catch (IOException)
            {
                // A full disk: the rows are made again from the journal.
            }
        }
    }
}
