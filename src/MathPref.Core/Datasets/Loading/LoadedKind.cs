namespace MathPref.Core.Datasets;

/// <summary>What a type of the <c>datasets</c> library is (datasets, features/features.py).</summary>
public enum LoadedKind
{
    /// <summary>A single value of an Arrow type.</summary>
    Value,

    /// <summary>A list, of any length or of one.</summary>
    List,

    /// <summary>A list with offsets of 64 bits.</summary>
    LargeList,

    /// <summary>Named fields.</summary>
    Struct,

    /// <summary>A whole number that stands for a name.</summary>
    ClassLabel,

    /// <summary>Any JSON value, kept as its text.</summary>
    Json,

    /// <summary>What only the library has: pictures, sounds, arrays.</summary>
    Special,
}
