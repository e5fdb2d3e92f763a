using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>Words of prose, which are no products of their letters.</summary>
public sealed class ProseReadingTests
{
    [Theory]
    [InlineData("not 5")]
    [InlineData("The answer is not 5")]
    [InlineData("it cannot be 5")]
    [InlineData("isn't 5")]
    [InlineData("x is not 5")]
    [InlineData("5 (not 6)")]
    [InlineData("5 is wrong")]
    [InlineData("N/A")]
    [InlineData("TBD")]
    [InlineData("my 5")]
    [InlineData("no, 5")]
    [InlineData("she ate 12")]
    [InlineData("Ann has 3, Bob ate 12")]
    [InlineData("First 12, then 30")]
    [InlineData("@@ 1")]
    public void Prose_is_not_read_as_a_value(string text)
    {
        var reading = AnswerReader.Read(text);

        Assert.Equal("null", TreeText.Of(reading.Expression));
        Assert.NotNull(reading.Problem);
    }

    [Theory]
    [InlineData("20 m/s (72 km/h)", "Quantity(20, m/s)")]
    [InlineData("5 or so", "5")]
    [InlineData("it is 42", "42")]
    [InlineData("not greater than 5", "Relation([x, 5], [LessOrEqual])")]
    [InlineData("x is at least 5", "Relation([x, 5], [GreaterOrEqual])")]
    [InlineData("x must be at most 5", "Relation([x, 5], [LessOrEqual])")]
    [InlineData("at least 5", "5")]
    [InlineData(@"ut + \frac12at^2", "Sum([Product([u, t]), Product([Quotient(1, 2), a, Power(t, 2)])])")]
    [InlineData("2 + as", "Sum([2, Product([a, s])])")]
    [InlineData("5xy", "Product([5, x, y])")]
    [InlineData("5 ab", "Product([5, a, b])")]
    [InlineData("x in (2, 3)", "Membership(x, Interval(2, 3, False, False), False)")]
    [InlineData("on (0, 1)", "Tuple([0, 1])")]
    [InlineData("dog", "'dog'")]
    [InlineData("2*lamda", "Product([2, lambda])")]
    [InlineData("sin 30", "Call(Sin, [30])")]
    [InlineData(@"\operatorname{arsinh}x", "Call(Arsinh, [x])")]
    [InlineData(@"\binom n2", "Call(Binomial, [n, 2])")]
    [InlineData(@"9\pi^\circ", "Degrees(Product([9, Pi]))")]
    public void Mathematics_with_letters_like_words_stays(string text, string tree) => Assert.Equal(tree, TreeText.Of(AnswerReader.Read(text).Expression));

    [Theory]
    [InlineData("mu", "Product([m, u])")]
    [InlineData("2*xi+1", "Sum([Product([2, x, I]), 1])")]
    [InlineData("20 m/s (72 km/h)", "Quantity(72, km/h)")]
    [InlineData("3 and 1/2", "Sum([3, Quotient(1, 2)])")]
    public void The_other_meaning_stands_beside_the_likeliest(string text, string other) =>
        Assert.Contains(other, AnswerReader.Read(text).Others.Select(TreeText.Of));

    [Theory]
    [InlineData("not 5", "5", MathVerdict.Unknown)]
    [InlineData("≠ 5", "5", MathVerdict.Unknown)]
    [InlineData("@@ 5", "5", MathVerdict.Unknown)]
    [InlineData("The answer isn't 5.", "5", MathVerdict.Unknown)]
    [InlineData("5 is not the answer", "5", MathVerdict.Unknown)]
    [InlineData("It is 4, so it isn't $5$.", "5", MathVerdict.Unknown)]
    [InlineData("42", "N/A", MathVerdict.Unknown)]
    [InlineData("12", "First 12, then 30", MathVerdict.Unknown)]
    [InlineData("42", "It is 42 apples or so", MathVerdict.Right)]
    [InlineData("It is 42 apples or so", "42", MathVerdict.Right)]
    public void Verdicts_on_prose_claim_nothing_that_it_does_not_say(string answer, string reference, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check(answer, reference).Verdict);
}
