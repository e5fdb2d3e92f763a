using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace MathPref.Benchmarks.Measures;

/// <summary>The chat server of the measures, running.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private ServerProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var process = Programs.Start("dotnet", [typeof(ServerProcess).Assembly.Location, "serve"]);
        return await process.StandardOutput.ReadLineAsync() is { Length: > 0 } address
            ? new ServerProcess(process, address)
            : throw new InvalidOperationException("The chat server did not start: " + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Begins a new count.</summary>
    /// <param name="latency">Median of the time to an answer, in milliseconds.</param>
    /// <param name="sigma">Of the log-normal distribution; 0 for a fixed time.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="log">Whether each request is kept for <see cref="LogAsync"/>.</param>
    public async Task ResetAsync(double latency = 0, double sigma = 0, int seed = 1, bool log = false)
    {
        using var response = await _http.PostAsync(string.Create(CultureInfo.InvariantCulture, $"{Address}/reset?latency={latency}&sigma={sigma}&seed={seed}&log={log}"), null);
        response.EnsureSuccessStatusCode();
    }

    public async Task<int> CountAsync() => await _http.GetFromJsonAsync<int>(Address + "/count");

    public async Task<LoggedCall[]> LogAsync() => (await _http.GetFromJsonAsync<LoggedCall[]>(Address + "/log"))!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
        _http.Dispose();
    }
}
