using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Tests.Maths.Extraction;

/// <summary>Parts are joined by " | "; a text's newlines are written \n.</summary>
public sealed class FinalAnswersTests
{
    private static void AssertFound(AnswerPlace place, string parts, string text)
    {
        var found = FinalAnswers.Find(text.Replace(@"\n ", "\n", StringComparison.Ordinal));
        Assert.Equal($"{place}: {parts}", $"{found.Place}: {string.Join(" | ", found.Parts)}");
    }

    [Theory]
    [InlineData(@"So $x=\boxed{3}$.", "3")]
    [InlineData(@"First \boxed{4}. Then I see that it is \boxed{5}.", "5")]
    [InlineData(@"\fbox{$x = 2$}", "$x = 2$")]
    [InlineData(@"\boxed{\frac{1}{\sqrt{2}}}", @"\frac{1}{\sqrt{2}}")]
    [InlineData(@"The set is $\boxed{\{1,2\}}$.", @"\{1,2\}")]
    [InlineData(@"$\boxed{\left\{ x \mid x > 2 \right.}$", @"\left\{ x \mid x > 2 \right.")]
    [InlineData(@"$$\boxed{\text{(C)}}$$", @"\text{(C)}")]
    [InlineData(@"\boxed 5", "5")]
    [InlineData(@"It is $\boxed 12$ again.", "12")]
    [InlineData(@"\boxed {7}", "7")]
    [InlineData(@"\\boxed{\\frac{1}{2}}", @"\frac{1}{2}")]
    [InlineData(@"\boxed{\begin{pmatrix} \\frac{1}{2} \\ x\\3 \end{pmatrix}}", @"\begin{pmatrix} \frac{1}{2} \\ x\\3 \end{pmatrix}")]
    [InlineData(@"\boxed{\begin{pmatrix}1\\\frac{1}{2}\end{pmatrix}}", @"\begin{pmatrix}1\\\frac{1}{2}\end{pmatrix}")]
    [InlineData(@"\boxed{\begin{pmatrix}1\\\\\frac{1}{2}\end{pmatrix}}", @"\begin{pmatrix}1\\\\\frac{1}{2}\end{pmatrix}")]
    [InlineData(@"\\boxed{\begin{pmatrix} 1 \\ 2 \end{pmatrix}}", @"\begin{pmatrix} 1 \\ 2 \end{pmatrix}")]
    [InlineData("It is $\boxed{6}$, whose backslash and b a program read as one sign.", "6")]
    [InlineData(@"\boxed{\boxed{5}}", "5")]
    [InlineData(@"Put your answer in \boxed{}. I find \boxed{8}. So \(\boxed{}\).", "8")]
    [InlineData(@"\boxed{\text{answer}} is how it is written: \boxed{9}, not \boxed{\text{answer}}.", "9")]
    [InlineData(@"\boxed{200/4 = 50}", "50")]
    [InlineData(@"\boxed{0 = 3x + y}", "0 = 3x + y")]
    [InlineData(@"\boxed{x = 1 \text{ or } x = 2}", @"x = 1 \text{ or } x = 2")]
    [InlineData(@"<think>\boxed{1}</think> So \boxed{2}", "2")]
    [InlineData(@"```python\n print('\boxed{1}')\n ```\n So \boxed{2}", "2")]
    [InlineData(@"It is \boxed{2}.\n ```python\n print('\boxed{1}')\n ```", "2")]
    public void Of_boxes_the_last_that_is_not_empty_counts(string text, string answer) => AssertFound(AnswerPlace.Box, answer, text);

    [Theory]
    [InlineData(@"$\boxed{1}$ and $\boxed{2}$", "1 | 2")]
    [InlineData(@"$\boxed{2}$, $\boxed{e}$, and $\boxed{9}$.", "2 | e | 9")]
    [InlineData(@"\boxed{1} \text{ or } \boxed{-1}", "1 | -1")]
    [InlineData(@"$x = \boxed{1}$, $y = \boxed{2}$", "x = 1 | y = 2")]
    [InlineData(@"$x = \boxed{1}$ or $x = \boxed{2}$", "1 | 2")]
    [InlineData(@"There are \(\boxed{2}\) goats and \(\boxed{11}\) chickens.", "2 | 11")]
    [InlineData(@"$\boxed{3}$.\n So again $\boxed{3}$.", "3")]
    [InlineData(@"$\boxed{3}$, $\boxed{ 3 }$", "3")]
    [InlineData(@"$A=\boxed{7}$. Hence the sum is $\boxed{9}$.", "9")]
    [InlineData(@"Since $a = \boxed{7}$ and so we get $b = \boxed{9}$.", "9")]
    public void Boxes_that_stand_together_are_several_answers(string text, string answers) => AssertFound(AnswerPlace.Box, answers, text);

