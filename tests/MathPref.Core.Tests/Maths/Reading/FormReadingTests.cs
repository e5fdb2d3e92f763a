using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class FormReadingTests
{
    [Theory]
    [InlineData("55 : 29", "Ratio([55, 29])")]
    [InlineData(@"56 \text{ to } 29", "Ratio([56, 29])")]
    [InlineData("1:2:3", "Ratio([1, 2, 3])")]
    [InlineData("x:y = 3:2", "Relation([Ratio([x, y]), Ratio([3, 2])], [Equal])")]
    [InlineData("1011_2", "BasedNumber(1011, 2, 11)")]
    [InlineData(@"73165_{\text{eight}}", "BasedNumber(73165, 8, 30325)")]
    [InlineData("1A3_{16}", "BasedNumber(1A3, 16, 419)")]
    [InlineData("(1011)_2", "BasedNumber(1011, 2, 11)")]
    [InlineData("11_{two}", "BasedNumber(11, 2, 3)")]
    [InlineData("-101_2", "-BasedNumber(101, 2, 5)")]
    [InlineData("12.3_4", @"BasedNumber(12.3, 4, \frac{27}{4})")]
    [InlineData("0b101", "BasedNumber(101, 2, 5)")]
    [InlineData("0x1F", "BasedNumber(1F, 16, 31)")]
    [InlineData("1011 base 2", "BasedNumber(1011, 2, 11)")]
    [InlineData("3:30 PM", "TimeOfDay(55800, True)")]
    [InlineData("10:05 a.m.", "TimeOfDay(36300, True)")]
    [InlineData("12:15 am", "TimeOfDay(900, True)")]
    [InlineData(@"\text{1:03 PM}", "TimeOfDay(46980, True)")]
    [InlineData("7:05", "TimeOfDay(25500, False)")]
    [InlineData("noon", "TimeOfDay(43200, True)")]
    [InlineData("March 5", "Date(null, 3, 5)")]
    [InlineData("March 5, 2020", "Date(2020, 3, 5)")]
    [InlineData("2020-03-05", "Date(2020, 3, 5)")]
    [InlineData("5 March", "Date(null, 3, 5)")]
    [InlineData("Monday, March 5", "Date(null, 3, 5)")]
    public void Ratios_times_dates_and_bases(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("B) 12", "Choice(B, 12)")]
    [InlineData("(B) 12", "Choice(B, 12)")]
    [InlineData(@"\textbf{(B)}\ 12", "Choice(B, 12)")]
    [InlineData(@"\text{(D) }8\sqrt{3}", "Choice(D, Product([8, Call(Root, [3, 2])]))")]
    [InlineData("The correct option is B", "Choice(B, null)")]
    [InlineData(@"\text{C,E}", "Listing([Choice(C, null), Choice(E, null)])")]
    [InlineData("(A) and (C)", "Listing([Choice(A, null), Choice(C, null)])")]
    [InlineData("(A) + 1", "Sum([A, 1])")]
    [InlineData("A = 5", "Relation([A, 5], [Equal])")]
    public void A_letter_of_multiple_choice_keeps_its_text(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("no solutions", "'no solution'")]
    [InlineData(@"\text{There are no solutions}", "'no solution'")]
    [InlineData("DNE", "'does not exist'")]
    [InlineData("does not exist", "'does not exist'")]
    [InlineData("even", "'even'")]
    [InlineData("Tuesday", "'tuesday'")]
    [InlineData(@"\text{Navin}", "'navin'")]
    [InlineData("Evelyn", "'evelyn'")]
    [InlineData("infinitely many", "'infinitely many'")]
    [InlineData(@"\text{two points}", "Quantity(2, point)")]
    public void Words_are_normal(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("approximately 3.2", "16/5~1")]
    [InlineData("about 5", "5")]
    [InlineData("is 5", "5")]
    [InlineData("equals 5", "5")]
    [InlineData("answer: 5", "5")]
    [InlineData("the number is 12", "12")]
    [InlineData("The probability is 1/2", "Quotient(1, 2)")]
    [InlineData(@"Domain: [2, \infty)", "Interval(2, Infinity, True, False)")]
    [InlineData("**Answer:** 5", "5")]
    [InlineData("$$5$$", "5")]
    [InlineData(@"\(5\).", "5")]
    [InlineData(@"\boxed{5}", "5")]
    [InlineData(@"""5""", "5")]
    [InlineData(@"5 \text{ (approximately)}", "5")]
    [InlineData("12 is the answer", "12")]
    public void Prose_and_marks_around_a_value_are_passed_over(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("12 cm by 5 cm", "not understood behind a value: cm by 5 cm")]
    [InlineData(@"2 \text{ for all } x", "not understood behind a value: for all x")]
    [InlineData("1 in 4 of them", "not understood behind a value: in 4 of them")]
    public void Prose_is_no_product_of_letters_and_not_read(string text, string problem)
    {
        var read = AnswerReader.Read(text);
        Assert.Null(read.Expression);
        Assert.Equal(problem, read.Problem);
    }
}
