using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace MathPref.Tests.Hosting;

/// <summary>Runs what a user would run: dotnet, and by MathPref.Shell PowerShell with the built module on its path.</summary>
internal static class Programs
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "MathPref.psd1");

    private static string ShellPath => Built("MathPref.Shell");

    /// <summary>The assembly of a project of the repository.</summary>
    public static string Built(string project) => Path.Combine(Root, "artifacts", "bin", project, ConfigurationFolder, project + ".dll");

    /// <summary>As in the names of the build's folders: debug or release.</summary>
    private static string ConfigurationFolder => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>As a build is asked for it: spelt otherwise, it would be another one and made anew.</summary>
    public static string Configuration => ConfigurationFolder == "release" ? "Release" : "Debug";

    /// <summary>An empty home, which is made: programs keep there what is a user's own.</summary>
    public static (string Name, string? Value)[] Home(string folder)
    {
        Directory.CreateDirectory(folder);
        return [("HOME", folder), ("LOCALAPPDATA", folder), ("XDG_DATA_HOME", null), ("XDG_CONFIG_HOME", null), ("XDG_CACHE_HOME", null)];
    }

    /// <summary>The folder from which NuGet restores.</summary>
    public static string Packages => BuiltWith("PowerShell")[..BuiltWith("PowerShell").IndexOf("powershell/", StringComparison.Ordinal)];

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

    /// <summary>PowerShell with these arguments; what the user of the machine has in a profile is no part of a test.</summary>
    public static Outcome Shell(params string[] arguments) => Run("dotnet", [ShellPath, "-NoProfile", .. arguments]);

    public static Outcome ShellCommand(string script, params (string Name, string? Value)[] environment) => Run("dotnet", Command(script), environment);

    /// <summary>The same PowerShell without MathPref.Shell before it: it finds modules where its environment says, and nowhere else.</summary>
    public static Outcome PowerShell(string script, params (string Name, string? Value)[] environment) => Run("dotnet", ["exec", BuiltWith("PowerShell"), "-NoProfile", "-Command", script], environment);

    /// <summary>What the build knew: the places of PowerShell and of both Pesters.</summary>
    public static string BuiltWith(string name) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;

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
        return new Outcome(process.ExitCode, Lines(output.Result), Lines(error.Result));
    }

    /// <summary>As on every other system.</summary>
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

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

    public static Process StartShell(string script, params (string Name, string? Value)[] environment) => InterruptsAreIgnored
        ? Start("env", ["--default-signal=INT", "dotnet", .. Command(script)], environment)
        : Start("dotnet", Command(script), environment);

    /// <summary>Whether the tests run as a job in the background, whose children inherit that.</summary>
    private static bool InterruptsAreIgnored
    {
        get
        {
            const string Status = "/proc/self/status";
            if (!File.Exists(Status))
                return false;
            var ignored = File.ReadLines(Status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
            return (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0b10) != 0;
        }
    }

    private static string[] Command(string script) => [ShellPath, "-NoProfile", "-Command", script];

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
