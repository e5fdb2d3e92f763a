using CsCheck;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Tests.Offline;

public sealed class AssessmentTests
{
    private static readonly string[] s_fragments =
    [
        @"\frac", "{", "}", "(", ")", "^", "x", "12", "-", "+", "/", "=", ",", @"\boxed{", "$", "answer is ",
        @"\begin{pmatrix}", @"\end{pmatrix}", "&", @"\\", " ", "\n", ":", "#", "Rating",
    ];

    [Theory]
    [InlineData(nameof(AnswerKind.Value), "x = 3", "3", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Value), "1/2", @"x = \frac{1}{2}", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Value), @"3,200\text{ bacteria}", "3200", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Value), "3100 bacteria", "3200", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Value), "5", "-5", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Value), "1/0", "2", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Value), "", "2", nameof(Standing.Unreadable))]
    [InlineData(nameof(AnswerKind.Expanded), "-12 + 2x^{2} - 5 x", "2x^2 - 5x - 12", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Expanded), "(2x + 3)(x - 4)", "2x^2 - 5x - 12", nameof(Standing.Unfinished))]
    [InlineData(nameof(AnswerKind.Expanded), @"y = \left(2x + 3\right)\left(x - 4\right)", "2x^2 - 5x - 12", nameof(Standing.Unfinished))]
    [InlineData(nameof(AnswerKind.Expanded), "2x^2 - 8x + 3x - 12", "2x^2 - 5x - 12", nameof(Standing.Unfinished))]
    [InlineData(nameof(AnswerKind.Expanded), "2x^2 - 12", "2x^2 - 5x - 12", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Reduced), @"\left(x+3\right)/\left(x-2\right)", @"\frac{x + 3}{x - 2}", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Reduced), @"\dfrac{(x+3)(x+1)}{(x-2)(x+1)}", @"\frac{x + 3}{x - 2}", nameof(Standing.Unfinished))]
    [InlineData(nameof(AnswerKind.Reduced), @"\frac{5x + 7}{x^2 + 3x + 2}", @"\frac{5x + 7}{(x + 1)(x + 2)}", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Roots), @"x \in \left\{ 2,\; 3 \right\}", @"x = 2 \text{ or } x = 3", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Roots), "x = 2", @"x = 2 \text{ or } x = 3", nameof(Standing.PartlyRight))]
    [InlineData(nameof(AnswerKind.Roots), "2, 3, 4", @"x = 2 \text{ or } x = 3", nameof(Standing.PartlyRight))]
    [InlineData(nameof(AnswerKind.Roots), "-2, -3", @"x = 2 \text{ or } x = 3", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Set), @"\{2, 3\}", @"\{2, 3, 5\}", nameof(Standing.PartlyRight))]
    [InlineData(nameof(AnswerKind.Set), @"\{4\}", @"\{2, 3, 5\}", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Point), "x = 2, y = -3", "(x, y) = (2, -3)", nameof(Standing.Right))]
    [InlineData(nameof(AnswerKind.Point), "(-3, 2)", "(x, y) = (2, -3)", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Point), "(2, 3)", "(x, y) = (2, -3)", nameof(Standing.PartlyRight))]
    [InlineData(nameof(AnswerKind.Matrix), @"\begin{pmatrix} 1 & 2 \\ 3 & 5 \end{pmatrix}", @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", nameof(Standing.PartlyRight))]
    [InlineData(nameof(AnswerKind.Matrix), @"\begin{pmatrix} 1 & 2 & 3 & 4 \end{pmatrix}", @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Interval), "(2, 4)", "(2, 3)", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Word), @"\text{converges}", @"\text{diverges}", nameof(Standing.Wrong))]
    [InlineData(nameof(AnswerKind.Word), "diverges", @"\text{diverges}", nameof(Standing.Right))]
    public void Answers_are_compared_by_value_form_and_parts(string kind, string given, string right, string standing) =>
        Assert.Equal(Enum.Parse<Standing>(standing), Of(Enum.Parse<AnswerKind>(kind), $@"So $\boxed{{{given}}}$.", right).Standing);

    [Theory]
    [InlineData(@"$\boxed{\frac{12}{5}}$", @"\frac{12}{5}")]
    [InlineData(@"$\boxed{x = 2 \text{ or } x = 3}$", @"x = 2 \text{ or } x = 3")]
    [InlineData("$\\boxed{\\begin{pmatrix} 1 & 2 \\\\\n 3 & 5 \\end{pmatrix}}$", @"\begin{pmatrix} 1 & 2 \\ 3 & 5 \end{pmatrix}")]
    [InlineData(@"$\boxed{3\sin(2x) + e^{2x}}$", @"3\sin(2x) + e^{2x}")]
    [InlineData(@"$\boxed{\text{Rating}}$", null)]
    [InlineData(@"$\boxed{\Rating = 5}$", null)]
    [InlineData(@"$\boxed{5 # 4}$", null)]
    [InlineData(@"$\boxed{Rating 5}$", null)]
    public void Formulas_are_quoted_and_words_are_not(string text, string? quote) => Assert.Equal(quote, Of(AnswerKind.Value, text, "x = 12").Quote);

    [Fact]
    public void Long_formula_is_cut() =>
        Assert.Equal(string.Concat(Enumerable.Repeat("1 + ", 20)) + "...", Of(AnswerKind.Value, $@"$\boxed{{{string.Concat(Enumerable.Repeat("1 + ", 50))}1}}$", "7").Quote);

    [Fact]
    public void Any_text_is_judged_and_what_is_quoted_has_no_label() =>
        Gen.OneOf(Gen.String, Gen.Int[0, s_fragments.Length - 1].Select(i => s_fragments[i]).Array[0, 25].Select(string.Concat))
            .Sample(text =>
            {
                foreach (var kind in Enum.GetValues<AnswerKind>())
                {
                    if (Of(kind, text, "x = 12").Quote is { } quote)
                        Assert.False(quote.AsSpan().ContainsAny("\n:#$"), quote);
                }
            }, iter: 1000, threads: 1);

    [Fact]
    public void Huge_texts_without_end_are_judged_in_linear_time()
    {
        string[] hostile = [string.Concat(Enumerable.Repeat(@"\boxed{", 20_000)), string.Concat(Enumerable.Repeat(@"\(", 20_000)), new('(', 100_000), string.Concat(Enumerable.Repeat(": ", 20_000))];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.All(hostile, text =>
        {
            Assert.Equal(Standing.Unreadable, Of(AnswerKind.Value, text, "1").Standing);
            Assert.False(ProblemFamilies.TrySolve(text, out _));
        });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    /// <summary>Each of these words can be read in several ways: tried one after the other they would not end.</summary>
    [Fact]
    public void A_row_of_words_that_ends_in_prose_is_not_quoted() =>
        Assert.Null(PlainMath.Of(string.Concat(Enumerable.Repeat(@"\text{ or }", 60)) + "~& the smallest"));

    private static Assessment Of(AnswerKind kind, string text, string right) => Assessment.Of(text, new(kind, right, []), "");
}
