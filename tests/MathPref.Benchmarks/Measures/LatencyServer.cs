using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MathPref.Benchmarks.Measures;

/// <summary>
/// A chat server in a process of its own. Each request is answered after a time that is drawn from its content alone (log-normal, by median
/// and sigma), so that the same work meets the same times in whatever order it is asked. The model's name says what is answered:
/// <c>instructor</c> a list of instructions, <c>judge</c> ratings, any other an answer. POST /reset sets the time and begins a new count, GET /log
/// tells of each request since.
/// </summary>
internal sealed partial class LatencyServer
{
    private const int Instructions = 5;

    private readonly ConcurrentQueue<LoggedCall> _log = [];
    private double _median;
    private double _sigma;
    private string _seed = "";
    private bool _logs;
    private int _count;

    /// <summary>Writes its address and answers until the input is closed.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var server = new LatencyServer { _median = arguments.Real("--latency", 0), _sigma = arguments.Real("--sigma", 0), _seed = arguments.Text("--seed") ?? "1" };
        arguments.Done();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        app.MapPost("/reset", server.Reset);
        app.MapGet("/count", () => Volatile.Read(ref server._count));
        app.MapGet("/log", () => server._log.ToArray());
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        return 0;
    }

    private void Reset(double latency, double sigma, string seed, bool log)
    {
        (_median, _sigma, _seed, _logs) = (latency, sigma, seed, log);
        _log.Clear();
        Volatile.Write(ref _count, 0);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var came = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _count);
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var model = body.RootElement.GetProperty("model").GetString()!;
        var prompt = "";
        foreach (var message in body.RootElement.GetProperty("messages").EnumerateArray())
            prompt = message.GetProperty("content").GetString()!;
        var milliseconds = _median;
        if (_sigma > 0)
            milliseconds *= Math.Exp(_sigma * Normal($"{_seed} {model} {prompt}"));
        if (milliseconds > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), context.RequestAborted);
        var reply = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = "c",
            @object = "chat.completion",
            created = 1,
            model,
            choices = new[] { new { index = 0, message = new { role = "assistant", content = Content(model, prompt) }, finish_reason = "stop" } },
            usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
        });
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = reply.Length;
        await context.Response.Body.WriteAsync(reply, context.RequestAborted);
        if (_logs)
            _log.Enqueue(new LoggedCall(model, model == "instructor" ? Mark(prompt) : Item().Match(prompt).Value, came, Stopwatch.GetTimestamp(), milliseconds));
    }

    private static string Content(string model, string prompt) => model switch
    {
        "instructor" => string.Join('\n', Enumerable.Range(1, Instructions).Select(i => $"How is item {i} of {Mark(prompt)} worked out?")),
        "judge" => "#### Output for Text 1\nRating: 2\nRationale: It leaves the steps out.\n\n#### Output for Text 2\nRating: 4\nRationale: Each step is there.",
        _ => $"{model} works through {(Item().Match(prompt) is { Success: true } item ? item.Value : prompt)}, step by step, and finds it.",
    };

    /// <summary>By which a list of instructions and its items are found together again.</summary>
    private static string Mark(string prompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..8];

    /// <summary>Box and Muller's normal number, of 128 bits of a hash.</summary>
    private static double Normal(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var (a, b) = ((BitConverter.ToUInt64(hash, 0) + 1.0) / ulong.MaxValue, BitConverter.ToUInt64(hash, 8) / (double)ulong.MaxValue);
        return Math.Sqrt(-2 * Math.Log(Math.Min(a, 1))) * Math.Cos(2 * Math.PI * b);
    }

    [GeneratedRegex("item [0-9]+ of [0-9a-f]{8}")]
    private static partial Regex Item();
}

/// <summary>One answered request.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Item">The instruction that it was about, or the end that all instructions of a list have in common for the list itself.</param>
/// <param name="Came">When it came, in ticks of Stopwatch.</param>
/// <param name="Went">When the answer had been written, in ticks of Stopwatch.</param>
/// <param name="Milliseconds">The time that was drawn for it.</param>
internal sealed record LoggedCall(string Model, string Item, long Came, long Went, double Milliseconds);
