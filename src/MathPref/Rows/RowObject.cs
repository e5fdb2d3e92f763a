using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;

namespace MathPref.Rows;

/// <summary>A row on the pipe that carries, unseen, how it was made, what its answers answer and whether it is kept already.</summary>
internal sealed class RowObject(Provenance? provenance, string? keptAs, AskedText? asked) : PSObject
{
    /// <summary>The config of the run's dataset that holds the row already; null where none does.</summary>
    public string? KeptAs { get; } = keptAs;

    /// <summary>What the answers of the row answer; null where that is not known.</summary>
    public AskedText? Asked { get; } = asked;

    private Provenance? Provenance { get; } = provenance;

    /// <summary>How a row on the pipe was made; null where that is not known.</summary>
    public static Provenance? ProvenanceOf(PSObject row) => (row as RowObject)?.Provenance;
}
