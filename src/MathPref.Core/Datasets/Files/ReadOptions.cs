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

    /// <summary>Told of what a person should know.</summary>
    public Action<string>? OnWarning { get; init; }
}
