using System.Globalization;
using System.Net;

namespace MathPref.Core.Llm;

/// <summary>
/// OLLAMA_HOST as Ollama's own client reads it (ollama/ollama, envconfig/config.go, August 2026: Host and ConnectableHost): one variable says
/// where the server listens and where clients find it, so that it may be a host alone, a port alone or an address that only a server can have.
/// </summary>
internal static class OllamaHost
{
    private const string DefaultPort = "11434";

    /// <summary>The base of the server's OpenAI-compatible routes, or null for what is no address.</summary>
    public static Uri? Read(string text)
    {
        var (scheme, rest, port) = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var colon
            ? (text[..colon], text[(colon + 3)..], DefaultPortOf(text[..colon]))
            : text == "ollama.com" ? ("https", text, "443") : ("http", text, DefaultPort);
        var slash = rest.IndexOf('/');
        var (host, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..].TrimEnd('/'));
        if (Split(host) is (var name, var given))
        {
            host = name;
            if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue)
                port = given;
        }
        // No host has these, and they would make another address of it.
        if (host.AsSpan().IndexOfAny("?#@\\") >= 0)
            return null;
        host = Connectable(host.Trim('[', ']'));
        // Ollama's own routes lie beside /v1; whoever writes it means the same server.
        if (!path.EndsWith("/v1", StringComparison.Ordinal))
            path += "/v1";
        path = path.Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        return Uri.TryCreate($"{scheme}://{host}:{port}{path}", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
    }

    private static string DefaultPortOf(string scheme) => scheme switch { "http" => "80", "https" => "443", _ => DefaultPort };

    /// <summary>Host and port; null where there is no port, as of an IPv6 address without brackets.</summary>
    private static (string Host, string Port)? Split(string host)
    {
        var colon = host.LastIndexOf(':');
        if (colon < 0 || host.EndsWith(']'))
            return null;
        var name = host[..colon];
        return name.StartsWith('[') ? name.EndsWith(']') ? (name, host[(colon + 1)..]) : null
            : name.Contains(':', StringComparison.Ordinal) ? null : (name, host[(colon + 1)..]);
    }

    /// <summary>No host, and all of this machine's addresses, are this machine.</summary>
    private static string Connectable(string host)
    {
        if (host.Length == 0)
            return "127.0.0.1";
        if (!IPAddress.TryParse(host, out var ip) || !host.Contains(':', StringComparison.Ordinal) && host.Count(c => c == '.') != 3)
            return host;
        if (ip.Equals(IPAddress.Any))
            return "127.0.0.1";
        if (ip.Equals(IPAddress.IPv6Any))
            return "[::1]";
        return host.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip.ToString();
    }
}
