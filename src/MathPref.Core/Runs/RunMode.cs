namespace MathPref.Core.Runs;

/// <summary>How much of a run is done.</summary>
internal enum RunMode
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>A few rows of the source, really asked; nothing is written but the journal and a preview.</summary>
    Dry,

    /// <summary>Nothing is asked or written: rows are made up, and calls are counted.</summary>
    Plan,
}
