using System.Collections;
using System.Management.Automation;

namespace MathPref.Rows;

/// <summary>What came by -InputObject: one row from the pipe, or a whole list bound at once.</summary>
internal static class InputRows
{
    public static IEnumerable<PSObject> Of(PSObject input) => input.BaseObject is IList list and not IDictionary
        ? list.Cast<object?>().Where(item => item is not null).Select(item => PSObject.AsPSObject(item))
        : [input];

    /// <summary>The row as the user has it, for an error that gives it back.</summary>
    public static object Target(PSObject input) => input.BaseObject is PSCustomObject ? input : input.BaseObject;
}
