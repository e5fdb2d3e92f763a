using System.Collections;
using System.Numerics;

namespace MathPref.Core.Rows;

/// <summary>What two values of a row have in common.</summary>
public static class RowValues
{
    /// <summary>Equal by content: rows column by column in any order, lists item by item, numbers by value.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (Row a, Row b) => a.Count == b.Count && a.All(column => b.Has(column.Key) && AreEqual(column.Value, b[column.Key])),
        (string or Row, _) or (_, string or Row) => false,
        (IEnumerable a, IEnumerable b) => ListsAreEqual(a, b),
        // Beyond 2^53 two whole numbers can be one double.
        _ when AsWhole(left) is { } a && AsWhole(right) is { } b => a == b,
        _ when IsExact(left) && IsExact(right) => BigDecimal.Of(left) == BigDecimal.Of(right),
        _ when AsNumber(left) is { } a && AsNumber(right) is { } b => a.Equals(b),
        _ => left.Equals(right),
    };

    /// <summary>The value as a number, whatever numeric type it came in; null where it is none.</summary>
    public static double? AsNumber(object? value) => value switch
    {
        long n => n,
        int n => n,
        double n => n,
        float n => n,
        decimal n => (double)n,
        short n => n,
        byte n => n,
        sbyte n => n,
        ushort n => n,
        uint n => n,
        ulong n => n,
        BigInteger n => (double)n,
        _ => null,
    };

    /// <summary>Whether the value has digits that a double need not have.</summary>
    private static bool IsExact(object value) => value is decimal || AsWhole(value) is not null;

    private static BigInteger? AsWhole(object? value) => value switch
    {
        long n => n,
        int n => n,
        short n => n,
        byte n => n,
        sbyte n => n,
        ushort n => n,
        uint n => n,
        ulong n => n,
        BigInteger n => n,
        _ => null,
    };

    private static bool ListsAreEqual(IEnumerable left, IEnumerable right)
    {
        var a = left.GetEnumerator();
        var b = right.GetEnumerator();
        while (true)
        {
            var (more, other) = (a.MoveNext(), b.MoveNext());
            if (more != other)
                return false;
            if (!more)
                return true;
            if (!AreEqual(a.Current, b.Current))
                return false;
        }
    }
}
