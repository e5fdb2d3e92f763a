using System.Diagnostics;
using System.Reflection;

namespace MathPref.Tests.Hosting;

/// <summary>Runs what a user would run: the shell, dotnet, pwsh.</summary>
internal static class Programs
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "MathPref.psd1");

    private static string ShellPath => Path.Combine(Root, "artifacts", "bin", "MathPref.Shell", Configuration, "MathPref.Shell.dll");

    /// <summary>What stands before the shell's own arguments on dotnet's command line.</summary>
    public static IReadOnlyList<string> ShellArguments => [ShellPath];

    public static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        /// <summary>The output of a run that ended well.</summary>
        public string Succeeded()
        {
            Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
            return Output;
        }
    }

    public static Outcome Shell(params string[] arguments) => Run("dotnet", [ShellPath, .. arguments]);

    /// <summary>The last argument of a shell is a script.</summary>
    public static Outcome ShellCommand(string script, params (string Name, string? Value)[] environment) => Run("dotnet", [ShellPath, "-Command", script], environment);

    public static Outcome Run(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string? Value)>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {s_limit}.");
        }
        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    public static Process Start(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string? Value)>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Root,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["NO_COLOR"] = "1";
        // Tests of this process run side by side, and a run of one of them is no business of another's program.
        start.Environment.Remove("MATHPREF_RUN");
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Process StartShell(string script, params (string Name, string? Value)[] environment) => Start("dotnet", [ShellPath, "-Command", script], environment);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MathPref.psd1")))
                return folder.FullName;
        }
        throw new InvalidOperationException("MathPref.psd1 was not found above the tests.");
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mathpref-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
