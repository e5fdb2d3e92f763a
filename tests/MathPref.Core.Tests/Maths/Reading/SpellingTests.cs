using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>Spellings of models, people and programs that have one meaning.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("1st", "1")]
    [InlineData("5^{th}", "5")]
    [InlineData(@"2^\text{nd}", "2")]
    [InlineData("11th", "11")]
    [InlineData("1'000", "1000")]
    [InlineData("1_000_000", "1000000")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1.234", "617/500~3")]
    public void Numbers_carry_marks(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("5'6\"", "Quantity(66, in)")]
    [InlineData("30°15'20\"", "Degrees(Quotient(2723, 90))")]
    [InlineData(@"30^\circ 15'", "Degrees(Quotient(121, 4))")]
    [InlineData(@"10\,\mathrm{m\,s^{-1}}", "Quantity(10, m/s)")]
    [InlineData(@"60 \frac{km}{h}", "Quantity(60, km/h)")]
    [InlineData(@"-\frac{pt}{4p-t}", "-Quotient(Product([p, t]), Sum([Product([4, p]), -t]))")]
    [InlineData("5 U.S. dollars", "Quantity(5, dollar)")]
    [InlineData(@"25\cent", "Quantity(25, cent)")]
    [InlineData("RM 50", "Quantity(50, ringgit)")]
    public void Units_are_strokes_and_fractions(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("greater than 2", "Relation([x, 2], [Greater])")]
    [InlineData("greater than or equal to 2", "Relation([x, 2], [GreaterOrEqual])")]
    [InlineData("x is less than 3", "Relation([x, 3], [Less])")]
    [InlineData("no more than 3", "Relation([x, 3], [LessOrEqual])")]
    [InlineData("5 or more", "Relation([x, 5], [GreaterOrEqual])")]
    [InlineData("> 5", "Relation([x, 5], [Greater])")]
    [InlineData("at most 10", "10")]
    [InlineData("at least 3", "3")]
    public void Comparisons_stand_in_words(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("0.6 (or 3/5)", "Listing([3/5~1, Quotient(3, 5)])")]
    [InlineData("3/5 (60%)", "Quotient(3, 5)")]
    [InlineData(@"2\sqrt{3} (\approx 3.46)", "Product([2, Call(Root, [3, 2])])")]
    [InlineData("2 (3)", "Product([2, 3])")]
    [InlineData("3.14 (3 s.f.)", "157/50~2")]
    [InlineData(@"5.2\text{ cm (to 1 d.p.)}", "Quantity(26/5~1, cm)")]
    [InlineData(@"x = 3 \text{ (double root)}", "Relation([x, 3], [Equal])")]
    [InlineData("x-intercept: 3", "3")]
    [InlineData("vertex (2, -1)", "Tuple([2, -1])")]
    [InlineData("(1,2,3)^T", "Tuple([1, 2, 3])")]
    [InlineData("(a) 3 (b) 4", "Listing([3, 4])")]
    [InlineData("(a) (x+1)", "Product([a, Sum([x, 1])])")]
    [InlineData("5 (approx.)", "5")]
    [InlineData("either 3 or 5", "Listing([3, 5])")]
    [InlineData(@"\sim 5", "5")]
    [InlineData("3 R 2", "Apply(remainder, [3, 2])")]
    [InlineData("12 remainder 5", "Apply(remainder, [12, 5])")]
    public void Remarks_around_a_value_are_no_factors(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("sinx", "Call(Sin, [x])")]
    [InlineData("2sinxcosx", "Product([2, Call(Sin, [x]), Call(Cos, [x])])")]
    [InlineData("xlnx", "Product([x, Call(Ln, [x])])")]
    [InlineData("cost", "'cost'")]
    [InlineData("2 cis 30", "Product([2, Sum([Call(Cos, [30]), Product([I, Call(Sin, [30])])])])")]
    [InlineData(@"\operatorname{cis} t", "Sum([Call(Cos, [t]), Product([I, Call(Sin, [t])])])")]
    public void Functions_stand_beside_their_letter(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData(@"P(A\cap B)=0.3", "Relation([P(A∩ B), 3/10~1], [Equal])")]
    [InlineData(@"P(X > 2) = 0.1", "Relation([P(X > 2), 1/10~1], [Equal])")]
    [InlineData(@"\operatorname{Var}(X)=4", "Relation([Var(X), 4], [Equal])")]
    [InlineData(@"\dim V = 3", "Relation([\\dim V, 3], [Equal])")]
    [InlineData(@"\int_0^1 x\,dx = \frac12", "Relation([\\int_0^1 x dx, Quotient(1, 2)], [Equal])")]
    public void What_is_not_computed_names_its_value(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("Or(x < 1, x > 2)", "AnyOf([Relation([x, 1], [Less]), Relation([x, 2], [Greater])])")]
    [InlineData("And(x > 1, x < 2)", "AllOf([Relation([x, 1], [Greater]), Relation([x, 2], [Less])])")]
    [InlineData("{x -> 2}", "Relation([x, 2], [Equal])")]
    [InlineData("{{x -> 1}, {x -> 2}}", "SetOf([1, 2])")]
    [InlineData("x == 1 || x == 2", "Listing([1, 2])")]
    [InlineData("x < 1 || x > 2", "AnyOf([Relation([x, 1], [Less]), Relation([x, 2], [Greater])])")]
    [InlineData("np.array([[1, 2], [3, 4]])", "MatrixOf([[1, 2], [3, 4]])")]
    [InlineData("[[1 2] [3 4]]", "MatrixOf([[1, 2], [3, 4]])")]
    [InlineData("Integer(5)", "5")]
    public void Programs_print_their_own_way(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("Column A", "'column a'")]
    [InlineData("Both A and B", "'both a and b'")]
    [InlineData("a circle", "'circle'")]
    [InlineData("B is correct", "Choice(B, null)")]
    public void A_letter_that_names_is_no_article(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Fact]
    public void A_whole_number_with_e_and_a_small_exponent_may_be_a_programs() =>
        Assert.Equal("1/200~3", TreeText.Of(Assert.Single(AnswerReader.Read("5e-3").Others)));

    [Fact]
    public void What_is_said_of_a_named_thing_is_not_taken_alone()
    {
        Assert.Empty(AnswerReader.Read("Quantity A is greater").Others);
        Assert.Equal("'even'", TreeText.Of(Assert.Single(AnswerReader.Read("The function is even").Others)));
    }

    private static string Tree(string text) => TreeText.Of(AnswerReader.Read(text).Expression);
}
