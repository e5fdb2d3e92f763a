using MathPref.Core.Llm;

namespace MathPref.Core.Runs;

/// <summary>One step of a run, at one place of its block, and what it has done so far. Told on the pipeline thread.</summary>
internal sealed class RunStep(string[] names, string cmdlet)
{
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private decimal? _cost = 0;
    private decimal? _costNow = 0;

    /// <summary>One name for each model; one for a step without models.</summary>
    public string[] Names { get; } = names;

    public string Name => string.Join(", ", Names);

    public string Cmdlet { get; } = cmdlet;

    public bool CallsModels => Models.Count > 0;

    public IReadOnlyList<RunModel> Models { get; set; } = [];

    public string? PromptSha256 { get; set; }

    public long RowsIn { get; private set; }

    /// <summary>The steps that rows came from, as far as that is known.</summary>
    public HashSet<RunStep> Sources { get; } = [];

    public void TakeFrom(RunStep? source)
    {
        RowsIn++;
        if (source is not null)
            Sources.Add(source);
    }

    public long RowsOut { get; set; }

    public long Failed { get; set; }

    /// <summary>In a dry run: rows of the source that came so far.</summary>
    public long Tried { get; set; }

    /// <summary>In a dry run: rows of the source that were counted and not worked on.</summary>
    public long LeftOut { get; set; }

    public long Calls { get; private set; }

    public long Reused { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>USD of all answers; null where a price or a count is not known.</summary>
    public decimal? Cost => _cost;

    /// <summary>USD of the answers that were asked for this time; null where a price or a count is not known.</summary>
    public decimal? CostNow => _costNow;

    /// <summary>Whether each of its calls had a price: then a budget counts them all, with their most where a count is missing.</summary>
    public bool IsPriced { get; private set; } = true;

    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>What it found of final answers; null for a step that looks at none.</summary>
    public VerdictCounts? Verdicts { get; set; }

    public void Skip(string reason, long rows = 1) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + rows;

    public void Answered(long? input, long? output, Price? price, bool isReused)
    {
        if (isReused)
            Reused++;
        else
            Calls++;
        InputTokens += input ?? 0;
        OutputTokens += output ?? 0;
        IsPriced &= price is not null;
        var cost = input is null || output is null ? null : price?.Of(input.Value, output.Value);
        _cost += cost;
        if (!isReused)
            _costNow += cost;
    }

    /// <summary>Counts calls that would be made.</summary>
    public void Planned(PlannedCalls planned)
    {
        Calls += planned.Calls;
        Reused += planned.Reused;
        InputTokens += planned.InputTokens;
        OutputTokens += planned.OutputTokens;
        _cost += planned.Cost;
        _costNow += planned.Cost;
    }

    public RunStepRecord ToRecord() => new()
    {
        Names = Names,
        Cmdlet = Cmdlet,
        Models = CallsModels ? Models : null,
        PromptSha256 = PromptSha256,
        RowsIn = RowsIn,
        RowsOut = RowsOut,
        Failed = Failed,
        Skipped = _skipped,
        Calls = Calls,
        Reused = Reused,
        InputTokens = InputTokens,
        OutputTokens = OutputTokens,
        Cost = CallsModels ? Cost : null,
        CostThisTime = CallsModels ? CostNow : null,
        Verdicts = Verdicts,
    };
}
