using MathPref.Core.Maths;
using MathPref.Core.Maths.Scorers;

namespace MathPref.Core.Tests.Maths.Scorers;

/// <summary>References against the measured cases: what is written is a text that the scorers were seen to pay right answers for, and no wrong ones.</summary>
public sealed class ScorerTableTests
{
    /// <summary>References for which the table has no such text, each with why.</summary>
    private static readonly Dictionary<string, string> s_trlExceptions = new(StringComparer.Ordinal)
    {
        ["x = 42"] = "measured as $x = 5$",
        ["$42"] = "money, measured as $\\$5$",
        ["0.3333"] = "a rounded reference is what it says: the scorer compares six places",
        ["True"] = "true and yes are two words to the scorer",
        ["Half of $84$ is what we want: 42"] = "a text without a final answer that is announced",
    };

    private static readonly Dictionary<(string, string), string> s_verlExceptions = new()
    {
        [("DigitalLearningGmbH/MATH-lighteval", "1234")] = "of 1234 and 1,234 a comparison of texts pays one, and digits are the usual one",
        [("math_dapo", "a triangle")] = "the article falls, as in the scorer",
        [("DigitalLearningGmbH/MATH-lighteval", @"1{,}234")] = "the same",
        [("DigitalLearningGmbH/MATH-lighteval", @"1,\!234")] = "the same",
    };

    [Fact]
    public void Each_reference_of_the_TRL_table_is_written_as_the_scorer_was_seen_to_read_it()
    {
        var failures = new List<string>();
        int counted = 0;
        // An inequality is paid only where the solution is one, whatever its interval.
        var all = ScorerTable.Trl().Where(c => c.Completion != @"\boxed{-2 < x < 2}" || c.Written == "$-2 < x < 2$").ToList();
        foreach (var group in all.GroupBy(c => c.Group))
        {
            var cases = group.ToList();
            foreach (string reference in cases.Select(c => c.Written).Distinct().Where(r => !s_trlExceptions.ContainsKey(r)))
            {
                failures.AddRange(ScorerTable.Failures(all, cases, reference, TrlSolution.Of(MathReference.Read(reference)).Text, IsTrlSpelling));
                counted++;
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(counted > 100, $"{counted} references");
    }

    [Fact]
    public void Each_ground_truth_of_the_verl_table_is_written_as_its_scorer_was_seen_to_read_it()
    {
        var failures = new List<string>();
        int counted = 0;
        foreach (var group in ScorerTable.Verl().GroupBy(c => c.Group))
        {
            var cases = group.ToList();
            foreach (string reference in cases.Select(c => c.Written).Distinct().Where(r => !s_verlExceptions.ContainsKey((group.Key, r))))
            {
                var answer = VerlAnswer.Of(MathReference.Read(reference), group.Key);
                Assert.Equal(group.Key, answer.DataSource);
                failures.AddRange(ScorerTable.Failures(cases, cases, reference, answer.Answer.Text, (a, b) => WithoutBlanks(a) == WithoutBlanks(b)));
                counted++;
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(counted > 50, $"{counted} ground truths");
    }

    /// <summary>A plain number is the same bare and between dollar signs: 42, 1/3 and 1234 were measured in both.</summary>
    private static bool IsTrlSpelling(string measured, string text) => measured == text || char.IsAsciiDigit(text[^1]) && measured == $"${text}$";

    /// <summary>verl's scorers take blanks out of both.</summary>
    private static string WithoutBlanks(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
