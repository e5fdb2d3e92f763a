using System.Diagnostics;

namespace MathPref.Benchmarks;

/// <summary>MathPref.Shell as a user starts it.</summary>
internal static class ShellProcess
{
    public static Process Start(string script, params (string Name, string Value)[] environment)
    {
        var process = Programs.Start("dotnet", [Programs.Shell, "-Command", script], environment);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs to the end and gives what was written; throws with the errors when that went wrong.</summary>
    public static Task<string> RunAsync(string script, params (string Name, string Value)[] environment) =>
        Programs.RunAsync("dotnet", [Programs.Shell, "-Command", script], environment);
}
