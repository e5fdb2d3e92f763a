namespace MathPref.Core.Preference;

/// <summary>By what an answer is desirable or undesirable.</summary>
public enum LabelBasis
{
    /// <summary>Its rating reaches a threshold.</summary>
    Rating,

    /// <summary>It is right, or it is wrong.</summary>
    Correctness,
}
