using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MathPref.Core.Datasets;
using MathPref.Core.Llm;

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
        "Journal", "NoJournal", "RefreshJournal", "ThrottleLimit", "Unordered", "MaximumRetryCount", "RetryIntervalSec", "MaximumRetryIntervalSec", "MaxCost", "Path", "LiteralPath", "Force", "PassThru",
    };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly List<Stage> _sources = [];

    /// <summary>With <paramref name="source"/> in place of the files that the cmdlet reads or writes, whose paths are nobody's business.</summary>
    public Stage(PSCmdlet cmdlet, string? source = null)
    {
        Cmdlet = cmdlet.MyInvocation.MyCommand.Name;
        Command = Cmdlet + (source is null ? "" : " " + source) + Parameters(cmdlet);
    }

    public string Cmdlet { get; }

    public string Command { get; }

    /// <summary>What the models of this stage were asked so far.</summary>
    public Func<IReadOnlyList<StepModel>> Models { get; set; } = () => [];

    /// <summary>Notes where a row came from.</summary>
    public void Take(Stage? source)
    {
        if (source is not null && !_sources.Contains(source))
            _sources.Add(source);
    }

    /// <summary>Counts a row of which nothing was made.</summary>
    public void Skip(string reason, long rows = 1)
    {
        lock (_lock)
            _skipped[reason] = _skipped.GetValueOrDefault(reason) + rows;
    }

    /// <summary>What this stage and all before it did.</summary>
    public DatasetMaking Describe()
    {
        var order = new List<Stage>();
        Visit(order);
        return new DatasetMaking
        {
            Steps = order.ConvertAll(stage => stage.ToStep()),
            IsChain = order.TrueForAll(stage => stage._sources.Count <= 1),
        };
    }

    private void Visit(List<Stage> order)
    {
        foreach (var source in _sources)
            source.Visit(order);
        if (!order.Contains(this))
            order.Add(this);
    }

    private DatasetStep ToStep()
    {
        lock (_lock)
            return new DatasetStep { Cmdlet = Cmdlet, Command = Command, Models = Models(), Skipped = new Dictionary<string, long>(_skipped) };
    }

    private static string Parameters(PSCmdlet cmdlet)
    {
        var given = cmdlet.MyInvocation.BoundParameters
            .Where(p => !s_ofTheProcess.Contains(p.Key) && !System.Management.Automation.Cmdlet.CommonParameters.Contains(p.Key) && !System.Management.Automation.Cmdlet.OptionalCommonParameters.Contains(p.Key))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Value is SwitchParameter on ? on ? $" -{p.Key}" : $" -{p.Key}:$false" : $" -{p.Key} {ValueText(p.Value)}");
        return string.Concat(given);
    }

    private static string ValueText(object? value) => value switch
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
        return set.Count == 0 ? Quote(model.ToString()) : $"(New-Llm {Quote(model.ToString())} {string.Join(' ', set)})";
    }

    private static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.' or ':') && !text.StartsWith('-') ? text : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}

/// <summary>A row on the pipe that knows which stage made it.</summary>
internal sealed class RowObject(Stage? stage) : PSObject
{
    public Stage? Stage { get; } = stage;
}
