using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

/// <summary>Values of several things, values said twice, and letters that stand for values.</summary>
public sealed class SeveralValuesTests
{
    [Theory]
    [InlineData(@"\boxed{2} goats and \boxed{11} chickens", "2", MathVerdict.Unknown)]
    [InlineData(@"\boxed{2} goats and \boxed{11} chickens", "11", MathVerdict.Unknown)]
    [InlineData(@"\boxed{2} goats and \boxed{11} chickens", "3", MathVerdict.Wrong)]
    [InlineData(@"\boxed{2} goats and \boxed{2} chickens", "2", MathVerdict.Right)]
    [InlineData(@"\boxed{40} at 4% interest and \( \boxed{90} \) at 2.25% interest", "40", MathVerdict.Unknown)]
    [InlineData(@"\boxed{40} at 4% interest and \( \boxed{90} \) at 2.25% interest", "90", MathVerdict.Unknown)]
    [InlineData(@"\boxed{40} at 4% interest and \( \boxed{90} \) at 2.25% interest", "50", MathVerdict.Wrong)]
    [InlineData(@"\boxed{40} at 4% interest and \( \boxed{90} \) at 2.25% interest", "40, 90", MathVerdict.Right)]
    [InlineData(@"\[\boxed{\text{Seat} = \$40}\]\[\boxed{\text{Balcony} = \$25}\]", "40", MathVerdict.Unknown)]
    [InlineData(@"\boxed{3} or \boxed{5}", "3", MathVerdict.Wrong)]
    [InlineData(@"The numbers are \boxed{3} and \boxed{5}.", "3", MathVerdict.Wrong)]
    [InlineData(@"The side is \boxed{3}. So the area is \boxed{9}.", "9", MathVerdict.Right)]
    [InlineData(@"The side is \boxed{3}. So the area is \boxed{9}.", "3", MathVerdict.Wrong)]
    [InlineData(@"From \boxed{3}, we get \boxed{9}.", "3", MathVerdict.Wrong)]
    public void Of_several_things_none_is_surely_asked_for(string answer, string reference, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check(answer, reference).Verdict);

    [Theory]
    [InlineData("The answer is 3/8, or 37.5%.", "3/8", MathVerdict.Right)]
    [InlineData("The answer is 3/8, or 37.5%.", "37.5%", MathVerdict.Right)]
    [InlineData("The answer is 1/3 or 0.333.", "1/3", MathVerdict.Right)]
    [InlineData("The answer is 3/8, or 37.5%.", "1/2", MathVerdict.Wrong)]
    [InlineData("The answer is 1/3 or 0.444.", "1/3", MathVerdict.Wrong)]
    [InlineData("The answer is 2 or 0.5.", "2", MathVerdict.Wrong)]
    public void A_value_said_twice_is_one(string answer, string reference, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check(answer, reference).Verdict);

    [Theory]
    [InlineData("So the answer is 5!", "5", MathVerdict.Unknown)]
    [InlineData("So the answer is 5!", "120", MathVerdict.Right)]
    [InlineData("So the answer is 5!", "6", MathVerdict.Wrong)]
    public void A_cry_is_not_surely_a_factorial(string answer, string reference, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check(answer, reference).Verdict);

    [Theory]
    [InlineData("(A) 3 (B) 5 (C) 7\nSo 2 + 3 = 5. The answer is B.", "5", null, MathVerdict.Right)]
    [InlineData("(A) 3 (B) 5 (C) 7\nSo 2 + 3 = 5. The answer is B.", "7", null, MathVerdict.Wrong)]
    [InlineData("This is (B) 12. The answer is (B).", "12", null, MathVerdict.Right)]
    [InlineData("The answer is B.", "5", null, MathVerdict.Unknown)]
    [InlineData("The answer is B.", "5", "Which? (A) 3 (B) 5 (C) 7", MathVerdict.Right)]
    [InlineData("The answer is C.", "5", "Which? (A) 3 (B) 5 (C) 7", MathVerdict.Wrong)]
    [InlineData("The answer is B.", "5", "Which?\nA) 3\nB) 5\nC) 7", MathVerdict.Right)]
    [InlineData("The answer is B.", "5", "Which?\nA. 3\nB. 5\nC. 7", MathVerdict.Right)]
    [InlineData("The answer is B.", "5", @"$\textbf{(A)}\ 3\qquad\textbf{(B)}\ 5\qquad\textbf{(C)}\ 7$", MathVerdict.Right)]
    [InlineData("The answer is 5.", "B", "Which? (A) 3 (B) 5 (C) 7", MathVerdict.Right)]
    [InlineData("The answer is 5.", "C", "Which? (A) 3 (B) 5 (C) 7", MathVerdict.Wrong)]
    [InlineData("The answer is 6.", "C", "Which? (A) 3 (B) 5 (C) 7", MathVerdict.Unknown)]
    [InlineData("The answer is 5.", "B", null, MathVerdict.Unknown)]
    public void A_letter_stands_for_what_the_options_say(string answer, string reference, string? question, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check(answer, reference, new MathOptions { Question = question }).Verdict);

