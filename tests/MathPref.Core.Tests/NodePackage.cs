using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MathPref.Core.Tests;

/// <summary>A folder beside the tests with a program for Node.js and the package of npm that it stands on.</summary>
/// <param name="name">Of the package, and of the folder.</param>
/// <param name="program">The file that is run.</param>
internal sealed class NodePackage(string name, string program)
{
    private readonly string _folder = Find(name, program);

    /// <summary>Why the program cannot run here; null where it can.</summary>
    public string? Absence()
    {
        try
        {
            using var node = Start("--version");
            node.StandardOutput.ReadToEnd();
            node.WaitForExit();
        }
        catch (Win32Exception)
        {
            return $"{name} is not installed: there is no Node.js here";
        }
        return Directory.Exists(Path.Combine(_folder, "node_modules", name)) ? null : $"{name} is not installed: npm ci in tests/{name}";
    }

    public Process Run(params IEnumerable<string> arguments) => Start([program, .. arguments]);

    private Process Start(params IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
        WorkingDirectory = _folder,
    })!;

    private static string Find(string name, string program)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "tests", name);
            if (File.Exists(Path.Combine(found, program)))
                return found;
        }
        throw new InvalidOperationException($"tests/{name} was not found above the tests.");
    }
}
