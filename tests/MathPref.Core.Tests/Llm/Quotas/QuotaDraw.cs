using System.Globalization;

namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>One server and one client, drawn from a seed alone. Times are in seconds.</summary>
internal sealed record QuotaDraw
{
    private static readonly double[] s_windows = [1, 10, 60];
    private static readonly double[] s_strays = [0, 0.05, 0.15, 0.25, 0.4];

    public required int Seed { get; init; }

    public required ServerKind Kind { get; init; }

    /// <summary>What counts for <see cref="ServerKind.Shared"/>; otherwise the kind itself.</summary>
    public required ServerKind Counts { get; init; }

    public required double PerMinute { get; init; }

    /// <summary>Of fixed and sliding windows.</summary>
    public required double Window { get; init; }

    /// <summary>Of a token bucket.</summary>
    public required int Burst { get; init; }

    /// <summary>Of a server that counts what is in flight.</summary>
    public required int MostAtOnce { get; init; }

    /// <summary>The share of calls that are refused for no reason of ours; they take nothing of the quota.</summary>
    public required double Stray { get; init; }

    /// <summary>Whether refusals say when to come again.</summary>
    public required bool SaysRetryAfter { get; init; }

    /// <summary>Median of the time to an answer.</summary>
    public required double Latency { get; init; }

    /// <summary>Of the log-normal distribution; 0 for a fixed time.</summary>
    public required double Sigma { get; init; }

    /// <summary>The time to a refusal.</summary>
    public required double RoundTrip { get; init; }

    public required int InFlight { get; init; }

    /// <summary>Of a window, the number that it admits.</summary>
    public int PerWindow => Math.Max(1, (int)Math.Round(PerMinute * Window / 60));

    /// <summary>
    /// What is called a window here: the server's own; the time in which a bucket fills up; where nothing is counted over a time, the time of an
    /// answer. No less than a second.
    /// </summary>
    public double Period => Math.Max(1, Counts switch
    {
        ServerKind.TokenBucket => Burst * 60 / PerMinute,
        ServerKind.None or ServerKind.AtOnce => Latency,
        _ => Window,
    });

    public static QuotaDraw Of(int seed)
    {
        var random = new Random(seed);
        double Between(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        // In turn, so that each kind is drawn equally often.
        var kind = (ServerKind)(seed % 8);
        var counts = kind == ServerKind.Shared
            ? random.Next(3) switch { 0 => ServerKind.FixedWindow60, 1 => ServerKind.SlidingWindow, _ => ServerKind.TokenBucket }
            : kind;
        var anyWindow = s_windows[random.Next(3)];
        var inFlight = (int)Math.Round(Between(8, 128));
        var latency = Between(0.05, 5);
        var isFixed = random.Next(2) == 0;
        return new QuotaDraw
        {
            Seed = seed,
            Kind = kind,
            Counts = counts,
            PerMinute = Between(30, 6000),
            Window = kind switch { ServerKind.FixedWindow1 => 1, ServerKind.FixedWindow10 => 10, ServerKind.FixedWindow60 => 60, _ => anyWindow },
            Burst = (int)Math.Round(Between(1, 100)),
            MostAtOnce = (int)Math.Round(Between(1, inFlight)),
            Stray = s_strays[random.Next(s_strays.Length)],
            SaysRetryAfter = random.Next(2) == 0,
            Latency = latency,
            Sigma = isFixed ? 0 : Between(0.2, 0.8),
            RoundTrip = Math.Min(latency, Between(0.002, 0.04)),
            InFlight = inFlight,
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"seed {Seed}: {Kind}{(Kind == Counts ? "" : $" of {Counts}")}, {PerMinute:0}/min, window {Window}, burst {Burst}, {MostAtOnce} at once, {Stray:0%} strays, " +
        $"{(SaysRetryAfter ? "" : "no ")}Retry-After, {Latency:0.00} s sigma {Sigma:0.0}, refusals {RoundTrip * 1000:0} ms, {InFlight} in flight");
}
