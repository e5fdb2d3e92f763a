using System.Text.Json;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Core.Llm.Limits;
using MathPref.Core.Rows;

namespace MathPref.Core.Runs;

/// <summary>What is to be run, whoever runs it and by what.</summary>
internal sealed record RunRequest
{
    public required string Name { get; init; }

    /// <summary>What it is for; null where that was not said.</summary>
    public string? Description { get; init; }

    /// <summary>The full path of its folder.</summary>
    public required string Folder { get; init; }

    public long? Seed { get; init; }

    /// <summary>What it sets of its steps, by their names.</summary>
    public Row Parameters { get; init; } = [];

    /// <summary>USD, over all times that the folder is run.</summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Calls in flight over all models.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Whether what cannot be made again may be lost.</summary>
    public bool Force { get; init; }
}

/// <summary>One execution of a run in its folder: what it holds open, writes and records. It knows nothing of what makes the rows.</summary>
internal sealed class RunExecution : IDisposable
{
    /// <summary>Status of an execution in its record.</summary>
    public const string Completed = "completed", Incomplete = "incomplete", Failed = "failed", Stopped = "stopped", Running = "running", Killed = "killed";

    private const int MostExecutions = 100;

    /// <summary>USD that are not shown.</summary>
    private const decimal Negligible = 0.000001m;

    private readonly RunRequest _request;
    private readonly RunRecord? _before;
    private readonly bool _isAnother;
    private readonly bool _takesPlace;
    private string? _script;
    private RunRecord _record = null!;
    private bool _hasWritten;
    private bool _isDisposed;

    private RunExecution(RunRequest request, RunFolder folder, Secrets secrets, string? script, RunRecord? before, bool isAnother, bool takesPlace)
    {
        (_request, Folder, Secrets, _script, _before, _isAnother, _takesPlace) = (request, folder, secrets, script, before, isAnother, takesPlace);
        var writes = script is not null;
        var journal = Journal.Open(folder.Journal);
        Budget = new Budget(request.MaxCost, journal);
        Gate = request.ThrottleLimit is { } most ? new CallGate(most) : null;
        Leaves = new RunLeaves(folder.Distiset, writes ? null : folder[RunFolder.PreviewName]);
        Exports = new RunExports(folder[RunFolder.ExportsName]);
        Log = writes ? new RunLog(folder[RunFolder.LogName], secrets, TimeProvider.System) : null;
        Failures = writes ? new KeptRows(folder[RunFolder.FailedName], "failed", secrets) : null;
        Skipped = writes ? new KeptRows(folder[RunFolder.SkippedName], "skipped", secrets) : null;
    }

    public RunFolder Folder { get; }

    public Secrets Secrets { get; }

    public RunLeaves Leaves { get; }

    public RunExports Exports { get; }

    /// <summary>Null where only a preview is made.</summary>
    public RunLog? Log { get; }

    /// <summary>failed.jsonl: rows that made an error. Null where only a preview is made.</summary>
    public KeptRows? Failures { get; }

    /// <summary>skipped.jsonl: rows of which nothing was made to train on. Null where only a preview is made.</summary>
    public KeptRows? Skipped { get; }

    /// <summary>Counts what the run costs, over all processes that used its folder.</summary>
    public Budget Budget { get; }

    public CallGate? Gate { get; }

    /// <summary>
    /// Takes the folder for a whole run. Throws <see cref="RunException"/> where another process has it, and where it is not a run's. A script that was
    /// run there before is kept beside the new one.
    /// </summary>
    /// <param name="request">What is to be run.</param>
    /// <param name="script">What is kept of it, without its secrets.</param>
    /// <param name="areSame">Whether two scripts do the same.</param>
    /// <param name="secrets">What reaches no file.</param>
    public static RunExecution Open(RunRequest request, string script, Func<string, string, bool> areSame, Secrets secrets) => Take(request, folder =>
    {
        var before = folder.ReadRecord();
        folder.CheckOwner(request.Force);
        var kept = folder.ReadScript();
        var takesPlace = kept is not null && !areSame(kept, script);
        // What it was before it was edited in its place nobody knows.
        var isAnother = takesPlace || kept is not null && before is not null && RunFolder.IsEdited(kept, before);
        if (isAnother && before is not null)
        {
            before = before with
            {
                Configs = new Dictionary<string, long>(),
                EarlierConfigs = Union(before.EarlierConfigs, before.Configs),
            };
        }
        return new RunExecution(request, folder, secrets, script, before, isAnother, takesPlace);
    });

