using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class ListReadingTests
{
    [Theory]
    [InlineData("1, 2", "Listing([1, 2])")]
    [InlineData("1 and 2", "Listing([1, 2])")]
    [InlineData("1 or 2", "Listing([1, 2])")]
    [InlineData("1; 2", "Listing([1, 2])")]
    [InlineData(@"1\text{ and }2", "Listing([1, 2])")]
    [InlineData(@"1, 2, \text{ and } 3", "Listing([1, 2, 3])")]
    [InlineData(@"5, 6, \text{ or } 7", "Listing([5, 6, 7])")]
    [InlineData(@"$\frac{7}{5}$, $-\sqrt{5}$ and $0$", "Listing([Quotient(7, 5), -Call(Root, [5, 2]), 0])")]
    [InlineData("x = 1, x = 2", "Listing([1, 2])")]
    [InlineData(@"x = 1\text{ or }x = 2", "Listing([1, 2])")]
    [InlineData("x = -10, 10, 7", "Listing([-10, 10, 7])")]
    [InlineData(@"z = 7, z = -10\text{ and }z = 10", "Listing([7, -10, 10])")]
    [InlineData("The solutions are x = 1 and x = 2", "Listing([1, 2])")]
    [InlineData("(1,2), (3,4)", "Listing([Tuple([1, 2]), Tuple([3, 4])])")]
    [InlineData(@"(x,y) = (1,2) \text{ or } (3,4)", "Listing([Tuple([1, 2]), Tuple([3, 4])])")]
    [InlineData(@"\pm 2, \pm 3", "Listing([PlusMinus(2, False), PlusMinus(3, False)])")]
    [InlineData("5 3 -2", "Listing([5, 3, -2])")]
    [InlineData(@"a \pm b", "Sum([a, PlusMinus(b, False)])")]
    public void Several_values_are_one_listing_however_they_are_parted(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("x = 11; y = 6", "AllOf([Relation([x, 11], [Equal]), Relation([y, 6], [Equal])])")]
    [InlineData("a=-12, b = -3, c=7/4", "AllOf([Relation([a, -12], [Equal]), Relation([b, -3], [Equal]), Relation([c, Quotient(7, 4)], [Equal])])")]
    [InlineData(@"x = 5 \text{ and } y = 3", "AllOf([Relation([x, 5], [Equal]), Relation([y, 3], [Equal])])")]
    [InlineData(@"\begin{cases} x = 11 \\ y=6 \end{cases}", "AllOf([Relation([x, 11], [Equal]), Relation([y, 6], [Equal])])")]
    [InlineData(@"\left\{\begin{array}{l} x = 1 \\ y = 2 \end{array}\right.", "AllOf([Relation([x, 1], [Equal]), Relation([y, 2], [Equal])])")]
    [InlineData(@"\begin{aligned} x &= 1 \\ y &= 2 \end{aligned}", "AllOf([Relation([x, 1], [Equal]), Relation([y, 2], [Equal])])")]
    [InlineData("x = 1, y = 2 or x = 3, y = 4",
        "AnyOf([AllOf([Relation([x, 1], [Equal]), Relation([y, 2], [Equal])]), AllOf([Relation([x, 3], [Equal]), Relation([y, 4], [Equal])])])")]
    [InlineData("{x: 1, y: 2}", "AllOf([Relation([x, 1], [Equal]), Relation([y, 2], [Equal])])")]
    [InlineData(@"\begin{aligned} S &= 1 + 2 \\ &= 3 \end{aligned}", "Relation([S, Sum([1, 2]), 3], [Equal, Equal])")]
    public void Values_of_several_variables_are_a_system(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData(@"1, 2, 3, \ldots", "a listing that goes on")]
    [InlineData("x = 1, y = 2, 3", "values of several variables, some without a name")]
    [InlineData("x > 1, 2", "an inequality beside a value")]
    [InlineData(@"\begin{cases} x & x > 0 \\ -x & x < 0 \end{cases}", "a function by cases")]
    [InlineData(@"x^2 + \unknown", @"\unknown is not known as part of a value")]
    [InlineData("between 2 and 3", "the word 'between' stands within a value")]
    [InlineData("x is between 5 and 7", "the word 'between' stands within a value")]
    [InlineData(@"5\text{ inches by }7\text{ inches}", "not understood behind a value: inches by 7 inches")]
    public void What_is_no_list_of_sure_meaning_is_not_read(string text, string problem)
    {
        var read = AnswerReader.Read(text);
        Assert.Null(read.Expression);
        Assert.Equal(problem, read.Problem);
    }
}
