using MathPref.Core.Rows;

namespace MathPref.Core.Datasets;

/// <summary>What the numbers of a column need of its type; those of two columns together need <see cref="With"/>.</summary>
/// <param name="Whole">The most digits before the point.</param>
/// <param name="Scale">The most digits behind the point, zeros at the end among them.</param>
/// <param name="Needed">The same without the zeros.</param>
/// <param name="Traits">What there is among them.</param>
internal readonly record struct NumberNeeds(int Whole, int Scale, int Needed, NumberTraits Traits)
{
    /// <summary>Digits of a decimal column: decimal128 has no more.</summary>
    public const int DecimalDigits = 38;

    private const NumberTraits Exact = NumberTraits.Beyond | NumberTraits.Long;

    /// <summary>Up to here a double holds every whole number.</summary>
    private const double LargestWhole = 1L << 53;

    public ColumnKind Kind =>
        Has(NumberTraits.Fraction) ? ColumnKind.Double
        : Has(Exact) || Has(NumberTraits.Large) && Has(NumberTraits.Point) ? ColumnKind.Decimal
        : Has(NumberTraits.Point) ? ColumnKind.Double
        : ColumnKind.Int64;

    /// <summary>Whether all digits have room in a decimal column.</summary>
    public bool FitsDecimal => Whole + Needed <= DecimalDigits;

    /// <summary>The places of a decimal column: all that were written, where the digits before the point leave room for zeros.</summary>
    public int Places => Math.Max(Needed, Math.Min(Scale, DecimalDigits - Whole));

    /// <summary>Whether one of these is there.</summary>
    public bool Has(NumberTraits traits) => (Traits & traits) != 0;

    public NumberNeeds With(NumberNeeds other) =>
        new(Math.Max(Whole, other.Whole), Math.Max(Scale, other.Scale), Math.Max(Needed, other.Needed), Traits | other.Traits);

    /// <summary>Of a number, of whatever type.</summary>
    public static NumberNeeds Of(object number) => number switch
    {
        double n => Of(n),
        float n => Of((double)n),
        decimal { Scale: > 0 } n => OfPoint(BigDecimal.Of(n), n),
        _ => ColumnValues.TryWhole(number, out var whole) ? Of(whole) : OfBeyond(BigDecimal.Of(number)!.Value),
    };

    public static NumberNeeds Of(long whole) =>
        new(DigitsOf(whole), 0, 0, ColumnValues.IsExactAsDouble(whole) ? NumberTraits.None : NumberTraits.Large);

    private static NumberNeeds Of(double number) => number == Math.Truncate(number) && Math.Abs(number) <= LargestWhole
        ? new(DigitsOf((long)number), 0, 0, NumberTraits.Point | NumberTraits.WholeDouble)
        : new(0, 0, 0, NumberTraits.Point | NumberTraits.Fraction);

    private static NumberNeeds OfBeyond(BigDecimal number)
    {
        var isKept = number.IsPrintOf(number.ToDouble());
        return new(number.WholeDigits, 0, 0, NumberTraits.Beyond | (isKept ? NumberTraits.None : NumberTraits.Lossy));
    }

    private static NumberNeeds OfPoint(BigDecimal number, object value)
    {
        var trimmed = number.Trimmed();
        var traits = NumberTraits.Point;
        // Every double of ordinary size gives 15 digits back.
        if (trimmed.WholeDigits + trimmed.Scale > 15)
        {
            var nearest = ColumnValues.Fraction(value);
            if (BigDecimal.Of(nearest) != number && !number.IsPrintOf(nearest))
                traits |= NumberTraits.Long | NumberTraits.Lossy;
        }
        return new(trimmed.WholeDigits, number.Scale, trimmed.Scale, traits);
    }

    private static int DigitsOf(long whole)
    {
        var size = whole < 0 ? (ulong)-whole : (ulong)whole;
        var digits = 1;
        for (; size >= 10; size /= 10)
            digits++;
        return digits;
    }
}
