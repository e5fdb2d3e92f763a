using MathPref.Core.Maths;
using MathPref.Core.Maths.Equality;

namespace MathPref.Core.Tests.Maths.Equality;

/// <summary>Pairs that agree to many digits, at many points or on a part of the line, and differ all the same; and those that only look different.</summary>
public sealed class NearMissTests
{
    [Theory]
    [InlineData(@"(1+\sqrt2)^{200}", @"(1+\sqrt2)^{200}+(1-\sqrt2)^{200}")]
    [InlineData(@"e^{\pi\sqrt{163}}", "640320^3+744")]
    [InlineData(@"e^{400}", "e^{400}+1")]
    [InlineData(@"\ln(150!)", @"\ln(150!+1)")]
    [InlineData(@"\sqrt{400!}", @"\sqrt{400!+1}")]
    [InlineData(@"\cosh(300)", @"\sinh(300)")]
    [InlineData(@"\arctan(e^{500})", @"\frac{\pi}{2}")]
    [InlineData(@"\sin(10^{-200})", "10^{-200}")]
    [InlineData(@"1+e^{-400}", "1")]
    [InlineData(@"\pi+10^{-1000}", @"\pi")]
    [InlineData(@"e^{400}+x", "e^{400}")]
    public void Numbers_that_agree_to_a_hundred_digits_are_told_apart(string answer, string reference) => Is(MathVerdict.Wrong, answer, reference);

    [Theory]
    [InlineData(@"(1+\sqrt2)^{400}", @"(3+2\sqrt2)^{200}")]
    [InlineData(@"\sqrt{11+2\sqrt{29}}+\sqrt{16-2\sqrt{29}+2\sqrt{55-10\sqrt{29}}}", @"\sqrt5+\sqrt{22+2\sqrt5}")]
    [InlineData(@"\sqrt[3]{2+\sqrt5}+\sqrt[3]{2-\sqrt5}", "1")]
    [InlineData(@"\frac{1}{\sqrt[3]{4}+\sqrt[3]{2}+1}", @"\sqrt[3]{2}-1")]
    [InlineData(@"\lfloor\sqrt2\cdot\sqrt2\rfloor", "2")]
    [InlineData(@"\lfloor\sqrt{7+4\sqrt3}-\sqrt3\rfloor", "2")]
    [InlineData(@"2^{1000000}\pi", @"\pi\cdot 2^{1000000}")]
    [InlineData(@"\ln(150!)+\ln 151", @"\ln(151!)")]
    public void Numbers_that_only_look_different_are_right(string answer, string reference) => Is(MathVerdict.Right, answer, reference);

    [Theory]
    [InlineData(@"\sqrt{1-\cos^2x}", @"\sin x")]
    [InlineData(@"\sqrt{1+\sin 2x}", @"\sin x+\cos x")]
    [InlineData(@"\lceil x\rceil", @"\lfloor x\rfloor+1")]
    [InlineData(@"\lfloor x+\frac12\rfloor", @"\lceil x-\frac12\rceil")]
    [InlineData(@"\arccos(\cos x)", "|x|")]
    [InlineData(@"\arctan x+\arctan\frac1x", @"\frac{\pi}{2}")]
    public void Functions_that_agree_on_a_part_of_the_line_are_wrong(string answer, string reference) => BothWays(MathVerdict.Wrong, answer, reference);

    [Theory]
    [InlineData(@"\sqrt{1-\cos^2x}", @"|\sin x|")]
    [InlineData(@"\lfloor x\rfloor+\lfloor x+\frac12\rfloor", @"\lfloor 2x\rfloor")]
    [InlineData(@"\arctan x+C", @"-\arctan\frac{1}{x}+C")]
    [InlineData(@"\arctan(\tan x)+C", "x+C")]
    [InlineData(@"\ln\frac{x}{a}+C", @"\ln x+C")]
    [InlineData(@"\frac{(x+a)^2}{2}+C", @"\frac{x^2}{2}+ax+C")]
    public void Functions_that_agree_where_both_have_values_are_right(string answer, string reference) => BothWays(MathVerdict.Right, answer, reference);

