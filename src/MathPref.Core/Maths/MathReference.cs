using MathPref.Core.Maths.Extraction;

namespace MathPref.Core.Maths;

/// <summary>A reference, reduced to its final answer and read once for all answers to its question.</summary>
public sealed class MathReference
{
    private MathReference(string written, FinalAnswer final, AnswerReadings readings) => (Written, Final, Readings) = (written, final, readings);

    /// <summary>The whole text of the reference.</summary>
    internal string Written { get; }

    internal FinalAnswer Final { get; }

    internal AnswerReadings Readings { get; }

    /// <summary>The final answer as written; null where the reference has none.</summary>
    public string? Text => Final.Text;

    /// <summary>Why no answer can be compared with it; null where it was read.</summary>
    public string? Problem => Readings.Problem;

    /// <summary>Reads a reference: a final answer, or a worked solution that ends in one.</summary>
    public static MathReference Read(string reference)
    {
        var final = FinalAnswers.OfReference(reference);
        return new(reference, final, final.Text is not { } text ? new([], final.Reason)
            : IsMissing(text) ? new([], $"'{text.Trim()}' says that a value is missing")
            : AnswerReadings.Of(final));
    }

    /// <summary>What tables write where there is no value. "None" and "undefined" may be answers, and are words.</summary>
    private static bool IsMissing(string text) => text.Trim() is "nan" or "NaN" or "NAN" or "null" or "Null" or "NULL" or "N/A" or "n/a" or "#N/A" or "<NA>"
        or "NaT" or "TBD" or "tbd" or "todo" or "TODO" or "QED" or "proof" or "Proof";
}
