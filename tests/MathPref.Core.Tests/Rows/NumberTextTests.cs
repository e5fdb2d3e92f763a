using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Rows;

public sealed class NumberTextTests
{
    private static object? Read(string json) => NumberText.Read(Encoding.ASCII.GetBytes(json));

    private static BigDecimal Exact(string digits) => BigDecimal.TryParse(digits, out var number) ? number : throw new FormatException(digits);

    public static TheoryData<string, object?> Numbers => new()
    {
        { "0", 0L }, { "-7", -7L }, { "9223372036854775807", long.MaxValue }, { "9223372036854775808", BigInteger.Pow(2, 63) },
        { "0.0", 0.0 }, { "-0.0", -0.0 }, { "4.0", 4.0 }, { "0.1", 0.1 }, { "1e2", 100.0 }, { "1E+22", 1e22 }, { "1.7976931348623157e308", double.MaxValue }, { "5e-324", double.Epsilon },
        { "0.30000000000000004", 0.30000000000000004 }, { "1.0000000000000000", 1.0 }, { "123456789012345.0", 123456789012345.0 }, { "2.2250738585072014E-308", 2.2250738585072014E-308 },
        { "12345678901234567.89", 12345678901234567.89m }, { "-0.1234567890123456789", -0.1234567890123456789m }, { "12345678901234567890.0", 12345678901234567890.0m },
        // What programs print of a double (%.17g, %.18e, %.20f, %.30f) is that double, ties to either side among it.
        { "0.10000000000000001", 0.1 }, { "3.333333333333333148e-01", 1.0 / 3 }, { "6.666666666666666297e-01", 2.0 / 3 }, { "0.10000000000000000555", 0.1 },
        { "0.100000000000000005551115123126", 0.1 }, { "1.49011611938476562e-08", 1.490116119384765625e-08 }, { "1.49011611938476563e-08", 1.490116119384765625e-08 },
        { "99999999999999991611392.0", 1e23 }, { "1.2345678901234566e-40", 1.2345678901234566e-40 }, { "9.9999999999999997e-61", 1e-60 },
        { "0.1000000000000000055511151231257827021181583404541015625", 0.1 },
        // So is what no decimal has room for, and what is smaller than every double is 0.
        { "0.12345678901234567890123456789012345678", 0.12345678901234568 }, { "12345678901234567890123456789012345.5e1", 1.2345678901234568e35 },
        { "3.14159265358979323846264338327950288419716939937510", Math.PI }, { "1e-330", 0.0 }, { "1e-400", 0.0 }, { "-1e-99999", -0.0 }, { "2.5e-320", 2.5e-320 },
        { "0.1234567890123456789012345678", 0.1234567890123456789012345678m }, { "1.2345678901234567891e3", 1234.5678901234567891m },
        { "1e999", null }, { "-1e999", null }, { "1.0e99999999999", null },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_of_JSON_is_a_decimal_only_where_a_double_would_change_it_and_a_decimal_does_not(string json, object? number)
    {
        var read = Read(json);
        Assert.Equal(number, read);
        Assert.Equal(number?.GetType(), read?.GetType());
        if (number is double zero)
            Assert.Equal(BitConverter.DoubleToInt64Bits(zero), BitConverter.DoubleToInt64Bits((double)read!));
    }

    [Fact]
    public void Property_every_double_comes_back_as_a_double_and_no_other_digits_change()
    {
        Gen.Double.Where(double.IsFinite).Sample(number => BitConverter.DoubleToInt64Bits(number) ==
            BitConverter.DoubleToInt64Bits((double)Read(number.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!));
        Gen.Select(Gen.Int[1, 27], Gen.Int[0, 9].Array[28], Gen.Bool).Sample((point, digits, isNegative) =>
        {
            var text = string.Concat(digits);
            text = $"{(isNegative ? "-" : "")}{text[..point].TrimStart('0').PadLeft(1, '0')}.{text[point..]}0";
            Assert.Equal(Exact(text), BigDecimal.Of(NumberText.Read(Encoding.ASCII.GetBytes(text), isExact: true)));
            Assert.True(Read(text) switch { double number => Exact(text).IsPrintOf(number) || BigDecimal.Of(number) == Exact(text), var number => BigDecimal.Of(number) == Exact(text) });
        });
        // Asked for any number of digits, a program prints a double.
        Gen.Select(Gen.Double.Where(n => double.IsFinite(n) && Math.Abs(n) > 1e-300), Gen.Int[16, 40]).Sample((number, digits) =>
            (double)Read(number.ToString("E" + digits, CultureInfo.InvariantCulture))! == number);
    }

    [Fact]
    public void Numbers_are_equal_by_value_and_not_by_the_double_nearest_to_both()
    {
        Assert.False(RowValues.AreEqual(12345678901234567.89m, 12345678901234567.88m));
        Assert.True(RowValues.AreEqual(1.50m, 1.5m));
        Assert.True(RowValues.AreEqual(4.0m, 4L));
        Assert.True(RowValues.AreEqual(0.5m, 0.5));
    }
}
