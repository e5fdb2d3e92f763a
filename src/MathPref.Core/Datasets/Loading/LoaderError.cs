namespace MathPref.Core.Datasets;

/// <summary>Why a loader gives nothing.</summary>
/// <param name="Kind">The class of the library's exception, such as <c>FileNotFoundError</c>.</param>
/// <param name="Message">What is wrong, and where, as the end of a sentence: <c>the config 'a' names the split 'train' twice</c>.</param>
internal sealed record LoaderError(string Kind, string Message)
{
    public const string NoData = "EmptyDatasetError";

    public const string NoKnownData = "DataFilesNotFoundError";

    public const string BadValue = "ValueError";

    public const string NoFile = "FileNotFoundError";

    /// <summary>Whether there is nothing that a loader would take for data.</summary>
    public bool IsNothingThere => Kind is NoData or NoKnownData;
}
