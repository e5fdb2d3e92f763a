using CsCheck;
using MathPref.Core.Preference;

namespace MathPref.Core.Tests.Preference;

public sealed class PairSelectorTests
{
    private static readonly PairSelector s_default = new();
    private static readonly string[] s_texts = ["a", "b", "c", "d"];

    private static string Pairs(PairSelector selector, IReadOnlyList<string?> texts, params double?[] ratings)
    {
        var pairs = selector.Select("q", texts, ratings, out var reason);
        return pairs.Count == 0 ? reason.ToString() : string.Join(' ', pairs.Select(p => $"{p.Chosen}>{p.Rejected}"));
    }

    [Fact]
    public void The_first_best_is_chosen_and_the_first_worst_rejected()
    {
        Assert.Equal("0>1", Pairs(s_default, s_texts, 4, 2));
        Assert.Equal("1>0", Pairs(s_default, s_texts, 2, 4));
        Assert.Equal("1>0", Pairs(s_default, s_texts, 1, 5, 5, 1));
        Assert.Equal("2>1", Pairs(s_default, s_texts, 3, 1, 5, 2));
    }

    [Fact]
    public void Answers_without_text_or_rating_take_no_part()
    {
        Assert.Equal("0>1", Pairs(s_default, ["a", "b", null, "d"], 4, 2, 5, null));
        Assert.Equal("0>1", Pairs(s_default, ["a", "b", " \n", ""], 4, 2, 5, 1));
        Assert.Equal("0>1", Pairs(s_default, s_texts, 4, 2, double.NaN, double.PositiveInfinity));
    }

    [Fact]
    public void Fewer_than_two_known_ratings_make_no_pair()
    {
        Assert.Equal("TooFewRatings", Pairs(s_default, s_texts, 4, null));
        Assert.Equal("TooFewRatings", Pairs(s_default, s_texts, null, null));
        Assert.Equal("TooFewRatings", Pairs(s_default, s_texts));
        Assert.Equal("TooFewRatings", Pairs(s_default, [], 4, 2));
        Assert.Equal("TooFewRatings", Pairs(s_default, ["a", null], 4, 2));
        Assert.Equal("TooFewRatings", Pairs(s_default, ["a"], 4, 2));
        Assert.Equal("TooFewRatings", Pairs(s_default, s_texts, 4));
    }

    [Fact]
    public void Ties_are_skipped_unless_the_first_is_asked_for()
    {
        var first = s_default with { OnTie = TiePolicy.First };
        Assert.Equal("Tie", Pairs(s_default, s_texts, 3, 3));
        Assert.Equal("Tie", Pairs(s_default with { OnTie = TiePolicy.Error }, s_texts, 3, 3));
        Assert.Equal("Tie", Pairs(s_default with { Pairs = PairSelection.All }, s_texts, 3, 3, 3));
        Assert.Equal("0>1", Pairs(first, s_texts, 3, 3));
        Assert.Equal("1>3", Pairs(first, [null, "b", "b", "d"], 3, 3, 3, 3));
        Assert.Equal("SameText", Pairs(first, ["a", "a"], 3, 3));
        Assert.Equal("Tie", Pairs(first with { MinimumMargin = 1 }, s_texts, 3, 3));
        Assert.Equal("1>0", Pairs(first, s_texts, 2, 4));
    }

    [Fact]
    public void A_pair_needs_the_margin_asked_for()
    {
        var two = s_default with { MinimumMargin = 2 };
        Assert.Equal("0>1", Pairs(two, s_texts, 4, 2));
        Assert.Equal("SmallMargin", Pairs(two, s_texts, 4, 3));
        Assert.Equal("0>1", Pairs(s_default with { MinimumMargin = 0.5 }, s_texts, 4, 3.5));
        Assert.Equal("1>0 1>2", Pairs(two with { Pairs = PairSelection.All }, s_texts, 1, 5, 3, 4).Replace(" 3>0", "", StringComparison.Ordinal).Replace(" 2>0", "", StringComparison.Ordinal));
        Assert.Equal("1>0 3>0 1>2 2>0", Pairs(two with { Pairs = PairSelection.All }, s_texts, 1, 5, 3, 4));
    }

    [Fact]
    public void All_makes_every_two_whose_ratings_differ_the_widest_first()
    {
        var all = s_default with { Pairs = PairSelection.All };
        Assert.Equal("0>2 0>1 1>2", Pairs(all, s_texts, 5, 3, 1));
        Assert.Equal("0>2 1>2", Pairs(all, s_texts, 5, 5, 1));
        Assert.Equal("0>1", Pairs(all, s_texts, 5, 1));
    }

    [Fact]
    public void Equal_texts_never_pair()
    {
        Assert.Equal("SameText", Pairs(s_default, ["a", "a"], 5, 1));
        Assert.Equal("0>2", Pairs(s_default, ["a", "a", "c"], 5, 1, 1));
        Assert.Equal("1>2", Pairs(s_default, ["a", "b", "a"], 5, 5, 1));
        Assert.Equal("SameText", Pairs(s_default with { Pairs = PairSelection.All }, ["a", "a", "a"], 5, 3, 1));
        Assert.Equal("0>1 1>2", Pairs(s_default with { Pairs = PairSelection.All }, ["a", "b", "a"], 5, 3, 1));
    }

    [Fact]
    public void Property_chosen_is_never_rejected_and_always_rated_higher_but_for_a_tie_that_was_asked_for()
    {
        var answers = Gen.Select(Gen.OneOf("a", "b", "c", "", " ", null), Gen.OneOf<double?>(1, 2, 3, 4, 5, 4.5, null, double.NaN), (text, rating) => (text, rating)).Array[0, 6];
        var selector = Gen.Select(Gen.Enum<PairSelection>(), Gen.Enum<TiePolicy>(), Gen.OneOf(0, 1, 2.5), (pairs, tie, margin) => new PairSelector { Pairs = pairs, OnTie = tie, MinimumMargin = margin });
        Gen.Select(answers, selector).Sample((rows, select) =>
        {
            var pairs = select.Select("q", [.. rows.Select(r => r.text)], [.. rows.Select(r => r.rating)], out _);
            Assert.True(select.Pairs is PairSelection.All || pairs.Count <= 1);
            Assert.Equal(pairs.Count, pairs.Distinct().Count());
            foreach (var (chosen, rejected) in pairs)
            {
                Assert.NotEqual(chosen, rejected);
                Assert.NotEqual(rows[chosen].text, rows[rejected].text);
                Assert.False(string.IsNullOrWhiteSpace(rows[chosen].text) || string.IsNullOrWhiteSpace(rows[rejected].text));
                var margin = rows[chosen].rating!.Value - rows[rejected].rating!.Value;
                Assert.True(margin >= select.MinimumMargin);
                Assert.True(margin > 0 || select.OnTie is TiePolicy.First);
            }
            var known = rows.Where(r => !string.IsNullOrWhiteSpace(r.text) && r.rating is { } rating && double.IsFinite(rating)).ToList();
            if (known.Count >= 2 && known.Select(r => r.text).Distinct().Count() == known.Count && known.Max(r => r.rating) - known.Min(r => r.rating) >= Math.Max(select.MinimumMargin, 0.5))
                Assert.NotEmpty(pairs);
        }, iter: 20_000);
    }
}
