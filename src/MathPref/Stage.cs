using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;
using MathPref.Runs;

namespace MathPref;

/// <summary>
/// What one cmdlet did in the chain that made a row. Rows carry it, unseen, so that Export-Distiset can say on the card how a dataset was
/// made; it goes with the row through Where-Object, Tee-Object and variables, and is gone where another object was made of the row.
/// </summary>
internal sealed class Stage
{
    /// <summary>Parameters that concern the process and not the data: how fast, how often, from where, with which key, into which file.</summary>
    private static readonly HashSet<string> s_ofTheProcess = new(StringComparer.OrdinalIgnoreCase)
    {
        "InputObject", "Endpoint", "ApiKey", "Proxy", "ProxyCredential", "NoProxy", "AllowUnencryptedAuthentication", "TimeoutSec", "RequestsPerMinute", "TokensPerMinute",
        "Journal", "NoJournal", "RefreshJournal", "ThrottleLimit", "Unordered", "MaximumRetryCount", "RetryIntervalSec", "MaximumRetryIntervalSec", "MaxCost", "Path", "LiteralPath", "Force", "PassThru", "ApiUrl", "Workspace",
    };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<Stage, long> _sources = [];
    private readonly bool _isSource;
    private bool _hasUnknownSource;

    /// <summary>With <paramref name="files"/> in place of the files that the cmdlet reads or writes, whose paths are nobody's business.</summary>
    public Stage(PSCmdlet cmdlet, string? files = null, bool isSource = false)
    {
        _isSource = isSource;
        Cmdlet = cmdlet.MyInvocation.MyCommand.Name;
        Command = Cmdlet + (files is null ? "" : " " + files) + Parameters(cmdlet);
    }

    /// <summary>What takes rows without being a cmdlet that somebody wrote.</summary>
    public Stage(string cmdlet, string command) => (Cmdlet, Command) = (cmdlet, command);

    public string Cmdlet { get; }

    public string Command { get; set; }

    /// <summary>What the cmdlet is in its run; null outside one.</summary>
    public RunStep? Step { get; init; }

    /// <summary>Whether models are called here, or on the way here.</summary>
    public bool ComesFromCall => CallsModels || _sources.Keys.Any(source => source.ComesFromCall);

    public bool CallsModels { get; init; }

    /// <summary>Rows that a source will give; null where that is not known.</summary>
    public long? Total { get; set; }

    /// <summary>Rows passed on so far.</summary>
    public long Passed { get; private set; }

    /// <summary>Rows done with so far, passed on or not.</summary>
    public long Settled { get; set; }

    /// <summary>Whether no further row will be passed on.</summary>
    public bool IsEnded { get; set; }

    /// <summary>About how many rows will come, by what came so far of those that the stages before will pass on; null where that cannot be told yet.</summary>
    public double? ExpectedIn => _hasUnknownSource || _sources.Count == 0
        ? null
        : _sources.Aggregate((double?)0, (sum, source) => sum + (source.Key.Passed == 0 ? null : source.Key.ExpectedOut * source.Value / source.Key.Passed));

    private double? ExpectedOut => IsEnded ? Passed : _isSource ? Total : Settled == 0 ? null : ExpectedIn * Passed / Settled;

    /// <summary>What the models of this stage were asked so far.</summary>
    public Func<IReadOnlyList<StepModel>> Models { get; set; } = () => [];

    /// <summary>Counts a row that is passed on.</summary>
    public void Pass()
    {
        Passed++;
        if (Step is not null)
            Step.RowsOut++;
    }

    /// <summary>Notes where a row came from.</summary>
    public void Take(Stage? source)
    {
        Step?.TakeFrom(source?.Step);
        if (source is null)
            _hasUnknownSource = true;
        else
            _sources[source] = _sources.GetValueOrDefault(source) + 1;
    }

    /// <summary>Counts a row of which nothing was made.</summary>
    public void Skip(string reason, long rows = 1)
    {
        Step?.Skip(reason, rows);
        lock (_lock)
            _skipped[reason] = _skipped.GetValueOrDefault(reason) + rows;
    }

