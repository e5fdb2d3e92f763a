using System.Management.Automation;
using MathPref.Core.Net;

namespace MathPref.Pump;

/// <summary>What the rows of a cmdlet failed of: a run of failures of one cause is one error a row, and one line at the end that says how many.</summary>
internal sealed class FailureTally
{
    private const int MostCauses = 3;

    private readonly Dictionary<(string Id, int? Status), (string Words, long Count)> _causes = [];

    public void Count(ErrorRecord error)
    {
        var cause = (error.FullyQualifiedErrorId, (int?)(error.Exception as ServiceException)?.Status);
        var (words, count) = _causes.GetValueOrDefault(cause, (Text.Shorten(error.Exception.Message), 0));
        _causes[cause] = (words, count + 1);
    }

    /// <summary>Null where no two rows failed of the same.</summary>
    /// <param name="rows">Rows that were tried.</param>
    public string? Describe(long rows)
    {
        if (!_causes.Values.Any(cause => cause.Count > 1))
            return null;
        var causes = _causes.OrderByDescending(cause => cause.Value.Count).ToList();
        var said = causes.Take(MostCauses).Select(cause => $"{cause.Value.Count} x {cause.Key.Id} ({cause.Value.Words})");
        var others = causes.Skip(MostCauses).Sum(cause => cause.Value.Count);
        return $"{_causes.Values.Sum(cause => cause.Count)} of {Text.Count(rows, "row")} failed: {string.Join(", ", said)}" +
            $"{(others > 0 ? $", {others} of other causes" : "")}. Each has an error with the row as its target.";
    }
}
