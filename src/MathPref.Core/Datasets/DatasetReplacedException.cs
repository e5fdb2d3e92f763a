namespace MathPref.Core.Datasets;

/// <summary>A dataset's files were replaced while they were read; what was read of them before is of the set that was there.</summary>
public sealed class DatasetReplacedException(string path) : IOException(
    $"{path} was replaced while it was read, and what was read may not be one whole set. Read it again when the export to that folder has ended.");
