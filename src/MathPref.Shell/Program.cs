using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MathPref.Shell;

/// <summary>
/// Starts the PowerShell of the build's package with the built module on its module path. Arguments, streams, terminal, signals and exit
/// code are PowerShell's own: where the system can, this process becomes it.
/// </summary>
internal static partial class Program
{
    private static int Main(string[] arguments)
    {
        SetEnvironment();
        string[] command = [Dotnet, "exec", BuiltWith("PowerShell"), .. arguments];
        return OperatingSystem.IsWindows() ? Start(command) : Become(command);
    }

    private static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Dotnet => Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    private static void SetEnvironment()
    {
        // PowerShell puts a user's own modules first unless the path already has them; here the built module comes before an installed one.
        // Pester, for tests of a person's own, comes after one that is installed.
        var paths = new[] { BuiltWith("Modules"), UserModules, Environment.GetEnvironmentVariable("PSModulePath"), BuiltWith("TestModules") };
        Environment.SetEnvironmentVariable("PSModulePath", string.Join(Path.PathSeparator, paths.Where(path => !string.IsNullOrEmpty(path))));
        // `pwsh` in a script is the one that runs it, and has to find the same .NET.
        SetUnlessSet("DOTNET_ROOT", DotnetRoot);
        // The package is pinned: its user neither asked to be counted nor can follow the advice to update.
        SetUnlessSet("POWERSHELL_TELEMETRY_OPTOUT", "1");
        SetUnlessSet("POWERSHELL_UPDATECHECK", "Off");
    }

    private static string UserModules => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments), "PowerShell", "Modules")
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "powershell",
            "Modules");

    private static void SetUnlessSet(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
            Environment.SetEnvironmentVariable(name, value);
    }

    private static string BuiltWith(string name) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;

    private static int Start(string[] command)
    {
        // An interrupt of the terminal reaches both; what becomes of it is PowerShell's to say.
        Console.CancelKeyPress += (_, interrupt) => interrupt.Cancel = true;
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static int Become(string[] command)
    {
        const int BrokenPipe = 13;
        // .NET ignores it, and what is ignored stays so in PowerShell and in every program that is started there.
        Signal(BrokenPipe, action: 0);
        var environment = Environment.GetEnvironmentVariables();
        if (Execute(command[0], [.. command, null], [.. environment.Keys.Cast<string>().Select(name => $"{name}={environment[name]}"), null]) != 0)
            Console.Error.WriteLine($"{command[0]} could not be started: {Marshal.GetLastPInvokeErrorMessage()}");
        return 1;
    }

    /// <summary>execve(2): returns only when it failed.</summary>
    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string program, string?[] arguments, string?[] environment);

    /// <summary>signal(2); action 0 is the system's own.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint action);
}
