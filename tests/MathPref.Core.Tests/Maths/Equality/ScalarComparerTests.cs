using MathPref.Core.Maths.Equality;
using MathPref.Core.Maths.Expressions;

namespace MathPref.Core.Tests.Maths.Equality;

public sealed class ScalarComparerTests
{
    [Theory]
    [InlineData("1/2", "2/4")]
    [InlineData("2004!/2003!", "2004")]
    [InlineData("(-8)^(1/3)", "-2")]
    [InlineData("root(-27,3)", "-3")]
    [InlineData("sum(k,1,100,k)", "5050")]
    [InlineData("binomial(10,3)", "120")]
    [InlineData("log(8,4)", "3/2")]
    [InlineData("gcd(12,18)*lcm(4,6)", "72")]
    [InlineData("floor(-7/2)", "-4")]
    [InlineData("2^1000000", "4^500000")]
    public void Equal_numbers_are_right(string answer, string reference) => Is(MathVerdict.Right, answer, reference);

    [Theory]
    [InlineData("1/2004!", "1/2006!")]
    [InlineData("2^1000000", "2^1000001")]
    [InlineData("1234567890123456789012", "1234567890123456789013")]
    [InlineData("2^20000+1", "2^20000")]
    [InlineData("1/0", "5")]
    public void Different_numbers_are_wrong_however_near_or_large(string answer, string reference) => Is(MathVerdict.Wrong, answer, reference);

    [Theory]
    [InlineData("sqrt(2)/2", "1/sqrt(2)")]
    [InlineData("sqrt(2)*sqrt(3)", "sqrt(6)")]
    [InlineData("sqrt(3+2*sqrt(2))", "1+sqrt(2)")]
    [InlineData("root(2,3)*root(4,3)", "2")]
    [InlineData("4*e^(pi*i/4)", "2*sqrt(2)+2*sqrt(2)*i")]
    [InlineData("(2+3*i)/(1-i)", "-1/2+5*i/2")]
    [InlineData("3*cos(300deg)-csc(240deg)", "3/2+2*sqrt(3)/3")]
    [InlineData("cos(pi/2)", "0")]
    [InlineData("arctan(5)+arctan(4/3)", "arctan(-19/17)+pi")]
    [InlineData("4*ln(2)+2*ln(10)", "ln(1600)")]
    public void Equal_constants_are_right(string answer, string reference) => Is(MathVerdict.Right, answer, reference);

    [Theory]
    [InlineData("sqrt(8)", "3*sqrt(2)")]
    [InlineData("e^pi-pi", "20")]
    [InlineData("262537412640768744", "e^(pi*sqrt(163))")]
    [InlineData("e^(-1000)", "0")]
    public void Different_constants_are_wrong(string answer, string reference) => Is(MathVerdict.Wrong, answer, reference);

    [Theory]
    [InlineData("0.333", "1/3", MathVerdict.Right)]
    [InlineData("0.33", "1/3", MathVerdict.Unknown)]
    [InlineData("0.334", "1/3", MathVerdict.Wrong)]
    [InlineData("0.666", "2/3", MathVerdict.Right)]
    [InlineData("0.667", "2/3", MathVerdict.Right)]
    [InlineData("-0.667", "-2/3", MathVerdict.Right)]
    [InlineData("-0.667", "2/3", MathVerdict.Wrong)]
    [InlineData("0.5", "1/2", MathVerdict.Right)]
    [InlineData("3.14", "pi", MathVerdict.Right)]
    [InlineData("3.1", "pi", MathVerdict.Unknown)]
    [InlineData("3.15", "pi", MathVerdict.Wrong)]
    [InlineData("0.75", "tan(arcsin(3/5))", MathVerdict.Right)]
    [InlineData("3/7", "0.429", MathVerdict.Right)]
    [InlineData("3/7", "0.43", MathVerdict.Unknown)]
    [InlineData("394.27", "394.270", MathVerdict.Right)]
    [InlineData("394.3", "394.27", MathVerdict.Right)]
    [InlineData("394.28", "394.27", MathVerdict.Wrong)]
    [InlineData("16", "15.9207", MathVerdict.Wrong)]
    [InlineData("15.9207", "16", MathVerdict.Wrong)]
    [InlineData("6.58E4", "65832", MathVerdict.Right)]
    [InlineData("1.86E12", "1.88E12", MathVerdict.Wrong)]
    [InlineData("0.30000000000000004", "3/10", MathVerdict.Right)]
    [InlineData("2.9999999999999996", "3", MathVerdict.Right)]
    [InlineData("1.414+1.414*i", "sqrt(2)+sqrt(2)*i", MathVerdict.Right)]
    [InlineData("1.414+1.424*i", "sqrt(2)+sqrt(2)*i", MathVerdict.Wrong)]
    [InlineData("2*3.14", "2*pi", MathVerdict.Unknown)]
    [InlineData("2*3.14", "3*pi", MathVerdict.Wrong)]
    public void A_decimal_is_a_number_rounded_or_cut_to_three_digits_at_least(string answer, string reference, MathVerdict verdict) =>
        Is(verdict, answer, reference);

    [Fact]
    public void The_least_number_of_digits_is_the_users() =>
        Assert.Equal(MathVerdict.Right, ScalarComparer.Compare(Scalars.Of("0.33"), Scalars.Of("1/3"), new() { Precision = 2 }).Verdict);

