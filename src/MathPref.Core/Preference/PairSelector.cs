namespace MathPref.Core.Preference;

/// <summary>Finds the pairs in a row of rated answers. Answers without text or without a rating take no part; equal texts never pair.</summary>
public sealed record PairSelector : PairRules
{
    public TiePolicy OnTie { get; init; } = TiePolicy.Skip;

    /// <summary>The pairs, or why there are none: the widest margin first, then the first in the row.</summary>
    public IReadOnlyList<PreferencePair> Select(
        string question, IReadOnlyList<string?> generations, IReadOnlyList<double?> ratings, out NoPairReason reason)
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
            reason = NoPairReason.SameText;
            for (var i = 0; i < known.Count; i++)
            {
                for (var j = i + 1; j < known.Count; j++)
                {
                    if (!Differ(known[i], known[j]))
                        continue;
                    if (AreNearInLength(generations[known[i]], generations[known[j]]))
                        return [new PreferencePair(known[i], known[j])];
                    reason = NoPairReason.LengthRatio;
                }
            }
            return [];
        }

        if (known.Count == 2)
        {
            // The usual row.
            var pair = ratings[known[0]] == best ? new PreferencePair(known[0], known[1]) : new PreferencePair(known[1], known[0]);
            if (!IsWide(best - worst))
                reason = NoPairReason.SmallMargin;
            else if (!Differ(pair.Chosen, pair.Rejected))
                reason = NoPairReason.SameText;
            else if (!AreNearInLength(generations[pair.Chosen], generations[pair.Rejected]))
                reason = NoPairReason.LengthRatio;
            else
                return [pair];
            return [];
        }
        double? Margin(PreferencePair pair) => ratings[pair.Chosen] - ratings[pair.Rejected];
        var candidates = known.SelectMany(c => known.Where(r => ratings[c] > ratings[r]).Select(r => new PreferencePair(c, r))).OrderByDescending(Margin);
        return Choose(question, generations, candidates, Margin, out reason);
    }
}
