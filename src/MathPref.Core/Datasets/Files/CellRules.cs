using System.Globalization;
using System.Text.Json;
using MathPref.Core.Preference;

namespace MathPref.Core.Datasets;

/// <summary>
/// What becomes, on the way into JSON, of cells that JSON or readers of datasets have no place for: NaN and infinity, and names with NUL. It counts over
/// all rows of a dataset.
/// </summary>
internal sealed class CellRules
{
    /// <summary>Of so many columns a warning is given.</summary>
    private const int MostColumns = 10;

    private readonly bool _isDataset;
    private readonly bool _isNull;
    private readonly OrderedDictionary<(string Column, string Value), Tally> _tallies = [];
    private readonly List<(string Column, string Value)> _ofRow = [];
    private long _rows;

    private sealed record Tally(long Count, long First);

    private CellRules(bool isDataset, bool isNull) => (_isDataset, _isNull) = (isDataset, isNull);

    /// <summary>For rows that a person looks at: NaN and infinity are texts, and any name may stand.</summary>
    public static CellRules Shown { get; } = new(isDataset: false, isNull: false);

    /// <summary>For rows on their way into Parquet: NaN and infinity are texts, which <see cref="RowSpool"/> makes numbers again.</summary>
    public static CellRules ForParquet() => new(isDataset: true, isNull: false);

    /// <summary>For JSON lines that are a dataset: NaN and infinity become null where that spoils no pair.</summary>
    public static CellRules ForJsonLines() => new(isDataset: true, isNull: true);

    /// <summary>Whether rows that were kept have numbers written as texts.</summary>
    public bool HasTexts => !_isNull && _tallies.Count > 0;

    /// <summary>What a person should know of cells that became null: one for each column.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            if (!_isNull || _tallies.Count == 0)
                return [];
            var all = _tallies.GroupBy(tally => tally.Key.Column, StringComparer.OrdinalIgnoreCase).ToList();
            var warnings = all.Take(MostColumns).Select(column =>
                $"Column '{column.Key}' holds {string.Join(", and ", column.Select(tally => Describe(tally.Key.Value, tally.Value)))}: JSON has no form for " +
                "that, and null stands in the file. Parquet keeps it.");
            return all.Count <= MostColumns
                ? [.. warnings]
                : [.. warnings, FormattableString.Invariant($"{all.Count - MostColumns} more columns have such values, which are null in the file.")];
        }
    }

    /// <summary>The row is begun.</summary>
    public void Begin() => _ofRow.Clear();

    /// <summary>The row is whole and stays.</summary>
    public void Keep()
    {
        _rows++;
        foreach (var key in _ofRow)
            _tallies[key] = _tallies.TryGetValue(key, out var tally) ? tally with { Count = tally.Count + 1 } : new Tally(1, _rows);
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> for a name that readers cut or refuse.</summary>
    public void CheckName(string name, string column)
    {
        if (!_isDataset || !name.Contains('\0'))
            return;
        var shown = name.Replace('\0', '\u2400');
        throw new InvalidOperationException(name == column
            ? $"The name of the column '{shown}' holds NUL (U+0000, shown as \u2400), where many readers end a name. Rename it, or leave it out."
            : $"Column '{column.Replace('\0', '\u2400')}' has a field named '{shown}' with NUL (U+0000, shown as \u2400), where many readers end a name. " +
                "Rename it, or leave it out.");
    }

    /// <summary>Writes NaN or infinity. Throws <see cref="InvalidOperationException"/> where null would stand in a pair.</summary>
    public void Write(Utf8JsonWriter json, double number, string column)
    {
        var value = number.ToString(CultureInfo.InvariantCulture);
        if (_isDataset)
            _ofRow.Add((column, value));
        if (!_isNull)
        {
            json.WriteStringValue(value);
            return;
        }
        if (TrainerShapes.IsOfPair(column))
            throw new InvalidOperationException($"Column '{column}' holds {value}, which JSON has no form for, and null would spoil the pair. Give the row a " +
                "number there, leave the row out, or export as Parquet.");
        json.WriteNullValue();
    }

    private static string Describe(string value, Tally tally) =>
        string.Create(CultureInfo.InvariantCulture, $"{value} in {tally.Count} {(tally.Count == 1 ? "cell" : "cells")} (first in row {tally.First})");
}
