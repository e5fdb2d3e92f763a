using System.Text.RegularExpressions;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Scorers;

namespace MathPref.Core.Tests.Maths;

/// <summary>docs/maths.md: each row of its tables has the verdict that it prints.</summary>
public sealed partial class MathPageTests
{
    [Fact]
    public void Every_example_on_the_page_has_the_verdict_that_it_says()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "maths.md"));
        var examples = Example().Matches(page);
        Assert.True(examples.Count >= 90, $"{examples.Count} examples");
        var failures = examples
            .Select(m => (Answer: m.Groups["answer"].Value, Reference: m.Groups["reference"].Value, Verdict: m.Groups["verdict"].Value))
            .Select(e => (e.Answer, e.Reference, e.Verdict, Check: MathAnswer.Check(e.Answer, e.Reference)))
            .Where(e => e.Check.Verdict.ToString() != e.Verdict)
            .Select(e => $"{e.Answer} | {e.Reference}: the page says {e.Verdict}, it is {e.Check.Verdict} ({e.Check.Method}): {e.Check.Reason}")
            .ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.Equal(page.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal)), examples.Count);
    }

    [Fact]
    public void Every_reference_on_the_page_is_written_for_the_scorer_as_it_says()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "maths.md"));
        var examples = Written().Matches(page);
        Assert.True(examples.Count >= 20, $"{examples.Count} examples");
        foreach (Match example in examples)
        {
            var reference = MathReference.Read(example.Groups["reference"].Value);
            string scorer = example.Groups["scorer"].Value;
            var verl = VerlAnswer.Of(reference);
            var (written, name) = scorer == "TRL" ? (TrlSolution.Of(reference), "TRL") : (verl.Answer, verl.DataSource);
            string text = example.Groups["text"] is { Success: true } shown ? shown.Value : "";
            Assert.Equal((example.Groups["reference"].Value, scorer, text), (example.Groups["reference"].Value, name, written.Text ?? ""));
        }
    }

    [GeneratedRegex("^\\| (?<scorer>TRL|openai/gsm8k|numina_olympiads|DigitalLearningGmbH/MATH-lighteval) \\| `(?<reference>.+?)` \\| (?:`(?<text>.+?)`|not written) \\|\\r?$",
        RegexOptions.Multiline)]
    private static partial Regex Written();

    [GeneratedRegex("^\\| `(?<answer>.+?)` \\| `(?<reference>.+?)` \\| (?<verdict>Right|Wrong|Unknown) \\|\\r?$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
