using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>What was found in a dataset: one finding for each check, place and column, however many rows it is in.</summary>
internal sealed class Findings
{
    private const int RowsNamed = 10;

    private readonly OrderedDictionary<(string Check, string? Config, string? Split, string? Column), Finding> _all = [];

    private sealed class Finding(ProblemSeverity severity, string message)
    {
        public ProblemSeverity Severity { get; } = severity;

        public string Message { get; } = message;

        public long Count { get; set; }

        public List<long> Rows { get; } = [];
    }

    public void Error(string check, string message, string? config = null, string? split = null, string? column = null) =>
        Add(ProblemSeverity.Error, check, message, config, split, column);

    public void Warning(string check, string message, string? config = null, string? split = null, string? column = null) =>
        Add(ProblemSeverity.Warning, check, message, config, split, column);

    /// <summary>A finding of a row, which is counted; the row's number is from 1 in its split. It may be the first of several.</summary>
    public void Row(ProblemSeverity severity, string check, string message, DatasetFiles split, long row, string? column = null, long count = 1)
    {
        var finding = Add(severity, check, message, split.Config, split.Split, column);
        finding.Count += count;
        if (finding.Rows.Count < RowsNamed)
            finding.Rows.Add(row);
    }

    /// <summary>Whether there is an error of the dataset as a whole or of that config; of any where none is named.</summary>
    public bool HasError(string? config = null) =>
        _all.Any(f => f.Value.Severity is ProblemSeverity.Error && (config is null || f.Key.Config is null || f.Key.Config == config));

    /// <summary>Whether that was found in a split.</summary>
    public bool Has(string check, DatasetFiles split) => _all.Keys.Any(key => key.Check == check && key.Config == split.Config && key.Split == split.Split);

    /// <summary>Takes those with this message back.</summary>
    public void Remove(string message)
    {
        foreach (var key in _all.Where(finding => finding.Value.Message == message).Select(finding => finding.Key).ToList())
            _all.Remove(key);
    }

    /// <summary>All of them, errors first.</summary>
    public IReadOnlyList<DistisetProblem> ToProblems() => _all
        .Select(f => new DistisetProblem
        {
            Severity = f.Value.Severity,
            Check = f.Key.Check,
            Config = f.Key.Config,
            Split = f.Key.Split,
            Column = f.Key.Column,
            Count = f.Value.Rows.Count > 0 ? f.Value.Count : null,
            Rows = f.Value.Rows,
            // A card's names and a file's columns are in it.
            Message = MessageText.Lines(f.Value.Message),
        })
        .OrderByDescending(p => p.Severity)
        .ToList();

    private Finding Add(ProblemSeverity severity, string check, string message, string? config, string? split, string? column)
    {
        if (!_all.TryGetValue((check, config, split, column), out var finding))
            _all.Add((check, config, split, column), finding = new Finding(severity, message));
        return finding;
    }
}
