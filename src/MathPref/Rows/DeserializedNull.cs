using System.Management.Automation;

namespace MathPref.Rows;

/// <summary>What Import-Clixml, a job or a remote session makes of a null of a database or of nothing: an object without columns.</summary>
internal static class DeserializedNull
{
    private const string Mark = "Deserialized.";

    public static bool Is(PSObject value) => value.TypeNames is [var name, ..] && name.StartsWith(Mark, StringComparison.Ordinal) && name[Mark.Length..] switch
    {
        "System.DBNull" or "System.Management.Automation.Language.NullString" => true,
        // What a pipeline that gave nothing becomes.
        "System.Management.Automation.PSCustomObject" => !value.Properties.Any(),
        var type => type.StartsWith("System.Data.SqlTypes.", StringComparison.Ordinal) && value.Properties["IsNull"]?.Value is true,
    };
}
