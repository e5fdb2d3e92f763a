using System.Management.Automation;

namespace MathPref.Shell;

/// <summary>An error as a line for a person: which command, what, and where in a script.</summary>
internal static class ErrorText
{
    public static string Of(ErrorRecord error)
    {
        var message = error.ErrorDetails?.Message ?? error.Exception.Message;
        var command = error.InvocationInfo?.MyCommand?.Name;
        var text = string.IsNullOrEmpty(command) ? message : $"{command}: {message}";
        return error.InvocationInfo is { ScriptName.Length: > 0 } at ? $"{text}\n    at {at.ScriptName}:{at.ScriptLineNumber}" : text;
    }
}
