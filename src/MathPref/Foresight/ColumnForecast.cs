using MathPref.Core.Rows;
using MathPref.Rows;

namespace MathPref.Foresight;

/// <summary>
/// The columns that rows can have at a place of a pipe. Whatever a stage may add counts as there, and nothing is taken away that could stay: a column
/// that is not here will surely be missing.
/// </summary>
/// <param name="names">The columns of a row.</param>
/// <param name="asked">The column that its answers answer; null where that is not known.</param>
internal sealed class ColumnForecast(IEnumerable<string> names, string? asked)
{
    private readonly List<string> _names = [.. names];
    private readonly List<string> _possible = [];
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that every row has whose way is like the first one's.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The column that the answers answer; null where that is not known.</summary>
    public string? Asked { get; set; } = asked;

    /// <summary>Notes that a stage asks by that column: <see cref="AskedColumn.Note"/>.</summary>
    public void Ask(string column)
    {
        Asked = AskedColumn.IsWrittenByStages(column) ? null : column;
        if (Asked is null)
            Add(Columns.Instruction);
    }

    /// <summary>The column that a stage takes for the question.</summary>
    public string Question(string? given) => given ?? (Asked is not null && Has(Asked) ? Asked : Columns.Instruction);

    /// <summary>Whether rows can have that column.</summary>
    public bool Has(string name) => _names.Contains(name, StringComparer.OrdinalIgnoreCase) || _possible.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column that a row has now is still the same at this place: no stage in front writes or removes it.</summary>
    public bool IsAsItCame(string name) => !_written.Contains(name);

    public void Add(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            _written.Add(column);
            if (!Has(column))
                _names.Add(column);
        }
    }

    /// <summary>Adds columns that some rows get and others do not.</summary>
    public void AddPossible(params ReadOnlySpan<string> columns)
    {
        _possible.AddRange(columns);
        foreach (var column in columns)
            _written.Add(column);
    }

    public void Remove(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            _written.Add(column);
            _names.RemoveAll(name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));
        }
    }
}
