namespace MathPref.Parquet;

/// <summary>
/// A file that does not hold what the format says, or what is not read here. The message is a clause about the file that names neither it
/// nor the place, such as <c>it is encrypted</c>.
/// </summary>
public sealed class ParquetException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// Whether reading broken bytes may end so: what is not checked before it is used ends in one of these. Errors of the disk are others.
    /// </summary>
    internal static bool IsOfTheFile(Exception error) =>
        error is EndOfStreamException or ArgumentException or IndexOutOfRangeException or OverflowException or OutOfMemoryException;

    /// <summary>The same in words about the file.</summary>
    internal static ParquetException Of(Exception error) => new(error switch
    {
        EndOfStreamException => "its metadata ends too early",
        OutOfMemoryException => "a page of it does not fit into memory",
        _ => "it is broken",
    }, error);
}
