using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>Letters and spellings that one writer means so and the next otherwise.</summary>
public sealed class LetterMeaningTests
{
    [Theory]
    [InlineData("3 + I/3", "Sum([3, Quotient(I, 3)])")]
    [InlineData("(11 + I)/2", "Quotient(Sum([11, I]), 2)")]
    [InlineData("6 - E", "Sum([6, -E])")]
    [InlineData("E^(t + x)", "Power(E, Sum([t, x]))")]
    [InlineData("(1+2j)", "Sum([1, Product([2, I])])")]
    [InlineData(@"\rho g\left(x_1 - x_2\right)", "Product([rho, g, Sum([x_1, -x_2])])")]
    [InlineData("C(54, 26)", "Relation([C, Tuple([54, 26])], [Equal])")]
    [InlineData("{{1, 2}, {3, 4}}", "SetOf([SetOf([1, 2]), SetOf([3, 4])])")]
    public void The_other_meaning_stands_beside_the_likeliest(string text, string other) =>
        Assert.Contains(other, AnswerReader.Read(text).Others.Select(TreeText.Of));

    [Theory]
    [InlineData("f(x) = x + 1")]
    [InlineData("f(1, 2)")]
    [InlineData("3i + 4j")]
    [InlineData("x_I + 2")]
    public void Letters_of_one_meaning_have_no_other(string text) => Assert.Empty(AnswerReader.Read(text).Others);

    [Theory]
    [InlineData("8.12 x 10^14", "812000000000000/1~-12")]
    [InlineData("8.12x10^{14}", "812000000000000/1~-12")]
    [InlineData("3 x 4", "Product([3, 4])")]
    [InlineData("2x", "Product([2, x])")]
    [InlineData("2x^3", "Product([2, Power(x, 3)])")]
    [InlineData(@"3{\times}10^{5}", "300000/1~-5")]
    [InlineData("x^{2}{}", "Power(x, 2)")]
    [InlineData("x^{+}", "null")]
    [InlineData(@"\frac 34", "Quotient(3, 4)")]
    [InlineData(@"\dfrac 13", "Quotient(1, 3)")]
    [InlineData(@"\frac 12x", "Product([Quotient(1, 2), x])")]
    [InlineData(@"\frac 12{5}", "Quotient(12, 5)")]
    [InlineData(@"\frac 310", "Quotient(3, 10)")]
    [InlineData(@"135.34\circ", "Degrees(6767/50~2)")]
    [InlineData("1/2)", "Quotient(1, 2)")]
    public void What_is_spelled_loosely_is_read_as_people_would(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("2v_0+tg", "Sum([Product([2, v_0]), Product([t, g])])")]
    [InlineData(@"\frac{t(tg + 2v_0)}{2}", "Quotient(Product([t, Sum([Product([t, g]), Product([2, v_0])])]), 2)")]
    [InlineData("tg x", "Call(Tan, [x])")]
    [InlineData("tg^2 x", "Power(Call(Tan, [x]), 2)")]
    [InlineData(@"2\sqrt5 \text{ sec}", "Quantity(Product([2, Call(Root, [5, 2])]), s)")]
    [InlineData(@"5\ \mathrm{sec}", "Quantity(5, s)")]
    [InlineData(@"5 \sec x", "Product([5, Call(Sec, [x])])")]
    [InlineData(@"\det = -2", "Relation([det, -2], [Equal])")]
    [InlineData(@"\angle ABC = 60^\circ", "Relation([angle ABC, Degrees(60)], [Equal])")]
    [InlineData(@"m\angle A = 60", "Relation([angle A, 60], [Equal])")]
    public void A_function_without_an_argument_is_none(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("USD 7,033.24", "Quantity(175831/25~2, dollar)")]
    [InlineData("US$5", "Quantity(5, dollar)")]
    [InlineData("Rs. 50", "Quantity(50, rupee)")]
    [InlineData("-EUR 5", "Quantity(-5, euro)")]
    public void A_currency_stands_before_its_number_by_its_code(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("Sum[i^2, {i, 1, n}]", "Iterated(False, i, 1, n, Power(i, 2))")]
    [InlineData("Product[k, {k, 1, 5}]", "Iterated(True, k, 1, 5, k)")]
    [InlineData("{{2, -2}, {7/4, 1/2}}", "MatrixOf([[2, -2], [Quotient(7, 4), Quotient(1, 2)]])")]
    [InlineData("Matrix([1, 2, 3])", "MatrixOf([[1], [2], [3]])")]
    [InlineData("Matrix([[1, 2], [3, 4]])", "MatrixOf([[1, 2], [3, 4]])")]
    [InlineData("Rational(1, 2)", "Quotient(1, 2)")]
    [InlineData("Fraction(7, 12)", "Quotient(7, 12)")]
    public void Programs_are_read(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData(@"\begin{pmatrix}-6\6\end{pmatrix}", "MatrixOf([[-6], [6]])")]
    [InlineData(@"\begin{pmatrix}-3\11\7\end{pmatrix}", "MatrixOf([[-3], [11], [7]])")]
    [InlineData(@"\begin{pmatrix}1&2\3&4\end{pmatrix}", "MatrixOf([[1, 2], [3, 4]])")]
    public void The_end_of_a_row_may_have_lost_a_backslash(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("206_5", "BasedNumber(206, 5, 56)")]
    [InlineData("ad-bc", "Sum([Product([a, d]), -Product([b, c])])")]
    [InlineData("non-linear", "'non linear'")]
    [InlineData(@"3 \pmod{7}", "Call(Mod, [3, 7])")]
    [InlineData("x => 2", "Relation([x, 2], [GreaterOrEqual])")]
    public void Slips_keep_their_meaning(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));
}