    [Theory]
    [InlineData("x^2<4", "(-2,2)")]
    [InlineData(@"x^2-4x+1\ge0", @"(-\infty,2-\sqrt3]\cup[2+\sqrt3,\infty)")]
    [InlineData(@"\frac{x-1}{x+2}\ge0", @"(-\infty,-2)\cup[1,\infty)")]
    [InlineData(@"\frac{x^2-1}{x-1}>0", @"(-1,1)\cup(1,\infty)")]
    [InlineData(@"x^2(x-1)\ge0", @"\{0\}\cup[1,\infty)")]
    [InlineData("x^4-5x^2+6<0", @"(-\sqrt3,-\sqrt2)\cup(\sqrt2,\sqrt3)")]
    [InlineData("x^3<-2", @"(-\infty,-\sqrt[3]{2})")]
    [InlineData("|x^2-5|<4", @"(-3,-1)\cup(1,3)")]
    [InlineData("x^2+1>0", @"\mathbb{R}")]
    [InlineData("|x|<-1", @"\emptyset")]
    public void Inequalities_of_rational_functions_are_their_solutions(string answer, string reference) => BothWays(MathVerdict.Right, answer, reference);

    [Theory]
    [InlineData(@"x^2\le4", "(-2,2)")]
    [InlineData(@"\frac{x-1}{x+2}\ge0", @"(-\infty,-2]\cup[1,\infty)")]
    [InlineData(@"\frac{x^2-1}{x-1}>0", @"(-1,\infty)")]
    [InlineData(@"\frac{1}{x}<1", @"(1,\infty)")]
    [InlineData("x^2<4", "x<2")]
    public void A_lost_end_pole_or_part_is_wrong(string answer, string reference) => BothWays(MathVerdict.Wrong, answer, reference);

    [Theory]
    [InlineData(MathVerdict.Right, "(x-y)^2=0", "x=y")]
    [InlineData(MathVerdict.Right, @"y=\ln x", "e^y=x")]
    [InlineData(MathVerdict.Wrong, "y(x-1)=0", "x=1")]
    [InlineData(MathVerdict.Wrong, "x(x+y-1)=0", "x+y=1")]
    [InlineData(MathVerdict.Wrong, "x^2=1", "x=1")]
    [InlineData(MathVerdict.Unknown, "y^2=x", @"y=\sqrt{x}")]
    [InlineData(MathVerdict.Unknown, "x^3=y^3", "y=x")]
    public void Curves_are_the_same_by_proof_alone(MathVerdict expected, string answer, string reference) => BothWays(expected, answer, reference);

    [Theory]
    [InlineData(MathVerdict.Right, "0.30000000000000004", "0.3")]
    [InlineData(MathVerdict.Right, "7.03125", "7.03")]
    [InlineData(MathVerdict.Right, "583.33", "583.3333")]
    [InlineData(MathVerdict.Wrong, "0.4287", "0.4286")]
    [InlineData(MathVerdict.Wrong, "271999999", @"272\cdot10^6")]
    [InlineData(MathVerdict.Unknown, "0.4286", "0.43")]
    [InlineData(MathVerdict.Unknown, "8.2E+03", "8.18E+03")]
    public void A_decimal_may_be_another_rounded(MathVerdict expected, string answer, string reference) => Is(expected, answer, reference);

    [Theory]
    [InlineData("[1,2]", "(1,2)")]
    [InlineData("(1,2)", "[1,2]")]
    [InlineData(@"\frac10", @"\infty")]
    public void What_may_be_meant_as_the_other_is_not_right(string answer, string reference) =>
        Assert.NotEqual(MathVerdict.Right, MathAnswer.Check(Boxed(answer), Boxed(reference)).Verdict);

    [Theory]
    [InlineData(MathVerdict.Right, @"\sin\pi+2", "2")]
    [InlineData(MathVerdict.Right, @"x\cos\pi+y\sin\pi", "-x")]
    [InlineData(MathVerdict.Right, @"(\sqrt{3-2\sqrt2}-\sqrt2+1)+3", "3")]
    [InlineData(MathVerdict.Right, @"\cosh 200-\sinh 200", "e^{-200}")]
    [InlineData(MathVerdict.Wrong, @"2+\sin(\pi+10^{-300})", "2")]
    [InlineData(MathVerdict.Wrong, @"(\cosh 300-\sinh 300)+2", "2")]
    public void A_term_that_is_nothing_is_told_from_one_that_is_little(MathVerdict expected, string answer, string reference) =>
        Is(expected, answer, reference);

    private static string Boxed(string text) => $@"\boxed{{{text}}}";

    private static void BothWays(MathVerdict expected, string answer, string reference)
    {
        Is(expected, answer, reference);
        Is(expected, reference, answer);
    }

    private static void Is(MathVerdict expected, string answer, string reference)
    {
        var check = MathAnswer.Check(Boxed(answer), Boxed(reference));
        Assert.True(expected == check.Verdict, $"{answer} against {reference}: {check.Verdict}, {check.Reason}");
    }
}
