using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths;

public sealed class MathReferenceTests
{
    [Theory]
    [InlineData("nan")]
    [InlineData("N/A")]
    [InlineData("null")]
    [InlineData("TBD")]
    public void A_value_that_is_missing_is_no_reference(string reference)
    {
        Assert.NotNull(MathReference.Read(reference).Problem);
        Assert.Equal(MathVerdict.Unknown, MathAnswer.Check("5", reference).Verdict);
    }

    [Theory]
    [InlineData("1e99999999999")]
    [InlineData("2.5E-2147483648")]
    [InlineData("3e-99999999999999999999")]
    public void An_exponent_of_any_length_is_read(string number)
    {
        Assert.Null(MathReference.Read(number).Problem);
        Assert.Equal(MathVerdict.Right, MathAnswer.Check(number, number).Verdict);
    }

    [Theory]
    [InlineData("We compute 6 * 7 by way of 6 * 5 = 30.", "NoAnswer")]
    [InlineData("So the answer is 30. Let us", "Exact")]
    [InlineData(@"Hence \boxed{30}. Now", "Exact")]
    public void A_text_that_was_cut_has_the_answer_that_it_announces_or_none(string text, string method)
    {
        var check = MathAnswer.Check(text, "42", new() { IsCut = true });
        Assert.Equal((MathVerdict.Wrong, method), (check.Verdict, check.Method));
    }
}
