namespace MathPref.Core.Argilla;

/// <summary>What became of a record.</summary>
internal enum RecordFate
{
    /// <summary>It was not sent, or nothing was heard of it.</summary>
    Unknown,

    /// <summary>It is in the dataset.</summary>
    Accepted,

    /// <summary>The server refuses it.</summary>
    Refused,
}
