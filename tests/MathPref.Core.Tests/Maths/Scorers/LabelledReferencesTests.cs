using System.Text.RegularExpressions;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Scorers;
using MathPref.Core.Tests.Maths.Labelled;

namespace MathPref.Core.Tests.Maths.Scorers;

/// <summary>All references of the labelled answers.</summary>
public sealed partial class LabelledReferencesTests
{
    private static readonly List<string> s_references =
        [.. LabelledAnswer.Read("real.jsonl.gz").Concat(LabelledAnswer.Read("made.jsonl.gz")).Select(a => a.Reference).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void A_solution_for_TRL_is_a_plain_number_or_wholly_between_two_dollars_and_the_reference_again()
    {
        var failures = new List<string>();
        int problems = 0;
        foreach (string text in s_references)
        {
            var reference = MathReference.Read(text);
            var answer = TrlSolution.Of(reference);
            Assert.NotEqual(answer.Text is null, answer.Problem is null);
            if (answer.Text is not { } solution)
                problems++;
            else if (!Solution().IsMatch(solution) || MathAnswer.Check(solution, reference).Verdict is not MathVerdict.Right)
                failures.Add($"{text}: {solution}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        // Numbers in other bases, ratios of three and times, numbers of which TRL rounds all digits away, and letters that it takes for units.
        Assert.True(problems < s_references.Count / 25, $"{problems} of {s_references.Count} cannot be written");
    }

    [Fact]
    public void A_ground_truth_for_verl_is_bare_and_the_reference_again()
    {
        var failures = new List<string>();
        int problems = 0;
        foreach (string text in s_references)
        {
            var reference = MathReference.Read(text);
            var (source, form, answer) = VerlAnswer.Of(reference);
            if (answer.Text is not { } truth)
                problems++;
            else if (Dollar().IsMatch(truth) || truth.Contains("boxed", StringComparison.Ordinal)
                || MathAnswer.Check($@"\boxed{{{truth}}}", reference).Verdict is not MathVerdict.Right
                || form is AnswerForm.Hashes != source is VerlAnswer.OfWholeNumbers)
                failures.Add($"{text}: {source} {truth}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        // Those with a word in the middle, behind which MATH's scorer drops all.
        Assert.True(problems < s_references.Count / 60, $"{problems} of {s_references.Count} cannot be written");
    }

    [GeneratedRegex(@"^(?:-?\d+(?:\.\d+|/\d+)?|\$(?:[^$\n]|(?<=\\)\$)+(?<!\\)\$)$")]
    private static partial Regex Solution();

    [GeneratedRegex(@"(?<!\\)\$")]
    private static partial Regex Dollar();
}
