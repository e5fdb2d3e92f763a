namespace MathPref.Core.Datasets;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>It trains, and somebody should know.</summary>
    Warning,

    /// <summary>It is wrong, or does not load.</summary>
    Error,
}
