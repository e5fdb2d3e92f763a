using MathPref.Core.Datasets;
using MathPref.Core.Llm;

namespace MathPref.Core.Runs;

/// <summary>
/// How a row was made: what one cmdlet did, and through it all before it. Rows carry it, unseen, so that Export-Distiset can say on the card how a
/// dataset was made; it goes with the row through Where-Object, Tee-Object and variables, and is gone where another object was made of the
/// row. It holds names and counts, and nothing that could be called or closed.
/// </summary>
internal sealed class Provenance
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<Provenance, long> _sources = [];
    private readonly List<SourceDataset> _origins = [];
    private readonly bool _isSource;
    private readonly ModelTally? _models;
    private bool _hasUnknownSource;

    /// <param name="cmdlet">The cmdlet's name.</param>
    /// <param name="command">It with its parameters, as one would type it.</param>
    /// <param name="step">What it is in its run; null outside one.</param>
    /// <param name="isSource">Whether it makes rows of none.</param>
    /// <param name="models">What its models are asked; null for one without.</param>
    public Provenance(string cmdlet, string command, RunStep? step = null, bool isSource = false, ModelTally? models = null) =>
        (Cmdlet, Command, Step, _isSource, _models) = (cmdlet, command, step, isSource, models);

    public string Cmdlet { get; }

    /// <summary>The cmdlet with its parameters, as one would type it. A source that learns while it reads what it reads says so here.</summary>
    public string Command { get; set; }

    /// <summary>What the cmdlet is in its run; null outside one.</summary>
    public RunStep? Step { get; }

    /// <summary>Whether models are called here, or on the way here.</summary>
    public bool ComesFromCall => _models is not null || _sources.Keys.Any(source => source.ComesFromCall);

    /// <summary>Rows that a source will give; null where that is not known.</summary>
    public long? Total { get; set; }

    /// <summary>Rows passed on so far.</summary>
    public long Passed { get; private set; }

    /// <summary>Rows done with so far, passed on or not.</summary>
    public long Done { get; set; }

    /// <summary>Whether no further row will be passed on.</summary>
    public bool IsEnded { get; set; }

    /// <summary>About how many rows will come, by what came so far of those that the steps before will pass on; null where that cannot be told yet.</summary>
    public double? ExpectedIn => _hasUnknownSource || _sources.Count == 0
        ? null
        : _sources.Aggregate((double?)0, (sum, source) => sum + (source.Key.Passed == 0 ? null : source.Key.ExpectedOut * source.Value / source.Key.Passed));

    private double? ExpectedOut => IsEnded ? Passed : _isSource ? Total : Done == 0 ? null : ExpectedIn * Passed / Done;

    /// <summary>Counts a row that is passed on.</summary>
    public void Pass()
    {
        Passed++;
        if (Step is not null)
            Step.RowsOut++;
    }

    /// <summary>Notes where a row came from.</summary>
    public void Take(Provenance? source)
    {
        Step?.TakeFrom(source?.Step);
        if (source is null)
            _hasUnknownSource = true;
        else
            _sources[source] = _sources.GetValueOrDefault(source) + 1;
    }

    /// <summary>Notes a dataset that rows of this step are read from.</summary>
    public void AddOrigin(SourceDataset origin) => _origins.Add(origin);

    /// <summary>Counts a row of which nothing was made.</summary>
    public void Skip(string reason, long rows = 1)
    {
        Step?.Skip(reason, rows);
        lock (_lock)
            _skipped[reason] = _skipped.GetValueOrDefault(reason) + rows;
    }

    /// <summary>What this step and all before it did. A cmdlet that was called once for each row, always alike, is one step.</summary>
    public DatasetMaking Describe()
    {
        var order = new List<string>();
        var alike = new Dictionary<string, List<Provenance>>(StringComparer.Ordinal);
        Visit(order, alike, []);
        var steps = order.ConvertAll(key => alike[key]);
        return new DatasetMaking
        {
            PricesOf = PriceList.Date,
            Steps = steps.ConvertAll(ToStep),
            Sources = steps.SelectMany(same => same).SelectMany(step => step._origins).DistinctBy(origin => origin.Key).ToList(),
            IsChain = steps.TrueForAll(same => same.SelectMany(step => step._sources.Keys).Select(source => source.Key).Distinct().Count() <= 1),
            IsWhole = steps.TrueForAll(same => same.TrueForAll(step => step._isSource || step._sources.Count > 0 && !step._hasUnknownSource)),
        };
    }

    /// <summary>Equal for steps that did the same to the same kind of rows.</summary>
    private string Key => field ??= string.Join('\n', [.. _sources.Keys.Select(source => source.Key).Distinct().Order(StringComparer.Ordinal), Command]);

    private void Visit(List<string> order, Dictionary<string, List<Provenance>> alike, HashSet<Provenance> seen)
    {
        if (!seen.Add(this))
            return;
        foreach (var source in _sources.Keys)
            source.Visit(order, alike, seen);
        if (!alike.TryGetValue(Key, out var same))
        {
            alike.Add(Key, same = []);
            order.Add(Key);
        }
        same.Add(this);
    }

    private static DatasetStep ToStep(List<Provenance> same)
    {
        var skipped = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var step in same)
        {
            lock (step._lock)
            {
                foreach (var (reason, rows) in step._skipped)
                    skipped[reason] = skipped.GetValueOrDefault(reason) + rows;
            }
        }
        var models = same.ConvertAll(made => made._models?.ToList() ?? []);
        return new DatasetStep
        {
            Cmdlet = same[0].Cmdlet,
            Command = same[0].Command,
            Skipped = skipped,
            Models = models[0].Select((model, i) => model with
            {
                InputTokens = models.Aggregate((long?)0, (sum, m) => sum + m[i].InputTokens),
                OutputTokens = models.Aggregate((long?)0, (sum, m) => sum + m[i].OutputTokens),
                Cost = models.Aggregate((decimal?)0, (sum, m) => sum + m[i].Cost),
            }).ToList(),
        };
    }
}