    /// <summary>What this stage and all before it did. A cmdlet that was called once for each row, always alike, is one step.</summary>
    public DatasetMaking Describe()
    {
        var order = new List<string>();
        var alike = new Dictionary<string, List<Stage>>(StringComparer.Ordinal);
        Visit(order, alike, []);
        var steps = order.ConvertAll(key => alike[key]);
        return new DatasetMaking
        {
            Steps = steps.ConvertAll(ToStep),
            IsChain = steps.TrueForAll(same => same.SelectMany(stage => stage._sources.Keys).Select(source => source.Key).Distinct().Count() <= 1),
            IsWhole = steps.TrueForAll(same => same.TrueForAll(stage => stage._isSource || stage._sources.Count > 0 && !stage._hasUnknownSource)),
        };
    }

    /// <summary>Equal for stages that did the same to the same kind of rows.</summary>
    private string Key => field ??= string.Join('\n', [.. _sources.Keys.Select(source => source.Key).Distinct().Order(StringComparer.Ordinal), Command]);

    private void Visit(List<string> order, Dictionary<string, List<Stage>> alike, HashSet<Stage> seen)
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

    private static DatasetStep ToStep(List<Stage> same)
    {
        var skipped = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var stage in same)
        {
            lock (stage._lock)
            {
                foreach (var (reason, rows) in stage._skipped)
                    skipped[reason] = skipped.GetValueOrDefault(reason) + rows;
            }
        }
        var models = same.ConvertAll(stage => stage.Models());
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

    private static string Parameters(PSCmdlet cmdlet)
    {
        var given = cmdlet.MyInvocation.BoundParameters
            .Where(p => !s_ofTheProcess.Contains(p.Key) && !System.Management.Automation.Cmdlet.CommonParameters.Contains(p.Key) && !System.Management.Automation.Cmdlet.OptionalCommonParameters.Contains(p.Key))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Value is SwitchParameter on ? on ? $" -{p.Key}" : $" -{p.Key}:$false" : $" -{p.Key} {ValueText(p.Value)}");
        return string.Concat(given) + (cmdlet.MyInvocation.BoundParameters.ContainsKey("Endpoint") ? " -Endpoint 'https://…'" : "");
    }

    /// <summary>A value as one would type it.</summary>
    public static string ValueText(object? value) => value switch
    {
        LlmSpec model => ModelText(model),
        ScriptBlock => "{ … }",
        string text => Quote(text),
        bool truth => truth ? "$true" : "$false",
        Enum name => name.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(ValueText)),
        _ => Quote(value?.ToString() ?? ""),
    };

    private static string ModelText(LlmSpec model)
    {
        var options = model.Options;
        var set = new List<string>();
        if (model.Endpoint is not null)
            set.Add("-Endpoint 'https://…'");
        if (options.Temperature is { } temperature)
            set.Add($"-Temperature {ValueText(temperature)}");
        if (options.TopP is { } topP)
            set.Add($"-TopP {ValueText(topP)}");
        if (options.MaxNewTokens is { } length)
            set.Add($"-MaxNewTokens {ValueText(length)}");
        if (options.Seed is { } seed)
            set.Add($"-Seed {ValueText(seed)}");
        if (options.Stop is { Count: > 0 } stop)
            set.Add($"-Stop {ValueText(stop)}");
        if (model.Script is not null)
            set.Add("-Reply { … }");
        return set.Count == 0 ? Quote(model.ToString()) : $"(New-Llm {Quote(model.ToString())} {string.Join(' ', set)})";
    }

    private static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.' or ':') && !text.StartsWith('-') ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}

/// <summary>A row on the pipe that knows which stage made it.</summary>
internal sealed class RowObject(Stage? stage, string? keptAs = null) : PSObject
{
    public Stage? Stage { get; } = stage;

    /// <summary>The config of the run's dataset that holds the row already; null where none does.</summary>
    public string? KeptAs { get; } = keptAs;
}
