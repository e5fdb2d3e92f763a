using System.Text;

namespace MathPref.Core.Datasets;

/// <summary>What is known of text files before they are read; what is not given is found out of each.</summary>
public sealed record ReadOptions
{
    /// <summary>What stands between the columns of CSV.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The encoding of a text without a mark (BOM).</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The columns of CSV whose first line is a row.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>What stands around values of CSV.</summary>
    internal char Quote { get; init; } = '"';

    /// <summary>Lines at the beginning of CSV that are passed over.</summary>
    internal int SkippedLines { get; init; }

    /// <summary>Lines behind those, and before the header, that are passed over; blank ones do not count.</summary>
    internal int LinesAboveHeader { get; init; }

    /// <summary>The key of JSON under which the rows are; null where they are at the top.</summary>
    internal string? Field { get; init; }

    /// <summary>Told of what a person should know.</summary>
    public Action<string>? OnWarning { get; init; }
}
