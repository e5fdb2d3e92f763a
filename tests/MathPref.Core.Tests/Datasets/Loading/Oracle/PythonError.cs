namespace MathPref.Core.Tests.Datasets.Loading.Oracle;

/// <summary>An exception of the Python library: the name of its class, and of the class of the exception beneath it.</summary>
internal sealed class PythonError(string kind, string message, string? cause = null) : Exception(message)
{
    public string Kind { get; } = kind;

    public string? Cause { get; } = cause;

    public static PythonError ArrowInvalid(string message) => new("ArrowInvalid", message);

    public static PythonError TypeError(string message) => new("TypeError", message);

    public static PythonError ValueError(string message) => new("ValueError", message);

    public override string ToString() => $"{Kind}{(Cause is null ? "" : $" from {Cause}")}: {Message}";
}
