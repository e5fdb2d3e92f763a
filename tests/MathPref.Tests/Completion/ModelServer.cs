using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MathPref.Tests.Completion;

/// <summary>A server on loopback that lists its models when it is let, and says how often it was asked.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _came = new(0);
    private int _answered;

    private ModelServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public int Answered => Volatile.Read(ref _answered);

    /// <summary>What each request had as its key; empty for none.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    /// <summary>What the server says.</summary>
    public string Body { get; set; } = "";

    public int Status { get; set; } = 200;

    public static async Task<ModelServer> StartAsync(string body, bool isSilent = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ModelServer(app) { Body = body };
        if (!isSilent)
            server.Speak();
        app.MapGet("/v1/models", server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public static string Of(params string[] ids) => System.Text.Json.JsonSerializer.Serialize(new { @object = "list", data = ids.Select(id => new { id, @object = "model", owned_by = "somebody", max_model_len = 4096 }) });

    public void Speak() => _mayAnswer.TrySetResult();

    public Task<bool> WasAskedAsync() => _came.WaitAsync(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        Speak();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Keys.Enqueue(context.Request.Headers.Authorization.ToString());
        _came.Release();
        await _mayAnswer.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Body);
        Interlocked.Increment(ref _answered);
    }
}