    /// <summary>Takes the folder for a preview of a run: a journal is kept, and nothing else is replaced.</summary>
    public static RunExecution OpenPreview(RunRequest request, Secrets secrets) => Take(request, folder =>
    {
        File.Delete(folder[RunFolder.PreviewName]);
        return new RunExecution(request, folder, secrets, script: null, before: null, isAnother: false, takesPlace: false);
    });

    /// <summary>Records that it begins.</summary>
    public void Begin()
    {
        var now = Now;
        _record = new RunRecord
        {
            Name = _request.Name,
            Description = _request.Description,
            Mathpref = typeof(RunRecord).Assembly.GetName().Version?.ToString(3) ?? "",
            Status = Running,
            Started = _before?.Started ?? now,
            Seed = _request.Seed,
            Parameters = _request.Parameters.Count == 0 ? null : ToJson(_request.Parameters),
            Configs = _before?.Configs ?? new Dictionary<string, long>(),
            EarlierConfigs = _before?.EarlierConfigs ?? new Dictionary<string, long>(),
            MaxCost = _request.MaxCost,
            ThrottleLimit = _request.ThrottleLimit,
            ScriptSha256 = RunFolder.HashOfScript(_script!),
            Executions = [.. Earlier(), new RunExecutionRecord { Started = now, Status = Running }],
        };
        if (_takesPlace)
            Folder.KeepScript();
        Folder.Write(_record, Secrets);
        Log!.Write("info", null, $"Run '{_request.Name}' begins (MathPref {_record.Mathpref}{(_before is null ? "" : ", again")}).");
        Folder.WriteScript(_script!);
        Folder.ClearUnfinished();
        // A kill may have come between the dataset and its page; what is in the way is said where the dataset is written.
        RunPage.Renew(Folder.Path, NoteWarning);
    }

    /// <summary>A key came into use that the script may hold in some way that its text did not tell.</summary>
    public void RedactScript(Func<string, string> redact)
    {
        if (_script is not null && Folder.ReadScript() is { } script && redact(script) is var clean && clean != script)
            Folder.WriteScript(_script = clean);
    }

    /// <summary>
    /// Writes the dataset, and drops the configs and splits that this script made before and does not make any more. Those of an earlier script stay
    /// unless that may be lost.
    /// </summary>
    /// <returns>The configs with their rows.</returns>
    public IReadOnlyDictionary<string, long> Complete(Action<string> onWarning, Action<long, long> onRow, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, long> made;
        try
        {
            made = WriteDataset(onWarning, onRow, cancellationToken);
        }
        catch
        {
            // Of several configs the first may be there.
            RunPage.Renew(Folder.Path, NoteWarning);
            throw;
        }
        RunPage.Renew(Folder.Path, onWarning);
        return made;
    }

