namespace MathPref.Core.Runs;

/// <summary>What planned calls would cost, in the order in which rows come to them, and where a limit would end them.</summary>
/// <param name="limit">USD, over all times; null for no limit.</param>
/// <param name="spent">USD that was spent already.</param>
internal sealed class CostForecast(decimal? limit, decimal spent)
{
    public decimal? Limit => limit;

    /// <summary>USD that was spent already.</summary>
    public decimal Spent => spent;

    /// <summary>USD that these calls would cost; null where a price is not known.</summary>
    public decimal? Expected { get; private set; } = 0;

    /// <summary>The step where the limit would be met, and how many of its rows were done by then; null where it is enough.</summary>
    public (string Step, long Rows)? Stop { get; private set; }

    /// <param name="step">The step's name.</param>
    /// <param name="rows">Rows of the step before this one.</param>
    /// <param name="cost">USD of this row.</param>
    public void Add(string step, long rows, decimal? cost)
    {
        Expected += cost;
        if (Stop is null && cost > 0 && spent + Expected > limit)
            Stop = (step, rows);
    }
}
