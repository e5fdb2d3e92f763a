using System.Collections;

namespace MathPref.Core.Rows;

/// <summary>
/// One record of a dataset: columns in their order. Names are compared without case, as PowerShell compares properties.
/// A value is null, a string, a Boolean, a number, a date, a list of values or another <see cref="Row"/> (a struct).
/// </summary>
public sealed class Row : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> _columns;

    public Row() : this(0)
    {
    }

    /// <summary>A row with room for so many columns.</summary>
    public Row(int capacity) => _columns = new OrderedDictionary<string, object?>(capacity, StringComparer.OrdinalIgnoreCase);

    /// <summary>What its answers answer; null where that is not known. It is no column, and goes along with copies.</summary>
    internal AskedText? Asked { get; set; }

    /// <summary>How many columns there are.</summary>
    public int Count => _columns.Count;

    /// <summary>The names of the columns, in order.</summary>
    public OrderedDictionary<string, object?>.KeyCollection Names => _columns.Keys;

    /// <summary>The value of a column, null where there is none; setting a new name appends the column.</summary>
    public object? this[string name]
    {
        get => _columns.GetValueOrDefault(name);
        set => _columns[name] = value;
    }

    public bool Has(string name) => _columns.ContainsKey(name);

    public bool Remove(string name) => _columns.Remove(name);

    /// <summary>Appends a column; a second one of that name (without regard to case) is an <see cref="ArgumentException"/>.</summary>
    public void Add(string name, object? value) => _columns.Add(name, value);

    /// <summary>Appends a column; false where there is one of that name.</summary>
    public bool TryAdd(string name, object? value) => _columns.TryAdd(name, value);

    /// <summary>A copy that can be changed without changing this one, with room for so many more columns; values are shared.</summary>
    public Row Copy(int room = 0)
    {
        var copy = new Row(_columns.Count + room) { Asked = Asked };
        foreach (var (name, value) in _columns)
            copy._columns.Add(name, value);
        return copy;
    }

    public OrderedDictionary<string, object?>.Enumerator GetEnumerator() => _columns.GetEnumerator();

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
