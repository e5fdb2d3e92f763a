using System.Management.Automation;
using MathPref.Core.Rows;

namespace MathPref.Rows;

/// <summary>What an object brings that is no column of its row.</summary>
internal static class Plumbing
{
    /// <summary>What remoting and jobs put on every object that they bring.</summary>
    private static readonly string[] s_ofRemoting = ["PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId"];

    /// <summary>What a DataRow has beside its columns, where Select-Object * or Import-Clixml made properties of it.</summary>
    private static readonly string[] s_ofDataRow = ["RowError", "RowState", "Table", "ItemArray", "HasErrors"];

    public static void Remove(Row row, PSObject input)
    {
        // A RunspaceId of one's own is no Guid.
        if (row.Has(s_ofRemoting[0]) || row[s_ofRemoting[^1]] is Guid)
            Remove(row, s_ofRemoting);
        if (row.Has(s_ofDataRow[1]) && row.Has(s_ofDataRow[3]) && IsOfDataRow(input))
            Remove(row, s_ofDataRow);
    }

    /// <summary>Its names are "Selected.System.Data.DataRow" and "Deserialized.System.Data.DataRow" then.</summary>
    private static bool IsOfDataRow(PSObject input) => input.TypeNames.Any(name => name.EndsWith(".System.Data.DataRow", StringComparison.Ordinal));

    private static void Remove(Row row, string[] names)
    {
        foreach (var name in names)
            row.Remove(name);
    }
}
