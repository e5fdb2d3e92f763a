namespace MathPref.Core.Datasets;

/// <summary>What a loader makes of values of JSON that is not what stands there.</summary>
public enum JsonFactKind
{
    /// <summary>A place whose texts are all dates: they come back as moments without a zone.</summary>
    Dates,

    /// <summary>Values of several kinds: the place becomes Json.</summary>
    Mixed,

    /// <summary>Objects whose keys differ: the place becomes Json.</summary>
    OtherKeys,

    /// <summary>Objects without a key in any row: the place becomes Json.</summary>
    EmptyObjects,

    /// <summary>Texts of a place that became Json which read as JSON, and come back as that value.</summary>
    TextsRead,

    /// <summary>Numbers of more than ten decimals, or far from 1, in a file with Json: they come back as others.</summary>
    Rounded,
}
