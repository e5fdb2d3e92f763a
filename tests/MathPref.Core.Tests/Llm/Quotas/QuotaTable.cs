using System.Globalization;
using System.Text;

namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>The outcomes of many draws, by kind of server, and the marks that they are held to.</summary>
internal sealed record QuotaTable
{
    public const double MedianMark = 0.95;

    public required ServerKind Kind { get; init; }

    public required IReadOnlyList<QuotaOutcome> Outcomes { get; init; }

    public double FifthPercentileMark => Kind == ServerKind.Shared ? 0.6 : 0.8;

    public double Median => Percentile(0.5);

    public double FifthPercentile => Percentile(0.05);

    public double Worst => Percentile(0);

    /// <summary>Draws with a stretch longer than two periods below 0.3.</summary>
    public int Low => Outcomes.Count(outcome => outcome.StaysLow);

    /// <summary>Refusals to calls, strays in them.</summary>
    public double Refused => Outcomes.Sum(outcome => (double)outcome.Refusals) / Outcomes.Sum(outcome => (double)outcome.Calls);

    /// <summary>The median over the draws of what was refused more than the strays.</summary>
    public double RefusedAboveStrays
    {
        get
        {
            var above = Outcomes.Select(outcome => outcome.Refusals / (double)outcome.Calls - outcome.Draw.Stray).Order().ToList();
            return above[above.Count / 2];
        }
    }

    public static IReadOnlyList<QuotaTable> Of(IEnumerable<QuotaOutcome> outcomes) => outcomes
        .GroupBy(outcome => outcome.Draw.Kind)
        .OrderBy(group => group.Key)
        .Select(group => new QuotaTable { Kind = group.Key, Outcomes = group.OrderBy(outcome => outcome.Share).ToList() })
        .ToList();

    /// <summary>The table as the notes have it.</summary>
    public static string Text(IReadOnlyList<QuotaTable> tables)
    {
        var text = new StringBuilder("| server | draws | median | 5th percentile | worst | below 0.3 | refused | above the strays | rows failed |\n");
        text.Append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var t in tables)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {Name(t.Kind)} | {t.Outcomes.Count} | {t.Median:0.000} | {t.FifthPercentile:0.000} | {t.Worst:0.000} | {t.Low} | {t.Refused:0.0%} | {t.RefusedAboveStrays:0.0%} | " +
                $"{t.Outcomes.Sum(outcome => outcome.Failed)} |\n");
        }
        return text.ToString();
    }

    private double Percentile(double part) => Outcomes[(int)(part * (Outcomes.Count - 1))].Share;

    private static string Name(ServerKind kind) => kind switch
    {
        ServerKind.None => "no quota",
        ServerKind.FixedWindow1 => "fixed window of 1 s",
        ServerKind.FixedWindow10 => "fixed window of 10 s",
        ServerKind.FixedWindow60 => "fixed window of 60 s",
        ServerKind.SlidingWindow => "sliding window",
        ServerKind.TokenBucket => "token bucket",
        ServerKind.AtOnce => "so many at once",
        _ => "shared with others",
    };
}
