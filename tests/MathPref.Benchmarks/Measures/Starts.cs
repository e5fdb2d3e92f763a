using System.Diagnostics;
using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>What a person waits for before anything happens.</summary>
internal static class Starts
{
    /// <summary>Measure 3b: from the start of MathPref.Shell to the first call at the server, above the start of an empty program.</summary>
    public static async Task<IReadOnlyList<Figure>> FirstCallAsync(bool isShort)
    {
        var rounds = isShort ? 3 : 11;
        using var server = await ServerProcess.StartAsync();
        var first = new List<double>();
        var empty = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            await server.ResetAsync(log: true);
            var began = Stopwatch.GetTimestamp();
            await ShellProcess.RunAsync("'Algebra' | New-SelfInstruct -Llm openai/instructor -Endpoint $env:SERVER | Out-Null", ("SERVER", server.Address));
            // The clock of Stopwatch is one for all programs of a machine.
            first.Add(Stopwatch.GetElapsedTime(began, (await server.LogAsync()).Min(c => c.Came)).TotalSeconds);
            empty.Add(await TimeAsync("dotnet", Programs.Partners));
        }
        var (ours, theirs) = (first.Median(), empty.Median());
        return
        [
            new Figure
            {
                Number = "3b", Name = "MathPref.Shell's start to its first call, above an empty program's start", Unit = "s", Value = ours - theirs, Mark = 1, Aim = 0.7,
                Ours = ours, Partner = "empty program", PartnerFigure = theirs, PartnerUnit = "s", Detail = $"medians of {rounds}",
            },
        ];
    }

    /// <summary>Measure 7: what importing the module adds to the start of the engine.</summary>
    public static async Task<IReadOnlyList<Figure>> ImportAsync(bool isShort)
    {
        var rounds = isShort ? 3 : 11;
        var folder = Directory.CreateTempSubdirectory("mathpref-import").FullName;
        var manifest = Path.Combine(Programs.Root, "MathPref.psd1");
        var nothing = Path.Combine(folder, "Nothing.psd1");
        await File.WriteAllTextAsync(nothing, "@{ ModuleVersion = '1.0' }");
        var with = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            with.Add(Programs.Pwsh is { } pwsh ? await TimeAsync(pwsh, "-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{manifest}'") : await TimeAsync("dotnet", Programs.Shell, "-Module", manifest, "-Command", "1"));
            bare.Add(Programs.Pwsh is { } host ? await TimeAsync(host, "-NoProfile", "-NonInteractive", "-Command", "1") : await TimeAsync("dotnet", Programs.Shell, "-Module", nothing, "-Command", "1"));
        }
        Directory.Delete(folder, recursive: true);
        var (ours, theirs) = (with.Median(), bare.Median());
        return
        [
            new Figure
            {
                Number = "7", Name = "import, above the bare engine's start", Unit = "ms", Value = (ours - theirs) * 1000, Mark = 300, Aim = 150,
                Ours = ours * 1000, Partner = "bare engine", PartnerFigure = theirs * 1000, PartnerUnit = "ms",
                Detail = $"medians of {rounds}, {(Programs.Pwsh is null ? "MathPref.Shell, with an empty manifest in the module's place" : "pwsh -NoProfile")}",
            },
        ];
    }

    private static async Task<double> TimeAsync(string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        await Programs.RunAsync(program, arguments);
        return watch.Elapsed.TotalSeconds;
    }
}