    [Theory]
    [InlineData(@"\boxed{5}\n Final answer: 7", "7")]
    [InlineData(@"\boxed{5}. Wait, that is wrong. The answer is 7.", "7")]
    [InlineData(@"\boxed{5}\n #### 7", "7")]
    public void A_final_phrase_behind_the_box_takes_its_place(string text, string answer)
    {
        var found = FinalAnswers.Find(text.Replace(@"\n ", "\n", StringComparison.Ordinal));
        Assert.NotEqual(AnswerPlace.Box, found.Place);
        Assert.Equal(answer, found.Text);
        Assert.EndsWith(@", which stands behind the last \boxed", found.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\boxed{5}. The answer is 5.0 as a decimal.", "5")]
    [InlineData(@"\boxed{5}\n Final answer is correct.", "5")]
    [InlineData(@"So $\boxed{5}$ is the answer.", "5")]
    [InlineData(@"We know that $\boxed{5}$ apples is the final answer.", "5")]
    [InlineData(@"\boxed{5}. I was wrong before, but this answer is verified and correct.", "5")]
    public void Other_words_behind_the_box_do_not(string text, string answer) => AssertFound(AnswerPlace.Box, answer, text);

    [Theory]
    [InlineData(@"2+2=<<2+2=4>>4\n #### 4", "4")]
    [InlineData("####42", "42")]
    [InlineData("#### **$1,250**", "$1,250")]
    [InlineData(@"#### $x = 3$", "x = 3")]
    [InlineData(@"#### 1\n #### 2", "2")]
    [InlineData(@"#### 42\n #### Part 2", "42")]
    public void Hashes_lead_to_an_answer(string text, string answer) => AssertFound(AnswerPlace.Hashes, answer, text);

    [Theory]
    [InlineData("Final Answer: The final answer is $13$. I hope it is correct.", "13")]
    [InlineData("So the answer is 3.5. Done.", "3.5")]
    [InlineData("The answer is 85 dollars because he paid twice.", "85 dollars")]
    [InlineData("The answer is $x = 5$ or $x=7$.", "$x = 5$ or $x=7$")]
    [InlineData(@"The answer is:\n \n \[\n x = 5\n \]\n \n This is it.", "x = 5")]
    [InlineData("**Answer:** 73", "73")]
    [InlineData("**Answer: $x$**", "x")]
    [InlineData("**The answer is 5.**", "5")]
    [InlineData("***Answer: 5***", "5")]
    [InlineData(@"Final answer: **\(3.\overline{74}\)**", @"3.\overline{74}")]
    [InlineData("**Final Answer:** The value is **12**.", "12")]
    [InlineData(@"**Final Answer**\n \n $12$", "12")]
    [InlineData(@"### Answer\n $x = 2$", "x = 2")]
    [InlineData(@"#### Final Answer\n 42", "42")]
    [InlineData("ANSWER: 17", "17")]
    [InlineData("A: 85000", "85000")]
    [InlineData(@"She eats 5.\n A: 50", "50")]
    [InlineData("Therefore, the answer (arabic numerals) is 70.", "70")]
    [InlineData("The answer to the question of how many apples there are is 12.", "12")]
    [InlineData("The answer is 10 a.m.", "10 a.m.")]
    [InlineData("The answer is 10 sq. ft of tiles.", "10 sq. ft")]
    [InlineData("The answer is 30 jellyfish in the tank.", "30 jellyfish")]
    [InlineData("The answer is 3 of 5.", "3 of 5")]
    [InlineData("I compare them. Wednesday is the correct answer.", "Wednesday")]
    [InlineData("So, $x = 4$ is the final answer.", "x = 4")]
    [InlineData("The answer is approximately 3.14.", "3.14")]
    [InlineData("The answers are 3 and 4.", "3 and 4")]
    [InlineData("The answer is (1, 2).", "(1, 2)")]
    [InlineData("The answer is [1, 2). That is all.", "[1, 2)")]
    [InlineData("The answer is $[0.5, 1. 5)$.", "[0.5, 1. 5)")]
    [InlineData("The answer is 12 hours and 30 minutes.", "12 hours and 30 minutes")]
    [InlineData("The answer is that she has 45 apples left.", "45")]
    [InlineData(@"The answer is $12\pi$ cm.", @"12\pi\text{ cm}")]
    [InlineData(@"Answer: \( \frac{3}{4} \) of the pie", @"\frac{3}{4}")]
    [InlineData("The answer is **$5$** apples.", @"5\text{ apples}")]
    [InlineData("The answer is 2**10 + x**2.", "2**10 + x**2")]
    [InlineData("My final answer: 8 (eight)", "8")]
    [InlineData("The answer is $5.", "$5")]
    [InlineData("The answer is $5,000 per year.", "$5,000 per year")]
    [InlineData("The answer is 4 x 3 = 12.", "12")]
    [InlineData("The answer is $50 × 4 × 6 × 12 = $14,400", "$14,400")]
    [InlineData("The answer is Tuesday.", "Tuesday")]
    [InlineData("The final answer is \"even\". I hope it is correct.", "even")]
    [InlineData(@"The final answer is $\\frac{1}{2}$.", @"\frac{1}{2}")]
    [InlineData("Among A through E, the answer is D, 21 min.", "(D) 21 min")]
    [InlineData("The answer is (A), yes.", "(A) yes")]
    [InlineData("The answer is D, E.", "D, E")]
    [InlineData("The correct option is (B).", "(B)")]
    [InlineData("The answer is 4. Is the answer 5? No, the answer is 6. The answer is correct.", "6")]
    [InlineData("<think>The answer is 4.</think> The answer is 6.", "6")]
    [InlineData(@"The answer is 6.\n \n Q: How many are left?\n A: He has 9. The answer is 9.", "6")]
    [InlineData(@"I solve it.\n Question: How many?\n Answer: 9", "9")]
    [InlineData("答案是 42。", "42")]
    [InlineData("La réponse est 12.", "12")]
    [InlineData("Die Antwort ist 7.", "7")]
    [InlineData("Respuesta: 8", "8")]
    [InlineData("Ответ: 9", "9")]
    public void A_phrase_announces_the_answer_up_to_the_end_of_its_sentence(string text, string answer) => AssertFound(AnswerPlace.Phrase, answer, text);

    [Theory]
    [InlineData("3/4", "3/4")]
    [InlineData("-0.5.", "-0.5")]
    [InlineData("$x=3$ or $x=5$", "$x=3$ or $x=5$")]
    [InlineData("x = 10, 20", "x = 10, 20")]
    [InlineData(@"\frac{5}{9}", @"\frac{5}{9}")]
    [InlineData(@"\[\n 1 - \sqrt{5}\n \]", @"1 - \sqrt{5}")]
    [InlineData("71800 million", "71800 million")]
    [InlineData("198 people", "198 people")]
    [InlineData("2 432 902 008 176 640 000", "2 432 902 008 176 640 000")]
    [InlineData("(B)", "(B)")]
    [InlineData("no solution", "no solution")]
    [InlineData("All real numbers except 2", "All real numbers except 2")]
    [InlineData(@"\{\}", @"\{\}")]
    [InlineData("**73**", "73")]
    [InlineData("$5", "$5")]
    [InlineData("sin(x)*cos(x) + sqrt(2)", "sin(x)*cos(x) + sqrt(2)")]
    [InlineData(@"\begin{vmatrix}1 & 2 \\ 3 & 4\end{vmatrix}", @"\begin{vmatrix}1 & 2 \\ 3 & 4\end{vmatrix}")]
    [InlineData(@"\begin{align*} a &= b + c \\ &= 5 + 7 \\ &= 12 \end{align*}", "12")]
    [InlineData(@"\begin{aligned} x &= 2, \\ y &= 3 \end{aligned}", "x = 2, y = 3")]
    [InlineData(@"\[ x = \frac{-b}{2a} = \frac{4}{2} = 2 \]", "2")]
    [InlineData("<think>a</think><answer>42</answer>", "42")]
    public void A_text_that_is_an_answer_and_no_more_is_taken_whole(string text, string answer) => AssertFound(AnswerPlace.Whole, answer, text);

    [Theory]
    [InlineData("She has **73** apples.", "73")]
    [InlineData(@"I count them.\n **x = 5**", "x = 5")]
    public void Bold_marks_in_the_last_line_show_the_answer(string text, string answer) => AssertFound(AnswerPlace.Bold, answer, text);

    [Theory]
    [InlineData(@"```python\n print(2 + 2)\n ```\n ```output\n 4\n ```", "4")]
    [InlineData(@"We run it.\n ```output\n working 1\n 20/3\n ```\n ", "20/3")]
    [InlineData(@"```output\n [1, 2]\n ```", "[1, 2]")]
    public void What_a_program_printed_last_counts_where_nothing_follows(string text, string answer) => AssertFound(AnswerPlace.Output, answer, text);

    [Theory]
    [InlineData("I add them. The total is 45", "45")]
    [InlineData("So the values are 5 and -8.", "5 and -8")]
    [InlineData("So the solutions are x = 3 and x = -5.", "x = 3 and x = -5")]
    [InlineData("Therefore x = 5 or x = 7.", "x = 5 or x = 7")]
    [InlineData("We solve it. So f(x) = x^2 + 1.", "f(x) = x^2 + 1")]
    [InlineData("The probability is 2.5 x 10^-3", "2.5 x 10^-3")]
    public void The_last_sentence_states_an_answer(string text, string answer) => AssertFound(AnswerPlace.Statement, answer, text);

    [Theory]
    [InlineData(@"First $x=3$. Therefore we have\n \[ 58:39:22 \]", "58:39:22")]
    [InlineData("Hence we get $x = 5$ or $x=7$.", @"x = 5\text{ or }x=7")]
    [InlineData("The roots are $1$, $2$ and $3$.", "1, 2, 3")]
    [InlineData("So $5x=30$ and $x=6$.", "x=6")]
    [InlineData("So $x=5$ and $x=6$.", "x=5, x=6")]
    [InlineData(@"We choose in $\\binom{9}{6}=84$ ways.", "84")]
    [InlineData(@"Thus $\frac{200}{4} = 50$ squares.", "50")]
    [InlineData(@"The area is $12\pi$, where $r$ is the radius.", @"12\pi")]
    [InlineData(@"The minimum value is $-\frac{1}{2}$, attained at $x=3$.", @"-\frac{1}{2}")]
    [InlineData(@"At first it is $v^2$.\n The computation simplifies to\n $$\n u\n $$", "u")]
    [InlineData(@"He pays $5 and then $7. In total it is $x = 12$.", "x = 12")]
    [InlineData(@"It is\n \\[ x = 4 \\]", "x = 4")]
    public void Without_an_announcement_the_last_formula_counts(string text, string answer) => AssertFound(AnswerPlace.Formula, answer, text);

    [Theory]
    [InlineData("So he pays $1,250 in total.", "$1,250")]
    [InlineData("It costs $4. The soup is $5. So they pay 4 + 5 = 9 dollars.", "9")]
    [InlineData("So it grows by 25%.", "25%")]
    [InlineData("So it grows by 25 percent a year.", "25 percent")]
    [InlineData("She drinks 1 1/2 cups then.", "1 1/2")]
    [InlineData("The town has 12 500 people now.", "12 500")]
    [InlineData("He loses -3 points then.", "-3")]
    [InlineData("The bus departs at 11:00 A.M.", "11:00 A.M.")]
    [InlineData("So $x=5$, and she has 12 apples left.", "12")]
    [InlineData("The room B12 holds 30 people, said H2O.", "30")]
    public void Of_numbers_the_last_counts_with_what_belongs_to_it(string text, string answer) => AssertFound(AnswerPlace.Number, answer, text);

    [Theory]
    [InlineData("", "the text is empty")]
    [InlineData(@" \n  \n ", "the text is empty")]
    [InlineData("\0\0", "the text is empty")]
    [InlineData(@"First \boxed{4} and then \boxed{5", "the last box does not end")]
    [InlineData(@"<think>It is \boxed{5}", "the text ends within its thinking")]
    [InlineData(@"<think>It is \boxed{5}</think>", "the text is empty")]
    [InlineData("I'm sorry, but I cannot help with that.", "the text refuses")]
    [InlineData("I cannot solve this problem.", "the text refuses")]
    [InlineData(@"As 3 > 2, we get $\frac{1}{1 + \frac{1}{", "the text ends within a formula")]
    [InlineData(@"The answer is $\frac{1}{1 +", "the text ends within the formula of its answer")]
    [InlineData(@"We have 3. So\n \begin{align*} x &= 3 + 4 \\", "the text ends within a formula")]
    [InlineData(@"\(\)", "its place is empty")]
    [InlineData(@"The answer is \(\).", "its place is empty")]
    [InlineData("She had 3 apples and 4 +", "the text breaks off")]
    [InlineData("The first term is 165, and", "the text breaks off")]
    [InlineData("The number of squares is $27+9", "the text ends within a formula")]
    [InlineData("She sold 5 apples. How many are left?", "the text ends with a question")]
    [InlineData(@"It is 3.\n ```python\n print(4)\n ```", "the text ends in a program")]
    [InlineData(@"It is 3.\n ```python\n print(4", "the text ends in a program")]
    [InlineData(@"```output\n ValueError: 4\n ```", "the text ends in a program that failed")]
    public void A_text_that_was_cut_or_refuses_has_no_answer(string text, string why)
    {
        var found = FinalAnswers.Find(text.Replace(@"\n ", "\n", StringComparison.Ordinal));
        Assert.Equal(AnswerPlace.None, found.Place);
        Assert.Null(found.Text);
        Assert.Equal("no answer: " + why, found.Reason);
    }

    [Fact]
    public void A_text_that_repeats_itself_to_its_end_has_no_answer()
    {
        string loop = string.Concat(Enumerable.Repeat("The probability of rolling a number is 1/3. ", 40));
        Assert.Equal("no answer: the text repeats itself to its end", FinalAnswers.Find("We roll. " + loop).Reason);
        Assert.Equal("4", FinalAnswers.Find(string.Concat(Enumerable.Repeat("The answer is 4. ", 40))).Text);
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("1,234", "1,234")]
    [InlineData(@"\frac{1}{2}", @"\frac{1}{2}")]
    [InlineData("$x = 3$", "x = 3")]
    [InlineData("The graph is a circle of radius 3", "The graph is a circle of radius 3")]
    [InlineData(@"He has 3+4=<<3+4=7>>7 apples.\n #### 7", "7")]
    [InlineData(@"He has 7 apples.\n A: 7", "7")]
    [InlineData(@"The sum is $3+4 = \boxed{7}$, as 7 is 3 more than 4.", "7")]
    [InlineData(@"The roots are $\boxed{1}$ and $\boxed{2}$.", "1, 2")]
    [InlineData(@"It is $\boxed{2}.$\n \n [asy]\n draw((0,0)--(1,3));\n label(""$\boxed{9}$"", (1,1));\n [/asy]", "2")]
    public void A_reference_is_reduced_to_its_final_answer(string reference, string answer) =>
        Assert.Equal(answer, FinalAnswers.OfReference(reference.Replace(@"\n ", "\n", StringComparison.Ordinal)).Text);

    [Fact]
    public void The_reason_says_in_words_where_the_answer_stood()
    {
        Assert.Equal(@"the last \boxed", FinalAnswers.Find(@"\boxed{1}").Reason);
        Assert.Equal(@"the last 2 \boxed that stand together", FinalAnswers.Find(@"\boxed{1} or \boxed{2}").Reason);
        Assert.Equal("behind “the answer is”", FinalAnswers.Find("So the answer is 4.").Reason);
        Assert.Equal("behind “the correct option is”", FinalAnswers.Find("So the correct option is B.").Reason);
        Assert.Equal("behind the last ####", FinalAnswers.Find("#### 4").Reason);
        Assert.Equal("the last formula", FinalAnswers.Find("We get $x = 4$.").Reason);
        Assert.Equal("the last number", FinalAnswers.Find("She has 4 apples.").Reason);
    }
}
