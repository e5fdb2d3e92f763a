using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class OtherReadingsTests
{
    [Theory]
    [InlineData("{100,200}", "SetOf([100, 200])", "100200")]
    [InlineData("1,234", "1234", "Listing([1, 234])")]
    [InlineData("3,14", "Listing([3, 14])", "157/50~2")]
    [InlineData("1,2", "Listing([1, 2])", "6/5~1")]
    [InlineData("x_1 = -6, x_2 = 9", "Listing([-6, 9])", "AllOf([Relation([x_1, -6], [Equal]), Relation([x_2, 9], [Equal])])")]
    [InlineData("7:32", "Ratio([7, 32])", "TimeOfDay(27120, False)")]
    [InlineData("B", "Choice(B, null)", "B")]
    [InlineData("(B)", "Choice(B, null)", "B")]
    [InlineData("no solution", "'no solution'", "SetOf([])")]
    [InlineData(@"\emptyset", "SetOf([])", "'no solution'")]
    [InlineData("x<1, x>2", "AllOf([Relation([x, 1], [Less]), Relation([x, 2], [Greater])])", "AnyOf([Relation([x, 1], [Less]), Relation([x, 2], [Greater])])")]
    [InlineData("5 m", "Product([5, m])", "Quantity(5, m)")]
    [InlineData("3 ft 6 in", "Quantity(42, in)", "Quantity(Quotient(7, 2), ft)")]
    [InlineData("5 dollars and 30 cents", "Quantity(Quotient(53, 10), dollar)", "Quantity(530, cent)")]
    [InlineData("1 hour 30 minutes", "Quantity(90, min)", "Quantity(Quotient(3, 2), h)")]
    [InlineData("The function is even", "'function is even'", "'even'")]
    [InlineData("AB", "Product([A, B])", "Listing([Choice(A, null), Choice(B, null)]) | 'ab'")]
    [InlineData("1,000", "1000", "")]
    [InlineData("(1,1000)", "Tuple([1, 1000])", "")]
    [InlineData("-3", "-3", "")]
    public void What_a_person_might_have_meant_beside_the_likeliest_is_kept(string text, string likeliest, string others)
    {
        var read = AnswerReader.Read(text);
        Assert.Equal(likeliest, TreeText.Of(read.Expression));
        Assert.Equal(others, string.Join(" | ", read.Others.Select(TreeText.Of)));
    }
}
