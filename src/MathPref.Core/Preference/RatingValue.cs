using System.Globalization;
using MathPref.Core.Rows;

namespace MathPref.Core.Preference;

/// <summary>A rating as files and people write it.</summary>
public static class RatingValue
{
    /// <summary>
    /// A number, in its own type; a text of one ("5", " 4 ", "4.5", with a point whatever the culture) as a number, whole where it is; null
    /// where there is no rating: null or an empty text.
    /// </summary>
    /// <param name="value">What stands in a row's list of ratings.</param>
    /// <param name="rating">The rating.</param>
    /// <returns>False for what is no number, NaN and infinity among it.</returns>
    public static bool TryRead(object? value, out object? rating)
    {
        rating = value;
        switch (value)
        {
            case null:
                return true;
            case string text when string.IsNullOrWhiteSpace(text):
                rating = null;
                return true;
            case string text:
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                    return false;
                rating = number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? (object)(long)number : number;
                return true;
            default:
                return RowValues.AsNumber(value) is { } known && double.IsFinite(known);
        }
    }
}
