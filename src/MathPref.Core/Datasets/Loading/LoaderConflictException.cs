namespace MathPref.Core.Datasets;

/// <summary>What is to be written would take something from what loaders find there, or would not load itself. Nothing was changed.</summary>
public sealed class LoaderConflictException(string message) : IOException(message);
