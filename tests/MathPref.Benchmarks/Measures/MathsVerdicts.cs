using System.Diagnostics;
using System.Globalization;
using System.Text;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Tests.Maths;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// Measure 14: verdicts a second on one core, each with both texts read anew. The answers are those of the tables that the tests go by: numbers, lists
/// and units; expressions with variables and functions; and whole texts of a model around them.
/// </summary>
internal static class MathsVerdicts
{
    private static readonly string[] s_simple = ["numbers.tsv", "collections.tsv", "quantities.tsv", "words.tsv"];
    private static readonly string[] s_symbolic = ["algebra.tsv", "functions.tsv", "equations.tsv"];

    private static readonly string[] s_steps =
    [
        "First, let us write down what is given. We know that the total is {0} and that each part has {1} of them, so that $n = {0} - {1}$ remain.",
        "Next we simplify the expression: \\[ \\frac{{{0}x + {1}}}{{{1}}} = \\frac{{{0}}}{{{1}}}x + 1. \\]",
        "**Step {1}.** Substituting $x = {0}$ into the equation gives ${0}^2 - {1} \\cdot {0} = {0}({0} - {1})$.",
        "Since ${0} > {1}$, the second case cannot occur, and we need to look at the first one only.",
        "By the quadratic formula, $$x = \\frac{{-{0} \\pm \\sqrt{{{0}^2 + 4 \\cdot {1}}}}}{{2}}.$$",
        "In other words, there are {0} choices for the first and {1} for the second, which makes {0} × {1} in all.",
        "We must not forget that the units are different here: {0} minutes are not {0} hours, so we divide by 60.",
        "Let me check this: with $a = {0}$ and $b = {1}$ both sides are equal, so the step holds.",
    ];

    private static readonly string[] s_ends = ["The answer is $\\boxed{{{0}}}$.", "\\[\n\\boxed{{{0}}}\n\\]", "**Final Answer:** ${0}$", "The final answer is ${0}$. I hope it is correct.", "#### {0}", "Therefore, the answer is ${0}$."];

    public static Task<IReadOnlyList<Figure>> TakeAsync(bool isShort)
    {
        var (simple, symbolic) = (Cases(s_simple), Cases(s_symbolic));
        var texts = simple.Concat(symbolic).Where(each => each.Answer.Length > 0 && !each.Answer.Contains("boxed", StringComparison.Ordinal) && !each.Answer.Contains('$', StringComparison.Ordinal))
            .Where((_, i) => i % 2 == 0).Select((each, i) => each with { Answer = Around(each.Answer, new Random(i)) }).ToList();
        var seconds = isShort ? 1.0 : 5;
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Take("14", "simple verdicts on one core", 40_000, simple, seconds),
            Take("14 symbolic", "symbolic verdicts on one core", 4_000, symbolic, seconds),
            Take("14 texts", "verdicts on whole texts on one core", 10_000, texts, seconds),
        ]);
    }

    private static Figure Take(string number, string name, double mark, IReadOnlyList<MathCase> cases, double seconds)
    {
        var (speeds, processor) = (new List<double>(), new List<double>());
        var wrong = 0;
        // The first rounds are for the compiler.
        for (var round = 0; round < 100; round++)
            wrong = cases.Count(each => MathAnswer.Check(each.Answer, each.Reference).Verdict != each.Verdict);
        var total = Stopwatch.StartNew();
        while (total.Elapsed.TotalSeconds < seconds)
        {
            var (watch, began) = (Stopwatch.StartNew(), ThreadTime.Seconds);
            foreach (var each in cases)
                MathAnswer.Check(each.Answer, each.Reference);
            speeds.Add(cases.Count / watch.Elapsed.TotalSeconds);
            processor.Add(cases.Count / (ThreadTime.Seconds - began));
        }
        return new Figure
        {
            Number = number, Name = name, Unit = "verdicts/s", Value = speeds.Median(), Mark = mark, IsMoreBetter = true,
            Detail = string.Create(CultureInfo.InvariantCulture, $"median of {speeds.Count} rounds of {cases.Count} different pairs, of {cases.Average(each => each.Answer.Length):0} and {cases.Average(each => each.Reference.Length):0} characters; {processor.Median():#,0} a second of the thread's processor time"),
            Wrong = wrong == 0 ? null : $"{wrong} verdicts of {cases.Count}",
        };
    }

    private static List<MathCase> Cases(IEnumerable<string> files) => files.SelectMany(MathCase.Read).ToList();

    /// <summary>A text of some 900 characters, as models write them, that ends in the answer.</summary>
    private static string Around(string answer, Random random)
    {
        var text = new StringBuilder();
        for (var steps = random.Next(5, 12); steps > 0; steps--)
            text.AppendFormat(CultureInfo.InvariantCulture, s_steps[random.Next(s_steps.Length)], random.Next(10, 100), random.Next(2, 10)).Append("\n\n");
        return text.AppendFormat(CultureInfo.InvariantCulture, s_ends[random.Next(s_ends.Length)], answer).ToString();
    }
}