    [Theory]
    [InlineData("(x+1)^50", "(1+x)^50")]
    [InlineData("(x^2-1)/(x-1)", "x+1")]
    [InlineData("(x+y+z)^10", "(z+y+x)^10")]
    [InlineData("x^2024-1", "(x^1012-1)*(x^1012+1)")]
    [InlineData("2.5*x+1.0", "5*x/2+1")]
    [InlineData("sqrt(x^2)", "x")]
    [InlineData("ln(x^2)", "2*ln(x)")]
    [InlineData("sqrt(18*t^2)", "3*sqrt(2)*t")]
    [InlineData("sin(2*x)", "2*sin(x)*cos(x)")]
    [InlineData("e^(i*x)", "cos(x)+i*sin(x)")]
    [InlineData("ln(x+sqrt(1+x^2))", "arsinh(x)")]
    [InlineData("a^(x+y)", "a^x*a^y")]
    [InlineData("sum(k,1,n,k^2)", "n*(n+1)*(2*n+1)/6")]
    [InlineData("binomial(n,k)+binomial(n,k+1)", "binomial(n+1,k+1)")]
    [InlineData("n!/(n-1)!", "n")]
    [InlineData("(-1)^n", "cos(n*pi)")]
    [InlineData("re(z)", "(z+conjugate(z))/2")]
    [InlineData("f(x)+1", "1+f(x)")]
    public void Equal_functions_are_right(string answer, string reference) => Is(MathVerdict.Right, answer, reference);

    [Theory]
    [InlineData("(x+1)^2", "x^2+2*x+2")]
    [InlineData("sin(2*x)", "2*sin(x)*sin(x)")]
    [InlineData("abs(x)", "x")]
    [InlineData("x^2024-1", "(x^1012-1)*(x^1012+2)")]
    [InlineData("sum(k,1,n,k^2)", "n*(n+1)*(2*n-1)/6")]
    [InlineData("2*arctan(x)", "arcsin(2*x/(1+x^2))")]
    [InlineData("conjugate(z)", "z")]
    [InlineData("x^y", "y^x")]
    [InlineData("x+1", "5")]
    [InlineData("x-x+5", "x")]
    [InlineData("a*x", "b*x")]
    [InlineData("2*f(x)", "3*f(x)")]
    public void Different_functions_are_wrong(string answer, string reference) => Is(MathVerdict.Wrong, answer, reference);

    [Theory]
    [InlineData("x^2+C", "x^2+c", MathVerdict.Right)]
    [InlineData("x^2+1+C", "x^2+C", MathVerdict.Right)]
    [InlineData("sin(x)^2/2+C", "-cos(2*x)/4+C", MathVerdict.Right)]
    [InlineData("ln(2*x)+C", "ln(x)+C", MathVerdict.Right)]
    [InlineData("x^2", "x^2+C", MathVerdict.Right)]
    [InlineData("x^2+1", "x^2+C", MathVerdict.Wrong)]
    [InlineData("2*x^2+C", "x^2+C", MathVerdict.Wrong)]
    [InlineData("x^2+C", "x^2", MathVerdict.Unknown)]
    public void A_constant_of_integration_may_differ(string answer, string reference, MathVerdict verdict) => Is(verdict, answer, reference);

    [Theory]
    [InlineData("x+1", "t+1")]
    [InlineData("log(100)", "2")]
    [InlineData("f(x+1)", "f(1+x)")]
    [InlineData("e^(e^(e^(e^10)))", "1")]
    [InlineData("3.14*r^2", "pi*r^2")]
    [InlineData("1/0", "x/0")]
    public void What_nothing_decides_is_unknown(string answer, string reference) => Is(MathVerdict.Unknown, answer, reference);

    [Theory]
    [InlineData("oo", "oo", MathVerdict.Right)]
    [InlineData("-oo", "oo", MathVerdict.Wrong)]
    [InlineData("oo", "5", MathVerdict.Wrong)]
    public void Infinities_are_equal_by_their_sign(string answer, string reference, MathVerdict verdict) => Is(verdict, answer, reference);

    [Fact]
    public void A_wrong_answer_is_shown_with_both_values_at_a_point()
    {
        string reason = ScalarComparer.Compare(Scalars.Of("x+1"), Scalars.Of("x+2"), new()).Reason;
        Assert.Contains("at x = ", reason);
        Assert.Contains("the answer is ", reason);
        Assert.Contains("the reference ", reason);
    }

    [Fact]
    public void A_tree_that_is_too_deep_is_unknown()
    {
        Expr deep = new Sym("x");
        for (int i = 0; i < 5_000; i++)
            deep = new Neg(deep);
        Assert.Equal(MathVerdict.Unknown, ScalarComparer.Compare(deep, new Sym("x"), new()).Verdict);
    }

    private static void Is(MathVerdict verdict, string answer, string reference)
    {
        var comparison = ScalarComparer.Compare(Scalars.Of(answer), Scalars.Of(reference), new());
        Assert.True(verdict == comparison.Verdict, $"{answer} for {reference} is {comparison.Verdict} by {comparison.Method}: {comparison.Reason}");
        Assert.NotEmpty(comparison.Reason);
    }
}
