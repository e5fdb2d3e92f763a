using System.Numerics;
using CsCheck;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests.Rows;

public sealed class RowValuesTests
{
    public static TheoryData<object?, object?, bool> Pairs => new()
    {
        { null, null, true },
        { null, "", false },
        { "a", "a", true },
        { "a", "A", false },
        { "ß", "ss", false },
        { "é", "e\u0301", false },
        { 1, 1L, true },
        { 1, 1.0, true },
        { (byte)1, 1m, true },
        { 1, 2, false },
        { 1, "1", false },
        { true, 1, false },
        { true, true, true },
        { double.NaN, double.NaN, true },
        { 0.0, -0.0, true },
        { 9007199254740993L, 9007199254740992L, false },
        { ulong.MaxValue, long.MaxValue, false },
        { ulong.MaxValue, new BigInteger(ulong.MaxValue), true },
        { new object?[] { 1, null }, new List<object?> { 1L, null }, true },
        { new[] { 1, 2 }, new[] { 2, 1 }, false },
        { new[] { 1 }, new[] { 1, 2 }, false },
        { Array.Empty<object>(), Array.Empty<int>(), true },
        { "ab", new[] { 'a', 'b' }, false },
        { new Row { { "a", 1 }, { "b", 2 } }, new Row { { "B", 2L }, { "A", 1.0 } }, true },
        { new Row { { "a", 1 } }, new Row { { "a", 1 }, { "b", null } }, false },
        { new Row { { "a", null } }, new Row { { "b", null } }, false },
        { new Row(), Array.Empty<object>(), false },
        { new Row(), new Row(), true },
        { new object?[] { new Row { { "a", new[] { 1 } } } }, new object?[] { new Row { { "a", new[] { 1L } } } }, true },
        { new DateTime(2026, 1, 2), new DateTime(2026, 1, 2), true },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Values_are_equal_by_content(object? left, object? right, bool equal)
    {
        Assert.Equal(equal, RowValues.AreEqual(left, right));
        Assert.Equal(equal, RowValues.AreEqual(right, left));
    }

    [Fact]
    public void Every_numeric_type_is_a_number_and_nothing_else_is()
    {
        Assert.All(new object[] { 3, 3L, (short)3, (byte)3, (sbyte)3, (ushort)3, 3u, 3ul, 3f, 3.0, 3m, new BigInteger(3) }, n => Assert.Equal(3.0, RowValues.AsNumber(n)));
        Assert.All(new object?[] { null, "3", true, 'c', new[] { 3 } }, n => Assert.Null(RowValues.AsNumber(n)));
    }

    [Fact]
    public void Property_a_value_equals_itself_and_whole_numbers_equal_only_themselves()
    {
        TestRows.Value.Sample(value => Assert.True(RowValues.AreEqual(value, value)), iter: 1000);
        Gen.Select(Gen.Long, Gen.Long).Sample((a, b) => Assert.Equal(a == b, RowValues.AreEqual(a, b)), iter: 1000);
    }
}
