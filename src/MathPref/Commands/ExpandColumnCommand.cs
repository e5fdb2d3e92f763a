using System.Management.Automation;
using MathPref.Core.Rows;
using MathPref.Core.Runs;
using MathPref.Foresight;
using MathPref.Rows;
using MathPref.Runs;

namespace MathPref.Commands;

/// <summary>Makes one row of each item of a list column.</summary>
[Cmdlet(VerbsData.Expand, "Column")]
[OutputType(PSRow.TypeName)]
[Step("expand_columns")]
public sealed class ExpandColumnCommand : RowCommandBase, IColumnStage
{
    /// <summary>The list columns; several are walked side by side, and the shorter are filled up with null.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completion.ColumnCompleter))]
    public string[] Column { get; set; } = [];

    /// <summary>The names of the columns with the items; the lists stay. Without it an item takes the place of its list.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[]? As { get; set; }

    private long _empty;

    private bool MakesInstruction => (As ?? Column).Contains(Columns.Instruction, StringComparer.OrdinalIgnoreCase);

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (As is { } names && names.Length != Column.Length)
            ThrowTerminatingError(Errors.ColumnCounts("Columns and -As", Column.Length, names.Length));
    }

    private protected override void Process(Row row, object target)
    {
        var lists = Column.Select(column => ListOf(row, column)).ToList();
        var length = lists.Max(list => list.Count);
        if (length == 0)
        {
            _empty++;
            Provenance.Skip($"with nothing in {string.Join(", ", Column)}");
        }
        for (var i = 0; i < length; i++)
        {
            var expanded = row.Copy();
            for (var c = 0; c < Column.Length; c++)
                expanded[As?[c] ?? Column[c]] = i < lists[c].Count ? lists[c][i] : null;
            // An instruction that is made now is what comes next, whatever the answers in the row answer.
            if (row.Asked is not null && MakesInstruction)
                expanded.Asked = row.Asked with { Column = Columns.Instruction };
            Write(expanded);
        }
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_empty > 0)
            WriteWarning($"{Text.Count(_empty, "row")} had nothing in {string.Join(", ", Column)} and made no rows.");
    }

    ColumnGap? IColumnStage.Foresee(ColumnForecast columns)
    {
        var missing = Array.Find(Column, column => !columns.Has(column));
        columns.Add(As ?? Column);
        if (MakesInstruction && columns.Asked is not null)
            columns.Asked = Columns.Instruction;
        return missing is null ? null : new ColumnGap(missing, "-Column");
    }

    /// <summary>A single value counts as a list of one; the JSON text of a list, as a CSV has it, as that list.</summary>
    private static IReadOnlyList<object?> ListOf(Row row, string column)
    {
        if (!row.Has(column))
            throw Errors.MissingColumn(column, "Expand-Column", row);
        var value = row[column] ?? throw Errors.NotAList(column);
        if (value is string text && ListTexts.IsLost(text))
            throw Errors.NotTheList(column, text);
        // [1, 2] may be a text about an interval; a list of texts is a list.
        if (value is string json && ListTexts.Read(json) is { Length: > 0 } read && Array.TrueForAll(read, item => item is string))
            return read;
        return PSRow.AsList(value) ?? [value];
    }
}
