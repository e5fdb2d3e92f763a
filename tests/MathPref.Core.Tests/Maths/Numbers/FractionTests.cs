using System.Numerics;
using CsCheck;
using MathPref.Core.Maths.Numbers;

namespace MathPref.Core.Tests.Maths.Numbers;

public class FractionTests
{
    private static readonly Gen<Fraction> s_any = Gen.Select(Gen.Int[-40, 40], Gen.Int[1, 12], (a, b) => new Fraction(a, b));

    [Fact]
    public void Property_sums_and_products_are_in_lowest_terms()
    {
        Gen.Select(s_any, s_any).Sample((a, b) =>
        {
            Fraction[] all = [a + b, a - b, a * b, b.IsZero ? 0 : a / b, a.Pow(3), -a];
            Fraction sum = new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);
            Fraction product = new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);
            return all.All(x => x.Denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(x.Numerator, x.Denominator).IsOne)
                && a + b == sum && a * b == product && a - b + b == a && (a < b) == (a - b).Sign < 0 && a.Pow(3) == a * a * a;
        });
    }

    [Fact]
    public void Powers_stop_at_the_bits_allowed()
    {
        Assert.True(new Fraction(-2, 3).TryPow(-3, 1000, out var power));
        Assert.Equal(new Fraction(-27, 8), power);
        Assert.False(new Fraction(10, 1).TryPow(BigInteger.Pow(10, 9), 100_000, out _));
        Assert.False(new Fraction(0, 1).TryPow(-1, 1000, out _));
        Assert.True(new Fraction(0, 1).TryPow(0, 1000, out power) && power.IsOne);
        Assert.True(new Fraction(-1, 1).TryPow(BigInteger.Pow(10, 100) + 1, 1000, out power) && power == -1);
    }

    [Fact]
    public void Roots_are_found_where_they_are_rational()
    {
        Assert.True(new Fraction(-8, 27).TryRoot(3, out var root));
        Assert.Equal(new Fraction(-2, 3), root);
        Assert.True(new Fraction(BigInteger.Pow(7, 40), 1).TryRoot(20, out root) && root == 49);
        Assert.False(new Fraction(2, 9).TryRoot(2, out _));
        Assert.False(new Fraction(-4, 9).TryRoot(2, out _));
    }

    [Theory]
    [InlineData(7, 2, 3, 4)]
    [InlineData(-7, 2, -4, -3)]
    [InlineData(-6, 2, -3, -3)]
    [InlineData(1, 3, 0, 1)]
    public void Floor_and_ceiling(int top, int bottom, int floor, int ceiling)
    {
        Assert.Equal(floor, new Fraction(top, bottom).Floor());
        Assert.Equal(ceiling, new Fraction(top, bottom).Ceiling());
    }
}