    [Theory]
    [InlineData("The values are\n- x = 2\n- y = 3", "x = 2, y = 3", MathVerdict.Right)]
    [InlineData("The values are\n- x = 2\n- y = 3", "3", MathVerdict.Unknown)]
    [InlineData("l = 4\nw = 6\nA = 24", "24", MathVerdict.Right)]
    [InlineData("The result is \\boxed{5}. (A common error gives $\\boxed{4}$ here.)", "5", MathVerdict.Right)]
    [InlineData("The result is \\boxed{5}. (A common error gives $\\boxed{4}$ here.)", "4", MathVerdict.Wrong)]
    [InlineData("5*E^(-Pi*I/6) - 1", "5*exp(-i*pi/6)", MathVerdict.Wrong)]
    [InlineData("So the answer is -9 + 11*I.", "-9+11i", MathVerdict.Right)]
    [InlineData("(6*I + 3)*(I - 6)", "-24-33i", MathVerdict.Right)]
    [InlineData("Wait, I have 3 apples and I think that is all.", "3", MathVerdict.Right)]
    [InlineData("**$341 centimetres$**", "341", MathVerdict.Right)]
    [InlineData("**Final answer: $3102.99**", "3102.99", MathVerdict.Right)]
    [InlineData("Ann has $5 and Bob has $7.", "7", MathVerdict.Right)]
    [InlineData("The reporter interviewed the fewest people on Saturday.", "Saturday", MathVerdict.Right)]
    [InlineData("The reporter interviewed the fewest people on Saturday.", "Friday", MathVerdict.Wrong)]
    [InlineData("Yes, he can get off at Happy Cow Farm.", "yes", MathVerdict.Right)]
    [InlineData("There are 4 bins with fewer than 90 toys.", "4", MathVerdict.Right)]
    [InlineData("So the remainder is 3 when divided by 5.", "3", MathVerdict.Right)]
    [InlineData("The answer is greater than 5.", "5", MathVerdict.Wrong)]
    [InlineData("So it is more than 5.", "5", MathVerdict.Unknown)]
    [InlineData("So she has between 3 and 5.", "5", MathVerdict.Unknown)]
    [InlineData("The answer is either 4 or 5.", "5", MathVerdict.Wrong)]
    [InlineData("So we compute 3 + 5.", "5", MathVerdict.Wrong)]
    [InlineData("So we compute 3 + 5.", "8", MathVerdict.Right)]
    [InlineData("It takes 5 hours and 30 minutes.", "5.5 hours", MathVerdict.Right)]
    public void What_stands_beside_an_answer_does_not_change_it(string answer, string reference, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check(answer, reference).Verdict);

    [Theory]
    [InlineData("(A) ")]
    [InlineData("A) 5 ")]
    [InlineData("A}")]
    [InlineData("(A) 5 (B) 6 (C) ")]
    [InlineData(@"\boxed{1} and x ")]
    [InlineData(@"\boxed{1} goats and ")]
    public void A_hostile_question_and_text_give_a_verdict(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length));
        var options = new MathOptions { Question = text };
        foreach (string reference in (ReadOnlySpan<string>)["B", "5", "1"])
        {
            Assert.NotEmpty(MathAnswer.Check(text + "\nThe answer is B.", reference, options).Reason);
            Assert.NotEmpty(MathAnswer.Check(text + "\nThe answer is 5.", reference, options).Reason);
        }
    }
}
