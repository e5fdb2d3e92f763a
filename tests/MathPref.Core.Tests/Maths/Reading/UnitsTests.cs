using MathPref.Core.Maths.Numbers;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Tests.Maths.Reading;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("Feet", "ft")]
    [InlineData("foot", "ft")]
    [InlineData("inches", "in")]
    [InlineData("hrs", "h")]
    [InlineData("Hours", "h")]
    [InlineData("lbs.", "lb")]
    [InlineData("centimetres", "cm")]
    [InlineData("dollars", "dollar")]
    [InlineData("pennies", "cent")]
    [InlineData("apple", null)]
    [InlineData("x", null)]
    public void A_unit_has_one_spelling(string word, string? unit) => Assert.Equal(unit, Units.Find(word));

    [Theory]
    [InlineData("apples", "apple")]
    [InlineData("Boxes", "box")]
    [InlineData("berries", "berry")]
    [InlineData("people", "person")]
    [InlineData("glass", "glass")]
    [InlineData("bus", "bus")]
    public void An_unknown_unit_is_singular(string word, string unit) => Assert.Equal(unit, Units.Singular(word));

    [Theory]
    [InlineData("m", "cm", 100, 1)]
    [InlineData("h", "min", 60, 1)]
    [InlineData("ft", "in", 12, 1)]
    [InlineData("mi", "ft", 5280, 1)]
    [InlineData("dollar", "cent", 100, 1)]
    [InlineData("week", "day", 7, 1)]
    [InlineData("year", "month", 12, 1)]
    [InlineData("km/h", "m/s", 5, 18)]
    [InlineData("cm^2", "mm^2", 100, 1)]
    [InlineData("L", "cm^3", 1000, 1)]
    [InlineData("gal", "in^3", 231, 1)]
    [InlineData("gal", "qt", 4, 1)]
    [InlineData("qt", "pt", 2, 1)]
    [InlineData("pt", "cup", 2, 1)]
    [InlineData("cup", "tbsp", 16, 1)]
    [InlineData("tbsp", "tsp", 3, 1)]
    [InlineData("lb", "oz", 16, 1)]
    [InlineData("hectare", "m^2", 10000, 1)]
    [InlineData("acre", "ft^2", 43560, 1)]
    [InlineData("knot", "m/s", 463, 900)]
    public void Units_of_one_dimension_convert_exactly(string unit, string other, int top, int bottom)
    {
        Assert.True(Units.TryMeasure(unit, out var dimension, out var size));
        Assert.True(Units.TryMeasure(other, out var otherDimension, out var otherSize));
        Assert.Equal(otherDimension, dimension);
        Assert.Equal(new Fraction(top, bottom), size / otherSize);
    }

    [Theory]
    [InlineData("cm", "cm^2")]
    [InlineData("day", "month")]
    [InlineData("kg", "lb/s")]
    [InlineData("dollar", "euro")]
    [InlineData("°C", "K")]
    public void Units_of_different_dimensions_do_not_convert(string unit, string other)
    {
        Assert.True(Units.TryMeasure(unit, out var dimension, out _));
        Assert.True(Units.TryMeasure(other, out var otherDimension, out _));
        Assert.NotEqual(otherDimension, dimension);
    }

    [Fact]
    public void What_is_no_unit_has_no_size() => Assert.False(Units.TryMeasure("apple", out _, out _));
}
