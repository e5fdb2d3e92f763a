using System.Text;
using System.Text.RegularExpressions;
using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

/// <summary>What must hold of every answer, over random expressions, random texts and the texts of the tables.</summary>
public sealed partial class MathPropertyTests
{
    private const int Trees = 2000;
    private const int Texts = 3000;

    /// <summary>Tables whose kinds are symmetric: which of two is the reference makes no difference.</summary>
    public static TheoryData<string> Symmetric => ["algebra.tsv", "collections.tsv", "equations.tsv", "functions.tsv", "intervals.tsv", "matrices.tsv", "powers.tsv"];

    /// <summary>What answers are made of, and what breaks them.</summary>
    private static readonly string[] s_pieces =
    [
        "1", "2", "0", "-3", "12", "1,234", "0.5", "3.14", "1e9", "½", "x", "y", "n", "e", "i", "pi", "π", @"\pi", @"\alpha", "x_1", "+", "-", "*", "/", "^", "_", "!", "%", "°", "=", "<", ">", @"\le", "≥", @"\ne", ",", ";", ":", ".", " ", "\n",
        "(", ")", "[", "]", "{", "}", @"\{", @"\}", "|", @"\left(", @"\right)", @"\left|", @"\frac{1}{2}", @"\frac", @"\sqrt{2}", @"\sqrt", @"\sin x", @"\sin", @"\log_", @"\ln 2", "sqrt(", "exp(", @"\infty", @"\pm", @"\cdot", @"\times", @"\cup", @"\in",
        @"\text{cm}", @"\text{ or }", " and ", " or ", "$", "$$", @"\(", @"\)", @"\[", @"\]", @"\boxed{", @"\boxed{5}", "#### ", "The answer is ", "**", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}", @"\begin{cases}", @"\end{cases}", "&", @"\\", @"\sum_{k=1}^{3} k", @"\binom{5}{2}", "no solution", "(A)",
    ];

    [Fact]
    public void Every_text_of_the_tables_equals_itself()
    {
        var failures = MathCase.Files.SelectMany(MathCase.Read).SelectMany(each => new[] { each.Answer, each.Reference }).Distinct().Select(OneAgainstItself).OfType<string>().ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void No_text_is_wrong_against_itself()
    {
        var random = new Random(23);
        var read = 0;
        for (var i = 0; i < Texts; i++)
        {
            var text = new StringBuilder();
            for (var pieces = random.Next(1, 12); pieces > 0; pieces--)
                text.Append(s_pieces[random.Next(s_pieces.Length)]);
            var check = MathAnswer.Check(text.ToString(), text.ToString());
            Assert.True(check.Verdict is not MathVerdict.Wrong || check.Method == "NoAnswer" || check.Answer != check.Reference, $"{text}: {check}");
            read += check.Verdict is MathVerdict.Right ? 1 : 0;
        }
        Assert.True(read > Texts / 10, $"{read} of {Texts} are read and equal.");
    }

    [Theory]
    [MemberData(nameof(Symmetric))]
    public void It_makes_no_difference_which_of_two_exact_answers_is_the_reference(string file)
    {
        var cases = MathCase.Read(file).Where(each => !Decimal().IsMatch(each.Answer + "|" + each.Reference) && !each.Answer.Contains("boxed", StringComparison.Ordinal)).ToList();
        Assert.True(cases.Count > 10);
        var failures = cases.Select(each => (each with { Answer = each.Reference, Reference = each.Answer }).Failure()).OfType<string>().ToList();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void An_expression_equals_what_it_is_rewritten_to()
    {
        var random = new Random(1);
        var failures = new List<string>();
        for (var i = 0; i < Trees; i++)
        {
            var tree = MathTrees.Make(random);
            var (answer, reference) = (new MathNotation(random).Write(MathTrees.Rewrite(tree, random)), new MathNotation(random).Write(tree));
            if (MathAnswer.Check(answer, reference) is { Verdict: not MathVerdict.Right } check)
                failures.Add($"{i}: {check.Verdict} ({check.Method}): {answer} | {reference}: {check.Reason}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {Trees}:\n{string.Join('\n', failures.Take(40))}");
    }

    [Fact]
    public void A_spoiled_expression_is_never_right()
    {
        var random = new Random(2);
        var failures = new List<string>();
        var wrong = 0;
        for (var i = 0; i < Trees; i++)
        {
            var tree = MathTrees.Make(random);
            var (answer, reference) = (new MathNotation(random).Write(MathTrees.Spoil(MathTrees.Rewrite(tree, random), random)), new MathNotation(random).Write(tree));
            var check = MathAnswer.Check(answer, reference);
            if (check.Verdict is MathVerdict.Right)
                failures.Add($"{i}: {check.Method}: {answer} | {reference}: {check.Reason}");
            wrong += check.Verdict is MathVerdict.Wrong ? 1 : 0;
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(wrong >= Trees * 0.995, $"{Trees - wrong} of {Trees} are unknown.");
    }

    [Theory]
    [MemberData(nameof(Cultures.Critical), MemberType = typeof(Cultures))]
    public void A_verdict_is_the_same_in_every_culture(string culture)
    {
        var cases = MathCase.Files.SelectMany(MathCase.Read).ToList();
        var expected = cases.Select(each => MathAnswer.Check(each.Answer, each.Reference)).ToList();
        Cultures.Under(culture, () => Assert.Equal(expected, cases.Select(each => MathAnswer.Check(each.Answer, each.Reference))));
    }

    [Fact]
    public void A_verdict_is_the_same_whatever_ends_the_lines()
    {
        var cases = MathCase.Files.SelectMany(MathCase.Read).Where(each => (each.Answer + each.Reference).Contains('\n', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, each => Assert.Equal(
            MathAnswer.Check(each.Answer, each.Reference).Verdict,
            MathAnswer.Check(each.Answer.ReplaceLineEndings("\r\n"), each.Reference.ReplaceLineEndings("\r\n")).Verdict));
    }

    /// <summary>Null where it is as it must be: right, unless it cannot be read, is no answer, or is prose of which a reference gives more than an answer does.</summary>
    private static string? OneAgainstItself(string text)
    {
        var check = MathAnswer.Check(text, text);
        return check.Verdict is MathVerdict.Right || check.Method is "NoAnswer" or "Unread" || check.Answer != check.Reference
            ? null
            : $"{check.Verdict} ({check.Method}) against itself: {text}: {check.Reason}";
    }

    [GeneratedRegex(@"\d\.\d")]
    private static partial Regex Decimal();
}
