namespace MathPref.Core.Datasets;

/// <summary>A loader stops here; it does not leave <see cref="LoaderView"/>.</summary>
internal sealed class LoaderException(string kind, string message) : Exception(message)
{
    public LoaderError Error { get; } = new(kind, message);
}
