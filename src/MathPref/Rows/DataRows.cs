using System.Data;
using System.Management.Automation;
using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>Rows of ADO.NET: a DataRow of Invoke-Sqlcmd, a view of one, a record of a data reader. Only their columns are columns.</summary>
internal static class DataRows
{
    /// <summary>The columns in their order, and behind them what Add-Member has added.</summary>
    public static Row Read(PSObject input, Func<object?, object?> convert)
    {
        var row = new Row();
        foreach (var (name, value) in Columns(input.BaseObject))
            Add(row, name, convert(value));
        foreach (var property in input.Properties)
        {
            if (property is { IsInstance: true, IsGettable: true } and PSNoteProperty)
                Add(row, property.Name, convert(property.Value));
        }
        return row;
    }

    private static IEnumerable<(string Name, object? Value)> Columns(object source)
    {
        switch (source)
        {
            case DataRowView view:
                return Columns(view.Row);
            case DataRow { RowState: DataRowState.Deleted }:
                throw Errors.DeletedRow();
            case DataRow row:
                return row.Table.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, (object?)row[column]));
            default:
                var record = (IDataRecord)source;
                return Enumerable.Range(0, record.FieldCount).Select(i => (record.GetName(i), (object?)record.GetValue(i)));
        }
    }

    private static void Add(Row row, string name, object? value)
    {
        if (string.IsNullOrEmpty(name) || !row.TryAdd(name, value))
            throw Errors.BadColumnName(name);
    }
}
