namespace MathPref.Core.Preference;

/// <summary>Finds the pairs in a row of rated answers. Answers without text or without a rating take no part; equal texts never pair.</summary>
public sealed record PairSelector
{
    public PairSelection Pairs { get; init; } = PairSelection.BestWorst;

    public TiePolicy OnTie { get; init; } = TiePolicy.Skip;

    /// <summary>The least difference between the two ratings.</summary>
    public double MinimumMargin { get; init; }

    /// <summary>The pairs, or why there are none.</summary>
    public IReadOnlyList<PreferencePair> Select(IReadOnlyList<string?> generations, IReadOnlyList<double?> ratings, out NoPairReason reason)
    {
        var known = new List<int>(generations.Count);
        for (var i = 0; i < Math.Min(generations.Count, ratings.Count); i++)
        {
            if (!string.IsNullOrWhiteSpace(generations[i]) && ratings[i] is { } rating && double.IsFinite(rating))
                known.Add(i);
        }
        reason = NoPairReason.TooFewRatings;
        if (known.Count < 2)
            return [];

        var best = known.Max(i => ratings[i]!.Value);
        var worst = known.Min(i => ratings[i]!.Value);
        bool Differ(int a, int b) => !string.Equals(generations[a], generations[b], StringComparison.Ordinal);
        if (best == worst)
        {
            reason = NoPairReason.Tie;
            if (OnTie is not TiePolicy.First || MinimumMargin > 0)
                return [];
            var other = known.FindIndex(i => Differ(known[0], i));
            if (other > 0)
                return [new PreferencePair(known[0], known[other])];
            reason = NoPairReason.SameText;
            return [];
        }

        if (known.Count == 2)
        {
            // The usual row.
            var pair = ratings[known[0]] == best ? new PreferencePair(known[0], known[1]) : new PreferencePair(known[1], known[0]);
            reason = best - worst < MinimumMargin ? NoPairReason.SmallMargin : NoPairReason.SameText;
            return reason is NoPairReason.SmallMargin || !Differ(pair.Chosen, pair.Rejected) ? [] : [pair];
        }
        var candidates = Pairs is PairSelection.All
            ? known.SelectMany(c => known.Where(r => ratings[c] > ratings[r]).Select(r => new PreferencePair(c, r)))
                .OrderByDescending(p => ratings[p.Chosen] - ratings[p.Rejected])
            : from c in known
              where ratings[c] == best
              from r in known
              where ratings[r] == worst
              select new PreferencePair(c, r);
        var wide = candidates.Where(p => ratings[p.Chosen] - ratings[p.Rejected] >= MinimumMargin).ToList();
        reason = NoPairReason.SmallMargin;
        if (wide.Count == 0)
            return [];
        var different = wide.Where(p => Differ(p.Chosen, p.Rejected)).ToList();
        reason = NoPairReason.SameText;
        return Pairs is PairSelection.All ? different : different.Take(1).ToList();
    }
}
