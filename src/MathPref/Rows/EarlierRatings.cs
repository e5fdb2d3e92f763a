using MathPref.Core.Rows;
using MathPref.Core.Tasks;

namespace MathPref.Rows;

/// <summary>The ratings that a row has already.</summary>
internal static class EarlierRatings
{
    /// <summary>
    /// One for each answer, null where one has none; null where the row has no rating that holds for its answers and this aspect. Which aspect
    /// ratings are of is told by what the row's metadata says that the last judge was asked; where it says nothing they are taken to be of this one.
    /// </summary>
    public static IReadOnlyList<object?>? Of(Row row, int answers, UltraFeedbackAspect aspect) =>
        PSRow.AsList(row[Columns.Ratings]) is { } ratings && ratings.Count == answers && ratings.Any(IsRating) && (AspectOf(row) ?? aspect) == aspect
            ? ratings
            : null;

    /// <summary>Whether a value is a rating; a CSV has an empty text for none.</summary>
    public static bool IsRating(object? value) => value is not (null or "");

    private static UltraFeedbackAspect? AspectOf(Row row) => PSRow.ToPlain(row[Columns.Metadata]) is not Row metadata ? null : StepMetadata
        .Questions(metadata)
        .Select(UltraFeedbackAspects.OfPrompt)
        .LastOrDefault(found => found is not null);
}
