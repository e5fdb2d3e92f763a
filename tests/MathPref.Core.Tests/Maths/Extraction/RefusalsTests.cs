using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Tests.Maths.Extraction;

/// <summary>Texts that hold a number and give no answer, and those near them that do.</summary>
public sealed class RefusalsTests
{
    [Theory]
    [InlineData("I cannot answer question 7.", "7")]
    [InlineData("Sorry, as an AI with 175 billion parameters I cannot help.", "175")]
    [InlineData("Is it 41? Or 43? I do not know.", "43")]
    [InlineData("I'm not able to determine the value of 5x.", "5")]
    [InlineData("I cannot determine the number of 3-digit numbers.", "3")]
    [InlineData("There are 12 of them. We cannot determine more. I am not sure.", "12")]
    [InlineData("Error 404", "404")]
    [InlineData("Error: division by zero in line 3", "3")]
    [InlineData("Step 1: multiply 6 by 5.", "5")]
    [InlineData("First, multiply 6 by 5.", "5")]
    [InlineData("The answer is unknown.", "5")]
    [InlineData("The answer is not available.", "5")]
    [InlineData("The final answer is N/A", "5")]
    [InlineData("#### unknown", "5")]
    [InlineData(@"\boxed{\text{unknown}}", "5")]
    [InlineData(@"\boxed{\text{error}}", "5")]
    [InlineData(@"\boxed{\text{refuse}}", "5")]
    [InlineData(@"\boxed{\text{I do not know}}", "5")]
    [InlineData(@"\boxed{N/A}", "5")]
    [InlineData(@"\boxed{?}", "5")]
    [InlineData("We compute 6*7 by first taking 6*5=30, then adding", "30")]
    [InlineData("The perimeter of 12 is twice the side, which", "12")]
    [InlineData("The 3 numbers have a", "3")]
    [InlineData(@"It is not \boxed{5}.", "5")]
    [InlineData(@"The sum can't be \boxed{5}.", "5")]
    [InlineData(@"$\boxed{5}$ is wrong.", "5")]
    [InlineData(@"\boxed{5} is incorrect", "5")]
    public void A_text_that_refuses_breaks_off_or_takes_back_has_no_answer(string text, string reference)
    {
        var check = MathAnswer.Check(text, reference);
        Assert.Equal((MathVerdict.Wrong, AnswerCheck.NoAnswer, null), (check.Verdict, check.Method, check.Answer));
    }

    [Theory]
    [InlineData("The total is 45", "45")]
    [InlineData("so he has 5 apples left", "5")]
    [InlineData("= 45", "45")]
    [InlineData("42 apples", "42 apples")]
    [InlineData("I cannot find 3 numbers, so there are 2 numbers left.", "2")]
    [InlineData("I do not know, but I guess 43.", "43")]
    [InlineData("He is unable to find 3 of his 5 keys, 2 are left.", "2")]
    [InlineData("x cannot be 3, so x = 5.", "5")]
    [InlineData("As an AI, I cannot provide 100% accuracy, but the answer is 5.", "5")]
    [InlineData("Step 2: 30 + 12 = 42.", "42")]
    [InlineData("Step 2: add 5 and 7 to get 12.", "12")]
    [InlineData("Use 5 cups.", "5")]
    [InlineData("Error: 0.05", "0.05")]
    [InlineData(@"\boxed{6}, not \boxed{5}.", "6")]
    [InlineData(@"\boxed{5} is wrong. The answer is 7.", "7")]
    [InlineData(@"Statement \boxed{3} is incorrect.", "3")]
    [InlineData(@"Option \boxed{\text{C}} is wrong.", "C")]
    [InlineData(@"\boxed{DNE}", "DNE")]
    [InlineData(@"\boxed{\text{undefined}}", "undefined")]
    [InlineData(@"\boxed{\text{no solution}}", "no solution")]
    [InlineData(@"\boxed{\text{cannot be determined from the given information}}", "cannot be determined from the given information")]
    public void A_text_that_only_sounds_so_keeps_its_answer(string text, string reference) =>
        Assert.Equal(MathVerdict.Right, MathAnswer.Check(text, reference).Verdict);

    [Fact]
    public void A_refusal_behind_the_last_number_counts_and_one_before_it_does_not()
    {
        Assert.Equal(AnswerPlace.None, FinalAnswers.Find("The sum is 12. I cannot solve the rest.").Place);
        Assert.Equal("12", FinalAnswers.Find("I cannot solve the rest. The sum is 12.").Text);
    }
}