    private IReadOnlyDictionary<string, long> WriteDataset(Action<string> onWarning, Action<long, long> onRow, CancellationToken cancellationToken)
    {
        if (!_request.Force)
            Leaves.CheckFormat(_record.EarlierConfigs.Keys);
        // Named before they are there: what a kill leaves of them the next run knows.
        Write(_record with { Configs = Union(_record.Configs, Leaves.Configs) });
        _hasWritten = Leaves.Rows > 0;
        var made = Leaves.Complete(onWarning, onRow, cancellationToken);
        // A run that made nothing leaves what it made before.
        var gone = (made.Count > 0 ? _record.Configs.Keys : []).Concat(_request.Force ? _record.EarlierConfigs.Keys : []).Where(old => !made.ContainsKey(old));
        foreach (var old in gone.ToList())
            DistisetFolder.RemoveConfig(Folder.Distiset, old, cancellationToken);
        DistisetFolder.Prefer(Folder.Distiset, RunLeaves.PreferredConfig, cancellationToken);
        var earlier = _request.Force ? [] : _record.EarlierConfigs.Where(old => !made.ContainsKey(old.Key)).ToDictionary();
        _record = _record with { EarlierConfigs = earlier };
        if (_isAnother && earlier.Count > 0)
        {
            var configs = string.Join(", ", earlier.Select(old => $"{old.Key} ({old.Value} {(old.Value == 1 ? "row" : "rows")})"));
            onWarning($"An earlier block made {configs}, and this one does not: it stays in the dataset. -Force removes it.");
        }
        return new SortedDictionary<string, long>(made.ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>Records how it ended.</summary>
    /// <param name="status">One of the constants here.</param>
    /// <param name="configs">What was made.</param>
    /// <param name="steps">What was done, each with what the log says of it.</param>
    /// <param name="endedBy">Why it ended before all rows were done; null where it did not.</param>
    /// <param name="set">The dataset; null where none was made.</param>
    public void End(string status, IReadOnlyDictionary<string, long> configs, IReadOnlyList<(RunStep Step, string Said)> steps, string? endedBy, Distiset? set)
    {
        var now = Now;
        var all = steps.Select(step => step.Step).ToList();
        var execution = _record.Executions[^1] with
        {
            Ended = now,
            Status = status,
            Calls = all.Sum(step => step.Calls),
            Reused = all.Sum(step => step.Reused),
            Failed = Failures!.Count,
            Cost = CostNow(all),
        };
        Write(_record with
        {
            Status = status,
            Ended = now,
            Steps = all.ConvertAll(step => step.ToRecord()),
            Configs = configs.Count > 0 ? configs : _record.Configs,
            // Of one that was broken off while it was written nothing is known.
            Files = set is not null ? HashesOf(set, configs) : _hasWritten || _before is null ? _record.Files : _before.Files,
            Cost = CostOf(all),
            CostIsExact = CostOf(all) is null ? null : !IsMostOf(all),
            ScriptSha256 = RunFolder.HashOfScript(_script!),
            Executions = [.. _record.Executions.Take(_record.Executions.Count - 1), execution],
        });
        foreach (var (step, said) in steps)
            Log!.Write("info", step.Name, said);
        Log!.Write("info", null, $"Run '{_record.Name}' ends: {status}{(endedBy is null ? "" : $" ({endedBy})")}.");
    }

    /// <summary>USD over all times that the folder was run; null where a price is not known.</summary>
    public decimal? CostOf(IReadOnlyList<RunStep> steps) => ArePriced(steps) ? Budget.Spent : null;

    /// <summary>USD that was spent this time; null where a price is not known.</summary>
    public decimal? CostNow(IReadOnlyList<RunStep> steps) => ArePriced(steps) ? Budget.SpentNow : null;

    /// <summary>Whether calls of this time count with the most that they can have cost.</summary>
    public bool IsMostNow(IReadOnlyList<RunStep> steps) => !IsAbout(Budget.SpentNow, Sum(steps, step => step.CostNow));

    /// <summary>
    /// Whether calls of any time do, as far as is known: not where all that was spent went into the answers of these steps, nor where it was exact
    /// before and is this time.
    /// </summary>
    public bool IsMostOf(IReadOnlyList<RunStep> steps) => !IsAbout(Budget.Spent, Sum(steps, step => step.Cost))
        && (IsMostNow(steps) || _before?.CostIsExact is not true || !IsAbout(Budget.Spent - Budget.SpentNow, _before.Cost));

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        // A full disk must not keep the folder from the next run.
        foreach (var part in new IDisposable?[] { Leaves, Failures, Skipped, Log, Budget.Ledger, Gate, Folder })
        {
            try
            {
                part?.Dispose();
            }
            catch (IOException)
            {
            }
        }
    }

    private void NoteWarning(string warning) => Log!.Write("warning", null, warning);

    private static bool ArePriced(IReadOnlyList<RunStep> steps) => !steps.Any(step => step is { CallsModels: true, IsPriced: false });

    private static decimal? Sum(IReadOnlyList<RunStep> steps, Func<RunStep, decimal?> cost) =>
        steps.Where(step => step.CallsModels).Aggregate((decimal?)0, (sum, step) => sum + cost(step));

    /// <summary>Whether no more was noted than is known, as far as dollars are shown.</summary>
    private static bool IsAbout(decimal noted, decimal? known) => noted - known < Negligible;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static RunExecution Take(RunRequest request, Func<RunFolder, RunExecution> open)
    {
        var folder = RunFolder.Take(request.Folder);
        try
        {
            return open(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>One that has no end was killed.</summary>
    private IEnumerable<RunExecutionRecord> Earlier() => (_before?.Executions ?? []).TakeLast(MostExecutions - 1)
        .Select(earlier => earlier.Ended is null ? earlier with { Status = Killed } : earlier);

    /// <summary>On a full disk the record keeps its last words.</summary>
    private void Write(RunRecord record)
    {
        try
        {
            Folder.Write(record, Secrets);
        }
        catch (IOException)
        {
        }
    }

    private static Dictionary<string, string> HashesOf(Distiset set, IReadOnlyDictionary<string, long> configs) => set.Configs
        .Where(config => configs.ContainsKey(config.Name))
        .SelectMany(config => config.Splits.SelectMany(split => split.Files))
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(file => file, file => RunFolder.HashOf(Path.Combine(set.Path, file)));

    private static Dictionary<string, long> Union(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now)
    {
        var all = new Dictionary<string, long>(before);
        foreach (var (config, rows) in now)
            all[config] = rows;
        return all;
    }

    private static JsonElement ToJson(Row row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            JsonRows.Write(json, row);
        return JsonDocument.Parse(bytes.ToArray()).RootElement.Clone();
    }
}
