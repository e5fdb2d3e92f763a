namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>
/// What chance decides for one side of a draw. The n-th call that goes out is a stray for ours and for the oracle alike, and the n-th that is admitted
/// takes as long.
/// </summary>
internal sealed class Chances(QuotaDraw draw)
{
    private readonly Random _strays = new(draw.Seed + 3);
    private readonly Random _latencies = new(draw.Seed + 4);

    public bool IsStray() => _strays.NextDouble() < draw.Stray;

    /// <summary>Seconds to an answer.</summary>
    public double Latency()
    {
        if (draw.Sigma == 0)
            return draw.Latency;
        var normal = Math.Sqrt(-2 * Math.Log(1 - _latencies.NextDouble())) * Math.Cos(2 * Math.PI * _latencies.NextDouble());
        return draw.Latency * Math.Exp(draw.Sigma * normal);
    }
}
