using CsCheck;
using MathPref.Core.Preference;

namespace MathPref.Core.Tests.Preference;

/// <summary>Which of the pairs of a row are made: the draw, the most of them, and how far apart in length two texts may be.</summary>
public sealed class PairRulesTests
{
    private static readonly PairSelector s_all = new() { Pairs = PairSelection.All };
    private static readonly PairSelector s_random = new() { Pairs = PairSelection.BestRandom };
    private static readonly CorrectnessSelector s_sides = new() { Pairs = PairSelection.All };

    private static string Pairs(PairSelector selector, IReadOnlyList<string?> texts, params double?[] ratings)
    {
        var pairs = selector.Select("q", texts, ratings, out var reason);
        return pairs.Count == 0 ? reason.ToString() : string.Join(' ', pairs.Select(p => $"{p.Chosen}>{p.Rejected}"));
    }

    private static string Sides(CorrectnessSelector selector, IReadOnlyList<string?> texts, string verdicts, params double?[] ratings)
    {
        var pairs = selector.Select(
            "q", texts, [.. verdicts.Select(v => new AnswerVerdict(v == 'r' ? true : v == 'w' ? false : null))], ratings.Length == 0 ? new double?[texts.Count] : ratings, out var reason);
        return pairs.Count == 0 ? reason.ToString() : string.Join(' ', pairs.Select(p => $"{p.Chosen}>{p.Rejected}"));
    }

    [Fact]
    public void A_pair_may_not_differ_in_length_by_more_than_asked_for()
    {
        var twice = new PairSelector { MaximumLengthRatio = 2 };
        Assert.Equal("0>1", Pairs(twice, ["aaaa", "bb"], 5, 1));
        Assert.Equal("LengthRatio", Pairs(twice, ["aaaaa", "bb"], 5, 1));
        Assert.Equal("LengthRatio", Pairs(twice, ["aa", "bbbbb"], 5, 1));
        Assert.Equal("LengthRatio", Pairs(twice with { OnTie = TiePolicy.First }, ["aa", "bbbbb"], 3, 3));
        Assert.Equal("0>2", Pairs(twice with { OnTie = TiePolicy.First }, ["aa", "bbbbb", "ccc"], 3, 3, 3));
        Assert.Equal("LengthRatio", Sides(new() { MaximumLengthRatio = 2 }, ["aa", "bbbbb"], "rw"));
        Assert.Equal("0>2", Sides(new() { MaximumLengthRatio = 2 }, ["aa", "bbbbb", "cc"], "rww"));
        // 1.15 times 100 is less than 115 in doubles.
        Assert.Equal("0>1", Pairs(new() { MaximumLengthRatio = 1.15 }, [new string('a', 115), new string('b', 100)], 5, 1));
    }

    [Fact]
    public void Lengths_are_counted_in_code_points()
    {
        var same = new PairSelector { MaximumLengthRatio = 1 };
        Assert.Equal("0>1", Pairs(same, ["\U0001D465\U0001D466", "ab"], 5, 1));
        Assert.Equal("LengthRatio", Pairs(same, ["\U0001D465\U0001D466", "abcd"], 5, 1));
        Assert.Equal("0>1", Pairs(same, ["\ud835a", "ab"], 5, 1));
    }

    [Fact]
    public void Best_against_worst_takes_the_widest_pair_that_passes()
    {
        Assert.Equal("0>2", Pairs(new() { MaximumLengthRatio = 2 }, ["aa", "bbbbb", "cc", "dd"], 5, 1, 2, 3));
        Assert.Equal("1>2", Pairs(new() { MaximumLengthRatio = 2 }, ["aaaaaaaa", "bb", "cc"], 5, 4, 1));
        Assert.Equal("0>2", Pairs(new(), ["a", "a", "c"], 5, 1, 3));
        Assert.Equal("SmallMargin", Pairs(new() { MaximumLengthRatio = 2, MinimumMargin = 3.5 }, ["aa", "bbb"], 4, 1));
        Assert.Equal("LengthRatio", Pairs(new() { MaximumLengthRatio = 2, MinimumMargin = 3.5 }, ["aa", "bbbbb", "cc"], 5, 1, 2));
    }

    [Fact]
    public void The_most_pairs_are_the_widest_and_spread_over_the_answers()
    {
        string[] four = ["a", "b", "c", "d"];
        Assert.Equal("0>3", Pairs(s_all with { MaximumPairs = 1 }, four, 5, 4, 2, 1));
        // The widest is 4 apart; of the two that are 3 apart the first.
        Assert.Equal("0>3 0>2", Pairs(s_all with { MaximumPairs = 2 }, four, 5, 4, 2, 1));
        Assert.Equal("0>2 1>3", Pairs(s_all with { MaximumPairs = 2 }, four, 5, 5, 1, 1));
        Assert.Equal("0>2 0>3 1>3", Pairs(s_all with { MaximumPairs = 3 }, four, 5, 5, 1, 1));
        Assert.Equal("0>2 0>3 1>2 1>3", Pairs(s_all with { MaximumPairs = 9 }, four, 5, 5, 1, 1));
        Assert.Equal("0>2 1>3", Sides(s_sides with { MaximumPairs = 2 }, four, "rrww"));
        Assert.Equal("1>2", Sides(s_sides with { MaximumPairs = 1, ByRating = true }, four, "rrww", 4, 5, 1, 2));
        Assert.Equal("0>3", Sides(s_sides with { MaximumPairs = 1, ByRating = true }, four, "rrww", 3, null, null, 2));
        // 4.1 - 3.1 and 5 - 4 are the same margin, though not the same double.
        Assert.Equal("0>1", Pairs(s_all with { MaximumPairs = 1, MaximumLengthRatio = 1 }, ["aa", "bb", "c", "d"], 4.1, 3.1, 5, 4));
    }

