using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MathPref.Benchmarks.Partners;

/// <summary>The least that a program does to ask a model: HttpClient, a loop for each call in flight, and System.Text.Json.</summary>
public static class HttpLoop
{
    /// <summary>Address, calls in flight, calls to warm up and calls to count. Writes the seconds and the CPU seconds that the last took.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (inFlight, warm, counted) = (Number(args[1]), Number(args[2]), Number(args[3]));
        using var http = new HttpClient(new SocketsHttpHandler());
        var address = new Uri(args[0] + "/v1/chat/completions");
        await AskAsync(http, address, inFlight, 0, warm);
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await AskAsync(http, address, inFlight, warm, counted);
        var seconds = watch.Elapsed.TotalSeconds;
        self.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {(self.TotalProcessorTime - cpu).TotalSeconds}"));
        return 0;
    }

    private static Task AskAsync(HttpClient http, Uri address, int inFlight, int first, int count)
    {
        var next = first - 1;
        async Task WorkAsync()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < first + count)
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(new { model = "answer", messages = new[] { new { role = "user", content = $"question {i}" } } });
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new("application/json");
                using var response = await http.PostAsync(address, content);
                response.EnsureSuccessStatusCode();
                using var reply = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
                if (reply.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() is not { Length: > 0 })
                    throw new InvalidOperationException("An empty answer.");
            }
        }
        return Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(WorkAsync)));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
