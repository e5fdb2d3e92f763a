using System.Globalization;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>What a run made, what it left out and why, what it cost and where it is: plain lines that fit a terminal of 80 columns.</summary>
internal static class RunSummary
{
    public static IEnumerable<string> Of(Run run, IReadOnlyDictionary<string, long> configs, decimal? cost)
    {
        yield return "";
        yield return Line("step", "rows in", "rows out", "answers", "reused", "tokens", "cost");
        foreach (var step in run.Steps)
        {
            var isAsking = step.CallsModels;
            yield return Line(
                step.Names.Length == 1 ? step.Name : $"{step.Names[0]} (+{step.Names.Length - 1})",
                step.RowsIn == 0 && step.RowsOut > 0 ? "" : Count(step.RowsIn),
                Count(step.RowsOut),
                isAsking ? Count(step.Calls + step.Reused) : "",
                isAsking ? Count(step.Reused) : "",
                isAsking ? Count(step.InputTokens + step.OutputTokens) : "",
                isAsking ? step.Cost is { } dollars ? Text.Dollars(dollars) : "unknown" : "");
        }
        yield return "";
        var heading = "made";
        foreach (var (config, rows) in configs)
        {
            yield return $"{heading,-9} {Text.Count(rows, IsOfPairs(config) ? "pair" : "row")} in {config}";
            heading = "";
        }
        heading = "left out";
        foreach (var (step, reason, rows) in run.Steps.SelectMany(step => step.Skipped.Select(skip => (step.Name, skip.Key, skip.Value))))
        {
            yield return $"{heading,-9} {Text.Count(rows, "row")} {reason}, by {step}";
            heading = "";
        }
        if (run.Execution!.Failures is { Count: > 0 } failures)
            yield return $"{"failed",-9} {Text.Count(failures.Count, "row")}, kept in {run.Folder![RunFolder.FailedName]}";
        if (run.EndedBy is { } early)
            yield return $"{"ended",-9} early: {early} Run it again to go on.";
        yield return $"{"cost",-9} {Cost(run, cost)}";
        if (configs.Count > 0)
            yield return $"{"where",-9} {run.Folder!.Distiset}";
        yield return "";
    }

    /// <summary>
    /// What these answers cost, and beside it what all calls from this folder may have cost where that is more: those that were cut
    /// off count in full.
    /// </summary>
    public static string Cost(Run run, decimal? all)
    {
        var answers = run.Steps.Where(step => step.CallsModels).Aggregate((decimal?)0, (sum, step) => sum + step.Cost);
        return all is not { } noted ? "not known, as the price of a model is missing"
            : answers is not { } known ? $"at most {Text.Dollars(noted)}: a server did not say what some answers took"
            : Text.Dollars(known) + (noted > known ? $"; with calls that were cut off or repeated at most {Text.Dollars(noted)}" : "");
    }

    private static bool IsOfPairs(string config) => config.StartsWith("format_dpo", StringComparison.Ordinal) || config == "trl";

    private static string Line(string step, string rowsIn, string rowsOut, string answers, string reused, string tokens, string cost) =>
        $"{(step.Length <= 27 ? step : step[..26] + "…"),-27} {rowsIn,7} {rowsOut,8} {answers,7} {reused,7} {tokens,9} {cost,8}".TrimEnd();

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
