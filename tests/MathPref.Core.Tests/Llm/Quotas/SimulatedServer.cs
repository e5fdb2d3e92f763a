namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>
/// A rule of admission on a turned clock. Times are seconds from the start and never go back. What others take is drawn from the seed and does not
/// depend on us, so that ours and the oracle meet the same.
/// </summary>
internal abstract class SimulatedServer
{
    /// <summary>Whether a call that came now would be admitted.</summary>
    public abstract bool HasRoom(double now);

    /// <summary>Admits a call for which there is room.</summary>
    public abstract void Admit(double now);

    /// <summary>The first time at which there may be room again, if nothing else comes.</summary>
    public abstract double NextRoom(double now);

    /// <summary>An admitted call has its answer.</summary>
    public virtual void Done()
    {
    }

    public static SimulatedServer For(QuotaDraw draw)
    {
        var others = draw.Kind == ServerKind.Shared ? new OtherUsers(draw.Seed, draw.PerMinute / 60) : null;
        return draw.Counts switch
        {
            ServerKind.None => new AtOnceServer(int.MaxValue),
            ServerKind.AtOnce => new AtOnceServer(draw.MostAtOnce),
            ServerKind.SlidingWindow => new SlidingWindowServer(draw.Window, draw.PerWindow, others),
            ServerKind.TokenBucket => new TokenBucketServer(draw.PerMinute / 60, draw.Burst, others),
            _ => new FixedWindowServer(draw.Window, draw.PerWindow, new Random(draw.Seed + 1).NextDouble() * draw.Window, others),
        };
    }
}
