using MathPref.Core.Text;

namespace MathPref.Core.Datasets;

/// <summary>A file that does not hold what its format says: where, and what is wrong, in one short line, whatever of the file it quotes.</summary>
public sealed class DatasetFormatException : Exception
{
    private readonly string _problem;

    public DatasetFormatException(string path, long? line, long? column, string problem, Exception? inner = null)
        : base($"{path}{(line is null ? "" : $", line {line}")}{(column is null ? "" : $", column {column}")}: {MessageText.Plain(problem)}", inner)
    {
        _problem = problem;
        Path = path;
        Line = line;
        Column = column;
    }

    public string Path { get; }

    /// <summary>What the error of a cmdlet is called.</summary>
    public string Id { get; init; } = "UnreadableData";

    /// <summary>The same of a file that is known by another name.</summary>
    internal DatasetFormatException Of(string name) => new(name, Line, Column, _problem, InnerException) { Id = Id };

    /// <summary>From 1; null where the format has no lines.</summary>
    public long? Line { get; }

    /// <summary>From 1, in bytes of the line.</summary>
    public long? Column { get; }
}
