using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace MathPref.Core.Llm;

/// <summary>One pool of connections for the process, made at the first call and never at import.</summary>
internal static class HttpClients
{
    private const string Models = "models";

    private static readonly Lazy<IHttpClientFactory> s_factory = new(() =>
    {
        var services = new ServiceCollection();
        services.AddHttpClient(Models, client =>
            {
                // Each attempt has its own limit of time.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd($"MathPref/{typeof(HttpClients).Assembly.GetName().Version?.ToString(3)}");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(30),
            })
            .RemoveAllLoggers();
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
    });

    public static HttpClient ForModels() => s_factory.Value.CreateClient(Models);
}
