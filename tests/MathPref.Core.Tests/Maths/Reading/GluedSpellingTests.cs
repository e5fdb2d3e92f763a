using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

/// <summary>What stands side by side: how far a stroke, a degree sign, a function and the argument of a command reach.</summary>
public sealed class GluedSpellingTests
{
    [Theory]
    [InlineData("mu", "mu", "Product([m, u])")]
    [InlineData("2*xi + 1", "Sum([Product([2, xi]), 1])", "Sum([Product([2, x, I]), 1])")]
    [InlineData("1/2x", "Product([Quotient(1, 2), x])", "Quotient(1, Product([2, x]))")]
    [InlineData("(a + b)/ab", "Product([Quotient(Sum([a, b]), a), b])", "Quotient(Sum([a, b]), Product([a, b]))")]
    [InlineData(@"\pi/2\sqrt3 - 1", "Sum([Product([Quotient(Pi, 2), Call(Root, [3, 2])]), -1])", "Sum([Quotient(Pi, Product([2, Call(Root, [3, 2])])), -1])")]
    [InlineData("1/x^2 y", "Product([Quotient(1, Power(x, 2)), y])", "Quotient(1, Product([Power(x, 2), y]))")]
    public void Both_meanings_are_read(string text, string likeliest, string other)
    {
        var reading = AnswerReader.Read(text);
        Assert.Equal(likeliest, TreeText.Of(reading.Expression));
        Assert.Contains(other, reading.Others.Select(TreeText.Of));
    }

    [Theory]
    [InlineData("mu_0", "mu_0")]
    [InlineData(@"\frac{1}{2}x", "Product([Quotient(1, 2), x])")]
    [InlineData("1/2*x", "Product([Quotient(1, 2), x])")]
    [InlineData("x/2 + y", "Sum([Quotient(x, 2), y])")]
    [InlineData(@"9\pi^\circ", "Degrees(Product([9, Pi]))")]
    [InlineData(@"2\sqrt3^\circ", "Degrees(Product([2, Call(Root, [3, 2])]))")]
    [InlineData(@"x\cdot 30^\circ", "Product([x, Degrees(30)])")]
    [InlineData(@"\operatorname{arsinh}x", "Call(Arsinh, [x])")]
    [InlineData(@"\mathrm{artanh}{x}", "Call(Artanh, [x])")]
    [InlineData(@"\binom n2 - 1", "Sum([Call(Binomial, [n, 2]), -1])")]
    [InlineData(@"\frac x23", "Product([Quotient(x, 2), 3])")]
    [InlineData(@"\frac e2", "Quotient(E, 2)")]
    public void One_meaning_is_read_where_there_is_one(string text, string tree)
    {
        var reading = AnswerReader.Read(text);
        Assert.Equal(tree, TreeText.Of(reading.Expression));
        Assert.Empty(reading.Others);
    }

    [Theory]
    [InlineData("1/mu + 1/m_2", @"\frac1\mu + \frac1{m_2}", MathVerdict.Right)]
    [InlineData("mu", "um", MathVerdict.Right)]
    [InlineData("1/2 e", @"\frac{1}{2e}", MathVerdict.Right)]
    [InlineData("1/2 e", @"\frac{e}{2}", MathVerdict.Right)]
    [InlineData("1/2 * e", @"\frac{1}{2e}", MathVerdict.Wrong)]
    [InlineData("1/2 e", "2e", MathVerdict.Wrong)]
    [InlineData(@"9\pi^\circ", @"9\pi", MathVerdict.Right)]
    [InlineData(@"9\pi^\circ", @"8\pi", MathVerdict.Wrong)]
    [InlineData(@"2\sin 30^\circ", "30", MathVerdict.Wrong)]
    public void The_verdict_is_of_all_meanings(string answer, string reference, MathVerdict verdict) =>
        Assert.Equal(verdict, MathAnswer.Check($@"\boxed{{{answer}}}", reference).Verdict);
}
