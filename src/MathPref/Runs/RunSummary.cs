using System.Globalization;
using MathPref.Core.Datasets;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>What a run made, what it left out and why, what it cost and where it is: plain lines that fit a terminal of 80 columns.</summary>
internal static class RunSummary
{
    public static IEnumerable<string> Of(Run run, IReadOnlyDictionary<string, long> configs)
    {
        yield return "";
        yield return Line("step", "in", "out", "answers", "reused", "tokens", "this time", "in all");
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
                isAsking ? Dollars(step.CostNow) : "",
                isAsking ? Dollars(step.Cost) : "");
        }
        yield return "";
        foreach (var step in run.Steps.Where(step => step.Verdicts is not null))
            yield return $"{"answers",-9} {Verdicts(step)}";
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
        if (run.Execution!.Skipped is { Count: > 0 } skipped)
            yield return $"{"",-9} kept in {run.Folder![RunFolder.SkippedName]}";
        if (run.Execution!.Failures is { Count: > 0 } failures)
            yield return $"{"failed",-9} {Text.Count(failures.Count, "row")}, kept in {run.Folder![RunFolder.FailedName]}";
        if (run.EndedBy is { } early)
            yield return $"{"ended",-9} early: {early} Run it again to go on.";
        yield return $"{"cost",-9} {Cost(run)}";
        if (configs.Count > 0)
            yield return $"{"where",-9} {run.Folder!.Distiset}";
        yield return "";
    }

    /// <summary>What another block uses of what is in the folder, and what it makes anew: which configs it makes, its text does not tell.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="before">What is there.</param>
    /// <param name="kept">Where the block before is kept; null for one that was edited in its place.</param>
    /// <param name="answers">Answers in the journal.</param>
    /// <param name="force">Whether configs of earlier blocks go.</param>
    public static IEnumerable<string> OfAnother(string name, RunRecord before, string? kept, long answers, bool force)
    {
        yield return $"{name}: another block than before, " +
            (kept is null ? $"as {DatasetFiles.RunScript} was edited since it was run." : $"which is kept as {kept}.");
        yield return $"{"reused",-10} answers to what both ask ({answers} in the journal)";
        var there = before.EarlierConfigs.Where(c => !before.Configs.ContainsKey(c.Key)).Concat(before.Configs).ToList();
        if (there.Count == 0)
            yield break;
        yield return $"{"made anew",-10} what this block makes of {string.Join(", ", there.Select(c => $"{c.Key} ({Text.Count(c.Value, "row")})"))}";
        yield return $"{(force ? "removed" : "stays"),-10} what it does not make of it{(force ? " (-Force)" : "")}";
    }

    /// <summary>What a step found of answers.</summary>
    public static string Verdicts(RunStep step) =>
        $"{Count(step.Verdicts!.Right)} right, {Count(step.Verdicts.Wrong)} wrong, {Count(step.Verdicts.Unknown)} unknown, " +
        $"to {Count(step.RowsIn)} {(step.RowsIn == 1 ? "question" : "questions")}";

    private static bool IsOfPairs(string config) => config.StartsWith("format_dpo", StringComparison.Ordinal) || config == "trl";

    /// <summary>What a run would ask and cost.</summary>
    public static IEnumerable<string> OfPlan(Run run)
    {
        var (calls, reused) = (run.Steps.Sum(step => step.Calls), run.Steps.Sum(step => step.Reused));
        if (calls + reused == 0)
            yield break;
        yield return $"{run.Name}: {Text.Count(calls, "call")} to make, {Text.Count(reused, "answer")} in the journal. Cost: " +
            (run.Forecast!.Expected is { } cost
                ? $"about {Text.Dollars(cost)} this time, about {Text.Dollars(run.Forecast.Spent + cost)} in all."
                : "not known, as the price of a model is missing.");
    }

    /// <summary>Where a plan meets -MaxCost; null where it does not.</summary>
    public static string? Stop(CostForecast forecast) => forecast is { Stop: { } stop, Limit: { } limit }
        ? $"-MaxCost {Text.Dollars(limit)} would end the run in {stop.Step}, after about {Text.Count(stop.Rows, "row")} of it" +
            (forecast.Spent > 0 ? $": {Text.Dollars(forecast.Spent)} {(forecast.Spent >= limit ? "is" : "of it is")} spent already." : ".")
        : null;

    /// <summary>
    /// What was spent this time, and over all times that the folder was run: with calls that were cut off, and those whose tokens nobody counted,
    /// which count with the most that they can have cost.
    /// </summary>
    public static string Cost(Run run)
    {
        if (run.Execution!.CostOf(run.Steps) is not { } all || run.Execution.CostNow(run.Steps) is not { } now)
            return "not known, as the price of a model is missing";
        var isMostNow = run.Execution.IsMostNow(run.Steps);
        var isMost = run.Execution.IsMostOf(run.Steps);
        return $"{(isMostNow ? "at most " : "")}{Text.Dollars(now)} this time, {(isMost ? "at most " : "")}{Text.Dollars(all)} in all" +
            (isMostNow ? "; calls that were cut off, or whose tokens the server did not tell, count in full" : "");
    }

    private static string Dollars(decimal? cost) => cost is { } dollars ? Text.Dollars(dollars) : "unknown";

    private static string Line(string step, string rowsIn, string rowsOut, string answers, string reused, string tokens, string now, string all) =>
        $"{(step.Length <= 22 ? step : step[..21] + "…"),-22} {rowsIn,6} {rowsOut,6} {answers,7} {reused,6} {tokens,9} {now,9} {all,8}".TrimEnd();

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
