using System.Diagnostics;
using System.Globalization;

namespace MathPref.Benchmarks.Measures;

/// <summary>What a person waits for before anything happens, above the start of PowerShell itself.</summary>
internal static class Starts
{
    /// <summary>Measure 3b: from the start of MathPref.Shell to the first call at the server.</summary>
    public static async Task<IReadOnlyList<Figure>> FirstCallAsync(bool isShort)
    {
        var rounds = isShort ? 3 : 11;
        using var server = await ServerProcess.StartAsync();
        var first = new List<double>();
        var bare = new List<double>();
        var script = new List<double>();
        async Task<double> UntilCalledAsync(Func<string, (string, string), Task> runAsync, string command)
        {
            await server.ResetAsync(log: true);
            var began = Stopwatch.GetTimestamp();
            await runAsync(command, ("SERVER", server.Address));
            // The clock of Stopwatch is one for all programs of a machine.
            return Stopwatch.GetElapsedTime(began, (await server.LogAsync()).Min(c => c.Came)).TotalSeconds;
        }
        for (var round = 0; round < rounds; round++)
        {
            first.Add(await UntilCalledAsync((command, at) => ShellProcess.RunAsync(command, at), "'Algebra' | New-SelfInstruct -Llm openai/instructor -Endpoint $env:SERVER | Out-Null"));
            script.Add(await UntilCalledAsync((command, at) => ShellProcess.RunBareAsync(command, at), "Invoke-RestMethod \"$env:SERVER/v1/chat/completions\" -Method Post -ContentType application/json -Body (@{ model = 'answer'; messages = @(@{ role = 'user'; content = 'Algebra' }) } | ConvertTo-Json -Depth 5) | Out-Null"));
            bare.Add(await TimeAsync("1"));
        }
        var (ours, theirs) = (first.Median(), bare.Median());
        return
        [
            new Figure
            {
                Number = "3b", Name = "MathPref.Shell's start to the module's first call, above a bare PowerShell's start", Unit = "s", Value = ours - theirs, Mark = 0.6, Aim = 0.3,
                Ours = ours, Partner = "bare PowerShell", PartnerFigure = theirs, PartnerUnit = "s", Detail = string.Create(CultureInfo.InvariantCulture, $"medians of {rounds}, in turn; Invoke-RestMethod's first call in a bare one comes at {script.Median():0.00} s"),
            },
        ];
    }

    /// <summary>Measure 7: what importing the module adds.</summary>
    public static async Task<IReadOnlyList<Figure>> ImportAsync(bool isShort)
    {
        var rounds = isShort ? 3 : 11;
        var manifest = Path.Combine(Programs.Root, "MathPref.psd1");
        var with = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            with.Add(await TimeAsync($"Import-Module '{manifest}'"));
            bare.Add(await TimeAsync("1"));
        }
        var (ours, theirs) = (with.Median(), bare.Median());
        return
        [
            new Figure
            {
                Number = "7", Name = "import, above a bare PowerShell's start", Unit = "ms", Value = (ours - theirs) * 1000, Mark = 250, Aim = 150,
                Ours = ours * 1000, Partner = "bare PowerShell", PartnerFigure = theirs * 1000, PartnerUnit = "ms", Detail = $"medians of {rounds}, in turn",
            },
        ];
    }

    private static async Task<double> TimeAsync(string script)
    {
        var watch = Stopwatch.StartNew();
        await ShellProcess.RunBareAsync(script);
        return watch.Elapsed.TotalSeconds;
    }
}
