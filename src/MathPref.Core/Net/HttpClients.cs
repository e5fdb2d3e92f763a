using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace MathPref.Core.Net;

/// <summary>One pool of connections for each way out, made at the first call and never at import.</summary>
internal static class HttpClients
{
    /// <summary>Bytes of the longest answer that is read.</summary>
    public const long LargestReply = 64L << 20;

    private const string FromEnvironment = "environment";

    private const string Files = "files ";

    private static readonly ConcurrentDictionary<string, ProxySettings> s_proxies = new(StringComparer.Ordinal);

    private static readonly Lazy<IHttpClientFactory> s_factory = new(() =>
    {
        var services = new ServiceCollection();
        services.AddHttpClient();
        services.ConfigureHttpClientDefaults(client => client.RemoveAllLoggers());
        services.ConfigureAll<HttpClientFactoryOptions>(options =>
        {
            options.HandlerLifetime = Timeout.InfiniteTimeSpan;
            options.HttpMessageHandlerBuilderActions.Add(
                builder => builder.PrimaryHandler = Handler(builder.Name ?? ""));
            options.HttpClientActions.Add(client =>
            {
                // Each attempt has its own limit of time.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LargestReply;
                client.DefaultRequestHeaders.UserAgent.ParseAdd($"MathPref/{typeof(HttpClients).Assembly.GetName().Version?.ToString(3)}");
            });
        });
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
    });

    /// <summary>For answers that are read as text: they may come compressed.</summary>
    public static HttpClient For(ProxySettings? proxy) => Client("", proxy);

    /// <summary>For files: it asks for no compression by itself, and unpacks nothing.</summary>
    public static HttpClient ForFiles(ProxySettings? proxy) => Client(Files, proxy);

    private static HttpClient Client(string kind, ProxySettings? proxy)
    {
        if (proxy is null)
            return s_factory.Value.CreateClient(kind + FromEnvironment);
        var name = $"{kind}{proxy.None} {proxy.Address} {proxy.Credential?.UserName} {proxy.Credential?.GetHashCode()}";
        s_proxies.TryAdd(name, proxy);
        return s_factory.Value.CreateClient(name);
    }

    private static SocketsHttpHandler Handler(string name)
    {
        var proxy = s_proxies.GetValueOrDefault(name);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = name.StartsWith(Files, StringComparison.Ordinal) ? DecompressionMethods.None : DecompressionMethods.All,
            // A redirect would take the question to another host.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        handler.UseProxy = proxy is not { None: true };
        handler.Proxy = proxy?.Address is { } given ? new WebProxy(given) { Credentials = proxy.Credential } : new EnvironmentProxy();
        return handler;
    }
}
