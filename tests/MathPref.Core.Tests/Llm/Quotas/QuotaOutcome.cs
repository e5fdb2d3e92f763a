namespace MathPref.Core.Tests.Llm.Quotas;

/// <summary>What one draw came to, beside its oracle.</summary>
internal sealed record QuotaOutcome
{
    private const double Low = 0.3;

    /// <summary>Of fewer answers a share says little.</summary>
    private const int FewestToJudge = 40;

    public required QuotaDraw Draw { get; init; }

    /// <summary>Our answers to the oracle's, both without the first two periods.</summary>
    public required double Share { get; init; }

    /// <summary>Whether there is a stretch longer than two periods, and long enough for 40 of the oracle's answers, with a share below 0.3.</summary>
    public required bool StaysLow { get; init; }

    public required int Calls { get; init; }

    public required int Refusals { get; init; }

    public required int Failed { get; init; }

    public required double Seconds { get; init; }

    public required int Ours { get; init; }

    public required int Oracles { get; init; }

    public static QuotaOutcome Of(QuotaDraw draw)
    {
        var client = new QuotaClient(draw);
        var seconds = client.Run();
        var oracle = QuotaOracle.Run(draw, seconds);
        var (first, end) = (8, client.Answers.QuarterOf(seconds) + 1);
        var (ours, theirs) = (client.Answers.In(first, end), oracle.In(first, end));
        return new QuotaOutcome
        {
            Draw = draw,
            Share = theirs == 0 ? 1 : ours / (double)theirs,
            StaysLow = IsLow(client.Answers, oracle, first, end, theirs),
            Calls = client.Calls,
            Refusals = client.Refusals,
            Failed = client.Failed,
            Seconds = seconds,
            Ours = ours,
            Oracles = theirs,
        };
    }

    private static bool IsLow(AnswerCount ours, AnswerCount oracle, int first, int end, int theirs)
    {
        if (theirs == 0)
            return false;
        var stretch = Math.Max(9, (int)Math.Ceiling(FewestToJudge * (end - first) / (double)theirs));
        for (var from = first; from + stretch <= end; from++)
        {
            var (mine, most) = (ours.In(from, from + stretch), oracle.In(from, from + stretch));
            if (most >= FewestToJudge && mine < Low * most)
                return true;
        }
        return false;
    }
}
