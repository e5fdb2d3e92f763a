using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MathPref.Core.Preference;

/// <summary>
/// Which of the pairs that a row could make are made, whatever makes two answers one. Equal texts never pair. All of it depends on the question, the
/// texts, the ratings and verdicts of the row alone, and where these do not tell two answers apart on which is the first in the row.
/// </summary>
public abstract record PairRules
{
    /// <summary>Two margins of averages are the same though their last binary digits are not: 4.1 − 3.1 and 5 − 4.</summary>
    private const int DigitsOfAMargin = 9;

    /// <summary>The best pair, one that is drawn, or all.</summary>
    public PairSelection Pairs { get; init; } = PairSelection.BestWorst;

    /// <summary>The least difference between the two ratings.</summary>
    public double MinimumMargin { get; init; }

    /// <summary>How many times as long as the other either text may be, in characters (code points); null where that does not matter.</summary>
    public double? MaximumLengthRatio { get; init; }

    /// <summary>The most pairs; null for all of them.</summary>
    public int? MaximumPairs { get; init; }

    /// <summary>Whether a margin is as wide as asked for; one that is not known is not.</summary>
    private protected bool IsWide(double? margin) => margin is { } known && Math.Round(known, DigitsOfAMargin) >= MinimumMargin;

    /// <summary>Whether two texts are no further apart in length than they may be.</summary>
    private protected bool AreNearInLength(string? one, string? other)
    {
        if (MaximumLengthRatio is not { } ratio)
            return true;
        var (a, b) = (Characters(one!), Characters(other!));
        // A quotient is the double that is nearest to it, as the ratio is to what was typed: 115 to 100 are 1.15, and 1.15 times 100 are less than 115.
        return (double)Math.Max(a, b) / Math.Min(a, b) <= ratio;
    }

    /// <summary>Those of the pairs that may be made that are made, or why there are none.</summary>
    /// <param name="question">What was answered.</param>
    /// <param name="generations">The answers.</param>
    /// <param name="candidates">The pairs by rating or verdict, the best first.</param>
    /// <param name="margin">The difference between the two ratings, null where it is not known; null where ratings do not count.</param>
    /// <param name="reason">Why there are none.</param>
    private protected IReadOnlyList<PreferencePair> Choose(
        string question,
        IReadOnlyList<string?> generations,
        IEnumerable<PreferencePair> candidates,
        Func<PreferencePair, double?>? margin,
        out NoPairReason reason)
    {
        var passing = MinimumMargin > 0 && margin is not null ? candidates.Where(p => IsWide(margin(p))).ToList() : candidates.ToList();
        reason = NoPairReason.SmallMargin;
        if (passing.Count == 0)
            return [];
        passing.RemoveAll(p => string.Equals(generations[p.Chosen], generations[p.Rejected], StringComparison.Ordinal));
        reason = NoPairReason.SameText;
        if (passing.Count == 0)
            return [];
        if (MaximumLengthRatio is not null)
            passing.RemoveAll(p => !AreNearInLength(generations[p.Chosen], generations[p.Rejected]));
        reason = NoPairReason.LengthRatio;
        if (passing.Count == 0)
            return [];
        return Pairs switch
        {
            PairSelection.BestWorst => [passing[0]],
            PairSelection.BestRandom => [Drawn(question, generations, passing.FindAll(p => p.Chosen == passing[0].Chosen))],
            _ => MaximumPairs < passing.Count ? Spread(passing, MaximumPairs.Value, margin) : passing,
        };
    }

    /// <summary>
    /// The pair whose rejected text has the least hash with the question and the chosen text: another answer in the row changes the draw only by
    /// winning it. Of equal texts it is the first.
    /// </summary>
    private static PreferencePair Drawn(string question, IReadOnlyList<string?> generations, List<PreferencePair> pairs) =>
        pairs.OrderBy(p => Hash(question, generations[p.Chosen]!, generations[p.Rejected]!), StringComparer.Ordinal).ThenBy(p => p.Rejected).First();

    /// <summary>SHA-256 of the texts, each behind its length, in hexadecimal, whose ordinal order is that of the bytes.</summary>
    private static string Hash(params ReadOnlySpan<string> texts)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            sha.AppendData(length);
            sha.AppendData(bytes);
        }
        return Convert.ToHexString(sha.GetHashAndReset());
    }

    /// <summary>The widest margin first, then the pair whose answers are in the fewest pairs so far, then the first in the row; in the order of all.</summary>
    private static List<PreferencePair> Spread(List<PreferencePair> pairs, int count, Func<PreferencePair, double?>? margin)
    {
        var uses = new Dictionary<int, int>();
        int Uses(PreferencePair pair) => uses.GetValueOrDefault(pair.Chosen) + uses.GetValueOrDefault(pair.Rejected);
        // A text of which no rating is known comes last.
        double Narrowness(PreferencePair pair) => margin is null ? 0 : -Math.Round(margin(pair) ?? double.NegativeInfinity, DigitsOfAMargin);
        var queue = new PriorityQueue<PreferencePair, (double Narrowness, int Uses, int Chosen, int Rejected)>(
            pairs.Select(p => (p, (Narrowness(p), 0, p.Chosen, p.Rejected))));
        var taken = new HashSet<PreferencePair>(count);
        while (taken.Count < count && queue.TryDequeue(out var pair, out var key))
        {
            // What was counted before other pairs were taken is counted anew when its turn comes: numbers of uses never fall.
            if (Uses(pair) is var now && now > key.Uses)
            {
                queue.Enqueue(pair, key with { Uses = now });
                continue;
            }
            taken.Add(pair);
            uses[pair.Chosen] = uses.GetValueOrDefault(pair.Chosen) + 1;
            uses[pair.Rejected] = uses.GetValueOrDefault(pair.Rejected) + 1;
        }
        return pairs.FindAll(taken.Contains);
    }

    /// <summary>Code points, as Python's <c>len</c> counts them; half of a pair is one too.</summary>
    private static int Characters(string text)
    {
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                pairs++;
        }
        return text.Length - pairs;
    }
}
