namespace MathPref.Core.Argilla;

/// <summary>What of a row goes otherwise than it stands there, or not at all.</summary>
internal enum RecordChange
{
    /// <summary>A rating with places is the nearest whole number.</summary>
    Rounded,

    /// <summary>A rating that is no option of its question, or no number, is no suggestion.</summary>
    NoOption,

    /// <summary>A text has nothing in it that anybody sees.</summary>
    Blank,

    /// <summary>A rationale that is a list or an object is no suggestion.</summary>
    NoReason,

    /// <summary>An id that is a list or an object does not go along.</summary>
    NoId,
}
