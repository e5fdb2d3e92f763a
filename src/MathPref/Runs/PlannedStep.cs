using System.Management.Automation;
using MathPref.Core.Runs;

namespace MathPref.Runs;

/// <summary>What a run would ask, step by step and in all, as objects for a table.</summary>
internal static class PlannedStep
{
    public const string TypeName = "MathPref.PlannedStep";

    /// <summary>The calling steps of a plan, or of a dry run projected to the whole source, and a last object for all of them.</summary>
    /// <param name="steps">All steps of the run.</param>
    /// <param name="isPlan">Whether what the journal holds is known of every row, and so no call.</param>
    public static IReadOnlyList<PSObject> Of(IReadOnlyList<RunStep> steps, bool isPlan)
    {
        var asked = steps.Where(step => step.CallsModels).Select(step => (Step: step, Factor: FactorOf(step, steps))).ToList();
        var rows = asked.ConvertAll(a => ToObject(
            a.Step.Names,
            a.Step.Models.Select(model => model.Model).ToArray(),
            Project(a.Step.RowsIn - a.Step.LeftOut, a.Factor),
            Calls(a.Step, a.Factor, isPlan),
            isPlan ? a.Step.Reused : null,
            Project(a.Step.InputTokens, a.Factor),
            Project(a.Step.OutputTokens, a.Factor),
            a.Step.Cost * (decimal)a.Factor));
        rows.Add(ToObject(
            ["in all"],
            [],
            null,
            asked.Sum(a => Calls(a.Step, a.Factor, isPlan)),
            isPlan ? asked.Sum(a => a.Step.Reused) : null,
            asked.Sum(a => Project(a.Step.InputTokens, a.Factor)),
            asked.Sum(a => Project(a.Step.OutputTokens, a.Factor)),
            asked.Aggregate((decimal?)0, (sum, a) => sum + a.Step.Cost * (decimal)a.Factor)));
        return rows;
    }

    /// <summary>How many rows of the source stand behind each that was worked on.</summary>
    private static double FactorOf(RunStep step, IReadOnlyList<RunStep> all, int depth = 0)
    {
        if (step.LeftOut > 0)
            return (double)step.RowsIn / (step.RowsIn - step.LeftOut);
        if (step.Sources.Count > 0 && depth < all.Count)
            return step.Sources.Max(source => FactorOf(source, all, depth + 1));
        // Rows whose way is not known (Select-Object makes new ones) are taken to come from what was cut short.
        return step.CallsModels ? all.Where(other => other.LeftOut > 0).Select(other => FactorOf(other, all)).DefaultIfEmpty(1).Max() : 1;
    }

    private static long Calls(RunStep step, double factor, bool isPlan) => isPlan ? step.Calls : Project(step.Calls + step.Reused, factor);

    private static long Project(long count, double factor) => (long)Math.Round(count * factor);

    private static PSObject ToObject(string[] steps, string[] models, long? rows, long calls, long? reused, long input, long output, decimal? cost)
    {
        var planned = new PSObject();
        planned.TypeNames.Insert(0, TypeName);
        void Add(string name, object? value) => planned.Properties.Add(new PSNoteProperty(name, value));
        Add("Steps", steps);
        Add("Models", models);
        Add("Rows", rows);
        Add("Calls", calls);
        Add("Reused", reused);
        Add("InputTokens", input);
        Add("OutputTokens", output);
        Add("Cost", cost is null ? null : Math.Round(cost.Value, 6));
        return planned;
    }
}
