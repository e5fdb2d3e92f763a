using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MathPref.Tests.Hosting;

/// <summary>A chat server on loopback that answers as the test says and counts what it sees.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    /// <summary>A status that resets the connection instead of answering.</summary>
    public const int Reset = -1;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly Func<Request, Task<Reply>> _answer;
    private readonly SemaphoreSlim _changed = new(0);
    private int _started;
    private int _aborted;
    private int _answered;

    private ChatServer(WebApplication app, Func<Request, Task<Reply>> answer)
    {
        _app = app;
        _answer = answer;
    }

    /// <summary>One request: its number from 0, the body, the text of the last message, a token that the client's leaving cancels, and the header with the key.</summary>
    internal sealed record Request(int Number, JsonElement Body, string Text, CancellationToken Gone, string Authorization);

    internal sealed record Reply(string Content, int Status = 200, string? RawBody = null, IReadOnlyDictionary<string, string>? Headers = null, string FinishReason = "stop");

    public string Address => _app.Urls.First();

    public int Started => Volatile.Read(ref _started);

    public int Aborted => Volatile.Read(ref _aborted);

    public int Answered => Volatile.Read(ref _answered);

    public ConcurrentQueue<Request> Requests { get; } = [];

    public static Task<ChatServer> StartAsync(Func<Request, Reply> answer) => StartAsync(request => Task.FromResult(answer(request)));

    public static async Task<ChatServer> StartAsync(Func<Request, Task<Reply>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ChatServer(app, answer);
        app.MapPost("/v1/chat/completions", server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers each request with its own text in capitals.</summary>
    public static Task<ChatServer> StartEchoAsync() => StartAsync(request => new Reply(request.Text.ToUpperInvariant()));

    /// <summary>Never answers; ends when the client leaves.</summary>
    public static async Task<Reply> HangAsync(Request request)
    {
        await Task.Delay(Timeout.Infinite, request.Gone);
        return new Reply("never");
    }

    /// <summary>Waits until the condition holds; false when it does not within <paramref name="patience"/>.</summary>
    public async Task<bool> WaitAsync(Func<ChatServer, bool> condition, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? s_patience);
        try
        {
            while (!condition(this))
                await _changed.WaitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return condition(this);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var body = document.RootElement.Clone();
        var request = new Request(Interlocked.Increment(ref _started) - 1, body, body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!, context.RequestAborted, context.Request.Headers.Authorization.ToString());
        Requests.Enqueue(request);
        _changed.Release();
        try
        {
            var reply = await _answer(request);
            if (reply.Status == Reset)
            {
                context.Abort();
                return;
            }
            context.Response.StatusCode = reply.Status;
            foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>())
                context.Response.Headers[name] = value;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(reply.RawBody ?? Completion(reply, body), request.Gone);
            Interlocked.Increment(ref _answered);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _aborted);
        }
        _changed.Release();
    }

    private static string Completion(Reply reply, JsonElement request) => JsonSerializer.Serialize(new
    {
        id = "c",
        @object = "chat.completion",
        created = 1,
        model = request.GetProperty("model").GetString(),
        choices = new[] { new { index = 0, message = new { role = "assistant", content = reply.Content }, finish_reason = reply.FinishReason } },
        usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
    });
}
