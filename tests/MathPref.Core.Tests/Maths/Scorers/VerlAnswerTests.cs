using MathPref.Core.Maths;
using MathPref.Core.Maths.Scorers;

namespace MathPref.Core.Tests.Maths.Scorers;

/// <summary>Each rule by name. The scorers are those of verl 0.9.1 in verl/utils/reward_score.</summary>
public sealed class VerlAnswerTests
{
    [Theory] // gsm8k.py: the digits as text
    [InlineData("42", "42")]
    [InlineData("1,234", "1234")]
    [InlineData("+42", "42")]
    [InlineData("-5", "-5")]
    [InlineData("42.0", "42")]
    [InlineData("x = 42", "42")]
    public void A_whole_number_is_for_GSM8K(string reference, string truth) => Is(reference, null, "openai/gsm8k", AnswerForm.Hashes, truth);

    [Theory] // prime_math: sympy; a decimal in digits would be right a hundred times too large
    [InlineData("0.25", @"\frac{1}{4}")]
    [InlineData("-0.5", @"-\frac{1}{2}")]
    [InlineData("1/3", @"\frac{1}{3}")]
    [InlineData("√2", @"\sqrt{2}")]
    [InlineData("x^2-1", "x^2 - 1")]
    [InlineData("y = 2x + 1", "2x + 1")]
    [InlineData("(B)", @"\text{B}")]
    [InlineData("yes", "yes")]
    public void A_value_a_letter_and_words_are_computed(string reference, string truth) => Is(reference, null, "numina_olympiads", AnswerForm.Box, truth);

    [Theory] // math_reward.py: texts
    [InlineData("(-2, 2)", "(-2, 2)")]
    [InlineData("{1, 2}", @"\{1, 2\}")]
    [InlineData("25%", @"25\%")]
    [InlineData("5 cm", @"5 \text{ cm}")]
    [InlineData("$5", @"\$5")]
    [InlineData("1011_2", "1011_2")]
    [InlineData("x^2 + y^2 = 1", "x^2 + y^2 = 1")]
    [InlineData("5 = 2x", "2x = 5")] // one sign before "=" is dropped, also another one
    [InlineData("2(x+1)", "2(x+1)")] // prime_math drops brackets: 2x + 1 would be paid
    [InlineData(@"x \ge 3", @"x \ge 3")]
    [InlineData(@"\begin{bmatrix} 1 \\ 2 \end{bmatrix}", @"\begin{bmatrix} 1 \\ 2 \end{bmatrix}")] // the source's own spelling
    public void All_else_is_compared_as_text(string reference, string truth) =>
        Is(reference, null, "DigitalLearningGmbH/MATH-lighteval", AnswerForm.Box, truth);

    [Theory]
    [InlineData("openai/gsm8k", AnswerForm.Hashes)]
    [InlineData("HuggingFaceH4/MATH-500", AnswerForm.Box)]
    [InlineData("math_dapo", AnswerForm.AnswerLine)]
    [InlineData("aime_2025_I", AnswerForm.AnswerLine)]
    [InlineData("numina_cn_k12", AnswerForm.Box)]
    [InlineData("hiyouga/geometry3k", AnswerForm.ThinkThenBox)]
    [InlineData("my_own_set", AnswerForm.Box)]
    public void A_data_source_that_is_given_has_its_form(string source, AnswerForm form) => Is(@"$\boxed{1,234}$", source, source, form, "1234");

    [Fact]
    public void GSM8K_takes_a_decimal() => Is("0.5", "openai/gsm8k", "openai/gsm8k", AnswerForm.Hashes, "0.5");

    [Theory]
    [InlineData("1/3", "openai/gsm8k", "digits only")]
    [InlineData("x^2 + y^2 = 1", "math_dapo", "equals sign")] // math_dapo.py: split("=")[-1]
    [InlineData("x^2 + y^2 = 1", "numina_olympiads", "equals sign")] // prime_math: what stands behind "="
    [InlineData(@"\sum_{k=1}^{n} k", "math_dapo", "equals sign")]
    [InlineData("x < 1 or x > 2", "lighteval/MATH", "unit")] // math_reward.py: remove_right_units
    [InlineData("3:30 PM", null, "time")]
    [InlineData("", null, "empty")]
    public void What_the_scorer_cannot_pay_is_not_written(string reference, string? source, string reason)
    {
        var answer = VerlAnswer.Of(MathReference.Read(reference), source).Answer;
        Assert.Null(answer.Text);
        Assert.Contains(reason, answer.Problem, StringComparison.Ordinal);
    }

    private static void Is(string reference, string? given, string source, AnswerForm form, string truth) =>
        Assert.Equal(new VerlAnswer(source, form, new(truth, null)), VerlAnswer.Of(MathReference.Read(reference), given));
}
