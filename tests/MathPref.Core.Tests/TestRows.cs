using System.Text;
using CsCheck;
using MathPref.Core.Rows;

namespace MathPref.Core.Tests;

/// <summary>Generators of rows as datasets hold them.</summary>
internal static class TestRows
{
    /// <summary>Whole Unicode: NUL, line ends of every kind, U+2028, astral characters, both ends of each range. Never half of a pair.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
            Gen.Int[0, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0xFFFF], Gen.Int[0x10000, 0x10FFFF],
            Gen.OneOf(0, 9, 10, 13, 0x1B, '"', '\\', '/', '<', '&', '\'', 0x7F, 0x85, 0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xFFFF, 0x1F642, 0x10FFFF))
        .Array[0, 12].Select(runes => string.Concat(runes.Select(rune => new Rune(rune).ToString())));

    /// <summary>What a dataset's column can be called: anything without NUL.</summary>
    public static Gen<string> Name { get; } = Text.Select(text => text.Replace("\0", "", StringComparison.Ordinal));

    public static Gen<object?> Scalar { get; } = Gen.OneOf(
        Gen.Const((object?)null),
        Text.Select(object? (text) => text),
        Gen.Bool.Select(object? (truth) => truth),
        Gen.Long.Select(object? (number) => number),
        Gen.OneOf(0L, -1L, long.MaxValue, long.MinValue, 9007199254740993L).Select(object? (number) => number),
        Gen.Double.Where(double.IsFinite).Select(object? (number) => number),
        Gen.OneOf(0.0, -0.0, 1.0, 3.5, 1e15, 1e16, 1e300, double.MaxValue, double.Epsilon, 0.1).Select(object? (number) => number));

    public static Gen<object?> Value { get; } = Gen.Recursive<object?>(deeper => Gen.Frequency(
        (6, (IGen<object?>)Scalar),
        (1, deeper.Array[0, 3].Select(object? (items) => items)),
        (1, Named(deeper).Select(object? (row) => row))));

    public static Gen<Row> Row { get; } = Named(Value);

    private static Gen<Row> Named(Gen<object?> value) => Gen.Select(Name, value, (name, item) => (name, item)).Array[0, 5].Select(columns =>
    {
        Row row = [];
        foreach (var (name, item) in columns)
            row[name] = item;
        return row;
    });
}
