using System.Diagnostics;
using System.Reflection;

namespace MathPref.Benchmarks;

/// <summary>Programs as a user starts them; those of the repository in the configuration in which the benchmarks were built.</summary>
internal static class Programs
{
    public static string Root { get; } = FindRoot();

    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string Shell => Built("MathPref.Shell");

    public static string Partners => Built("MathPref.Benchmarks.Partners");

    /// <summary>The PowerShell that MathPref.Shell starts.</summary>
    public static string PowerShell { get; } = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PowerShell").Value!;

    public static Process Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end and gives what was written; throws with the errors when that went wrong.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(program, arguments, environment);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: exit code {process.ExitCode}: {await error}");
    }

    private static string Built(string project) => Path.Combine(Root, "artifacts", "bin", project, Configuration, project + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MathPref.psd1")))
                return folder.FullName;
        }
        throw new InvalidOperationException("MathPref.psd1 was not found above the benchmarks.");
    }
}
