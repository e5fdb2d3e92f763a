using System.Diagnostics;

namespace MathPref.Benchmarks;

/// <summary>PowerShell as MathPref.Shell starts it, without anybody's profile; and the same PowerShell bare, to compare.</summary>
internal static class ShellProcess
{
    public static Process Start(string script, params (string Name, string Value)[] environment)
    {
        var process = Programs.Start("dotnet", [Programs.Shell, .. Command(script)], environment);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs to the end and gives what was written; throws with the errors when that went wrong.</summary>
    public static Task<string> RunAsync(string script, params (string Name, string Value)[] environment) =>
        Programs.RunAsync("dotnet", [Programs.Shell, .. Command(script)], environment);

    /// <summary>PowerShell where nothing of the module is found.</summary>
    public static Task<string> RunBareAsync(string script, params (string Name, string Value)[] environment) =>
        Programs.RunAsync("dotnet", ["exec", Programs.PowerShell, .. Command(script)], environment);

    private static string[] Command(string script) => ["-NoProfile", "-NonInteractive", "-Command", script];
}
