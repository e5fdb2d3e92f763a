using MathPref.Rows;

namespace MathPref.Pump;

/// <summary>A row on its way through the pump.</summary>
internal sealed class PumpItem(long index, object input)
{
    /// <summary>Its place in the order of the input, from 0.</summary>
    public long Index { get; } = index;

    /// <summary>The row as it came in: the target of its error.</summary>
    public object Input { get; } = input;

    /// <summary>What is passed on; null when the row failed or was abandoned.</summary>
    public RowObject? Output { get; set; }

    public Exception? Error { get; set; }

    /// <summary>The work ended before this row was answered; it gets no error of its own.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Warnings that belong to the row and are said when it is written.</summary>
    public IReadOnlyList<RowWarning> Warnings { get; set; } = [];

    /// <summary>What each answer took, by the number of its model.</summary>
    public IReadOnlyCollection<RowAnswer> Answers { get; set; } = [];

    /// <summary>About how many bytes of text wait in it.</summary>
    public long Size { get; set; }
}
