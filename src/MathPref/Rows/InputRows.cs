using System.Collections;
using System.Data;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MathPref.Rows;

/// <summary>What came by -InputObject: one row from the pipe, or a whole list bound at once.</summary>
internal static class InputRows
{
    public static IEnumerable<PSObject> Of(PSObject input) => input.BaseObject switch
    {
        IList list and not IDictionary => Of(list),
        JsonArray array => Of(array),
        JsonElement { ValueKind: JsonValueKind.Array } array => Of(array.EnumerateArray()),
        // From the pipe the engine has taken its rows out.
        DataTable table => Of(table.Rows),
        _ => [input],
    };

    private static IEnumerable<PSObject> Of(IEnumerable list) => list.Cast<object?>().Where(item => item is not null).Select(item => PSObject.AsPSObject(item));

    /// <summary>The row as the user has it, for an error that gives it back.</summary>
    public static object Target(PSObject input) => input.BaseObject is PSCustomObject ? input : input.BaseObject;
}