    /// <summary>Drawn once and for all: whoever makes the same rows anywhere has the same pairs.</summary>
    [Fact]
    public void The_draw_is_the_same_on_every_machine()
    {
        string[] texts = ["best", "one", "two", "three", "four"];
        var rejected = Enumerable.Range(1, 40).Select(i => s_random.Select($"question {i}", texts, [5, 1, 2, 3, 4], out _) is [{ Chosen: 0 } pair] ? pair.Rejected : -1).ToList();
        Assert.Equal(4, rejected.Distinct().Count());
        var expected = Enumerable.Range(1, 40).Select(i => Enumerable.Range(1, 4).MinBy(r => Hash($"question {i}", "best", texts[r]), StringComparer.Ordinal));
        Assert.Equal(expected, rejected);
    }

    /// <summary>The hash once more, in other words.</summary>
    private static string Hash(params string[] texts)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var bytes in texts.Select(System.Text.Encoding.UTF8.GetBytes))
        {
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream.ToArray()));
    }

    [Fact]
    public void Another_answer_changes_the_draw_only_by_winning_it()
    {
        string?[] texts = ["best", "one", "two", "three"];
        for (var i = 0; i < 50; i++)
        {
            var before = Assert.Single(s_random.Select($"question {i}", texts, [5, 1, 2, 3], out _));
            var after = Assert.Single(s_random.Select($"question {i}", ["another", .. texts], [4, 5, 1, 2, 3], out _));
            Assert.True(after.Rejected == 0 || after == new PreferencePair(before.Chosen + 1, before.Rejected + 1));
        }
        Assert.Equal("0>1", Pairs(s_random, ["best", "same", "same"], 5, 2, 1));
    }

    [Fact]
    public void Only_what_may_be_rejected_is_drawn()
    {
        Assert.Equal("0>2", Pairs(s_random with { MinimumMargin = 3 }, ["a", "b", "c"], 5, 3, 1));
        Assert.Equal("0>2", Pairs(s_random with { MaximumLengthRatio = 2 }, ["a", "bbbb", "c"], 5, 3, 1));
        Assert.Equal("1>3", Sides(new() { Pairs = PairSelection.BestRandom }, ["cut", "r", "?", "w", "r2"], "?r?wr"));
    }

    private sealed record Answer(string Text, double? Rating, char Verdict);

    [Fact]
    public void Property_what_is_made_passes_every_rule_and_the_order_of_answers_decides_ties_alone()
    {
        var answers = Gen.Select(Gen.OneOf("a", "bb", "ccc", "dddddd", "eeeeeeeeeeee", "f"), Gen.OneOf<double?>(1, 2, 3, 3.5, 5, null), Gen.OneOf('r', 'w', '?'), (t, r, v) => new Answer(t, r, v)).Array[0, 8];
        var rules = Gen.Select(Gen.Enum<PairSelection>(), Gen.OneOf<double?>(null, 1, 2, 3), Gen.OneOf<int?>(null, 1, 2, 5), Gen.OneOf(0, 1, 2.5));
        Gen.Select(answers, rules, Gen.Enum<PairBasis>()).Sample((rows, rule, by) =>
        {
            var (selection, ratio, most, margin) = rule;
            IReadOnlyList<PreferencePair> Make(Answer[] of, PairSelection pairs, int? maximum) => by is PairBasis.Rating
                ? new PairSelector { Pairs = pairs, MaximumLengthRatio = ratio, MaximumPairs = maximum, MinimumMargin = margin }
                    .Select("q", [.. of.Select(a => a.Text)], [.. of.Select(a => a.Rating)], out _)
                : new CorrectnessSelector { Pairs = pairs, MaximumLengthRatio = ratio, MaximumPairs = maximum, ByRating = by is PairBasis.CorrectnessThenRating, MinimumMargin = by is PairBasis.Correctness ? 0 : margin }
                    .Select("q", [.. of.Select(a => a.Text)], [.. of.Select(a => new AnswerVerdict(a.Verdict == '?' ? null : a.Verdict == 'r'))], [.. of.Select(a => a.Rating)], out _);

            var made = Make(rows, selection, most);
            var all = Make(rows, PairSelection.All, null);
            Assert.Equal(selection is PairSelection.All ? Math.Min(most ?? int.MaxValue, all.Count) : Math.Min(1, all.Count), made.Count);
            Assert.Equal(all.Where(made.Contains), made);
            foreach (var (chosen, rejected) in all)
            {
                var (c, r) = (rows[chosen], rows[rejected]);
                Assert.NotEqual(c.Text, r.Text);
                Assert.True(ratio is null || Math.Max(c.Text.Length, r.Text.Length) <= ratio * Math.Min(c.Text.Length, r.Text.Length));
                Assert.True(by is PairBasis.Rating ? c.Rating > r.Rating : c.Verdict == 'r' && r.Verdict == 'w');
                Assert.True(by is PairBasis.Correctness || margin == 0 || c.Rating - r.Rating >= margin);
            }
            var turned = Make([.. rows.Reverse()], selection, most);
            Assert.Equal(made.Count, turned.Count);
            Assert.Equal(Margins(rows, made), Margins([.. rows.Reverse()], turned));
            IEnumerable<double?> Margins(Answer[] of, IReadOnlyList<PreferencePair> pairs) =>
                by is PairBasis.Correctness || selection is PairSelection.BestRandom || by is PairBasis.CorrectnessThenRating && selection is not PairSelection.All
                    ? [] : pairs.Select(p => of[p.Chosen].Rating - of[p.Rejected].Rating).Order();
        }, iter: 5_000);
    }
}
