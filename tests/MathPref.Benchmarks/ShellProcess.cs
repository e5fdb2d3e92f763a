using System.Diagnostics;

namespace MathPref.Benchmarks;

/// <summary>MathPref.Shell as a user starts it, in the configuration in which the benchmarks were built.</summary>
internal static class ShellProcess
{
    public static Process Start(string script, params (string Name, string Value)[] environment)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var shell = Path.Combine(Root(), "artifacts", "bin", "MathPref.Shell", configuration, "MathPref.Shell.dll");
        var start = new ProcessStartInfo("dotnet", [shell, "-Command", script]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs to the end and gives what was written; throws with the errors when that went wrong.</summary>
    public static async Task<string> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        using var process = Start(script, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"exit code {process.ExitCode}: {await error}");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MathPref.psd1")))
                return folder.FullName;
        }
        throw new InvalidOperationException("MathPref.psd1 was not found above the benchmarks.");
    }
}
