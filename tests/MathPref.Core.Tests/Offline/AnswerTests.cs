using CsCheck;
using MathPref.Core.Offline;
using MathPref.Core.Offline.Answers;
using MathPref.Core.Offline.Problems;

namespace MathPref.Core.Tests.Offline;

public sealed class AnswerTests
{
    private static readonly string[] s_fragments =
    [
        @"\frac", "{", "}", "(", ")", "^", "x", "12", "-", "+", "/", "=", ",", @"\boxed{", "$", "answer is ",
        @"\begin{pmatrix}", @"\end{pmatrix}", "&", @"\\", " ",
    ];

    [Theory]
    [InlineData(nameof(AnswerKind.Value), "x = 3", "3", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), @"\dfrac{1}{2}", @"\frac{1}{2}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), "1/2", @"x = \frac{1}{2}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), "-0.5", @"-\frac{1}{2}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), @"\frac{-2}{4}", @"-\frac{1}{2}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), @"\frac12", @"\frac{1}{2}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), @"3,200\text{ bacteria}", "3200", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), "3200 bacteria.", "3200", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), "**5**", "5", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), "\u22125", "-5", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Value), "5", "-5", nameof(Verdict.Wrong))]
    [InlineData(nameof(AnswerKind.Value), "2x", "2", nameof(Verdict.Unreadable))]
    [InlineData(nameof(AnswerKind.Value), "1/0", "2", nameof(Verdict.Unreadable))]
    [InlineData(nameof(AnswerKind.Value), "", "2", nameof(Verdict.Unreadable))]
    [InlineData(nameof(AnswerKind.Value), "((9^64)^64)^64", "2", nameof(Verdict.Unreadable))]
    [InlineData(nameof(AnswerKind.Expanded), "-12 + 2x^{2} - 5 x", "2x^2 - 5x - 12", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Expanded), "(2x + 3)(x - 4)", "2x^2 - 5x - 12", nameof(Verdict.Unfinished))]
    [InlineData(nameof(AnswerKind.Expanded), "2x^2 - 8x + 3x - 12", "2x^2 - 5x - 12", nameof(Verdict.Unfinished))]
    [InlineData(nameof(AnswerKind.Expanded), "2x^2 - 12", "2x^2 - 5x - 12", nameof(Verdict.Wrong))]
    [InlineData(nameof(AnswerKind.Reduced), @"\left(x+3\right)/\left(x-2\right)", @"\frac{x + 3}{x - 2}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Reduced), @"\frac{(x+3)(x+1)}{(x-2)(x+1)}", @"\frac{x + 3}{x - 2}", nameof(Verdict.Unfinished))]
    [InlineData(nameof(AnswerKind.Reduced), @"\frac{5x + 7}{x^2 + 3x + 2}", @"\frac{5x + 7}{(x + 1)(x + 2)}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Roots), "x = 3, x = 2", @"x = 2 \text{ or } x = 3", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Roots), @"\{3, 2\}", @"x = 2 \text{ or } x = 3", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Roots), "x_1 = 3 and x_2 = 2", @"x = 2 \text{ or } x = 3", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Roots), @"x \in \left\{ 2,\; 3 \right\}", @"x = 2 \text{ or } x = 3", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Roots), "x = 2", @"x = 2 \text{ or } x = 3", nameof(Verdict.PartlyRight))]
    [InlineData(nameof(AnswerKind.Roots), "2, 3, 4", @"x = 2 \text{ or } x = 3", nameof(Verdict.PartlyRight))]
    [InlineData(nameof(AnswerKind.Roots), "-2, -3", @"x = 2 \text{ or } x = 3", nameof(Verdict.Wrong))]
    [InlineData(nameof(AnswerKind.Point), "x = 2, y = -3", "(x, y) = (2, -3)", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Point), @"y = -3 \text{ and } x = 2", "(x, y) = (2, -3)", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Point), @"\left(2, -3\right)", "(x, y) = (2, -3)", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Point), "(-3, 2)", "(x, y) = (2, -3)", nameof(Verdict.Wrong))]
    [InlineData(nameof(AnswerKind.Point), "(2, 3)", "(x, y) = (2, -3)", nameof(Verdict.PartlyRight))]
    [InlineData(nameof(AnswerKind.Matrix), @"\begin{bmatrix}1&2\\3&4\\\end{bmatrix}", @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Matrix), @"A^{-1} = \frac{1}{2} \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", @"\begin{pmatrix} \frac{1}{2} & 1 \\ \frac{3}{2} & 2 \end{pmatrix}", nameof(Verdict.Right))]
    [InlineData(nameof(AnswerKind.Matrix), @"\begin{pmatrix} 1 & 2 \\ 3 & 5 \end{pmatrix}", @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", nameof(Verdict.PartlyRight))]
    [InlineData(nameof(AnswerKind.Matrix), @"\begin{pmatrix} 1 & 2 & 3 & 4 \end{pmatrix}", @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", nameof(Verdict.Wrong))]
    public void Answers_are_compared_by_value(string kind, string given, string right, string verdict) =>
        Assert.Equal(Enum.Parse<Verdict>(verdict), Answer.Compare(Enum.Parse<AnswerKind>(kind), given, right));

    [Theory]
    [InlineData(@"First $\boxed{1}$, no: $\boxed{\frac{1}{2}}$.", @"\frac{1}{2}")]
    [InlineData(@"$\boxed{\{2, 3\}}$", @"\{2, 3\}")]
    [InlineData(@"$\boxed{7}$ and then $\boxed{8", "7")]
    [InlineData("The answer is 4 at first. The answer is: $5$.", "5")]
    [InlineData("We get $x = 3$, so $y = 4$ follows.", "y = 4")]
    [InlineData(@"Hence \[ x = 3 \]", " x = 3 ")]
    [InlineData("Just\n42", "42")]
    [InlineData("  ", null)]
    public void Final_answer_is_the_last_that_is_marked_as_one(string text, string? answer) => Assert.Equal(answer, FinalAnswer.In(text));

    [Fact]
    public void Any_text_can_be_read_as_an_answer_or_not_but_never_throws() =>
        Gen.OneOf(Gen.String, Gen.Int[0, s_fragments.Length - 1].Select(i => s_fragments[i]).Array[0, 25].Select(string.Concat))
            .Sample(text =>
            {
                foreach (var kind in Enum.GetValues<AnswerKind>())
                    _ = Answer.Read(kind, FinalAnswer.In(text) ?? text)?.Text;
            }, iter: 3000, threads: 1);

    [Fact]
    public void Huge_texts_without_end_are_read_in_linear_time()
    {
        string[] hostile = [string.Concat(Enumerable.Repeat(@"\boxed{", 20_000)), string.Concat(Enumerable.Repeat(@"\(", 20_000)), new('(', 100_000), string.Concat(Enumerable.Repeat(": ", 20_000))];
        Assert.All(hostile, text =>
        {
            Assert.Equal(Verdict.Unreadable, Answer.Compare(AnswerKind.Value, FinalAnswer.In(text), "1"));
            Assert.False(ProblemFamilies.TrySolve(text, out _));
        });
    }
}
