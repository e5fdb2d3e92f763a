using MathPref.Core.Maths.Expressions;
using MathPref.Core.Maths.Extraction;
using MathPref.Core.Maths.Reading;

namespace MathPref.Core.Maths;

/// <summary>What a final answer may mean.</summary>
/// <param name="Meanings">The likeliest first; empty where it could not be read.</param>
/// <param name="Problem">Why it could not be read; null where it was.</param>
internal sealed record AnswerReadings(IReadOnlyList<Expr> Meanings, string? Problem)
{
    /// <summary>What one answer as written may mean.</summary>
    public static AnswerReadings Of(string answer)
    {
        var reading = AnswerReader.Read(answer);
        return reading.Expression is { } only ? new([only, .. reading.Others], null) : new([], reading.Problem ?? "there is nothing to read");
    }

    /// <summary>Several boxes that stand together are one listing of their likeliest meanings.</summary>
    public static AnswerReadings Of(FinalAnswer final)
    {
        if (final.Parts.Count == 1)
        {
            var readings = Of(final.Parts[0]);
            return readings.Problem is not null && LoneValue.Find(final.Parts[0]) is { } lone && Of(lone) is { Problem: null } alone ? alone : readings;
        }
        var parts = final.Parts.Select(AnswerReader.Read).ToList();
        return parts.Find(part => part.Expression is null) is { } unread
            ? new([], unread.Problem ?? "there is nothing to read")
            : new([new Listing([.. parts.Select(part => part.Expression!)])], null);
    }
}
